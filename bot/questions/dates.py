"""Days, weeks and months that a question names, counted from the asker's own today."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.questions.phrases import Hit
from bot.questions.spans import narrowed, parts, spans

_Relative = Callable[[date], tuple[date, date]]

_NUMERIC = re.compile(r"^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?$")
_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|го)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included, with the words of the question that say so (`start` to `end`)."""

    first: date
    last: date
    start: int
    end: int
    rolled: bool = False
    """Whether it is of the next year only because it is over in this one, and no year was said."""

    def year_before(self) -> "Period":
        """The same a year earlier."""
        first, last = (_of_year(day, day.year - 1) for day in (self.first, self.last))
        return replace(self, first=first, last=last, rolled=False)


def years(words: Sequence[str]) -> tuple[int, ...]:
    """The years written in full, such as 2023."""
    return tuple(int(word) for word in words if _YEAR.match(word))


def periods(words: Sequence[str], hits: Sequence[Hit], today: date, mentions: Sequence[Hit] = ()) -> tuple[Period, ...]:
    """What the question says of time, in its order. A month without a year is the coming one, or the present one.

    Of two that hold each other, the shorter one is meant: "in June this year".
    """
    found = [Period(span.first, span.last, span.start, span.end) for span in spans(words, hits, mentions, today)]
    taken = {place for period in found for place in range(period.start, period.end)}
    year = next(iter(years(words)), None) or _relative_year(hits, today)
    for hit in hits:
        if hit.start in taken:
            continue
        if hit.sense.kind == "month" and hit.quality > 0.8:
            found.append(_month(words, hit, year, today))
        elif hit.sense.kind == "weekday" and hit.quality > 0.8:
            day = today + timedelta((int(hit.sense.value) - today.weekday()) % 7)
            found.append(Period(day, day, hit.start, hit.end))
        elif hit.sense.kind == "concept" and hit.sense.value in _RELATIVE:
            found.append(Period(*_RELATIVE[hit.sense.value](today), hit.start, hit.end))
        else:
            continue
        taken.update(range(hit.start, hit.end))
    found.extend(
        Period(*_RELATIVE[hit.sense.value](today), hit.start, hit.end)
        for hit in mentions
        if hit.sense.value in _RELATIVE and taken.isdisjoint(range(hit.start, hit.end))
    )
    found.extend(_numeric(words, today))
    parted = [_parted(period, mentions) for period in found]
    kept = [period for period in parted if not any(_holds(period, other) for other in parted)]
    return tuple(sorted(set(kept), key=lambda period: (period.start, period.end, period.first)))


def _relative_year(hits: Sequence[Hit], today: date) -> int | None:
    """The year of "next year", which a month beside it is of."""
    said = (hit.sense.value for hit in hits if hit.sense.kind == "concept")
    ahead = next((_YEARS[concept] for concept in said if concept in _YEARS), None)
    return None if ahead is None else today.year + ahead


def _parted(period: Period, mentions: Sequence[Hit]) -> Period:
    """The part of it that is said right before it: "the end of June"."""
    nouns = {hit.start for hit in mentions if hit.sense.value == "noun"}
    for part, start, end in parts(mentions):
        between = range(end, period.start)
        if end <= period.start <= end + 2 and nouns.isdisjoint(between) and period.first != period.last:
            return Period(*narrowed(period.first, period.last, part), start, period.end, period.rolled)
    return period


def _holds(period: Period, other: Period) -> bool:
    """Whether another one lies in it and says more."""
    return (
        period.first <= other.first
        and other.last <= period.last
        and ((other.last - other.first) < (period.last - period.first))
    )


def _month(words: Sequence[str], hit: Hit, year: int | None, today: date) -> Period:
    month = int(hit.sense.value)
    rolled = not year and month < today.month
    year = year or today.year + rolled
    last = calendar.monthrange(year, month)[1]
    days = [
        int(match[1])
        for place in (*range(hit.start - 3, hit.start), *range(hit.end, hit.end + 2))
        if 0 <= place < len(words) and (match := _DAY.match(words[place])) and 1 <= int(match[1]) <= last
    ]
    if days:
        return Period(date(year, month, min(days)), date(year, month, max(days)), hit.start, hit.end, rolled)
    return Period(date(year, month, 1), date(year, month, last), hit.start, hit.end, rolled)


def _of_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _numeric(words: Sequence[str], today: date) -> list[Period]:
    found = []
    for place, word in enumerate(words):
        match = _NUMERIC.match(word)
        if match:
            day, month = int(match[1]), int(match[2])
            # As a month without a year, a day is the coming one.
            year = int(match[3] or today.year + (month < today.month))
            try:
                named = date(year if year > 99 else 2000 + year, month, day)
            except ValueError:
                continue
            found.append(Period(named, named, place, place + 1))
    return found


def _days(first: int, last: int) -> _Relative:
    return lambda today: (today + timedelta(first), today + timedelta(last))


def _weeks(ahead: int, first: int = 0, last: int = 6) -> _Relative:
    def week(today: date) -> tuple[date, date]:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=ahead)
        return monday + timedelta(first), monday + timedelta(last)

    return week


def _months(ahead: int) -> _Relative:
    def month(today: date) -> tuple[date, date]:
        index = today.year * 12 + today.month - 1 + ahead
        first = date(index // 12, index % 12 + 1, 1)
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])

    return month


def _year(ahead: int) -> _Relative:
    return lambda today: (date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31))


_YEARS = {"last_year": -1, "this_year": 0, "next_year": 1}

_RELATIVE: dict[str, _Relative] = {
    "yesterday": _days(-1, -1),
    "today": _days(0, 0),
    "tomorrow": _days(1, 1),
    "day_after_tomorrow": _days(2, 2),
    "last_week": _weeks(-1),
    "this_week": _weeks(0),
    "weekend": _weeks(0, 5, 6),
    "next_week": _weeks(1),
    "last_month": _months(-1),
    "this_month": _months(0),
    "next_month": _months(1),
    "last_year": _year(-1),
    "this_year": _year(0),
    "next_year": _year(1),
}
"""Concepts of the lexicon that say when, as seen from today."""

KEYS = frozenset(_RELATIVE)
"""Keys of `mentions` that are read here, which name times as concepts do."""
