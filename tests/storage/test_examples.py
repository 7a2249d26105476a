"""What people meant by questions that were asked back, as it is kept."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.domain.examples import Example, Meant
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.storage.conftest import NOON


async def test_what_was_looked_over_is_nobodys_and_of_a_day(url: str, key: str) -> None:
    database = Database(url, Cipher(key))
    await database.upgrade(NOON)
    async with database.unit_of_work() as work:
        person = await work.people.add(1, "en", NOON)
        await work.people.set_country(person.id, "GE", "Asia/Tbilisi", NOON)
        assert await work.examples.add(Meant(person.id, 5, "hotel", "en", "meeting.hotel", "brussels"), NOON)
        assert not await work.examples.add(Meant(person.id, 5, "hotel", "en", "meeting.when", "brussels"), NOON)
        (waiting,) = await work.examples.waiting()
        assert (waiting.language, waiting.country) == ("en", "GE")
        example = await work.examples.get(waiting.id)
        assert example == Example(waiting.id, "hotel", "en", "meeting.hotel", "brussels", "GE")
        assert await work.examples.kept() == []
        assert await work.examples.keep(waiting.id)
        assert not await work.examples.keep(waiting.id)
        assert not await work.examples.drop(waiting.id)
        assert await work.examples.get(waiting.id) is None
        assert await work.examples.waiting() == []
        assert await work.examples.kept() == [Example(waiting.id, "hotel", "en", "meeting.hotel", "brussels")]
        await work.commit()
    await database.close()
    with closing(sqlite3.connect(database.path)) as connection:
        (row,) = connection.execute("SELECT person_id, message_id, tapped_at FROM examples").fetchall()
    assert row == (None, None, f"{NOON:%Y-%m-%d} 00:00:00.000000")


async def test_what_is_wrong_is_deleted(url: str, key: str) -> None:
    database = Database(url, Cipher(key))
    await database.upgrade(NOON)
    async with database.unit_of_work() as work:
        person = await work.people.add(1, "en", NOON)
        await work.examples.add(Meant(person.id, 5, "hotel", "en", None, None), NOON)
        (waiting,) = await work.examples.waiting()
        assert await work.examples.drop(waiting.id)
        assert not await work.examples.drop(waiting.id)
        assert await work.examples.tidy(NOON + timedelta(days=1)) == 0
    await database.close()


async def test_without_a_key_nothing_is_kept(url: str) -> None:
    database = Database(url, Cipher(None))
    await database.upgrade(NOON)
    async with database.unit_of_work() as work:
        person = await work.people.add(1, "en", NOON)
        assert not await work.examples.add(Meant(person.id, 5, "hotel", "en", None, None), NOON)
        assert await work.examples.waiting() == []
    await database.close()


async def test_what_a_lost_key_closes_has_no_words(url: str, key: str) -> None:
    database = Database(url, Cipher(key))
    await database.upgrade(NOON)
    async with database.unit_of_work() as work:
        person = await work.people.add(1, "en", NOON)
        await work.examples.add(Meant(person.id, 5, "hotel", "en", None, None), NOON)
        (waiting,) = await work.examples.waiting()
        await work.commit()
    await database.close()
    other = Database(url, Cipher(new_key()))
    async with other.unit_of_work() as work:
        found = await work.examples.get(waiting.id)
        assert found is not None
        assert found.words == ""
    await other.close()
