"""The packs that were imported, and how often the entries in them changed."""

from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Row, func, insert, select, update

from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind, EntryState, Key, difference, entries
from bot.domain.errors import SetupError
from storage.connections import Connection
from storage.tables import content_entries, packs

_NEWEST = select(packs.c.version, packs.c.content).order_by(packs.c.version.desc()).limit(1)


class SqlContentStore:
    """`ports.ContentStore` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def version(self) -> int:
        return await self._connection.scalar(select(func.max(packs.c.version))) or 0

    async def load(self) -> tuple[int, Pack] | None:
        row = (await self._connection.execute(_NEWEST)).one_or_none()
        return None if row is None else (row.version, _read(row.content))

    async def get(self, version: int) -> Pack | None:
        content = await self._connection.scalar(select(packs.c.content).where(packs.c.version == version))
        return None if content is None else _read(content)

    async def versions(self) -> list[tuple[int, datetime]]:
        rows = await self._connection.execute(select(packs.c.version, packs.c.added_at).order_by(packs.c.version))
        return [(row.version, row.added_at) for row in rows]

    async def add(self, pack: Pack, at: datetime) -> int:
        try:
            newest = await self.load()
        except SetupError:
            newest = None  # then whatever is in the new one may have changed
        content = pack.model_dump_json(by_alias=True)
        added = await self._connection.execute(
            insert(packs).values(content=content, added_at=at).returning(packs.c.version)
        )
        version = int(added.scalar_one())
        await self._count(None if newest is None else newest[1], pack, version, at)
        return version

    async def state(self, kind: EntryKind, entry_id: str) -> EntryState | None:
        columns = (content_entries.c[name] for name in EntryState._fields)
        query = select(*columns).where(content_entries.c.kind == kind, content_entries.c.id == entry_id)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else EntryState(*row)

    async def _count(self, old: Pack | None, new: Pack, version: int, at: datetime) -> None:
        """Bring `content_entries` from one pack to the next."""
        known = {Key(row.kind, row.id): row for row in await self._connection.execute(select(content_entries))}
        present = entries(new)
        changed = {change.key for change in difference(old, new) if change.is_seen}
        moved = {"version": version, "changed_at": at}
        for key in sorted(present - known.keys()):
            values = {"kind": key.kind, "id": key.id, "sequence": 0, "gone": False, **moved}
            await self._connection.execute(insert(content_entries).values(values))
        for key, row in known.items():
            if _sees_change(row, key in present, key in changed):
                await self._connection.execute(
                    update(content_entries)
                    .where(content_entries.c.kind == key.kind, content_entries.c.id == key.id)
                    .values(sequence=row.sequence + 1, gone=key not in present, **moved)
                )


def _sees_change(row: Row[tuple[object, ...]], is_present: bool, is_changed: bool) -> bool:
    """Whether those who knew an entry see that it went, came back or changed."""
    if row.gone or not is_present:
        return bool(row.gone) == is_present
    return is_changed


def _read(content: str) -> Pack:
    """SetupError where this version of the program does not read what is stored."""
    try:
        return Pack.model_validate_json(content)
    except ValidationError:
        raise SetupError(
            "the content in the database is not in the form that this version reads: "
            "import it again with `nfpbot content import FILE --yes`"
        ) from None
