"""Places and turns where rules meet: two at once, hours of the night, meetings that move, begin or are called off."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.attendance import Answer, Rsvp, Seat, Why, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting, Mode
from bot.domain.people import Grant, Person, Role
from bot.services.attending import Refused, Someone
from bot.services.places import let_offers_pass
from bot.services.rights_forgetting import forget
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FIELDS: dict[str, Any] = {"default_language": "en", "timezone": "Europe/Brussels"}
COMES, ONLINE, NO = Answer.IN_PERSON, Answer.ONLINE, Answer.NO


def pack(capacity: dict[str, int], registration: dict[str, Any] | None = None, **fields: Any) -> Pack:
    """With one meeting on 14 and 15 June."""
    meeting = {
        "id": "brussels",
        "title": "Brussels",
        "starts": "2023-06-14T09:00",
        "ends": "2023-06-15T17:00",
        "format": "hybrid",
        "registration": {"capacity": capacity, "confirm_within": "48h", **(registration or {})},
        **fields,
    }
    return Pack.model_validate({**FIELDS, "meetings": [meeting]}, context=FIELDS)


class House:
    """A database, one meeting, and people."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.pack = pack({"in_person": 1})
        self.now = NOW

    @property
    def meeting(self) -> Meeting:
        (meeting,) = self.pack.meetings
        return meeting

    async def joins(self, number: int, zone: str | None = None) -> Person:
        async with self.database.unit_of_work() as uow:
            person = await uow.people.add(number, "en", NOW)
            await uow.people.set_country(person.id, "GE", zone, NOW)
            found = await uow.people.find(person.id, NOW)
            await uow.commit()
        assert found is not None
        return found

    async def answer(self, person: Person, answer: Answer, party: int | None = None) -> Rsvp | Refused:
        async with self.database.unit_of_work() as uow:
            given = await attending(uow, self.now, self.pack).answer(person, self.meeting, answer, party=party)
            await uow.commit()
        self.now += timedelta(seconds=1)
        return given

    async def of(self, person: Person) -> Rsvp | None:
        async with self.database.unit_of_work() as uow:
            return await uow.rsvps.of(self.meeting.id, days_of(self.meeting), person.id)

    async def seat(self, person: Person) -> Seat:
        rsvp = await self.of(person)
        assert rsvp is not None
        return rsvp.seat

    async def passes(self, time: timedelta) -> bool:
        self.now += time
        return await let_offers_pass(self.database.unit_of_work, self.pack, self.now)

    def told(self, person: Person) -> list[str]:
        with closing(sqlite3.connect(self.database.path)) as connection:
            query = "SELECT kind FROM outbox WHERE person_id = ? ORDER BY id"
            return [kind for (kind,) in connection.execute(query, (person.id,))]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    yield House(database)
    await database.close()


async def test_two_who_take_the_last_place_at_the_same_instant_do_not_both_get_it(house: House) -> None:
    first, second = await house.joins(1), await house.joins(2)
    for _ in range(50):
        taken = await asyncio.gather(house.answer(first, COMES), house.answer(second, COMES))
        assert sorted(each.seat for each in taken if isinstance(each, Rsvp)) == [Seat.TAKEN, Seat.WAITING]
        for person in (first, second):
            await house.answer(person, NO)


async def test_whoever_has_a_place_takes_no_other_before_those_who_wait(house: House) -> None:
    """One is free, and the first in line needs two: another for somebody who has one already is not to be had."""
    house.pack = pack({"in_person": 2})
    holder, couple = await house.joins(1), await house.joins(2)
    await house.answer(holder, COMES)
    await house.answer(couple, COMES, 2)
    assert await house.answer(holder, COMES, 2) is Refused.NO_ROOM
    await house.answer(couple, NO)
    taken = await house.answer(holder, COMES, 2)
    assert isinstance(taken, Rsvp)
    assert (taken.seat, taken.party) == (Seat.TAKEN, 2)


async def test_a_party_that_becomes_smaller_lets_the_next_in(house: House) -> None:
    house.pack = pack({"in_person": 2})
    couple, second = await house.joins(1), await house.joins(2)
    await house.answer(couple, COMES, 2)
    await house.answer(second, COMES)
    await house.answer(couple, COMES, 1)
    assert (await house.seat(couple), await house.seat(second)) == (Seat.TAKEN, Seat.OFFERED)


async def test_those_who_come_online_count_for_themselves(house: House) -> None:
    """Who would have come with two more, and now takes part from afar, needs one of the places online."""
    house.pack = pack({"in_person": 5, "online": 1})
    person = await house.joins(1)
    await house.answer(person, COMES, 3)
    rsvp = await house.answer(person, ONLINE)
    assert isinstance(rsvp, Rsvp)
    assert (rsvp.seat, rsvp.party) == (Seat.TAKEN, 1)
    assert await house.answer(person, ONLINE, 3) == rsvp


async def test_a_place_on_offer_can_be_confirmed_for_fewer_and_not_for_more(house: House) -> None:
    house.pack = pack({"in_person": 2}, {"closes": "2023-04-18"})
    first, couple = await house.joins(1), await house.joins(2)
    await house.answer(first, COMES, 2)
    await house.answer(couple, COMES, 2)
    await house.answer(first, NO)
    assert await house.seat(couple) is Seat.OFFERED
    assert await house.answer(couple, COMES, 3) is Refused.NO_ROOM
    house.now += 36 * HOUR
    assert await house.answer(couple, COMES, 3) is Refused.CLOSED
    confirmed = await house.answer(couple, COMES, 1)
    assert isinstance(confirmed, Rsvp)
    assert (confirmed.seat, confirmed.party) == (Seat.TAKEN, 1)


async def test_a_place_that_is_not_confirmed_goes_to_the_next(house: House) -> None:
    first, second, third = [await house.joins(number) for number in (1, 2, 3)]
    for person in (first, second, third):
        await house.answer(person, COMES)
    await house.answer(first, NO)
    assert not await house.passes(47 * HOUR)
    assert await house.passes(HOUR)
    assert (await house.seat(second), await house.seat(third)) == (Seat.LAPSED, Seat.OFFERED)
    assert house.told(second) == ["seat_offered", "seat_lapsed"]
    assert not await house.passes(HOUR)
    await house.answer(second, COMES)
    assert await house.seat(second) is Seat.WAITING


async def test_the_time_to_confirm_counts_from_the_end_of_the_quiet_hours(house: House) -> None:
    """A place that becomes free at 22:00 in Tbilisi is told of at 08:00, and kept for 48 hours from then."""
    first, second = await house.joins(1), await house.joins(2, "Asia/Tbilisi")
    await house.answer(first, COMES)
    await house.answer(second, COMES)
    house.now = datetime(2023, 4, 17, 18, tzinfo=UTC)
    await house.answer(first, NO)
    rsvp = await house.of(second)
    assert rsvp is not None
    assert rsvp.confirm_by == datetime(2023, 4, 20, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("free", "seat"),
    [
        (datetime(2023, 6, 14, 5, tzinfo=UTC), Seat.OFFERED),
        (datetime(2023, 6, 13, 22, tzinfo=UTC), Seat.TAKEN),
        (datetime(2023, 6, 14, 12, tzinfo=UTC), Seat.TAKEN),
    ],
    ids=["two hours before", "in a night that lasts until it has begun", "while it goes on"],
)
async def test_where_there_is_no_time_left_to_confirm_the_place_is_theirs(
    house: House, free: datetime, seat: Seat
) -> None:
    """It begins at 07:00 UTC; it is 08:00 in Reykjavik an hour later, and in Tbilisi four hours before."""
    zone = "Atlantic/Reykjavik" if free.hour == 22 else "Asia/Tbilisi"
    first, second = await house.joins(1), await house.joins(2, zone)
    await house.answer(first, COMES)
    await house.answer(second, COMES)
    house.now = free
    await house.answer(first, NO)
    rsvp = await house.of(second)
    assert rsvp is not None
    assert rsvp.seat is seat
    assert rsvp.confirm_by == (house.meeting.begins_at() if seat is Seat.OFFERED else None)
    assert house.told(second) == ["seat_offered" if seat is Seat.OFFERED else "seat_given"]


async def test_capacity_lowered_under_those_who_come_turns_nobody_away_and_lets_nobody_in(house: House) -> None:
    house.pack = pack({"in_person": 2})
    first, second, third = [await house.joins(number) for number in (1, 2, 3)]
    for person in (first, second, third):
        await house.answer(person, COMES)
    house.pack = pack({"in_person": 1})
    async with house.database.unit_of_work() as uow:
        await attending(uow, house.now, house.pack).fill(house.meeting)
        await uow.commit()
    assert [await house.seat(each) for each in (first, second, third)] == [Seat.TAKEN, Seat.TAKEN, Seat.WAITING]
    await house.answer(first, NO)
    assert await house.seat(third) is Seat.WAITING
    await house.answer(second, NO)
    assert await house.seat(third) is Seat.OFFERED


async def test_without_a_limit_everybody_in_line_is_let_in(house: House) -> None:
    people = [await house.joins(number) for number in (1, 2, 3)]
    for person in people:
        await house.answer(person, COMES)
    house.pack = pack({})
    async with house.database.unit_of_work() as uow:
        await attending(uow, house.now, house.pack).fill(house.meeting)
        await uow.commit()
    assert [await house.seat(each) for each in people] == [Seat.TAKEN, Seat.OFFERED, Seat.OFFERED]


async def test_whoever_is_forgotten_on_the_waiting_list_holds_up_nobody(house: House) -> None:
    first, couple, third = [await house.joins(number) for number in (1, 2, 3)]
    await house.answer(first, COMES)
    await house.answer(couple, COMES, 2)
    await house.answer(third, COMES)
    await house.answer(first, NO)
    assert await house.seat(third) is Seat.WAITING, "two do not fit, and are not passed over"
    async with house.database.unit_of_work() as uow:
        await forget(uow, attending(uow, house.now, house.pack), couple, house.now, by=couple)
        await uow.commit()
    assert await house.seat(third) is Seat.OFFERED
    with closing(sqlite3.connect(house.database.path)) as connection:
        assert connection.execute("SELECT DISTINCT party FROM rsvp_history").fetchall() == [(1,)]


async def test_an_offer_for_a_meeting_that_was_called_off_ends_without_a_word(house: House) -> None:
    first, second = await house.joins(1), await house.joins(2)
    await house.answer(first, COMES)
    await house.answer(second, COMES)
    await house.answer(first, NO)
    house.pack = pack({"in_person": 1}, status="cancelled")
    await house.passes(48 * HOUR)
    assert house.told(second) == ["seat_offered"]


async def test_what_was_answered_for_other_days_takes_no_place_and_is_not_handed_over(house: House) -> None:
    """The successor has answered for the new days already; what the predecessor said for the old ones replaces
    nothing."""
    before, after = await house.joins(1), await house.joins(2)
    await house.answer(before, COMES)
    house.pack = pack({"in_person": 1}, starts="2023-06-21T09:00", ends="2023-06-22T17:00")
    taken = await house.answer(after, COMES)
    assert isinstance(taken, Rsvp)
    assert taken.seat is Seat.TAKEN
    async with house.database.unit_of_work() as uow:
        grant = Grant(Role.NFP, country="GE")
        await attending(uow, house.now, house.pack).pass_on(grant, before, after)
        await uow.commit()
    assert await house.of(after) == taken
    assert house.told(after) == []


async def test_a_turn_in_line_goes_with_the_country_and_private_notes_do_not(house: House) -> None:
    first, before, after = [await house.joins(number) for number in (1, 2, 3)]
    await house.answer(first, COMES)
    waiting = await house.answer(before, COMES)
    assert isinstance(waiting, Rsvp)
    async with house.database.unit_of_work() as uow:
        kept = await uow.rsvps.get(waiting.id)
        assert kept is not None
        await uow.rsvps.set_details(
            Rsvp(**{**vars(kept), "substitute": "Nino", "travel": "by train", "access": "a ramp"})
        )
        await attending(uow, house.now, house.pack).pass_on(Grant(Role.NFP, country="GE"), before, after)
        await uow.commit()
    passed = await house.of(after)
    assert passed is not None
    assert (passed.seat, passed.queued_at) == (Seat.WAITING, waiting.queued_at)
    assert (passed.substitute, passed.travel, passed.access) == ("Nino", None, None)
    assert await house.of(before) is None
    assert house.told(after) == ["answer_passed_on"]


async def test_a_meeting_that_moves_frees_its_places_and_keeps_what_was_answered_in_the_history(house: House) -> None:
    first, second = await house.joins(1), await house.joins(2)
    await house.answer(first, COMES)
    waiting = await house.answer(second, COMES)
    assert isinstance(waiting, Rsvp)
    house.pack = pack({"in_person": 1}, starts="2023-06-21T09:00", ends="2023-06-22T17:00")
    async with house.database.unit_of_work() as uow:
        assert await uow.rsvps.remove_of_other_days("brussels", days_of(house.meeting), house.now) == 2
        past = await uow.rsvps.past(waiting, 10)
        assert await uow.rsvps.next_offer_passes() is None
        await uow.commit()
    assert [(each.answer, each.why) for each in past] == [(None, Why.MOVED), (COMES, Why.ANSWERED)]
    again = await house.answer(second, COMES)
    assert isinstance(again, Rsvp)
    assert again.seat is Seat.TAKEN


async def test_somebody_entered_by_name_waits_for_nobody_and_is_asked_nothing(house: House) -> None:
    organizer, second = await house.joins(1), await house.joins(2)
    async with house.database.unit_of_work() as uow:
        someone = Someone(None, "FR", "Amélie")
        entered = await attending(uow, house.now, house.pack).enter(organizer, house.meeting, someone, COMES)
        await uow.commit()
    await house.answer(second, COMES)
    assert (entered.seat, await house.seat(second)) == (Seat.TAKEN, Seat.WAITING)
    async with house.database.unit_of_work() as uow:
        await attending(uow, house.now, house.pack).remove(organizer, house.meeting, entered)
        held = await uow.rsvps.held("brussels", days_of(house.meeting))
        await uow.commit()
    assert held == {Mode.IN_PERSON: 1}
    assert await house.seat(second) is Seat.OFFERED
