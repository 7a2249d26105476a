"""A database in a file of its own, and what most tests put into it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.people import Person
from storage.cipher import Cipher, new_key
from storage.database import Database

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nfpbot.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def key() -> str:
    return new_key()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, key: str) -> Path:
    """A database as it is after its first start, to be copied."""
    path = tmp_path_factory.mktemp("made") / "nfpbot.sqlite3"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}", Cipher(key))
        await database.upgrade(NOON)
        await database.check_key()
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def database(url: str, key: str, made: Path, file: Path) -> AsyncIterator[Database]:
    """Made, checked, with a key."""
    shutil.copyfile(made, file)
    database = Database(url, Cipher(key))
    yield database
    await database.close()


@pytest.fixture
async def person(database: Database) -> Person:
    """Somebody whom the database knows."""
    async with database.unit_of_work() as work:
        person = await work.people.add(7_000_000_000, "fr", NOON)
        await work.commit()
    return person
