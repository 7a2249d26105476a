"""What of Telegram's updates is stored, and for whom."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.exchange import Stored
from bot.domain.people import Grant, Role
from bot.gateway import connection
from bot.gateway.intake import Intake
from bot.ports import UnitOfWork
from bot.services.roles import Roles
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)
MEMBER, GUEST, GROUP = 1, 2, -100
TOKEN = "1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"


def message(person: int, at: datetime = NOON, chat: int | None = None) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Nino"}
    where = {"id": person, "type": "private"} if chat is None else {"id": chat, "type": "group", "title": "All"}
    return {"message": {"message_id": 1, "date": int(at.timestamp()), "chat": where, "from": sender, "text": "?"}}


def press(person: int) -> dict[str, Any]:
    sent = message(person)["message"]
    return {"callback_query": {"id": "1", "from": sent["from"], "chat_instance": "1", "data": "?", "message": sent}}


def blocked(person: int) -> dict[str, Any]:
    sent = message(person)["message"]
    return {"my_chat_member": {"chat": sent["chat"], "from": sent["from"], "date": sent["date"]}}


class Stand:
    """A database and an intake that polls a simulated Telegram."""

    def __init__(self, database: Database, world: World, clock: MovableClock) -> None:
        self.database = database
        self.world = world
        self.clock = clock
        self.failures = 0
        self.stored: list[Stored] = []

    def units(self) -> UnitOfWork:
        if self.failures:
            self.failures -= 1
            return Failing(self.database.unit_of_work())
        return self.database.unit_of_work()

    def note(self, stored: Sequence[Stored]) -> None:
        self.stored += stored

    async def take(self, *updates: dict[str, Any]) -> list[tuple[int, bool, bool]]:
        """Of these, what is stored: whose, whether as a member's, and whether as one too many."""
        self.stored.clear()
        for update in updates:
            self.world.inject(update)
        async with asyncio.timeout(60):
            while self.world.updates.pending():
                await self.world.changed.wait(self.clock, 0.02)
        return [(each.person, each.member, each.limited) for each in self.stored]


class Failing:
    """A unit of work that cannot be committed."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    async def __aenter__(self) -> "Failing":
        await self._work.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._work.__aexit__(*error)

    async def commit(self) -> None:
        raise OSError("the disk is full")


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    clock = MovableClock(NOON)
    world = World(clock=clock)
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as uow:
        member = await uow.people.add(MEMBER, "en", NOON)
        await Roles(uow, NOON).give(member, Grant(Role.NFP, country="GE"), by=None)
        await uow.commit()
    async with SimulatorServer(world) as server:
        bot = connection.connect(TOKEN, server.url)
        stand = Stand(database, world, clock)
        await connection.initialize(bot, clock)
        polling = asyncio.create_task(Intake(bot, stand.units, clock, stand.note).run())
        yield stand
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await bot.shutdown()
    await database.close()


PASSED, NOTICE, OF_MEMBER = (GUEST, False, False), (GUEST, False, True), (MEMBER, True, False)


async def test_a_guest_has_twenty_a_minute_and_a_member_as_many_as_they_like(stand: Stand) -> None:
    sent = [message(GUEST), press(GUEST)] * 15 + [message(MEMBER)] * 30
    assert await stand.take(*sent) == [*[PASSED] * 20, NOTICE, *[OF_MEMBER] * 30]
    stand.clock.move_to(NOON + timedelta(seconds=90))
    assert await stand.take(message(GUEST, stand.clock.now())) == [PASSED]


async def test_what_waited_for_the_bot_is_judged_as_it_was_sent(stand: Stand) -> None:
    stand.clock.move_to(NOON + timedelta(hours=1))
    assert await stand.take(*(message(GUEST, NOON + timedelta(seconds=4 * n)) for n in range(60))) == [PASSED] * 60


async def test_that_somebody_has_blocked_the_bot_is_always_noted(stand: Stand) -> None:
    await stand.take(*[message(GUEST)] * 30)
    assert await stand.take(blocked(GUEST), blocked(GUEST)) == [PASSED] * 2


async def test_what_is_sent_to_a_group_counts_for_its_sender_and_the_notice_is_for_the_private_chat(
    stand: Stand,
) -> None:
    in_group = message(GUEST, chat=GROUP)
    assert await stand.take(*[in_group] * 25) == [PASSED] * 20
    assert await stand.take(message(GUEST), message(GUEST)) == [NOTICE]


async def test_whoever_becomes_a_member_is_heard_again_at_once(stand: Stand) -> None:
    await stand.take(*[message(GUEST)] * 30)
    async with stand.database.unit_of_work() as uow:
        guest = await uow.people.add(GUEST, "en", NOON)
        await Roles(uow, NOON).give(guest, Grant(Role.NFP, country="GE"), by=None)
        await uow.commit()
    assert await stand.take(message(GUEST)) == [(GUEST, True, False)]


async def test_what_could_not_be_stored_counts_once(stand: Stand) -> None:
    stand.failures = 2
    assert await stand.take(*[message(GUEST)] * 22) == [*[PASSED] * 20, NOTICE]


async def test_a_clock_that_is_set_back_silences_nobody(stand: Stand) -> None:
    stand.clock.move_to(NOON + timedelta(days=9))
    await stand.take(*[press(GUEST)] * 30)
    stand.clock.move_to(NOON)
    assert await stand.take(press(GUEST)) == [PASSED]
