"""Transactions on SQLite, in which only what can take long leaves the event loop's thread.

A statement takes microseconds, and a change of threads many times as long: so statements run where they are. A commit,
which waits for the disk, has a thread for itself, and a lock that another process holds is asked for again and again.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Engine, Executable
from sqlalchemy.exc import OperationalError

from storage.turn import Turn

BUSY_SECONDS: Final = 10.0
"""How long a transaction waits for one of another process."""

_AGAIN: Final = 0.005
"""Seconds after which a lock is asked for again."""


class Connection:
    """A connection in a transaction; what the repositories know of the engine."""

    def __init__(self, connection: SyncConnection, disk: Executor) -> None:
        self._connection = connection
        self._disk = disk

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """The rows are to be read before anything else is asked."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row; none where there is no row."""
        return self._connection.scalar(statement, parameters)

    async def commit(self) -> None:
        """Who is cancelled meanwhile goes when it is done, since the thread holds the connection until then."""
        await _wholly(self._disk, self._connection.commit)


class Connections:
    """One connection to a file, that transactions have in turn."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Turn()
        self._disk = ThreadPoolExecutor(1, "sqlite")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Connection]:
        """A transaction, which is rolled back with the block where it was not committed. OperationalError where
        another process does not let go of the file."""
        async with self._turn:
            with self._engine.connect() as connection:
                await _begin(connection)
                yield Connection(connection, self._disk)

    async def close(self) -> None:
        self._disk.shutdown()
        self._engine.dispose()


async def _begin(connection: SyncConnection) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + BUSY_SECONDS
    while True:
        try:
            connection.begin()
        except OperationalError as error:
            if not _is_busy(error) or loop.time() >= until:
                raise
        else:
            return
        await asyncio.sleep(_AGAIN)


def _is_busy(error: OperationalError) -> bool:
    found = error.orig
    return isinstance(found, sqlite3.Error) and found.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


async def _wholly(executor: Executor, work: Callable[[], None]) -> None:
    done = asyncio.get_running_loop().run_in_executor(executor, work)
    cancelled: asyncio.CancelledError | None = None
    while not done.done():
        try:
            await asyncio.wait((done,))
        except asyncio.CancelledError as error:
            cancelled = error
    done.result()
    if cancelled is not None:
        raise cancelled
