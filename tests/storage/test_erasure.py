"""What people wrote is not readable in the files, and gone once it is handled."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.exchange import Incoming
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables
from tests.storage.conftest import NOON

SECRET = b"a private remark on the venue"
LONG = SECRET * 2000
"""Longer than a page of the database, so that it is kept in pages of its own."""


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def database_with(url: str, key: str | None, payload: bytes) -> Database:
    database = Database(url, Cipher(key))
    await make_tables(database)
    await database.check_key()
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, payload, NOON), Incoming(2, 1, b"{}", NOON)])
        await work.commit()
    return database


async def handle(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.done(1, NOON)
        await work.commit()
    await database.checkpoint()


@pytest.mark.parametrize("payload", [SECRET, LONG])
async def test_with_a_key_nothing_is_readable_in_the_files(url: str, payload: bytes) -> None:
    database = await database_with(url, new_key(), payload)
    assert SECRET not in on_disk(database.path)
    await database.checkpoint()
    assert SECRET not in on_disk(database.path)
    await database.close()


@pytest.mark.parametrize("payload", [SECRET, LONG])
async def test_without_a_key_it_is_readable_only_until_it_is_handled(url: str, payload: bytes) -> None:
    database = await database_with(url, None, payload)
    assert SECRET in on_disk(database.path)
    await handle(database)
    assert SECRET not in on_disk(database.path)
    await database.close()


async def test_closing_empties_the_log_too(url: str) -> None:
    database = await database_with(url, None, SECRET)
    async with database.unit_of_work() as work:
        await work.inbox.done(1, NOON)
        await work.commit()
    await database.close()
    assert SECRET not in on_disk(database.path)


async def test_encrypted_content_is_erased_as_well(url: str) -> None:
    database = await database_with(url, new_key(), SECRET)
    with closing(sqlite3.connect(database.path)) as connection:
        (token,) = connection.execute("SELECT payload FROM inbox WHERE update_id = 1").fetchone()
    assert token in on_disk(database.path)
    await handle(database)
    assert token not in on_disk(database.path)
    await database.close()


async def test_the_files_belong_to_their_owner_alone(url: str) -> None:
    database = await database_with(url, None, SECRET)
    modes = {file.name: file.stat().st_mode & 0o777 for file in database.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    await database.close()
