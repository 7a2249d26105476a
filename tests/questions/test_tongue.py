"""The language of a question: its own where that is sure, else the asker's."""

from dataclasses import replace

import pytest

from bot.questions.lexicon import Lexicons
from bot.questions.understand import Understanding
from storage.packs.pack_files import read_pack
from tests.questions.conftest import Asking


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is the meeting", "en"),
        ("où est la réunion svp", "fr"),
        ("وين الاجتماع", "ar"),
        ("где встреча", "ru"),
        ("dónde es la reunión por favor", "es"),
        ("onde é a reunião", "pt"),
        ("when is it", "en"),
        ("quelle date ?", "fr"),
        ("réunions", "fr"),
        ("quando é", "pt"),
        ("cuándo es", "es"),
        ("reunião", "pt"),
        ("reunión", "es"),
        ("¿hotel?", "es"),
        ("alojamento", "pt"),
        ("alojamiento", "es"),
        ("вебинар", "ru"),
        ("الفندق", "ar"),
        ("когда Brussels meeting", "ru"),
        ("zoom ссылка", "ru"),
        ("وين الـ link تبع Brussels", "ar"),
        ("programa da reunião de Tbilisi", "pt"),
        ("programa de la reunión de Tbilisi", "es"),
    ],
)
def test_the_words_tell(ask: Asking, text: str, language: str) -> None:
    for asker in ("en", "fr", "es", "pt", "ru", "ar"):
        understood = ask(text, language=asker)
        assert understood.language == language, asker
        assert understood.sure_language, asker


@pytest.mark.parametrize("asker", ["fr", "ar", "ru", "es", "pt"])
@pytest.mark.parametrize(
    "text", ["Brussels?", "Tbilisi", "visa?", "agenda", "hotel", "zoom link?", "roadmap", "São Tomé", "OSA", "👍", "94"]
)
def test_names_and_words_of_all_languages_do_not(ask: Asking, text: str, asker: str) -> None:
    assert ask(text, language=asker).language == asker


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("switch to Russian", "ru"),
        ("please answer in Portuguese", "pt"),
        ("español por favor", "es"),
        ("parle-moi en arabe", "ar"),
        ("na russkom, русский", "ru"),
        ("на русском", "ru"),
        ("пиши по-английски", "en"),
        ("بالعربية", "ar"),
        ("حول إلى الفرنسية", "fr"),
        ("em inglês, por favor", "en"),
    ],
)
def test_a_language_that_is_wanted_is_named(ask: Asking, text: str, named: str) -> None:
    understood = ask(text)
    assert [match.topic for match in understood.matches] == ["do.language"]
    assert understood.asked_languages == (named,)


def test_the_language_of_a_meeting_is_no_wish_for_another_one(ask: Asking) -> None:
    understood = ask("will there be Russian interpretation in Brussels?")
    assert [match.topic for match in understood.matches] == ["meeting.language"]
    assert understood.asked_languages == ("ru",)


@pytest.mark.parametrize(
    ("text", "language"),
    [("коли зустріч", "uk"), ("де зустріч у Брюсселі?", "uk"), ("когда встреча", "ru"), ("да", "ru")],
)
def test_languages_of_one_script_are_told_apart_by_their_words(lexicons: Lexicons, text: str, language: str) -> None:
    words: dict[str, tuple[str, ...]] = {"when": ("коли",), "where": ("де",), "meeting": ("зустріч",)}
    ukrainian = replace(lexicons.by_language["ru"], language="uk", concepts=words)
    seven = Lexicons({**lexicons.by_language, "uk": ukrainian}, lexicons.folder)
    understood = Asking(Understanding(read_pack("sample", languages=seven.languages), seven))(text)
    assert understood.language == language
    assert understood.sure_language
