"""What only SQLite takes: its settings, its transactions, its files. No other module holds SQL of one engine."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    TextClause,
    bindparam,
    cast,
    event,
    make_url,
    text,
)
from sqlalchemy import create_engine as create_sqlalchemy_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import ArgumentError

from bot.domain.errors import SetupError
from storage.connections import BUSY_SECONDS

__all__ = [
    "append_only",
    "as_kept",
    "backup",
    "backups",
    "check_foreign_keys",
    "checkpoint",
    "compiled",
    "create_engine",
    "insert",
    "path_of",
    "prepare",
]

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    # What was confirmed to Telegram must survive a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    # What is erased is overwritten, and the log does not keep a copy beyond its next start from the beginning.
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 0",
)


def path_of(url: str) -> Path:
    """The file that a database URL names. SetupError where it names none that this program can use."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.drivername != "sqlite+aiosqlite" or parsed.database in (None, "", ":memory:"):
        raise SetupError(
            "the database URL cannot be used: set NFPBOT_DATABASE_URL to sqlite+aiosqlite:///FILE, "
            "like sqlite+aiosqlite:///data/nfpbot.sqlite3"
        )
    return Path(str(parsed.database))


def prepare(path: Path) -> None:
    """Make the file and its folder where they are missing, readable by their owner only. SetupError where it fails."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise SetupError(
            f"the database {path} cannot be opened ({error.strerror}): check the folder and its permissions"
        ) from None


def create_engine(path: Path, *, patience: float = BUSY_SECONDS, foreign_keys: bool = True) -> Engine:
    """An engine with one connection, every transaction of which may write from its beginning.

    SQLite lets one transaction write at a time. A transaction that begins by reading can fail when it comes to write,
    so all take the lock at once; and a second connection would only wait for the first. `patience`: seconds for which
    a statement blocks where another process has the lock. `foreign_keys=False` is for migrations, which may have to
    build a table anew.
    """
    engine = create_sqlalchemy_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience, "check_same_thread": False},
        pool_size=1,
        max_overflow=0,
    )

    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins no transaction by itself
        cursor = connection.cursor()
        for pragma in (*_PRAGMAS, f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}"):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def compiled(statement: Insert, *columns: str) -> TextClause:
    """An INSERT of these columns, as text. SQLAlchemy 2.0 compiles one that has an ON CONFLICT anew for each use, which
    takes many times as long as the use; a text it does not."""
    found = statement.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=columns)
    return text(str(found)).bindparams(*(bindparam(name, type_=bind.type) for name, bind in found.binds.items()))


def append_only(table: str, key: str) -> tuple[str, ...]:
    """The statements that make the database refuse to change, delete or replace rows of a table with this key."""
    # SQLite asks the triggers of a deletion for what REPLACE deletes only where it is set up so.
    # Names of our own tables and columns are all that is put in; a trigger takes no parameters.
    replaced = f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # nosec B608
    return tuple(
        f"CREATE TRIGGER {table}_no_{action} BEFORE {event} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, 'rows of {table} stay as they are'); END"
        for action, event, condition in (
            ("update", "UPDATE", ""),
            ("delete", "DELETE", ""),
            ("replace", "INSERT", replaced),
        )
    )


def as_kept(column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """A column of text, as bytes: a SQLite file can hold anything in it, also what is no text."""
    return cast(column, LargeBinary)


def backup(path: Path, revision: str, at: datetime) -> Path:
    """Copy the database beside itself, named with its schema's revision and the instant; where the copy is.

    Other connections may go on meanwhile. What was erased is not in the copy.
    """
    target = path.with_name(f"{path.name}.backup-{revision}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    return unfinished.rename(target)


def backups(path: Path) -> list[tuple[str, Path]]:
    """The backups beside a database, oldest first, each with its revision."""
    pattern = re.compile(re.escape(path.name) + r"\.backup-(?P<revision>.+)-(?P<at>\d{8}T\d{6}Z)")
    found = [match for file in path.parent.iterdir() if (match := pattern.fullmatch(file.name))]
    return [(match["revision"], path.with_name(match[0])) for match in sorted(found, key=lambda match: match["at"])]


def checkpoint(path: Path) -> None:
    """Move what stands in the write-ahead log into the database and empty the log: erased content is then gone."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def check_foreign_keys(connection: Connection) -> None:
    """SetupError where a row refers to one that does not exist, as after a migration gone wrong."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise SetupError(f"the table {broken[0]} refers to rows that do not exist: restore a backup of the database")
