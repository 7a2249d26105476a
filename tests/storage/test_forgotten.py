"""Whom the bot has forgotten: known again by a hash that tells nothing without its secret."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables
from tests.storage.conftest import NOON

SOMEBODY, ANOTHER = 7_000_000_000, 7_000_000_001


async def open_with(url: str, key: str | None) -> Database:
    database = Database(url, Cipher(key))
    await make_tables(database)
    await database.check_key()
    return database


async def forget(database: Database, telegram_id: int) -> None:
    async with database.unit_of_work() as work:
        await work.forgotten.note(telegram_id, NOON)
        await work.commit()


async def is_forgotten(database: Database, telegram_id: int) -> bool:
    async with database.unit_of_work() as work:
        return await work.forgotten.has(telegram_id)


@pytest.mark.parametrize("key", [None, new_key()], ids=["without a key", "with a key"])
async def test_whoever_is_forgotten_is_known_again_until_they_come_back(url: str, key: str | None) -> None:
    database = await open_with(url, key)
    assert not await is_forgotten(database, SOMEBODY)
    await forget(database, SOMEBODY)
    await forget(database, SOMEBODY)
    assert await is_forgotten(database, SOMEBODY)
    assert not await is_forgotten(database, ANOTHER)
    async with database.unit_of_work() as work:
        await work.forgotten.lift(SOMEBODY)
        await work.commit()
    assert not await is_forgotten(database, SOMEBODY)
    await database.close()


async def test_a_key_that_comes_later_changes_nothing(url: str) -> None:
    without = await open_with(url, None)
    await forget(without, SOMEBODY)
    await without.close()
    database = await open_with(url, new_key())
    await forget(database, ANOTHER)
    assert await is_forgotten(database, SOMEBODY)
    assert await is_forgotten(database, ANOTHER)
    await database.close()


async def test_the_ids_cannot_be_tried_one_by_one_without_the_key(url: str) -> None:
    database = await open_with(url, new_key())
    await forget(database, SOMEBODY)
    with closing(sqlite3.connect(database.path)) as connection:
        ((digest,),) = connection.execute("SELECT digest FROM forgotten").fetchall()
        ((secret,),) = connection.execute("SELECT value FROM facts WHERE name = 'forgotten_secret'").fetchall()
    assert digest != hashlib.sha256(str(SOMEBODY).encode()).digest()
    assert secret.startswith("gAAAA"), "a Fernet token"
    await database.close()
