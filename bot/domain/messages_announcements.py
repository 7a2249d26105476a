"""Messages on announcements: to readers, and to those who write, approve and follow them.

What is announced is not stored with a message; it is filled in when that is sent, as it stands then.
"""

from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.announcements import Attachment, Reached, State
from bot.domain.content_text import Text
from bot.domain.message_model import FollowedMessage, MessageModel

SUBJECT: Final = "announcement/"
"""How the subjects of messages on announcements begin; no meeting has such an id."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(_Value):
    """An announcement as one reader gets it: in this language, with these files and buttons. `corrected_at`: when it
    was changed after it was sent; `read`: they have confirmed it."""

    language: str
    html: str
    files: tuple[Attachment, ...] = ()
    confirm: bool = False
    meeting: str | None = None
    round: str | None = None
    link: str | None = None
    corrected_at: datetime | None = None
    read: bool = False


class AnnouncementMessage(FollowedMessage):
    """A message on one announcement."""

    announcement: int

    @property
    def subject(self) -> str:
        return subject_of(self.announcement)


class NamingRounds(AnnouncementMessage):
    """With the titles of the rounds of feedback that it speaks of, by id."""

    rounds: dict[str, Text] = Field(default_factory=dict)


def subject_of(announcement_id: int) -> str:
    """The subject of the messages on an announcement."""
    return f"{SUBJECT}{announcement_id}"


class Announced(AnnouncementMessage):
    """The announcement itself, to a reader. `shown` is there already where it is only looked at."""

    kind: Literal["announced"] = "announced"
    shown: Shown | None = None


class AnnouncementReminder(AnnouncementMessage):
    """To a reader who got it and has not confirmed it: please do."""

    kind: Literal["announcement_reminder"] = "announcement_reminder"
    shown: Shown | None = None


class AnnouncementWithdrawn(AnnouncementMessage):
    """Stands where an announcement stood that was withdrawn, and could not be deleted any more."""

    kind: Literal["announcement_withdrawn"] = "announcement_withdrawn"


class Progress(_Value):
    """How far it has come, in readers; `pace`: messages in a minute; `later`: so many wait for their time, the last
    until `last_due`; `editing`: so many are still to be corrected, or withdrawn; `at`: when it
    begins, where it has its time."""

    state: State
    total: int = 0
    reached: dict[Reached, int] = {}
    waiting: int = 0
    later: int = 0
    last_due: datetime | None = None
    editing: int = 0
    current: int = 0
    version: int = 1
    read: int = 0
    pressed: int = 0
    confirm: bool = False
    pace: int | None = None
    halted: str | None = None
    at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


class AnnouncementStatus(AnnouncementMessage):
    """How far it has come, kept up to date, with what can be done: pause, go on, stop, correct, withdraw, retry."""

    live: ClassVar[bool] = True

    kind: Literal["announcement_status"] = "announcement_status"
    progress: Progress | None = None
    beginning: str = ""


class AnnouncementHalted(AnnouncementMessage):
    """To its author, and to whoever has approved it: it has paused by itself, because too many could not be sent."""

    kind: Literal["announcement_halted"] = "announcement_halted"
    reason: str
    progress: Progress | None = None
    beginning: str = ""


class AnnouncementFinished(AnnouncementMessage):
    """To its author: it has been sent to all; the numbers, and the way to what can be done now."""

    kind: Literal["announcement_finished"] = "announcement_finished"
    progress: Progress | None = None
    beginning: str = ""


class AnnouncementGone(MessageModel):
    """The announcement that a button speaks of is not there (any more)."""

    kind: Literal["announcement_gone"] = "announcement_gone"
