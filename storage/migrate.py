"""Bringing the tables of a database to the form that this program uses."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.domain.errors import SetupError
from storage import dialect

HEAD: Final = "0008"
"""The newest revision in `migrations/versions`; kept here so that a start that has nothing to do need not read them."""

FOLDER: Final = Path(__file__).with_name("migrations")


async def upgrade(path: Path, at: datetime, *, folder: Path = FOLDER, head: str = HEAD) -> Path | None:
    """Make the tables in a new file, or bring older ones up to date, all or nothing; nothing is done where they are.

    Older ones are copied first; the result is where the copy is (`at` names it). SetupError where the file is not a
    database of this program, or one of a newer version.
    """
    return await asyncio.to_thread(_upgrade, path, at, folder, head)


def _upgrade(path: Path, at: datetime, folder: Path, head: str) -> Path | None:
    engine = dialect.create_engine(path, foreign_keys=False)
    try:
        revision = _revision(engine, path)
        if revision == head:
            return None
        from storage import revisions  # noqa: PLC0415 - reads Alembic, which takes long and is seldom needed

        if revision is None:
            copy = None
        else:
            revisions.check_known(revision, folder, path)
            copy = dialect.backup(path, revision, at)
        with engine.begin() as connection:
            revisions.run(connection, folder)
        return copy
    finally:
        engine.dispose()


def _revision(engine: Engine, path: Path) -> str | None:
    """The revision of the tables; none where there are no tables."""
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if not tables:
                return None
            if "alembic_version" in tables:
                revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
                return None if revision is None else str(revision)
    except OperationalError as error:
        raise SetupError(
            f"the database {path} cannot be used now ({error.orig}): another program holds it; try again"
        ) from None
    except DatabaseError as error:
        raise SetupError(
            f"the database {path} cannot be read ({error.orig}): restore a backup, or name another file"
        ) from None
    raise SetupError(f"{path} is not a database of this program: name another file in NFPBOT_DATABASE_URL")
