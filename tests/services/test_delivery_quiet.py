"""Nobody is disturbed in their quiet hours by what they have not asked for; it comes when those are over."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import knowledge
from bot.clock import MovableClock
from bot.domain.exchange import LiveMessage, Outgoing, Part, Priority
from bot.domain.messages import Help, MeetingCard
from bot.domain.outcomes import Outcome, Sent
from bot.domain.people import Person
from bot.domain.quiet import Quiet
from bot.services.delivery import Delivery
from bot.services.library import Library
from bot.services.rights_forgetting import forget
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import NOTHING, attending
from tests.databases import make_tables

EVENING = datetime(2023, 4, 17, 18, tzinfo=UTC)
"""22:00 in Tbilisi."""
MORNING = datetime(2023, 4, 18, 4, tzinfo=UTC)
"""08:00 there."""
MINUTE = timedelta(minutes=1)
KNOWN = knowledge()
NFP = 7


class Post:
    """Takes all that is sent, and notes when."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.sent: list[datetime] = []
        self.edited: list[int] = []

    def pause(self) -> float:
        return 0

    def resting(self) -> dict[int, float]:
        return {}

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        self.sent.append(self.clock.now())
        if edits is not None:
            self.edited.append(edits)
        return Sent(len(self.sent))

    def recall(self, priority: Priority) -> None:
        pass

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        return Sent(None)


class Night:
    """A bot that delivers, somebody in Tbilisi, and a clock that stands at 22:00 there."""

    def __init__(self, database: Database, clock: MovableClock, post: Post, person: Person) -> None:
        self.database = database
        self.clock = clock
        self.post = post
        self.person = person

    async def add(self, *outgoing: Outgoing) -> None:
        async with self.database.unit_of_work() as uow:
            await uow.outbox.add(outgoing, self.clock.now())
            await uow.commit()

    def states(self) -> list[str]:
        with closing(sqlite3.connect(self.database.path)) as connection:
            return [state for (state,) in connection.execute("SELECT state FROM outbox ORDER BY id")]

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(1000):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise TimeoutError

    async def put_off(self) -> None:
        await self.until(lambda: self.states() == ["put off"])

    async def nothing_until(self, instant: datetime) -> None:
        """Move there, and let the bot look a few times."""
        self.clock.move_to(instant)
        looks = self.clock.monotonic()
        await self.until(lambda: self.clock.monotonic() - looks > 1.2)
        assert self.post.sent == []


@asynccontextmanager
async def night(folder: Path) -> AsyncIterator[Night]:
    clock = MovableClock(EVENING)
    database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as uow:
        person = await uow.people.add(NFP, "en", EVENING)
        await uow.people.set_zone(person.id, "Asia/Tbilisi", EVENING)
        await uow.commit()
    post = Post(clock)
    delivery = Delivery(database.unit_of_work, post, KNOWN.renderer, Library(KNOWN.lexicons, NOTHING), clock)
    running = asyncio.create_task(delivery.run())
    try:
        yield Night(database, clock, post, person)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await database.close()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Night]:
    async with night(tmp_path) as alive:
        yield alive


def unasked(bot: Night, *, urgent: bool = False, priority: Priority = Priority.REMINDER) -> Outgoing:
    return Outgoing(NFP, bot.person.id, Help(), priority, urgent=urgent)


@pytest.mark.parametrize("priority", [Priority.REMINDER, Priority.ANNOUNCEMENT])
async def test_what_comes_unasked_in_the_night_comes_in_the_morning(bot: Night, priority: Priority) -> None:
    await bot.add(unasked(bot, priority=priority))
    await bot.put_off()
    await bot.nothing_until(MORNING - MINUTE)
    bot.clock.move_to(MORNING)
    await bot.until(lambda: bot.states() == ["sent"])
    (sent,) = bot.post.sent
    assert MORNING <= sent < MORNING + MINUTE


async def test_answers_and_what_is_urgent_come_at_once_also_behind_what_waits(bot: Night) -> None:
    await bot.add(unasked(bot))
    await bot.put_off()
    await bot.add(Outgoing(NFP, bot.person.id, Help(), Priority.ANSWER))
    await bot.until(lambda: bot.states() == ["put off", "sent"])
    await bot.add(unasked(bot, urgent=True))
    await bot.until(lambda: bot.states() == ["put off", "sent", "sent"])


async def test_what_only_brings_a_message_up_to_date_disturbs_nobody_and_does_not_wait(bot: Night) -> None:
    async with bot.database.unit_of_work() as uow:
        await uow.live_messages.note(LiveMessage(NFP, 5, bot.person.id, "brussels", "meeting_card"))
        await uow.commit()
    card = MeetingCard(meeting="brussels")
    await bot.add(Outgoing(NFP, bot.person.id, card, Priority.ANNOUNCEMENT, edits=5, refreshes=True))
    await bot.until(lambda: bot.post.edited == [5])
    assert bot.clock.now() < EVENING + MINUTE


async def test_the_quiet_hours_are_those_of_where_they_are_in_the_morning(bot: Night) -> None:
    """08:00 in Tbilisi is 23:00 of the evening before in Bogotá, where the night ends nine hours later."""
    await bot.add(unasked(bot))
    await bot.put_off()
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_zone(bot.person.id, "America/Bogota", EVENING)
        await uow.commit()
    await bot.nothing_until(MORNING)
    bot.clock.move_to(MORNING + timedelta(hours=9))
    await bot.until(lambda: bot.states() == ["sent"])
    assert len(bot.post.sent) == 1


async def test_whoever_wants_no_quiet_hours_gets_it_at_once(bot: Night) -> None:
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_quiet(bot.person.id, Quiet(0, 0))
        await uow.commit()
    await bot.add(unasked(bot))
    await bot.until(lambda: bot.states() == ["sent"])
    assert bot.post.sent[0] < EVENING + MINUTE


async def test_whoever_is_forgotten_in_the_night_gets_nothing_in_the_morning(bot: Night) -> None:
    await bot.add(unasked(bot))
    await bot.put_off()
    async with bot.database.unit_of_work() as uow:
        await forget(uow, attending(uow, EVENING), bot.person, EVENING, by=bot.person)
        await uow.commit()
    await bot.nothing_until(MORNING + MINUTE)
    assert bot.states() == []


async def test_a_clock_that_is_set_back_wakes_nobody_and_doubles_nothing(bot: Night) -> None:
    await bot.add(unasked(bot))
    await bot.put_off()
    await bot.nothing_until(EVENING - timedelta(hours=20))
    await bot.nothing_until(MORNING - MINUTE)
    bot.clock.move_to(MORNING)
    await bot.until(lambda: bot.states() == ["sent"])
    bot.clock.move_to(EVENING)
    bot.clock.move_to(MORNING + MINUTE)
    await asyncio.sleep(1.2)
    assert len(bot.post.sent) == 1
