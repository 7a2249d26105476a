"""The pace at which messages may leave, on a clock that the test moves."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.exchange import Priority
from bot.gateway.pacing import Pacer, Rates, StoppedError
from tests.clocks import SteppedClock

Sent = list[tuple[float, int, Priority]]


async def pace(requests: list[tuple[int, Priority]], rates: Rates, seconds: float) -> Sent:
    """What is sent in so many seconds when all of this is asked for at once: time, chat, priority."""
    clock = SteppedClock()
    pacer = Pacer(clock, rates)
    sent: Sent = []

    async def send(chat: int, priority: Priority) -> None:
        await pacer.turn(chat, priority)
        sent.append((clock.monotonic(), chat, priority))

    tasks = [asyncio.create_task(send(chat, priority)) for chat, priority in requests]
    await clock.run_for(seconds)
    pacer.close()
    await asyncio.gather(*tasks, return_exceptions=True)
    return sent


async def test_a_chat_may_have_three_at_once_and_then_one_a_second() -> None:
    sent = await pace([(1, Priority.ANSWER)] * 6, Rates(overall=1000), 10)
    times = [round(at, 1) for at, _, _ in sent]
    assert times[:3] == [0.0, 0.0, 0.0]
    assert times[3:] == [1.0, 2.0, 3.0]


async def test_a_group_has_twenty_in_a_minute() -> None:
    sent = await pace([(-5, Priority.ANSWER)] * 30, Rates(), 60)
    assert 20 <= len(sent) <= 21


async def test_answers_go_before_announcements_that_waited_longer() -> None:
    announcements = [(chat, Priority.ANNOUNCEMENT) for chat in range(100, 140)]
    sent = await pace([*announcements, (1, Priority.ANSWER)], Rates(overall=10), 1)
    assert [priority for _, _, priority in sent].index(Priority.ANSWER) <= 1


async def test_a_chat_that_must_wait_does_not_hold_up_others() -> None:
    requests = [(1, Priority.ANSWER)] * 10 + [(2, Priority.ANNOUNCEMENT)]
    sent = await pace(requests, Rates(overall=1000), 0.5)
    assert (2, Priority.ANNOUNCEMENT) in [(chat, priority) for _, chat, priority in sent]


@settings(max_examples=40, deadline=None)
@given(chats=st.lists(st.integers(1, 12), min_size=1, max_size=120), overall=st.integers(5, 40))
def test_never_faster_than_the_rates(chats: list[int], overall: int) -> None:
    sent = asyncio.run(pace([(chat, Priority.ANSWER) for chat in chats], Rates(overall=overall), 200))
    assert Counter(chat for _, chat, _ in sent) == Counter(chats)
    times = [at for at, _, _ in sent]
    for start in times:
        assert sum(start <= at < start + 1 for at in times) <= overall
    for chat in set(chats):
        own = [at for at, other, _ in sent if other == chat]
        for start in own:
            assert sum(start <= at < start + 5 for at in own) <= 3 + 5


@settings(max_examples=40, deadline=None)
@given(moments=st.lists(st.floats(0, 0.3), min_size=1, max_size=30))
def test_an_answer_waits_for_one_step_at_most_whatever_else_is_sent(moments: list[float]) -> None:
    async def waits() -> list[float]:
        clock = SteppedClock()
        pacer = Pacer(clock, Rates(overall=28))
        announcements = [asyncio.create_task(pacer.turn(chat, Priority.ANNOUNCEMENT)) for chat in range(1000, 2000)]
        waited: list[float] = []

        async def answer(chat: int) -> None:
            asked = clock.monotonic()
            await pacer.turn(chat, Priority.ANSWER)
            waited.append(clock.monotonic() - asked)

        answers = []
        for chat, moment in enumerate(moments, 1):
            await clock.run_for(moment + 1 / 28)
            answers.append(asyncio.create_task(answer(chat)))
        await clock.run_for(1)
        assert not all(task.done() for task in announcements)
        pacer.close()
        await asyncio.gather(*announcements, *answers, return_exceptions=True)
        return waited

    waited = asyncio.run(waits())
    assert len(waited) == len(moments)
    assert max(waited) <= 1 / 28 + 1e-5


async def test_whoever_no_longer_waits_uses_no_turn() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates(overall=1))
    tasks = [asyncio.create_task(pacer.turn(chat, Priority.ANSWER)) for chat in (1, 2, 3)]
    await clock.run_for(0)
    tasks[1].cancel()
    await clock.run_for(1.1)
    assert [task.done() and not task.cancelled() for task in tasks] == [True, False, True]


async def test_what_rests_is_known_for_as_long_as_it_rests() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates(overall=5000, chat_burst=1))
    tasks = [asyncio.create_task(pacer.turn(chat, Priority.ANSWER)) for chat in range(1, 3001)]
    pacer.hold(1, 30)
    await clock.run_for(0.5)
    pacer.hold(7, 2)
    # 2,500 were written to, and the first one is held.
    assert len(pacer.resting()) == 2501
    await clock.run_for(2.2)
    assert {chat: round(seconds) for chat, seconds in pacer.resting().items()} == {1: 27}
    await clock.run_for(60)
    assert pacer.resting() == {}
    await asyncio.gather(*tasks)


async def test_retry_after_holds_the_chat_alone() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates())
    pacer.hold(1, 30)
    held = asyncio.create_task(pacer.turn(1, Priority.ANSWER))
    free = asyncio.create_task(pacer.turn(2, Priority.ANSWER))
    await clock.run_for(29)
    assert free.done()
    assert not held.done()
    await clock.run_for(2)
    assert held.done()


async def test_several_chats_told_to_wait_hold_everybody() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates())
    for chat in (1, 2, 3):
        pacer.hold(chat, 30)
    other = asyncio.create_task(pacer.turn(4, Priority.ANSWER))
    await clock.run_for(29)
    assert not other.done()
    await clock.run_for(2)
    assert other.done()


async def test_chats_told_to_wait_long_after_each_other_hold_only_themselves() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates())
    for chat in (1, 2, 3):
        pacer.hold(chat, 300)
        await clock.run_for(20)
    await asyncio.wait_for(pacer.turn(4, Priority.ANSWER), 60)


async def test_whoever_waits_at_the_end_is_told_so() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates())
    pacer.hold(1, 3600)
    waiting = asyncio.create_task(pacer.turn(1, Priority.ANSWER))
    await clock.run_for(1)
    pacer.close()
    with pytest.raises(StoppedError):
        await waiting
    with pytest.raises(StoppedError):
        await pacer.turn(2, Priority.ANSWER)
