"""Members while 500 strangers send 20,000 messages a minute: `python -m tests.benchmarks.flood [--seconds 60]`.

The real bot on a database in a file, at the pace that Telegram allows; the simulated Telegram and its people run in a
process of their own. Measured is from the commit that stores an update to the commit that stores its answer; first as
it is, then (shorter) with everybody taken for a member, so that there is neither a limit nor an order.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self, cast

from bot import app
from bot.clock import SystemClock
from bot.domain.exchange import Incoming, Outgoing, Stored
from bot.domain.people import Grant, Role
from bot.gateway.pacing import Rates
from bot.ports import UnitOfWork
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.benchmarks.crowd import LANGUAGES, MEMBERS

SHORT: Final = 20.0
"""Seconds of the comparison."""

_REPORT_WITHIN: Final = 180.0


@dataclass
class Seen:
    """What came of updates, by their ids, in seconds of one clock."""

    equal: bool
    """Whether everybody is taken for a member."""
    stored: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    by_members: set[int] = field(default_factory=set)
    notices: int = 0


class Part:
    """A repository of which some methods are watched."""

    def __init__(self, inner: Any, watched: "Watched") -> None:
        self._inner = inner
        self._watched = watched

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class Inbox(Part):
    async def store(self, updates: Sequence[Incoming]) -> list[Stored]:
        stored: list[Stored] = await self._inner.store(updates)
        self._watched.stored = stored
        return stored

    async def done(self, update_id: int, at: datetime) -> bool:
        self._watched.done = update_id
        return bool(await self._inner.done(update_id, at))


class Outbox(Part):
    async def add(self, outgoing: Sequence[Outgoing], at: datetime) -> None:
        self._watched.answers += len(outgoing)
        await self._inner.add(outgoing, at)


class Everybody(Part):
    async def members(self, among: Collection[int], _: datetime) -> set[int]:
        return set(among)


class Watched:
    """A unit of work that notes at its commit what it has stored."""

    def __init__(self, work: UnitOfWork, seen: Seen) -> None:
        self._work = work
        self._seen = seen
        self.stored: list[Stored] = []
        self.done: int | None = None
        self.answers = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    async def __aenter__(self) -> Self:
        await self._work.__aenter__()
        self.inbox, self.outbox = Inbox(self._work.inbox, self), Outbox(self._work.outbox, self)
        if self._seen.equal:
            self.people = Everybody(self._work.people, self)
        return self

    async def commit(self) -> None:
        await self._work.commit()
        now, seen = time.perf_counter(), self._seen
        seen.stored.update((each.update_id, now) for each in self.stored)
        seen.by_members.update(each.update_id for each in self.stored if each.person in MEMBERS)
        seen.notices += sum(each.limited for each in self.stored)
        if self.done is not None and self.answers:
            seen.answered[self.done] = now

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._work.__aexit__(kind, error, trace)


class WatchedDatabase(Database):
    """A database whose units of work are watched."""

    def __init__(self, url: str, seen: Seen) -> None:
        super().__init__(url, Cipher(new_key()))
        self._seen = seen

    def unit_of_work(self) -> UnitOfWork:
        return cast(UnitOfWork, Watched(super().unit_of_work(), self._seen))


async def measure(seconds: float, *, equal: bool) -> list[str]:
    """A line each on members and on strangers, and one with the counts."""
    seen = Seen(equal)
    crowd = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.crowd", str(seconds)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert crowd.stdin is not None
    assert crowd.stdout is not None
    stop = asyncio.Event()
    try:
        url = (await crowd.stdout.readline()).decode().strip()
        with tempfile.TemporaryDirectory() as folder:
            database = WatchedDatabase(f"sqlite+aiosqlite:///{folder}/flood.sqlite3", seen)
            await _fill(database)
            serving = asyncio.create_task(app.serve(url, app.made_up_token(), Rates(), database, SystemClock(), stop))
            crowd.stdin.write(b"begin\n")
            report = await asyncio.wait_for(crowd.stdout.readline(), _REPORT_WITHIN + seconds)
            end = time.perf_counter()
            sent, left = map(int, report.split())
            stop.set()
            await serving
            await database.close()
    finally:
        if crowd.returncode is None:
            crowd.kill()
        await crowd.wait()
    return _lines(seen, sent, left, end)


async def _fill(database: Database) -> None:
    await app.open_database(database, SystemClock(), "sample")
    countries = ("GE", "MA", "JO", "KZ", "ES", "BR")
    await app.introduce(
        database,
        SystemClock().now(),
        [
            app.Introduction(
                person, "Nino", LANGUAGES[number % 6], countries[number % 6], "UTC",
                (Grant(Role.NFP, country=countries[number % 6]),),
            )
            for number, person in enumerate(MEMBERS)
        ],
    )  # fmt: skip


def _lines(seen: Seen, sent: int, left: int, end: float) -> list[str]:
    lines = []
    for name, theirs in (("members", True), ("strangers", False)):
        updates = [number for number in seen.stored if (number in seen.by_members) is theirs]
        waits = sorted(min(seen.answered.get(number, end), end) - seen.stored[number] for number in updates)
        late = sum(seen.answered.get(number, end) >= end for number in updates)
        cells = (waits[int(len(waits) * part)] * 1000 for part in (0.5, 0.95)) if waits else ()
        figures = "".join(f"{cell:12.1f}" for cell in (*cells, waits[-1] * 1000 if waits else 0))
        lines.append(f"{name:12}{figures}{len(updates):12}{late:12}")
    stored = len(seen.stored)
    lines.append(f"sent {sent}, not fetched {left}, dropped {sent - left - stored}, notices {seen.notices}")
    return lines


def main() -> int:
    """Print the tables, in milliseconds."""
    parser = argparse.ArgumentParser(description="Members while strangers flood the bot, in milliseconds.")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the flood lasts")
    options = parser.parse_args()
    heads = ("", "median", "p95", "slowest", "updates", "unanswered")
    for title, seconds, equal in (
        (f"as it is, {options.seconds:.0f} s", options.seconds, False),
        (f"everybody equal, {min(SHORT, options.seconds):.0f} s", min(SHORT, options.seconds), True),
    ):
        lines = asyncio.run(measure(seconds, equal=equal))
        sys.stdout.write(
            "\n".join([title, "".join(f"{head:12}" if not head else f"{head:>12}" for head in heads), *lines, "", ""])
        )
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
