"""The table of topics, and what the weights that are kept say of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings import MeetingTopic
from bot.questions.features import features_of
from bot.questions.lexicon import Lexicons
from bot.questions.mind import NOTHING
from bot.questions.reading import reading_of
from bot.questions.topics import TOPICS, WEIGHED
from bot.questions.weighing import weigh

SILENT = reading_of((), (), (), frozenset(), date.min)
EVIDENCE = st.dictionaries(st.sampled_from(sorted(WEIGHED)), st.floats(0, 1), max_size=8)


def test_every_topic_stands_in_the_table_once() -> None:
    names = [topic.name for topic in TOPICS]
    assert len(set(names)) == len(names)
    assert {f"meeting.{topic}" for topic in MeetingTopic} <= set(names)


def test_weights_are_of_these_topics(lexicons: Lexicons) -> None:
    assert set(lexicons.weights.topics) == {topic.name for topic in TOPICS}


@given(EVIDENCE)
def test_likelihoods_are_probabilities_likeliest_first(lexicons: Lexicons, evidence: dict[str, float]) -> None:
    found = list(weigh(lexicons.weights, SILENT, evidence, NOTHING, None).values())
    assert sum(found) == pytest.approx(1)
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("evidence", "topic"),
    [
        ({"hotel", "@meeting"}, "meeting.hotel"),
        ({"visa", "@country"}, "meeting.visa"),
        ({"when", "@meeting"}, "meeting.when"),
        ({"status", "roadmap"}, "roadmap.status"),
        ({"secretariat", "my"}, "region.secretariat"),
        ({"human", "talk"}, "handover"),
        ({"hello"}, "smalltalk"),
        ({"weather", "@place"}, "none"),
        ({"@strand"}, "roadmap.strand"),
        ({"forget_me", "meeting"}, "smalltalk"),
    ],
)
def test_concepts_and_names_speak_for_their_topic(lexicons: Lexicons, evidence: set[str], topic: str) -> None:
    assert next(iter(weigh(lexicons.weights, SILENT, dict.fromkeys(evidence, 1.0), NOTHING, None))) == topic


def test_what_is_not_known_says_nothing(lexicons: Lexicons) -> None:
    told = features_of(SILENT, {"hotel": 1.0})
    assert lexicons.weights.sums(told | {"w:never-heard": 1.0}) == lexicons.weights.sums(told)
