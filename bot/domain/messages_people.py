"""Messages on those who hold roles: the list of them, and how roles are confirmed, handed over and ended."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.message_model import MessageModel
from bot.domain.messages_access import GrantMessage
from bot.domain.people import Role


class Member(BaseModel):
    """A line of the list: a role in somebody's hands (`held`: its id)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held: int
    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None
    name: str | None = None
    reachable: bool = True


class People(MessageModel):
    """Those whose roles the reader may take away, from a page on."""

    kind: Literal["people"] = "people"
    members: tuple[Member, ...] = ()
    page: int = Field(default=0, ge=0)


class MemberCard(GrantMessage):
    """A role in somebody's hands. `by`: who gave it, where known; `expires`: when it ends in any case; `others`:
    their other roles that the reader may take away."""

    kind: Literal["member_card"] = "member_card"
    held: int
    name: str | None = None
    since: datetime
    by: str | None = None
    expires: datetime | None = None
    confirm_by: datetime
    unreachable_since: datetime | None = None
    others: tuple[Member, ...] = ()


class MemberGone(MessageModel):
    """This role is in nobody's hands any more, or it is not the reader's to take."""

    kind: Literal["member_gone"] = "member_gone"


class AskTakeAway(GrantMessage):
    """What it means to take this role away; and whether that shall be."""

    kind: Literal["ask_take_away"] = "ask_take_away"
    held: int
    name: str | None = None


class RoleTaken(GrantMessage):
    """To the one who has taken it away: it is done, and its holder was told."""

    kind: Literal["role_taken"] = "role_taken"
    name: str | None = None


class LastAdministrator(MessageModel):
    """The only administrator stays one, until there is another."""

    kind: Literal["last_administrator"] = "last_administrator"


class HandoverLink(GrantMessage):
    """A link by which this role passes to whoever uses it; `own`: it is the reader's; `word`: whose word it takes
    besides, once the successor has used it."""

    kind: Literal["handover_link"] = "handover_link"
    link: str
    expires: datetime
    own: bool = False
    word: Literal["no", "secretariat", "administrator"] = "no"


class MyRoles(MessageModel):
    """The reader's roles, a button for each."""

    kind: Literal["my_roles"] = "my_roles"
    roles: tuple[Member, ...] = ()


class MyRole(GrantMessage):
    """One of the reader's roles: since when and until when, and how to hand it over or lay it down."""

    kind: Literal["my_role"] = "my_role"
    held: int
    since: datetime
    expires: datetime | None = None
    confirm_by: datetime


class AskLayDown(GrantMessage):
    """What it means to lay this role down; and whether that shall be."""

    kind: Literal["ask_lay_down"] = "ask_lay_down"
    held: int


class RoleEnded(GrantMessage):
    """To its holder: the role is theirs no more, and why: it was taken away, they have laid it down or handed it over,
    they have not confirmed it, or its time has ended."""

    kind: Literal["role_ended"] = "role_ended"
    why: Literal["revoked", "laid_down", "handed_over", "lapsed", "expired"]


class MemberLeft(GrantMessage):
    """To those who look after access: somebody has no role of this kind any more, and why."""

    kind: Literal["member_left"] = "member_left"
    name: str | None = None
    why: Literal["laid_down", "lapsed", "expired", "forgotten"]


class MemberUnreachable(GrantMessage):
    """To those who look after access: this member cannot be written to since then."""

    kind: Literal["member_unreachable"] = "member_unreachable"
    held: int
    name: str | None = None
    since: datetime


class AskStill(MessageModel):
    """Does the reader still hold these roles? They end unless that is confirmed by then."""

    kind: Literal["ask_still"] = "ask_still"
    roles: tuple[Member, ...]
    until: datetime


class StillConfirmed(MessageModel):
    """It is noted that the reader's roles stand; they are asked again before then."""

    kind: Literal["still_confirmed"] = "still_confirmed"
    until: datetime
