"""Up to which instant, or version of the content, what is due has been looked after, by what it is."""

from datetime import datetime

from sqlalchemy import select

from storage import dialect
from storage.connections import Connection
from storage.tables import facts


class SqlMarks:
    """`ports.Marks` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, name: str) -> datetime | None:
        value = await self._value(name)
        return None if value is None else datetime.fromisoformat(value)

    async def set(self, name: str, at: datetime) -> None:
        await self._keep(name, at.isoformat())

    async def version(self, name: str) -> int:
        return int(await self._value(_of_versions(name)) or 0)

    async def set_version(self, name: str, version: int) -> None:
        await self._keep(_of_versions(name), str(version))

    async def _value(self, name: str) -> str | None:
        value: str | None = await self._connection.scalar(select(facts.c.value).where(facts.c.name == name))
        return value

    async def _keep(self, name: str, value: str) -> None:
        row = dialect.insert(facts).values(name=name, value=value)
        await self._connection.execute(row.on_conflict_do_update(index_elements=[facts.c.name], set_={"value": value}))


def _of_versions(name: str) -> str:
    return f"version:{name}"
