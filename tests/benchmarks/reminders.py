"""What finding due reminders costs, and how it grows: `python -m tests.benchmarks.reminders [PEOPLE …]`.

Fifty meetings; focal points of all countries of the pack, most of whom have answered. Measured are a look at which
nothing is due, one at which a reminder is due in one zone, and one after which it has become due for everybody: what it
takes to find them, and (with what is queued) for how long nobody else has the database.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.domain.attendance import circle_of, days_of
from bot.domain.meetings import Meeting
from bot.domain.reminders import ReminderKind, Rule, due_at
from bot.services.reminding import BATCH, MARK, remind
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.benchmarks.delegations import MEETING, NOW, add_answers, add_people, pack_of

MEETINGS: Final = 50
LOOKS: Final = 50
ZONE: Final = "Asia/Tbilisi"
_WEEK: Final = Rule(ReminderKind.DAYS, 7)
_SECOND: Final = timedelta(seconds=1)
_NEARLY_A_DAY: Final = timedelta(hours=23, minutes=59)
"""So long after the first zone all others have had their morning, and nothing has lost its point."""


class Timed:
    """Transactions of a database, and how many milliseconds each had it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.took: list[float] = []

    def __call__(self) -> Any:
        return self

    async def __aenter__(self) -> Any:
        self._uow = self._database.unit_of_work()
        entered = await self._uow.__aenter__()
        self._began = time.perf_counter()
        return entered

    async def __aexit__(self, *error: Any) -> None:
        self.took.append((time.perf_counter() - self._began) * 1000)
        await self._uow.__aexit__(*error)


async def milliseconds(work: Callable[[], Awaitable[object]], times: int = LOOKS) -> float:
    """The median of so many times."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


async def measure(people: int) -> None:
    pack = pack_of(MEETINGS)
    meeting = pack.meeting(MEETING)
    assert meeting is not None
    with tempfile.TemporaryDirectory() as folder:
        path, cipher = Path(folder) / "bench.sqlite3", Cipher(new_key())
        database = Database(f"sqlite+aiosqlite:///{path}", cipher)
        await database.upgrade(NOW)
        add_people(path, cipher, pack, people)
        add_answers(path, cipher, pack, meeting, people)

        async def look(since: datetime, at: datetime) -> Timed:
            timed = Timed(database)
            async with database.unit_of_work() as uow:
                await uow.marks.set(MARK, since)
                await uow.commit()
            await remind(timed, pack, at)
            return timed

        async def find(zones: tuple[str | None, ...] | None) -> int:
            return await found(database, pack, meeting, zones)

        quiet = NOW + timedelta(minutes=30)
        async with database.unit_of_work() as uow:
            await uow.marks.set(MARK, quiet - 2 * _SECOND)
            await uow.commit()
        nothing = await milliseconds(lambda: remind(database.unit_of_work, pack, quiet))
        one = await milliseconds(lambda: find((ZONE,)), 10)
        everybody = await milliseconds(lambda: find(None), 3)
        there = due_at(meeting, _WEEK, ZONE)
        in_one = await look(there - _SECOND, there)
        async with database.unit_of_work() as uow:
            first = min(due_at(meeting, _WEEK, zone) for zone in await uow.people.zones())
        of_all = await look(first - _SECOND, first + _NEARLY_A_DAY)
        share, total = await find((ZONE,)), await find(None)
        print(
            f"{people:7,} people: nothing due {nothing:6.2f} ms; "
            f"due for {share:5,}: found in {one:7.2f} ms, longest batch {max(in_one.took):6.1f} ms; "
            f"for {total:7,}: found in {everybody:8.1f} ms, {len(of_all.took):4} batches, "
            f"longest {max(of_all.took):6.1f} ms, all of it {sum(of_all.took) / 1000:6.2f} s"
        )
        await database.close()


async def found(database: Database, pack: Any, meeting: Meeting, zones: tuple[str | None, ...] | None) -> int:
    """How many there are to tell, read in batches as `remind` reads them."""
    count, after = 0, 0
    while True:
        async with database.unit_of_work() as uow:
            batch = await uow.invited.to_tell(
                circle_of(pack, meeting), meeting.id, days_of(meeting), NOW, zones=zones, after=after, limit=BATCH
            )
        count += len(batch)
        if len(batch) < BATCH:
            return count
        after = batch[-1].person_id


def main() -> int:
    """Print one line for each number of people."""
    parser = argparse.ArgumentParser(description="What finding due reminders costs.")
    parser.add_argument("people", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    for people in parser.parse_args().people:
        asyncio.run(measure(people))
    return 0


if __name__ == "__main__":
    sys.exit(main())
