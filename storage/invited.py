"""Those whom a meeting concerns, by the grants that they hold, with what they have answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from bot.domain.attendance import Addressee, Answer, Circle, Count, Invited, Seat
from storage.connections import Connection
from storage.grants import in_force
from storage.tables import grants, people, rsvps

_COLUMNS: Final = (
    people.c.id,
    people.c.telegram_id,
    people.c.country,
    people.c.region,
    people.c.language,
    people.c.zone,
    people.c.unreachable_since.is_(None),
    rsvps.c.answer,
    rsvps.c.seat,
)
_ANSWERS: Final[Mapping[str | None, Answer | None]] = {None: None, **{answer.value: answer for answer in Answer}}
_SEATS: Final[Mapping[str | None, Seat]] = {None: Seat.NONE, **{seat.value: seat for seat in Seat}}


class SqlInvited:
    """`ports.InvitedPeople` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def silent_counts(self, circle: Circle, meeting: str, days: str, at: datetime) -> list[Count]:
        grouped = (people.c.country, people.c.region, people.c.language)
        rows = await self._connection.execute(
            select(*grouped, func.count())
            .outerjoin(rsvps, answer_of(meeting, days))
            .where(rsvps.c.id.is_(None), within(circle, at))
            .group_by(*grouped)
        )
        return [
            Count(None, Seat.NONE, country, region, language, silent, silent)
            for country, region, language, silent in rows
        ]

    async def silent(
        self, circle: Circle, meeting: str, days: str, at: datetime, *, after: int = 0, limit: int | None = None
    ) -> list[Invited]:
        rows = await self._connection.execute(
            select(*_COLUMNS)
            .outerjoin(rsvps, answer_of(meeting, days))
            .where(rsvps.c.id.is_(None), people.c.id > after, within(circle, at))
            .order_by(people.c.id)
            .limit(limit)
        )
        return [_invited(row) for row in rows.all()]

    async def unreachable_count(self, circle: Circle, meeting: str, days: str, at: datetime) -> int:
        away = people.c.unreachable_since.is_not(None)
        count = (
            select(func.count())
            .select_from(people.outerjoin(rsvps, answer_of(meeting, days)))
            .where(away, rsvps.c.id.is_(None), within(circle, at))
        )
        return int(await self._connection.scalar(count))

    async def silent_page(
        self, circle: Circle, meeting: str, days: str, at: datetime, *, reachable: bool, offset: int, limit: int
    ) -> list[Invited]:
        away = people.c.unreachable_since
        rows = await self._connection.execute(
            select(*_COLUMNS)
            .outerjoin(rsvps, answer_of(meeting, days))
            .where(away.is_(None) if reachable else away.is_not(None), rsvps.c.id.is_(None), within(circle, at))
            .order_by(people.c.country, people.c.id)
            .offset(offset)
            .limit(limit)
        )
        return [_invited(row) for row in rows.all()]

    async def to_tell(
        self,
        circle: Circle,
        meeting: str,
        days: str,
        at: datetime,
        *,
        zones: Sequence[str | None] | None = None,
        among: Collection[int] | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Addressee]:
        answers = rsvps.c.answer.in_([Answer.IN_PERSON, Answer.ONLINE, Answer.UNSURE])
        which = [people.c.unreachable_since.is_(None), people.c.id > after, or_(answers, within(circle, at))]
        if zones is not None:
            known = people.c.zone.in_([zone for zone in zones if zone is not None])
            which.append(or_(known, people.c.zone.is_(None)) if None in zones else known)
        if among is not None:
            which.append(people.c.id.in_(list(among)))
        rows = await self._connection.execute(
            select(people.c.id, people.c.telegram_id, rsvps.c.answer, rsvps.c.seat)
            .outerjoin(rsvps, answer_of(meeting, days))
            .where(*which)
            .order_by(people.c.id)
            .limit(limit)
        )
        return [
            Addressee(person_id, telegram_id, _ANSWERS[answer], _SEATS[seat])
            for person_id, telegram_id, answer, seat in rows.all()
        ]

    async def countries(self, circle: Circle, at: datetime) -> set[str]:
        rows = await self._connection.execute(select(grants.c.country).where(*of_circle(circle, at)).distinct())
        return {country for (country,) in rows if country}

    async def answered(self, meeting: str, days: str) -> list[Invited]:
        rows = await self._connection.execute(
            select(*_COLUMNS).join(rsvps, answer_of(meeting, days)).order_by(people.c.id)
        )
        return [_invited(row) for row in rows.all()]


def answer_of(meeting: str, days: str) -> ColumnElement[bool]:
    """What joins a row of `people` with their answer to a meeting for certain days."""
    return and_(rsvps.c.person_id == people.c.id, rsvps.c.meeting == meeting, rsvps.c.days == days)


def within(circle: Circle, at: datetime) -> ColumnElement[bool]:
    """Whoever holds a grant that is in force and lies within the circle."""
    return select(grants.c.id).where(grants.c.person_id == people.c.id, *of_circle(circle, at)).exists()


def of_circle(circle: Circle, at: datetime) -> list[ColumnElement[bool]]:
    """What makes a row of `grants` one that is in force and lies within the circle."""
    which = [
        grants.c.role.in_([role.value for role in circle.roles]),
        in_force(at),
    ]
    if circle.countries is not None:
        which.append(grants.c.country.in_(circle.countries))
    if circle.regions is not None:
        which.append(or_(grants.c.region.in_(circle.regions), grants.c.country.in_(circle.of_regions)))
    return which


def _invited(row: Row[Any]) -> Invited:
    person_id, telegram_id, country, region, language, zone, reachable, answer, seat = row
    return Invited(
        person_id, telegram_id, country, region, language, zone, bool(reachable), _ANSWERS[answer], _SEATS[seat]
    )
