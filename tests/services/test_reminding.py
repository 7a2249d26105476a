"""Reminders go out when they are due: to whom they concern, once each, and not when they have lost their point."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.attendance import Answer, Rsvp, Seat, Why, circle_of, days_of
from bot.domain.content import Pack
from bot.domain.messages import Reminder
from bot.domain.outcomes import Sent
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import concerned_by
from bot.services.reminding import BATCH, remind
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

TBILISI, BRUSSELS, BOGOTA, AUCKLAND = "Asia/Tbilisi", "Europe/Brussels", "America/Bogota", "Pacific/Auckland"
START = datetime(2023, 5, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BRUSSELS_MEETING: dict[str, Any] = {
    "id": "brussels",
    "title": "Brussels",
    "timezone": BRUSSELS,
    "starts": "2023-06-14T09:00",
    "ends": "2023-06-15T17:00",
    "format": "hybrid",
    "registration": {"opens": "2023-05-10", "closes": "2023-05-31"},
}


def pack(*meetings: dict[str, Any]) -> Pack:
    fields = {"default_language": "en", "timezone": BRUSSELS}
    return Pack.model_validate({**fields, "meetings": meetings or (BRUSSELS_MEETING,)}, context=fields)


def utc(said: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass
class Desk:
    """A database, what the bot knows, and people with a telegram id each."""

    database: Database
    pack: Pack

    async def somebody(self, telegram_id: int, zone: str | None = TBILISI, role: Role = Role.NFP) -> Person:
        async with self.database.unit_of_work() as uow:
            person = await uow.people.add(telegram_id, "en", START)
            if zone is not None:
                await uow.people.set_zone(person.id, zone, START)
            await Roles(uow, START).give(person, Grant(role, country="GE"), by=None)
            await uow.commit()
        return person

    async def answers(self, person: Person, answer: Answer, seat: Seat | None = None) -> None:
        (meeting,) = self.pack.meetings
        taken = Seat.NONE if answer.mode is None else Seat.TAKEN
        async with self.database.unit_of_work() as uow:
            rsvp = Rsvp(0, meeting.id, days_of(meeting), person.id, answer, seat or taken, START, "GE")
            await uow.rsvps.put(rsvp, meeting.over_at(), START, by=person.id, why=Why.ANSWERED)
            await uow.commit()

    async def moves(self, person: Person, zone: str, at: datetime) -> None:
        async with self.database.unit_of_work() as uow:
            await uow.people.set_zone(person.id, zone, at)
            await uow.commit()

    async def look(self, at: datetime) -> bool:
        return await remind(self.database.unit_of_work, self.pack, at)

    async def told(self) -> list[tuple[int, str]]:
        """Whom it wants to tell what, all in all."""
        found = []
        async with self.database.unit_of_work() as uow:
            far = datetime(2100, 1, 1, tzinfo=UTC)
            while rows := await uow.outbox.claim(far, far, 1000, []):
                for row in rows:
                    assert isinstance(row.message, Reminder)
                    urgent = " urgent" if row.urgent else ""
                    found.append((row.chat_id, f"{row.message.reminder}-{row.message.amount}{urgent}"))
                    await uow.outbox.record(row.id, Sent(None), far)
            await uow.commit()
        return sorted(found)

    async def after(self, at: datetime) -> list[tuple[int, str]]:
        await self.look(at)
        return await self.told()

    async def missed(self) -> int:
        async with self.database.unit_of_work() as uow:
            return (await uow.arrangements.get("brussels")).missed


async def desk_in(folder: Path) -> Desk:
    database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    return Desk(database, pack())


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await desk_in(tmp_path)
    await made.look(START)
    yield made
    await made.database.close()


async def test_at_the_very_first_look_nothing_is_sent(tmp_path: Path) -> None:
    made = await desk_in(tmp_path)
    await made.somebody(1)
    assert not await made.look(utc("2023-06-13T09:00", TBILISI))
    assert await made.told() == []
    await made.database.close()


async def test_it_goes_out_at_nine_by_each_ones_clock(desk: Desk) -> None:
    for number, zone in enumerate((AUCKLAND, TBILISI, None, BOGOTA), 1):
        await desk.answers(await desk.somebody(number, zone), Answer.IN_PERSON)
    await desk.look(utc("2023-06-12T12:00"))
    await desk.told()
    for number, zone in enumerate((AUCKLAND, TBILISI, BRUSSELS, BOGOTA), 1):
        at = utc("2023-06-13T09:00", zone)
        assert await desk.after(at - timedelta(seconds=1)) == []
        assert await desk.after(at) == [(number, "days-1")]
    assert await desk.after(utc("2023-06-13T23:00")) == []


async def test_the_hour_goes_out_at_its_true_time_and_is_urgent_for_those_online(desk: Desk) -> None:
    for number, answer in enumerate(Answer, 1):
        await desk.answers(await desk.somebody(number, BOGOTA), answer)
    await desk.somebody(9)
    await desk.look(utc("2023-06-14T07:59", BRUSSELS))
    await desk.told()
    assert await desk.after(utc("2023-06-14T08:00", BRUSSELS)) == [(1, "hours-1"), (2, "hours-1 urgent")]


@pytest.mark.parametrize("seat", [Seat.WAITING, Seat.OFFERED, Seat.LAPSED])
async def test_who_has_no_place_is_reminded_of_the_days_and_not_of_the_hour(desk: Desk, seat: Seat) -> None:
    await desk.answers(await desk.somebody(1), Answer.IN_PERSON, seat)
    await desk.look(utc("2023-06-12T12:00"))
    await desk.told()
    assert await desk.after(utc("2023-06-13T12:00")) == [(1, "days-1")]
    assert await desk.after(utc("2023-06-14T07:00")) == []


async def test_whoever_has_not_answered_is_asked_and_those_who_declined_are_left_alone(desk: Desk) -> None:
    for number, answer in enumerate(Answer, 1):
        await desk.answers(await desk.somebody(number), answer)
    await desk.somebody(5)
    await desk.somebody(6, role=Role.TRANSLATOR)
    assert await desk.after(utc("2023-05-10T09:00", TBILISI)) == [(5, "opening-0")]
    assert await desk.after(utc("2023-05-15T09:00", TBILISI)) == [
        (1, "days-30"),
        (2, "days-30"),
        (4, "days-30"),
        (5, "days-30"),
    ]
    assert await desk.after(utc("2023-05-24T09:00", TBILISI)) == [(4, "deadline-7"), (5, "deadline-7")]


async def test_nobody_is_asked_where_answers_are_not_taken(desk: Desk) -> None:
    await desk.somebody(1)
    async with desk.database.unit_of_work() as uow:
        await uow.arrangements.set_open("brussels", is_open=False)
        await uow.commit()
    await desk.look(utc("2023-05-16T00:00"))
    await desk.told()
    assert await desk.after(utc("2023-05-24T12:00")) == []
    assert await desk.missed() == 0


async def test_the_invitation_waits_until_answers_are_taken(desk: Desk) -> None:
    """In Auckland it is nine o'clock before the day has begun in Brussels."""
    await desk.somebody(1, AUCKLAND)
    assert await desk.after(utc("2023-05-10T09:00", AUCKLAND)) == []
    assert await desk.after(utc("2023-05-10T00:00", BRUSSELS)) == [(1, "opening-0")]


async def test_late_ones_are_sent_within_a_day_and_then_counted(desk: Desk) -> None:
    """The program stood still from before the reminder of thirty days until after that of seven."""
    await desk.answers(await desk.somebody(1), Answer.IN_PERSON)
    await desk.answers(await desk.somebody(2, BOGOTA), Answer.IN_PERSON)
    seven = utc("2023-06-07T09:00", TBILISI)
    assert await desk.after(seven + 23 * HOUR) == [(1, "days-7"), (2, "days-7")]
    assert await desk.missed() == 2


async def test_what_lost_its_point_for_some_is_sent_to_the_others(desk: Desk) -> None:
    await desk.answers(await desk.somebody(1), Answer.IN_PERSON)
    await desk.answers(await desk.somebody(2, BOGOTA), Answer.IN_PERSON)
    await desk.look(utc("2023-06-06T00:00"))
    await desk.told()
    before = await desk.missed()
    assert await desk.after(utc("2023-06-08T10:00", TBILISI)) == [(2, "days-7")]
    assert await desk.missed() - before == 1


async def test_a_clock_that_is_set_back_repeats_nothing(desk: Desk) -> None:
    await desk.answers(await desk.somebody(1), Answer.IN_PERSON)
    await desk.look(utc("2023-06-12T12:00"))
    await desk.told()
    morning = utc("2023-06-13T09:00", TBILISI)
    assert await desk.after(morning) == [(1, "days-1")]
    assert await desk.after(morning - 3 * HOUR) == []
    assert await desk.after(morning + HOUR) == []
    assert await desk.after(utc("2023-06-14T06:30")) == [(1, "hours-1")]


async def test_who_moves_past_the_hour_is_not_left_out_and_who_moves_back_gets_no_second(desk: Desk) -> None:
    """At 05:30 UTC it is 09:30 in Tbilisi and 00:30 in Bogota."""
    east, west = await desk.somebody(1, BOGOTA), await desk.somebody(2, TBILISI)
    for person in (east, west):
        await desk.answers(person, Answer.IN_PERSON)
    await desk.look(utc("2023-06-12T23:00"))
    await desk.told()
    at = utc("2023-06-13T05:30")
    assert await desk.after(at) == [(2, "days-1")]
    await desk.moves(east, TBILISI, at + timedelta(minutes=5))
    await desk.moves(west, BOGOTA, at + timedelta(minutes=5))
    assert await desk.after(at + timedelta(minutes=10)) == [(1, "days-1")]
    assert await desk.after(utc("2023-06-13T14:30")) == []


async def test_a_zone_that_was_set_while_the_bot_looked_is_seen_at_the_next_look(desk: Desk) -> None:
    person = await desk.somebody(1, BOGOTA)
    await desk.answers(person, Answer.IN_PERSON)
    at = utc("2023-06-13T05:30")
    await desk.look(at)
    await desk.told()
    await desk.moves(person, TBILISI, at - timedelta(seconds=5))
    assert await desk.after(at + timedelta(seconds=2)) == [(1, "days-1")]


async def test_a_meeting_that_moves_is_reminded_of_by_its_new_days(desk: Desk) -> None:
    await desk.somebody(1)
    assert (1, "days-30") in await desk.after(utc("2023-05-15T12:00"))
    moved = {**BRUSSELS_MEETING, "starts": "2023-06-21T09:00", "ends": "2023-06-22T17:00"}
    desk.pack = pack(moved)
    assert await desk.after(utc("2023-05-22T12:00")) == [(1, "days-30")]


@pytest.mark.parametrize("status", ["cancelled", "draft"])
async def test_what_does_not_take_place_is_not_reminded_of(desk: Desk, status: str) -> None:
    await desk.somebody(1)
    desk.pack = pack({**BRUSSELS_MEETING, "status": status})
    for day in range(50):
        assert not await desk.look(START + day * DAY)


async def test_more_people_than_fit_into_one_batch_are_all_told(desk: Desk) -> None:
    async with desk.database.unit_of_work() as uow:
        for number in range(1, BATCH + 21):
            person = await uow.people.add(number, "en", START)
            await uow.people.set_zone(person.id, TBILISI, START)
            await Roles(uow, START).give(person, Grant(Role.NFP, country="GE"), by=None)
        await uow.commit()
    assert len(await desk.after(utc("2023-05-15T09:00", TBILISI))) == BATCH + 20


async def test_a_crash_between_two_batches_repeats_nothing_and_leaves_nobody_out(desk: Desk) -> None:
    for number in range(1, 4):
        await desk.somebody(number)
    at = utc("2023-05-15T12:00")
    await desk.look(at - DAY)
    await desk.told()
    broken = 0

    def failing() -> Any:
        nonlocal broken
        broken += 1
        if broken > 2:
            raise RuntimeError("the program ends here")
        return desk.database.unit_of_work()

    with pytest.raises(RuntimeError):
        await remind(failing, desk.pack, at)
    assert len(await desk.told()) == 3
    assert await desk.after(at) == []


@pytest.mark.parametrize(
    "audience",
    [
        {},
        {"roles": ["nfp"]},
        {"roles": ["secretariat", "organizer"]},
        {"countries": ["GE", "MA"]},
        {"regions": ["east"]},
        {"regions": ["east", "west"], "countries": ["GE"], "roles": ["nfp", "secretariat"]},
    ],
)
async def test_the_list_of_a_person_and_the_search_for_all_agree_on_whom_a_meeting_concerns(
    desk: Desk, audience: dict[str, Any]
) -> None:
    regions = [{"id": "east", "name": "East", "countries": ["GE", "AM"]}, {"id": "west", "name": "West"}]
    fields = {"default_language": "en", "timezone": BRUSSELS}
    meeting = {**BRUSSELS_MEETING, "audience": audience}
    made = Pack.model_validate({**fields, "regions": regions, "meetings": [meeting]}, context=fields)
    circle = circle_of(made, made.meetings[0])
    held: list[tuple[Grant, ...]] = [
        (Grant(role, country=country),) for role in Role for country in ("GE", "AM", "MA", None)
    ]
    held += [(Grant(Role.SECRETARIAT, region=region),) for region in ("east", "west", "north")]
    held += [(), (Grant(Role.TRANSLATOR), Grant(Role.NFP, country="GE"))]
    async with desk.database.unit_of_work() as uow:
        expected = set()
        for number, grants in enumerate(held, 1):
            person = await uow.people.add(number, "en", START)
            for grant in grants:
                await Roles(uow, START).give(person, grant, by=None)
            expected |= {number} if concerned_by(circle, grants) else set()
        found = await uow.invited.to_tell(circle, "brussels", days_of(made.meetings[0]), START)
    assert {one.telegram_id for one in found} == expected


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables, to be copied."""
    folder = tmp_path_factory.mktemp("empty")

    async def make() -> None:
        made = await desk_in(folder)
        await made.database.close()

    asyncio.run(make())
    return folder / "bot.sqlite3"


ZONES = st.sampled_from(
    ["Asia/Kathmandu", "Asia/Tehran", "Asia/Kabul", "Pacific/Chatham", "Pacific/Honolulu", "Pacific/Kiritimati", BOGOTA]
)
STEPS = st.lists(
    st.one_of(st.timedeltas(-2 * DAY, 3 * DAY), st.timedeltas(timedelta(0), 5 * HOUR), ZONES), min_size=1, max_size=25
)


@settings(max_examples=25, deadline=None)
@given(zones=st.lists(ZONES, min_size=1, max_size=3), steps=STEPS, begin=st.integers(0, 44))
def test_whatever_the_clock_and_people_do_nobody_gets_a_reminder_twice(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, zones: list[str], steps: list[Any], begin: int
) -> None:
    """Forwards and backwards, from zone to zone, with a meeting over midnight and over new year's."""
    folder = tmp_path_factory.mktemp("any")
    shutil.copy(empty, folder)

    async def play() -> None:
        database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
        night = {
            **BRUSSELS_MEETING,
            "starts": "2023-12-31T22:00",
            "ends": "2024-01-01T02:00",
            "registration": {"opens": "2023-12-01", "closes": "2023-12-20"},
        }
        made = Desk(database, pack(night))
        people = [await made.somebody(number, zone) for number, zone in enumerate(zones, 1)]
        await made.answers(people[0], Answer.ONLINE)
        now = datetime(2023, 11, 25, tzinfo=UTC) + begin * DAY
        await made.look(now)
        told: list[tuple[int, str]] = []
        for number, step in enumerate(steps):
            if isinstance(step, timedelta):
                now += step
            else:
                await made.moves(people[number % len(people)], step, now)
            told += await made.after(now)
        assert [each for each, times in Counter(told).items() if times > 1] == []
        await database.close()

    asyncio.run(play())


@settings(max_examples=15, deadline=None)
@given(zone=ZONES, pauses=st.lists(st.timedeltas(timedelta(seconds=1), 20 * HOUR), min_size=5, max_size=30))
def test_however_seldom_the_bot_looks_each_reminder_comes_once_if_it_looks_within_a_day(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, zone: str, pauses: list[timedelta]
) -> None:
    folder = tmp_path_factory.mktemp("seldom")
    shutil.copy(empty, folder)

    async def play() -> None:
        made = Desk(Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key())), pack())
        await made.somebody(1, zone)
        now = utc("2023-05-01T00:00")
        await made.look(now)
        told: list[tuple[int, str]] = []
        turn = 0
        while now < utc("2023-06-13T20:00"):
            now += pauses[turn % len(pauses)] + 3 * HOUR
            turn += 1
            if await made.look(now):
                told += await made.told()
        names = Counter(name for _, name in told)
        assert set(names) - {"days-1"} == {"opening-0", "days-30", "deadline-7", "deadline-2", "days-7"}
        assert set(names.values()) == {1}
        # West of the meeting, the last one has its point for less than a day.
        assert await made.missed() == (0 if "days-1" in names else 1)
        await made.database.close()

    asyncio.run(play())
