"""What is committed is kept, and nothing else, whatever happens at the same time."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import InvalidRequestError

from bot.domain.exchange import Incoming, Outgoing
from bot.domain.messages import Help
from bot.domain.people import Person
from storage.cipher import Cipher
from storage.database import Database
from tests.storage.conftest import NOON

IN_THE_MIDDLE = """
import asyncio, sys
from datetime import UTC, datetime
from bot.domain.exchange import Incoming, Outgoing
from bot.domain.messages import Help
from storage.cipher import Cipher
from storage.database import Database

async def main():
    now = datetime(2023, 4, 17, 12, tzinfo=UTC)
    database = Database(sys.argv[1], Cipher(None))
    async with database.unit_of_work() as work:
        person = await work.people.add(5, "en", now)
        await work.inbox.done(1, now)
        await work.outbox.add([Outgoing(5, person.id, Help())], now)
        print("ready", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


class Unexpected(Exception):  # noqa: N818
    """Something that goes wrong in the middle."""


async def test_what_is_not_committed_is_rolled_back(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.people.add(5, "en", NOON)

    async def fail() -> None:
        async with database.unit_of_work() as work:
            await work.people.add(5, "en", NOON)
            raise Unexpected

    with pytest.raises(Unexpected):
        await fail()
    async with database.unit_of_work() as work:
        assert await work.people.by_telegram(5, NOON) is None


async def test_the_state_and_what_is_to_be_sent_are_one(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, b"{}", NOON)])
        await work.commit()

    async def fail() -> None:
        async with database.unit_of_work() as work:
            await work.outbox.add([Outgoing(5, person.id, Help())], NOON)
            await work.inbox.done(1, NOON)
            raise Unexpected

    with pytest.raises(Unexpected):
        await fail()
    async with database.unit_of_work() as work:
        assert await work.inbox.pending(0, 1)
        assert await work.outbox.next_due() is None


async def test_after_the_commit_the_unit_of_work_is_over(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.commit()
        with pytest.raises(InvalidRequestError):
            await work.people.add(5, "en", NOON)


async def test_people_are_served_side_by_side(database: Database) -> None:
    async def serve(telegram_id: int) -> None:
        async with database.unit_of_work() as work:
            assert await work.people.by_telegram(telegram_id, NOON) is None
            await asyncio.sleep(0.001)
            await work.people.add(telegram_id, "en", NOON)
            await work.commit()

    await asyncio.gather(*(serve(number) for number in range(1, 51)))
    async with database.unit_of_work() as work:
        assert all([await work.people.by_telegram(number, NOON) for number in range(1, 51)])


async def test_two_programs_write_side_by_side(url: str, database: Database) -> None:
    other = Database(url, Cipher(None))

    async def write(into: Database, first: int) -> None:
        for number in range(first, first + 20):
            async with into.unit_of_work() as work:
                await work.people.by_telegram(number, NOON)
                await asyncio.sleep(0.001)
                await work.people.add(number, "en", NOON)
                await work.commit()

    await asyncio.gather(write(database, 1), write(other, 101))
    await other.close()
    async with database.unit_of_work() as work:
        assert all(
            [await work.people.by_telegram(number + extra, NOON) for number in range(1, 21) for extra in (0, 100)]
        )


async def test_one_that_is_cancelled_leaves_nothing_and_holds_back_nobody(database: Database) -> None:
    begun = asyncio.Event()

    async def unfinished() -> None:
        async with database.unit_of_work() as work:
            await work.people.add(5, "en", NOON)
            begun.set()
            while True:
                await work.people.by_telegram(5, NOON)
                await asyncio.sleep(0)

    for _ in range(10):
        begun.clear()
        task = asyncio.create_task(unfinished())
        await begun.wait()
        waiting = asyncio.create_task(unfinished())
        await asyncio.sleep(0)
        for each in (waiting, task):
            each.cancel()
        await asyncio.wait((waiting, task))
        async with database.unit_of_work() as work:
            assert await work.people.by_telegram(5, NOON) is None


async def test_a_unit_of_work_inside_another_one_is_refused_and_not_waited_for(database: Database) -> None:
    async with database.unit_of_work() as work:
        with pytest.raises(RuntimeError, match="inside another"):
            async with database.unit_of_work():
                pass
        await work.people.add(5, "en", NOON)
        await work.commit()
    async with database.unit_of_work() as work:
        assert await work.people.by_telegram(5, NOON) is not None


async def test_a_program_killed_in_the_middle_leaves_nothing(url: str, database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, b"{}", NOON)])
        await work.commit()

    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", IN_THE_MIDDLE, url), stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"ready\n"
    child.kill()
    await child.wait()

    async with database.unit_of_work() as work:
        assert await work.people.by_telegram(5, NOON) is None
        assert await work.inbox.pending(0, 1)
        assert await work.outbox.next_due() is None
        await work.people.add(5, "en", NOON)
        await work.commit()
    with closing(sqlite3.connect(database.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
