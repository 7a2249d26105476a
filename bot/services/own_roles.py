"""One's own roles: looking at them, confirming, handing over and laying them down."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import messages
from bot.domain.audit import Act
from bot.domain.messages import Message
from bot.domain.messages_people import Member
from bot.domain.people import Held, Person
from bot.domain.policy import needs_second
from bot.ports import UnitOfWork
from bot.services.invitations import Invitations
from bot.services.keepers import Keepers
from bot.services.roles import Roles, fields_of, is_last_administrator


class OwnRoles:
    """For whoever holds a role."""

    def __init__(
        self,
        uow: UnitOfWork,
        invitations: Invitations,
        roles: Roles,
        keepers: Keepers,
        link: Callable[[str], str],
        now: datetime,
    ) -> None:
        """`link`: the address that starts the bot with a payload."""
        self._uow = uow
        self._invitations = invitations
        self._roles = roles
        self._keepers = keepers
        self._link = link
        self._now = now

    async def all(self, person: Person) -> Message:
        """What they hold; where it is one role, that."""
        held = await self._in_force(person)
        return _card(held[0]) if len(held) == 1 else messages.MyRoles(roles=lines(held))

    async def show(self, person: Person, held_id: int) -> Message:
        held = await self._own(person, held_id)
        return messages.MemberGone() if held is None else _card(held)

    async def hand_over(self, person: Person, held_id: int) -> Message:
        """A link for the successor, of whom those who look after access hear first; an earlier one does not work any
        more."""
        held = await self._own(person, held_id)
        if held is None:
            return messages.MemberGone()
        if await is_last_administrator(self._uow, held, self._now):
            return messages.LastAdministrator()  # nobody could approve of the successor
        await self._uow.invites.withdraw(held.id)
        payload = await self._invitations.create(held.grant, None, by=person, replaces=held.id, until=held.expires_at)
        return messages.HandoverLink(
            **fields_of(held.grant),
            link=self._link(payload),
            expires=self._invitations.expire,
            own=True,
            word="administrator" if needs_second(held.grant) else "secretariat",
        )

    async def ask_lay_down(self, person: Person, held_id: int) -> Message:
        """Shall it be laid down?"""
        held = await self._own(person, held_id)
        return messages.MemberGone() if held is None else messages.AskLayDown(**fields_of(held.grant), held=held.id)

    async def lay_down(self, person: Person, held_id: int) -> Message:
        """Lay it down; those who look after access are told."""
        held = await self._own(person, held_id)
        if held is None:
            return messages.MemberGone()
        if await is_last_administrator(self._uow, held, self._now):
            return messages.LastAdministrator()
        await self._roles.take(person, held, Act.ROLE_REVOKED, by=person)
        name = (await self._uow.people.names([person.id])).get(person.id)
        left = messages.MemberLeft(**fields_of(held.grant), name=name, why="laid_down")
        await self._keepers.tell(await self._keepers.of(held.grant), left, about=person)
        return messages.RoleEnded(**fields_of(held.grant), why="laid_down")

    async def confirm(self, person: Person) -> Message:
        """Whatever they were asked about still is theirs."""
        asked = [held for held in await self._in_force(person) if held.asked]
        for held in asked:
            await self._roles.confirm(person, held)
        standing = await self._in_force(person)
        if not standing:
            return messages.NotAllowed()
        return messages.StillConfirmed(until=min(held.confirm_by for held in standing))

    async def _in_force(self, person: Person) -> list[Held]:
        return [held for held in await self._uow.grants.of(person.id) if held.in_force(self._now)]

    async def _own(self, person: Person, held_id: int) -> Held | None:
        return next((held for held in await self._in_force(person) if held.id == held_id), None)


def lines(held: list[Held]) -> tuple[Member, ...]:
    """Roles as the lines of a message."""
    return tuple(Member(held=each.id, **fields_of(each.grant)) for each in held)


def _card(held: Held) -> Message:
    return messages.MyRole(
        **fields_of(held.grant),
        held=held.id,
        since=held.granted_at,
        expires=held.expires_at,
        confirm_by=held.confirm_by,
    )
