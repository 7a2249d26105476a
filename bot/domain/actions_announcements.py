"""Buttons of announcements; `announcement`: its id."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ConfirmRead:
    """I have read this."""

    kind: ClassVar[str] = "annread"
    announcement: str


@dataclass(frozen=True)
class ShowAnnouncedMeeting:
    """The meeting that an announcement leads to, with what can be answered."""

    kind: ClassVar[str] = "annmeet"
    announcement: str


@dataclass(frozen=True)
class ShowAnnouncedRound:
    """The round of feedback that an announcement leads to, to be answered."""

    kind: ClassVar[str] = "annround"
    announcement: str
