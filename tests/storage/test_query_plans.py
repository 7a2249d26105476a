"""What is asked all the time is answered from an index, however much waits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.exchange import Incoming, Outgoing
from bot.domain.messages import Help
from bot.domain.outcomes import Sent
from bot.domain.people import Person
from storage.database import Database
from tests.storage.conftest import NOON


@pytest.fixture
def executed() -> Iterator[list[tuple[str, Any]]]:
    """Each statement that goes to the database, with its parameters."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


async def work_a_little(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, b"{}", NOON)])
        await work.inbox.pending(0, 100)
        await work.people.by_telegram(person.telegram_id, NOON)
        await work.people.find(person.id, NOON)
        await work.people.menus_due(20, [2, 3])
        await work.dialogs.of(person.id, NOON)
        await work.content.version()
        await work.outbox.add([Outgoing(1, person.id, Help(), once="a"), Outgoing(1, person.id, Help())], NOON)
        await work.inbox.failed(1)
        await work.inbox.done(1, NOON)
        (row,) = await work.outbox.claim(NOON, NOON, 30, [2, 3])
        await work.outbox.part_sent(row.id, 1)
        await work.outbox.record(row.id, Sent(1), NOON)
        await work.outbox.release(NOON, retry_at=lambda _: NOON, resend_up_to=lambda _: 5)
        await work.outbox.next_due()
        await work.outbox.tidy(NOON)
        await work.inbox.tidy(NOON, NOON)
        await work.commit()


async def test_no_table_is_read_through_and_nothing_is_sorted(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    await work_a_little(database, person)
    asked = [each for each in executed if each[0].startswith(("SELECT", "UPDATE", "DELETE"))]
    assert len(asked) > 15
    with closing(sqlite3.connect(database.path)) as connection:
        for statement, parameters in asked:
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            # A step that searches uses an index or the key; one that reads a whole table is a bare scan.
            assert not [step for step in steps if step.startswith("SCAN") and " USING " not in step], statement
            # A person has a handful of grants: those may be sorted.
            assert "FROM people" in statement or not [step for step in steps if "TEMP B-TREE" in step], statement


async def test_claiming_reads_no_more_rows_than_it_takes(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """The next rows come from the order of the queues, and from the outbox only by their ids."""
    async with database.unit_of_work() as work:
        await work.outbox.claim(NOON, NOON, 30, [2, 3])
    statement, parameters = next(each for each in executed if "FROM queues" in each[0])
    with closing(sqlite3.connect(database.path)) as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert steps == [
        "SEARCH queues USING INDEX ix_queues_next_priority_next_id (next_priority>? AND next_priority<?)",
        "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)",
    ]
