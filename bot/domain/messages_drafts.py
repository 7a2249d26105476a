"""Messages to those who write announcements.

What they show is filled in when the button is handled, for whoever may see it then; it is kept encrypted until it has
left.
"""

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.announcements import State, Timing
from bot.domain.audience import Selection
from bot.domain.message_model import MessageModel
from bot.domain.messages_announcements import AnnouncementMessage, NamingRounds

ON_A_PAGE: Final = 6
"""Announcements in a list."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Part = Literal["drafts", "waiting", "running", "past"]
"""Of the desk: one's own drafts, what one is asked to look at, what is under way or has its time, and what is over."""


class Listed(_Value):
    """An announcement in a list, known by its first words; `at`: when it was changed, or begins, or began."""

    announcement: int
    beginning: str
    at: datetime


class AnnouncementDesk(MessageModel):
    """Where announcements are written. `counts`: so many in each part; `part`, `page`: which of them are listed (none:
    no part); `kept` is false where there is no key, so that nothing can be announced; `dropped`: one was deleted."""

    kind: Literal["announcement_desk"] = "announcement_desk"
    kept: bool = True
    counts: dict[Part, int] = Field(default_factory=dict)
    part: Part | None = None
    page: int = Field(default=0, ge=0)
    listed: tuple[Listed, ...] = ()
    dropped: bool = False


class EarlierAnnouncements(MessageModel):
    """Those from which a new one can begin, a button each."""

    kind: Literal["earlier_announcements"] = "earlier_announcements"
    total: int = 0
    page: int = Field(default=0, ge=0)
    listed: tuple[Listed, ...] = ()


class Missing(_Value):
    """A language in which nothing is written: in which others its readers get it, and how many (0: nobody is chosen
    yet)."""

    language: str
    reads: dict[str, int] = {}


class AnnouncementDraft(NamingRounds):
    """One announcement, with what is there, what is missing, and the way to each step. `written`: its languages;
    `own`: the reader may edit it; `correction`: of what was sent; `readers`: how many would get it; `copied`: it begins
    as an earlier one."""

    kind: Literal["announcement_draft"] = "announcement_draft"
    beginning: str = ""
    own: bool = True
    state: State = State.DRAFT
    correction: bool = False
    copied: bool = False
    written: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    files: int = 0
    confirm: bool = False
    meeting: str | None = None
    round: str | None = None
    link: str | None = None
    selection: Selection = Selection()
    scope: tuple[str, ...] | None = None
    readers: int = 0
    timing: Timing = Timing()
    asked: bool = False
    approved: bool = False
    refusal: str | None = None


class AnnouncementTexts(AnnouncementMessage):
    """The languages, with the number of characters that each text has. `sent`: it was sent, and this is its correction;
    `saved`: these have just been written; `removed`: this one has just been taken away."""

    kind: Literal["announcement_texts"] = "announcement_texts"
    lengths: dict[str, int] = Field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    sent: bool = False
    saved: tuple[str, ...] = ()
    removed: str | None = None


class AskAnnouncementText(AnnouncementMessage):
    """Please write it in this language. `there`: the first words of what is there already; `saved`: this language has
    just been written; `following`: the next one in which nothing is written; `sent`: as in AnnouncementTexts.
    `problem`: why what came was not taken; `length`: its characters, of which `most` are taken."""

    kind: Literal["ask_announcement_text"] = "ask_announcement_text"
    language: str
    there: str | None = None
    saved: str | None = None
    following: str | None = None
    sent: bool = False
    problem: Literal["too_long", "no_words", "no_text", "no_file_now"] | None = None
    length: int = 0
    most: int = 0


FileProblem = Literal[
    "no_headings", "unknown_language", "twice", "before", "too_long", "no_text_file", "too_big", "unreadable",
    "empty", "unfetched",
]  # fmt: skip
"""Why a file with all texts was not taken: it has no headings; one names no language of the bot, or one that another
names as well; words stand before the first; a text is too long; it is no plain text, or too large; its letters cannot
be read; nothing stands in it; Telegram did not give it."""


class AskAllTexts(AnnouncementMessage):
    """All texts in one file, please. `problem`: why what came was not taken; `named`: the heading that it is about;
    `language`, `length`, `most`: which text is too long."""

    kind: Literal["ask_all_texts"] = "ask_all_texts"
    problem: FileProblem | None = None
    named: str = ""
    language: str | None = None
    length: int = 0
    most: int = 0


class TextsTemplate(AnnouncementMessage):
    """A file with all headings, and the texts that are there."""

    kind: Literal["texts_template"] = "texts_template"
    texts: dict[str, str] = Field(default_factory=dict)


class FileListed(_Value):
    """A file that goes with the text of a language (none: of all that have none of their own); `key` stands for it in
    buttons."""

    language: str | None
    photo: bool
    name: str | None
    key: str


class AnnouncementFiles(AnnouncementMessage):
    """The files, each to be taken away; and for which language to add one. `sent`: as in AnnouncementTexts."""

    kind: Literal["announcement_files"] = "announcement_files"
    files: tuple[FileListed, ...] = ()
    sent: bool = False


class AskAnnouncementFile(AnnouncementMessage):
    """Please send a picture or documents, for a language or (none) for all. `count`: so many are there; `added`: one
    has just come, by this name; `caption_left`: what was written beneath it was not taken. `problem`: why it was not
    taken."""

    kind: Literal["ask_announcement_file"] = "ask_announcement_file"
    language: str | None = None
    count: int = 0
    added: bool = False
    name: str | None = None
    caption_left: bool = False
    problem: Literal["too_big", "too_many", "no_file"] | None = None


class AnnouncementButtons(NamingRounds):
    """The buttons beneath it."""

    kind: Literal["announcement_buttons"] = "announcement_buttons"
    confirm: bool = False
    meeting: str | None = None
    round: str | None = None
    link: str | None = None


class ChooseAnnouncedMeeting(AnnouncementMessage):
    """To which meeting shall a button lead? From a page on."""

    kind: Literal["choose_announced_meeting"] = "choose_announced_meeting"
    page: int = Field(default=0, ge=0)


class ChooseAnnouncedRound(NamingRounds):
    """To which of these rounds of feedback shall a button lead? The order is that of `rounds`."""

    kind: Literal["choose_announced_round"] = "choose_announced_round"


class AskAnnouncedLink(AnnouncementMessage):
    """Please write the address that a button opens; `typed`: what was, and was not taken."""

    kind: Literal["ask_announced_link"] = "ask_announced_link"
    problem: Literal["no_address", "not_allowed"] | None = None
    typed: str = ""


class AnnouncementWhen(AnnouncementMessage):
    """When it goes out; a day and a time may be typed as well, in this zone and at most so many days ahead (`most`).
    `day`: a day was chosen, and the hour is asked for. `problem`: why a time was not taken; `typed`: the time that was
    understood."""

    kind: Literal["announcement_when"] = "announcement_when"
    timing: Timing = Timing()
    zone: str = "UTC"
    most: int = 0
    day: str | None = None
    problem: Literal["unread", "past", "too_far", "skipped"] | None = None
    typed: datetime | None = None


class AskDropAnnouncement(AnnouncementMessage):
    """Shall the draft be deleted, or the correction?"""

    kind: Literal["ask_drop_announcement"] = "ask_drop_announcement"
    beginning: str = ""
    correction: bool = False
