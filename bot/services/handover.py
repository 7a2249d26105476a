"""A role passes from one person to the next, with what belongs to its country."""

from datetime import datetime

from bot.domain import messages
from bot.domain.audit import Act
from bot.domain.people import Grant, Held, Person
from bot.ports import UnitOfWork
from bot.services.attending import Attending
from bot.services.roles import Roles, fields_of, tell_ended


class Handover:
    """Completes what an invite or a request with `replaces` has begun, in the transaction that it is given: both have
    what is theirs then, or nothing has changed."""

    def __init__(self, uow: UnitOfWork, roles: Roles, attending: Attending, now: datetime) -> None:
        self._uow = uow
        self._roles = roles
        self._attending = attending
        self._now = now

    async def complete(
        self, held_id: int, successor: Person, *, by: Person | None, until: datetime | None
    ) -> Held | None:
        """The successor gets what the holder of this grant loses, who is told; none where it is gone."""
        held = await self._uow.grants.get(held_id)
        if held is None or not held.in_force(self._now):
            return None
        predecessor = await self._uow.people.find(held.person_id, self._now)
        if predecessor is None or predecessor.id == successor.id:
            return None
        given = await self._roles.give(successor, held.grant, by=by, until=until)
        await self._pass_on(held.grant, predecessor, successor)
        await self._roles.take(predecessor, held, Act.ROLE_HANDED_OVER, by=by)
        ended = messages.RoleEnded(**fields_of(held.grant), why="handed_over")
        await tell_ended(self._uow, predecessor, ended, self._now)
        return given

    async def _pass_on(self, grant: Grant, predecessor: Person, successor: Person) -> None:
        """What belongs to the country goes along: its answers to meetings, what it waits to see published, and which of
        its regions it counts itself to. What the predecessor has written, asked, answered in rounds and set is
        theirs, and stays with them."""
        if grant.country is None:
            return
        await self._attending.pass_on(grant, predecessor, successor)
        if [held for held in predecessor.grants if held.country] == [grant]:
            # What somebody waits for who stands for two countries is not known to belong to one of them.
            await self._uow.questions.pass_on_waits(predecessor.id, successor.id)
        if successor.region is None and predecessor.region and predecessor.country == grant.country:
            await self._uow.people.set_region(successor.id, predecessor.region)
