"""Time, passed in: everything that asks what time it is, or waits, does so through a `Clock`."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the program knows of time."""

    def now(self) -> datetime:
        """The instant it is, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back. For pacing and leases."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when that many seconds have passed on this clock; at once for zero or less."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class MovableClock:
    """A clock that starts at an instant of one's choice and goes on at the pace of the machine's.

    Demonstrations run on it: the sample's meetings lie in 2023.
    """

    def __init__(self, start: datetime) -> None:
        """`start` must be aware; ValueError where it is not."""
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware time")
        self._start = start.astimezone(UTC)
        self._origin = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return time.monotonic() - self._origin

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def wait(event: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Return when the event is set or that many seconds have passed on the clock, whichever is first."""
    tasks = (asyncio.ensure_future(event.wait()), asyncio.ensure_future(clock.sleep(seconds)))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
