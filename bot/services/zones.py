"""The time zones that people may choose from."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot import cldr
from bot.questions.countries import Countries
from bot.questions.spellings import Spellings

_SEASON: Final = timedelta(days=91)
_ALIKE: Final = 84
"""Of 100: there are many cities, and a wrong one is worse than none."""

_MOST: Final = 8
"""Zones that are proposed for a place."""


class Zones:
    """The IANA zones that the bot can name to people."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]], countries: Countries) -> None:
        """`tables`: language → (zone → the name of its city)."""
        self._cities = Spellings(tables, _ALIKE)
        self._countries = countries

    def knows(self, zone: str) -> bool:
        """Whether there is such a zone, with a name."""
        return self._cities.knows(zone)

    def names(self, text: str) -> bool:
        """Whether the whole text is the name of a city."""
        return self._cities.names(text)

    def of_country(self, country: str, now: datetime) -> tuple[str, ...]:
        """One zone for each way in which clocks run in a country in the year from `now` (aware)."""
        return distinct((zone for zone in cldr.zones(country) if self.knows(zone)), now)

    def propose(self, text: str, now: datetime) -> tuple[str, ...]:
        """The zones of the cities and countries that a text can mean, the likeliest first; none where it resembles
        none."""
        if self._cities.names(text):
            return self._cities.propose(text)[:1]
        of_countries = (zone for code in self._countries.named(text) for zone in self.of_country(code, now))
        return tuple(dict.fromkeys((*self._cities.propose(text), *of_countries)))[:_MOST]


def distinct(zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    """One zone for each way in which clocks run in the year from `now` (aware); the first named stands for its like.

    Malaysia has two zones in the tz database and one time; nobody needs to be asked between them.
    """
    by_time: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones:
        offsets = tuple((now + _SEASON * season).astimezone(ZoneInfo(zone)).utcoffset() for season in range(4))
        by_time.setdefault(offsets, zone)
    return tuple(by_time.values())
