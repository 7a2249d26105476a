"""What waits to be told is completed when it is sent: nothing is said that is not so by then, or not theirs to know."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.attendance import Answer
from bot.domain.audit import Act
from bot.domain.content import Pack
from bot.domain.exchange import LiveMessage
from bot.domain.meetings import Mode
from bot.domain.messages import LateAsked, LateSettled, Message, SeatGiven
from bot.domain.people import Grant, Person, Role
from bot.ports import UnitOfWork
from bot.services.attending import Someone
from bot.services.completing import Completing
from bot.services.rights_forgetting import forget
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables

NOW: Final = datetime(2023, 6, 10, 12, tzinfo=UTC)
FIELDS: Final[dict[str, Any]] = {"default_language": "en", "timezone": "Europe/Brussels"}
MEETING: Final[dict[str, Any]] = {
    "id": "brussels",
    "title": "Brussels",
    "starts": "2023-06-14T09:00",
    "ends": "2023-06-15T17:00",
    "format": "hybrid",
    "registration": {"closes": "2023-06-08T18:00"},
}
NAME: Final = "Zafiraqueline"


def pack(**fields: Any) -> Pack:
    return Pack.model_validate({**FIELDS, "meetings": [{**MEETING, **fields}]}, context=FIELDS)


PACK: Final = pack()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    yield database
    await database.close()


async def somebody(uow: UnitOfWork, number: int, grant: Grant, name: str | None = None) -> Person:
    person = await uow.people.add(number, "en", NOW)
    await uow.people.set_country(person.id, "GE", None, NOW)
    if name is not None:
        await uow.people.set_name(person.id, name)
    await Roles(uow, NOW).give(person, grant, by=None)
    found = await uow.people.find(person.id, NOW)
    assert found is not None
    return found


async def pair(uow: UnitOfWork) -> tuple[Person, Person]:
    """A focal point, and an organizer."""
    nfp = await somebody(uow, 1, Grant(Role.NFP, country="GE"), NAME)
    return nfp, await somebody(uow, 2, Grant(Role.ORGANIZER, meeting="brussels"))


async def waits_for(uow: UnitOfWork, person: Person) -> list[Message]:
    rows = await uow.outbox.claim(NOW, NOW + timedelta(minutes=10), 10, ())
    return [row.message for row in rows if row.person_id == person.id]


async def asks_late(uow: UnitOfWork) -> tuple[Person, Person, LateAsked]:
    nfp, organizer = await pair(uow)
    assert await attending(uow, NOW, PACK).ask_late(nfp, PACK.meetings[0], Answer.ONLINE)
    (asked,) = await waits_for(uow, organizer)
    assert isinstance(asked, LateAsked)
    return nfp, organizer, asked


async def test_who_asks_is_told_to_organizers_alone_and_never_kept_in_what_waits(database: Database) -> None:
    async with database.unit_of_work() as uow:
        nfp, organizer, asked = await asks_late(uow)
        completing = Completing(uow, PACK, NOW)
        assert (asked.name, asked.country) == (None, None)
        told = await completing.complete(asked, organizer)
        assert isinstance(told, LateAsked)
        assert (told.name, told.country) == (NAME, "GE")
        assert await completing.complete(asked, nfp) is None
        (held,) = await uow.grants.of(organizer.id)
        await uow.grants.take(held.id)
        without_role = await uow.people.find(organizer.id, NOW)
        assert without_role is not None
        assert await completing.complete(asked, without_role) is None


async def test_a_wish_that_is_decided_or_has_changed_is_not_told(database: Database) -> None:
    async with database.unit_of_work() as uow:
        _, organizer, asked = await asks_late(uow)
        completing = Completing(uow, PACK, NOW)
        assert await completing.complete(asked.model_copy(update={"party": 2}), organizer) is None
        assert await attending(uow, NOW, PACK).decide_late(organizer, asked.request, granted=True) is not None
        assert await completing.complete(asked, organizer) is None


CALLED_OFF: Final = pack(status="cancelled")


@pytest.mark.parametrize(
    ("content", "now"), [(CALLED_OFF, NOW), (PACK, NOW + timedelta(days=9)), (pack(starts="2023-06-13T09:00"), NOW)]
)
async def test_what_is_over_cancelled_or_moved_is_not_decided_any_more(
    database: Database, content: Pack, now: datetime
) -> None:
    async with database.unit_of_work() as uow:
        nfp, organizer, asked = await asks_late(uow)
        assert await attending(uow, now, content).decide_late(organizer, asked.request, granted=True) is None
        assert await uow.rsvps.of_person(nfp.id) == []
        assert await uow.rsvps.late(asked.request) is not None


async def test_a_place_is_told_only_while_it_is_theirs(database: Database) -> None:
    async with database.unit_of_work() as uow:
        nfp, organizer = await pair(uow)
        given = SeatGiven(meeting="brussels", mode=Mode.ONLINE)
        assert await Completing(uow, PACK, NOW).complete(given, nfp) is None
        whose = Someone(nfp.id, nfp.country)
        await attending(uow, NOW, PACK).enter(organizer, PACK.meetings[0], whose, Answer.ONLINE)
        assert isinstance(await Completing(uow, PACK, NOW).complete(given, nfp), SeatGiven)


async def test_whoever_is_forgotten_leaves_no_trace_in_what_organizers_are_to_be_told(database: Database) -> None:
    async with database.unit_of_work() as uow:
        nfp, organizer = await pair(uow)
        await attending(uow, NOW, PACK).ask_late(nfp, PACK.meetings[0], Answer.ONLINE)
        await forget(uow, attending(uow, NOW, PACK), nfp, NOW, by=nfp)
        assert await waits_for(uow, organizer) == []
        settled = LateSettled(meeting="brussels", granted=True, answer=Answer.ONLINE, person=nfp.id)
        assert await Completing(uow, PACK, NOW).complete(settled, organizer) == settled


async def test_cards_and_boards_follow_when_a_role_ends(database: Database) -> None:
    async with database.unit_of_work() as uow:
        nfp, organizer = await pair(uow)
        for person in (nfp, organizer):
            await uow.live_messages.note(LiveMessage(person.telegram_id, 5, person.id, "brussels", "attendance_board"))
        (held,) = await uow.grants.of(organizer.id)
        await Roles(uow, NOW).take(organizer, held, Act.ROLE_REVOKED, by=None)
        assert [each.person_id for each in await uow.live_messages.take_outdated(9)] == [organizer.id]


@pytest.mark.parametrize(("capacity", "cards"), [({}, {1, 2}), ({"online": 9}, {1, 2, 3})])
async def test_the_cards_of_others_follow_an_answer_only_where_they_tell_of_places(
    database: Database, capacity: dict[str, int], cards: set[int]
) -> None:
    content = pack(registration={"capacity": capacity})
    async with database.unit_of_work() as uow:
        nfp, organizer = await pair(uow)
        other = await somebody(uow, 3, Grant(Role.NFP, country="AM"))
        for person, kind in ((nfp, "meeting_card"), (organizer, "attendance_board"), (other, "meeting_card")):
            await uow.live_messages.note(LiveMessage(person.telegram_id, 5, person.id, "brussels", kind))
        await attending(uow, NOW, content).answer(nfp, content.meetings[0], Answer.ONLINE)
        assert {each.chat_id for each in await uow.live_messages.take_outdated(9)} == cards
