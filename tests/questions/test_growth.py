"""Among hundreds of meetings each is still known by its own name, and soon enough."""

import time
from typing import Any

import pytest

from bot.questions.lexicon import Lexicons
from bot.questions.understand import Asker, Understanding
from tests.benchmarks.growth import NOW, invented, questions


@pytest.fixture(scope="module")
def many(lexicons: Lexicons) -> tuple[Understanding, list[dict[str, Any]]]:
    pack, meetings = invented(400)
    return Understanding(pack, lexicons), meetings


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "when is {}?"),
        ("fr", "c'est quand {} ?"),
        ("es", "¿cuándo es {}?"),
        ("pt", "quando é {}?"),
        ("ru", "когда {}?"),
        ("ar", "متى {}؟"),
    ],
)
def test_each_is_known_by_its_title(
    many: tuple[Understanding, list[dict[str, Any]]], language: str, written: str
) -> None:
    understanding, meetings = many
    asked = meetings[::10]
    right = 0
    for meeting in asked:
        found = understanding.understand(written.format(meeting["title"][language]), Asker(language), NOW)
        right += meeting["id"] in {match.target for match in (*found.matches, *found.choices)}
    assert right >= 0.95 * len(asked)  # a few of the invented names are but a letter apart


def test_a_question_takes_no_longer_than_among_few(
    many: tuple[Understanding, list[dict[str, Any]]], lexicons: Lexicons
) -> None:
    few = invented(10)
    took = []
    for understanding, meetings in ((Understanding(few[0], lexicons), few[1]), many):
        start = time.process_time()
        for language, text in questions(meetings):
            understanding.understand(text, Asker(language), NOW)
        took.append(time.process_time() - start)
    assert took[1] < 4 * took[0]  # it is hardly longer; so far above that a slow machine passes
