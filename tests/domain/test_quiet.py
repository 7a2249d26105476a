"""Quiet hours, in every zone and on the days on which clocks change."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.quiet import OFFERED, Quiet

ZONES: Final = (
    "UTC",
    "Asia/Tbilisi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Europe/Brussels",
    "America/New_York",
    "America/Havana",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Pacific/Apia",
    "America/Bogota",
)
"""With offsets of 30 and 45 minutes; clocks that change by half an hour, and at midnight."""

MINUTE: Final = timedelta(minutes=1)
hours = st.integers(0, 23)
instants = st.integers(0, 14 * 365 * 24 * 60).map(lambda passed: datetime(2011, 1, 1, tzinfo=UTC) + MINUTE * passed)
changes = st.sampled_from(
    [
        ("Europe/Brussels", datetime(2023, 3, 26, 1, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2023, 10, 29, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2023, 3, 12, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2023, 11, 5, 6, tzinfo=UTC)),
        ("America/Havana", datetime(2023, 3, 12, 5, tzinfo=UTC)),
        ("America/Havana", datetime(2023, 11, 5, 5, tzinfo=UTC)),
        ("Asia/Beirut", datetime(2022, 3, 26, 22, tzinfo=UTC)),
        ("Asia/Beirut", datetime(2022, 10, 29, 21, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2023, 9, 30, 15, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2023, 4, 1, 15, tzinfo=UTC)),
        ("Pacific/Chatham", datetime(2023, 9, 23, 14, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ]
)


def within(quiet: Quiet, zone: str, instant: datetime) -> bool:
    """By the hour of the clock on the wall alone."""
    span = (quiet.ends - quiet.begins) % 24
    return (instant.astimezone(ZoneInfo(zone)).hour - quiet.begins) % 24 < span


def check(quiet: Quiet, zone: str, now: datetime) -> None:
    """The end is the first minute from now on that is not quiet."""
    until = quiet.until(zone, now)
    if not within(quiet, zone, now):
        assert until is None
        return
    assert until is not None
    assert until.tzinfo is UTC
    assert now < until
    assert not within(quiet, zone, until)
    minutes = int((until - now) / MINUTE)
    assert all(within(quiet, zone, now + MINUTE * passed) for passed in range(minutes))


@given(begins=hours, ends=hours, zone=st.sampled_from(ZONES), now=instants)
@example(21, 8, "Asia/Kathmandu", datetime(2023, 4, 17, 15, 15, tzinfo=UTC))
def test_they_end_at_the_first_instant_that_is_not_quiet(begins: int, ends: int, zone: str, now: datetime) -> None:
    check(Quiet(begins, ends), zone, now)


@given(change=changes, begins=hours, ends=hours, minutes=st.integers(-26 * 60, 26 * 60))
def test_also_around_the_hours_at_which_clocks_change(
    change: tuple[str, datetime], begins: int, ends: int, minutes: int
) -> None:
    zone, at = change
    check(Quiet(begins, ends), zone, at + MINUTE * minutes)


@pytest.mark.parametrize("quiet", OFFERED)
def test_what_is_written_is_read(quiet: Quiet) -> None:
    assert Quiet.read(str(quiet)) == quiet


@pytest.mark.parametrize("written", ["", "21", "21-8", "21-24", "24-08", "21-08 ", "２１-08", "-1-08"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no quiet hours"):
        Quiet.read(written)


def test_without_a_zone_and_without_hours_it_is_never_quiet() -> None:
    night = datetime(2023, 4, 17, 23, tzinfo=UTC)
    assert Quiet().until(None, night) is None
    assert Quiet(5, 5).until("UTC", night) is None
