"""Buttons with which it is seen what has come of an announcement, and what can be done then; `announcement`: its id."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowReport:
    """Who has got it, who has read it, and who could not be reached."""

    kind: ClassVar[str] = "annreport"
    announcement: str


@dataclass(frozen=True)
class GetDeliveries:
    """The same by reader, as a workbook."""

    kind: ClassVar[str] = "annxlsx"
    announcement: str


@dataclass(frozen=True)
class RetryAnnouncement:
    """Send it to those who were not reached."""

    kind: ClassVar[str] = "annretry"
    announcement: str


@dataclass(frozen=True)
class AskAfter:
    """Shall this be done (`messages_reports.After`), for so many readers?"""

    kind: ClassVar[str] = "annafter"
    announcement: str
    act: str


@dataclass(frozen=True)
class RetryUnknown:
    kind: ClassVar[str] = "annunknown"
    announcement: str


@dataclass(frozen=True)
class RemindReaders:
    """Remind those who have not confirmed it."""

    kind: ClassVar[str] = "annremind"
    announcement: str


@dataclass(frozen=True)
class WithdrawAnnouncement:
    kind: ClassVar[str] = "annback"
    announcement: str
