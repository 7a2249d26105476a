"""Dates and times as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain import messages as m
from bot.domain.meetings import MeetingTopic
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH, pack, reader
from tests.render.telegram_html import parse


def said(
    renderer: MessageRenderer, message: m.Message, language: str, zone: str | None, now: datetime, fields: Any
) -> str:
    """The HTML of a message on a meeting with these fields."""
    whole = {"id": "x", "title": "Title", "timezone": "Europe/Brussels", "city": {"en": "Brussels"}, **fields}
    (part,) = renderer.render(message, reader(language, zone=zone), pack(meetings=[whole]), now).parts
    return getattr(part, "html", "")


def card(renderer: MessageRenderer, language: str, zone: str | None, now: datetime = NOW, **meeting: object) -> str:
    """The card of a meeting with these fields."""
    return said(renderer, m.MeetingCard(meeting="x"), language, zone, now, meeting)


def when(renderer: MessageRenderer, language: str, zone: str | None, now: datetime, **meeting: object) -> str:
    """The answer to when a meeting with these fields is."""
    asked = m.MeetingAnswer(meeting="x", topic=MeetingTopic.WHEN)
    return said(renderer, asked, language, zone, now, meeting)


@pytest.mark.parametrize(
    ("language", "one_month", "two_months", "one_day"),
    [
        ("en", "14–15 June 2023", "30 June – 1 July 2023", "Wednesday 14 June 2023"),
        ("fr", "Du 14 au 15 juin 2023", "Du 30 juin au 1er juillet 2023", "Mercredi 14 juin 2023"),
        (
            "ar",
            "من 14 إلى 15 حزيران/يونيو 2023",
            "من 30 حزيران/يونيو إلى 1 تموز/يوليو 2023",
            "الأربعاء 14 حزيران/يونيو 2023",
        ),
        ("ru", "14–15 июня 2023\u00a0г.", "30 июня – 1 июля 2023\u00a0г.", "Среда, 14 июня 2023\u00a0г."),
        (
            "es",
            "Del 14 al 15 de junio de 2023",
            "Del 30 de junio al 1 de julio de 2023",
            "Miércoles 14 de junio de 2023",
        ),
        (
            "pt",
            "De 14 a 15 de junho de 2023",
            "De 30 de junho a 1 de julho de 2023",
            "Quarta-feira, 14 de junho de 2023",
        ),
    ],
)
def test_days(renderer: MessageRenderer, language: str, one_month: str, two_months: str, one_day: str) -> None:
    for first, last, words in (
        ("2023-06-14", "2023-06-15", one_month),
        ("2023-06-30", "2023-07-01", two_months),
        ("2023-06-14", "2023-06-14", one_day),
    ):
        assert f"\n{words}\n" in card(renderer, language, None, starts=first, ends=last)


def test_a_meeting_across_the_turn_of_the_year(renderer: MessageRenderer) -> None:
    assert "30 December 2023 – 2 January 2024" in card(renderer, "en", None, starts="2023-12-30", ends="2024-01-02")


def test_all_day_meetings_have_no_instant(renderer: MessageRenderer) -> None:
    html = card(renderer, "en", "Pacific/Kiritimati", starts="2023-06-14", ends="2023-06-15")
    assert "<tg-time" not in html
    assert "Your time" not in html


def test_the_meetings_own_time_comes_first_and_the_readers_beside_it(renderer: MessageRenderer) -> None:
    html = card(renderer, "en", "Asia/Tbilisi", starts="2023-06-20T09:00", ends="2023-06-20T17:30")
    own, yours = html.split("\n")[2:4]
    assert own == "Tuesday 20 June 2023, 09:00–17:30 (Brussels)"
    seconds = int(datetime(2023, 6, 20, 7, tzinfo=UTC).timestamp())
    assert parse(yours).attributes("tg-time") == [{"unix": str(seconds), "format": "wDt"}]
    assert parse(yours).text == "Your time: Tuesday 20 June 2023, 11:00 (Tbilisi)"


def test_a_reader_whose_clock_shows_the_same_needs_no_second_time(renderer: MessageRenderer) -> None:
    html = card(renderer, "en", "Europe/Paris", starts="2023-06-20T09:00", ends="2023-06-20T17:30")
    assert "<tg-time" not in html


def test_a_reader_of_no_known_zone_gets_the_moment(renderer: MessageRenderer) -> None:
    html = card(renderer, "en", None, starts="2023-06-20T09:00", ends="2023-06-20T17:30")
    assert "Start: Tuesday 20 June 2023, 07:00 (UTC)" in parse(html).text


@pytest.mark.parametrize(("day", "here", "there"), [("2023-03-25", "09:00", "12:00"), ("2023-03-26", "09:00", "11:00")])
def test_summer_time(renderer: MessageRenderer, day: str, here: str, there: str) -> None:
    """Brussels goes from UTC+1 to UTC+2 on 26 March 2023; Tbilisi stays at UTC+4."""
    text = parse(card(renderer, "en", "Asia/Tbilisi", starts=f"{day}T09:00", ends=f"{day}T10:00")).text
    assert f", {here}–10:00 (Brussels)" in text
    assert f", {there} (Tbilisi)" in text


def test_the_readers_day_may_be_another(renderer: MessageRenderer) -> None:
    text = parse(card(renderer, "en", "Asia/Tokyo", starts="2023-06-20T20:00", ends="2023-06-20T21:00")).text
    assert "Tuesday 20 June 2023, 20:00–21:00 (Brussels)" in text
    assert "Your time: Wednesday 21 June 2023, 03:00" in text


def test_telegram_takes_instants_up_to_three_years_ahead(renderer: MessageRenderer) -> None:
    for days, instants in ((1097, 1), (1099, 0)):
        starts = NOW + timedelta(days=days)
        html = card(renderer, "en", "Asia/Tokyo", starts=starts.isoformat(), ends=starts.isoformat())
        assert len(parse(html).attributes("tg-time")) == instants
        assert "Your time:" in html


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2023, 6, 2), "In 12 days"),
        (date(2023, 6, 12), "In 2 days"),
        (date(2023, 6, 13), "Tomorrow"),
        (date(2023, 6, 14), "Starts today and lasts until 15 June 2023"),
        (date(2023, 6, 15), "Under way until 15 June 2023"),
        (date(2023, 6, 16), "Ended on 15 June 2023"),
    ],
)
def test_how_far_off(renderer: MessageRenderer, today: date, words: str) -> None:
    """Days are those of the place: 22:30 UTC is the next day in Brussels, in whatever zone the reader is."""
    for hour, day in ((12, today), (22, today - timedelta(days=1))):
        now = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
        html = when(renderer, "en", "America/Lima", now, starts="2023-06-14", ends="2023-06-15")
        assert html.endswith(f"\n{words}")


def test_a_card_stands_for_weeks_and_tells_nothing_that_ages(renderer: MessageRenderer) -> None:
    days = {"starts": "2023-06-14", "ends": "2023-06-15"}
    earlier, later = (card(renderer, "en", None, datetime(2023, 6, day, 9, tzinfo=UTC), **days) for day in (2, 13))
    assert earlier == later
    assert "Ended on 15 June 2023" in card(renderer, "en", None, datetime(2023, 6, 16, 9, tzinfo=UTC), **days)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", {2: "بعد يومين", 3: "بعد 3 أيام", 11: "بعد 11 يومًا", 100: "بعد 100 يوم", 103: "بعد 103 أيام"}),
        ("ru", {2: "Через 2 дня", 5: "Через 5 дней", 21: "Через 21 день", 111: "Через 111 дней"}),
        ("fr", {2: "Dans 2 jours"}),
        ("es", {2: "Dentro de 2 días"}),
        ("pt", {2: "Dentro de 2 dias"}),
    ],
)
def test_plural_forms(renderer: MessageRenderer, language: str, words: dict[int, str]) -> None:
    for days, words_of_it in words.items():
        now = datetime(2023, 6, 14, 9, tzinfo=UTC) - timedelta(days=days)
        html = when(renderer, language, None, now, starts="2023-06-14", ends="2023-06-15")
        assert html.endswith(f"\n{words_of_it}")


def test_zones_are_offered_with_what_they_are_ahead_now(renderer: MessageRenderer) -> None:
    message = m.AskZone(country="X", zones=("Europe/Brussels", "Asia/Kolkata", "America/St_Johns", "Africa/Accra"))
    for now, offsets in (
        (NOW, ["UTC+2", "UTC+5:30", "UTC−2:30", "UTC"]),
        (datetime(2023, 1, 1, tzinfo=UTC), ["UTC+1", "UTC+5:30", "UTC−3:30", "UTC"]),
    ):
        (part,) = renderer.render(message, reader(), RICH, now).parts
        labels = [button.label for row in getattr(part, "buttons", ())[:-1] for button in row]
        assert [label.rpartition(", ")[2] for label in labels] == offsets
