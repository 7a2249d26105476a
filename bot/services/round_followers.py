"""Those who look after a round."""

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from bot.domain.content import Pack
from bot.domain.people import Person
from bot.domain.rounds import Round, may_follow
from bot.ports import UnitOfWork


async def followers_of(uow: UnitOfWork, pack: Pack, round_: Round, now: datetime) -> list[Person]:
    """Those who can be reached and look after it by what they hold now."""
    found: list[Person] = []
    for person_id, held in groupby(await uow.grants.in_force(now), key=attrgetter("person_id")):
        if may_follow([each.grant for each in held], round_, pack):
            person = await uow.people.find(person_id, now)
            if person is not None and person.reachable:
                found.append(person)
    return found
