"""What is gathered for the files on who comes to a meeting."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app
from bot.domain import messages as m
from bot.domain.attendance import Answer, Rsvp, Seat, Why, days_of
from bot.domain.attendance_lists import Contact, Lists
from bot.domain.people import Grant, Person, Role
from bot.ports import UnitOfWork
from bot.services.attendance_files import AttendanceFiles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, 9, tzinfo=UTC)
PACK = app.pack_named("demo")
MEETING = next(meeting for meeting in PACK.meetings if meeting.id == "brussels-2023")


@pytest.fixture
async def uow(tmp_path: Path) -> AsyncIterator[UnitOfWork]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as begun:
        yield begun
    await database.close()


async def somebody(uow: UnitOfWork, telegram_id: int, name: str, grant: Grant) -> Person:
    added = await uow.people.add(telegram_id, "en", NOW)
    await uow.people.set_name(added.id, name)
    if grant.country:
        await uow.people.set_country(added.id, grant.country, "UTC", NOW)
    await uow.grants.give(added.id, grant, NOW, by=None, confirm_by=NOW + timedelta(days=9))
    person = await uow.people.find(added.id, NOW)
    assert person is not None
    return person


async def answer(uow: UnitOfWork, person: Person | None, said: Answer, *, by: Person | None, why: Why) -> None:
    seat = Seat.TAKEN if said.mode else Seat.NONE
    country = person.country if person else "BE"
    name = None if person else "Zoe"
    rsvp = Rsvp(0, MEETING.id, days_of(MEETING), person.id if person else None, said, seat, NOW, country, name=name)
    await uow.rsvps.put(rsvp, MEETING.over_at(), NOW, by=by.id if by else None, why=why)


async def gathered(uow: UnitOfWork) -> Lists:
    return await AttendanceFiles(uow, PACK, NOW).lists(MEETING)


async def test_everybody_is_gathered_with_what_they_said_and_who_entered_it(uow: UnitOfWork) -> None:
    claire = await somebody(uow, 1, "Claire", Grant(Role.ORGANIZER))
    nino = await somebody(uow, 2, "Nino", Grant(Role.NFP, country="GE"))
    leila = await somebody(uow, 3, "Leila", Grant(Role.NFP, country="JO"))
    await somebody(uow, 4, "Sam", Grant(Role.NFP, country="UZ"))
    await uow.people.set_unreachable(leila.id, NOW)
    await answer(uow, nino, Answer.IN_PERSON, by=nino, why=Why.ANSWERED)
    await answer(uow, leila, Answer.NO, by=claire, why=Why.BY_ORGANIZER)
    await answer(uow, None, Answer.ONLINE, by=claire, why=Why.BY_ORGANIZER)
    lists = await gathered(uow)
    assert [(line.name, line.answer, line.contact, line.entered_by) for line in lists.answers] == [
        ("Nino", Answer.IN_PERSON, Contact.REACHABLE, None),
        ("Leila", Answer.NO, Contact.BLOCKED, "Claire"),
        ("Zoe", Answer.ONLINE, Contact.ELSEWHERE, "Claire"),
    ]
    assert [line.name for line in lists.silent] == ["Sam"]
    assert {"GE", "JO", "UZ"}.isdisjoint(lists.vacant)
    assert "AM" in lists.vacant
    assert [(past.name, past.by) for past in lists.past] == [("Nino", None), ("Leila", "Claire"), ("Zoe", "Claire")]


async def test_nothing_is_filled_in_for_whoever_may_not_organize(uow: UnitOfWork) -> None:
    nino = await somebody(uow, 2, "Nino", Grant(Role.NFP, country="GE"))
    files = AttendanceFiles(uow, PACK, NOW)
    for message in (m.AttendanceWorkbook, m.AttendanceCsv, m.AttendanceChart):
        assert await files.fill(message(meeting=MEETING.id), nino) is None
    assert isinstance(await files.asked(nino, MEETING.id, "xlsx"), m.NotAllowed)


async def test_what_waits_to_be_sent_holds_no_names(uow: UnitOfWork) -> None:
    claire = await somebody(uow, 1, "Claire", Grant(Role.ORGANIZER))
    await answer(uow, None, Answer.ONLINE, by=claire, why=Why.BY_ORGANIZER)
    wanted = await AttendanceFiles(uow, PACK, NOW).asked(claire, MEETING.id, "xlsx")
    assert "Zoe" not in m.dump(wanted)
    assert isinstance(wanted, m.AttendanceWorkbook)
    filled = await AttendanceFiles(uow, PACK, NOW).fill(wanted, claire)
    assert isinstance(filled, m.AttendanceWorkbook)
    assert [line.name for line in filled.lists.answers] == ["Zoe"]
