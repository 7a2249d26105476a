"""Buttons on those who hold roles. `held` is the id of a role in somebody's hands."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowPeople:
    kind: ClassVar[str] = "people"
    page: str


@dataclass(frozen=True)
class ShowMember:
    kind: ClassVar[str] = "member"
    held: str


@dataclass(frozen=True)
class AskTakeAway:
    """Say what it means to take a role away, and ask."""

    kind: ClassVar[str] = "asktake"
    held: str


@dataclass(frozen=True)
class TakeAway:
    kind: ClassVar[str] = "take"
    held: str


@dataclass(frozen=True)
class HandOver:
    """Make the link by which a role passes to a successor."""

    kind: ClassVar[str] = "handover"
    held: str


@dataclass(frozen=True)
class ShowMyRoles:
    kind: ClassVar[str] = "myroles"


@dataclass(frozen=True)
class ShowMyRole:
    kind: ClassVar[str] = "myrole"
    held: str


@dataclass(frozen=True)
class HandOverMine:
    """As HandOver, for one's own."""

    kind: ClassVar[str] = "handmine"
    held: str


@dataclass(frozen=True)
class AskLayDown:
    """Say what it means to lay a role down, and ask."""

    kind: ClassVar[str] = "asklay"
    held: str


@dataclass(frozen=True)
class LayDown:
    kind: ClassVar[str] = "laydown"
    held: str


@dataclass(frozen=True)
class ConfirmStill:
    """Yes, my roles are still mine."""

    kind: ClassVar[str] = "still"
