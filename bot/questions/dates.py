"""Days, weeks and months that a question names, counted from the asker's own today."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.questions.phrases import Hit

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


def years(words: Sequence[str]) -> tuple[int, ...]:
    """The years written in full, such as 2023."""
    return tuple(int(word) for word in words if _YEAR.match(word))


def periods(words: Sequence[str], hits: Sequence[Hit], today: date) -> tuple[Period, ...]:
    """What the question says of time, in its order. A month without a year is the coming one, or the present one."""
    found = []
    year = next(iter(years(words)), None)
    taken: set[int] = set()
    for hit in hits:
        if hit.sense.kind == "month" and hit.start not in taken and hit.quality > 0.8:
            found.append(_month(words, hit, year, today))
            taken.update(range(hit.start, hit.end))
        elif hit.sense.kind == "weekday" and hit.start not in taken and hit.quality > 0.8:
            day = today + timedelta((int(hit.sense.value) - today.weekday()) % 7)
            found.append(Period(day, day, hit.start, hit.end))
            taken.update(range(hit.start, hit.end))
        elif hit.sense.kind == "concept" and hit.sense.value in _RELATIVE and hit.start not in taken:
            found.append(Period(*_RELATIVE[hit.sense.value](today), hit.start, hit.end))
            taken.update(range(hit.start, hit.end))
    found.extend(_numeric(words, today))
    return tuple(sorted(set(found), key=lambda period: (period.start, period.end, period.first)))


def _month(words: Sequence[str], hit: Hit, year: int | None, today: date) -> Period:
    month = int(hit.sense.value)
    year = year or (today.year if month >= today.month else today.year + 1)
    last = calendar.monthrange(year, month)[1]
    days = [
        int(match[1])
        for place in (*range(hit.start - 3, hit.start), *range(hit.end, hit.end + 2))
        if 0 <= place < len(words) and (match := _DAY.match(words[place])) and 1 <= int(match[1]) <= last
    ]
    if days:
        return Period(date(year, month, min(days)), date(year, month, max(days)), hit.start, hit.end)
    return Period(date(year, month, 1), date(year, month, last), hit.start, hit.end)


def _numeric(words: Sequence[str], today: date) -> list[Period]:
    found = []
    for place, word in enumerate(words):
        match = _NUMERIC.match(word)
        if match:
            day, month = int(match[1]), int(match[2])
            year = int(match[3] or today.year)
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


_RELATIVE: dict[str, _Relative] = {
    "yesterday": _days(-1, -1),
    "today": _days(0, 0),
    "tomorrow": _days(1, 1),
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
