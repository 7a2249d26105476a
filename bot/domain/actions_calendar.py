"""Buttons around a meeting's place in calendars, and around changes of meetings."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class GetCalendar:
    """Have the meeting sent as a file for one's calendar."""

    kind: ClassVar[str] = "ics"
    meeting: str


@dataclass(frozen=True)
class TellChangeNow:
    """An organizer wants a change of the meeting told without waiting for others that may follow."""

    kind: ClassVar[str] = "tellnow"
    meeting: str
