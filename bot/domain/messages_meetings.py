"""Messages on one meeting that show more than the pack: the reader's answer, places, and what may be answered.

What they show of that is not stored with them. It is filled in when they are sent (`bot.services.completing`), so that
a message that has waited tells what is true then.
"""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.attendance import Answer, Door, Seat
from bot.domain.meetings import Mode
from bot.domain.message_model import FollowedMessage


class Own(BaseModel):
    """The reader's answer as it stands; `position`: their place in line; `confirm_by`: until when an offered place is
    kept. What they have written besides is theirs alone to see."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Answer
    seat: Seat
    answered_at: datetime
    party: int = 1
    position: int | None = None
    confirm_by: datetime | None = None
    substitute: str | None = None
    travel: str | None = None
    access: str | None = None


class Attendance(BaseModel):
    """What is true of a meeting for one reader when a message on it is sent; `until`: until when an answer can be
    changed; `seats`: places left, of modes that have a limit; `asked_late`: the answer that they have asked an
    organizer to allow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    door: Door
    until: datetime
    seats: dict[Mode, int] = {}
    own: Own | None = None
    asked_late: Answer | None = None


class MeetingMessage(FollowedMessage):
    """A message on one meeting."""

    meeting: str
    attendance: Attendance | None = None
    """Filled in when it is sent; none for somebody who cannot answer, as in a group."""

    @property
    def subject(self) -> str:
        return self.meeting


class MeetingCard(MeetingMessage):
    """A meeting at a glance. `shared`: it stands in a group, and shows nothing of anybody."""

    live: ClassVar[bool] = True

    kind: Literal["meeting_card"] = "meeting_card"
    shared: bool = False


class SeatOffered(MeetingMessage):
    """It is the reader's turn on the waiting list: is the place theirs? They are to confirm it in time."""

    kind: Literal["seat_offered"] = "seat_offered"
    mode: Mode


class SeatGiven(MeetingMessage):
    """A place has become free, and the reader has it."""

    kind: Literal["seat_given"] = "seat_given"
    mode: Mode


class SeatLapsed(MeetingMessage):
    """The reader has not confirmed the place that they were offered: it goes to the next one."""

    kind: Literal["seat_lapsed"] = "seat_lapsed"
    mode: Mode


class AnswerEntered(MeetingMessage):
    """An organizer has entered or changed the reader's answer (`answer` none: has taken it away)."""

    kind: Literal["answer_entered"] = "answer_entered"
    answer: Answer | None


class AnswerPassedOn(MeetingMessage):
    """To the successor of a focal point: with the country its answer is theirs now, and they can change it."""

    kind: Literal["answer_passed_on"] = "answer_passed_on"


class LateDecided(MeetingMessage):
    """An organizer has decided on the answer that the reader wanted to give after the deadline."""

    kind: Literal["late_decided"] = "late_decided"
    answer: Answer
    granted: bool


class LateAsked(MeetingMessage):
    """To an organizer: somebody wants to answer so after the deadline (`request`: its id); was it allowed? Who that is,
    is filled in when it is sent."""

    kind: Literal["late_asked"] = "late_asked"
    request: int
    answer: Answer
    party: int = 1
    name: str | None = None
    country: str | None = None
