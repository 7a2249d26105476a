"""Time, passed in: everything that asks what time it is, or waits, does so through a `Clock`."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
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


@dataclass(eq=False, slots=True)
class _Sleeper:
    """`due` is a monotonic time of the clock."""

    due: float
    waking: asyncio.Future[None]
    timer: asyncio.TimerHandle | None = None


class MovableClock:
    """A clock that starts at an instant of one's choice, goes on at the pace of the machine's, and can be moved.

    Demonstrations run on it: the sample's meetings lie in 2023. It serves one event loop.
    """

    def __init__(self, start: datetime) -> None:
        """`start` must be aware; ValueError where it is not."""
        self._instant, self._elapsed, self._since = _in_utc(start), 0.0, time.monotonic()
        self._sleepers: dict[_Sleeper, None] = {}
        """In the order in which they lay down."""

    def now(self) -> datetime:
        return self._instant + timedelta(seconds=time.monotonic() - self._since)

    def monotonic(self) -> float:
        return self._elapsed + (time.monotonic() - self._since)

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper = _Sleeper(self.monotonic() + seconds, asyncio.get_running_loop().create_future())
        self._sleepers[sleeper] = None
        try:
            self._wake_in_time(sleeper)
            await sleeper.waking
        finally:
            del self._sleepers[sleeper]
            if sleeper.timer is not None:
                sleeper.timer.cancel()

    def move_to(self, instant: datetime) -> None:
        """Let it be that (aware) instant; ValueError where it is not aware.

        Forwards, as much time has passed: whoever sleeps until then or less wakes at once, in the order of their
        times, and the others sleep for the rest. Backwards, no time has passed: nobody sleeps longer or shorter.
        """
        machine = time.monotonic()
        passed = machine - self._since
        target = _in_utc(instant)
        ahead = (target - self._instant).total_seconds() - passed
        self._instant, self._elapsed, self._since = target, self._elapsed + passed + max(ahead, 0.0), machine
        if ahead > 0:
            for sleeper in sorted(self._sleepers, key=attrgetter("due")):
                if sleeper.timer is not None:
                    sleeper.timer.cancel()
                self._wake_in_time(sleeper)

    def _wake_in_time(self, sleeper: _Sleeper) -> None:
        """Wake them if their time has come, else when it comes. A timer may go off a little early: it is set again."""
        left = sleeper.due - self.monotonic()
        if left > 0:
            sleeper.timer = sleeper.waking.get_loop().call_later(left, self._wake_in_time, sleeper)
        elif not sleeper.waking.done():
            sleeper.waking.set_result(None)


def _in_utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("a clock is set to an aware time")
    return instant.astimezone(UTC)


async def wait(event: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Return when the event is set or that many seconds have passed on the clock, whichever is first."""
    tasks = (asyncio.ensure_future(event.wait()), asyncio.ensure_future(clock.sleep(seconds)))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
