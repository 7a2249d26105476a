"""The packs that were imported."""

from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.content import Pack
from bot.domain.errors import SetupError
from storage.tables import packs


class SqlContentStore:
    """`ports.ContentStore` over one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        return await self._connection.scalar(select(func.max(packs.c.version))) or 0

    async def load(self) -> tuple[int, Pack] | None:
        """SetupError where this version of the program does not read what is stored."""
        newest = select(packs.c.version, packs.c.content).order_by(packs.c.version.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        if row is None:
            return None
        try:
            return row.version, Pack.model_validate_json(row.content)
        except ValidationError:
            raise SetupError(
                "the content in the database is not in the form that this version reads: "
                "import it again with `nfpbot content import FILE`"
            ) from None

    async def add(self, pack: Pack, at: datetime) -> int:
        content = pack.model_dump_json(by_alias=True)
        added = await self._connection.execute(
            insert(packs).values(content=content, added_at=at).returning(packs.c.version)
        )
        return int(added.scalar_one())
