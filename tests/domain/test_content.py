"""The pack's models: what the database gives back is what it was given, and times are where they belong."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.content import Pack
from bot.domain.content_fields import duration
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting

ZONES = ("Europe/Brussels", "Asia/Tbilisi", "Asia/Kabul", "Africa/Casablanca", "UTC")

ids = st.from_regex(r"[a-z0-9-]{1,32}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
texts = st.dictionaries(st.sampled_from(["en", "fr", "ar", "ru"]), words, min_size=1)
lists = st.dictionaries(st.sampled_from(["en", "pt"]), st.lists(words, max_size=3), max_size=2)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.timedeltas(timedelta(0), timedelta(days=20))


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(st.one_of(days, times))
    ends = starts + (timedelta(days=draw(st.integers(0, 20))))
    return {
        "id": draw(ids),
        "title": draw(texts),
        "aliases": draw(lists),
        "timezone": draw(st.sampled_from(ZONES)),
        "starts": starts,
        "ends": ends,
        "details": draw(st.dictionaries(st.sampled_from(["visa", "agenda"]), texts)),
        "registration": draw(
            st.none() | st.fixed_dictionaries({"opens": st.just(starts), "capacity": st.integers(1, 500)})
        ),
        "link": draw(st.none() | st.just("https://example.org")),
        "reminders": draw(st.lists(st.sampled_from(["30d", "48h"]), max_size=2)),
    }


packs = st.fixed_dictionaries(
    {
        "schema": st.just(1),
        "default_language": st.just("en"),
        "timezone": st.sampled_from(ZONES),
        "meetings": st.lists(meetings(), max_size=3, unique_by=lambda meeting: str(meeting["id"])),
        "regions": st.lists(
            st.fixed_dictionaries({"id": ids, "name": texts, "countries": st.just(["GE", "AM"])}),
            max_size=3,
            unique_by=lambda region: str(region["id"]),
        ),
        "faq": st.lists(
            st.fixed_dictionaries({"id": ids, "title": texts, "questions": lists, "answer": texts}),
            max_size=3,
            unique_by=lambda entry: str(entry["id"]),
        ),
        "feedback": st.lists(
            st.fixed_dictionaries(
                {
                    "id": ids,
                    "title": texts,
                    "method": st.sampled_from(["rate", "rank"]),
                    "options": st.just([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]),
                    "opens": st.none() | days | times,
                }
            ),
            max_size=1,
        ),
    }
)


@settings(max_examples=100, deadline=None)
@given(packs)
def test_a_pack_survives_json_without_any_context(data: dict[str, Any]) -> None:
    pack = Pack.model_validate(data)
    assert Pack.model_validate_json(pack.model_dump_json(by_alias=True)) == pack


@given(times, lengths, st.sampled_from(ZONES))
def test_an_instant_is_kept_and_shown_in_the_meetings_zone(start: datetime, length: timedelta, zone: str) -> None:
    meeting = Meeting.model_validate(
        {"id": "m", "title": "M", "timezone": zone, "starts": start.isoformat(), "ends": start + length}
    )
    assert isinstance(meeting.starts, datetime)
    assert meeting.starts.tzinfo == ZoneInfo(zone)
    assert meeting.begins_at() == start
    assert meeting.over_at() - meeting.begins_at() == length


@given(days, st.sampled_from(ZONES))
def test_a_day_stays_a_day(day: date, zone: str) -> None:
    meeting = Meeting.model_validate({"id": "m", "title": "M", "timezone": zone, "starts": str(day), "ends": day})
    assert not isinstance(meeting.starts, datetime)
    assert (meeting.starts, meeting.ends) == (day, day)
    assert meeting.begins_at().astimezone(ZoneInfo(zone)).date() == day


def test_a_text_is_shown_in_the_first_language_that_it_has() -> None:
    text = Text({"fr": "Bonjour", "en": "Hello"})
    assert text.choose("fr", "ru") == ("fr", "Bonjour")
    assert text.choose("ru") == ("en", "Hello")
    assert Text({"pt": "Olá"}).choose("ru") == ("pt", "Olá")


def test_a_length_of_time() -> None:
    assert (duration("30d"), duration("48h")) == (timedelta(days=30), timedelta(days=2))
    with pytest.raises(ValueError, match="30 days"):
        duration("30 days")


def test_a_pack_that_does_not_fit_together_cannot_be_made() -> None:
    meeting = {"id": "m", "title": "M", "starts": "2023-06-15", "ends": "2023-06-14", "timezone": "UTC"}
    with pytest.raises(ValidationError, match="ends before it starts"):
        Pack.model_validate({"default_language": "en", "timezone": "UTC", "meetings": [meeting]})
    with pytest.raises(ValidationError, match="no region"):
        Pack.model_validate(
            {
                "default_language": "en",
                "timezone": "UTC",
                "meetings": [meeting | {"ends": "2023-06-15", "audience": {"regions": ["nowhere"]}}],
            }
        )


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    meeting = {"id": "m", "title": "M", "timezone": "Europe/Brussels", "starts": "2023-03-26T02:30"}
    with pytest.raises(ValidationError, match="clocks go forward"):
        Pack.model_validate(
            {
                "default_language": "en",
                "timezone": "Europe/Brussels",
                "meetings": [meeting | {"ends": "2023-03-26T05:00"}],
            },
            context={"timezone": "Europe/Brussels"},
        )
