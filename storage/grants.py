"""Roles in people's hands."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, and_, delete, or_, select, update

from bot.domain.people import Grant, Held, Role
from storage import dialect
from storage.connections import Connection
from storage.tables import grants, people

_IN_ORDER = (grants.c.granted_at, grants.c.id)


def in_force(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a row of `grants` is in force at an instant."""
    return and_(grants.c.confirm_by > at, or_(grants.c.expires_at.is_(None), grants.c.expires_at > at))


class SqlGrants:
    """`ports.Grants` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def give(
        self,
        person_id: int,
        grant: Grant,
        at: datetime,
        *,
        by: int | None,
        confirm_by: datetime,
        expires_at: datetime | None = None,
    ) -> Held:
        values = {
            "person_id": person_id,
            **columns_of(grant, absent=""),
            "granted_at": at,
            "granted_by": by,
            "expires_at": expires_at,
            "confirm_by": confirm_by,
            "asked": 0,
        }
        given = dialect.insert(grants).values(**values)
        again = {
            name: given.excluded[name] for name in ("granted_at", "granted_by", "expires_at", "confirm_by", "asked")
        }
        key = [grants.c[name] for name in ("person_id", "role", "country", "region", "meeting")]
        row = await self._connection.execute(
            given.on_conflict_do_update(index_elements=key, set_=again).returning(grants)
        )
        await self._menu_due(person_id)
        return _held(row.one())

    async def get(self, grant_id: int) -> Held | None:
        row = (await self._connection.execute(select(grants).where(grants.c.id == grant_id))).one_or_none()
        return None if row is None else _held(row)

    async def of(self, person_id: int) -> list[Held]:
        rows = await self._connection.execute(
            select(grants).where(grants.c.person_id == person_id).order_by(*_IN_ORDER)
        )
        return [_held(row) for row in rows]

    async def in_force(self, at: datetime, roles: Collection[Role] | None = None) -> list[Held]:
        which = [in_force(at)]
        if roles is not None:
            which.append(grants.c.role.in_([role.value for role in roles]))
        rows = await self._connection.execute(select(grants).where(*which).order_by(grants.c.person_id, *_IN_ORDER))
        return [_held(row) for row in rows]

    async def ended(self, at: datetime) -> list[Held]:
        rows = await self._connection.execute(
            select(grants).where(or_(grants.c.confirm_by <= at, grants.c.expires_at <= at)).order_by(*_IN_ORDER)
        )
        return [_held(row) for row in rows]

    async def to_confirm(self, before: datetime, asked_up_to: int) -> list[Held]:
        rows = await self._connection.execute(
            select(grants)
            .where(grants.c.confirm_by <= before, grants.c.asked <= asked_up_to)
            .order_by(grants.c.person_id, *_IN_ORDER)
        )
        return [_held(row) for row in rows]

    async def note_asked(self, grant_ids: Iterable[int], asked: int) -> None:
        await self._connection.execute(update(grants).where(grants.c.id.in_(list(grant_ids))).values(asked=asked))

    async def confirm(self, grant_id: int, confirm_by: datetime) -> None:
        await self._connection.execute(
            update(grants).where(grants.c.id == grant_id).values(confirm_by=confirm_by, asked=0)
        )

    async def take(self, grant_id: int) -> Held | None:
        row = (
            await self._connection.execute(delete(grants).where(grants.c.id == grant_id).returning(grants))
        ).one_or_none()
        if row is None:
            return None
        await self._menu_due(row.person_id)
        return _held(row)

    async def _menu_due(self, person_id: int) -> None:
        """What somebody is decides which commands their menu shows."""
        await self._connection.execute(update(people).where(people.c.id == person_id).values(menu_due=True))


def columns_of(grant: Grant, absent: str | None = None) -> dict[str, Any]:
    """A grant as columns; `absent` stands for a scope that it does not have."""
    return {
        "role": grant.role.value,
        "country": grant.country or absent,
        "region": grant.region or absent,
        "meeting": grant.meeting or absent,
    }


def grant_of(role: str, country: str | None, region: str | None, meeting: str | None) -> Grant:
    """The grant that `columns_of` wrote."""
    return Grant(Role(role), country or None, region or None, meeting or None)


def _held(row: Row[Any]) -> Held:
    return Held(
        id=row.id,
        person_id=row.person_id,
        grant=grant_of(row.role, row.country, row.region, row.meeting),
        granted_at=row.granted_at,
        granted_by=row.granted_by,
        expires_at=row.expires_at,
        confirm_by=row.confirm_by,
        asked=row.asked,
    )
