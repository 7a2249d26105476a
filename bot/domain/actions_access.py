"""Buttons on joining and leaving."""

from dataclasses import dataclass
from typing import ClassVar, Final

ALL: Final = "-"
"""In a button: no scope, or no language."""


@dataclass(frozen=True)
class Invite:
    """Begin an invitation: `here`, in place of the message that carries the button, or `below` it."""

    kind: ClassVar[str] = "invite"
    where: str


@dataclass(frozen=True)
class InviteRole:
    """Invite somebody to this role: for what? From a page of the meetings on."""

    kind: ClassVar[str] = "invrole"
    role: str
    page: str


@dataclass(frozen=True)
class InviteCountries:
    """Invite an NFP of a country of this region; from a page on."""

    kind: ClassVar[str] = "invregion"
    region: str
    page: str


@dataclass(frozen=True)
class InviteScope:
    """Invite somebody to this role for this country, region or meeting; "-": for all."""

    kind: ClassVar[str] = "invscope"
    role: str
    scope: str


@dataclass(frozen=True)
class MakeInvite:
    """Make the link; `scope` as in InviteScope; `language`: "-" where they are to choose it."""

    kind: ClassVar[str] = "mklink"
    role: str
    scope: str
    language: str


@dataclass(frozen=True)
class MakeCountryLinks:
    """Make a link for each country of a region."""

    kind: ClassVar[str] = "mklinks"
    region: str


@dataclass(frozen=True)
class AskAccess:
    kind: ClassVar[str] = "access"


@dataclass(frozen=True)
class DropAccess:
    """No request for access after all."""

    kind: ClassVar[str] = "noaccess"


@dataclass(frozen=True)
class ShowRequests:
    kind: ClassVar[str] = "requests"


@dataclass(frozen=True)
class ShowRequest:
    kind: ClassVar[str] = "request"
    request: str


@dataclass(frozen=True)
class ApproveRequest:
    kind: ClassVar[str] = "approve"
    request: str


@dataclass(frozen=True)
class RefuseRequest:
    """Refuse: why?"""

    kind: ClassVar[str] = "refuse"
    request: str


@dataclass(frozen=True)
class RefuseFor:
    """Refuse for this reason (`messages.RefusalReason`)."""

    kind: ClassVar[str] = "refusefor"
    request: str
    reason: str


@dataclass(frozen=True)
class ChangeName:
    kind: ClassVar[str] = "name"
