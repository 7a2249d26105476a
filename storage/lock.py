"""One `nfpbot run` on a SQLite file at a time; other commands work beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.domain.errors import SetupError


@contextmanager
def only_process(database: Path) -> Iterator[None]:
    """Hold the database file for this process while the block lasts; the system frees it when the process dies.

    SetupError where another process holds it.
    """
    lock = FileLock(f"{database}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise SetupError(
            f"another nfpbot is running on {database}: stop it first, or give this one its own NFPBOT_DATABASE_URL"
        ) from None
    try:
        yield
    finally:
        lock.release()


def is_running(database: Path) -> bool:
    """Whether a process holds the database file."""
    try:
        with only_process(database):
            return False
    except SetupError:
        return True
