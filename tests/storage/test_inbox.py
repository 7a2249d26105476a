import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.domain.exchange import Incoming
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.storage.conftest import NOON

SECRET = b'{"text": "who is coming to the meeting in Tbilisi?"}'


def update(number: int, payload: bytes = SECRET, at: datetime = NOON) -> Incoming:
    return Incoming(update_id=number, person=number % 3, payload=payload, received_at=at)


async def store(database: Database, *updates: Incoming) -> list[int]:
    """The ids of those that were not known, as the inbox tells them."""
    async with database.unit_of_work() as work:
        new = await work.inbox.store(updates)
        await work.commit()
    return [each.update_id for each in new]


async def test_updates_wait_in_the_order_in_which_they_came(database: Database) -> None:
    await store(database, update(900), update(901))
    await store(database, update(5), update(6))  # the numbers began again somewhere
    async with database.unit_of_work() as work:
        found = await work.inbox.pending(0, 10)
        assert [each.update_id for each in found] == [900, 901, 5, 6]
        assert [each.update_id for each in await work.inbox.pending(found[1].sequence, 1)] == [5]
        assert await work.inbox.pending(found[-1].sequence, 10) == []


async def test_an_update_comes_out_as_it_went_in(database: Database) -> None:
    await store(database, update(2**40))
    async with database.unit_of_work() as work:
        (found,) = await work.inbox.pending(0, 10)
    assert (found.update_id, found.person, found.payload, found.attempts) == (2**40, 2**40 % 3, SECRET, 0)
    assert found.received_at == NOON
    assert found.received_at.utcoffset() == timedelta(0)


async def test_an_update_that_comes_again_is_not_kept_again(database: Database) -> None:
    assert await store(database, update(1), update(2), update(2, b"{}")) == [1, 2]
    assert await store(database, update(2, b"{}"), update(3)) == [3]
    assert await store(database) == []
    async with database.unit_of_work() as work:
        assert [(each.update_id, each.payload) for each in await work.inbox.pending(0, 10)] == [
            (1, SECRET), (2, SECRET), (3, SECRET),
        ]  # fmt: skip


async def test_what_is_stored_is_told_as_it_would_be_read(database: Database) -> None:
    await store(database, update(1))
    async with database.unit_of_work() as work:
        new = await work.inbox.store([update(900), update(1), update(5), update(900, b"{}"), update(6)])
        await work.commit()
    async with database.unit_of_work() as work:
        assert (await work.inbox.pending(0, 10))[1:] == new
    assert [each.update_id for each in new] == [900, 5, 6]


async def test_a_handled_update_is_not_handled_again(database: Database) -> None:
    await store(database, update(1))
    async with database.unit_of_work() as work:
        assert await work.inbox.done(1, NOON)
        assert not await work.inbox.done(1, NOON)
        await work.commit()
    assert await store(database, update(1)) == []
    async with database.unit_of_work() as work:
        assert await work.inbox.pending(0, 10) == []
        assert not await work.inbox.done(1, NOON)
        assert not await work.inbox.done(404, NOON)


async def test_attempts_are_counted(database: Database) -> None:
    await store(database, update(1))
    async with database.unit_of_work() as work:
        assert [await work.inbox.failed(1), await work.inbox.failed(1)] == [1, 2]
        assert (await work.inbox.pending(0, 10))[0].attempts == 2
        assert await work.inbox.failed(404) == 0


async def test_one_set_aside_holds_back_nobody(database: Database) -> None:
    await store(database, update(1), update(2))
    async with database.unit_of_work() as work:
        await work.inbox.set_aside(1, "KeyError", NOON)
        assert not await work.inbox.done(1, NOON)
        assert [each.update_id for each in await work.inbox.pending(0, 10)] == [2]
        assert await work.inbox.count_aside() == 1


async def test_tidying_erases_what_was_set_aside_and_then_the_rows(database: Database) -> None:
    week = timedelta(days=7)
    await store(database, *(update(number) for number in range(1, 6)))
    async with database.unit_of_work() as work:
        await work.inbox.done(1, NOON - 5 * week)
        await work.inbox.done(2, NOON)
        await work.inbox.set_aside(3, "error", NOON - 5 * week)
        await work.inbox.set_aside(4, "error", NOON - 2 * week)
        await work.commit()
    async with database.unit_of_work() as work:
        assert await work.inbox.tidy(aside_before=NOON - week, done_before=NOON - 4 * week) == 3
        assert await work.inbox.tidy(aside_before=NOON - week, done_before=NOON - 4 * week) == 0
        assert await work.inbox.count_aside() == 1
        await work.commit()
    with closing(sqlite3.connect(database.path)) as connection:
        rows = connection.execute("SELECT update_id, payload IS NULL FROM inbox ORDER BY update_id").fetchall()
    assert rows == [(2, 1), (4, 1), (5, 0)]


async def test_the_place_in_the_order_is_never_given_twice(database: Database) -> None:
    await store(database, update(1))
    async with database.unit_of_work() as work:
        (first,) = await work.inbox.pending(0, 10)
        await work.inbox.done(1, NOON)
        await work.inbox.tidy(NOON, NOON + timedelta(days=1))
        await work.commit()
    await store(database, update(2))
    async with database.unit_of_work() as work:
        assert [each.update_id for each in await work.inbox.pending(first.sequence, 10)] == [2]


async def test_one_that_the_key_does_not_open_is_set_aside(url: str, database: Database) -> None:
    stranger = Database(url, Cipher(new_key()))
    await store(stranger, update(1), update(2), update(3))
    await stranger.close()
    await store(database, update(4), update(5))
    async with database.unit_of_work() as work:
        assert [each.update_id for each in await work.inbox.pending(0, 2)] == [4, 5]
        assert await work.inbox.count_aside() == 3


async def test_a_naive_time_is_refused(database: Database) -> None:
    async with database.unit_of_work() as work:
        with pytest.raises(Exception, match="only aware times are stored"):
            await work.inbox.store([update(1, at=NOON.replace(tzinfo=None))])
