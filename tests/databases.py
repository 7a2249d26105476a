"""Databases that begin as a copy of one: what the migrations and the first start do is the same for all, and is done
once in a process."""

import tempfile
from collections.abc import Awaitable, Callable, Hashable
from datetime import UTC, datetime

from storage.cipher import Cipher
from storage.database import Database

_made: dict[Hashable, bytes] = {}
"""Files as they were once they had been filled, by what they were filled with."""


async def make_tables(database: Database) -> None:
    """As `upgrade` makes them; a database that is there already is started again."""
    if database.path.exists():
        await _upgrade(database)
    else:
        await copy(database, "tables", None, _upgrade)


async def copy(
    database: Database, what: Hashable, key: str | None, fill: Callable[[Database], Awaitable[None]]
) -> None:
    """Make the file as `fill` fills a new one, under this key, with what is named here."""
    if what not in _made:
        with tempfile.TemporaryDirectory() as folder:
            first = Database(f"sqlite+aiosqlite:///{folder}/first.sqlite3", Cipher(key))
            try:
                await fill(first)
                await first.checkpoint()
            finally:
                await first.close()
            _made[what] = first.path.read_bytes()
    database.prepare()
    database.path.write_bytes(_made[what])


async def _upgrade(database: Database) -> None:
    await database.upgrade(datetime(2023, 4, 17, tzinfo=UTC))
