"""What is due next."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content import Pack
from bot.services.agenda import next_due

NOW = datetime(2023, 4, 17, 9, tzinfo=UTC)


def pack(*meetings: dict[str, Any]) -> Pack:
    made = [
        {"id": f"m{number}", "title": "Meeting", "timezone": "Asia/Tbilisi"} | meeting
        for number, meeting in enumerate(meetings)
    ]
    fields = {"default_language": "en", "timezone": "Europe/Brussels"}
    return Pack.model_validate({**fields, "meetings": made}, context=fields)


def moments(pack: Pack, waiting: datetime | None = None, zones: Sequence[str | None] = ()) -> list[datetime]:
    """All that is due from NOW on, one after the other."""
    found = []
    at = next_due(pack, (waiting,), (), zones, NOW)
    while at is not None:
        found.append(at)
        at = next_due(pack, (waiting,), (), zones, at)
    return found


def test_days_begin_and_end_at_the_place() -> None:
    """Tbilisi is four hours ahead of UTC; the last days are included."""
    meeting = {
        "starts": "2023-05-03",
        "ends": "2023-05-04",
        "registration": {"opens": "2023-04-18", "closes": "2023-04-28"},
    }
    assert moments(pack(meeting)) == [
        datetime(2023, 4, 17, 20, tzinfo=UTC),
        datetime(2023, 4, 28, 20, tzinfo=UTC),
        datetime(2023, 5, 2, 20, tzinfo=UTC),
        datetime(2023, 5, 4, 20, tzinfo=UTC),
    ]


def test_hours_are_exact() -> None:
    meeting = {
        "timezone": "Europe/Brussels",
        "starts": "2023-05-30T10:00",
        "ends": "2023-05-30T11:30",
        "registration": {"closes": "2023-05-29T12:00"},
    }
    assert moments(pack(meeting)) == [
        datetime(2023, 5, 29, 10, tzinfo=UTC),
        datetime(2023, 5, 30, 8, tzinfo=UTC),
        datetime(2023, 5, 30, 9, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_does_not_take_place_is_not_due(status: str) -> None:
    assert moments(pack({"starts": "2023-05-03", "ends": "2023-05-04", "status": status})) == []


def test_what_waits_to_be_sent_counts_while_it_is_to_come() -> None:
    meeting = {"starts": "2023-05-03", "ends": "2023-05-04"}
    waiting = datetime(2023, 4, 17, 10, tzinfo=UTC)
    assert moments(pack(meeting), waiting)[0] == waiting
    assert moments(pack(), NOW) == []
    assert moments(pack(), waiting) == [waiting]


def test_reminders_count_in_the_zones_in_use() -> None:
    """Nine o'clock of the day before in Almaty (UTC+6) and in Lisbon (UTC+1), and an hour before it begins."""
    meeting = {
        "timezone": "Europe/Brussels",
        "starts": "2023-05-30T10:00",
        "ends": "2023-05-30T11:30",
        "reminders": ["1d", "1h"],
    }
    assert moments(pack(meeting), zones=("Europe/Lisbon", "Asia/Almaty")) == [
        datetime(2023, 5, 29, 3, tzinfo=UTC),
        datetime(2023, 5, 29, 8, tzinfo=UTC),
        datetime(2023, 5, 30, 7, tzinfo=UTC),
        datetime(2023, 5, 30, 8, tzinfo=UTC),
        datetime(2023, 5, 30, 9, 30, tzinfo=UTC),
    ]


times = st.timedeltas(timedelta(-500), timedelta(500)).map(lambda apart: NOW + apart)


@given(st.lists(st.tuples(times, st.timedeltas(timedelta(0), timedelta(9)), st.booleans())), st.none() | times, times)
def test_it_is_the_first_after_now(
    meetings: list[tuple[datetime, timedelta, bool]], waiting: datetime | None, now: datetime
) -> None:
    made = pack(
        *(
            {
                "starts": start.isoformat(),
                "ends": (start + length).isoformat(),
                "status": "published" if on else "draft",
            }
            for start, length, on in meetings
        )
    )
    instants = [waiting] if waiting else []
    instants += [at for start, length, on in meetings if on for at in (start, start + length)]
    assert next_due(made, (waiting,), (), (), now) == min((at for at in instants if at > now), default=None)
