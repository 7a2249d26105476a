"""The whole bot through leaps of time: it stays connected, answers, and knows what day it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import MovableClock
from bot.gateway.pacing import Rates
from bot.simulator.world import World
from tests.living import SPRING, living

NINO = 1001
NEXT = "What is the next meeting?"
EVE = datetime(2023, 6, 13, 9, tzinfo=UTC)


def refusals(world: World) -> list[str | None]:
    return [call.error for call in world.refused]


async def test_it_answers_before_and_after_each_leap(tmp_path: Path) -> None:
    async with living(tmp_path) as bot:
        world = bot.world
        assert isinstance(world.clock, MovableClock)
        for instant, expected in (
            (SPRING, ("Tbilisi", "In 16 days")),
            (EVE, ("Brussels", "Tomorrow")),
            (SPRING + timedelta(days=1), ("Tbilisi", "In 15 days")),
            (EVE, ("Brussels", "Tomorrow")),
        ):
            if instant != SPRING:
                world.move_clock(instant)
            assert world.ready()
            answer = await bot.ask(NINO, NEXT)
            assert all(words in answer.text for words in expected), answer.text
            assert abs(answer.date - instant.timestamp()) < 60
            assert world.ready()
        assert refusals(world) == []


async def test_what_is_under_way_arrives_through_a_leap(tmp_path: Path) -> None:
    async with living(tmp_path) as bot:
        world = bot.world
        for step, person in enumerate((1001, 1002, 1003, 1004)):
            world.send_text(person, "/help")
            world.move_clock(world.clock.now() + timedelta(days=(200, -100)[step % 2]))
        await bot.until(lambda: all(bot.from_bot(person) for person in (1001, 1002, 1003, 1004)))
        await bot.idle()
        assert all(len(bot.from_bot(person)) == 1 for person in (1001, 1002, 1003, 1004))
        assert refusals(world) == []


async def test_what_waits_for_its_turn_is_not_left_in_the_future(tmp_path: Path) -> None:
    """Of seven answers at once a chat takes a few at a time; the rest wait, and go out also after a move back."""
    async with living(tmp_path, rates=Rates()) as bot:
        world = bot.world
        for _ in range(6):
            world.send_text(NINO, "/help")
        await bot.until(lambda: len(bot.from_bot(NINO)) >= 2)
        world.move_clock(world.clock.now() - timedelta(days=30))
        world.send_text(NINO, "/help")
        await bot.until(lambda: len(bot.from_bot(NINO)) == 7)
        assert refusals(world) == []
