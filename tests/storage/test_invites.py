import asyncio
from datetime import timedelta

from bot.domain.people import Grant, Invite, Person, Role
from storage.database import Database
from tests.storage.conftest import NOON

INVITE = Invite(Grant(Role.NFP, country="GE"), language="ru", expires_at=NOON + timedelta(days=7))


async def invite(database: Database, digest: bytes) -> None:
    async with database.unit_of_work() as work:
        await work.invites.add(digest, INVITE, NOON)
        await work.commit()


async def use(
    database: Database, digest: bytes, person: Person, after: timedelta = timedelta(hours=1)
) -> Invite | None:
    async with database.unit_of_work() as work:
        used = await work.invites.use(digest, person.id, NOON + after)
        await work.commit()
    return used


async def test_an_invite_brings_what_it_was_made_for_once(database: Database, person: Person) -> None:
    await invite(database, b"one")
    assert await use(database, b"one", person) == INVITE
    assert await use(database, b"one", person) is None


async def test_an_expired_or_unknown_invite_brings_nothing(database: Database, person: Person) -> None:
    await invite(database, b"one")
    assert await use(database, b"one", person, after=timedelta(days=7)) is None
    assert await use(database, b"two", person) is None


async def test_of_two_at_the_same_instant_one_gets_it(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        other = await work.people.add(2, "en", NOON)
        await work.commit()
    for round_ in range(10):
        digest = bytes([round_])
        await invite(database, digest)
        both = await asyncio.gather(use(database, digest, person), use(database, digest, other))
        assert sorted(both, key=bool) == [None, INVITE]


async def test_an_invite_used_in_a_transaction_that_failed_is_still_there(database: Database, person: Person) -> None:
    await invite(database, b"one")
    async with database.unit_of_work() as work:
        assert await work.invites.use(b"one", person.id, NOON) == INVITE
    assert await use(database, b"one", person) == INVITE
