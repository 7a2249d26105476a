from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.people import Grant, Person, Role
from storage.database import Database
from tests.storage.conftest import NOON

NEXT_YEAR = NOON + timedelta(days=365)


async def test_a_new_person_is_a_guest_in_the_suggested_language(database: Database) -> None:
    async with database.unit_of_work() as work:
        person = await work.people.add(2**52, "ar", NOON)
        await work.commit()

    expected = Person(person.id, 2**52, "ar", language_chosen=False, pseudonym=person.pseudonym)
    assert person == expected
    assert len(person.pseudonym) == 16
    async with database.unit_of_work() as work:
        assert await work.people.find(person.id, NOON) == person
        assert await work.people.by_telegram(2**52, NOON) == person


async def test_nobody_is_found_where_nobody_is(database: Database) -> None:
    async with database.unit_of_work() as work:
        assert await work.people.find(1, NOON) is None
        assert await work.people.by_telegram(1, NOON) is None


async def test_a_telegram_account_is_one_person(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        with pytest.raises(IntegrityError):
            await work.people.add(person.telegram_id, "en", NOON)


async def test_what_a_person_tells_is_kept(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.people.choose_language(person.id, "ru")
        await work.people.set_country(person.id, "KZ", None, NOON)
        await work.people.set_zone(person.id, "Asia/Almaty", NOON)
        await work.people.set_unreachable(person.id, NOON)
        await work.commit()

    async with database.unit_of_work() as work:
        found = await work.people.find(person.id, NOON)
    assert found is not None
    assert (found.language, found.language_chosen) == ("ru", True)
    assert (found.country, found.zone, found.reachable) == ("KZ", "Asia/Almaty", False)
    assert found.enrolled


async def test_a_new_country_forgets_the_zone_of_the_old_one(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.people.set_country(person.id, "GE", "Asia/Tbilisi", NOON)
        await work.people.set_country(person.id, "KZ", None, NOON)
        found = await work.people.find(person.id, NOON)
    assert found is not None
    assert found.zone is None


async def test_grants_come_with_the_person_in_the_order_they_were_given(database: Database, person: Person) -> None:
    first, second = Grant(Role.SECRETARIAT, region="seee"), Grant(Role.NFP, country="GE")
    async with database.unit_of_work() as work:
        await work.grants.give(person.id, first, NOON, by=None, confirm_by=NEXT_YEAR)
        await work.grants.give(person.id, second, NOON + timedelta(days=1), by=None, confirm_by=NEXT_YEAR)
        found = await work.people.find(person.id, NOON)
    assert found is not None
    assert found.grants == (first, second)


async def test_the_grants_that_people_hold_are_told_by_person(database: Database, person: Person) -> None:
    country, everywhere = Grant(Role.NFP, country="GE"), Grant(Role.ORGANIZER)
    async with database.unit_of_work() as work:
        assert await work.grants.in_force(NOON) == []
        await work.people.add(2, "en", NOON)
        third = await work.people.add(3, "en", NOON)
        await work.grants.give(third.id, country, NOON, by=None, confirm_by=NEXT_YEAR)
        await work.grants.give(person.id, country, NOON, by=None, confirm_by=NEXT_YEAR)
        await work.grants.give(person.id, everywhere, NOON, by=None, confirm_by=NEXT_YEAR)
        held = await work.grants.in_force(NOON)
    assert [(each.person_id, each.grant) for each in held] == [
        (person.id, country),
        (person.id, everywhere),
        (third.id, country),
    ]


@pytest.mark.parametrize(
    "grant", [Grant(Role.ADMINISTRATOR), Grant(Role.NFP, country="GE"), Grant(Role.SECRETARIAT, region="seee")]
)
async def test_a_grant_given_twice_is_one(database: Database, person: Person, grant: Grant) -> None:
    async with database.unit_of_work() as work:
        await work.grants.give(person.id, grant, NOON, by=None, confirm_by=NEXT_YEAR)
        await work.grants.give(person.id, grant, NOON + timedelta(days=1), by=None, confirm_by=NEXT_YEAR)
        found = await work.people.find(person.id, NOON)
    assert found is not None
    assert found.grants == (grant,)


async def test_nobody_cannot_be_granted_anything(database: Database) -> None:
    async with database.unit_of_work() as work:
        with pytest.raises(IntegrityError):
            await work.grants.give(404, Grant(Role.ADMINISTRATOR), NOON, by=None, confirm_by=NEXT_YEAR)
