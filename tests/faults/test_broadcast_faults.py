"""An announcement goes on through what goes wrong around it: nobody is lost, and nobody gets it twice."""

import asyncio
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from telegram import Bot

from bot.app import knowledge, made_up_token
from bot.clock import SystemClock
from bot.domain.announcements import Attachment, Content, State
from bot.domain.people import Person
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from bot.gateway.transport import Transport
from bot.services.broadcasting import Broadcasting
from bot.services.library import Library
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests import announce
from tests.commands import Command, spawned
from tests.databases import make_tables
from tests.living import Living, living
from tests.processes import ended, until

READERS: Final = range(20_001, 20_201)
FIRST: Final = frozenset(READERS[:5])
PACE: Final = Rates(overall=200, chat=100, chat_burst=100)
SOMEBODY: Final = 1001
PATIENCE: Final = 60.0
LOCKED: Final = 10.0
"""Seconds; about as long as a transaction waits for another process."""


class Announced:
    """A bot that is to send to all of `READERS`."""

    def __init__(self, bot: Living, author: Person) -> None:
        self.bot = bot
        self.author = author

    async def begin(self, content: Content | None = None) -> int:
        return await announce.begin(self.bot.database, self.author, self.bot.clock.now(), content)

    def sent(self) -> Counter[int]:
        """By reader, how many messages they have."""
        return Counter({reader: len(self.bot.from_bot(reader)) for reader in READERS})

    def reached(self) -> Mapping[int, str | None]:
        return reached_in(self.bot.database)

    async def until(self, count: int) -> None:
        await self.bot.until(lambda: self.sent().total() >= count)

    async def until_over(self, announcement: int) -> None:
        await over(self.bot.database, announcement)

    def all_but(self, *others: int) -> bool:
        """Whether all but these have it, once."""
        sent = self.sent()
        return all(sent[reader] == 1 for reader in READERS if reader not in others)


def reached_in(database: Database) -> Mapping[int, str | None]:
    """What has come of it, by reader."""
    query = f"SELECT person_id, reached FROM deliveries WHERE person_id >= {READERS.start}"
    with closing(sqlite3.connect(database.path)) as connection:
        return dict(connection.execute(query).fetchall())


async def over(database: Database, announcement: int) -> None:
    """Wait until nothing of it is left to be done."""
    async with asyncio.timeout(PATIENCE):
        while (await announce.get(database, announcement)).active:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@asynccontextmanager
async def announced(folder: Path, rates: Rates = PACE) -> AsyncIterator[Announced]:
    async with living(folder, rates=rates) as bot:
        for reader in READERS:
            bot.world.add_person(reader, started=True)
        author = await announce.add_author(bot.database, bot.clock.now())
        announce.add_readers(bot.database.path, READERS.start, len(READERS), bot.clock.now())
        yield Announced(bot, author)


@pytest.fixture
async def to_all(tmp_path: Path) -> AsyncIterator[Announced]:
    async with announced(tmp_path) as found:
        yield found


async def test_the_database_is_locked_for_ten_seconds(to_all: Announced) -> None:
    announcement = await to_all.begin()
    await to_all.until(20)
    with closing(sqlite3.connect(to_all.bot.database.path, isolation_level=None, timeout=5)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(LOCKED / 2)
        before = to_all.sent().total()
        await asyncio.sleep(LOCKED / 2)
        assert to_all.sent().total() == before < len(READERS), "nothing leaves that could not be recorded"
        connection.execute("ROLLBACK")
    await to_all.until_over(announcement)
    assert to_all.all_but()
    assert set(to_all.reached().values()) == {"sent"}


async def test_the_clock_is_set_back(to_all: Announced) -> None:
    announcement = await to_all.begin()
    await to_all.until(20)
    to_all.bot.world.move_clock(to_all.bot.clock.now() - timedelta(days=1))
    await to_all.until_over(announcement)
    assert to_all.all_but()
    assert set(to_all.reached().values()) == {"sent"}


def to_first(method: str, params: Mapping[str, str]) -> bool:
    return method == "sendMessage" and int(params["chat_id"]) in FIRST


async def test_telegram_answers_that_something_is_wrong_with_itself(to_all: Announced) -> None:
    to_all.bot.world.faults.internal_errors(5, when=to_first)
    await to_all.until_over(await to_all.begin())
    assert to_all.all_but(*FIRST)
    assert {reader for reader, what in to_all.reached().items() if what == "unknown"} == FIRST


async def test_a_page_comes_instead_of_an_answer(to_all: Announced) -> None:
    to_all.bot.world.faults.server_errors(5, status=502, when=to_first)
    await to_all.until_over(await to_all.begin())
    assert to_all.all_but(*FIRST)
    assert {reader for reader, what in to_all.reached().items() if what == "unknown"} == FIRST


async def test_answers_get_lost(to_all: Announced) -> None:
    to_all.bot.world.faults.lose_answers(5, when=to_first)
    await to_all.until_over(await to_all.begin())
    assert to_all.all_but(), "they have it, though that is not known"
    assert {reader for reader, what in to_all.reached().items() if what == "unknown"} == FIRST


async def test_a_server_that_is_down_pauses_it(to_all: Announced) -> None:
    to_all.bot.world.faults.server_errors(10**6, status=502, methods=("sendMessage",))
    announcement = await to_all.begin()
    await to_all.bot.until(lambda: paused(to_all.bot.database))
    halted = await announce.get(to_all.bot.database, announcement)
    assert halted.halted is not None
    in_doubt = sum(what == "unknown" for what in to_all.reached().values())
    assert 10 <= in_doubt <= 10 + 32, "those that were under way"


def paused(database: Database) -> bool:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute("SELECT state FROM announcements").fetchall() == [(State.PAUSED.value,)]


async def test_a_chat_is_to_be_left_alone_for_an_hour(to_all: Announced) -> None:
    quiet = READERS[3]
    to_all.bot.world.limits.refuse_for(quiet, 3600)
    announcement = await to_all.begin()
    await to_all.bot.until(lambda: to_all.all_but(quiet))
    assert to_all.sent()[quiet] == 0
    assert (await announce.get(to_all.bot.database, announcement)).state is State.SENDING
    to_all.bot.world.move_clock(to_all.bot.clock.now() + timedelta(minutes=61))
    await to_all.until_over(announcement)
    assert to_all.all_but()


async def test_readers_block_the_bot_half_way(tmp_path: Path) -> None:
    """Between two messages of one announcement, of which a chat takes two a second."""
    async with announced(tmp_path, rates=Rates(overall=200, chat=2, chat_burst=1)) as to_all:
        blocking = frozenset(READERS[100:])

        def block() -> bool:
            sent = to_all.sent()
            for reader in blocking:
                if sent[reader]:
                    to_all.bot.world.block(reader, True)
            return all(sent[reader] for reader in blocking)

        announcement = await to_all.begin(Content(texts={"en": "An agenda and a list"}, files={"": files(to_all)}))
        await to_all.bot.until(block)
        await to_all.until_over(announcement)
        sent, reached = to_all.sent(), to_all.reached()
        assert {reader for reader in READERS if sent[reader] == 3} == set(READERS) - blocking
        assert {reader for reader, what in reached.items() if what == "gone"} == blocking
        assert {reader for reader, what in reached.items() if what == "sent"} == set(READERS) - blocking


def files(to_all: Announced) -> tuple[Attachment, ...]:
    """Two that Telegram has."""
    media = [to_all.bot.world.send_media(SOMEBODY, "document").media for _ in range(2)]
    return tuple(Attachment(kind="document", file_id=each["file_id"], name="agenda.pdf") for each in media if each)


async def test_nothing_is_answered_at_all(tmp_path: Path) -> None:
    """As `bot.app` puts it together, but with less patience."""
    clock = SystemClock()
    world = World(clock=clock)
    for reader in READERS:
        world.add_person(reader, started=True)
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    author = await announce.add_author(database, clock.now())
    announce.add_readers(database.path, READERS.start, len(READERS), clock.now())
    announcement = await announce.begin(database, author, clock.now())
    known = knowledge()
    async with SimulatorServer(world) as server:
        world.faults.no_answers(5, when=to_first)
        transport = Transport(32, read_timeout=0.5)
        sender = TelegramSender(
            Bot(made_up_token(), base_url=f"{server.url}/bot", request=transport), Pacer(clock, PACE), clock
        )
        library = Library(known.lexicons, announce.PACK)
        engine = Broadcasting(database.unit_of_work, sender, known.renderer, library, clock, at_once=32)
        await transport.initialize()
        running = asyncio.create_task(engine.run())
        await over(database, announcement)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await transport.shutdown()
    await database.close()
    assert {reader for reader, what in reached_in(database).items() if what == "unknown"} == FIRST
    assert {reader for reader in READERS if len(world.chat(reader)) == 1} == set(READERS) - FIRST


class Apart:
    """A bot in a process of its own, that is to send to all; as often as it is started."""

    def __init__(self, world: World, database: Database, announcement: int, environment: dict[str, str]) -> None:
        self.world = world
        self.database = database
        self._announcement = announcement
        self._environment = environment

    def started(self, token: str) -> AbstractContextManager[Command]:
        return spawned("run", environment={**self._environment, "NFPBOT_TOKEN": token})

    def sent(self) -> Counter[int]:
        return Counter({reader: len(self.world.chat(reader)) for reader in READERS})

    async def until(self, count: int) -> None:
        await until(self.world, lambda: self.sent().total() >= count)

    async def finishes(self, token: str) -> None:
        """Start it; all have it in the end, once, and nothing is in doubt."""
        assert 0 < self.sent().total() < len(READERS)
        with self.started(token):
            await over(self.database, self._announcement)
        assert Counter(reached_in(self.database).values()) == {"sent": len(READERS)}
        assert set(self.sent().values()) == {1}


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[Apart]:
    world, now, key = World(clock=SystemClock()), SystemClock().now(), new_key()
    world.add_person(announce.AUTHOR, started=True)
    for reader in READERS:
        world.add_person(reader, started=True)
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(key))
    await make_tables(database)
    await database.check_key()
    author = await announce.add_author(database, now)
    announce.add_readers(database.path, READERS.start, len(READERS), now)
    announcement = await announce.begin(database, author, now)
    async with SimulatorServer(world) as server:
        environment = {
            **os.environ,
            "NFPBOT_API_URL": server.url,
            "NFPBOT_KEY": key,
            "NFPBOT_DATABASE_URL": f"sqlite+aiosqlite:///{database.path}",
            "NFPBOT_PACE_OVERALL": "100",
        }
        yield Apart(world, database, announcement, environment)
    await database.close()


async def test_a_token_is_revoked_in_the_middle(apart: Apart) -> None:
    old, new = made_up_token(), made_up_token()
    apart.world.tokens = {old}
    with apart.started(old) as bot:
        await apart.until(30)
        apart.world.revoke_token(new)
        assert await ended(bot) == 1
        told = [line for line in bot.stderr().splitlines() if "token" in line]
    assert len(told) == 1, told
    assert "NFPBOT_TOKEN" in told[0], "it says what to do"
    await apart.finishes(new)


async def test_it_is_told_to_end_in_the_middle(apart: Apart) -> None:
    token = made_up_token()
    for count in (30, 60, 90):
        with apart.started(token) as bot:
            await apart.until(count)
            bot.send_signal(signal.SIGTERM)
            assert await ended(bot) == 0
    await apart.finishes(token)
