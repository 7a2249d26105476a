"""Announcements that wait for their turn can be called back, and wait for no chat that is to be left alone for long."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.exchange import Priority, TextPart
from bot.domain.outcomes import Later
from bot.gateway import connection
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates, StoppedError
from tests.clocks import SteppedClock


async def test_who_waits_is_called_back_by_priority() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates(overall=1, chat=100, chat_burst=100))
    await pacer.turn(1, Priority.ANSWER)
    announced = [asyncio.create_task(pacer.turn(chat, Priority.ANNOUNCEMENT)) for chat in (2, 3)]
    answer = asyncio.create_task(pacer.turn(4, Priority.ANSWER))
    await clock.run_for(0)
    pacer.recall(Priority.ANNOUNCEMENT)
    for each in announced:
        with pytest.raises(StoppedError):
            await each
    await clock.run_for(1.1)
    await asyncio.wait_for(answer, 60)
    again = asyncio.create_task(pacer.turn(2, Priority.ANNOUNCEMENT))
    await clock.run_for(1.1)
    await asyncio.wait_for(again, 60)


async def test_an_announcement_does_not_wait_for_a_chat_for_long() -> None:
    clock = SteppedClock()
    pacer = Pacer(clock, Rates())
    sender = TelegramSender(connection.connect("1:" + "A" * 35, "http://127.0.0.1:9"), pacer, clock)
    pacer.hold(5, 3600)
    outcome = await asyncio.wait_for(sender.send(5, TextPart("x"), Priority.ANNOUNCEMENT, None), 60)
    assert outcome == Later(clock.now() + timedelta(hours=1), "the chat rests")
