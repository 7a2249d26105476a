"""Floors for the questions that are kept for that (see `tests.benchmarks.understanding`)."""

import pytest

from bot.questions.lexicon import Lexicons
from tests.benchmarks.understanding.lines import DEV, Asked, Outcome, ask

OVERALL, EACH, WRONG, KEPT_OUT = 0.93, 0.9, 0.02, 0.97


@pytest.fixture(scope="module")
def asked(lexicons: Lexicons) -> list[Asked]:
    return ask(DEV.lines(), DEV.understanding(lexicons), DEV.now)


def share(asked: list[Asked], outcome: Outcome) -> float:
    inside = [one for one in asked if not one.line.none]
    return sum(one.outcome is outcome for one in inside) / len(inside)


def test_questions_are_understood(asked: list[Asked]) -> None:
    assert share(asked, Outcome.RIGHT) >= OVERALL
    assert share(asked, Outcome.WRONG) <= WRONG


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "es", "pt"])
def test_in_every_language(asked: list[Asked], language: str) -> None:
    assert share([one for one in asked if one.line.language == language], Outcome.RIGHT) >= EACH


def test_what_is_none_of_its_business_is_kept_out(asked: list[Asked]) -> None:
    nones = [one for one in asked if one.line.none]
    assert sum(one.kept_out for one in nones) / len(nones) >= KEPT_OUT
