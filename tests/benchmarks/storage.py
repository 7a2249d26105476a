"""What the database costs: `python -m tests.benchmarks.storage [ROWS]`, on a file of its own (100,000 waiting rows)."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.domain.exchange import Incoming, Outgoing, Priority
from bot.domain.messages import Help
from storage.cipher import Cipher, new_key
from storage.database import Database

NOW = datetime(2023, 4, 17, tzinfo=UTC)
PAYLOAD = b"x" * 700
ROUNDS = 50
PORTION = 1000


async def measure(name: str, work: Callable[[int], Awaitable[None]]) -> None:
    """Print the median and the slowest of many rounds, in milliseconds."""
    took = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        await work(number)
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name:55} median {statistics.median(took):7.2f} ms, slowest {max(took):7.2f} ms")


async def run(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.sqlite3", Cipher(new_key()))
        await database.upgrade(NOW)
        async with database.unit_of_work() as uow:
            person = await uow.people.add(1001, "en", NOW)
            await uow.commit()

        async def store(first: int, count: int) -> None:
            async with database.unit_of_work() as uow:
                await uow.inbox.store([Incoming(first + number, 1, PAYLOAD, NOW) for number in range(count)])
                await uow.commit()

        async def handle(number: int) -> None:
            async with database.unit_of_work() as uow:
                await uow.inbox.done(number, NOW)
                await uow.people.by_telegram(1001, NOW)
                await uow.dialogs.of(person.id, NOW)
                await uow.outbox.add([Outgoing(number + 1, person.id, Help())], NOW)
                await uow.commit()

        async def claim(_: int) -> None:
            async with database.unit_of_work() as uow:
                await uow.outbox.claim(NOW, NOW + timedelta(minutes=1), 16, ())
                # Not committed: each round finds the same.

        await measure("store one update, with commit", lambda number: store(number, 1))
        await measure("store 100 updates, with commit", lambda number: store(1000 + 100 * number, 100))
        await measure("handle an update (done, reads, answer, commit)", handle)
        for first in range(0, rows, PORTION):
            async with database.unit_of_work() as uow:
                chats = range(10_000 + first, 10_000 + min(first + PORTION, rows))
                waiting = [Outgoing(chat, person.id, Help(), Priority.ANNOUNCEMENT) for chat in chats]
                await uow.outbox.add(waiting, NOW)
                await uow.commit()
        await measure(f"claim 16 of {rows:,} waiting rows", claim)
        await database.close()


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
