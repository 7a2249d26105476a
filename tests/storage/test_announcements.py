"""Announcements and saved audiences: kept as they are, whoever they are of, and no longer than they should be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcements import Announcement, Attachment, Content, Reached, Settled, State, Timing
from bot.domain.audience import EVERYONE, Condition, Filter, Group, Selection, resolve
from bot.domain.content import Pack
from bot.domain.people import Grant, Person, Role
from bot.domain.retention import DELIVERY_KEPT, DRAFT_KEPT
from bot.ports import UnitOfWork
from bot.services.roles import Roles
from bot.services.upkeep import tidy
from storage.database import Database
from tests.storage.conftest import NOON

PACK = Pack(default_language="en", timezone="UTC")
WHOLE = Announcement(
    id=0,
    author_id=None,
    state=State.PAUSED,
    created_at=NOON,
    changed_at=NOON,
    content=Content(
        texts={"en": "<b>Come</b>"},
        files={"": (Attachment(kind="photo", file_id="abc"),)},
        confirm=True,
        meeting="brussels",
        link="https://example.org",
    ),
    correction=Content(texts={"en": "Do"}),
    selection=Selection(groups=(Group(conditions=(Condition(filter=Filter.REGIONS, values=("seee",)),)),)),
    scope=frozenset({"seee"}),
    timing=Timing(kind="at", at=NOON, urgent=True),
    version=3,
    asked_at=NOON,
    approved="digest",
    refusal="Not yet",
    started_at=NOON,
    finished_at=NOON,
    active=True,
    halted="blocked",
    pace=7,
)
DRAFT = Announcement(0, None, State.DRAFT, NOON, NOON)


async def delivered(uow: UnitOfWork, reader: Person) -> int:
    """One that was sent to somebody at noon."""
    await Roles(uow, NOON).give(reader, Grant(Role.NFP, country="GE"), by=None)
    number = (await uow.announcements.add(replace(DRAFT, state=State.DONE))).id
    await uow.deliveries.fill(number, resolve(PACK, EVERYONE, None, NOON), Timing(urgent=True), NOON, "UTC")
    (claimed,) = await uow.deliveries.claim(number, NOON, 5)
    await uow.deliveries.settle([Settled(claimed.id, Reached.SENT, None, (5,), 1, "fr", NOON, None)])
    return number


async def test_everything_comes_back_as_it_was(database: Database) -> None:
    async with database.unit_of_work() as uow:
        kept = await uow.announcements.add(WHOLE)
        assert kept == replace(WHOLE, id=kept.id)
        changed = replace(kept, state=State.DONE, correction=None, scope=None, refusal=None, pace=None)
        await uow.announcements.put(changed)
        assert await uow.announcements.get(kept.id) == changed
        assert await uow.announcements.get(kept.id + 1) is None


async def test_the_newest_come_first_and_those_alone_that_are_asked_for(database: Database) -> None:
    async with database.unit_of_work() as uow:
        numbers = [(await uow.announcements.add(DRAFT)).id for _ in range(3)]
        await uow.announcements.add(WHOLE)
        found = await uow.announcements.in_states((State.DRAFT,), 2)
        assert [each.id for each in found] == [numbers[2], numbers[1]]
        assert [each.state for each in await uow.announcements.running()] == [State.PAUSED]


async def test_an_audience_of_a_name_is_kept_once_and_is_nobody_elses(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        other = await uow.people.add(1, "en", NOON)
        await uow.announcements.save_audience(person.id, "Mine", EVERYONE, NOON)
        await uow.announcements.save_audience(person.id, "Mine", WHOLE.selection, NOON)
        ((number, name, selection),) = await uow.announcements.audiences(person.id)
        assert (name, selection) == ("Mine", WHOLE.selection)
        await uow.announcements.drop_audience(other.id, number)
        assert len(await uow.announcements.audiences(person.id)) == 1
        await uow.announcements.drop_audience(person.id, number)
        assert await uow.announcements.audiences(person.id) == []


@pytest.mark.parametrize(("late", "left"), [(timedelta(0), True), (timedelta(seconds=1), False)])
async def test_drafts_go_in_time_and_what_was_sent_stays(database: Database, late: timedelta, left: bool) -> None:
    async with database.unit_of_work() as uow:
        draft, sent = await uow.announcements.add(DRAFT), await uow.announcements.add(WHOLE)
        await uow.commit()
    await tidy(database.unit_of_work, PACK, NOON + DRAFT_KEPT + late)
    async with database.unit_of_work() as uow:
        assert (await uow.announcements.get(draft.id) is not None) == left
        assert await uow.announcements.get(sent.id) is not None


@pytest.mark.parametrize(("late", "left"), [(timedelta(0), True), (timedelta(seconds=1), False)])
async def test_who_got_what_goes_in_time(database: Database, person: Person, late: timedelta, left: bool) -> None:
    async with database.unit_of_work() as uow:
        number = await delivered(uow, person)
        await uow.commit()
    await tidy(database.unit_of_work, PACK, NOON + DELIVERY_KEPT + late)
    async with database.unit_of_work() as uow:
        assert (await uow.deliveries.of(number, person.id) is not None) == left


async def test_whoever_is_forgotten_stays_a_number_and_nothing_is_recorded_of_them(
    database: Database, person: Person
) -> None:
    async with database.unit_of_work() as uow:
        number = await delivered(uow, person)
        await uow.deliveries.renew(number, 2, NOON)
        (edit,) = await uow.deliveries.claim(number, NOON, 5)
        await uow.own_data.erase(person.id)
        late = Settled(edit.id, Reached.SENT, None, (5,), 2, "fr", NOON, None)
        await uow.deliveries.settle([late])
        (row,) = [each async for each in uow.deliveries.rows(number)]
        assert (row["person_id"], row["message_ids"], row["language"], row["queue"]) == (None, "", None, None)
        assert (await uow.deliveries.tally(number, 1, NOON)).reached == {Reached.SENT: 1}
