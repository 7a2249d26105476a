"""The audit log: what was written stays as it was, and whatever was done to it is found."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit import BOT, OPERATOR, Act, Anchor, Entry, Row, flaws, following
from bot.domain.errors import UsageError
from storage.database import Database
from tests.storage.conftest import NOON

PEOPLE = st.sampled_from(["0123456789abcdef", "fedcba9876543210", OPERATOR, BOT])
ENTRIES = st.builds(
    Entry,
    st.sampled_from(Act),
    PEOPLE,
    st.none() | PEOPLE,
    st.dictionaries(st.sampled_from(["role", "country", "number"]), st.text(max_size=8)),
)
LOGS = st.lists(ENTRIES, min_size=1, max_size=8)


def chain(entries: Sequence[Entry]) -> list[Row]:
    rows: list[Row] = []
    for number, entry in enumerate(entries):
        last = Anchor(rows[-1].sequence, rows[-1].hash) if rows else None
        rows.append(following(last, entry, NOON + timedelta(minutes=number)))
    return rows


def anchor(rows: Sequence[Row]) -> Anchor:
    return Anchor(rows[-1].sequence, rows[-1].hash)


def rewritten(rows: Sequence[Row]) -> list[Row]:
    """As somebody would who knows how the chain is made: everything fits again."""
    fitting: list[Row] = []
    for number, row in enumerate(rows, 1):
        fresh = replace(row, sequence=number, previous=fitting[-1].hash if fitting else "0" * 64)
        fitting.append(replace(fresh, hash=fresh.digest))
    return fitting


@st.composite
def tampered(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """A log as it was, and as somebody has left it."""
    before = chain(draw(LOGS))
    after = list(before)
    place = draw(st.integers(0, len(before) - 1))
    match draw(st.sampled_from(["change", "remove", "insert", "swap", "cut"])):
        case "change":
            field, value = draw(
                st.sampled_from(
                    [
                        ("at", "2020-01-01T00:00:00+00:00"),
                        ("actor", "somebody"),
                        ("act", "nothing"),
                        ("subject", "somebody"),
                        ("detail", '{"other":""}'),
                        ("previous", "1" * 64),
                        ("hash", "1" * 64),
                        ("sequence", 99),
                    ]
                )
            )
            changes: dict[str, Any] = {field: value}
            after[place] = replace(after[place], **changes)
        case "remove":
            del after[place]
        case "insert":
            last = Anchor(after[place].sequence, after[place].hash)
            after.insert(place + 1, following(last, draw(ENTRIES), NOON))
        case "swap":
            after.reverse()
        case "cut":
            after = after[:place]
    return before, sorted(after, key=lambda row: row.sequence) if draw(st.booleans()) else after


@given(LOGS, st.data())
def test_a_log_that_nobody_touched_is_whole(entries: list[Entry], data: st.DataObject) -> None:
    rows = chain(entries)
    earlier = data.draw(st.none() | st.sampled_from(rows))
    since = None if earlier is None else Anchor(earlier.sequence, earlier.hash)
    assert list(flaws(rows, anchor(rows), since)) == []


@given(tampered())
def test_whatever_is_changed_removed_inserted_or_cut_off_is_found(logs: tuple[list[Row], list[Row]]) -> None:
    before, after = logs
    if after != before:
        assert list(flaws(after, anchor(before), None))


@given(tampered())
def test_with_an_anchor_also_where_everything_else_was_made_to_fit(logs: tuple[list[Row], list[Row]]) -> None:
    before, after = logs
    forged = rewritten(after)
    if forged != before:
        last = anchor(forged) if forged else None
        found = list(flaws(forged, last, anchor(before)))
        # What was added after the anchor was taken is not the anchor's to tell.
        assert found or forged[: len(before)] == before


def test_each_flaw_is_named_by_its_row() -> None:
    rows = chain([Entry(Act.INVITE_MADE, OPERATOR) for _ in range(5)])
    last = anchor(rows)
    assert list(flaws(rows[:3], last, None)) == ["rows 4 to 5 are cut off"]
    assert list(flaws([*rows[:1], *rows[2:]], last, None)) == ["row 2 is missing"]
    assert list(flaws([*rows[:2], replace(rows[2], actor="x"), *rows[3:]], last, None)) == ["row 3 was changed"]
    assert list(flaws(rows, anchor(rows[:3]), None)) == ["rows 4 to 5 are added from outside"]
    assert list(flaws([], None, last)) == ["rows 1 to 5 are cut off"]
    assert list(flaws(rows, None, None)) == ["the log does not know of its end, which is row 5"]


@pytest.mark.parametrize("text", ["", "1", "0:" + "0" * 64, "1:" + "g" * 64, "١:" + "0" * 64, "1:" + "0" * 63, "-1:x"])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="audit head"):
        Anchor.parse(text)


async def write(database: Database, count: int) -> None:
    for number in range(count):
        async with database.unit_of_work() as work:
            entry = Entry(Act.ROLE_GRANTED, OPERATOR, "0123456789abcdef", {"role": "nfp", "country": "Côte"})
            await work.audit.add(entry, NOON + timedelta(microseconds=number))
            await work.commit()


async def read(database: Database) -> tuple[list[Row], Anchor | None]:
    async with database.unit_of_work() as work:
        return [row async for row in work.audit.rows()], await work.audit.head()


def tamper(database: Database, *statements: str) -> None:
    """As somebody does who has the file."""
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("DROP TRIGGER audit_no_delete")
        for statement in statements:
            connection.execute(statement)


async def test_the_log_in_a_file_is_whole_and_its_rows_can_be_computed_by_anybody(database: Database) -> None:
    await write(database, 1234)
    rows, last = await read(database)
    assert len(rows) == 1234
    assert list(flaws(rows, last, last)) == []
    for row in rows[:3]:
        told = json.loads(row.as_json())
        assert Row(**told).digest == row.hash


async def test_what_is_rolled_back_is_not_in_it(database: Database) -> None:
    await write(database, 1)
    async with database.unit_of_work() as work:
        await work.audit.add(Entry(Act.ROLE_REVOKED, OPERATOR), NOON)
    await write(database, 1)
    rows, last = await read(database)
    assert [row.act for row in rows] == ["role.granted", "role.granted"]
    assert list(flaws(rows, last, None)) == []


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
async def test_the_database_refuses_to_change_it(database: Database, statement: str) -> None:
    await write(database, 2)
    with closing(sqlite3.connect(database.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="stay as they are"):
            connection.execute(statement)
        connection.rollback()


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE audit SET detail = '{}' WHERE sequence = 2", "row 2 was changed"),
        ("UPDATE audit SET at = '2023-04-17T12:00:01+00:00' WHERE sequence = 3", "row 3 was changed"),
        ("DELETE FROM audit WHERE sequence = 1", "row 1 is missing"),
        ("DELETE FROM audit WHERE sequence > 2", "rows 3 to 4 are cut off"),
    ],
)
async def test_tampering_with_the_file_is_found(database: Database, statement: str, flaw: str) -> None:
    await write(database, 4)
    tamper(database, statement)
    rows, last = await read(database)
    assert flaw in list(flaws(rows, last, None))


async def test_a_row_that_follows_a_cut_does_not_hide_it(database: Database) -> None:
    await write(database, 4)
    tamper(database, "DELETE FROM audit WHERE sequence > 2")
    await write(database, 1)
    rows, last = await read(database)
    assert list(flaws(rows, last, None)) == ["rows 3 to 4 are missing"]
