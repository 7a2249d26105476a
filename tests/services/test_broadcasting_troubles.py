"""What has come of messages is not lost when the database cannot be written, and too many failures stop it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.announcements import State, Timing
from bot.domain.outcomes import Failed, Gone, Outcome, Unknown
from tests.services.broadcasts import House, house

REFUSED = Failed("Bad Request: can't parse entities")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    """A hundred readers, four messages at once."""
    async with house(tmp_path, at_once=4) as found:
        found.readers(100)
        yield found


@pytest.fixture
def opened() -> Iterator[list[sqlite3.Connection]]:
    """The connections to databases that are opened meanwhile."""
    found: list[sqlite3.Connection] = []

    def note(connection: Any, _record: Any) -> None:
        found.append(connection)

    event.listen(Engine, "connect", note)
    yield found
    event.remove(Engine, "connect", note)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else writes to the file for as long as the block lasts."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("said", [REFUSED, Unknown("TimedOut")])
async def test_it_pauses_by_itself_where_too_much_does_not_arrive(here: House, said: Outcome) -> None:
    here.post.says = {reader: [said] for reader in range(1021, 1101)}
    announcement = await here.begin()
    await here.until_state(announcement, State.PAUSED)
    await here.until(lambda: not here.rows("1", "queue = 1"))
    await here.looks()
    bad = len(here.rows("1", "reached IN ('failed', 'unknown')"))
    assert 10 <= bad <= 14, "those that were under way"
    assert len(here.post.requests) == 20 + bad
    halted = await here.get(announcement)
    assert halted.halted == (said.reason if isinstance(said, Failed) else "TimedOut")
    assert here.messages() == ["announcement_halted"]


async def test_it_goes_on_when_told_to_and_is_watched_anew(here: House) -> None:
    here.post.says = {reader: [REFUSED] for reader in range(1021, 1036)}
    announcement = await here.begin()
    await here.until_state(announcement, State.PAUSED)
    await here.until(lambda: not here.rows("1", "queue = 1"))
    await here.act(lambda announcing: announcing.resume(here.author, announcement))
    await here.until_over(announcement)
    assert (await here.get(announcement)).halted is None
    assert len(here.post.requests) == 100
    assert here.messages() == ["announcement_halted", "announcement_finished"]


async def test_readers_who_have_blocked_the_bot_stop_nothing(here: House) -> None:
    here.post.says = {reader: [Gone("Forbidden: bot was blocked by the user")] for reader in range(1001, 1101)}
    announcement = await here.begin()
    await here.until_over(announcement)
    assert set(here.rows("reached")) == {("gone",)}


async def test_outcomes_are_kept_while_the_database_is_locked(here: House) -> None:
    here.post.answers = 0
    announcement = await here.begin()
    await here.until(lambda: len(here.post.sent) == 4)
    with locked(here.database.path):
        here.post.open.set()
        await here.looks(5)
        assert len(here.post.requests) == 4, "nothing leaves of which it could not be recorded what comes of it"
    await here.until_over(announcement)
    assert set(here.rows("reached")) == {("sent",)}
    assert sorted(each.chat_id for each in here.post.requests) == list(range(1001, 1101))


async def test_outcomes_are_kept_while_the_disk_is_full(tmp_path: Path, opened: list[sqlite3.Connection]) -> None:
    async with house(tmp_path, at_once=50) as here:
        connection = opened[-1]
        readers = here.readers(1000)
        # What is told of each makes the file grow.
        here.post.says = {reader: [Gone("x" * 120)] for reader in readers}
        here.post.answers = 0
        announcement = await here.begin()
        await here.until(lambda: len(here.post.sent) == 50)
        connection.execute("PRAGMA max_page_count = 1")
        here.post.open.set()
        for _ in range(5):
            await here.looks(1)
            here.clock.advance(1)
        before = len(here.post.requests)
        assert before < 1000
        for _ in range(5):
            await here.looks(1)
            here.clock.advance(1)
        assert len(here.post.requests) == before, "nothing leaves of which it could not be recorded what comes of it"
        connection.execute("PRAGMA max_page_count = 1073741823")
        here.clock.advance(1)
        await here.until_over(announcement)
        assert set(here.rows("reached")) == {("gone",)}
        assert sorted(each.chat_id for each in here.post.requests) == readers


async def test_what_is_under_way_at_the_end_is_finished_and_recorded(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=4) as here:
        here.readers(20)
        here.post.answers = 0
        await here.begin()
        await here.until(lambda: len(here.post.sent) == 4)
        here.running.cancel()
        await here.looks()
        here.post.open.set()
        await asyncio.gather(here.running, return_exceptions=True)
        assert [reached for (reached,) in here.rows("reached")] == ["sent"] * 4 + [None] * 16
        assert not here.rows("1", "queue = 1"), "nothing is in doubt at the next start"
        assert len(here.post.requests) == 4


async def test_nothing_is_in_doubt_however_early_it_is_told_to_end(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with house(folder, at_once=4) as here:
            here.readers(200)
            await here.begin()
            await asyncio.sleep(0.003 * number)
            here.running.cancel()
            await asyncio.gather(here.running, return_exceptions=True)
            assert not here.rows("1", "queue = 1")
            sent = [chat for (chat,) in here.rows("person_id", "reached = 'sent'")]
            assert sorted(each.chat_id for each in here.post.sent) == sent


async def test_the_end_waits_until_outcomes_can_be_recorded(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=4) as here:
        here.readers(20)
        here.post.answers = 0
        await here.begin()
        await here.until(lambda: len(here.post.sent) == 4)
        with locked(here.database.path):
            here.running.cancel()
            here.post.open.set()
            await here.looks()
        await asyncio.wait_for(asyncio.gather(here.running, return_exceptions=True), 60)
        assert len(here.rows("1", "reached = 'sent'")) == 4


async def test_the_clock_is_set_back(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=4) as here:
        here.readers(20)
        here.post.answers = 0
        announcement = await here.begin()
        await here.until(lambda: len(here.post.sent) == 4)
        here.clock.set_back(timedelta(hours=1))
        here.post.open.set()
        await here.until_over(announcement)
        assert len(here.post.sent) == 20


async def test_a_morning_stays_a_morning_when_the_clock_is_set_back(tmp_path: Path) -> None:
    in_santiago = datetime(2026, 11, 24, 12, tzinfo=UTC)
    async with house(tmp_path, at=in_santiago - timedelta(hours=2), at_once=4) as here:
        here.readers(5, zone="Europe/Paris")
        here.readers(5, first=2001, zone="America/Santiago")
        here.post.answers = 0
        announcement = await here.begin(timing=Timing(kind="morning"))
        await here.looks()
        assert here.post.sent == []
        await here.move_to(in_santiago)
        await here.until(lambda: len(here.post.sent) == 4)
        here.clock.set_back(timedelta(hours=1))
        here.post.open.set()
        await here.until(lambda: len(here.post.sent) == 5)
        await here.looks()
        assert {each.chat_id for each in here.post.sent} == set(range(2001, 2006))
        await here.move_to(datetime(2026, 11, 25, 8, tzinfo=UTC))
        await here.until_over(announcement)
        assert len(here.post.sent) == 10
