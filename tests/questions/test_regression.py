"""Floors, a little under what is reached, for the questions that the tests keep (see `tests.benchmarks`)."""

import pytest

from bot.questions.understand import Understanding
from tests.benchmarks.understanding import DEV, Asked, ask, read

OVERALL, EACH, KEPT_OUT = 0.95, 0.92, 61


@pytest.fixture(scope="module")
def asked(understanding: Understanding) -> list[Asked]:
    return ask(read(DEV), understanding)


def share_right(asked: list[Asked]) -> float:
    return sum(one.outcome == "right" for one in asked) / len(asked)


def test_questions_are_understood(asked: list[Asked]) -> None:
    assert share_right(asked) >= OVERALL


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "es", "pt"])
def test_in_every_language(asked: list[Asked], language: str) -> None:
    assert share_right([one for one in asked if one.line.language == language]) >= EACH


def test_what_is_none_of_its_business_is_kept_out(asked: list[Asked]) -> None:
    assert sum(one.kept_out for one in asked if one.line.none) >= KEPT_OUT
