import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings import MeetingTopic
from bot.questions.topics import TOPICS, likelihoods

CONCEPTS = sorted({concept for topic in TOPICS for concept in topic.weights})
EVIDENCE = st.dictionaries(st.sampled_from(CONCEPTS), st.floats(0, 1), max_size=8)


def test_every_topic_stands_in_the_table_once() -> None:
    names = [topic.name for topic in TOPICS]
    assert len(set(names)) == len(names)
    assert {f"meeting.{topic}" for topic in MeetingTopic} <= set(names)


@given(EVIDENCE)
def test_likelihoods_are_probabilities_likeliest_first(evidence: dict[str, float]) -> None:
    found = list(likelihoods(evidence, {}).values())
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
        ({"weather", "@meeting"}, "none"),
        ({"organisations", "meeting", "when"}, "none"),
        (set(), "none"),
    ],
)
def test_words_speak_for_their_topic(evidence: set[str], topic: str) -> None:
    assert next(iter(likelihoods(dict.fromkeys(evidence, 1.0), {}))) == topic


def test_more_adds_to_a_topic() -> None:
    assert next(iter(likelihoods({}, {"faq": 50.0}))) == "faq"
