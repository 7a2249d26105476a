"""Who is told about somebody's access: the nearest of those who may change it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import pack_named
from bot.domain.messages import Help
from bot.domain.people import AccessRequest, Grant, Person, Role, Subscription
from bot.ports import UnitOfWork
from bot.services.keepers import Keepers
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, tzinfo=UTC)
PACK = pack_named("sample")
GEORGIA = Grant(Role.NFP, country="GE")
SOUTH_EAST, CENTRAL_ASIA = (Grant(Role.SECRETARIAT, region=region) for region in ("seee", "ca"))
COORDINATION, ADMINISTRATOR = Grant(Role.SECRETARIAT), Grant(Role.ADMINISTRATOR)


@pytest.fixture
async def uow(tmp_path: Path) -> AsyncIterator[UnitOfWork]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as work:
        yield work
    await database.close()


async def somebody(uow: UnitOfWork, telegram_id: int, *grants: Grant) -> Person:
    person = await uow.people.add(telegram_id, "en", NOW)
    for grant in grants:
        await Roles(uow, NOW).give(person, grant, by=None)
    found = await uow.people.find(person.id, NOW)
    assert found is not None
    return found


async def told(uow: UnitOfWork, grant: Grant) -> set[int]:
    return {person.telegram_id for person in await Keepers(uow, PACK, NOW).of(grant)}


async def test_the_secretariat_of_the_region_is_told_else_the_coordination_else_administrators(uow: UnitOfWork) -> None:
    assert await told(uow, GEORGIA) == set()
    await somebody(uow, 1, GEORGIA)
    await somebody(uow, 2, ADMINISTRATOR)
    assert await told(uow, GEORGIA) == {2}
    await somebody(uow, 3, COORDINATION)
    await somebody(uow, 4, CENTRAL_ASIA)
    assert await told(uow, GEORGIA) == {3}
    await somebody(uow, 5, SOUTH_EAST)
    assert await told(uow, GEORGIA) == {5}
    assert await told(uow, SOUTH_EAST) == {2}


async def test_a_secretariat_of_another_region_is_not_nearer_for_it(uow: UnitOfWork) -> None:
    """Who is an administrator too stands as far off as one."""
    await somebody(uow, 1, ADMINISTRATOR, CENTRAL_ASIA)
    await somebody(uow, 2, COORDINATION)
    assert await told(uow, GEORGIA) == {2}


async def test_nobody_is_told_whom_the_bot_does_not_reach(uow: UnitOfWork) -> None:
    person = await somebody(uow, 1, SOUTH_EAST)
    await somebody(uow, 2, COORDINATION)
    await uow.people.set_unreachable(person.id, NOW)
    assert await told(uow, GEORGIA) == {2}


async def test_a_request_is_told_to_those_who_may_decide_on_it(uow: UnitOfWork) -> None:
    maker, other, asker = [await somebody(uow, number, ADMINISTRATOR) for number in (1, 2, 3)]
    keepers = Keepers(uow, PACK, NOW)
    request = AccessRequest(1, asker.id, SOUTH_EAST, NOW, invited_by=maker.id)
    assert await keepers.of_request(request) == [other]
    await keepers.tell([other], Help(), about=asker)
    (notice,) = await uow.outbox.claim(NOW, NOW, 5, [])
    assert (notice.chat_id, notice.subscription) == (other.telegram_id, Subscription.NOTICES)


async def test_whoever_has_stopped_notices_is_passed_over_unless_all_have(uow: UnitOfWork) -> None:
    near, far = await somebody(uow, 1, SOUTH_EAST), await somebody(uow, 2, COORDINATION)
    await uow.people.set_stopped(near.id, [Subscription.NOTICES])
    assert await told(uow, GEORGIA) == {2}
    await uow.people.set_stopped(far.id, [Subscription.NOTICES])
    assert await told(uow, GEORGIA) == {1}


async def test_a_role_that_stands_for_longer_is_not_shortened(uow: UnitOfWork) -> None:
    person = await somebody(uow, 1, GEORGIA)
    soon = NOW + timedelta(days=9)
    assert (await Roles(uow, NOW).give(person, GEORGIA, by=None, until=soon)).expires_at is None
    later = NOW + timedelta(days=90)
    translator = Grant(Role.TRANSLATOR)
    assert (await Roles(uow, NOW).give(person, translator, by=None, until=later)).expires_at == later
    assert (await Roles(uow, NOW).give(person, translator, by=None, until=soon)).expires_at == later


async def test_what_took_the_word_of_a_second_goes_with_the_one_who_asked_for_it(uow: UnitOfWork) -> None:
    """Else the one who made the link could come back, and be the second too."""
    maker, first, second = [await somebody(uow, number) for number in (1, 2, 3)]
    await uow.requests.add(AccessRequest(0, first.id, ADMINISTRATOR, NOW, invited_by=maker.id))
    await uow.requests.add(AccessRequest(0, second.id, GEORGIA, NOW, invited_by=maker.id))
    await uow.own_data.erase(maker.id)
    assert [each.grant for each in await uow.requests.open()] == [GEORGIA]
