"""Whom a meeting concerns: by the roles that are in force, their countries and regions, and what they have answered."""

from datetime import timedelta
from typing import Final

import pytest

from bot.domain.attendance import Answer, Circle, Rsvp, Seat, Why
from bot.domain.people import Grant, Role
from bot.ports import UnitOfWork
from storage.database import Database
from tests.storage.conftest import NOON

DAYS: Final = "2023-06-14/2023-06-15"
OTHER_DAYS: Final = "2023-07-14/2023-07-15"
YEAR: Final = timedelta(days=365)
FOCAL_POINTS: Final = Circle(frozenset({Role.NFP}))

GE, AM, NO_ZONE, OF_REGION, LAPSED, GUEST = range(1, 7)


@pytest.fixture
async def ids(database: Database) -> dict[int, int]:
    """Telegram id → person id."""
    grants: dict[int, Grant | None] = {
        GE: Grant(Role.NFP, country="GE"),
        AM: Grant(Role.NFP, country="AM"),
        NO_ZONE: Grant(Role.NFP, country="KZ"),
        OF_REGION: Grant(Role.SECRETARIAT, region="ca"),
        LAPSED: Grant(Role.NFP, country="FR"),
        GUEST: None,
    }
    found: dict[int, int] = {}
    async with database.unit_of_work() as uow:
        for number, grant in grants.items():
            person = await uow.people.add(number, "en", NOON)
            found[number] = person.id
            if number != NO_ZONE:
                await uow.people.set_country(person.id, "GE", "Asia/Tbilisi", NOON)
            if grant is not None:
                until = NOON - timedelta(hours=1) if number == LAPSED else NOON + YEAR
                await uow.grants.give(person.id, grant, NOON - YEAR, by=None, confirm_by=until)
        await uow.commit()
    return found


async def answer(uow: UnitOfWork, person_id: int, said: Answer, days: str = DAYS) -> None:
    seat = Seat.NONE if said.mode is None else Seat.TAKEN
    await uow.rsvps.put(
        Rsvp(0, "brussels", days, person_id, said, seat, NOON), NOON + YEAR, NOON, by=person_id, why=Why.ANSWERED
    )


async def told(uow: UnitOfWork, circle: Circle, **which: object) -> list[int]:
    found = await uow.invited.to_tell(circle, "brussels", DAYS, NOON, **which)  # type: ignore[arg-type]
    return [each.telegram_id for each in found]


async def test_roles_countries_and_regions_say_whom_it_concerns(database: Database, ids: dict[int, int]) -> None:
    async with database.unit_of_work() as uow:
        assert await told(uow, FOCAL_POINTS) == [GE, AM, NO_ZONE]
        assert await told(uow, Circle(FOCAL_POINTS.roles, countries=frozenset({"AM", "FR"}))) == [AM]
        both = Circle(
            frozenset({Role.NFP, Role.SECRETARIAT}), regions=frozenset({"ca"}), of_regions=frozenset({"KZ", "UZ"})
        )
        assert await told(uow, both) == [NO_ZONE, OF_REGION]
        assert await uow.invited.countries(FOCAL_POINTS, NOON) == {"GE", "AM", "KZ"}


async def test_whoever_comes_is_told_without_a_role_and_whoever_cannot_be_written_to_is_not(
    database: Database, ids: dict[int, int]
) -> None:
    async with database.unit_of_work() as uow:
        await answer(uow, ids[LAPSED], Answer.ONLINE)
        await answer(uow, ids[GUEST], Answer.NO)
        await uow.people.set_unreachable(ids[GE], NOON)
        assert await told(uow, FOCAL_POINTS) == [AM, NO_ZONE, LAPSED]
        assert await uow.invited.unreachable_count(FOCAL_POINTS, "brussels", DAYS, NOON) == 1


async def test_zones_people_and_pages_narrow_it(database: Database, ids: dict[int, int]) -> None:
    async with database.unit_of_work() as uow:
        assert await told(uow, FOCAL_POINTS, zones=[None]) == [NO_ZONE]
        assert await told(uow, FOCAL_POINTS, zones=["Asia/Tbilisi"]) == [GE, AM]
        assert await told(uow, FOCAL_POINTS, among=[ids[AM], ids[GUEST]]) == [AM]
        assert await told(uow, FOCAL_POINTS, limit=2) == [GE, AM]
        assert await told(uow, FOCAL_POINTS, after=ids[AM]) == [NO_ZONE]


async def test_an_answer_for_other_days_is_none(database: Database, ids: dict[int, int]) -> None:
    async with database.unit_of_work() as uow:
        await answer(uow, ids[GE], Answer.NO)
        await answer(uow, ids[AM], Answer.IN_PERSON, OTHER_DAYS)
        silent = await uow.invited.silent(FOCAL_POINTS, "brussels", DAYS, NOON)
        assert [each.telegram_id for each in silent] == [AM, NO_ZONE]
        counts = await uow.invited.silent_counts(FOCAL_POINTS, "brussels", DAYS, NOON)
        assert sum(each.answers for each in counts) == 2
        answered = await uow.invited.answered("brussels", DAYS)
        assert [(each.telegram_id, each.answer) for each in answered] == [(GE, Answer.NO)]
