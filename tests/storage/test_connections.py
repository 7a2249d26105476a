"""A transaction waits for the disk and for other programs, and nobody waits for it meanwhile."""

import asyncio
import sqlite3
from contextlib import closing

from storage.database import Database
from tests.storage.conftest import NOON


async def add(database: Database, telegram_id: int) -> None:
    async with database.unit_of_work() as work:
        await work.people.add(telegram_id, "en", NOON)
        await work.commit()


async def test_who_waits_for_another_program_holds_back_nothing_else(database: Database) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(add(database, 5))
        for _ in range(20):
            await asyncio.sleep(0.005)
        assert not waiting.done()
        other.execute("COMMIT")
    await waiting
    async with database.unit_of_work() as work:
        assert await work.people.by_telegram(5, NOON) is not None


async def test_who_is_cancelled_while_waiting_for_another_program_leaves_nothing(database: Database) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(add(database, 5))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await asyncio.wait((waiting,))
        assert waiting.cancelled()
        other.execute("COMMIT")
    await add(database, 6)
    async with database.unit_of_work() as work:
        assert await work.people.by_telegram(5, NOON) is None
        assert await work.people.by_telegram(6, NOON) is not None


async def test_a_commit_that_has_begun_is_finished_whoever_is_cancelled(database: Database) -> None:
    async def begin_commit(telegram_id: int, begun: asyncio.Event) -> None:
        async with database.unit_of_work() as work:
            await work.people.add(telegram_id, "en", NOON)
            begun.set()
            await work.commit()

    for number in range(1, 21):
        begun = asyncio.Event()
        task = asyncio.create_task(begin_commit(number, begun))
        await begun.wait()
        task.cancel()
        await asyncio.wait((task,))
        assert task.cancelled()
        async with database.unit_of_work() as work:
            assert await work.people.by_telegram(number, NOON) is not None
