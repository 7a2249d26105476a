from datetime import timedelta

from bot.domain.people import Dialog, Person
from storage.cipher import Cipher
from storage.database import Database
from tests.storage.conftest import NOON

DIALOG = Dialog("enrol", {"step": "country", "typed": "Грузия"}, NOON + timedelta(hours=1))


async def test_a_dialog_is_kept_until_it_expires(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        assert await work.dialogs.of(person.id, NOON) == [DIALOG]
        assert await work.dialogs.of(person.id, DIALOG.expires_at) == []


async def test_a_person_stands_in_each_dialog_once(database: Database, person: Person) -> None:
    another = Dialog("rsvp", {}, NOON + timedelta(hours=2))
    later = Dialog("rsvp", {"mode": "online"}, NOON + timedelta(hours=3))
    async with database.unit_of_work() as work:
        for dialog in (DIALOG, another, later):
            await work.dialogs.put(person.id, dialog)
        assert sorted(await work.dialogs.of(person.id, NOON), key=lambda dialog: dialog.flow) == [DIALOG, later]


async def test_a_cleared_dialog_is_gone_and_no_other(database: Database, person: Person) -> None:
    another = Dialog("rsvp", {}, NOON + timedelta(hours=2))
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        await work.dialogs.put(person.id, another)
        for _ in range(2):
            await work.dialogs.clear(person.id, "enrol")
        assert await work.dialogs.of(person.id, NOON) == [another]


async def test_words_are_read_again_with_the_key_and_not_kept_without(database: Database, person: Person) -> None:
    spoken = Dialog("topic", {}, NOON + timedelta(hours=1), "а гостиница?")
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, spoken)
        await work.commit()
    async with database.unit_of_work() as work:
        assert [dialog.words for dialog in await work.dialogs.of(person.id, NOON)] == ["а гостиница?"]
    keyless = Database(f"sqlite+aiosqlite:///{database.path}", Cipher(None))
    async with keyless.unit_of_work() as work:
        assert [dialog.words for dialog in await work.dialogs.of(person.id, NOON)] == [None]
        await work.dialogs.put(person.id, spoken)
        assert [dialog.words for dialog in await work.dialogs.of(person.id, NOON)] == [None]
    await keyless.close()


async def test_what_has_expired_is_deleted(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.dialogs.put(person.id, DIALOG)
        assert await work.dialogs.tidy(NOON) == 0
        assert await work.dialogs.tidy(DIALOG.expires_at + timedelta(seconds=1)) == 1
