"""Those who look after a meeting, and how they are told of what they have to know."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from bot.domain.exchange import Outgoing, Priority
from bot.domain.meetings import Meeting
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.policy import Right, holders_of, organizing_distance
from bot.ports import UnitOfWork


class Organizers:
    """Finds them by what they hold now."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now

    async def of(self, meeting: Meeting) -> list[Person]:
        """The nearest of those who may look after it: its own organizers, else those of all meetings, else the
        secretariats, else the administrators."""
        found: list[tuple[int, int]] = []
        grants = await self._uow.grants.in_force(self._now, holders_of(Right.ORGANIZING))
        for person_id, held in groupby(grants, key=attrgetter("person_id")):
            distances = [organizing_distance(each.grant, meeting) for each in held]
            if near := [distance for distance in distances if distance is not None]:
                found.append((min(near), person_id))
        people: list[tuple[int, Person]] = []
        for distance, person_id in found:
            person = await self._uow.people.find(person_id, self._now)
            if person is not None and person.reachable:
                people.append((distance, person))
        nearest = min((distance for distance, _ in people), default=0)
        return [person for distance, person in people if distance == nearest]

    async def tell(self, people: Iterable[Person], message: Message, *, about: Person | None) -> None:
        """Send them a message each, on somebody where one is named."""
        told = [
            Outgoing(person.telegram_id, person.id, message, Priority.REMINDER, about=about.id if about else None)
            for person in people
        ]
        await self._uow.outbox.add(told, self._now)
