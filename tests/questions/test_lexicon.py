import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.lexicon import Lexicons, as_phrase, load_lexicons
from bot.questions.normalise import fold, words
from bot.questions.topics import WEIGHED
from tests.benchmarks.understanding.lines import ROOT

LANGUAGES = {"en", "fr", "ar", "ru", "es", "pt"}


def test_there_is_a_lexicon_for_each_language(lexicons: Lexicons) -> None:
    assert set(lexicons.languages) == LANGUAGES


def test_every_language_has_the_same_concepts(lexicons: Lexicons) -> None:
    concepts = {language: set(lexicon.concepts) for language, lexicon in lexicons.by_language.items()}
    everywhere = set.union(*concepts.values())
    assert not {language: missing for language, found in concepts.items() if (missing := everywhere - found)}


def test_topics_speak_of_concepts_that_the_lexicons_have(lexicons: Lexicons) -> None:
    assert set(lexicons.by_language["en"].concepts) >= WEIGHED


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_form_is_empty_or_said_twice(lexicons: Lexicons, language: str) -> None:
    for concept, forms in lexicons.by_language[language].concepts.items():
        phrases = [as_phrase(form) for form in forms]
        assert all(phrases), concept
        assert len(set(phrases)) == len(phrases), (concept, sorted(p for p in phrases if phrases.count(p) > 1))


def test_no_place_or_person_of_a_pack_stands_in_a_lexicon() -> None:
    for path in (ROOT / "locales").glob("*/lexicon.toml"):
        concepts = tomllib.loads(path.read_text(encoding="utf-8"))["concepts"]
        said = {word for forms in concepts.values() for form in forms for word in as_phrase(form)}
        assert not said & {"tbilisi", "tbilissi", "brussels", "bruxelles", "тбилиси", "брюссель", "بروكسل", "unicri"}


def test_countries_are_known_by_their_people_too(lexicons: Lexicons) -> None:
    for word in ("belgian", "belge", "бельгийскую", "البلجيكية", "belga"):
        found = {hit.sense.value for hit in lexicons.phrases.find([*as_phrase(word)]) if hit.sense.kind == "country"}
        assert found == {"BE"}, word


def test_a_folder_without_lexicons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no lexicon"):
        load_lexicons(tmp_path)


@pytest.mark.parametrize(
    "written", ["[words]\na = ['b']", "[concepts]\na = 'b'", "[concepts]\na = [1]", "concepts = 1"]
)
def test_a_file_that_is_no_lexicon_is_refused_with_its_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "lexicon.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=r"lexicon\.toml"):
        load_lexicons(tmp_path)


@given(st.text(st.sampled_from("aeiz яёъйь اإةي' *"), max_size=12) | st.text(max_size=12))
def test_a_form_that_looks_folded_is_what_folding_makes_of_it(written: str) -> None:
    assert as_phrase(written) == as_phrase(fold(written) + ("*" if written.endswith("*") else ""))
    assert [word.removesuffix("*") for word in as_phrase(written)] == words(fold(written))
