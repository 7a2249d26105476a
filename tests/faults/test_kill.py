"""`kill -9` at random moments of many conversations: nothing that Telegram was told is lost, nothing is done twice."""

import asyncio
import random
import re
import signal
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.domain.people import Grant, Role
from bot.services.invitations import Invitations
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher
from storage.database import Database
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

ACCEPTED = r"has been accepted"
MARKS = (ACCEPTED, *(mark for _, mark in SAYINGS))


@dataclass
class Run:
    """What came of all conversations."""

    kills: int
    said: int
    missing: int
    repeated: int
    unexplained: int
    updates: int
    expected_rows: int
    rows: int
    in_doubt: int
    broken: int
    grants: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.said} messages of {len(PEOPLE)} people: {self.missing} answers missing, "
            f"{self.repeated} repeated, {self.unexplained} of them without a broken connection; "
            f"{self.updates} updates handled, {self.rows} answers written, {self.broken} sendings repeated after a "
            f"break, {self.in_doubt} answers in doubt after five; {self.grants} invites used, each once"
        )


async def converse(folder: Path, kills: int, seed: int) -> Run:
    """Let twenty people talk while the bot is killed and started again so often; then let it finish.

    Each begins with an invite of their own: what it brings must come once.
    """
    chance = random.Random(seed)
    world = World(clock=SystemClock())
    said: dict[int, list[str]] = {person: [] for person in PEOPLE}
    for person in PEOPLE:
        world.add_person(person, started=True)

    async with SimulatorServer(world) as server:
        bot = Process(folder, server.url)
        payloads = await invites(bot)

        def say(person: int) -> None:
            if not said[person]:
                world.start(person, payloads[person])
                said[person] += [ACCEPTED, r"Veuillez choisir"]
                return
            text, mark = SAYINGS[(len(said[person]) - 2) % len(SAYINGS)]
            world.send_text(person, text)
            said[person].append(mark)

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

    repeated = missing = unexplained = 0
    for person in PEOPLE:
        marks = [mark_of(message.text) for message in world.chat(person) if message.from_bot]
        once = [mark for number, mark in enumerate(marks) if number == 0 or mark != marks[number - 1]]
        missing += sum(expected != found for expected, found in zip_longest(said[person], once))
        twice = len(marks) - len(once)
        repeated += twice
        broken = bot.count(f"SELECT coalesce(sum(attempts - 1), 0) FROM outbox WHERE chat_id = {person}")
        unexplained += max(twice - broken, 0)
    messages = sum(len(marks) - 1 for marks in said.values())
    return Run(
        kills=kills,
        said=messages,
        missing=missing,
        repeated=repeated,
        unexplained=unexplained,
        updates=bot.count("SELECT count(*) FROM inbox WHERE state = 'done'"),
        expected_rows=sum(map(len, said.values())),
        rows=bot.count("SELECT count(*) FROM outbox"),
        in_doubt=bot.count("SELECT count(*) FROM outbox WHERE state = 'unknown'"),
        broken=bot.count("SELECT coalesce(sum(attempts - 1), 0) FROM outbox"),
        grants=bot.count("SELECT count(*) FROM grants"),
    )


async def invites(bot: Process) -> dict[int, str]:
    """A database with an invite for each person; its payload by person."""
    database = Database(f"sqlite+aiosqlite:///{bot.file}", Cipher(None))
    now = SystemClock().now()
    await database.upgrade(now)
    async with database.unit_of_work() as uow:
        made = Invitations(uow, now)
        payloads = {person: await made.create(Grant(Role.NFP, country="GE"), None) for person in PEOPLE}
        await uow.commit()
    await database.close()
    return payloads


def mark_of(text: str) -> str:
    return next((mark for mark in MARKS if re.search(mark, text)), text)


def check(run: Run) -> None:
    assert run.missing == 0, run
    assert run.unexplained == 0, run
    assert run.updates == run.said, run
    assert run.rows == run.expected_rows, run
    assert run.grants == len(PEOPLE), run


async def test_twenty_kills(tmp_path: Path) -> None:
    run = await converse(tmp_path, kills=20, seed=20230417)
    print(run)
    check(run)


@pytest.mark.soak
async def test_two_hundred_kills(tmp_path: Path) -> None:
    run = await converse(tmp_path, kills=200, seed=20230614)
    print(run)
    check(run)
