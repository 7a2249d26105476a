"""Buttons with which organizers see who comes to a meeting, and look after that. `rsvp`: the id of an answer."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowBoards:
    """The meetings that one looks after."""

    kind: ClassVar[str] = "boards"


@dataclass(frozen=True)
class ShowBoard:
    """Who comes to a meeting, in numbers."""

    kind: ClassVar[str] = "board"
    meeting: str


@dataclass(frozen=True)
class ShowNames:
    """Those of a group (`bot.domain.tallies.Group`), from a page on."""

    kind: ClassVar[str] = "names"
    meeting: str
    group: str
    page: str


@dataclass(frozen=True)
class ShowEntry:
    kind: ClassVar[str] = "entry"
    meeting: str
    rsvp: str


@dataclass(frozen=True)
class ShowSilent:
    """Somebody (the id of a person) who has not answered."""

    kind: ClassVar[str] = "silent"
    meeting: str
    person: str


@dataclass(frozen=True)
class ShowLate:
    """The wish of somebody (its id) to answer after the deadline."""

    kind: ClassVar[str] = "lateone"
    request: str


@dataclass(frozen=True)
class MoveEntry:
    """Let it be another answer."""

    kind: ClassVar[str] = "move"
    meeting: str
    rsvp: str
    answer: str


@dataclass(frozen=True)
class AskRemoveEntry:
    """Say what it means to take an answer away, and ask."""

    kind: ClassVar[str] = "askunrsvp"
    meeting: str
    rsvp: str


@dataclass(frozen=True)
class RemoveEntry:
    kind: ClassVar[str] = "unrsvp"
    meeting: str
    rsvp: str


@dataclass(frozen=True)
class EnterAnswer:
    """What somebody (the id of a person) has answered elsewhere."""

    kind: ClassVar[str] = "enter"
    meeting: str
    person: str
    answer: str


@dataclass(frozen=True)
class AddSomebody:
    """Enter somebody who is not on Telegram."""

    kind: ClassVar[str] = "addone"
    meeting: str


@dataclass(frozen=True)
class AddOf:
    """Their country."""

    kind: ClassVar[str] = "addof"
    meeting: str
    country: str


@dataclass(frozen=True)
class AddWith:
    """Their answer."""

    kind: ClassVar[str] = "addwith"
    meeting: str
    answer: str


@dataclass(frozen=True)
class SetDoor:
    """Whether answers are taken: "open", "closed", or "pack": as the content says."""

    kind: ClassVar[str] = "door"
    meeting: str
    door: str


@dataclass(frozen=True)
class SetAfterwards:
    """Whether those who come are asked, the day after, how it was: "on" or "off"."""

    kind: ClassVar[str] = "boardafter"
    meeting: str
    switch: str


@dataclass(frozen=True)
class AskCapacity:
    """Have the number of places asked for, for a Mode."""

    kind: ClassVar[str] = "places"
    meeting: str
    mode: str


@dataclass(frozen=True)
class ResetCapacity:
    """As many places as the content says."""

    kind: ClassVar[str] = "packplaces"
    meeting: str
    mode: str


@dataclass(frozen=True)
class AskChase:
    """Show who would be asked once more, and what they would read."""

    kind: ClassVar[str] = "chase"
    meeting: str


@dataclass(frozen=True)
class Chase:
    """Ask them."""

    kind: ClassVar[str] = "chasenow"
    meeting: str
