"""How well the pacer uses a limit and keeps to it: `python -m tests.benchmarks.pace [SECONDS]`.

For an hour (or so many seconds) of movable time an announcement goes to readers one after another while others ask for
something, at 30 messages a second overall and one a second in a chat; against a server that lets no two closer together
than that, or two at once, with timers that are exact and with timers that are late. Beside it, in three seconds of true
time: aiolimiter's AsyncLimiter, and PTB's AIORateLimiter on it. Last, what a turn and a look at the chats that rest
cost.
"""

import asyncio
import random
import sys
import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle, repeat
from typing import Any, Final

from aiolimiter import AsyncLimiter
from telegram.ext import AIORateLimiter

from bot.clock import SystemClock
from bot.domain.exchange import Priority
from bot.gateway.pacing import Pacer, Rates, StoppedError
from bot.simulator.errors import ApiError
from bot.simulator.flood import FloodLimits
from tests.clocks import LateClock

RATE: Final = 30
READERS: Final = 100_000
SLOTS: Final = 16
BETWEEN_ANSWERS: Final = 0.7
"""Seconds, on average."""


@dataclass
class Run:
    """What was sent, when, in seconds; how often the server refused; and how long answers waited."""

    sent: list[float] = field(default_factory=list)
    refused: int = 0
    waits: list[float] = field(default_factory=list)


def most_in_a_second(times: list[float]) -> int:
    """The most that ever fell into a second, its end not included."""
    return max(bisect_left(times, start + 1) - number for number, start in enumerate(times))


async def hour(seconds: float, announces: bool, lateness: Iterator[float], burst: int) -> Run:
    """Answers all the time, and an announcement or none; the server lets so many through at once."""
    clock = LateClock(lateness)
    limits = FloodLimits(clock)
    limits.overall_per_second, limits.overall_burst = RATE, burst
    limits.per_chat_per_second, limits.per_chat_burst = 1, 1
    pacer = Pacer(clock, Rates(overall=RATE, chat=1, chat_burst=1))
    run, chance = Run(), random.Random(7)

    async def send(chat: int, priority: Priority) -> None:
        await pacer.turn(chat, priority)
        try:
            limits.check(chat)
        except ApiError as refusal:
            run.refused += 1
            pacer.hold(chat, refusal.retry_after or 0)
        else:
            run.sent.append(clock.monotonic())

    async def announce(chats: Iterator[int]) -> None:
        for chat in chats:
            await send(chat, Priority.ANNOUNCEMENT)

    async def answer(chat: int) -> None:
        asked = clock.monotonic()
        await send(chat, Priority.ANSWER)
        run.waits.append(clock.monotonic() - asked)

    # Whoever asks has not just been written to: what is measured is what the announcement costs, not their own pace.
    announced, asking = cycle(range(1, READERS + 1)), count(READERS + 1)
    tasks = [asyncio.create_task(announce(announced)) for _ in range(SLOTS if announces else 0)]
    while clock.monotonic() < seconds:
        await clock.run_for(min(chance.expovariate(1 / BETWEEN_ANSWERS), seconds - clock.monotonic()))
        tasks.append(asyncio.create_task(answer(next(asking))))
        tasks[SLOTS:] = [task for task in tasks[SLOTS:] if not task.done()]
    pacer.close()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        assert ended is None or isinstance(ended, StoppedError), ended
    return run


def late() -> Iterator[float]:
    """Seconds by which the timers of a busy machine are late: 2 ms on average, now and then 30."""
    chance = random.Random(11)
    while True:
        yield 0.03 if chance.random() < 0.01 else min(chance.expovariate(500), 0.03)


async def in_true_time(take: Callable[[int], Awaitable[object]], seconds: float = 3) -> list[float]:
    """When each turn came."""
    began, times = time.monotonic(), []

    async def one(chat: int) -> None:
        await take(chat)
        times.append(time.monotonic() - began)

    tasks = [asyncio.create_task(one(chat)) for chat in range(1, int(3 * RATE * seconds))]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return times


async def limiters() -> None:
    """What each of three lets through in the first seconds."""
    limiter, ptb = AsyncLimiter(RATE, 1), AIORateLimiter(overall_max_rate=RATE, overall_time_period=1)
    pacer = Pacer(SystemClock(), Rates(overall=RATE, chat=1, chat_burst=1))

    async def nothing() -> bool:
        return True

    def through_ptb(chat: int) -> Awaitable[Any]:
        return ptb.process_request(nothing, (), {}, "sendMessage", {"chat_id": chat}, None)

    for name, take in (
        ("AsyncLimiter", lambda _: limiter.acquire()),
        ("AIORateLimiter", through_ptb),
        ("this pacer", lambda chat: pacer.turn(chat, Priority.ANNOUNCEMENT)),
    ):
        times = await in_true_time(take)
        first, most = bisect_left(times, 1.0), most_in_a_second(times)
        print(f"  {name:14} {first:3} in the first second, {most:3} at most in any, {len(times):3} in three")
    pacer.close()


async def costs() -> None:
    """CPU of a turn, and of a look at what rests, after so many chats were written to."""
    pacer = Pacer(SystemClock(), Rates(overall=1e6, chat=1))
    began = time.process_time()
    for first in range(1, READERS, 1000):
        await asyncio.gather(*(pacer.turn(chat, Priority.ANNOUNCEMENT) for chat in range(first, first + 1000)))
    turn = (time.process_time() - began) / READERS
    await asyncio.sleep(1.1)
    began = time.process_time()
    for _ in range(1000):
        pacer.resting()
    print(f"  a turn {turn * 1e6:.0f} µs; what rests, {(time.process_time() - began) * 1e3:.0f} µs")
    pacer.close()


async def show(seconds: float, name: str, lateness: Callable[[], Iterator[float]], burst: int) -> None:
    """An announcement with answers, beside the same answers in quiet."""
    run, quiet = await hour(seconds, True, lateness(), burst), await hour(seconds, False, lateness(), burst)
    share = len(run.sent) / (RATE * seconds)
    longer = max(wait - alone for wait, alone in zip(run.waits, quiet.waits, strict=False))
    print(
        f"  {name:38} {share:7.2%} used, {run.refused:3} refused, {most_in_a_second(run.sent):3} at most in a second;"
        f" {len(run.waits):5} answers, {longer * 1000:4.1f} ms longer than in quiet at most"
    )


async def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    print(f"{seconds:.0f} s at {RATE} a second ({1000 / RATE:.1f} ms from one message to the next):")
    await show(seconds, "exact timers, no two at once", lambda: repeat(0.0), 1)
    await show(seconds, "late timers, two at once", late, 2)
    await show(seconds, "late timers, no two at once", late, 1)
    print(f"limiters at {RATE} a second:")
    await limiters()
    print(f"costs, after {READERS:,} chats:")
    await costs()


if __name__ == "__main__":
    asyncio.run(main())
