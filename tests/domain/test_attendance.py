"""What can be answered to a meeting, when, and whom it concerns."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.attendance import (
    Answer,
    Arrangement,
    Circle,
    Detail,
    Door,
    answers_of,
    capacity_of,
    circle_of,
    confirm_within,
    days_of,
    details_of,
    door_of,
    first_day,
    modes_of,
    open_until,
)
from bot.domain.content import Pack
from bot.domain.meetings import Meeting, Mode
from bot.domain.people import Grant, Role
from bot.domain.policy import may_organize, organizing_distance

FIELDS: dict[str, Any] = {"default_language": "en", "timezone": "Europe/Brussels"}
NOTHING = Arrangement()


def pack(**fields: Any) -> Pack:
    """One meeting, in Brussels on 14 and 15 June 2023, and a region of two countries."""
    meeting = {
        "id": "brussels",
        "title": "Brussels",
        "starts": "2023-06-14T09:00",
        "ends": "2023-06-15T17:00",
        **fields,
    }
    region = {"id": "cauc", "name": "Caucasus", "countries": ["GE", "AM"]}
    return Pack.model_validate({**FIELDS, "regions": [region], "meetings": [meeting]}, context=FIELDS)


def meeting(**fields: Any) -> Meeting:
    (made,) = pack(**fields).meetings
    return made


def utc(day: int, hour: int, month: int = 6) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, "2023-06-14/2023-06-15"),
        ({"starts": "2023-06-14", "ends": "2023-06-14"}, "2023-06-14/2023-06-14"),
        ({"starts": "2023-06-14T22:00", "ends": "2023-06-15T01:00"}, "2023-06-14/2023-06-15"),
        ({"starts": "2023-12-31T10:00", "ends": "2024-01-01T12:00"}, "2023-12-31/2024-01-01"),
        (
            {"timezone": "Asia/Kathmandu", "starts": "2023-06-14T00:15", "ends": "2023-06-14T01:00"},
            "2023-06-14/2023-06-14",
        ),
    ],
)
def test_the_days_are_those_of_the_place(fields: dict[str, Any], days: str) -> None:
    assert days_of(meeting(**fields)) == days
    assert first_day(meeting(**fields)).isoformat() == days[:10]


def test_an_hour_later_is_the_same_day_and_needs_no_new_answer() -> None:
    assert days_of(meeting(starts="2023-06-14T10:00")) == days_of(meeting())
    assert days_of(meeting(starts="2023-06-13T10:00")) != days_of(meeting())


@pytest.mark.parametrize(
    ("fields", "modes"),
    [
        ({}, (Mode.IN_PERSON,)),
        ({"format": "in_person"}, (Mode.IN_PERSON,)),
        ({"format": "online"}, (Mode.ONLINE,)),
        ({"format": "hybrid"}, (Mode.IN_PERSON, Mode.ONLINE)),
        ({"format": "hybrid", "registration": {"modes": ["online"]}}, (Mode.ONLINE,)),
    ],
)
def test_how_one_can_take_part(fields: dict[str, Any], modes: tuple[Mode, ...]) -> None:
    assert modes_of(meeting(**fields)) == modes
    assert answers_of(meeting(**fields)) == (*(Answer(mode) for mode in modes), Answer.UNSURE, Answer.NO)


def test_what_is_asked_besides_depends_on_the_answer() -> None:
    asking = meeting(format="hybrid", registration={"ask": ["party_size", "substitute", "travel", "access"]})
    assert details_of(asking, Answer.IN_PERSON) == tuple(Detail)
    assert details_of(asking, Answer.ONLINE) == (Detail.SUBSTITUTE,)
    assert details_of(asking, Answer.NO) == details_of(asking, Answer.UNSURE) == ()
    assert details_of(meeting(), Answer.IN_PERSON) == ()


def test_what_organizers_set_goes_before_what_the_pack_says() -> None:
    limited = meeting(format="hybrid", registration={"capacity": {"in_person": 5}})
    assert capacity_of(limited, NOTHING) == {Mode.IN_PERSON: 5}
    assert capacity_of(limited, Arrangement(capacity={Mode.IN_PERSON: 0, Mode.ONLINE: 9})) == {
        Mode.IN_PERSON: 0,
        Mode.ONLINE: 9,
    }
    assert capacity_of(meeting(), NOTHING) == {}


@pytest.mark.parametrize(
    ("now", "by_pack", "opened", "closed"),
    [
        (utc(9, 21, 5), Door.NOT_YET, Door.OPEN, Door.CLOSED),
        (utc(9, 22, 5), Door.OPEN, Door.OPEN, Door.CLOSED),
        (utc(31, 21, 5), Door.OPEN, Door.OPEN, Door.CLOSED),
        (utc(31, 22, 5), Door.CLOSED, Door.OPEN, Door.CLOSED),
        (utc(15, 14), Door.CLOSED, Door.OPEN, Door.CLOSED),
        (utc(15, 15), Door.OVER, Door.OVER, Door.OVER),
    ],
)
def test_when_answers_are_taken(now: datetime, by_pack: Door, opened: Door, closed: Door) -> None:
    """Open from 10 to 31 May in Brussels, both days included; over on 15 June at 17:00 there."""
    asked = meeting(registration={"opens": "2023-05-10", "closes": "2023-05-31"})
    doors = [door_of(asked, each, now) for each in (NOTHING, Arrangement(open=True), Arrangement(open=False))]
    assert doors == [by_pack, opened, closed]


@pytest.mark.parametrize("status", ["cancelled", "draft"])
def test_what_is_cancelled_or_not_published_takes_none(status: str) -> None:
    assert door_of(meeting(status=status), Arrangement(open=True), utc(1, 1)) is Door.OVER


def test_an_answer_can_change_until_the_deadline_else_until_it_begins() -> None:
    closing = meeting(registration={"closes": "2023-05-31"})
    assert open_until(closing, NOTHING) == utc(31, 22, 5)
    assert open_until(closing, Arrangement(open=True)) == open_until(meeting(), NOTHING) == utc(14, 7)


@pytest.mark.parametrize(("said", "within"), [("48h", timedelta(hours=48)), ("7d", timedelta(days=7))])
def test_how_long_a_place_is_kept(said: str, within: timedelta) -> None:
    assert confirm_within(meeting(registration={"confirm_within": said})) == within
    assert confirm_within(meeting()) is None


def test_whom_a_meeting_concerns() -> None:
    all_members = circle_of(pack(), meeting())
    assert all_members == Circle(frozenset({Role.NFP, Role.SECRETARIAT}))
    regional = pack(audience={"regions": ["cauc"], "roles": ["nfp"]})
    circle = circle_of(regional, regional.meetings[0])
    cauc = {"regions": frozenset({"cauc"}), "of_regions": frozenset({"GE", "AM"})}
    assert circle == Circle(frozenset({Role.NFP}), **cauc)


@pytest.mark.parametrize(
    ("grant", "distance"),
    [
        (Grant(Role.ORGANIZER, meeting="brussels"), 0),
        (Grant(Role.ORGANIZER), 1),
        (Grant(Role.ORGANIZER, meeting="tbilisi"), None),
        (Grant(Role.SECRETARIAT, region="cauc"), 2),
        (Grant(Role.SECRETARIAT), 2),
        (Grant(Role.SECRETARIAT, region="seee"), None),
        (Grant(Role.ADMINISTRATOR), 3),
        (Grant(Role.NFP, country="GE"), None),
        (Grant(Role.TRANSLATOR), None),
    ],
)
def test_who_looks_after_a_regional_meeting(grant: Grant, distance: int | None) -> None:
    regional = meeting(audience={"regions": ["cauc"]})
    assert organizing_distance(grant, regional) == distance
    assert may_organize([grant], regional) is (distance is not None)


def test_a_meeting_for_all_is_not_looked_after_by_one_region() -> None:
    assert not may_organize([Grant(Role.SECRETARIAT, region="cauc")], meeting())
    assert not may_organize([], meeting())
