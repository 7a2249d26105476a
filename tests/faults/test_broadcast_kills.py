"""`kill -9` at each point of sending an announcement: nobody is lost, and nobody gets it twice."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from bot.app import made_up_token
from bot.clock import SystemClock
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests import announce
from tests.databases import make_tables
from tests.faults import mortal

READERS: Final = range(10_001, 12_001)
PATIENCE: Final = 60.0

ARRIVED: Final = "when a request has arrived"
ANSWERED: Final = "when it is answered"
ANY_TIME: Final = "at any time"
MINE: Final = (mortal.BEFORE_CLAIM, mortal.AFTER_CLAIM, mortal.BEFORE_COMMIT)
"""Where a bot ends its own life."""
POINTS: Final = (*MINE, ARRIVED, ANSWERED)

MOST: Final[Mapping[str, int]] = {
    mortal.BEFORE_CLAIM: 5,
    mortal.AFTER_CLAIM: 4,
    ARRIVED: 80,
    ANSWERED: 80,
    mortal.BEFORE_COMMIT: 4,
}
"""How often a point is come to at most before the end; lives are short, so that there are messages left for the last
one."""

ANSWER_ON_ITS_WAY: Final = 0.003
A_LIFE: Final = 0.4


class Mortals:
    """Bots that live one after another, in processes of their own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin, self._stdout = process.stdin, process.stdout

    async def line(self) -> str:
        return (await asyncio.wait_for(self._stdout.readline(), PATIENCE)).decode().strip()

    async def begin(self, point: str, times: int) -> int:
        """The number of the process of a new life."""
        self._stdin.write(f"{times} {point}\n".encode())
        return int(await self.line())

    async def end(self) -> None:
        """Return when this life is over; it has to have been cut short."""
        assert await self.line() == f"over {-signal.SIGKILL}"


@asynccontextmanager
async def mortals(url: str, token: str, key: str, file: Path) -> AsyncIterator[Mortals]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.mortal", url, token, key, str(file)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    found = Mortals(process)
    try:
        assert await found.line() == "ready"
        yield found
    finally:
        process.kill()
        await process.wait()


@dataclass
class Run:
    """What came of all."""

    lives: Counter[str] = field(default_factory=Counter)
    """By the points at which they ended."""
    copies: Counter[int] = field(default_factory=Counter)
    """By reader, how many messages stand in their chat."""
    reached: dict[int, str | None] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    stand: dict[int, str] = field(default_factory=dict)

    def __str__(self) -> str:
        arrived = sum(self.copies[reader] == 1 for reader, what in self.reached.items() if what == "unknown")
        lives = ", ".join(f"{count} {point}" for point, count in self.lives.items())
        twice = sum(count > 1 for count in self.copies.values())
        return (
            f"{sum(self.lives.values())} kills ({lives}); {dict(Counter(self.reached.values()))}"
            f" ({arrived} of the unknown ones have it); {twice} have it twice"
        )


async def announce_among_kills(folder: Path, points: list[str], chance: random.Random) -> Run:
    """Send to all, while each bot is killed at the next of the points; then let one finish."""
    world = World(clock=SystemClock())
    for reader in READERS:
        world.add_person(reader, started=True)
    key, token = new_key(), made_up_token()
    database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(key))
    await make_tables(database)
    await database.check_key()
    now = SystemClock().now()
    world.add_person(announce.AUTHOR, started=True)
    author = await announce.add_author(database, now)
    announce.add_readers(database.path, READERS.start, len(READERS), now)
    begun = await announce.begin(database, author, now)
    run = Run()
    async with SimulatorServer(world) as server, mortals(server.url, token, key, database.path) as bots:
        for point in points:
            await live_until(point, world, bots, chance)
            run.lives[point] += 1
        last = await bots.begin(mortal.NEVER, 1)
        async with asyncio.timeout(PATIENCE):
            while (await announce.get(database, begun)).active:
                await world.changed.wait(world.clock, 0.1)
        os.kill(last, signal.SIGKILL)
        await bots.end()
    await database.close()
    with closing(sqlite3.connect(database.path)) as connection:
        rows = connection.execute("SELECT person_id, reached, message_ids FROM deliveries").fetchall()
    for person, reached, ids in rows:
        messages = [message for message in world.chat(person) if message.from_bot]
        run.copies[person] = len(messages)
        run.reached[person], run.ids[person] = reached, ids
        run.stand[person] = ",".join(str(message.id) for message in messages)
    return run


async def live_until(point: str, world: World, bots: Mortals, chance: random.Random) -> None:
    """A life that ends at that point."""
    if point in MINE:
        await bots.begin(point, chance.randint(1, MOST[point]))
        await bots.end()
        return
    left = 1 if point == ANY_TIME else chance.randint(1, MOST[point])
    come = asyncio.Event()

    def meets(_: str, __: Mapping[str, str]) -> bool:
        nonlocal left
        left -= 1
        if left == 0:
            if point == ARRIVED:
                os.kill(process, signal.SIGKILL)
            come.set()
        return False

    # It meets no call: it counts them.
    world.faults.slow_answers(0, methods=("sendMessage",), when=meets)
    process = await bots.begin(mortal.NEVER, 1)
    ending = asyncio.ensure_future(bots.end())
    coming = asyncio.ensure_future(come.wait())
    await asyncio.wait((ending, coming), return_when=asyncio.FIRST_COMPLETED)
    if point != ARRIVED and not ending.done():
        await asyncio.sleep(ANSWER_ON_ITS_WAY if point == ANSWERED else chance.uniform(0, A_LIFE))
        os.kill(process, signal.SIGKILL)
    coming.cancel()
    await ending
    world.faults.clear()


def check(run: Run) -> None:
    assert len(run.reached) == len(READERS)
    for reader in READERS:
        what = run.reached[reader]
        assert what in ("sent", "unknown"), (reader, what, str(run))
        # It is not even sent twice to those of whom it is not known: a person decides on them.
        assert run.copies[reader] <= 1, (reader, what, str(run))
        if what == "sent":
            assert run.copies[reader] == 1, (reader, str(run))
            assert run.ids[reader] == run.stand[reader], (reader, str(run))


def points_of(kills: int, chance: random.Random) -> list[str]:
    """Each of the points three times, and the others at any time."""
    points = [*POINTS * 3, *[ANY_TIME] * (kills - 3 * len(POINTS))]
    chance.shuffle(points)
    return points


async def test_twenty_kills(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    run = await announce_among_kills(tmp_path, points_of(20, chance), chance)
    print(run)
    check(run)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(25))
async def test_five_hundred_kills(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    run = await announce_among_kills(tmp_path, points_of(20, chance), chance)
    print(run)
    check(run)
