"""The time zones that somebody in a country may choose from."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_SEASON: Final = timedelta(days=91)


def distinct(zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    """One zone for each way in which clocks run in the year from `now` (aware); the first named stands for its like.

    Malaysia has two zones in the tz database and one time; nobody needs to be asked between them.
    """
    by_time: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones:
        offsets = tuple((now + _SEASON * season).astimezone(ZoneInfo(zone)).utcoffset() for season in range(4))
        by_time.setdefault(offsets, zone)
    return tuple(by_time.values())
