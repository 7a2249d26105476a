"""Times that a question counts or parts: "in two weeks", "at the end of June", "this autumn", "the one on the 21st".

The words for them stand in the table `mentions` of a lexicon; a key such as "2_week" is so many units in one word, and
a key that is a number is that number.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.questions.phrases import INFLECTED, Hit

_UNIT: Final = re.compile(r"(\d+)_(day|week|month|year)")
_PART: Final = {"beginning": 0, "middle": 1, "end": 2}
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""Their first months, in the north, where most meetings are."""

_ORDINAL: Final = "ordinal"
"""What a word such as "last" is to times: "the last of the year" names the year."""

_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|го|е)?")
_WAYS: Final = {"ahead_one": 1, "ahead": 1, "within": 1, "ago_one": -1, "ago": -1}
"""Words before a number of units, and which way they count; after those in _one, a unit alone is one of them."""

KEYS: Final = frozenset({*_WAYS, *_PART, *_SEASONS, "ahead_after", "ago_after", "on_day", "lead"})
"""Keys of `mentions` that are read here, besides units and numbers."""

_LONG: Final = 300
"""Days of a time whose end is no third of it: the end of a year is not September."""

_MOST_UNITS: Final = {"day": 366, "week": 60, "month": 24, "year": 5}
_DAYS: Final = {"day": 1, "week": 7}
_SLACK: Final = 3
"""Days by which "in fifteen days" is meant more or less."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, said by the words `start` to `end` (exclusive)."""

    first: date
    last: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a question by place: which mentions begin there (key → where they end), and which numbers stand."""

    written: Sequence[str]
    begins: Mapping[int, Mapping[str, int]]
    numbers: Mapping[int, int]

    def at(self, place: int, key: str) -> int | None:
        """Where the mention `key` ends that begins at a place."""
        return self.begins.get(place, {}).get(key)

    def lead(self, place: int) -> int:
        """The first place from here whose word does not only lead to the next; two are passed over at most."""
        for _ in range(2):
            if self.at(place, "lead") is None:
                break
            place += 1
        return place

    def unit(self, place: int) -> tuple[int, str, int] | None:
        """How many of which unit a word at a place stands for, and where it ends."""
        for key, end in self.begins.get(place, {}).items():
            if match := _UNIT.fullmatch(key):
                return int(match[1]), match[2], end
        return None

    def amount(self, place: int) -> tuple[int, str, int] | None:
        """As `unit`, for a unit with a number before it, or alone: "two weeks", "a week", "week"."""
        if place in self.numbers and (found := self.unit(place + 1)):
            return self.numbers[place] * found[0], found[1], found[2]
        return self.unit(place)


def spans(words: Sequence[str], hits: Sequence[Hit], mentions: Sequence[Hit], today: date) -> list[Span]:
    """Those that are said, by the phrases of the lexicon (`hits`) and its `mentions`, as seen from `today`."""
    if not mentions:
        return []
    begins: dict[int, dict[str, int]] = {}
    for hit in mentions:
        key = _ORDINAL if hit.sense.kind == "ordinal" else hit.sense.value
        begins.setdefault(hit.start, {})[key] = hit.end
    told = _Words(words, begins, _numbers(words, hits, mentions))
    found: list[Span] = []
    for start in sorted(begins):
        if not found or start >= found[-1].end:
            found.extend(_at(told, start, today))
    return found


def counts(key: str) -> bool:
    """Whether a key of `mentions` is a number, or so many units."""
    return key.isdecimal() or bool(_UNIT.fullmatch(key))


def narrowed(first: date, last: date, part: int) -> tuple[date, date]:
    """The beginning, middle or end (0, 1, 2) of a time: a third of it, or less of a year."""
    days = (last - first).days + 1
    third = days // (6 if days > _LONG and part != 1 else 3)
    if part == 0:
        return first, first + timedelta(max(third - 1, 0))
    if part == 1:
        return first + timedelta(third), last - timedelta(third)
    return last - timedelta(max(third - 1, 0)), last


def parts(mentions: Sequence[Hit]) -> Iterator[tuple[int, int, int]]:
    """The words for a beginning, a middle or an end: which of them (0, 1, 2), and where they start and end."""
    for hit in mentions:
        if hit.sense.value in _PART:
            yield _PART[hit.sense.value], hit.start, hit.end


def _numbers(words: Sequence[str], hits: Sequence[Hit], mentions: Sequence[Hit]) -> dict[int, int]:
    numbers = {place: int(word) for place, word in enumerate(words) if word.isdecimal() and len(word) <= 3}
    for hit in hits:
        if hit.sense.kind == "number" and hit.quality >= INFLECTED and hit.end == hit.start + 1:
            numbers.setdefault(hit.start, int(hit.sense.value))
    for hit in mentions:
        if hit.sense.kind == "mention" and hit.sense.value.isdecimal():
            numbers.setdefault(hit.end - 1, int(hit.sense.value))
    return numbers


def _at(told: _Words, start: int, today: date) -> Iterator[Span]:
    """The span that begins at a place, if there is one."""
    for key, way in _WAYS.items():
        end = told.at(start, key)
        if end is not None and (amount := told.amount(end) or told.amount(told.lead(end))):
            bare = amount[0] == 1 and not told.numbers.keys() & set(range(end, amount[2]))
            # "Through a week" has no article in some languages; "in month 6" counts nothing.
            if not bare or (key.endswith("_one") and amount[2] not in told.numbers):
                yield from _counted(today, key, way, amount, start)
                return
    for place in (start, start - 1):
        amount = told.amount(place) if place == start or place in told.numbers else None
        if amount and told.at(amount[2], "ago_after") is not None:
            yield from _counted(today, "ago", -1, amount, place)
            return
        if amount and told.at(amount[2], "ahead_after") is not None:
            yield from _counted(today, "ahead", 1, amount, place)
            return
    for key, month in _SEASONS.items():
        if (end := told.at(start, key)) is not None:
            yield _season(month, told.written, today, start, end)
            return
    if (end := told.at(start, "on_day")) is not None:
        yield from _day(told, end, today, start)
    for key in (*_PART, _ORDINAL):
        if (end := told.at(start, key)) is not None:
            behind = end
            if key == _ORDINAL:
                behind = next((after for noun in ("noun", "one") if (after := told.at(end, noun)) is not None), end)
            unit = told.unit(told.lead(behind))
            if unit and unit[0] == 1 and unit[1] in {"month", "year"} and (key in _PART or told.lead(behind) > end):
                first = today.replace(day=1) if unit[1] == "month" else date(today.year, 1, 1)
                last = _end_of_month(first) if unit[1] == "month" else date(today.year, 12, 31)
                days = narrowed(first, last, _PART[key]) if key in _PART else (first, last)
                yield Span(*days, start if key in _PART else told.lead(behind), unit[2])
                return


def _counted(today: date, key: str, way: int, amount: tuple[int, str, int], start: int) -> Iterator[Span]:
    number, unit, end = amount
    if not 0 < number <= _MOST_UNITS[unit]:
        return
    if unit in _DAYS:
        days = number * _DAYS[unit]
        day = today + timedelta(way * days)
        slack = timedelta(_SLACK if days >= 7 else 0)
        # "In two weeks" is meant by the week as well as by the day.
        monday = day - timedelta(day.weekday()) if unit == "week" else day
        first, last = min(day - slack, monday), max(day + slack, monday + timedelta(6 if unit == "week" else 0))
    else:
        index = today.year * 12 + today.month - 1 + way * number * (12 if unit == "year" else 1)
        first = date(index // 12, index % 12 + 1 if unit == "month" else 1, 1)
        last = _end_of_month(first) if unit == "month" else date(first.year, 12, 31)
    yield Span(today if key == "within" else first, last, start, end)


def _season(month: int, words: Sequence[str], today: date, start: int, end: int) -> Span:
    year = next((int(word) for word in words if re.fullmatch(r"20\d\d", word)), None)
    if year is None:
        year = today.year
        # One that is over is that of the next year.
        year += (today.month - month) % 12 >= 3 and today.month > month
        year -= month == 12 and today.month <= 2
    first = date(year, month, 1)
    index = year * 12 + month + 1
    return Span(first, _end_of_month(date(index // 12, index % 12 + 1, 1)), start, end)


def _day(told: _Words, place: int, today: date, start: int) -> Iterator[Span]:
    """A day of the month without the month: the coming one."""
    if place >= len(told.written) or not (match := _DAY.fullmatch(told.written[place])):
        return
    number = int(match[1])
    follows = told.unit(place + 1)
    if follows and "lead" not in told.begins.get(place + 1, {}):
        return
    for ahead in range(4):
        index = today.year * 12 + today.month - 1 + ahead
        year, month = index // 12, index % 12 + 1
        if 1 <= number <= calendar.monthrange(year, month)[1] and (ahead or number >= today.day):
            day = date(year, month, number)
            yield Span(day, day, start, place + 1)
            return


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
