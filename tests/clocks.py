"""A clock that stands still until a test moves it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta


class SteppedClock:
    """Time passes only by `advance`, which wakes the sleepers whose time has come."""

    def __init__(self, start: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)) -> None:
        self._start = start
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._asleep = asyncio.Event()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (self._passed + seconds, future)
        self._sleepers.append(entry)
        self._asleep.set()
        try:
            await future
        finally:
            self._sleepers.remove(entry)

    def sleeping(self, seconds: float) -> bool:
        """Whether somebody sleeps for exactly that long from now."""
        return any(abs(due - self._passed - seconds) < 1e-6 for due, _ in self._sleepers)

    async def fell_asleep(self) -> None:
        """Return when somebody else has begun to sleep."""
        self._asleep.clear()
        await self._asleep.wait()

    def advance(self, seconds: float) -> None:
        """Let that much time pass at once."""
        self._passed += seconds
        for due, future in self._sleepers:
            if due <= self._passed and not future.done():
                future.set_result(None)

    async def run_for(self, seconds: float) -> None:
        """Let that much time pass, waking each sleeper at its own time; what it does then takes no time."""
        end = self._passed + seconds
        await self._settle()
        while due := [due for due, future in self._sleepers if due <= end and not future.done()]:
            self.advance(max(min(due) - self._passed, 0.0))
            await self._settle()
        self.advance(end - self._passed)

    async def _settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


class LateClock(SteppedClock):
    """Wakes whoever sleeps too late, by what comes next of `lateness` (seconds), as timers do on a busy machine."""

    def __init__(self, lateness: Iterator[float]) -> None:
        super().__init__()
        self._lateness = lateness

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds + next(self._lateness))
