from datetime import timedelta

from bot.domain.people import Dialog, Person
from storage.database import Database
from tests.storage.conftest import NOON

DIALOG = Dialog("enrol", {"step": "country", "typed": "Грузия"}, NOON + timedelta(hours=1))


async def test_a_dialog_is_kept_until_it_expires(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        assert await work.dialogs.get(person.id, NOON) == DIALOG
        assert await work.dialogs.get(person.id, DIALOG.expires_at) is None


async def test_a_person_stands_in_one_dialog(database: Database, person: Person) -> None:
    another = Dialog("rsvp", {}, NOON + timedelta(hours=2))
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        await work.dialogs.put(person.id, another)
        assert await work.dialogs.get(person.id, NOON) == another


async def test_a_cleared_dialog_is_gone(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        await work.dialogs.clear(person.id)
        await work.dialogs.clear(person.id)
        assert await work.dialogs.get(person.id, NOON) is None
