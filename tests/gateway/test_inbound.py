"""From the inbox to the handlers, with a database and a simulated Telegram."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import app
from bot.clock import SystemClock
from bot.domain.exchange import Incoming, Priority, Stored
from bot.gateway import connection
from bot.gateway.inbound import Inbound
from bot.ports import UnitOfWork
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from handlers.routes import ROUTES
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, tzinfo=UTC)


class Trouble:
    """Units of work of a database that can fail for a while."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.failures = 0

    def __call__(self) -> UnitOfWork:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is away")
        return self._database.unit_of_work()


def update(
    number: int, text: str = "/help", by: int = 1001, *, member: bool = False, limited: bool = False
) -> Incoming:
    person = {"id": by, "is_bot": False, "first_name": "Nino"}
    message = {
        "message_id": number,
        "date": 0,
        "chat": {"id": by, "type": "private", "first_name": "Nino"},
        "from": person,
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
    payload = json.dumps({"update_id": number, "message": message}).encode()
    return Incoming(number, by, payload, NOW, member, limited)


class Stand:
    """A database, and what it takes to run an `Inbound` on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
        self.units = Trouble(self.database)
        self._workshop = app.knowledge().workshop(app.pack_named("sample"), lambda: "nfp_bot")
        self._url = url

    async def store(self, *updates: Incoming) -> list[Stored]:
        async with self.database.unit_of_work() as uow:
            stored = await uow.inbox.store(updates)
            await uow.commit()
        return stored

    @asynccontextmanager
    async def running(self, count: int) -> AsyncIterator[list[Inbound]]:
        """So many of them at once, as several processes would be."""
        bots = [connection.connect(app.made_up_token(), self._url) for _ in range(count)]
        for bot in bots:
            await connection.initialize(bot, SystemClock())
        inbounds = [
            Inbound(bot, ROUTES, self.units, self._workshop, SystemClock(), lambda: None, lambda *_: "") for bot in bots
        ]
        tasks = [asyncio.create_task(inbound.run()) for inbound in inbounds]
        try:
            yield inbounds
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for bot in bots:
                await bot.shutdown()

    def count(self, query: str) -> int:
        with closing(sqlite3.connect(self.database.path)) as reader:
            return int(reader.execute(query).fetchone()[0])

    def answers(self) -> list[str]:
        """The kinds of all messages in the outbox, in order."""
        with closing(sqlite3.connect(self.database.path)) as reader:
            rows = reader.execute("SELECT kind FROM outbox ORDER BY id")
            return [kind for (kind,) in rows]

    def answered(self) -> list[int]:
        """The chats of all messages in the outbox, in order."""
        with closing(sqlite3.connect(self.database.path)) as reader:
            return [chat for (chat,) in reader.execute("SELECT chat_id FROM outbox ORDER BY id")]

    async def until_done(self, updates: int) -> None:
        async with asyncio.timeout(60):
            while self.count("SELECT count(*) FROM inbox WHERE state = 'done'") < updates:
                await SystemClock().sleep(0.02)


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with SimulatorServer(World()) as server:
        stand = Stand(tmp_path, server.url)
        await make_tables(stand.database)
        yield stand
        await stand.database.close()


async def test_an_update_that_two_take_is_handled_once(stand: Stand) -> None:
    await stand.store(*(update(number) for number in range(1, 21)))
    async with stand.running(2):
        await stand.until_done(20)
    assert stand.count("SELECT count(*) FROM outbox") == 20


async def test_a_database_that_fails_for_a_while_stops_nobody_for_good(stand: Stand) -> None:
    await stand.store(update(1))
    async with stand.running(1):
        await stand.until_done(1)
        await stand.store(update(2))
        stand.units.failures = 2
        await stand.store(update(3))
        await stand.until_done(3)
    assert stand.count("SELECT count(*) FROM outbox") == 3


async def test_what_it_is_told_of_is_handled_in_the_order_in_which_it_came(stand: Stand) -> None:
    await stand.store(update(1, "/help"))
    async with stand.running(1) as (inbound,):
        await stand.until_done(1)
        inbound.take(await stand.store(update(2, "/language"), update(3, "/meetings")))
        inbound.take(await stand.store(update(4, "/help")))
        await stand.until_done(4)
        # Of this one it is not told; it comes before the next one all the same.
        await stand.store(update(5, "/language"))
        inbound.take(await stand.store(update(6, "/meetings")))
        inbound.take(await stand.store(update(7, "/help")))
        await stand.until_done(7)
    assert stand.answers() == [
        "help", "choose_language", "meeting_list", "help", "choose_language", "meeting_list", "help",
    ]  # fmt: skip


async def test_what_it_is_told_of_twice_is_handled_once(stand: Stand) -> None:
    async with stand.running(2) as inbounds:
        for number in range(1, 21):
            stored = await stand.store(update(number))
            for inbound in inbounds:
                inbound.take(stored)
        await stand.until_done(20)
    assert len(stand.answers()) == 20


async def test_members_are_handled_before_strangers_who_were_there_first(stand: Stand) -> None:
    strangers = [update(number, by=2000 + number) for number in range(1, 301)]
    await stand.store(*strangers, update(301, by=1001, member=True))
    async with stand.running(1):
        await stand.until_done(301)
    # Those whose turn had come while the rest was still being read.
    assert stand.answered().index(1001) < 30


async def test_whoever_becomes_a_member_is_still_handled_in_order(stand: Stand) -> None:
    strangers = [update(number, by=2000 + number) for number in range(1, 41)]
    before, after = update(41, "/language", by=3000), update(42, "/help", by=3000, member=True)
    await stand.store(*strangers, before, after)
    async with stand.running(1):
        await stand.until_done(42)
    with closing(sqlite3.connect(stand.database.path)) as reader:
        kinds = reader.execute("SELECT kind FROM outbox WHERE chat_id = 3000 ORDER BY id").fetchall()
    assert kinds == [("choose_language",), ("help",)]


async def test_one_too_many_is_answered_with_the_notice_alone_also_after_a_restart(stand: Stand) -> None:
    await stand.store(update(1, "/language"), update(2, "/help", limited=True))
    async with stand.running(1):
        await stand.until_done(2)
    assert stand.answers() == ["choose_language", "too_many_messages"]


async def test_answers_to_guests_wait_behind_those_to_members(stand: Stand) -> None:
    await app.introduce(stand.database, SystemClock().now(), app.DEMO_PEOPLE)
    await stand.store(update(1, by=2001), update(2, by=1001, member=True))
    async with stand.running(1):
        await stand.until_done(2)
    with closing(sqlite3.connect(stand.database.path)) as reader:
        rows = reader.execute("SELECT chat_id, priority FROM outbox ORDER BY chat_id").fetchall()
    assert rows == [(1001, Priority.ANSWER), (2001, Priority.GUEST)]
