"""Buttons with which announcements are looked at, approved and sent; `announcement`: its id; `digest`: the beginning of
the digest of what was looked at."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowCheck:
    """What is to be looked at before it goes, and the way to that."""

    kind: ClassVar[str] = "anncheck"
    announcement: str


@dataclass(frozen=True)
class PreviewAnnouncement:
    """As readers of a language see it."""

    kind: ClassVar[str] = "annlook"
    announcement: str
    language: str


@dataclass(frozen=True)
class ShowColleagues:
    """To whom it can be sent as a test."""

    kind: ClassVar[str] = "anntests"
    announcement: str


@dataclass(frozen=True)
class TryAnnouncement:
    """Send it to a colleague as a test."""

    kind: ClassVar[str] = "anntest"
    announcement: str
    person: str


@dataclass(frozen=True)
class AskApproval:
    kind: ClassVar[str] = "annask"
    announcement: str


@dataclass(frozen=True)
class ApproveAnnouncement:
    kind: ClassVar[str] = "annok"
    announcement: str
    digest: str


@dataclass(frozen=True)
class RefuseAnnouncement:
    """Ask why."""

    kind: ClassVar[str] = "annno"
    announcement: str
    digest: str


@dataclass(frozen=True)
class SendAnnouncement:
    """Send it, have it sent when its time comes, or send the correction."""

    kind: ClassVar[str] = "annsend"
    announcement: str
    digest: str


@dataclass(frozen=True)
class UnscheduleAnnouncement:
    kind: ClassVar[str] = "annunsched"
    announcement: str


@dataclass(frozen=True)
class ShowStatus:
    """How far it has come."""

    kind: ClassVar[str] = "annstatus"
    announcement: str


@dataclass(frozen=True)
class PauseAnnouncement:
    kind: ClassVar[str] = "annpause"
    announcement: str


@dataclass(frozen=True)
class ResumeAnnouncement:
    kind: ClassVar[str] = "annresume"
    announcement: str


@dataclass(frozen=True)
class AskStop:
    """Shall it be stopped?"""

    kind: ClassVar[str] = "annaskstop"
    announcement: str


@dataclass(frozen=True)
class StopAnnouncement:
    kind: ClassVar[str] = "annstop"
    announcement: str
