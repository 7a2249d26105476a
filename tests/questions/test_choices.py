from hypothesis import given
from hypothesis import strategies as st

from bot.questions.choices import MOST_CHOICES, sensible
from bot.questions.mind import Match
from bot.questions.topics import TOPICS
from tests.questions.conftest import Asking

MATCHES = st.lists(
    st.builds(Match, st.sampled_from([topic.name for topic in TOPICS]), st.sampled_from(["a", "b", None])), max_size=6
)


def test_a_list_that_is_but_that_meeting_is_no_choice_beside_a_likelier_question() -> None:
    likely = [Match("meeting.when", "a"), Match("meeting.list", "a"), Match("meeting.where", "a")]
    assert sensible(likely) == (likely[0], likely[2])
    likely = [Match("meeting.list", "a"), Match("meeting.when", "a")]
    assert sensible(likely) == tuple(likely)


@given(MATCHES)
def test_there_are_at_most_three_and_no_two_alike(likely: list[Match]) -> None:
    offered = sensible(likely)
    assert len(offered) == len(set(offered)) <= MOST_CHOICES
    assert set(offered) <= set(likely)
    assert bool(offered) == bool(likely)


def test_what_can_mean_only_one_thing_is_answered(ask: Asking) -> None:
    mind_free = ask("participants list")
    assert {choice.topic for choice in mind_free.choices} == {"meeting.attendees"}
    assert ask("the roadmap's progress?").matches == (Match("roadmap.status", "interregional-2023-2024"),)
