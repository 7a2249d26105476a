"""Whatever is done to the audit log in the file, by whoever has the file, is found; and the log goes on."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.audit import OPERATOR, Act, Anchor, Entry, flaws, following
from storage.cipher import Cipher
from storage.database import Database
from tests.storage.conftest import NOON

LENGTH = 5
TEXTS = ("at", "actor", "act", "subject", "detail", "previous", "hash")
ODD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=70),
    st.binary(max_size=70),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
)
"""SQLite keeps in any column what is put there."""
Tampering = Callable[[sqlite3.Connection], None]


def changed(sequence: int, column: str, value: Any, *, as_text: bool) -> Tampering:
    placed = "CAST(? AS TEXT)" if as_text else "?"

    def tamper(connection: sqlite3.Connection) -> None:
        connection.execute(f"UPDATE audit SET {column} = {placed} WHERE sequence = ?", (value, sequence))

    return tamper


def renumbered(sequence: int, to: int) -> Tampering:
    def tamper(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE OR REPLACE audit SET sequence = ? WHERE sequence = ?", (to, sequence))

    return tamper


def deleted(sequence: int, count: int) -> Tampering:
    def tamper(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM audit WHERE sequence BETWEEN ? AND ?", (sequence, sequence + count))

    return tamper


def inserted(sequence: int, previous: str) -> Tampering:
    """A row whose hash fits its content, in place of another one where there is one."""

    def tamper(connection: sqlite3.Connection) -> None:
        row = following(Anchor(sequence - 1, previous), Entry(Act.ROLE_GRANTED, OPERATOR), NOON)
        values = [row.sequence, row.at, row.actor, row.act, row.subject, row.detail, row.previous, row.hash]
        connection.execute("INSERT OR REPLACE INTO audit VALUES (?,?,?,?,?,?,?,?)", values)

    return tamper


NUMBERS = st.integers(1, LENGTH)
TAMPERINGS = st.one_of(
    st.builds(changed, NUMBERS, st.sampled_from(TEXTS), ODD, as_text=st.booleans()),
    st.builds(renumbered, NUMBERS, st.integers(-3, LENGTH + 3)),
    st.builds(deleted, NUMBERS, st.integers(0, LENGTH)),
    st.builds(inserted, st.integers(-3, LENGTH + 3), st.sampled_from(["0" * 64, "f" * 64])),
)


async def write(database: Database, count: int) -> None:
    for number in range(count):
        async with database.unit_of_work() as work:
            entry = Entry(Act.ROLE_GRANTED, OPERATOR, "0123456789abcdef", {"role": "nfp"})
            await work.audit.add(entry, NOON + timedelta(minutes=number))
            await work.commit()


async def found(database: Database, since: Anchor | None = None) -> list[str]:
    async with database.unit_of_work() as work:
        return list(flaws([row async for row in work.audit.rows()], await work.audit.head(), since))


def content(path: Path) -> list[tuple[Any, ...]]:
    """All that stands in the table, byte by byte."""
    columns = ", ".join(f"CAST({column} AS BLOB)" for column in ("sequence", *TEXTS))
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {columns} FROM audit ORDER BY sequence").fetchall()


def tamper(path: Path, *tamperings: Tampering) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for trigger in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER audit_no_{trigger}")
        for each in tamperings:
            with suppress(sqlite3.IntegrityError):  # what the columns themselves refuse
                each(connection)


@pytest.fixture(scope="module")
def kept(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Anchor]:
    """A file with a log in it, and the anchor that was taken of it."""
    path = tmp_path_factory.mktemp("kept") / "nfpbot.sqlite3"
    shutil.copyfile(made, path)

    async def make() -> Anchor:
        database = Database(f"sqlite+aiosqlite:///{path}", Cipher(None))
        await write(database, LENGTH)
        async with database.unit_of_work() as work:
            head = await work.audit.head()
        await database.close()
        assert head is not None
        return head

    return path, asyncio.run(make())


@settings(max_examples=60, deadline=None)
@given(st.lists(TAMPERINGS, min_size=1, max_size=3), st.booleans())
def test_whatever_is_done_in_the_file_is_found_with_the_anchor(
    kept: tuple[Path, Anchor], tamperings: list[Tampering], head_too: bool
) -> None:
    """Also where the head that the log keeps of itself was taken away; and the bot can write on."""
    path, anchor = kept
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nfpbot.sqlite3"
        shutil.copyfile(path, file)
        tamper(file, *tamperings)
        if head_too:
            with closing(sqlite3.connect(file)) as connection, connection:
                connection.execute("DELETE FROM facts WHERE name = 'audit_head'")
        touched = content(file) != content(path)

        async def check() -> None:
            database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
            try:
                assert bool(await found(database, anchor)) == (touched or head_too)
                await write(database, 1)
                assert bool(await found(database, anchor)) >= touched
            finally:
                await database.close()

        asyncio.run(check())


@pytest.mark.parametrize(
    ("tampering", "flaw"),
    [
        (inserted(-2, "0" * 64), "row -2 was inserted"),
        (inserted(0, "0" * 64), "row 0 was inserted"),
        (changed(3, "detail", b"\xff", as_text=True), "row 3 was changed"),
        (changed(3, "at", "yesterday", as_text=False), "row 3 was changed"),
        (changed(5, "hash", b"\x00", as_text=False), "row 5 was changed"),
    ],
)
async def test_what_no_program_would_write_is_found_by_its_row(
    database: Database, tampering: Tampering, flaw: str
) -> None:
    await write(database, LENGTH)
    tamper(database.path, tampering)
    assert flaw in await found(database)


@pytest.mark.parametrize("head", ["DELETE FROM facts", "UPDATE facts SET value = 'nonsense' WHERE name = 'audit_head'"])
async def test_a_log_that_has_lost_its_head_goes_on_and_tells(database: Database, head: str) -> None:
    await write(database, 2)
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute(head)
    assert await found(database) == ["the log does not know of its end, which is row 2"]
    await write(database, 1)
    assert await found(database) == []


async def test_a_row_that_somebody_put_at_the_end_does_not_stop_the_log(database: Database) -> None:
    await write(database, 2)
    tamper(database.path, inserted(3, "0" * 64))
    await write(database, 1)
    (flaw,) = await found(database)
    assert flaw.startswith("row 3 does not follow")


async def test_the_database_refuses_to_replace_a_row(database: Database) -> None:
    await write(database, 2)
    with closing(sqlite3.connect(database.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="stay as they are"):
            connection.execute(
                "REPLACE INTO audit SELECT sequence, at, 'x', act, subject, detail, previous, hash FROM audit"
            )
        connection.rollback()
