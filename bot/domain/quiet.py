"""Quiet hours: when nobody is sent what they have not asked for."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

_WRITTEN: Final = re.compile(r"(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Quiet:
    """From one hour of the clock (0 to 23) to another; where both are the same there are none."""

    begins: int = 21
    ends: int = 8

    def __str__(self) -> str:
        """As it is kept, and stands in buttons: `21-08`."""
        return f"{self.begins:02}-{self.ends:02}"

    @classmethod
    def read(cls, written: str) -> Self:
        """What `str` wrote. ValueError for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None or not all(0 <= int(hour) <= 23 for hour in found.groups()):
            raise ValueError(f"no quiet hours: {written!r}")
        return cls(int(found[1]), int(found[2]))

    def until(self, zone: str | None, now: datetime) -> datetime | None:
        """When the quiet hours end in which `now` falls (UTC); none where it falls in none, or where the zone is not
        known. An hour that clocks skip ends when they have skipped it."""
        if zone is None or self.begins == self.ends:
            return None
        place = ZoneInfo(zone)
        local = now.astimezone(place)
        over_night = self.begins > self.ends
        if over_night:
            quiet = local.hour >= self.begins or local.hour < self.ends
        else:
            quiet = self.begins <= local.hour < self.ends
        if not quiet:
            return None
        day = local.date() + timedelta(days=1 if over_night and local.hour >= self.begins else 0)
        ends = _instant(datetime.combine(day, time(self.ends), place))
        # Where a whole day was skipped, its hour has ended by then, and that of the next day has not.
        return self.until(zone, ends) or ends


def _instant(local: datetime) -> datetime:
    """When a clock shows this (UTC), or is put past it."""
    after = local.astimezone(UTC)
    before = local.replace(fold=1).astimezone(UTC)
    # A time that the clock skips is read by the offset of before, or of after: in between lies the change.
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(local.tzinfo).replace(tzinfo=None) < local.replace(tzinfo=None):
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


DEFAULT: Final = Quiet()
"""21:00 to 08:00, for whoever has set nothing else."""

OFFERED: Final = (Quiet(20, 7), DEFAULT, Quiet(22, 7), Quiet(23, 9), Quiet(0, 0))
"""What one can choose from; the last: none."""
