"""The database as a whole: made and migrated, checked, used in units of work, closed."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.ports import UnitOfWork
from storage import dialect, key_check, lock, migrate, sealed
from storage.cipher import Cipher
from storage.connections import Connections
from storage.unit_of_work import SqlUnitOfWork


class Database:
    """A SQLite file. First `upgrade`, then `check_key` where updates are stored or handled; at the end `close`."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        """`url` like `sqlite+aiosqlite:///data/nfpbot.sqlite3`. SetupError where it cannot be used."""
        self.path: Path = dialect.path_of(url)
        self._cipher = cipher
        self._connections = Connections(dialect.create_engine(self.path, patience=0))

    def prepare(self) -> None:
        """Make the file and its folder where they are missing. SetupError where that cannot be done."""
        dialect.prepare(self.path)

    async def upgrade(self, at: datetime) -> Path | None:
        """Make the file, or bring it up to date; where the copy of the older one is, if one was made (`at` names it).

        SetupError where that cannot be done, as with a file that a newer version wrote.
        """
        self.prepare()
        return await migrate.upgrade(self.path, at)

    async def check_key(self) -> None:
        """SetupError where the cipher has not all keys that something in this database may be sealed with."""
        async with self._connections.begin() as connection:
            await key_check.check_key(connection, self._cipher)
            await connection.commit()

    async def rotate(self, at: datetime) -> sealed.Rotation:
        """Seal everything with the first of the cipher's keys; what became of it, which the audit log has, too.

        SetupError as for `check_key`, and where a bot is running that was started without the first key: it could not
        read what is sealed now.
        """
        if lock.is_running(self.path):
            async with self._connections.begin() as connection:
                await key_check.check_first(connection, self._cipher)
        await self.check_key()
        return await sealed.rotate(self._connections, self._cipher, at)

    def unit_of_work(self) -> UnitOfWork:
        """A transaction that begins when its block is entered; those of one process follow each other."""
        return SqlUnitOfWork(self._connections, self._cipher)

    async def checkpoint(self) -> None:
        """Empty the write-ahead log: content that was erased may stand there until then (see `Inbox.done`)."""
        await asyncio.to_thread(dialect.checkpoint, self.path)

    async def close(self) -> None:
        await self._connections.close()
