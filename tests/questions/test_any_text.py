"""Whatever is typed, something comes back, soon, and the same each time."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.understanding.lines import LONG
from tests.questions.conftest import Asking

QUESTIONS = ("When is the Brussels méeting?", "où est l'hôtel à Tbilissi", "где встреча в Тбилиси", "اجتماع بروكسل متى")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(ask: Asking, text: str) -> None:
    understood = ask(text)
    assert len(understood.choices) <= 3
    assert not {match.topic for match in understood.matches} & {choice.topic for choice in understood.choices}
    assert ask(text) == understood


@settings(deadline=None)
@given(st.lists(st.sampled_from([*QUESTIONS, "\x00", "\u202e", "ﷺ", "👩‍👩‍👧", "١٢/٦", "ߊߋ", "99.99.9999"]), max_size=8))
def test_nor_any_heap_of_questions(ask: Asking, parts: list[str]) -> None:
    assert len(ask(" ".join(parts)).choices) <= 3


@pytest.mark.parametrize("text", ["a" * 10_000, "?" * 10_000, "👍" * 5_000, "ab " * 3_400, "\n" * 10_000, "ـ" * 10_000])
def test_nor_too_long(ask: Asking, text: str) -> None:
    assert ask(text).matches == ()


@pytest.mark.parametrize("text", QUESTIONS)
def test_composition_and_case_do_not_matter(ask: Asking, text: str) -> None:
    usual = ask(text)
    assert usual.matches
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert ask(unicodedata.normalize(form, text)) == usual
    assert ask(text.upper()) == usual


def test_the_longest_message_is_read_in_time(ask: Asking) -> None:
    start = time.process_time()
    ask(LONG)
    assert time.process_time() - start < 0.5  # far above the 60 ms that it takes, so that a slow machine passes
