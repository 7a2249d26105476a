"""Messages to those who look after a meeting: who comes, by number and by name, and what they can do about it.

What they show is not stored with them, names and notes least of all. It is filled in when they are sent, for whoever
may look after the meeting then (`allowed`).
"""

from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.attendance import Answer, Seat, Why
from bot.domain.meetings import Mode
from bot.domain.message_model import MessageModel
from bot.domain.messages_meetings import MeetingMessage
from bot.domain.people import Role
from bot.domain.rounds import RoundState
from bot.domain.tallies import Group, Places, Tally

NAMES: Final = 8
"""Names on a page."""


class OrganizingMessage(MeetingMessage):
    """To somebody who looks after the meeting; they are shown nothing where `allowed` was not filled in."""

    allowed: bool = False


class AttendanceBoards(MessageModel):
    """The meetings that the reader looks after, a button each."""

    kind: Literal["attendance_boards"] = "attendance_boards"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Afterwards(_Value):
    """The round of feedback that follows a meeting, by its state (none: there is none, and there can be one), and when
    it opens."""

    state: RoundState | None = None
    opens: datetime | None = None


class AttendanceBoard(OrganizingMessage):
    """Who comes, in numbers; `afterwards` none: nobody is asked how it was, and nobody can be."""

    live: ClassVar[bool] = True

    kind: Literal["attendance_board"] = "attendance_board"
    tally: Tally | None = None
    afterwards: Afterwards | None = None


class Named(_Value):
    """Somebody in a list: by name where it is known, else by country and role. Which of `rsvp`, `person` and `request`
    is set tells what there is about them."""

    rsvp: int | None = None
    person: int | None = None
    request: int | None = None
    name: str | None = None
    country: str | None = None
    role: Role | None = None
    party: int = 1
    position: int | None = None


class NamesPage(_Value):
    """Some of a group, which has so many (`total`); `absent`: as in Tally, with those who cannot be reached."""

    total: int = 0
    page: int = 0
    names: tuple[Named, ...] = ()
    absent: tuple[str, ...] = ()


class AttendanceNames(OrganizingMessage):
    """Those of a group by name, from a page on."""

    kind: Literal["attendance_names"] = "attendance_names"
    group: Group
    page: int = Field(default=0, ge=0)
    shown: NamesPage | None = None


class Step(_Value):
    """What an answer became, and how."""

    at: datetime
    answer: Answer | None
    seat: Seat
    why: Why


class Entry(_Value):
    """One answer with all that organizers have to know; `answer` none: they have not answered."""

    who: Named
    answer: Answer | None = None
    seat: Seat = Seat.NONE
    answered_at: datetime | None = None
    confirm_by: datetime | None = None
    substitute: str | None = None
    travel: str | None = None
    access: str | None = None
    on_telegram: bool = True
    reachable: bool = True
    steps: tuple[Step, ...] = ()


class AttendanceEntry(OrganizingMessage):
    """Somebody's answer (`rsvp`: its id), or somebody (`person`) who has given none; `removing`: shall it be taken
    away?"""

    kind: Literal["attendance_entry"] = "attendance_entry"
    rsvp: int | None = None
    person: int | None = None
    removing: bool = False
    entry: Entry | None = None


class AskEntryCountry(OrganizingMessage):
    """Of which country is the one who is to be entered? To be typed; `countries`: which were meant, perhaps."""

    kind: Literal["ask_entry_country"] = "ask_entry_country"
    countries: tuple[str, ...] = ()
    unknown: bool = False


class AskEntryName(OrganizingMessage):
    """What are they called? To be typed; `unfit`: what was typed is no name."""

    kind: Literal["ask_entry_name"] = "ask_entry_name"
    country: str
    unfit: bool = False


class AskEntryAnswer(OrganizingMessage):
    """What have they answered? `kept`: whether names can be kept at all."""

    kind: Literal["ask_entry_answer"] = "ask_entry_answer"
    country: str
    name: str | None = None
    kept: bool = True


class AskPlaces(OrganizingMessage):
    """For how many people is there room? To be typed; `unfit`: what was typed is no such number."""

    kind: Literal["ask_places"] = "ask_places"
    mode: Mode
    unfit: bool = False
    places: Places | None = None
    set_here: bool = False
    """Whether an organizer has set the number, so that it can be given up for that of the content."""


class ChasePlan(_Value):
    """Whom a chase would reach: so many by language, the first of them; and whom it leaves out, and why."""

    total: int = 0
    languages: dict[str, int] = {}
    first: tuple[Named, ...] = ()
    unreachable: int = 0
    stopped: int = 0
    lately: int = 0


class ChasePreview(OrganizingMessage):
    """Who would be asked once more, and what they would read; shall they be?"""

    kind: Literal["chase_preview"] = "chase_preview"
    plan: ChasePlan | None = None


class ChaseSent(OrganizingMessage):
    """So many were asked once more."""

    kind: Literal["chase_sent"] = "chase_sent"
    count: int
