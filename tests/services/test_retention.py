"""Whatever /privacy promises is kept so long and no longer: a row of a table for each of its times."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import LOCALES
from bot.domain import retention
from bot.domain.content import Pack
from bot.domain.messages import Privacy
from bot.domain.people import AccessRequest, Grant, Role
from bot.render.renderer import MessageRenderer
from bot.services.roles import Roles
from bot.services.upkeep import tidy
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import NOTHING
from tests.databases import make_tables
from tests.render.samples import reader
from tests.somebody import NOW, known_everywhere

EDGE = timedelta(seconds=1)
EXPIRY = timedelta(days=7)
"""Of the invites of `known_everywhere`."""

OVER = timedelta(days=60)
"""After so long the meeting is over for which people have answered there."""

PROMISES = {
    "ASIDE_KEPT": (retention.ASIDE_KEPT, "inbox WHERE state = 'aside' AND payload IS NOT NULL"),
    "DONE_KEPT": (retention.DONE_KEPT, "inbox WHERE state = 'done'"),
    "SENT_KEPT": (retention.SENT_KEPT, "outbox WHERE state = 'sent'"),
    "MIND_KEPT": (timedelta(minutes=9), "dialogs"),
    "QUESTION_KEPT": (retention.QUESTION_KEPT, "questions"),
    "EXAMPLE_KEPT": (retention.EXAMPLE_KEPT, "examples WHERE NOT kept"),
    "INVITE_KEPT": (EXPIRY + retention.INVITE_KEPT, "invites"),
    "REQUEST_KEPT": (retention.REQUEST_KEPT, "access_requests"),
    "RSVP_DETAILS_KEPT": (OVER + retention.RSVP_DETAILS_KEPT, "rsvps WHERE travel IS NOT NULL"),
    "RSVP_KEPT": (OVER + retention.RSVP_KEPT, "rsvps"),
    "GUEST_KEPT": (retention.GUEST_KEPT, "people WHERE telegram_id = 5"),
    "DRAFT_KEPT": (retention.DRAFT_KEPT, "announcements WHERE state = 'draft'"),
    "DELIVERY_KEPT": (retention.DELIVERY_KEPT, "deliveries WHERE sent_at IS NOT NULL"),
    "ROUND_KEPT": (retention.ROUND_KEPT, "round_answers WHERE round_id = 'r.3'"),
}
"""Constant → after how long it has gone, and from where. What is in mind carries its own end (here of nine minutes)."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as uow:
        await known_everywhere(uow)
        await uow.people.add(5, "en", NOW)
        await uow.commit()
    yield database
    await database.close()


def count(database: Database, what: str) -> int:
    with closing(sqlite3.connect(database.path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def test_every_time_has_its_test() -> None:
    assert set(PROMISES) == {name for name in vars(retention) if name.endswith("_KEPT")}


@pytest.mark.parametrize(("kept", "what"), PROMISES.values(), ids=PROMISES)
async def test_it_is_kept_so_long_and_no_longer(database: Database, kept: timedelta, what: str) -> None:
    before = count(database, what)
    assert before
    await tidy(database.unit_of_work, NOTHING, NOW + kept)
    assert count(database, what) == before
    await tidy(database.unit_of_work, NOTHING, NOW + kept + EDGE)
    assert count(database, what) == 0


async def test_what_was_said_in_a_round_goes_in_time_and_what_came_of_it_stays(database: Database) -> None:
    answered = [f"{table} WHERE round_id = 'r.3'" for table in ("round_answers", "round_people", "round_remarks")]
    assert [count(database, what) for what in answered] == [2, 2, 2]
    assert count(database, "rounds WHERE state = 'draft'") == 2
    await tidy(database.unit_of_work, NOTHING, NOW + retention.DRAFT_KEPT + EDGE)
    assert count(database, "rounds WHERE state = 'draft'") == 0
    await tidy(database.unit_of_work, NOTHING, NOW + retention.ROUND_KEPT + EDGE)
    assert [count(database, what) for what in answered] == [0, 0, 0]
    assert count(database, "rounds WHERE id = 'r.3'") == 1
    assert count(database, "round_answers WHERE round_id = 'r.2'"), "it is open"


async def test_what_may_be_learned_from_goes_in_time_too(database: Database) -> None:
    assert count(database, "examples WHERE kept") == 1
    await tidy(database.unit_of_work, NOTHING, NOW + retention.EXAMPLE_KEPT - timedelta(days=1))
    assert count(database, "examples WHERE kept") == 1
    await tidy(database.unit_of_work, NOTHING, NOW + retention.EXAMPLE_KEPT + EDGE)
    assert count(database, "examples") == 0


async def test_members_and_those_who_write_stay(database: Database) -> None:
    later = NOW + retention.GUEST_KEPT + EDGE
    async with database.unit_of_work() as uow:
        member, writer, away = [await uow.people.add(number, "en", NOW) for number in (11, 12, 13)]
        await Roles(uow, NOW).give(member, Grant(Role.NFP, country="GE"), by=None)
        await uow.people.seen(writer.id, later - timedelta(days=9))
        await uow.people.set_unreachable(away.id, NOW)
        await uow.commit()
    await tidy(database.unit_of_work, NOTHING, later)
    assert count(database, "people WHERE telegram_id IN (11, 12)") == 2
    assert count(database, "people WHERE telegram_id = 13") == 0


async def test_a_name_is_kept_as_long_as_somebody_holds_a_role_or_asks_for_one(database: Database) -> None:
    async with database.unit_of_work() as uow:
        former, asking = [await uow.people.add(number, "en", NOW) for number in (11, 12)]
        await uow.people.set_name(former.id, "Former")
        await uow.people.set_name(asking.id, "Asking")
        await uow.requests.add(AccessRequest(0, asking.id, Grant(Role.NFP, country="GE"), NOW))
        await uow.commit()
    await tidy(database.unit_of_work, NOTHING, NOW + retention.REQUEST_KEPT)
    assert count(database, "people WHERE name IS NOT NULL AND telegram_id IN (11, 12)") == 1
    assert count(database, "people WHERE name IS NOT NULL AND telegram_id = 12") == 1
    await tidy(database.unit_of_work, NOTHING, NOW + retention.REQUEST_KEPT + EDGE)
    assert count(database, "people WHERE name IS NOT NULL AND telegram_id = 12") == 0
    assert count(database, "people WHERE name IS NOT NULL") == 2, "of those who hold roles"


async def test_a_guest_is_forgotten_without_a_word_and_without_a_mark_but_not_unnoticed(database: Database) -> None:
    await tidy(database.unit_of_work, NOTHING, NOW + retention.GUEST_KEPT + EDGE)
    assert count(database, "outbox WHERE kind = 'forgotten'") == 0
    assert count(database, "forgotten") == 0
    assert count(database, "audit WHERE act = 'person.forgotten' AND actor = 'bot'") == 1


async def test_however_many_guests_there_are(database: Database) -> None:
    async with database.unit_of_work() as uow:
        for number in range(100, 220):
            await uow.people.add(number, "en", NOW)
        await uow.commit()
    await tidy(database.unit_of_work, NOTHING, NOW + retention.GUEST_KEPT + EDGE)
    assert count(database, "people") == 2, "the two who hold roles"


@pytest.mark.parametrize("member", [True, False], ids=["member", "guest"])
def test_the_times_are_told(member: bool) -> None:
    pack = Pack(default_language="en", timezone="UTC")
    rendered = MessageRenderer(LOCALES).render(Privacy(), reader(member=member), pack, datetime.now(NOW.tzinfo))
    (part,) = rendered.parts
    told = {
        retention.ASIDE_KEPT,
        retention.DONE_KEPT,
        retention.SENT_KEPT,
        retention.QUESTION_KEPT,
        retention.EXAMPLE_KEPT,
        retention.REQUEST_KEPT,
        retention.INVITE_KEPT if member else retention.GUEST_KEPT,
    }
    assert all(f"{time.days} day" in getattr(part, "html", "") for time in told)
    assert "up to 2 hours" in getattr(part, "html", "")
