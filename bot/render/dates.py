"""Dates and times in words of one language: months from CLDR, their order from the catalogue, digits 0-9, 24 hours.

Days are days of a calendar and never shift; instants are aware and shown in a zone that is named.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup, escape

from bot.domain.content_fields import Moment
from bot.render.languages import Language
from bot.render.wording import Wording

FURTHEST: Final = timedelta(days=1098)
"""How far ahead Telegram takes an instant that each phone shows in its own zone."""

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")


class Dates:
    """Dates in the words of one language."""

    def __init__(self, wording: Wording, language: Language) -> None:
        self._words = wording
        self._locale = Locale.parse(language.locale)
        locales = [Locale.parse(name) for name in (language.months_first, language.locale) if name]
        self._months: dict[str, dict[int, str]] = {
            context: {
                number: "/".join(dict.fromkeys(locale.months[context]["wide"][number] for locale in locales))
                for number in range(1, 13)
            }
            for context in ("format", "stand-alone")
        }

    def day(self, day: date) -> Markup:
        """14 June 2023"""
        return self._words.html("date.day", day=self._number(day), month=self._month(day), year=day.year)

    def short(self, day: date) -> Markup:
        """14 Jun 2023, for buttons"""
        month = escape(self._locale.months["format"]["abbreviated"][day.month])
        return self._words.html("date.short", day=self._number(day), month=month, year=day.year)

    def month(self, day: date) -> Markup:
        """June 2023"""
        return self._words.html("date.month", month=escape(self._months["stand-alone"][day.month]), year=day.year)

    def weekday(self, day: date) -> Markup:
        """Wednesday 14 June 2023"""
        name = escape(self._locale.days["format"]["wide"][day.weekday()])
        return self._words.html("date.weekday", weekday=name, date=self.day(day))

    def days(self, first: date, last: date) -> Markup:
        """14–15 June 2023, or one day with its weekday; months and years only as often as they are needed."""
        if first == last:
            return self.weekday(first)
        if first.year != last.year:
            return self._words.html("date.two_years", first=self.day(first), last=self.day(last))
        if first.month != last.month:
            return self._words.html(
                "date.two_months",
                first=self._number(first),
                first_month=self._month(first),
                last=self._number(last),
                last_month=self._month(last),
                year=last.year,
            )
        return self._words.html(
            "date.one_month",
            first=self._number(first),
            last=self._number(last),
            month=self._month(last),
            year=last.year,
        )

    def at(self, instant: datetime, zone: str, place: str | Markup) -> Markup:
        """Wednesday 14 June 2023, 09:00 (Brussels)"""
        local = instant.astimezone(ZoneInfo(zone))
        return self._words.html("date.at", date=self.weekday(local.date()), time=_clock(local), place=place)

    def span(self, first: datetime, last: datetime, zone: str, place: str | Markup) -> Markup:
        """From one instant to another: the day once where both are on the same."""
        begins, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (first, last))
        if begins.date() == ends.date():
            return self._words.html(
                "date.hours",
                date=self.weekday(begins.date()),
                first=_clock(begins),
                last=_clock(ends),
                place=place,
            )
        return self._words.html(
            "date.days_and_hours",
            first=self.day(begins.date()),
            first_time=_clock(begins),
            last=self.day(ends.date()),
            last_time=_clock(ends),
            place=place,
        )

    def on_phone(self, instant: datetime, zone: str, place: str | Markup, now: datetime) -> Markup:
        """An instant that phones show in their own zone, with the full words of `zone` for those that do not; only
        these where Telegram does not take it."""
        words = self.at(instant, zone, place)
        seconds = int(instant.timestamp())
        if seconds <= 0 or instant > now + FURTHEST:
            return words
        return Markup('<tg-time unix="{}" format="wDt">{}</tg-time>').format(seconds, words)

    def moment(self, moment: Moment, zone: str, place: str | Markup) -> Markup:
        """A day, or an instant in its zone."""
        return self.at(moment, zone, place) if isinstance(moment, datetime) else self.weekday(moment)

    def week(self, hours: str) -> str:
        """Office hours of the pack (Mon-Fri 09:00-17:00) with the days in this language."""
        names = self._locale.days["format"]["abbreviated"]
        return _WEEKDAY.sub(lambda found: names[_WEEKDAYS.index(found[0])], hours)

    def distance(self, first: date, last: date, today: date) -> Markup:
        """In 12 days, tomorrow, today, under way, over: by days of the calendar at the place."""
        ahead = (first - today).days
        if ahead > 1:
            return self._words.html("date.in_days", n=ahead)
        if ahead == 1:
            return self._words.html("date.tomorrow")
        if today > last:
            return self._words.html("date.over", date=self.day(last))
        if first == last:
            return self._words.html("date.today")
        return self._words.html("date.starts_today" if ahead == 0 else "date.under_way", date=self.day(last))

    def _month(self, day: date) -> Markup:
        return escape(self._months["format"][day.month])

    def _number(self, day: date) -> int | Markup:
        """The day of the month: some languages have a word for the first."""
        return self._words.html("date.first") if day.day == 1 else day.day


def offset(zone: str, now: datetime) -> str:
    """The distance of a zone from UTC at an instant: UTC+6, UTC−3:30."""
    minutes = int((now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return "UTC" if minutes == 0 else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def same_clock(instant: datetime, zone: str, other: str) -> bool:
    """Whether clocks in both zones show the same at that instant."""
    return instant.astimezone(ZoneInfo(zone)).utcoffset() == instant.astimezone(ZoneInfo(other)).utcoffset()


def _clock(local: datetime) -> Markup:
    return escape(f"{local:%H:%M}")


def day_of(instant: datetime, zone: str) -> date:
    """The day of the calendar at an instant in a zone."""
    return instant.astimezone(UTC).astimezone(ZoneInfo(zone)).date()
