"""Those who look after access, and how they are told of what they have to know."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import Message
from bot.domain.people import AccessRequest, Grant, Person, Role, Subscription
from bot.domain.policy import may_decide, may_give
from bot.ports import UnitOfWork


class Keepers:
    """Finds them by what they hold now."""

    def __init__(self, uow: UnitOfWork, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._pack = pack
        self._now = now

    async def of(self, grant: Grant) -> list[Person]:
        """Who is to be told about somebody who holds this grant, or is to hold it: of those who may give it the
        nearest, which are the secretariats of its region, else the coordination, else the administrators."""
        return self._nearest(grant, [each for each in await self._all() if may_give(each.grants, grant, self._pack)])

    async def of_request(self, request: AccessRequest) -> list[Person]:
        """Who is to be told of a request: as `of`, among those who may decide on it."""
        deciders = [each for each in await self._all() if may_decide(each, request, self._pack)]
        return self._nearest(request.grant, deciders)

    async def tell(self, people: Iterable[Person], message: Message, *, about: Person | None) -> None:
        """Send them a notice each on somebody (none: who is forgotten), in their own language; none to whoever has
        stopped them."""
        notices = [
            Outgoing(
                person.telegram_id,
                person.id,
                message,
                Priority.REMINDER,
                Subscription.NOTICES,
                about=about.id if about else None,
            )
            for person in people
        ]
        await self._uow.outbox.add(notices, self._now)

    async def _all(self) -> list[Person]:
        """Everybody who holds something that lets them give roles."""
        found: list[Person] = []
        for person_id, held in groupby(await self._uow.grants.in_force(self._now), key=attrgetter("person_id")):
            if any(each.grant.role in (Role.ADMINISTRATOR, Role.SECRETARIAT) for each in held):
                person = await self._uow.people.find(person_id, self._now)
                if person is not None and person.reachable:
                    found.append(person)
        return found

    def _nearest(self, grant: Grant, people: list[Person]) -> list[Person]:
        # Whoever has stopped notices would not hear of it, so the next nearest is told; unless they all have.
        people = [person for person in people if Subscription.NOTICES not in person.stopped] or people
        distances = [
            min(_distance(held) for held in person.grants if may_give((held,), grant, self._pack)) for person in people
        ]
        nearest = min(distances, default=0)
        return [person for person, distance in zip(people, distances, strict=True) if distance == nearest]


def _distance(held: Grant) -> int:
    """How far whoever may give a grant by this one stands from the one who gets it."""
    if held.role is Role.ADMINISTRATOR:
        return 2
    return 0 if held.region else 1
