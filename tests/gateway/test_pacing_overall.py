"""The pace over all chats, where timers are late and servers are strict."""

import asyncio
from bisect import bisect_left
from collections.abc import Iterable
from itertools import cycle, pairwise, repeat

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.exchange import Priority
from bot.gateway.pacing import Pacer, Rates, StoppedError
from bot.simulator.errors import ApiError
from bot.simulator.flood import FloodLimits
from tests.clocks import LateClock, SteppedClock


def most_within(window: float, times: list[float]) -> int:
    """The most that ever fell into a window of that many seconds, its end not included."""
    return max((bisect_left(times, start + window) - number for number, start in enumerate(times)), default=0)


RATES = st.integers(1, 60) | st.floats(0.1, 60) | st.just(28.5)


@settings(max_examples=60, deadline=None)
@given(
    rate=RATES,
    lateness=st.lists(st.floats(0, 0.05) | st.floats(0, 3), min_size=1, max_size=40),
    pauses=st.lists(st.floats(0, 3), min_size=1, max_size=6),
)
def test_no_second_ever_gets_more_than_the_rate(rate: float, lateness: list[float], pauses: list[float]) -> None:
    async def times() -> list[float]:
        clock = LateClock(cycle(lateness))
        pacer = Pacer(clock, Rates(overall=rate))
        sent: list[float] = []

        async def send(chat: int) -> None:
            await pacer.turn(chat, Priority.ANSWER)
            sent.append(clock.monotonic())

        tasks = []
        for burst, pause in enumerate(pauses):
            tasks += [asyncio.create_task(send(100 * burst + chat)) for chat in range(1, 80)]
            await clock.run_for(pause)
        await clock.run_for(5 / rate)
        pacer.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        return sent

    sent = asyncio.run(times())
    assert sent
    assert most_within(1, sent) <= max(1, rate)
    if rate < 1:
        assert most_within(1 / rate, sent) == 1


@settings(max_examples=25, deadline=None)
@given(
    rate=st.sampled_from([1, 7, 28, 28.5, 30, 60, 500, 4000]),
    lateness=st.lists(st.floats(0, 0.012), min_size=1, max_size=40),
)
def test_late_wake_ups_cost_less_than_three_in_a_hundred(rate: float, lateness: list[float]) -> None:
    async def count(seconds: float) -> int:
        clock = LateClock(cycle(lateness))
        pacer = Pacer(clock, Rates(overall=rate))
        tasks = [asyncio.create_task(pacer.turn(chat, Priority.ANSWER)) for chat in range(1, int(rate * seconds) + 9)]
        await clock.run_for(seconds)
        sent = sum(task.done() for task in tasks)
        pacer.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        return sent

    seconds = 1 if rate > 100 else 100 / rate + 1
    assert asyncio.run(count(seconds)) >= 0.97 * rate * seconds


async def test_after_silence_nothing_is_made_up_for() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates(overall=10))
    await pacer.turn(1, Priority.ANSWER)
    await clock.run_for(60)
    tasks = [asyncio.create_task(pacer.turn(chat, Priority.ANSWER)) for chat in (2, 3, 4)]
    await clock.run_for(0)
    assert [task.done() for task in tasks] == [True, False, False]
    pacer.close()
    await asyncio.gather(*tasks, return_exceptions=True)


async def write_for_two_minutes(clock: SteppedClock, burst: float) -> tuple[list[float], int]:
    """When messages were sent, many chats in turn, to a server that lets so many through at once; and how many it
    refused."""
    limits = FloodLimits(clock)
    limits.overall_per_second, limits.overall_burst, limits.per_chat_per_second = 30, burst, 1
    pacer = Pacer(clock, Rates(overall=30, chat=1, chat_burst=1))
    sent: list[float] = []
    refused = 0

    async def keep_writing(chats: Iterable[int]) -> None:
        nonlocal refused
        for chat in cycle(chats):
            await pacer.turn(chat, Priority.ANNOUNCEMENT)
            try:
                limits.check(chat)
            except ApiError as refusal:
                refused += 1
                pacer.hold(chat, refusal.retry_after or 0)
            else:
                sent.append(clock.monotonic())

    writers = [asyncio.create_task(keep_writing(range(first, first + 10))) for first in range(1, 80, 10)]
    await clock.run_for(120)
    pacer.close()
    assert [type(end) for end in await asyncio.gather(*writers, return_exceptions=True)] == [StoppedError] * 8
    return sent, refused


async def test_a_server_that_lets_no_two_through_at_once_refuses_nothing() -> None:
    sent, refused = await write_for_two_minutes(SteppedClock(), burst=1)
    assert refused == 0
    assert len(sent) >= 0.97 * 30 * 120


LATENESS = (0.0, 0.001, 0.009, 0.002, 0.02)


async def test_what_late_timers_cost_is_made_up_for_by_two_at_once_at_most() -> None:
    sent, refused = await write_for_two_minutes(LateClock(cycle(LATENESS)), burst=2)
    assert refused == 0
    assert len(sent) >= 0.97 * 30 * 120


async def test_nothing_is_made_up_for_where_the_server_minds() -> None:
    sent, refused = await write_for_two_minutes(LateClock(cycle(LATENESS)), burst=1)
    assert refused == 1
    assert min(after - before for before, after in pairwise(sent[10:])) >= 1 / 30


async def test_thousands_a_second_are_not_held_up_by_timers() -> None:
    """A timer is a millisecond late, twenty times the step between two of them: one timer each would take two seconds
    for what is to take a tenth."""
    clock = LateClock(repeat(0.001))
    pacer = Pacer(clock, Rates(overall=20_000, chat=1000))
    turns = [asyncio.create_task(pacer.turn(chat, Priority.ANNOUNCEMENT)) for chat in range(2000)]
    await clock.run_for(0.11)
    assert all(turn.done() for turn in turns)
