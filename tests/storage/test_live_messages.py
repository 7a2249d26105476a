"""Which messages are out of date: of a person, of a kind, of all; and what outdates one while it is being edited."""

import pytest

from bot.domain.exchange import LiveMessage
from bot.domain.people import Person
from storage.database import Database
from tests.storage.conftest import NOON

CARD, BOARD = "meeting_card", "attendance_board"


@pytest.fixture
async def live(database: Database, person: Person) -> list[LiveMessage]:
    """A card of the person, one before a group, a board of somebody else and a card on another meeting; all fresh."""
    async with database.unit_of_work() as uow:
        other = await uow.people.add(99, "en", NOON)
        found = [
            LiveMessage(person.telegram_id, 1, person.id, "brussels", CARD),
            LiveMessage(-5, 2, other.id, "brussels", CARD),
            LiveMessage(99, 3, other.id, "brussels", BOARD),
            LiveMessage(person.telegram_id, 4, person.id, "tbilisi", CARD),
        ]
        for each in found:
            await uow.live_messages.note(each)
        await uow.commit()
    return found


async def test_what_is_outdated_is_what_was_said(database: Database, person: Person, live: list[LiveMessage]) -> None:
    async with database.unit_of_work() as uow:
        assert await uow.live_messages.take_outdated(10) == []
        await uow.live_messages.outdate("brussels", kind=BOARD)
        assert [each.message_id for each in await uow.live_messages.take_outdated(10)] == [3]
        await uow.live_messages.outdate("brussels", person_id=person.id)
        assert [each.message_id for each in await uow.live_messages.take_outdated(10)] == [1]
        await uow.live_messages.outdate("brussels")
        assert {each.message_id for each in await uow.live_messages.take_outdated(10)} == {1, 2, 3}
        await uow.live_messages.outdate_of(person.id)
        assert {each.message_id for each in await uow.live_messages.take_outdated(10)} == {1, 4}
        assert await uow.live_messages.take_outdated(10) == []


async def test_what_changes_while_a_message_is_edited_is_not_lost(database: Database, live: list[LiveMessage]) -> None:
    async with database.unit_of_work() as uow:
        await uow.live_messages.outdate("brussels")
        await uow.live_messages.freshen(live[0].chat_id, live[0].message_id)
        await uow.live_messages.note(live[0])
        await uow.live_messages.note(live[1])
        assert {each.message_id for each in await uow.live_messages.take_outdated(10)} == {2, 3}


async def test_only_so_many_are_taken_and_the_others_later(database: Database, live: list[LiveMessage]) -> None:
    async with database.unit_of_work() as uow:
        await uow.live_messages.outdate("brussels")
        first = await uow.live_messages.take_outdated(2)
        rest = await uow.live_messages.take_outdated(2)
        assert len(first) == 2
        assert {each.message_id for each in (*first, *rest)} == {1, 2, 3}


async def test_messages_on_other_meetings_are_followed_no_more(database: Database, live: list[LiveMessage]) -> None:
    async with database.unit_of_work() as uow:
        assert await uow.live_messages.keep_only(["tbilisi"]) == 3
        assert await uow.live_messages.get(live[0].chat_id, 1) is None
        assert await uow.live_messages.get(live[3].chat_id, 4) == live[3]
