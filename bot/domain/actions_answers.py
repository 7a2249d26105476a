"""Buttons with which somebody says whether they come to a meeting, and what is asked besides."""

from dataclasses import dataclass
from typing import ClassVar, Final

CARD: Final = "card"
NOTE: Final = "note"


@dataclass(frozen=True)
class GiveAnswer:
    """`answer`: an Answer. `on`: where the button stands; CARD, which stays a card and shows the answer from then on,
    or NOTE (anything else), which becomes the receipt."""

    kind: ClassVar[str] = "rsvp"
    meeting: str
    answer: str
    on: str


@dataclass(frozen=True)
class GiveAnswerFor:
    """As GiveAnswer on a note, with the number of people for whom it stands."""

    kind: ClassVar[str] = "rsvpfor"
    meeting: str
    answer: str
    party: str


@dataclass(frozen=True)
class ChangeAnswer:
    """Show what can be answered."""

    kind: ClassVar[str] = "rsvps"
    meeting: str


@dataclass(frozen=True)
class AskLate:
    """Ask the organizers to allow this answer after the deadline; `party`: for how many, "0" as before."""

    kind: ClassVar[str] = "late"
    meeting: str
    answer: str
    party: str


@dataclass(frozen=True)
class DecideLate:
    """An organizer's word on such a request (its id): "granted" or "refused". `answer`, `party`: what was asked for
    when the button was shown."""

    kind: ClassVar[str] = "judge"
    request: str
    answer: str
    party: str
    decision: str


@dataclass(frozen=True)
class ShowDetails:
    """What else the organizers ask of whoever comes."""

    kind: ClassVar[str] = "details"
    meeting: str


@dataclass(frozen=True)
class TellDetail:
    """Have a Detail asked for."""

    kind: ClassVar[str] = "detail"
    meeting: str
    detail: str


@dataclass(frozen=True)
class EraseDetail:
    kind: ClassVar[str] = "nodetail"
    meeting: str
    detail: str
