"""Whoever asks something while an announcement is sent waits one pace step longer at most than in quiet."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from bot.app import knowledge
from bot.domain.exchange import Outgoing, Part, Priority
from bot.domain.messages import Help
from bot.domain.outcomes import Later, Outcome, Sent
from bot.gateway.pacing import Pacer, Rates, StoppedError
from bot.ports import UnitOfWork
from bot.services.broadcasting import Broadcasting
from bot.services.delivery import Delivery
from bot.services.library import Library
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests import announce
from tests.clocks import SteppedClock
from tests.databases import make_tables

RATES = Rates(overall=28, chat=1, chat_burst=3)
STEP = 1 / 28
READERS = 400
ASKING = range(5001, 5026)


class Paced:
    """Takes all at the pace of the real one, and notes when."""

    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock
        self.pacer = Pacer(clock, RATES)
        self.answered: dict[int, float] = {}
        self.announced: list[float] = []

    def pause(self) -> float:
        return self.pacer.pause()

    def resting(self) -> dict[int, float]:
        return self.pacer.resting()

    def recall(self, priority: Priority) -> None:
        self.pacer.recall(priority)

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        try:
            await self.pacer.turn(chat_id, priority)
        except StoppedError:
            return Later(self._clock.now(), "there are no turns now")
        now = self._clock.monotonic()
        if priority is Priority.ANNOUNCEMENT:
            self.announced.append(now)
        else:
            self.answered[chat_id] = now
        return Sent(len(self.announced))

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        raise AssertionError("nothing is deleted here")


class Units:
    """Transactions of a database, and how many are open."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.open = 0

    def __call__(self) -> UnitOfWork:
        return cast(UnitOfWork, self._counted())

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[UnitOfWork]:
        self.open += 1
        try:
            async with self._database.unit_of_work() as uow:
                yield uow
        finally:
            self.open -= 1


class Exact(SteppedClock):
    """Goes from one sleeper to the next, and on when all is done that takes no time."""

    units: Units

    async def go_on(self, seconds: float) -> None:
        end = self.monotonic() + seconds
        while True:
            await self._all_done()
            due = min((due for due, future in self._sleepers if not future.done()), default=end)
            if due >= end:
                break
            self.advance(max(due - self.monotonic(), 0.0))
        self.advance(end - self.monotonic())
        await self._all_done()

    async def _all_done(self) -> None:
        idle = 0
        while idle < 8:
            await asyncio.sleep(0.0005)
            idle = 0 if self.units.open else idle + 1


async def test_an_answer_waits_one_step(tmp_path: Path) -> None:
    chance = random.Random(7)
    clock = Exact()
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    author = await announce.add_author(database, clock.now())
    announce.add_readers(database.path, 1001, READERS, clock.now())
    async with database.unit_of_work() as uow:
        people = {chat: (await uow.people.add(chat, "en", clock.now())).id for chat in ASKING}
        await uow.commit()
    await announce.begin(database, author, clock.now())
    known, sender, units = knowledge(), Paced(clock), Units(database)
    clock.units = units
    library = Library(known.lexicons, announce.PACK)
    delivery = Delivery(units, sender, known.renderer, library, clock)
    engine = Broadcasting(units, sender, known.renderer, library, clock, at_once=14)
    running = [asyncio.create_task(each.run()) for each in (delivery, engine)]

    waited = []
    for chat in ASKING:
        await clock.go_on(STEP * chance.uniform(2, 6))
        async with units() as uow:
            await uow.outbox.add([Outgoing(chat, people[chat], Help())], clock.now())
            await uow.commit()
        asked = clock.monotonic()
        delivery.wake()
        while chat not in sender.answered:
            await clock.go_on(STEP / 10)
        waited.append(sender.answered[chat] - asked)
    for each in running:
        each.cancel()
    sender.pacer.close()
    await asyncio.gather(*running, return_exceptions=True)
    await database.close()
    assert len(sender.announced) > 50, "it was sent meanwhile"
    assert max(waited) > STEP / 2, "at times it had to wait"
    assert max(waited) <= STEP * 1.01, waited
