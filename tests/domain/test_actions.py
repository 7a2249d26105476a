"""Callback data: what is written can be read, and nothing else is."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actions import ACTIONS, MAX_BYTES, Action, Ask, ChooseZone, ShowMeeting, encode, parse
from bot.domain.errors import BadActionError

LONGEST_ID = "a" * 32


def filled(value: str) -> list[Action]:
    return [kind(*[value] * len(fields(kind))) for kind in ACTIONS]


@pytest.mark.parametrize("action", filled("brussels-2023"), ids=lambda action: action.kind)
def test_what_is_written_can_be_read(action: Action) -> None:
    assert parse(encode(action)) == action


def test_kinds_are_told_apart() -> None:
    assert len({kind.kind for kind in ACTIONS}) == len(ACTIONS)


def test_the_longest_id_and_topic_fit() -> None:
    assert len(encode(Ask("meeting.attendees", LONGEST_ID)).encode()) <= MAX_BYTES


def test_zones_can_be_written() -> None:
    longest = ChooseZone("America/Argentina/Buenos_Aires", "first")
    assert parse(encode(longest)) == longest


@pytest.mark.parametrize(
    "data",
    ["", "v1", "v1|", "v2|meeting|x", "v1|meeting", "v1|meeting|", "v1|meeting|a|b", "v1|meeting|a b", "v1|nothing|x",
     "v1|meeting|ä", "v1|meeting|" + "a" * 60, "\ud800", "v1|help|x", "V1|help", " v1|help", "v1|meeting|a\n"],
)  # fmt: skip
def test_what_this_program_does_not_write_is_refused(data: str) -> None:
    with pytest.raises(BadActionError):
        parse(data)


@given(st.text(max_size=80) | st.from_regex(r"v1\|[a-z]+(\|[^|]*){0,3}", fullmatch=True))
def test_whatever_comes_is_either_ours_or_refused(data: str) -> None:
    try:
        action = parse(data)
    except BadActionError:
        return
    assert encode(action) == data


def test_what_could_not_be_read_back_is_not_written() -> None:
    for bad in ("a|b", "", "a" * 70, "ж"):
        with pytest.raises((ValueError, BadActionError)):
            encode(ShowMeeting(bad))
