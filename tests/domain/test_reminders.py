"""When reminders are due, by the venue's days and the reader's clock; quiet hours; putting off."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.attendance import Answer, Door, Seat
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Attendance
from bot.domain.quiet import Quiet
from bot.domain.reminders import (
    LATE,
    ReminderKind,
    Rule,
    breaks_quiet,
    concerns,
    due_at,
    may_be_due,
    pointless_at,
    read,
    rules_of,
    written,
)
from bot.domain.snoozing import Later, offered, snoozed_until

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLACES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
ZONES = st.sampled_from(
    [
        "Asia/Kathmandu",
        "Asia/Tehran",
        "Asia/Kabul",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Europe/Brussels",
        "America/Bogota",
    ]
) | st.sampled_from(PLACES)
DATES = st.dates(date(2023, 1, 1), date(2030, 12, 31))
DAYS, HOURS, DEADLINE, OPENING = ReminderKind


def meeting(zone: str = "Europe/Brussels", **fields: Any) -> Meeting:
    made = {"id": "m", "title": "Meeting", "timezone": zone, "starts": "2023-06-14T09:00", "ends": "2023-06-15T17:00"}
    return Meeting.model_validate(made | fields)


def utc(said: str, zone: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def exists(said: str, zone: str) -> bool:
    """Whether the clocks there show this time, and do not go forward over it: a meeting's times are such ones."""
    return utc(said, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.fromisoformat(said)


@pytest.mark.parametrize(
    ("starts", "venue", "reader", "amount", "due"),
    [
        # The reader's clocks go forward, and back, between the reminder and the meeting.
        ("2024-04-03T09:00", "Asia/Tbilisi", "Europe/Brussels", 7, "2024-03-27T08:00"),
        ("2024-10-30T09:00", "Asia/Tbilisi", "Europe/Brussels", 7, "2024-10-23T07:00"),
        # The venue's do.
        ("2024-04-03T09:00", "Europe/Brussels", "Asia/Tbilisi", 7, "2024-03-27T05:00"),
        ("2024-10-30T09:00", "Europe/Brussels", "Asia/Tbilisi", 7, "2024-10-23T05:00"),
        # On the day itself on which the reader's do: New York, 10 March 2024.
        ("2024-03-11T09:00", "Europe/Brussels", "America/New_York", 1, "2024-03-10T13:00"),
        # Half hours and quarters.
        ("2023-06-14T09:00", "Europe/Brussels", "Asia/Kathmandu", 1, "2023-06-13T03:15"),
        ("2023-06-14T09:00", "Europe/Brussels", "Asia/Tehran", 1, "2023-06-13T05:30"),
        ("2023-06-14T09:00", "Europe/Brussels", "Asia/Kabul", 1, "2023-06-13T04:30"),
        ("2023-06-14T09:00", "Europe/Brussels", "Pacific/Chatham", 1, "2023-06-12T20:15"),
        # Over midnight and new year's: the day at the venue counts, whatever it is elsewhere.
        ("2024-01-01T00:30", "Pacific/Auckland", "America/Bogota", 1, "2023-12-31T14:00"),
        ("2023-12-31T23:30", "America/Bogota", "Pacific/Auckland", 1, "2023-12-29T20:00"),
    ],
)
def test_days_count_at_the_venue_and_go_out_at_nine_where_the_reader_is(
    starts: str, venue: str, reader: str, amount: int, due: str
) -> None:
    ends = datetime.fromisoformat(starts) + 3 * HOUR
    at = due_at(meeting(venue, starts=starts, ends=ends.isoformat()), Rule(DAYS, amount), reader)
    assert at == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize("starts", ["2024-03-31T03:30", "2024-10-27T02:30"])
def test_the_hour_is_a_true_hour_when_clocks_change(starts: str) -> None:
    made = meeting(starts=starts, ends="2024-11-01T12:00")
    assert due_at(made, Rule(HOURS, 1), "Asia/Tehran") == made.begins_at() - HOUR


@given(DATES, ZONES, ZONES, st.integers(0, 60))
def test_it_is_nine_there_on_the_day_that_is_so_many_before(first: date, venue: str, zone: str, amount: int) -> None:
    made = meeting(venue, starts=first.isoformat(), ends=first.isoformat())
    local = due_at(made, Rule(DAYS, amount), zone).astimezone(ZoneInfo(zone))
    assert (local.date(), local.time()) == (first - amount * DAY, time(9))


@given(
    DATES,
    ZONES,
    ZONES,
    st.sampled_from([Rule(DAYS, 7), Rule(HOURS, 1), Rule(DEADLINE, 2), Rule(OPENING)]),
    st.timedeltas(timedelta(minutes=-1), 40 * HOUR),
    st.timedeltas(timedelta(0), 40 * HOUR),
)
def test_no_zone_is_left_out_when_a_rule_is_looked_at(
    first: date, venue: str, zone: str, rule: Rule, before: timedelta, after: timedelta
) -> None:
    begins, ends, opens = f"{first}T20:00", f"{first + DAY}T02:00", f"{first - 30 * DAY}T22:15"
    assume(all(exists(said, venue) for said in (begins, ends, opens)))
    made = meeting(venue, starts=begins, ends=ends, registration={"opens": opens, "closes": f"{first - 2 * DAY}"})
    due = due_at(made, rule, zone)
    if before > timedelta(0):
        assert may_be_due(made, rule, due - before, due + after)
    assert not may_be_due(made, rule, due + 3 * DAY, due + 9 * DAY)
    assert not may_be_due(made, rule, due - 9 * DAY, due - 3 * DAY)


@given(DATES, ZONES)
def test_nobody_is_invited_before_answers_are_taken(day: date, zone: str) -> None:
    made = meeting(starts=f"{day + 9 * DAY}", ends=f"{day + 9 * DAY}", registration={"opens": f"{day}T11:00"})
    opens = made.registration_opens_at()
    assert opens is not None
    due = due_at(made, Rule(OPENING), zone)
    assert due == max(opens, datetime.combine(day, time(9), ZoneInfo(zone)).astimezone(UTC))


def test_a_reminder_loses_its_point_after_a_day_or_when_it_begins_or_answers_close() -> None:
    made = meeting(registration={"opens": "2023-05-01", "closes": "2023-05-31T10:00"})
    due = due_at(made, Rule(DAYS, 7), "Asia/Tbilisi")
    assert pointless_at(made, Rule(DAYS, 7), due) == due + LATE
    late = due_at(made, Rule(HOURS, 1), None)
    assert pointless_at(made, Rule(HOURS, 1), late) == made.begins_at()
    closing = made.registration_closes_at()
    assert closing is not None
    assert pointless_at(made, Rule(DEADLINE, 0), closing - HOUR) == closing


def test_the_rules_of_a_meeting() -> None:
    asked = {"opens": "2023-05-01", "closes": "2023-05-31"}
    assert list(map(str, rules_of(meeting()))) == ["days-30", "days-7", "days-1", "hours-1"]
    assert list(map(str, rules_of(meeting(starts="2023-06-14", ends="2023-06-14")))) == ["days-30", "days-7", "days-1"]
    assert list(map(str, rules_of(meeting(reminders=["3d", "2h"], registration=asked)))) == [
        "days-3",
        "hours-2",
        "opening-0",
        "deadline-7",
        "deadline-2",
    ]
    assert rules_of(meeting(status="cancelled")) == rules_of(meeting(status="draft")) == ()


@pytest.mark.parametrize(
    ("answer", "seat", "kinds"),
    [
        (None, Seat.NONE, {DAYS, DEADLINE, OPENING, "chase"}),
        (Answer.UNSURE, Seat.NONE, {DAYS, DEADLINE}),
        (Answer.NO, Seat.NONE, set()),
        (Answer.IN_PERSON, Seat.TAKEN, {DAYS, HOURS}),
        (Answer.ONLINE, Seat.TAKEN, {DAYS, HOURS}),
        (Answer.IN_PERSON, Seat.WAITING, {DAYS}),
        (Answer.IN_PERSON, Seat.OFFERED, {DAYS}),
        (Answer.IN_PERSON, Seat.LAPSED, {DAYS}),
    ],
)
def test_whom_each_kind_concerns(answer: Answer | None, seat: Seat, kinds: set[str]) -> None:
    assert {kind for kind in (*ReminderKind, "chase") if concerns(kind, answer, seat)} == kinds
    quiet = {kind for kind in ReminderKind if breaks_quiet(kind, answer)}
    assert quiet == ({HOURS} if answer is Answer.ONLINE else set())


@given(st.sampled_from([*ReminderKind, "chase"]), st.integers(0, 999))
def test_what_a_reminder_comes_for_is_read_as_it_was_written(kind: Any, amount: int) -> None:
    assert read(written(kind, amount)) == (kind, amount)


@pytest.mark.parametrize("forged", ["", "days", "days-", "days--1", "weeks-1", "days-1000", "days-²", "-1"])
def test_what_was_not_written_so_is_not_read(forged: str) -> None:
    assert read(forged) is None


INSTANTS = st.timedeltas(timedelta(0), 2500 * DAY).map(lambda passed: datetime(2023, 1, 1, tzinfo=UTC) + passed)


@given(INSTANTS, ZONES, st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_end_within_a_day_and_at_their_end_it_is_not_quiet(
    now: datetime, zone: str, begins: int, ends: int
) -> None:
    quiet = Quiet(begins, ends)
    until = quiet.until(zone, now)
    if until is None:
        local = now.astimezone(ZoneInfo(zone)).hour
        assert begins == ends or not (begins <= local < ends or (begins > ends and (local >= begins or local < ends)))
    else:
        assert now < until <= now + DAY + 2 * HOUR
        assert quiet.until(zone, until) is None


@given(INSTANTS, ZONES, st.sampled_from(Later))
def test_later_is_within_two_days_and_at_the_hour_that_it_says(now: datetime, zone: str, later: Later) -> None:
    until = snoozed_until(later, zone, now)
    local = now.astimezone(ZoneInfo(zone))
    if until is None:
        assert later is Later.TONIGHT
        assert local.hour >= 20
        return
    assert now < until <= now + 2 * DAY
    there = until.astimezone(ZoneInfo(zone))
    match later:
        case Later.HOUR:
            assert timedelta(minutes=59) <= until - now <= HOUR
        case Later.TONIGHT:
            assert (there.date(), there.hour) == (local.date(), 18 if local.hour < 18 else 20)
        case Later.TOMORROW:
            assert (there.date(), there.time()) == (local.date() + DAY, time(9))


def test_a_question_can_be_put_off_to_before_answers_close_and_not_once_they_have() -> None:
    made = meeting()
    now = utc("2023-05-30T12:00", "Asia/Tbilisi")
    closes = utc("2023-05-30T19:00", "Asia/Tbilisi")
    open_until = Attendance(door=Door.OPEN, until=closes)
    assert set(offered(made, DEADLINE, open_until, "Asia/Tbilisi", now)) == {Later.HOUR, Later.TONIGHT}
    assert set(offered(made, DAYS, open_until, "Asia/Tbilisi", now)) == set(Later)
    shut = Attendance(door=Door.CLOSED, until=closes)
    assert offered(made, "chase", shut, "Asia/Tbilisi", now) == {}
