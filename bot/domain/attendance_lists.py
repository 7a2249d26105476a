"""Who comes to a meeting, line by line, as organizers have it in their files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.attendance import Answer, Seat, Why


class Share(StrEnum):
    """Where somebody stands; everybody who is asked stands in one place."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    WAITING = "waiting"
    """They want to come, and have no place (yet)."""
    UNSURE = "unsure"
    NO = "no"
    SILENT = "silent"


def share_of(answer: Answer | None, seat: Seat) -> Share:
    """Where whoever has answered so stands; `answer` none: they have not."""
    match answer:
        case None:
            return Share.SILENT
        case Answer.UNSURE:
            return Share.UNSURE
        case Answer.NO:
            return Share.NO
        case Answer.IN_PERSON | Answer.ONLINE:
            return Share(answer.value) if seat is Seat.TAKEN else Share.WAITING
        case _:
            assert_never(answer)


class Contact(StrEnum):
    """Whether the bot can write to somebody."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    """They have blocked the bot, or their account is gone."""
    ELSEWHERE = "elsewhere"
    """An organizer has entered them: they are not on Telegram."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody with their answer (none: they have given none). `name`: none where it is not known; `region`: the one
    that they call theirs, where their country lies in several; `entered_by`: the organizer who has entered the answer,
    empty where nobody knows any more who that was, none where it is the person's own."""

    name: str | None
    country: str | None
    region: str | None
    language: str | None
    contact: Contact
    answer: Answer | None = None
    seat: Seat = Seat.NONE
    people: int = 0
    substitute: str | None = None
    travel: str | None = None
    access: str | None = None
    answered_at: datetime | None = None
    queued_at: datetime | None = None
    entered_by: str | None = None

    @property
    def share(self) -> Share:
        return share_of(self.answer, self.seat)


@dataclass(frozen=True, slots=True)
class PastLine:
    """What an answer became at an instant (`answer` none: it was taken away); `days`: for which it was given; `by`: who
    did it in their place; none: the bot, or somebody who is forgotten."""

    at: datetime
    name: str | None
    country: str | None
    days: str
    answer: Answer | None
    seat: Seat
    people: int
    why: Why
    by: str | None


@dataclass(frozen=True, slots=True)
class Lists:
    """All of a meeting. `vacant`: countries of its audience for which nobody in the bot is a focal point."""

    answers: tuple[Line, ...] = ()
    silent: tuple[Line, ...] = ()
    vacant: tuple[str, ...] = ()
    past: tuple[PastLine, ...] = ()
