"""Transactions of one process on SQLite take turns."""

import asyncio
from types import TracebackType


class Turn:
    """A lock that is given in the order in which it was asked for, so that nobody waits for ever.

    SQLite's own lock is tried again and again, and whoever tries luckily gets it. It stays in charge between processes.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None

    async def __aenter__(self) -> None:
        """RuntimeError where this task has its turn already: it would wait for itself."""
        task = asyncio.current_task()
        if task is not None and self._holder is task:
            raise RuntimeError("a unit of work was begun inside another one of the same task")
        await self._lock.acquire()
        self._holder = task

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._holder = None
        self._lock.release()
