"""`kill -9` at random moments of many conversations: nothing that Telegram was told is lost, nothing is done twice."""

import asyncio
import random
import re
import signal
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.processes import Process, has_started, idle, started, until

PEOPLE = tuple(range(5001, 5021))
LIFE = 2.0
"""Seconds that a bot lives at most."""

SAYINGS = (
    ("/help", r"own words"),
    ("/language", r"Veuillez choisir"),
    ("/nothing", r"do not know this command"),
    ("/meetings", r"[Mm]eeting"),
    ("🙂", r"no words"),
)
"""What people say, and what each answer is known by: no two in a row are the same, so that a repeated answer shows."""


@dataclass
class Run:
    """What came of all conversations."""

    kills: int
    said: int
    missing: int
    repeated: int
    unexplained: int
    updates: int
    rows: int
    broken: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.said} messages of {len(PEOPLE)} people: {self.missing} unanswered, "
            f"{self.repeated} answers repeated, {self.unexplained} of them without a broken connection; "
            f"{self.updates} updates handled, {self.rows} answers written, {self.broken} sent again after a break"
        )


async def converse(folder: Path, kills: int, seed: int) -> Run:
    """Let twenty people talk while the bot is killed and started again so often; then let it finish."""
    chance = random.Random(seed)
    world = World(clock=SystemClock())
    for person in PEOPLE:
        world.add_person(person, started=True)
    said: dict[int, list[str]] = {person: [] for person in PEOPLE}

    def say(person: int) -> None:
        text, mark = SAYINGS[len(said[person]) % len(SAYINGS)]
        world.send_text(person, text)
        said[person].append(mark)

    async with SimulatorServer(world) as server:
        bot = Process(folder, server.url)
        for _ in range(kills):
            starts = started(world)
            async with bot.running() as process:
                await until(world, partial(has_started, world, starts))
                end = world.clock.monotonic() + chance.uniform(0, LIFE)
                while world.clock.monotonic() < end:
                    say(chance.choice(PEOPLE))
                    await asyncio.sleep(chance.uniform(0, 0.1))
                process.send_signal(signal.SIGKILL)
        async with bot.running():
            for person in PEOPLE:
                say(person)
            await until(world, lambda: not world.updates.pending() and idle(bot))

    repeated = missing = 0
    for person in PEOPLE:
        marks = [mark_of(message.text) for message in world.chat(person) if message.from_bot]
        once = [mark for number, mark in enumerate(marks) if number == 0 or mark != marks[number - 1]]
        repeated += len(marks) - len(once)
        missing += sum(expected != found for expected, found in zip(said[person], once, strict=False))
        missing += abs(len(said[person]) - len(once))
    broken = bot.count("SELECT coalesce(sum(attempts - 1), 0) FROM outbox")
    return Run(
        kills=kills,
        said=sum(map(len, said.values())),
        missing=missing,
        repeated=repeated,
        unexplained=max(repeated - broken, 0),
        updates=bot.count("SELECT count(*) FROM inbox WHERE state = 'done'"),
        rows=bot.count("SELECT count(*) FROM outbox WHERE state = 'sent'"),
        broken=broken,
    )


def mark_of(text: str) -> str:
    return next((mark for _, mark in SAYINGS if re.search(mark, text)), text)


def check(run: Run) -> None:
    assert run.missing == 0, run
    assert run.unexplained == 0, run
    assert run.updates == run.rows == run.said, run


async def test_twenty_kills(tmp_path: Path) -> None:
    run = await converse(tmp_path, kills=20, seed=20230417)
    print(run)
    check(run)


@pytest.mark.soak
async def test_two_hundred_kills(tmp_path: Path) -> None:
    run = await converse(tmp_path, kills=200, seed=20230614)
    print(run)
    check(run)
