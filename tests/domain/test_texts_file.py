"""All texts of an announcement in one file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import LONGEST
from bot.domain.texts_file import Refused, decoded, known_as, texts_in

NAMES = {
    known_as(name): language
    for language, names in {
        "en": ("en", "English"),
        "fr": ("fr", "Français"),
        "ar": ("ar", "العربية"),
        "ru": ("ru", "Русский"),
        "es": ("es", "Español"),
    }.items()
    for name in names
}


@pytest.mark.parametrize(
    "heading",
    ["== Français ==", "==FRANCAIS==", "=== français ===", "[fr]", "[ FR ]", "Français", "français:", "fr",
     "\u200f== Français ==", "  Franc\u0327ais  "],
)  # fmt: skip
def test_a_heading_names_its_language_in_one_of_several_ways(heading: str) -> None:
    assert texts_in(f"{heading}\nBonjour à tous", NAMES) == {"fr": "Bonjour à tous"}


def test_words_in_brackets_are_no_heading_unless_they_name_a_language() -> None:
    assert texts_in("[en]\n[Please read]\nHello", NAMES) == {"en": "[Please read]\nHello"}
    assert texts_in("[English]\nHello", NAMES) == {"en": "Hello"}


def test_a_name_amid_a_sentence_is_no_heading() -> None:
    assert texts_in("[en]\nThis is in English.\nEspañol too", NAMES) == {"en": "This is in English.\nEspañol too"}


def test_blank_lines_within_a_text_stay() -> None:
    assert texts_in("== English ==\n\nOne\n\nTwo\n\n== Русский ==\n\nРаз\n", NAMES) == {"en": "One\n\nTwo", "ru": "Раз"}


def test_an_empty_section_changes_nothing() -> None:
    assert texts_in("== English ==\n\n== Español ==\nHola", NAMES) == {"es": "Hola"}


def test_tags_that_are_not_closed_are_words() -> None:
    assert texts_in("[en]\n<b>open\n[es]\n<b>cerrado</b>", NAMES) == {"en": "&lt;b&gt;open", "es": "<b>cerrado</b>"}


def test_tags_do_not_count_as_characters() -> None:
    text = f"[en]\n<b>{'a' * LONGEST}</b>"
    assert isinstance(texts_in(text, NAMES), dict)
    assert texts_in(text.replace("</b>", "a</b>"), NAMES) == Refused("too_long", language="en", length=LONGEST + 1)


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_a_file_reads_the_same_in_every_encoding_that_names_itself(text: str) -> None:
    assert decoded(text.encode()) == text
    assert decoded(text.encode("utf-8-sig")) == text
    assert decoded(text.encode("utf-16")) == text


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"caf\xe9", b"a\x00b"])
def test_what_is_no_text_is_not_read(content: bytes) -> None:
    assert decoded(content) is None


@given(st.text())
def test_whatever_stands_in_a_file_is_refused_or_read(text: str) -> None:
    found = texts_in(f"[en]\n{text}", NAMES)
    assert isinstance(found, Refused) or set(found) <= set(NAMES.values())
