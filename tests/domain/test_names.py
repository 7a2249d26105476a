"""What people call themselves, made fit for lists."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import LONGEST, clean_name

WILD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u202e\u2066\u2069\u200b\u200d\u200f\ufeff\u0301\u0300\u0651\u064e\n\t <>&'\"{}%|=@\x00\u2028"
        ),
    ),
    max_size=200,
)


@given(WILD)
def test_any_name_is_one_short_line_of_what_can_be_seen(text: str) -> None:
    name = clean_name(text)
    if name is None:
        return
    assert 1 <= len(name) <= LONGEST
    assert name == name.strip()
    assert "  " not in name
    assert unicodedata.is_normalized("NFC", name)
    assert any(char.isalnum() for char in name)
    for char in name:
        assert char == " " or unicodedata.category(char)[0] not in "CZ"
    assert not unicodedata.category(name[0]).startswith("M")


@given(WILD)
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    name = clean_name(text)
    assert name is None or clean_name(name) == name


@given(WILD)
def test_no_mark_is_piled_up(text: str) -> None:
    name = clean_name(text) or ""
    run = 0
    for char in name:
        run = run + 1 if unicodedata.category(char).startswith("M") else 0
        assert run <= 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nino Beridze", "Nino Beridze"),
        ("  Youssef\n El\tAmrani ", "Youssef El Amrani"),
        ("<b>Nino</b> & Co {n} %s", "<b>Nino</b> & Co {n} %s"),
        ("\u202egnitirw\u202c \u2067abc\u2069", "gnitirw abc"),
        ("Ni\u200bno\ufeff", "Nino"),
        ("لَيْلَى الخَطِيب", "لَيْلَى الخَطِيب"),
        ("محمَّدٌ", "محمَّدٌ"),
        ("नीनो बेरिद्ज़े", "नीनो बेरिद्ज़े"),
        ("นีโน่ ที่นี่", "นีโน่ ที่นี่"),
        ("e\u0301" * 3, "ééé"),
        ("Z" + "\u0336\u0337\u0338\u0339" * 20 + "algo", "Z\u0336\u0337algo"),
        ("\u0301Nino", "Nino"),
        ("🎉🎉", None),
        ("Nino 🎉", "Nino 🎉"),
        ("\u2800\u3164", None),
        ("\u200b\u202e \n", None),
        ("...", None),
        ("", None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert clean_name(text) == (None if name is None else unicodedata.normalize("NFC", name))


def test_a_name_of_four_thousand_characters_is_cut() -> None:
    assert clean_name("Nino " * 800) == ("Nino " * 800)[:LONGEST].strip()
