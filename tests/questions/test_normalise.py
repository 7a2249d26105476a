import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.normalise import LONGEST, fold, sentences, words

SCRIPTS = st.text(st.characters(categories=("L", "M", "N", "P", "Z", "Cc"), max_codepoint=0x6FF), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Réunion à Bruxelles", "reunion a bruxelles"),
        ("Ёлка, Й", "елка, й"),
        ("أُمَّةٌ", "امه"),
        ("اجتمـــاع", "اجتماع"),
        ("١٤ يونيو", "14 يونيو"),
        ("who's can’t", "whos cant"),
        ("l’hôtel", "l'hotel"),
        ("SEEE", "seee"),
        ("heeeelp pleeease", "help please"),
        ("2000", "2000"),
        ("zero\u200bwidth\u202e", "zerowidth"),
        ("\x00a\x07b", " a b"),
    ],
)
def test_letters_typed_for_each_other_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(SCRIPTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(SCRIPTS)
def test_composition_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.sampled_from("abcdéèñçãабвгдеёжий ابتثأإ.!?'"), max_size=60))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)


def test_no_more_is_read_than_a_question_needs() -> None:
    assert len(fold("ab " * 10_000)) == LONGEST


def test_words_keep_dates_times_and_names_whole() -> None:
    assert words(fold("le 14/6 à 9:30, projet P94 & egtma3")) == [
        *("le", "14/6", "a", "9:30", "projet", "p94", "egtma3"),
    ]


def test_sentences_end_at_marks_of_every_script() -> None:
    assert sentences(fold("When? متى؟ Где!\nok... 14.06 fin")) == ["when", "متي", "где", "ok", "14.06 fin"]
