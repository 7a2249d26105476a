"""People and their grants."""

from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Select, bindparam, insert, select, update

from bot.domain.people import Grant, Person, Role
from storage import dialect
from storage.connections import Connection
from storage.tables import grants, people

_KNOWN: Final = (
    select(people, grants.c.role, grants.c.country.label("grant_country"), grants.c.region.label("grant_region"))
    .outerjoin(grants, grants.c.person_id == people.c.id)
    .order_by(grants.c.granted_at, grants.c.role, grants.c.country, grants.c.region)
)
_BY_ID: Final = _KNOWN.where(people.c.id == bindparam("which"))
_BY_TELEGRAM: Final = _KNOWN.where(people.c.telegram_id == bindparam("which"))


class SqlPeople:
    """`ports.People` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(self, person_id: int) -> Person | None:
        return await self._one(_BY_ID, person_id)

    async def by_telegram(self, telegram_id: int) -> Person | None:
        return await self._one(_BY_TELEGRAM, telegram_id)

    async def add(self, telegram_id: int, language: str, at: datetime) -> Person:
        values = {"telegram_id": telegram_id, "language": language, "language_chosen": False, "reachable": True}
        added = await self._connection.execute(insert(people).values(**values, added_at=at).returning(people.c.id))
        return Person(id=added.scalar_one(), telegram_id=telegram_id, language=language, language_chosen=False)

    async def choose_language(self, person_id: int, language: str) -> None:
        await self._set(person_id, language=language, language_chosen=True)

    async def set_country(self, person_id: int, country: str, zone: str | None) -> None:
        await self._set(person_id, country=country, zone=zone, region=None)

    async def set_zone(self, person_id: int, zone: str) -> None:
        await self._set(person_id, zone=zone)

    async def set_region(self, person_id: int, region: str) -> None:
        await self._set(person_id, region=region)

    async def set_reachable(self, person_id: int, reachable: bool) -> None:
        await self._set(person_id, reachable=reachable)

    async def grant(self, person_id: int, grant: Grant, at: datetime) -> None:
        await self._connection.execute(
            dialect.insert(grants)
            .values(
                person_id=person_id,
                role=grant.role.value,
                country=grant.country or "",
                region=grant.region or "",
                granted_at=at,
            )
            .on_conflict_do_nothing()
        )

    async def held(self) -> list[tuple[Grant, ...]]:
        rows = await self._connection.execute(select(grants).order_by(grants.c.person_id))
        return [
            tuple(Grant(Role(row.role), row.country or None, row.region or None) for row in of_person)
            for _, of_person in groupby(rows, key=attrgetter("person_id"))
        ]

    async def _set(self, person_id: int, **values: Any) -> None:
        await self._connection.execute(update(people).where(people.c.id == person_id).values(**values))

    async def _one(self, known: Select[Any], which: int) -> Person | None:
        rows = (await self._connection.execute(known, {"which": which})).all()
        if not rows:
            return None
        person = rows[0]
        return Person(
            id=person.id,
            telegram_id=person.telegram_id,
            language=person.language,
            language_chosen=person.language_chosen,
            country=person.country,
            zone=person.zone,
            region=person.region,
            grants=tuple(
                Grant(Role(row.role), row.grant_country or None, row.grant_region or None) for row in rows if row.role
            ),
            reachable=person.reachable,
        )
