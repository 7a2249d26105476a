"""Buttons of those who write announcements; `announcement`: its id."""

from dataclasses import dataclass
from typing import ClassVar, Final

ALL: Final = "all"
"""Stands for all languages in a button."""

NO_MEETING: Final = "."
NO_ROUND: Final = "."
"""They stand for none in a button; no meeting and no round has such an id."""


@dataclass(frozen=True)
class ShowDesk:
    """Where announcements are written: what is there, and a new one."""

    kind: ClassVar[str] = "desk"


@dataclass(frozen=True)
class ShowDeskPart:
    """Some of what is there, from a page on."""

    kind: ClassVar[str] = "deskpart"
    part: str
    page: str


@dataclass(frozen=True)
class ShowDraft:
    """One that is being written: what is there, what is missing, and the way to each step."""

    kind: ClassVar[str] = "draft"
    announcement: str


@dataclass(frozen=True)
class BeginAnnouncement:
    kind: ClassVar[str] = "annnew"


@dataclass(frozen=True)
class ShowEarlier:
    """Those from which a new one can begin, from a page on."""

    kind: ClassVar[str] = "annearlier"
    page: str


@dataclass(frozen=True)
class CopyAnnouncement:
    """A new one that begins as this one."""

    kind: ClassVar[str] = "anncopy"
    announcement: str


@dataclass(frozen=True)
class ShowTexts:
    kind: ClassVar[str] = "anntexts"
    announcement: str


@dataclass(frozen=True)
class WriteText:
    """The next text is what it says in this language."""

    kind: ClassVar[str] = "anntext"
    announcement: str
    language: str


@dataclass(frozen=True)
class RemoveText:
    kind: ClassVar[str] = "annnotext"
    announcement: str
    language: str


@dataclass(frozen=True)
class WriteAllTexts:
    """The next file holds all texts."""

    kind: ClassVar[str] = "annall"
    announcement: str


@dataclass(frozen=True)
class GetTextsTemplate:
    """A file to fill in."""

    kind: ClassVar[str] = "anntempl"
    announcement: str


@dataclass(frozen=True)
class ShowFiles:
    kind: ClassVar[str] = "annfiles"
    announcement: str


@dataclass(frozen=True)
class AddFile:
    """The next files go with the text of this language, or (`ALL`) of all that have none of their own."""

    kind: ClassVar[str] = "annaddfile"
    announcement: str
    language: str


@dataclass(frozen=True)
class RemoveFile:
    """`file`: as in messages_drafts.FileListed."""

    kind: ClassVar[str] = "annnofile"
    announcement: str
    language: str
    file: str


@dataclass(frozen=True)
class ShowButtons:
    kind: ClassVar[str] = "annbuttons"
    announcement: str


@dataclass(frozen=True)
class SetConfirm:
    """Whether it has a button to confirm that it was read: "on" or "off"."""

    kind: ClassVar[str] = "annconfirm"
    announcement: str
    switch: str


@dataclass(frozen=True)
class ChooseMeeting:
    """To which meeting a button leads, from a page on."""

    kind: ClassVar[str] = "annmeets"
    announcement: str
    page: str


@dataclass(frozen=True)
class SetMeeting:
    """To this one, or to none (`NO_MEETING`)."""

    kind: ClassVar[str] = "annsetmeet"
    announcement: str
    meeting: str


@dataclass(frozen=True)
class ChooseRound:
    """To which round of feedback does a button lead?"""

    kind: ClassVar[str] = "annrounds"
    announcement: str


@dataclass(frozen=True)
class SetRound:
    """To this one, or to none (`NO_ROUND`)."""

    kind: ClassVar[str] = "annsetround"
    announcement: str
    round: str


@dataclass(frozen=True)
class WriteLink:
    """The next text is an address that a button opens."""

    kind: ClassVar[str] = "annlink"
    announcement: str


@dataclass(frozen=True)
class RemoveLink:
    kind: ClassVar[str] = "annnolink"
    announcement: str


@dataclass(frozen=True)
class ShowWhen:
    """When it goes out; the next text may be a day and a time."""

    kind: ClassVar[str] = "annwhen"
    announcement: str


@dataclass(frozen=True)
class SetTiming:
    """At once ("now"), or in each reader's morning ("morning")."""

    kind: ClassVar[str] = "anntiming"
    announcement: str
    when: str


@dataclass(frozen=True)
class SetUrgent:
    """Whether it comes in quiet hours as well: "on" or "off"."""

    kind: ClassVar[str] = "annurgent"
    announcement: str
    switch: str


@dataclass(frozen=True)
class ChooseDay:
    """On this day (2023-05-03); at what time?"""

    kind: ClassVar[str] = "annday"
    announcement: str
    day: str


@dataclass(frozen=True)
class SetTime:
    """At this time (2023-05-03T14.30) in the zone of whoever presses."""

    kind: ClassVar[str] = "anntime"
    announcement: str
    time: str


@dataclass(frozen=True)
class AskDrop:
    """Shall it be deleted?"""

    kind: ClassVar[str] = "annaskdrop"
    announcement: str


@dataclass(frozen=True)
class DropAnnouncement:
    """The draft is deleted; of what was sent, its correction."""

    kind: ClassVar[str] = "anndrop"
    announcement: str
