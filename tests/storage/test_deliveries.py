"""What is claimed, what came of it, and what a crash leaves, of the deliveries of one announcement."""

from datetime import timedelta

import pytest

from bot.domain.announcements import Delivery, Reached, Settled, Task
from storage.database import Database
from tests import announce
from tests.storage.conftest import NOON

SOON = NOON + timedelta(hours=1)


@pytest.fixture
async def announcement(database: Database) -> int:
    """With five readers."""
    author = await announce.add_author(database, NOON)
    announce.add_readers(database.path, 1001, 5, NOON)
    return await announce.begin(database, author, NOON)


def sent(row: Delivery) -> Settled:
    return Settled(row.id, Reached.SENT, None, (7,), 1, "en", NOON, None)


async def test_a_row_is_claimed_once_until_it_is_settled(database: Database, announcement: int) -> None:
    async with database.unit_of_work() as work:
        first = await work.deliveries.claim(announcement, NOON, 3)
        second = await work.deliveries.claim(announcement, NOON, 3)
        assert [row.chat_id for row in (*first, *second)] == [1001, 1002, 1003, 1004, 1005]
        assert await work.deliveries.claim(announcement, NOON, 3) == []
        later = first[0]
        await work.deliveries.settle(
            [
                sent(later)._replace(reached=None, message_ids=(7, 8), task=Task.SEND, due_at=SOON),
                *map(sent, (*first[1:], *second)),
            ]
        )
        assert await work.deliveries.claim(announcement, NOON, 3) == []
        assert await work.deliveries.next_due(announcement) == SOON
        (again,) = await work.deliveries.claim(announcement, SOON, 3)
        assert (again.id, again.message_ids, again.task) == (later.id, (7, 8), Task.SEND)
        await work.deliveries.settle([sent(again)])
        assert not await work.deliveries.left(announcement)
        tally = await work.deliveries.tally(announcement, 1, NOON)
        assert (tally.reached, tally.waiting, tally.current) == ({Reached.SENT: 5}, 0, 5)


async def test_what_was_claimed_when_the_program_ended(database: Database, announcement: int) -> None:
    async with database.unit_of_work() as work:
        rows = await work.deliveries.claim(announcement, NOON, 4)
        await work.deliveries.settle(
            [
                sent(rows[0])._replace(task=Task.EDIT, due_at=NOON),
                sent(rows[1])._replace(task=Task.DELETE, due_at=NOON),
                sent(rows[2])._replace(task=Task.REMIND, due_at=NOON),
                sent(rows[3]),
            ]
        )
        claimed = await work.deliveries.claim(announcement, NOON, 10)
        assert {row.chat_id: row.task for row in claimed} == {
            1001: Task.EDIT,
            1002: Task.DELETE,
            1003: Task.REMIND,
            1005: Task.SEND,
        }
        assert await work.deliveries.release(SOON) == 4
        again = await work.deliveries.claim(announcement, SOON, 10)
        assert {row.chat_id: row.task for row in again} == {1001: Task.EDIT, 1002: Task.DELETE, 1003: Task.EDIT}
        assert await work.deliveries.of(announcement, 1005) == (Reached.UNKNOWN, None)
        assert await work.deliveries.of(announcement, 1004) == (Reached.SENT, None)


async def test_after_the_clock_was_set_back(database: Database, announcement: int) -> None:
    earlier = NOON - timedelta(days=1)
    async with database.unit_of_work() as work:
        rows = await work.deliveries.claim(announcement, NOON, 5)
        await work.deliveries.settle(
            [
                sent(row)._replace(reached=None, task=Task.SEND, due_at=NOON + timedelta(hours=hours))
                for hours, row in enumerate(rows)
            ]
        )
        assert await work.deliveries.claim(announcement, earlier, 5) == []
        await work.deliveries.ready(announcement, earlier, SOON)
        assert [row.chat_id for row in await work.deliveries.claim(announcement, earlier, 5)] == [1001, 1002]
        await work.deliveries.ready(announcement, earlier, None)
        assert [row.chat_id for row in await work.deliveries.claim(announcement, earlier, 5)] == [1003, 1004, 1005]


async def test_readers_are_counted_by_their_own_language_whatever_it_was_sent_in(
    database: Database, announcement: int
) -> None:
    """All that was sent was sent in English; the five read five languages."""
    async with database.unit_of_work() as work:
        rows = await work.deliveries.claim(announcement, NOON, 3)
        await work.deliveries.settle([sent(row) for row in rows])
        shares = await work.deliveries.shares(announcement)
    theirs = sorted((each.language or "", each.reached, each.count) for each in shares)
    assert len({language for language, _, _ in theirs}) == 5
    assert [count for _, _, count in theirs] == [1] * 5
    assert [reached for _, reached, _ in theirs].count(Reached.SENT) == 3
