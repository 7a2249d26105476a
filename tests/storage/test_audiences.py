"""Audiences under names: each name once, and only so many."""

from bot.domain.audience import EVERYONE, MOST_SAVED, Selection
from bot.domain.people import Person
from storage.database import Database
from tests.storage.conftest import NOON


async def test_a_name_that_is_used_again_means_what_it_was_given_last(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        for name, selection in (("South", Selection()), ("North", Selection()), ("South", EVERYONE)):
            await uow.announcements.save_audience(person.id, name, selection, NOON)
        kept = [(name, selection) for _, name, selection in await uow.announcements.audiences(person.id)]
    assert kept == [("North", Selection()), ("South", EVERYONE)]


async def test_the_oldest_goes_where_there_are_too_many(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        for number in range(MOST_SAVED + 2):
            await uow.announcements.save_audience(person.id, f"Number {number}", EVERYONE, NOON)
        kept = [name for _, name, _ in await uow.announcements.audiences(person.id)]
    assert kept == [f"Number {number}" for number in range(2, MOST_SAVED + 2)]


async def test_nobody_drops_what_somebody_else_has_saved(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        await uow.announcements.save_audience(person.id, "South", EVERYONE, NOON)
        ((audience_id, *_),) = await uow.announcements.audiences(person.id)
        await uow.announcements.drop_audience(person.id + 1, audience_id)
        assert len(await uow.announcements.audiences(person.id)) == 1
        await uow.announcements.drop_audience(person.id, audience_id)
        assert not await uow.announcements.audiences(person.id)
