"""Those who hold roles, for those who may take them away."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import messages
from bot.domain.audit import Act
from bot.domain.content import Pack
from bot.domain.messages import Message
from bot.domain.messages_people import Member
from bot.domain.people import Grant, Held, Person
from bot.domain.policy import may_give, needs_second
from bot.ports import UnitOfWork
from bot.services.invitations import Invitations
from bot.services.own_roles import OwnRoles
from bot.services.roles import Roles, fields_of, is_last_administrator, tell_ended


class Members:
    """Each act asks the policy anew; what is not there and what is not theirs is answered alike."""

    def __init__(
        self,
        uow: UnitOfWork,
        invitations: Invitations,
        roles: Roles,
        own_roles: OwnRoles,
        pack: Pack,
        link: Callable[[str], str],
        now: datetime,
    ) -> None:
        """`pack`: the whole of it; `link`: the address that starts the bot with a payload."""
        self._uow = uow
        self._invitations = invitations
        self._roles = roles
        self._own_roles = own_roles
        self._pack = pack
        self._link = link
        self._now = now

    async def all(self, keeper: Person, page: int = 0) -> Message:
        """Everybody whose roles this person may take."""
        held = [each for each in await self._uow.grants.in_force(self._now) if self._may(keeper, each.grant)]
        return messages.People(members=await self._lines(held), page=page)

    async def show(self, keeper: Person, held_id: int) -> Message:
        """One role, with what is known of its holder."""
        held = await self._theirs(keeper, held_id)
        holder = await self._holder(held)
        if held is None or holder is None:
            return messages.MemberGone()
        names = await self._uow.people.names([holder.id, *([held.granted_by] if held.granted_by else [])])
        others = [
            each
            for each in await self._uow.grants.of(holder.id)
            if each.id != held.id and each.in_force(self._now) and self._may(keeper, each.grant)
        ]
        return messages.MemberCard(
            **fields_of(held.grant),
            held=held.id,
            name=names.get(holder.id),
            since=held.granted_at,
            by=names.get(held.granted_by or 0),
            expires=held.expires_at,
            confirm_by=held.confirm_by,
            unreachable_since=holder.unreachable_since,
            others=await self._lines(others),
        )

    async def ask_take(self, keeper: Person, held_id: int) -> Message:
        """Shall it be taken away?"""
        held = await self._theirs(keeper, held_id)
        if held is None:
            return messages.MemberGone()
        return messages.AskTakeAway(**fields_of(held.grant), held=held.id, name=await self._name(held))

    async def take(self, keeper: Person, held_id: int) -> Message:
        """Take it away, and tell its holder."""
        held = await self._theirs(keeper, held_id)
        holder = await self._holder(held)
        if held is None or holder is None:
            return messages.MemberGone()
        if holder.id == keeper.id:
            return await self._own_roles.lay_down(keeper, held_id)
        if await is_last_administrator(self._uow, held, self._now):
            return messages.LastAdministrator()
        await self._roles.take(holder, held, Act.ROLE_REVOKED, by=keeper)
        await tell_ended(self._uow, holder, messages.RoleEnded(**fields_of(held.grant), why="revoked"), self._now)
        return messages.RoleTaken(**fields_of(held.grant), name=await self._name(held))

    async def hand_over(self, keeper: Person, held_id: int) -> Message:
        """A link for the successor, which takes effect at once unless a second one has to confirm it; an earlier one
        does not work any more."""
        held = await self._theirs(keeper, held_id)
        if held is None:
            return messages.MemberGone()
        if await is_last_administrator(self._uow, held, self._now):
            return messages.LastAdministrator()  # nobody could approve of the successor
        await self._uow.invites.withdraw(held.id)
        payload = await self._invitations.create(held.grant, None, by=keeper, replaces=held.id, until=held.expires_at)
        return messages.HandoverLink(
            **fields_of(held.grant),
            link=self._link(payload),
            expires=self._invitations.expire,
            word="administrator" if needs_second(held.grant) else "no",
        )

    def _may(self, keeper: Person, grant: Grant) -> bool:
        return may_give(keeper.grants, grant, self._pack)

    async def _theirs(self, keeper: Person, held_id: int) -> Held | None:
        """A role in force that this person may take; none where there is none of this id."""
        held = await self._uow.grants.get(held_id)
        return held if held is not None and held.in_force(self._now) and self._may(keeper, held.grant) else None

    async def _holder(self, held: Held | None) -> Person | None:
        return None if held is None else await self._uow.people.find(held.person_id, self._now)

    async def _name(self, held: Held) -> str | None:
        return (await self._uow.people.names([held.person_id])).get(held.person_id)

    async def _lines(self, held: list[Held]) -> tuple[Member, ...]:
        people = {each.person_id for each in held}
        names = await self._uow.people.names(people)
        found = [await self._uow.people.find(person_id, self._now) for person_id in people]
        unreachable = {person.id for person in found if person is not None and not person.reachable}
        return tuple(
            Member(
                held=each.id,
                **fields_of(each.grant),
                name=names.get(each.person_id),
                reachable=each.person_id not in unreachable,
            )
            for each in held
        )
