"""What organizers have set for meetings, and what those concerned were told of them."""

from typing import Any

from sqlalchemy import Row, select

from bot.domain.attendance import Arrangement
from bot.domain.meetings import Mode
from storage import dialect
from storage.connections import Connection
from storage.tables import arrangements


class SqlArrangements:
    """`ports.Arrangements` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, meeting: str) -> Arrangement:
        found = await self._connection.execute(select(arrangements).where(arrangements.c.meeting == meeting))
        row = found.one_or_none()
        return Arrangement() if row is None else _arrangement(row)

    async def all(self) -> dict[str, Arrangement]:
        rows = await self._connection.execute(select(arrangements))
        return {row.meeting: _arrangement(row) for row in rows}

    async def set_open(self, meeting: str, *, is_open: bool | None) -> None:
        await self._set(meeting, open=is_open)

    async def set_capacity(self, meeting: str, mode: Mode, seats: int | None) -> None:
        await self._set(meeting, **{mode.value: seats})

    async def set_told(self, meeting: str, version: int) -> None:
        await self._set(meeting, told=version)

    async def add_missed(self, meeting: str, count: int) -> None:
        await self._set(meeting, missed=(await self.get(meeting)).missed + count)

    async def _set(self, meeting: str, **values: Any) -> None:
        new = {"open": None, "in_person": None, "online": None, "told": 0, "missed": 0}
        row = dialect.insert(arrangements).values(meeting=meeting, **{**new, **values})
        await self._connection.execute(row.on_conflict_do_update(index_elements=[arrangements.c.meeting], set_=values))


def _arrangement(row: Row[Any]) -> Arrangement:
    places = {Mode.IN_PERSON: row.in_person, Mode.ONLINE: row.online}
    capacity = {mode: seats for mode, seats in places.items() if seats is not None}
    return Arrangement(open=row.open, capacity=capacity, told=row.told, missed=row.missed)
