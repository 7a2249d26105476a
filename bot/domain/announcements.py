"""Announcements: what is said in which language, to whom, when, and how far it has come."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from html import unescape
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.domain.audience import Selection
from bot.domain.quiet import Quiet

FALLBACK: Final = "en"
"""What readers get of whom no language is there."""

APPROVAL_ABOVE: Final = 50
"""For more readers a second person has to approve, unless the settings say another number."""

MOST_FILES: Final = 5
"""Of one language."""

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes of one of them: readers' connections are slow."""

LONGEST: Final = 3800
"""Characters of a text, so that what the bot adds fits into the same message; Telegram takes 4,096 after parsing."""

LONGEST_CAPTION: Final = 900
"""Characters of a text that stands beneath a picture, of Telegram's 1,024."""

DELETABLE: Final = timedelta(hours=47)
"""So long after it was sent a message can be deleted: Telegram allows 48 hours, and a long announcement takes its
time."""

REMINDED_AGAIN: Final = timedelta(days=1)
"""Nobody is reminded twice of one announcement within so long."""

_BEGINNING: Final = 60
"""Characters by which an announcement is known in lists."""

_MORNING: Final = time(9)
_TAG: Final = re.compile(r"<[^>]+>")
_SALUTATION: Final = re.compile(r"\A\s*[^\n.?!]{1,60}(?:[,،:]|(?<=[а-яё])!)[^\S\n]*\n\s*(?=\S)")
"""A first line such as "Dear colleagues,": by it no announcement is told from another. Russian ends it with "!"."""
_ALL: Final = ""
"""Stands for the files of all languages that have none of their own."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Attachment(_Value):
    """A file that Telegram has, by the id under which the bot may send it."""

    kind: Literal["photo", "document"]
    file_id: str
    name: str | None = None


class Content(_Value):
    """What is said. `texts`: Telegram's HTML by language; `files`: by language, "" for languages that have none of
    their own; `confirm`: a button "I have read this"; `meeting`, `round`: a button that leads to one; `link`: a button
    that opens an address; `corrected`: when the text of a language was changed after it was sent."""

    texts: dict[str, str] = {}
    files: dict[str, tuple[Attachment, ...]] = {}
    confirm: bool = False
    meeting: str | None = None
    round: str | None = None
    link: str | None = None
    corrected: dict[str, datetime] = {}

    def language_for(self, language: str, second: str | None = None) -> str | None:
        """In which language somebody reads it: their own, else their second, else English, else the first that is
        there; none where nothing is written."""
        wanted = (language, second, FALLBACK, *sorted(self.texts))
        return next((each for each in wanted if each is not None and each in self.texts), None)

    def files_for(self, language: str) -> tuple[Attachment, ...]:
        """The files that go with the text of a language."""
        return self.files.get(language, self.files.get(_ALL, ()))


class Timing(_Value):
    """When it goes out: now, at an instant (`at`), or at nine in the morning of each reader's zone. `urgent`: also in
    quiet hours; else whoever has them gets it when they end."""

    kind: Literal["now", "at", "morning"] = "now"
    at: datetime | None = None
    urgent: bool = False


class State(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    """For good, before all had it."""
    DONE = "done"
    WITHDRAWN = "withdrawn"


STARTED: Final = frozenset({State.SENDING, State.PAUSED, State.STOPPED, State.DONE, State.WITHDRAWN})
"""In which somebody may have it."""

PUBLISHED: Final = frozenset({State.SENDING, State.PAUSED, State.STOPPED, State.DONE})
"""In which those whom it concerns find it among the news."""


@dataclass(frozen=True)
class Announcement:
    """`author_id` and `approved_by` are none where they are forgotten; times are instants."""

    id: int
    author_id: int | None
    state: State
    created_at: datetime
    changed_at: datetime
    content: Content = field(default_factory=Content)
    correction: Content | None = None
    """What is to take its place where it was sent."""
    selection: Selection = field(default_factory=Selection)
    scope: frozenset[str] | None = None
    """The regions beyond which it goes to nobody, whatever the selection says; none: no such limit."""
    timing: Timing = field(default_factory=Timing)
    version: int = 1
    """Of what was sent: one more with each correction."""
    asked_at: datetime | None = None
    """Since when a second person is to look at it."""
    approved: str | None = None
    """The digest of what was approved."""
    approved_by: int | None = None
    refusal: str | None = None
    """Why a second person has refused it, in their words."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    active: bool = False
    """Something of it is still to be sent, edited or deleted."""
    halted: str | None = None
    """Why it has paused by itself."""
    pace: int | None = None
    """Messages in a minute, of late."""

    @property
    def written(self) -> Content:
        """What its author has written last: the correction, where there is one."""
        return self.correction or self.content

    @property
    def corrected_languages(self) -> tuple[str, ...]:
        """Those in which the correction says something else than what was sent."""
        texts = {} if self.correction is None else self.correction.texts
        return tuple(language for language, text in texts.items() if self.content.texts.get(language) != text)

    @property
    def digest(self) -> str:
        """Stands for what is approved: what is said, to whom and when."""
        parts = (self.written, self.selection, self.timing)
        told = [part.model_dump_json() for part in parts]
        return hashlib.sha256("\n".join((*told, str(sorted(self.scope or ())))).encode()).hexdigest()

    @property
    def is_approved(self) -> bool:
        """Whether a second person has approved just this."""
        return self.approved == self.digest

    @property
    def is_asked(self) -> bool:
        """Whether a second person is to look at it."""
        return self.asked_at is not None


class Running(NamedTuple):
    """An announcement of which something is still to be done, as far as sending goes."""

    id: int
    state: State
    version: int
    timing: Timing
    started_at: datetime | None


class Task(StrEnum):
    """What is to be done for one reader."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    """Or, where that is not possible any more, edit to a notice."""
    REMIND = "remind"
    """That it waits to be confirmed."""


class Reached(StrEnum):
    """What has come of sending it to one reader."""

    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    """They have blocked the bot, or left Telegram."""
    STOPPED = "stopped"
    """They have stopped announcements."""
    UNKNOWN = "unknown"
    """It may have arrived."""
    WITHHELD = "withheld"
    """It was stopped or withdrawn before it was their turn."""


NOT_REACHED: Final = frozenset({Reached.FAILED, Reached.GONE, Reached.WITHHELD})
"""To whom it can be sent once more without anybody getting it twice."""


class Delivery(NamedTuple):
    """What is to be done now for one reader, and what has to be known for it; there are a hundred thousand of them."""

    id: int
    announcement_id: int
    person_id: int
    chat_id: int
    task: Task
    language: str
    second_language: str | None
    zone: str | None
    quiet: str | None
    member: bool
    """They hold a role still."""
    reachable: bool
    stopped: bool
    message_ids: tuple[int, ...]
    version: int
    sent_at: datetime | None
    reached: Reached | None
    reason: str | None
    sent_in: str | None
    """In which language."""
    reminded_at: datetime | None
    read: bool
    """Its reader has confirmed it."""


class Settled(NamedTuple):
    """What has come of it. `task`, `due_at`: what is to be done next for this reader, and from when on; none:
    nothing."""

    id: int
    reached: Reached | None
    reason: str | None
    message_ids: tuple[int, ...]
    version: int
    language: str | None
    sent_at: datetime | None
    reminded_at: datetime | None
    task: Task | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class Tally:
    """How far it has come, in numbers of readers: `reached` by what has come of it, `waiting` for whom it is still to
    be sent, `later` of these before whose time it is not (the last of them at `last_due`), `editing` whose message is
    still to be corrected or withdrawn."""

    reached: Mapping[Reached, int]
    waiting: int = 0
    later: int = 0
    last_due: datetime | None = None
    editing: int = 0
    current: int = 0
    """Who has the newest version."""
    read: int = 0
    pressed: int = 0

    @property
    def total(self) -> int:
        return sum(self.reached.values()) + self.waiting


@dataclass(frozen=True)
class Share:
    """So many readers of a country, region of their choice and language, which need not be the one in which they got
    it, and what came of it; `reached` none: it is still to be sent."""

    country: str | None
    region: str | None
    language: str | None
    reached: Reached | None
    reason: str | None
    read: bool
    count: int


def due_for(timing: Timing, zone: str | None, quiet: Quiet, now: datetime, place: str) -> datetime:
    """When somebody's turn comes who is in `zone` (none: as at `place`) and has these quiet hours, where it begins
    now."""
    if timing.kind == "morning":
        return _next_morning(zone or place, now)
    if timing.urgent:
        return now
    return quiet.until(zone, now) or now


def _next_morning(zone: str, now: datetime) -> datetime:
    """The next nine o'clock there that is not over; within the first minute it is now."""
    local = now.astimezone(ZoneInfo(zone))
    morning = datetime.combine(local.date(), _MORNING, local.tzinfo)
    if local - morning >= timedelta(minutes=1):
        morning = datetime.combine(local.date() + timedelta(days=1), _MORNING, local.tzinfo)
    return max(morning.astimezone(UTC), now)


def plain_length(html: str) -> int:
    """Characters that Telegram counts: those of the text, without its markup."""
    return len(unescape(_TAG.sub("", html)))


def missing(content: Content, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which nothing is written, in order."""
    return tuple(language for language in languages if language not in content.texts)


def beginning_of(html: str) -> str:
    """The first words of a text after its salutation, without markup, on one line."""
    words = " ".join(_SALUTATION.sub("", unescape(_TAG.sub("", html))).split())
    if len(words) <= _BEGINNING:
        return words
    return words[:_BEGINNING].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
