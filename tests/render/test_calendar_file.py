"""Calendar files, read back by a parser that has nothing to do with the one that wrote them."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from bot import app
from bot.domain.exchange import DocumentPart
from bot.domain.messages import CalendarFile
from tests.render.samples import CALLED_OFF, FORUM, LANGUAGES, NOW, OPEN, WORKSHOP, pack, reader

CHANGED = datetime(2023, 5, 3, 8, 30, tzinfo=UTC)
TURNS = (
    datetime(2023, 3, 12, 7, tzinfo=UTC),
    datetime(2023, 11, 5, 6, tzinfo=UTC),
    datetime(2023, 3, 26, 1, tzinfo=UTC),
    datetime(2023, 10, 29, 1, tzinfo=UTC),
)
"""When clocks go forward and back in New York and in Brussels."""

ZONES = ("Europe/Brussels", "Asia/Tbilisi", "Asia/Kathmandu", "Asia/Tehran", "America/New_York")


def made(fields: dict[str, Any], language: str = "en", *, member: bool = True, **said: Any) -> DocumentPart:
    message = CalendarFile(meeting=fields["id"], **{"sequence": 3, "changed_at": CHANGED, **said})
    renderer = app.knowledge().renderer
    (part,) = renderer.render(message, reader(language, member=member), pack(meetings=[fields]), NOW).parts
    assert isinstance(part, DocumentPart)
    return part


def read(part: DocumentPart) -> tuple[Calendar, Event]:
    (calendar,) = IcsCalendarStream.from_ics(part.content.decode()).calendars
    (event,) = calendar.events
    return calendar, event


def test_everything_that_is_known_is_in_it() -> None:
    part = made(WORKSHOP)
    calendar, event = read(part)
    assert part.name == "workshop.ics"
    assert calendar.method == "PUBLISH"
    assert (event.uid, event.sequence, event.status) == ("workshop@meetings.nfpbot", 3, "CONFIRMED")
    assert event.dtstamp == NOW
    assert event.last_modified == CHANGED
    assert event.summary == "Workshop"
    assert event.location == "Egmont Palace, Petit Sablon 8, Brussels, Belgium"
    assert event.geo is not None
    assert (event.geo.lat, event.geo.lng) == (50.84, 4.35)
    assert event.organizer is not None
    assert str(event.organizer.uri) == "mailto:ana@example.org"
    assert str(event.url) == WORKSHOP["link"]
    assert event.description is not None
    assert event.description.split("\n") == [
        "Format: hybrid (in person and online)",
        "Languages: English, French and Arabic",
        "Join online: https://example.org/join?a=1&b=2",
    ]
    assert "Open this file" in part.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_its_reader(language: str) -> None:
    _, event = read(made(WORKSHOP, language))
    texts: dict[str, Any] = WORKSHOP
    assert event.summary == texts["title"][language]
    assert event.location is not None
    assert texts["city"][language] in event.location
    assert not {"\u2068", "\u2069", "\u200f"} & set(event.location + (event.description or ""))


def test_lines_are_folded_and_signs_escaped() -> None:
    title = "Sécurité, sûreté; and a title with a back\\slash that is long, as titles of meetings often are " * 2
    part = made({**FORUM, "title": title.strip()})
    assert all(len(line) <= 75 for line in part.content.split(b"\r\n"))
    assert read(part)[1].summary == title.strip()


def test_days_do_not_shift_and_end_on_the_day_after_the_last() -> None:
    calendar, event = read(made(FORUM))
    assert (event.dtstart, event.dtend) == (date(2023, 6, 14), date(2023, 6, 16))
    assert b"DTSTART;VALUE=DATE:20230614\r\n" in made(FORUM).content
    assert calendar.timezones == []
    (alarm,) = event.alarm
    assert alarm.trigger == timedelta(days=-1)


def test_where_there_is_an_hour_the_alarm_comes_an_hour_before() -> None:
    (alarm,) = read(made(WORKSHOP))[1].alarm
    assert alarm.trigger == timedelta(hours=-1)


def test_a_cancellation_names_the_same_event_and_does_not_ring() -> None:
    calendar, event = read(made(CALLED_OFF))
    assert (calendar.method, event.status) == ("CANCEL", "CANCELLED")
    assert event.uid == "called-off@meetings.nfpbot"
    assert event.sequence == 3
    assert event.alarm == []


def test_the_link_is_for_those_who_may_see_it() -> None:
    assert b"example.org/secret" in made(OPEN).content.replace(b"\r\n ", b"")
    assert b"secret" not in made(OPEN, member=False).content.replace(b"\r\n ", b"")


def test_what_changes_leaves_the_name_of_the_event_as_it_is() -> None:
    moved = {**WORKSHOP, "starts": "2024-01-01T09:00", "ends": "2024-01-02T09:00", "title": "Another", "city": "Ghent"}
    del moved["registration"]
    assert read(made(moved))[1].uid == read(made(WORKSHOP))[1].uid


def minutes(least: timedelta, most: timedelta) -> st.SearchStrategy[timedelta]:
    return st.integers(least // timedelta(minutes=1), most // timedelta(minutes=1)).map(lambda n: timedelta(minutes=n))


around = st.one_of(
    st.tuples(st.just(NOW), minutes(timedelta(days=-200), timedelta(days=1500))),
    st.tuples(st.sampled_from(TURNS), minutes(timedelta(hours=-5), timedelta(hours=5))),
)


@given(zone=st.sampled_from(ZONES), start=around, lasts=minutes(timedelta(minutes=1), timedelta(days=5)))
def test_hours_are_the_same_instants_by_the_clock_that_the_file_describes(
    zone: str, start: tuple[datetime, timedelta], lasts: timedelta
) -> None:
    begins = start[0] + start[1]
    first = begins.astimezone(ZoneInfo(zone))
    last = (begins + lasts).astimezone(ZoneInfo(zone))
    if first.fold or last.fold:
        return  # a pack has no way to name the second of two hours that have the same name
    fields = {**FORUM, "timezone": zone, "starts": f"{first:%Y-%m-%dT%H:%M}", "ends": f"{last:%Y-%m-%dT%H:%M}"}
    part = made(fields)
    calendar, event = read(part)
    assert (event.start_datetime, event.end_datetime) == (first.astimezone(UTC), last.astimezone(UTC))
    assert [each.tz_id for each in calendar.timezones] == [zone]
    # The parser knows these zones by itself; a third one knows nothing but the definition in the file.
    described = tzical(StringIO(part.content.decode().replace("\r\n ", ""))).get(zone)
    for moment in (first, last):
        assert moment.replace(tzinfo=described).utcoffset() == moment.utcoffset()
