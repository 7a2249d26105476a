"""Roles are confirmed once a year, or end; who cannot be reached is noticed. What is due is done once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import pack_named
from bot.domain.outcomes import Sent
from bot.domain.people import Grant, Person, Role
from bot.services.confirmations import due_after, look_after_roles
from bot.services.invitations import Invitations
from bot.services.keepers import Keepers
from bot.services.own_roles import OwnRoles
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

START = datetime(2023, 4, 17, tzinfo=UTC)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
PACK = pack_named("sample")
GEORGIA = Grant(Role.NFP, country="GE")


class Desk:
    """A database, and what the bot has to say at an instant."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def somebody(self, telegram_id: int, *grants: Grant, until: datetime | None = None) -> Person:
        async with self.database.unit_of_work() as uow:
            person = await uow.people.add(telegram_id, "en", START)
            for grant in grants:
                await Roles(uow, START).give(person, grant, by=None, until=until)
            await uow.commit()
        return person

    async def look(self, at: datetime) -> list[tuple[int, str]]:
        """Whom the bot tells what, when it looks at that instant."""
        await look_after_roles(self.database.unit_of_work, PACK, at)
        told = []
        async with self.database.unit_of_work() as uow:
            while rows := await uow.outbox.claim(at, at, 50, []):
                for row in rows:
                    why = getattr(row.message, "why", "")
                    told.append((row.chat_id, f"{row.message.kind} {why}".strip()))
                    await uow.outbox.record(row.id, Sent(None), at)
            await uow.commit()
        return sorted(told)

    async def holds(self, person: Person, at: datetime) -> tuple[Grant, ...]:
        async with self.database.unit_of_work() as uow:
            found = await uow.people.find(person.id, at)
        assert found is not None
        return found.grants

    async def confirm(self, person: Person, at: datetime) -> str:
        async with self.database.unit_of_work() as uow:
            roles, keepers = Roles(uow, at), Keepers(uow, PACK, at)
            own = OwnRoles(uow, Invitations(uow, at), roles, keepers, str, at)
            said = await own.confirm(person)
            await uow.commit()
        return said.kind


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    yield Desk(database)
    await database.close()


async def test_a_year_after_it_is_asked_once_and_once_again_and_then_it_ends(desk: Desk) -> None:
    await desk.somebody(2, Grant(Role.SECRETARIAT, region="seee"))
    nino = await desk.somebody(1, GEORGIA)
    assert await desk.look(START + YEAR - DAY) == []
    assert await desk.look(START + YEAR) == [(1, "ask_still"), (2, "ask_still")]
    assert await desk.look(START + YEAR) == []
    assert await desk.look(START + YEAR + 22 * DAY) == []
    assert await desk.look(START + YEAR + 23 * DAY) == [(1, "ask_still"), (2, "ask_still")]
    async with desk.database.unit_of_work() as uow:
        secretariat = await uow.people.by_telegram(2, START + YEAR)
    assert secretariat is not None
    assert await desk.confirm(secretariat, START + YEAR + 24 * DAY) == "still_confirmed"
    end = START + YEAR + 30 * DAY
    assert await desk.holds(nino, end - timedelta(seconds=1)) == (GEORGIA,)
    assert await desk.holds(nino, end) == ()
    assert await desk.look(end) == [(1, "role_ended lapsed"), (2, "member_left lapsed")]
    assert await desk.look(end) == []


async def test_whoever_confirms_is_asked_again_a_year_later(desk: Desk) -> None:
    nino = await desk.somebody(1, GEORGIA)
    await desk.look(START + YEAR)
    confirmed = START + YEAR + DAY
    assert await desk.confirm(nino, confirmed) == "still_confirmed"
    assert await desk.look(confirmed + YEAR - DAY) == []
    assert await desk.holds(nino, confirmed + YEAR) == (GEORGIA,)
    assert await desk.look(confirmed + YEAR) == [(1, "ask_still")]


async def test_two_roles_are_one_question(desk: Desk) -> None:
    await desk.somebody(1, GEORGIA, Grant(Role.ORGANIZER))
    assert await desk.look(START + YEAR) == [(1, "ask_still")]


async def test_nobody_loses_a_role_unasked(desk: Desk) -> None:
    """The program stood still for years, or its clock was moved."""
    nino = await desk.somebody(1, GEORGIA)
    late = START + 5 * YEAR
    assert await desk.look(late) == [(1, "ask_still")]
    assert await desk.holds(nino, late) == (GEORGIA,)
    assert await desk.look(late + 23 * DAY) == [(1, "ask_still")]
    assert await desk.look(late + 30 * DAY) == [(1, "role_ended lapsed")]


async def test_whoever_is_late_for_both_questions_is_asked_once(desk: Desk) -> None:
    """The program stood still from before the first question until after the time of the second."""
    await desk.somebody(1, GEORGIA)
    late = START + YEAR + 25 * DAY
    assert await desk.look(late) == [(1, "ask_still")]
    assert await desk.look(late) == []
    assert await desk.look(START + YEAR + 30 * DAY) == [(1, "role_ended lapsed")]


async def test_a_clock_that_is_set_back_asks_and_ends_nothing(desk: Desk) -> None:
    nino = await desk.somebody(1, GEORGIA)
    await desk.look(START + YEAR)
    assert await desk.look(START) == []
    assert await desk.holds(nino, START) == (GEORGIA,)


async def test_a_role_with_an_end_ends_then_and_is_not_asked_about(desk: Desk) -> None:
    end = START + YEAR + 10 * DAY
    claire = await desk.somebody(1, Grant(Role.ORGANIZER), until=end)
    assert await desk.look(START + YEAR) == []
    assert await desk.holds(claire, end) == ()
    assert await desk.look(end) == [(1, "role_ended expired")]


async def test_a_member_who_is_away_for_a_day_is_noticed_once(desk: Desk) -> None:
    await desk.somebody(2, Grant(Role.SECRETARIAT, region="seee"))
    nino = await desk.somebody(1, GEORGIA)
    guest = await desk.somebody(3)

    async def away(person: Person, since: datetime | None) -> None:
        async with desk.database.unit_of_work() as uow:
            await uow.people.set_unreachable(person.id, since)
            await uow.commit()

    await away(nino, START)
    await away(guest, START)
    assert await desk.look(START + timedelta(hours=23)) == []
    assert await desk.look(START + DAY) == [(2, "member_unreachable")]
    assert await desk.look(START + 2 * DAY) == []
    await away(nino, None)
    await away(nino, START + 3 * DAY)
    assert await desk.look(START + 4 * DAY) == [(2, "member_unreachable")]


async def test_the_next_due_is_the_next_question_or_end(desk: Desk) -> None:
    await desk.somebody(1, GEORGIA)
    async with desk.database.unit_of_work() as uow:
        held = await uow.grants.in_force(START)
    at, found = START, []
    while (following := due_after(held, at)) is not None:
        found.append(following - START - YEAR)
        at = following
    assert found == [0 * DAY, 23 * DAY, 30 * DAY]


async def test_the_only_administrator_is_asked_again_and_again(desk: Desk) -> None:
    claire = await desk.somebody(1, Grant(Role.ADMINISTRATOR))
    await desk.look(START + YEAR)
    end = START + YEAR + 30 * DAY
    assert await desk.look(end) == [(1, "ask_still")]
    assert await desk.holds(claire, end) == (Grant(Role.ADMINISTRATOR),)
