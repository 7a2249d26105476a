"""A role passes from one person to the next."""

from datetime import datetime

from bot.domain.audit import Act
from bot.domain.people import Held, Person
from bot.ports import UnitOfWork
from bot.services.roles import Roles


class Handover:
    """Completes what an invite or a request with `replaces` has begun."""

    def __init__(self, uow: UnitOfWork, roles: Roles, now: datetime) -> None:
        self._uow = uow
        self._roles = roles
        self._now = now

    async def complete(
        self, held_id: int, successor: Person, *, by: Person | None, until: datetime | None
    ) -> Held | None:
        """The successor gets what the holder of this grant loses; none where it is gone."""
        held = await self._uow.grants.get(held_id)
        if held is None:
            return None
        predecessor = await self._uow.people.find(held.person_id, self._now)
        if predecessor is None or predecessor.id == successor.id:
            return None
        given = await self._roles.give(successor, held.grant, by=by, until=until)
        await self._roles.take(predecessor, held, Act.ROLE_HANDED_OVER, by=by)
        return given
