"""Those whom a round asks: who is to be told, and how many."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select

from bot.domain.attendance import Answer, Asked, Seat
from bot.domain.rounds import Respondent
from storage.connections import Connection
from storage.invited import of_circle, within
from storage.tables import grants, people, round_answers, round_people, rsvps


class SqlAskedPeople:
    """`ports.AskedPeople` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count(self, asked: Asked, at: datetime) -> int:
        # Whoever is in the circle is found by their grants, without a look at each of all people.
        everyone = select(func.count(grants.c.person_id.distinct())).where(*of_circle(asked.circle, at))
        some = select(func.count()).select_from(people).where(is_asked(asked, at))
        return int(await self._connection.scalar(everyone if asked.meeting is None else some) or 0)

    async def has(self, asked: Asked, person_id: int, at: datetime) -> bool:
        one = select(people.c.id).where(people.c.id == person_id, is_asked(asked, at))
        return await self._connection.scalar(one) is not None

    async def to_tell(
        self, asked: Asked, round_id: str, at: datetime, *, silent: bool, after: int, limit: int
    ) -> Sequence[tuple[int, int]]:
        which = [people.c.unreachable_since.is_(None), people.c.id > after, is_asked(asked, at)]
        if silent:
            which.append(~answered(round_id))
        rows = await self._connection.execute(
            select(people.c.id, people.c.telegram_id).where(*which).order_by(people.c.id).limit(limit)
        )
        return [(person_id, telegram_id) for person_id, telegram_id in rows.all()]

    async def respondents(self, round_id: str) -> list[Respondent]:
        rows = await self._connection.execute(
            select(people.c.id, people.c.country, people.c.region, people.c.language, round_answers.c.given)
            .join(round_answers, round_answers.c.person_id == people.c.id)
            .where(round_answers.c.round_id == round_id, round_answers.c.given.is_not(None))
            .order_by(people.c.id)
        )
        return [Respondent(*row) for row in rows.all()]


def is_asked(asked: Asked, at: datetime) -> ColumnElement[bool]:
    """Whether a row of `people` is of somebody whom a round asks."""
    circle = within(asked.circle, at)
    if asked.meeting is None:
        return circle
    came = exists().where(
        rsvps.c.person_id == people.c.id,
        rsvps.c.meeting == asked.meeting,
        rsvps.c.days == asked.days,
        rsvps.c.answer.in_([Answer.IN_PERSON.value, Answer.ONLINE.value]),
        rsvps.c.seat == Seat.TAKEN.value,
    )
    return and_(circle, came)


def answered(round_id: str) -> ColumnElement[bool]:
    """Whether a row of `people` is of somebody who has answered a round."""
    return exists().where(
        round_people.c.round_id == round_id, round_people.c.person_id == people.c.id, round_people.c.finished
    )
