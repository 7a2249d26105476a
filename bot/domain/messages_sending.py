"""Messages to those who look at announcements, approve them and have them sent. What they show is filled in when the
button is handled, for whoever may see it then."""

from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.announcements import State, Timing
from bot.domain.audience import Selection
from bot.domain.content_text import Text
from bot.domain.messages_announcements import AnnouncementMessage


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingKind(StrEnum):
    """What there is to know before an announcement goes."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    NOBODY = "nobody"
    LINK_FORBIDDEN = "link_forbidden"
    MEETING_GONE = "meeting_gone"
    ROUND_GONE = "round_gone"
    PAST = "past"
    UNTRANSLATED = "untranslated"
    FOREIGN_LINK = "foreign_link"
    MEETING_OVER = "meeting_over"
    MEETING_UNSEEN = "meeting_unseen"
    """It is meant for others than some of the readers."""
    ROUND_CLOSED = "round_closed"
    """It is, or will be when it is sent."""
    ROUND_UNOPENED = "round_unopened"
    """It will open after it is sent."""
    ROUND_UNASKED = "round_unasked"
    """It does not ask some of the readers."""
    APART = "apart"
    """Too long to stand beneath its picture, which follows on it."""

    @property
    def blocks(self) -> bool:
        """Whether it cannot be sent so."""
        return self in _BLOCKING


_BLOCKING: Final = frozenset(
    {
        FindingKind.NO_TEXT,
        FindingKind.TOO_LONG,
        FindingKind.NOBODY,
        FindingKind.LINK_FORBIDDEN,
        FindingKind.MEETING_GONE,
        FindingKind.ROUND_GONE,
        FindingKind.PAST,
    }
)


class Finding(_Value):
    """`language`: that of the text, or of those who read it (`detail`: the one in which they get it); `count`:
    characters too many, or readers; `detail`: an address."""

    kind: FindingKind
    language: str | None = None
    detail: str | None = None
    count: int = 0


Refusal = Literal["nothing", "nobody", "second", "same", "changed", "state", "past", "blocked", "alone"]
"""Why something was not done (`bot.services.announcing.NotNow` says what most of them mean); "blocked": a finding
stands against it; "alone": there is nobody who could approve it."""


class Looked(_Value):
    """An announcement as it is looked at before it goes."""

    digest: str
    beginning: str = ""
    selection: Selection = Selection()
    scope: tuple[str, ...] | None = None
    rounds: dict[str, Text] = {}
    """The titles of the rounds of feedback that the selection speaks of, by id."""
    timing: Timing = Timing()
    readers: int = 0
    read: tuple[tuple[str, str, int], ...] = ()
    """(The language of readers, the one in which they get it, how many they are.)"""
    findings: tuple[Finding, ...] = ()
    correction: bool = False
    corrected: tuple[str, ...] = ()
    """The languages in which the correction says something else."""
    state: State = State.DRAFT


class AnnouncementCheck(AnnouncementMessage):
    """What is to be known before it goes, and what can be done: look, try, ask a second person, send. `own`: the reader
    is its author; `second`: a second person has to approve it; `refused`: what was wanted just now was not done."""

    kind: Literal["announcement_check"] = "announcement_check"
    looked: Looked
    own: bool = True
    second: bool = False
    asked: bool = False
    approved: bool = False
    refusal: str | None = None
    refused: Refusal | None = None


class PreviewNote(AnnouncementMessage):
    """Above a preview: so many readers of this language get it so."""

    kind: Literal["preview_note"] = "preview_note"
    language: str
    count: int


class Colleague(_Value):
    person: int
    name: str


class ChooseColleague(AnnouncementMessage):
    """To whom shall it be sent as a test? `sent_to`: whom it was sent to just now."""

    kind: Literal["choose_colleague"] = "choose_colleague"
    colleagues: tuple[Colleague, ...] = ()
    sent_to: str | None = None


class TrialNote(AnnouncementMessage):
    """Above an announcement that a colleague sends as a test."""

    kind: Literal["trial_note"] = "trial_note"
    by: str | None = None


class ApprovalAsked(AnnouncementMessage):
    """To those who may approve: a colleague asks for a second look."""

    kind: Literal["approval_asked"] = "approval_asked"
    looked: Looked
    by: str | None = None


class ApprovalDecided(AnnouncementMessage):
    """To the author: a second person has approved it, or refused it with a reason."""

    kind: Literal["approval_decided"] = "approval_decided"
    approved: bool
    beginning: str = ""
    by: str | None = None
    reason: str | None = None


class ApprovalNoted(AnnouncementMessage):
    """To whoever has decided: it is noted, and the author is told."""

    kind: Literal["approval_noted"] = "approval_noted"
    approved: bool
    beginning: str = ""


class AskRefusalReason(AnnouncementMessage):
    """Why not? To be typed."""

    kind: Literal["ask_refusal_reason"] = "ask_refusal_reason"
    too_long: bool = False


class AskReaderCount(AnnouncementMessage):
    """It is for all: to send it, the number of readers is to be typed. `wrong`: another number was typed."""

    kind: Literal["ask_reader_count"] = "ask_reader_count"
    readers: int
    wrong: bool = False


class AskStopAnnouncement(AnnouncementMessage):
    """Shall it be stopped for good? So many would not get it."""

    kind: Literal["ask_stop_announcement"] = "ask_stop_announcement"
    waiting: int


class AnnouncementUnsent(AnnouncementMessage):
    """To the author of one that had its time, and to whoever has approved it: it was not sent, since it needs a second
    person now, since its author may not announce to its readers any more, or since a finding stands against it."""

    kind: Literal["announcement_unsent"] = "announcement_unsent"
    reason: Literal["second", "right", "blocked"]
    beginning: str = ""
