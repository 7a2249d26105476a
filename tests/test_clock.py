"""A clock that can be moved: nobody wakes early, everybody in order, and no time is lived twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock, wait

START = datetime(2023, 4, 17, 9, tzinfo=UTC)
HOUR = 3600.0
SLACK = timedelta(minutes=5)
"""Far more than a test takes, and far less than the half hour between a move and the next waking."""


@dataclass(frozen=True)
class Sleep:
    """Somebody lies down for so many hours and a half."""

    hours: int


@dataclass(frozen=True)
class Move:
    """The clock is moved by so many hours."""

    hours: int


@dataclass(frozen=True)
class Cancel:
    """One of those who sleep, counted round, is called off."""

    which: int


Act = Sleep | Move | Cancel
acts = st.lists(
    st.one_of(
        st.builds(Sleep, st.integers(0, 20)),
        st.builds(Move, st.integers(-15, 15)),
        st.builds(Cancel, st.integers(0, 10)),
    ),
    max_size=25,
)


async def settle() -> None:
    """Let everybody run who has something to do now; it takes no time on any clock."""
    for _ in range(10):
        await asyncio.sleep(0)


@settings(deadline=None)
@given(acts)
def test_whoever_sleeps_wakes_in_time_and_in_order(acts: Sequence[Act]) -> None:
    asyncio.run(_carry_out(acts))


async def _carry_out(acts: Sequence[Act]) -> None:
    """The model counts in hours: `passed` never goes back, and whoever's hour has passed is awake."""
    clock = MovableClock(START)
    passed, now = 0, START
    asleep: dict[int, float] = {}
    tasks: dict[int, asyncio.Task[None]] = {}
    awake: list[int] = []
    lived = clock.monotonic()

    async def sleeper(name: int, hours: float) -> None:
        await clock.sleep(hours * HOUR)
        awake.append(name)

    for number, act in enumerate(acts):
        expected = list(awake)
        match act:
            case Sleep(hours):
                # No two at the same time, which would be for the machine's own clock to tell apart.
                lasting = hours + 0.5 + number / 1000
                asleep[number] = passed + lasting
                tasks[number] = asyncio.create_task(sleeper(number, lasting))
            case Move(hours):
                passed, now = passed + max(hours, 0), now + timedelta(hours=hours)
                due = sorted((at, name) for name, at in asleep.items() if at <= passed)
                expected += [name for _, name in due]
                for _, name in due:
                    del asleep[name]
                clock.move_to(now)
            case Cancel(which) if asleep:
                name = sorted(asleep)[which % len(asleep)]
                del asleep[name]
                tasks[name].cancel()
        await settle()
        assert awake == expected
        assert abs(clock.now() - now) < SLACK
        assert abs(clock.monotonic() - passed * HOUR) < SLACK.total_seconds()
        assert clock.monotonic() >= lived
        lived = clock.monotonic()

    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    clock.move_to(now + timedelta(days=365))
    await settle()
    assert len(awake) + sum(task.cancelled() for task in tasks.values()) == len(tasks)


async def test_the_rest_of_a_sleep_is_slept() -> None:
    clock = MovableClock(START)
    due = clock.monotonic() + HOUR + 0.1
    sleeping = asyncio.create_task(clock.sleep(HOUR + 0.1))
    await settle()
    clock.move_to(clock.now() + timedelta(hours=1))
    await settle()
    assert not sleeping.done()
    async with asyncio.timeout(60):
        await sleeping
    assert clock.monotonic() >= due


async def test_a_move_back_lets_nobody_sleep_longer() -> None:
    clock = MovableClock(START)
    due = clock.monotonic() + 0.05
    sleeping = asyncio.create_task(clock.sleep(0.05))
    await settle()
    clock.move_to(START - timedelta(days=300))
    async with asyncio.timeout(60):
        await sleeping
    assert clock.monotonic() >= due
    assert clock.now() - (START - timedelta(days=300)) < SLACK


async def test_nobody_wakes_early_without_a_move() -> None:
    clock = MovableClock(START)

    async def early(seconds: float) -> bool:
        due = clock.monotonic() + seconds
        await clock.sleep(seconds)
        return clock.monotonic() < due

    assert not any(await asyncio.gather(*(early(step / 10_000) for step in range(-5, 200))))


async def test_whoever_wakes_may_move_the_clock_on() -> None:
    clock = MovableClock(START)
    awake: list[float] = []

    async def sleeper(hours: float) -> None:
        await clock.sleep(hours * HOUR)
        awake.append(hours)
        clock.move_to(clock.now() + timedelta(hours=10))

    sleepers = [asyncio.create_task(sleeper(hours)) for hours in (30, 20, 10)]
    await settle()
    clock.move_to(START + timedelta(hours=11))
    async with asyncio.timeout(60):
        await asyncio.gather(*sleepers)
    assert awake == [10, 20, 30]


async def test_moves_before_anybody_could_get_up() -> None:
    clock = MovableClock(START)
    kept, called_off = (asyncio.create_task(clock.sleep(HOUR)) for _ in range(2))
    await settle()
    called_off.cancel()
    for hours in (2, 3, 1, 4):
        clock.move_to(START + timedelta(hours=hours))
    await settle()
    assert kept.done()
    assert called_off.cancelled()


async def test_a_wait_ends_with_the_move_or_with_its_event() -> None:
    clock = MovableClock(START)
    event = asyncio.Event()
    waits = [asyncio.create_task(wait(event, clock, seconds)) for seconds in (HOUR, 3 * HOUR)]
    await settle()
    clock.move_to(START + timedelta(hours=2))
    await settle()
    assert [task.done() for task in waits] == [True, False]
    event.set()
    async with asyncio.timeout(60):
        await asyncio.gather(*waits)


def test_it_shows_the_instant_whatever_its_zone() -> None:
    clock = MovableClock(START)
    clock.move_to(datetime(2023, 6, 13, 11, tzinfo=timezone(timedelta(hours=2))))
    assert timedelta() <= clock.now() - datetime(2023, 6, 13, 9, tzinfo=UTC) < SLACK
    assert clock.now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    naive = START.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        MovableClock(naive)
    clock = MovableClock(START)
    with pytest.raises(ValueError, match="aware"):
        clock.move_to(naive)
    assert clock.now() - START < SLACK
