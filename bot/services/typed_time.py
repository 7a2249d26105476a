"""A day and a time as an author types them, in any language of the bot."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.questions.dates import Period
from bot.questions.normalise import fold

Unread = Literal["unread", "skipped"]
"""No day can be read, or the clocks skip that time."""

_CLOCK: Final = re.compile(
    r"(?<![\d.:/-])(\d{1,2})(?:[:h\u0447](\d{2})|\s?[h\u0447]\b|(?=\s?[ap]m\b))(?![\d:])(?:\s?([ap])m\b)?"
)
"""14:30, 14h30, 14h, 14 \u0447, 2:30 pm."""

_NOON: Final = 12
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def typed_time(
    text: str, zone: str, now: datetime, days_in: Callable[[str, date], tuple[Period, ...]]
) -> datetime | date | Unread:
    """The instant that a text names in `zone`, or the day where it names no time; `days_in`: the days that words name,
    counted from today."""
    folded = fold(text)
    today = now.astimezone(ZoneInfo(zone)).date()
    clock = _CLOCK.search(folded)
    day = _day(folded if clock is None else f"{folded[: clock.start()]} {folded[clock.end() :]}", today, days_in)
    if clock is None:
        return day or "unread"
    at = _time(int(clock[1]), int(clock[2] or 0), clock[3])
    return "unread" if day is None or at is None else instant(day, at, zone)


def instant(day: date, at: time, zone: str) -> datetime | Literal["skipped"]:
    """A day and a time of a zone as an instant in UTC."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    found = local.astimezone(UTC)
    return found if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local.replace(tzinfo=None) else "skipped"


def _time(hour: int, minute: int, half: str | None) -> time | None:
    """`half`: "a" or "p", where the hours are counted from midnight or noon."""
    if half is not None and hour > _NOON:
        return None
    try:
        return time(hour if half is None else hour % _NOON + (_NOON if half == "p" else 0), minute)
    except ValueError:
        return None


def _day(folded: str, today: date, days_in: Callable[[str, date], tuple[Period, ...]]) -> date | None:
    if (iso := _ISO.search(folded)) is not None:
        try:
            return date(*map(int, iso.groups()))
        except ValueError:
            return None
    days = {period.first for period in days_in(folded, today) if period.first == period.last}
    # "Thursday 4 May": the weekday alone would be the coming one, which it need not be.
    return max(days) if len({day.weekday() for day in days}) == 1 else None
