"""What an announcement costs from the database to Telegram and back: `python -m tests.benchmarks.announcements`.

A stub in a process and on a core of its own answers at once, as in `tests.benchmarks.sending`. Against it, on one other
core and each in a new process: PTB's `Bot.send_message` with PTB's own transport; aiogram's, where `--aiogram PYTHON`
names an interpreter; these send and record nothing. And what this project does: a SQLite file with every outcome
durable (`synchronous = FULL`), claims, words in six languages, pacer, transport.

Measured are messages a second and CPU a message; by how much memory grows above what the process has when it is idle;
and how many seconds it takes to begin, to pause (until nothing leaves any more), to say how far it has come, and to
report at the end.
"""

import argparse
import asyncio
import gc
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

from bot.app import knowledge, settle
from bot.clock import SystemClock
from bot.domain.announcements import Announcement, Content, Reached, State
from bot.domain.people import Person, Role
from bot.gateway import connection
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from bot.services.announced import progress_of
from bot.services.announcing import Announcing, NotNow
from bot.services.broadcasting import Broadcasting, at_once_for
from bot.services.drafting import Drafting
from bot.services.library import Library
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests import announce
from tests.benchmarks.senders.common import TEXT, TOKEN

PACE: Final = 20_000
"""At which it holds up nothing."""

OTHERS: Final = (("PTB", "tests.benchmarks.senders.ptb", 50), ("aiogram", "tests.benchmarks.senders.aiogram_bot", 50))
"""Name, module, and how many messages under way at once suit it best."""

CONTENT: Final = Content(
    texts=dict.fromkeys(announce.LANGUAGES, TEXT), confirm=True, link="https://example.org/brussels"
)
STEPS: Final = ("begin", "pause", "progress", "report")
FIRST: Final = 1_000_001
WARM_UP: Final = 300
_CORES: Final = sorted(os.sched_getaffinity(0))

T = TypeVar("T")


class Bench:
    """A database with readers, and what sends to them."""

    def __init__(self, database: Database, sender: TelegramSender, clock: SystemClock, author: Person) -> None:
        self.database = database
        known = knowledge()
        library = Library(known.lexicons, announce.PACK)
        self.engine = Broadcasting(
            database.unit_of_work, sender, known.renderer, library, clock, at_once=at_once_for(PACE)
        )
        self._clock = clock
        self._author = author
        self.took: dict[str, float] = {}

    async def run(self, readers: int) -> dict[str, float]:
        """Announce to so many; what came of it."""
        draft = await self._draft()
        idle = _memory("VmRSS")
        _forget_peak()
        began, used = time.perf_counter(), time.process_time()
        await self._timed("begin", lambda: self._act(lambda announcing: announcing.send(self._author, draft.id)))
        await asyncio.sleep(0.5)
        halt = time.perf_counter()
        await self._timed("pause", lambda: self._pause(draft.id))
        await self._timed("progress", lambda: self._progress(draft.id))
        await self._act(lambda announcing: announcing.resume(self._author, draft.id))
        began += time.perf_counter() - halt
        await self.over(draft.id)
        took, used = time.perf_counter() - began, time.process_time() - used
        peak = _memory("VmHWM")
        await self._timed("report", lambda: self._report(draft.id, readers))
        return {
            "rate": readers / took,
            "cpu": used / readers * 1000,
            "seconds": took,
            "memory": peak - idle,
            **self.took,
        }

    async def over(self, announcement_id: int) -> None:
        while (await announce.get(self.database, announcement_id)).active:  # noqa: ASYNC110
            await asyncio.sleep(0.2)

    async def _draft(self) -> Announcement:
        async with self.database.unit_of_work() as uow:
            drafting = Drafting(uow, announce.PACK, self._clock.now())
            draft = await drafting.begin(self._author)
            written = await drafting.change(draft, content=CONTENT, selection=announce.FOCAL_POINTS)
            await uow.commit()
        return written

    async def _act(self, act: Callable[[Announcing], Awaitable[Announcement | NotNow]]) -> None:
        async with self.database.unit_of_work() as uow:
            now = self._clock.now()
            drafting = Drafting(uow, announce.PACK, now)
            done = await act(Announcing(uow, drafting, announce.PACK, now, approval_above=10**9))
            assert not isinstance(done, NotNow), done
            await uow.commit()
        self.engine.wake()

    async def _pause(self, announcement_id: int) -> None:
        await self._act(lambda announcing: announcing.pause(self._author, announcement_id))
        with closing(sqlite3.connect(self.database.path)) as connection:
            while connection.execute("SELECT count(*) FROM deliveries WHERE queue = 1").fetchone() != (0,):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def _progress(self, announcement_id: int) -> None:
        async with self.database.unit_of_work() as uow:
            announcement = await uow.announcements.get(announcement_id)
            assert announcement is not None
            assert (await progress_of(uow, announcement, self._clock.now())).state is State.PAUSED

    async def _report(self, announcement_id: int, readers: int) -> None:
        async with self.database.unit_of_work() as uow:
            tally = await uow.deliveries.tally(announcement_id, 1, self._clock.now())
            shares = await uow.deliveries.shares(announcement_id)
        assert tally.reached == {Reached.SENT: readers}, tally
        assert sum(share.count for share in shares) == readers

    async def _timed(self, what: str, act: Callable[[], Awaitable[T]]) -> T:
        began = time.perf_counter()
        done = await act()
        self.took[what] = time.perf_counter() - began
        return done


async def prepare(database: Database, readers: int) -> None:
    """With so many focal points, and a few translators for the warm-up."""
    now = SystemClock().now()
    await database.upgrade(now)
    await announce.add_author(database, now)
    announce.add_readers(database.path, FIRST, WARM_UP, now, role=Role.TRANSLATOR)
    announce.add_readers(database.path, FIRST + WARM_UP, readers, now)


async def measure(url: str, database: Database, readers: int) -> dict[str, float]:
    """In this process; after a warm-up, by which all is loaded and all connections are open."""
    clock = SystemClock()
    async with database.unit_of_work() as uow:
        author = await uow.people.by_telegram(announce.AUTHOR, clock.now())
    assert author is not None
    bot = connection.connect(TOKEN, url)
    sender = TelegramSender(bot, Pacer(clock, Rates(overall=PACE)), clock)
    bench = Bench(database, sender, clock, author)
    async with bot.request:
        running = asyncio.create_task(bench.engine.run())
        translators = announce.those_who_are(Role.TRANSLATOR)
        begun = await announce.begin(database, author, clock.now(), CONTENT, selection=translators)
        bench.engine.wake()
        await bench.over(begun)
        gc.collect()
        found = await bench.run(readers)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return found


async def _with(database: Database, act: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    try:
        return await act(database)
    finally:
        await database.close()


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _memory(what: str) -> float:
    """What this process has of the machine's memory, or has had at most, in MB."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def _on(core: int, command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=lambda: os.sched_setaffinity(0, {core}))


def _told(command: list[str]) -> dict[str, float]:
    """What a process on the core that is measured has found out."""
    with _on(_CORES[-1], command) as process:
        told, _ = process.communicate()
    found: dict[str, float] = json.loads(told)
    return found


def _ours(url: str, readers: int) -> dict[str, float]:
    """What a process finds out that has not made the database itself, which takes memory."""
    with tempfile.TemporaryDirectory() as folder:
        url_of, key = f"sqlite+aiosqlite:///{folder}/bench.sqlite3", new_key()
        asyncio.run(_with(Database(url_of, Cipher(key)), lambda database: prepare(database, readers)))
        # A key may begin with a dash, which is no option.
        given = ("--measure", url, url_of, f"key:{key}", str(readers))
        return _told([sys.executable, "-m", "tests.benchmarks.announcements", *given])


def compare(readers: list[int], times: int, aiogram_python: str | None) -> None:
    with _on(_CORES[0], [sys.executable, "-m", "tests.benchmarks.sending", "--stub"]) as stub:
        assert stub.stdout is not None
        url = f"http://127.0.0.1:{int(stub.stdout.readline())}"
        print(f"median of {times}; seconds for each step")
        print(f"{'':10} {'readers':>8} {'a second':>9} {'CPU ms':>7} {'seconds':>8} {'MB':>5}", end="")
        print("".join(f" {step:>9}" for step in STEPS))
        try:
            for name, module, at_once in OTHERS:
                python = aiogram_python if name == "aiogram" else sys.executable
                if python is not None:
                    command = [python, "-m", module, url, str(at_once), "3000"]
                    runs = [_told(command) for _ in range(times)]
                    print(f"{name:10} {3000:>8} {_median(runs, 'rate'):>9.0f} {_median(runs, 'cpu'):>7.3f}", flush=True)
            for count in readers:
                runs = [_ours(url, count) for _ in range(times)]
                print(f"{'ours':10} {count:>8} {_median(runs, 'rate'):>9.0f} {_median(runs, 'cpu'):>7.3f}", end="")
                print(f" {_median(runs, 'seconds'):>8.1f} {_median(runs, 'memory'):>5.1f}", end="")
                print("".join(f" {_median(runs, step):>9.3f}" for step in STEPS), flush=True)
        finally:
            stub.kill()


def _median(runs: list[dict[str, float]], what: str) -> float:
    return statistics.median(run[what] for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aiogram", metavar="PYTHON", help="an interpreter that has aiogram")
    parser.add_argument("--readers", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--measure", nargs=4, help="measure once: for this program's own use")
    given = parser.parse_args()
    if given.measure is None:
        compare(given.readers, given.times, given.aiogram)
        return
    settle()
    url, url_of, key, readers = given.measure
    database = Database(url_of, Cipher(key.removeprefix("key:")))
    print(json.dumps(asyncio.run(_with(database, lambda database: measure(url, database, int(readers))))))


if __name__ == "__main__":
    main()
