"""Waking those who wait: for a change of the world, and for the end of the server."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from bot.clock import Clock
from bot.simulator.errors import ApiError

T = TypeVar("T")


class Signal:
    """Something that happens again and again; whoever waits wakes at the next time."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Wake all that wait now."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self, clock: Clock, seconds: float) -> bool:
        """True when it happened, False when that many seconds passed before."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            return await before_timeout(future, clock, seconds)
        finally:
            self._waiting.discard(future)


async def before_timeout(future: asyncio.Future[Any], clock: Clock, seconds: float) -> bool:
    """Whether the future is done before the seconds have passed on the clock."""
    timer = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait((future, timer), return_when=asyncio.FIRST_COMPLETED)
    finally:
        timer.cancel()
    return future.done()


class Stopping:
    """The end of one server: long calls are cut off by it, and streams end."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def stop(self) -> None:
        """From now on nothing waits any longer."""
        self._event.set()

    async def unless_stopped(self, call: Coroutine[Any, Any, T]) -> T:
        """What the call gives; ApiError 500 where the server stops first, as Telegram's does on a restart."""
        task = asyncio.ensure_future(call)
        await self._race(task)
        if not task.done():
            task.cancel()
            raise ApiError(500, "Internal Server Error: restart")
        return task.result()

    async def over(self, waiting: Awaitable[Any]) -> bool:
        """Wait for something that may take long; True where the server stopped meanwhile."""
        task = asyncio.ensure_future(waiting)
        await self._race(task)
        task.cancel()
        return self._event.is_set()

    async def _race(self, task: asyncio.Future[Any]) -> None:
        stop = asyncio.ensure_future(self._event.wait())
        try:
            await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            stop.cancel()
