"""While a key is changed, nobody starts without one that is needed, and no bot is left behind."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.domain.errors import SetupError
from bot.domain.exchange import Incoming
from storage.cipher import Cipher, new_key
from storage.database import Database
from storage.lock import only_process
from tests.storage.conftest import NOON
from tests.storage.test_sealed import opened


async def store(database: Database, count: int) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(number, 1, b"{}", NOON) for number in range(1, count + 1)])
        await work.commit()


async def starts(url: str, keys: str) -> bool:
    try:
        async with opened(url, keys):
            return True
    except SetupError:
        return False


async def test_between_two_keys_both_are_needed_until_everything_is_sealed_anew(url: str) -> None:
    old, new = new_key(), new_key()
    assert await starts(url, old)
    assert not await starts(url, new)
    assert await starts(url, f"{new} {old}")
    # What came since is sealed with the new one, what was there before with the old one.
    assert not await starts(url, old)
    assert not await starts(url, new)
    assert await starts(url, f"{old},{new}")
    async with opened(url, f"{new} {old}") as both:
        assert (await both.rotate(NOON)).renewed == 1
    assert await starts(url, new)
    assert not await starts(url, old)


async def test_a_wrong_key_changes_nothing(url: str) -> None:
    async with opened(url, new_key()) as database:
        await store(database, 3)
    before = database.path.read_bytes()
    stranger = Database(url, Cipher(new_key()))
    with pytest.raises(SetupError, match="not the key of this database"):
        await stranger.rotate(NOON)
    await stranger.close()
    assert database.path.read_bytes() == before


async def test_a_bot_that_was_started_without_the_new_key_holds_the_change_back(url: str) -> None:
    old, new = new_key(), new_key()
    async with opened(url, old) as running:
        await store(running, 3)
        other = Database(url, Cipher(f"{new} {old}"))
        with only_process(running.path):
            with pytest.raises(SetupError, match="restart it with the same NFPBOT_KEY"):
                await other.rotate(NOON)
            async with running.unit_of_work() as work:
                assert len(await work.inbox.pending(0, 10)) == 3
        # Nobody runs: a start comes too late to be left behind.
        assert (await other.rotate(NOON)).renewed == 4
        await other.close()


async def test_a_change_is_in_the_audit_log_once(url: str) -> None:
    old, new = new_key(), new_key()
    async with opened(url, old) as database:
        await store(database, 3)
    async with opened(url, f"{new} {old}") as both:
        await both.rotate(NOON)
        await both.rotate(NOON)
    with closing(sqlite3.connect(both.path)) as connection:
        found = connection.execute("SELECT act, actor, detail FROM audit").fetchall()
    assert found == [("key.rotated", "operator", '{"values":"4"}')]


async def test_a_bot_gets_its_turn_between_the_batches(url: str) -> None:
    """Also while there is much to seal anew."""
    old, new = new_key(), new_key()
    async with opened(url, old) as database:
        await store(database, 2000)
    async with opened(url, f"{new} {old}") as running:
        other = Database(url, Cipher(f"{new} {old}"))
        rotating = asyncio.create_task(asyncio.to_thread(asyncio.run, _rotate_and_close(other)))
        turns = 0
        while not rotating.done():
            async with running.unit_of_work() as work:
                if await work.inbox.done(2000 - turns, NOON):
                    await work.commit()
                    turns += 1
            await asyncio.sleep(0.005)
        await rotating
        assert turns >= 5
        async with running.unit_of_work() as work:
            assert len(await work.inbox.pending(0, 3000)) == 2000 - turns


async def _rotate_and_close(database: Database) -> None:
    await database.rotate(NOON)
    await database.close()
