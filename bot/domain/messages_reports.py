"""What has come of an announcement, for those who announce."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.domain.announcements import Reached
from bot.domain.message_model import MessageModel
from bot.domain.messages_announcements import AnnouncementMessage, Progress


class After(StrEnum):
    """What can be done with an announcement that was sent."""

    RETRY = "retry"
    """Send it to those who were not reached."""
    UNKNOWN = "unknown"
    """Send it once more to those of whom it is not known whether they got it."""
    REMIND = "remind"
    """Remind those who have not confirmed it."""
    WITHDRAW = "withdraw"


class Part(BaseModel):
    """So many readers of a region or a language (`key`; none: of no region, or forgotten meanwhile)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str | None
    total: int
    sent: int
    read: int


class AnnouncementReport(AnnouncementMessage):
    """The numbers. `reasons`: why it was not sent, the most frequent first; `retriable`, `uncertain`, `remindable`: to
    how many it can be sent once more, of whom it is not known, or who can be reminded; `done`: what was wanted just
    now, for `count` readers (none: it is not possible now)."""

    kind: Literal["announcement_report"] = "announcement_report"
    beginning: str = ""
    progress: Progress
    reasons: tuple[tuple[str, int], ...] = ()
    regions: tuple[Part, ...] = ()
    languages: tuple[Part, ...] = ()
    retriable: int = 0
    uncertain: int = 0
    remindable: int = 0
    own: bool = False
    done: After | None = None
    count: int | None = None


class AskAfterwards(AnnouncementMessage):
    """Shall this be done, for so many readers?"""

    kind: Literal["ask_afterwards"] = "ask_afterwards"
    act: After
    count: int
    beginning: str = ""


class DeliveryLine(NamedTuple):
    """One reader; `reached` none: it is still to be sent. Times are instants."""

    name: str | None
    country: str | None
    language: str | None
    reached: Reached | None
    reason: str | None
    version: int
    sent_at: datetime | None
    read_at: datetime | None
    pressed_at: datetime | None
    reminded_at: datetime | None


class DeliveriesWorkbook(MessageModel):
    """All readers, a line each. What it holds is filled in when it is sent."""

    heavy: ClassVar[bool] = True

    kind: Literal["deliveries_workbook"] = "deliveries_workbook"
    announcement: int
    lines: tuple[DeliveryLine, ...] | None = None
