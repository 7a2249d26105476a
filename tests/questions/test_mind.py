"""What stays in mind after a question."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.mind import NOTHING, WITHOUT_TARGET, Match, Mind
from bot.questions.topics import TOPICS

TARGETS = {
    "meeting.list": ["all", "no-meeting"],
    "region.secretariat": ["my-region"],
    "region.countries": ["my-region"],
}
MATCHES = st.sampled_from(
    [Match(topic.name, target) for topic in TOPICS for target in (None, "a", "b", *TARGETS.get(topic.name, ()))]
)


def after(*matches: Match) -> Mind:
    mind = NOTHING
    for match in matches:
        mind = mind.after(match)
    return mind


def test_meeting_strand_region_and_roadmap_are_kept_apart() -> None:
    mind = after(
        Match("meeting.visa", "spring"),
        Match("roadmap.strand", "training"),
        Match("region.countries", "north"),
        Match("roadmap.overview", "plan"),
    )
    assert (mind.meeting, mind.strand, mind.region, mind.roadmap) == ("spring", "training", "north", "plan")
    assert mind.last == Match("roadmap.overview", "plan")


@pytest.mark.parametrize("target", ["all", "no-meeting"])
def test_a_list_of_meetings_puts_the_one_spoken_of_out_of_mind(target: str) -> None:
    assert after(Match("meeting.when", "spring"), Match("meeting.list", target)).meeting is None


def test_the_one_that_a_list_singles_out_is_spoken_of() -> None:
    assert after(Match("meeting.when", "spring"), Match("meeting.list", "autumn")).meeting == "autumn"


def test_ones_own_region_puts_another_out_of_mind() -> None:
    assert after(Match("region.countries", "north"), Match("region.secretariat", "my-region")).region is None


@pytest.mark.parametrize("topic", sorted(WITHOUT_TARGET))
def test_courtesies_and_settings_leave_it_as_it_was(topic: str) -> None:
    mind = after(Match("meeting.when", "spring"))
    assert mind.after(Match(topic, None)) == mind


def test_choices_of_one_topic_leave_it_waiting_for_its_subject() -> None:
    mind = NOTHING.asked_back([Match("meeting.hotel", "spring"), Match("meeting.hotel", "autumn")])
    assert mind.last == Match("meeting.hotel", None)
    assert mind.after(Match("roadmap.overview", "plan")).open == "meeting.hotel"
    assert mind.after(Match("roadmap.overview", "plan")).after(Match("meeting.hotel", "spring")).open is None


def test_choices_about_one_thing_leave_that_in_mind() -> None:
    mind = NOTHING.asked_back([Match("meeting.when", "spring"), Match("meeting.where", "spring")])
    assert (mind.meeting, mind.last) == ("spring", None)


def test_choices_that_share_nothing_leave_it_as_it_was() -> None:
    mind = after(Match("meeting.when", "spring"))
    assert mind.asked_back([Match("region.list", "all"), Match("meeting.visa", "autumn")]) == mind
    assert mind.asked_back([]) == mind


@given(st.lists(MATCHES, max_size=6))
def test_nothing_is_in_mind_that_was_not_spoken_of(matches: list[Match]) -> None:
    mind = after(*matches)
    spoken = {match.target for match in matches} | {match.topic for match in matches}
    kept = {field.name: getattr(mind, field.name) for field in fields(mind) if field.name != "last"}
    assert {value for value in kept.values() if value is not None} <= spoken
    assert not {"all", "no-meeting", "my-region"} & {mind.meeting, mind.region}
