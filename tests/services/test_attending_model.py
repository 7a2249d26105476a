"""Answers, places and the waiting list against a plain reference, whatever people and organizers do in any order."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.attendance import Answer, Rsvp, Seat, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Mode
from bot.domain.people import Grant, Person, Role
from bot.ports import UnitOfWork
from bot.services.attending import Attending, Refused, Someone
from bot.services.rights_forgetting import forget
from storage.cipher import Cipher
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables

START: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
WITHIN: Final = timedelta(hours=48)
ROOM: Final = 4
FIELDS: Final[dict[str, Any]] = {"default_language": "en", "timezone": "UTC"}
PACK: Final = Pack.model_validate(
    {
        **FIELDS,
        "meetings": [
            {
                "id": "brussels",
                "title": "Brussels",
                "starts": "2024-06-14T09:00",
                "ends": "2024-06-15T17:00",
                "format": "hybrid",
                "registration": {"capacity": {"in_person": ROOM}, "confirm_within": "48h"},
            }
        ],
    },
    context=FIELDS,
)
(MEETING,) = PACK.meetings
DAYS: Final = days_of(MEETING)
COUNTRIES: Final = ("GE", "AM", "KZ", "MD", "UA", "TJ")

ANSWERS: Final = st.sampled_from(Answer)
WHO: Final = st.integers(0, len(COUNTRIES) - 1)
HEADS: Final = st.none() | st.integers(1, 3)

T = TypeVar("T")
Key = int
"""A person's id, or, for somebody entered by name, the negated id of the answer."""


@dataclass
class Reference:
    """The same rules, with nothing but a dictionary and a list."""

    room: int = ROOM
    answers: dict[Key, tuple[Answer, int]] = field(default_factory=dict)
    taken: set[Key] = field(default_factory=set)
    offered: dict[Key, datetime] = field(default_factory=dict)
    line: list[Key] = field(default_factory=list)
    lapsed: set[Key] = field(default_factory=set)

    @property
    def held(self) -> int:
        holding = self.taken | self.offered.keys()
        return sum(self.answers[key][1] for key in holding if self.answers[key][0] is Answer.IN_PERSON)

    def seat(self, key: Key) -> Seat:
        if self.answers[key][0].mode is None:
            return Seat.NONE
        for seat, keys in (
            (Seat.TAKEN, self.taken),
            (Seat.OFFERED, self.offered),
            (Seat.WAITING, self.line),
            (Seat.LAPSED, self.lapsed),
        ):
            if key in keys:
                return seat
        raise AssertionError(key)

    def leave(self, key: Key) -> None:
        """It stands nowhere any more."""
        self.answers.pop(key, None)
        self.taken.discard(key)
        self.lapsed.discard(key)
        self.offered.pop(key, None)
        self.line = [each for each in self.line if each != key]

    def sit(self, key: Key, answer: Answer, heads: int) -> None:
        self.leave(key)
        self.answers[key] = (answer, heads)
        if answer.mode is not None:
            self.taken.add(key)

    def heads(self, key: Key, answer: Answer, said: int | None) -> int:
        if answer is not Answer.IN_PERSON:
            return 1
        return said or self.answers.get(key, (answer, 1))[1]

    def answer(self, key: Key, answer: Answer, said: int | None, now: datetime) -> bool:
        """Whether it was taken."""
        before, own = self.answers.get(key, (None, 0))
        heads = self.heads(key, answer, said)
        holds = key in self.taken or key in self.offered
        if (before, own) == (answer, heads) and key not in self.offered and key not in self.lapsed:
            return True
        if answer is Answer.IN_PERSON:
            own = own if holds and before is answer else 0
            others = [each for each in self.line if each != key]
            if heads > own and (others or self.held - own + heads > self.room):
                if holds:
                    return False
                self.lapsed.discard(key)
                self.answers[key] = (answer, heads)
                self.line += [] if key in self.line else [key]
                self.settle(now)
                return True
        self.sit(key, answer, heads)
        self.settle(now)
        return True

    def settle(self, now: datetime) -> None:
        """Who is first in line has the place that is free, where it is enough for all of theirs."""
        while self.line and self.held + self.answers[self.line[0]][1] <= self.room:
            key = self.line.pop(0)
            if key < 0:
                self.taken.add(key)
            else:
                self.offered[key] = now + WITHIN

    def pass_offers(self, now: datetime) -> None:
        for key in [key for key, until in self.offered.items() if until <= now]:
            del self.offered[key]
            self.lapsed.add(key)
        self.settle(now)

    def rename(self, key: Key, successor: Key) -> None:
        self.answers[successor] = self.answers.pop(key)
        for keys in (self.taken, self.lapsed):
            if key in keys:
                keys.remove(key)
                keys.add(successor)
        if key in self.offered:
            self.offered[successor] = self.offered.pop(key)
        self.line = [successor if each == key else each for each in self.line]


class AttendingMachine(RuleBasedStateMachine):
    """Acts on a database and on the reference alike; both must always tell the same."""

    made: ClassVar[Path]
    """An empty database, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.made, self.folder / "bot.sqlite3")
        self.loop = asyncio.new_event_loop()
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'bot.sqlite3'}", Cipher(None))
        self.now = START
        self.reference = Reference()
        self.people: list[Person] = []
        self.joined = 0
        self.excused = False
        """Whether more may come than there is room for: an organizer wanted it so."""

    def run(self, step: Callable[[UnitOfWork, Attending], Coroutine[Any, Any, T]]) -> T:
        self.now += timedelta(seconds=1)

        async def within() -> T:
            async with self.database.unit_of_work() as uow:
                result = await step(uow, attending(uow, self.now, PACK))
                await uow.commit()
            return result

        return self.loop.run_until_complete(within())

    def joins(self, country: str) -> Person:
        self.joined += 1

        async def step(uow: UnitOfWork, _: Attending) -> Person:
            person = await uow.people.add(self.joined, "en", self.now)
            await uow.people.set_country(person.id, country, None, self.now)
            found = await uow.people.find(person.id, self.now)
            assert found is not None
            return found

        return self.run(step)

    @initialize()
    def all_join(self) -> None:
        self.organizer = self.joins("BE")
        self.people = [self.joins(country) for country in COUNTRIES]

    @rule(who=WHO, answer=ANSWERS, said=HEADS)
    def answers(self, who: int, answer: Answer, said: int | None) -> None:
        person = self.people[who]
        result = self.run(lambda _, attending: attending.answer(person, MEETING, answer, party=said))
        taken = self.reference.answer(person.id, answer, said, self.now)
        assert (result is Refused.NO_ROOM) is not taken
        assert taken == isinstance(result, Rsvp)

    @rule(who=WHO, said=st.integers(1, 3))
    def comes(self, who: int, said: int) -> None:
        """The house fills soon."""
        self.answers(who, Answer.IN_PERSON, said)

    @rule(who=WHO, answer=ANSWERS, said=HEADS)
    def is_entered(self, who: int, answer: Answer, said: int | None) -> None:
        person = self.people[who]
        someone = Someone(person.id, person.country)
        self.run(lambda _, attending: attending.enter(self.organizer, MEETING, someone, answer, party=said))
        self.reference.sit(person.id, answer, self.reference.heads(person.id, answer, said))
        self.reference.settle(self.now)
        self.excused = True

    @rule(said=st.integers(1, 2))
    def is_entered_by_name(self, said: int) -> None:
        someone = Someone(None, "FR", "Amélie")
        rsvp = self.run(
            lambda _, attending: attending.enter(self.organizer, MEETING, someone, Answer.IN_PERSON, party=said)
        )
        self.reference.sit(-rsvp.id, Answer.IN_PERSON, said)
        self.reference.settle(self.now)
        self.excused = True

    @precondition(lambda self: self.reference.answers)
    @rule(data=st.data(), answer=st.none() | ANSWERS)
    def is_moved_or_removed(self, data: st.DataObject, answer: Answer | None) -> None:
        rsvp = data.draw(st.sampled_from(self.kept()))
        key = _key(rsvp)
        if answer is None:
            self.run(lambda _, attending: attending.remove(self.organizer, MEETING, rsvp))
            self.reference.leave(key)
        else:
            self.run(lambda _, attending: attending.change_entry(self.organizer, MEETING, rsvp, answer))
            self.reference.sit(key, answer, self.reference.heads(key, answer, None))
            self.excused = True
        self.reference.settle(self.now)

    @rule(room=st.integers(0, 7))
    def there_is_room_for(self, room: int) -> None:
        async def step(uow: UnitOfWork, attending: Attending) -> None:
            await uow.arrangements.set_capacity(MEETING.id, Mode.IN_PERSON, room)
            await attending.fill(MEETING)

        self.run(step)
        self.excused |= room < self.reference.room
        self.reference.room = room
        self.reference.settle(self.now)

    @rule(hours=st.sampled_from((1, 24, 49)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.run(lambda _, attending: attending.let_offers_pass())
        self.reference.pass_offers(self.now)

    @rule(who=WHO)
    def is_forgotten(self, who: int) -> None:
        person = self.people[who]

        async def step(uow: UnitOfWork, attending: Attending) -> None:
            await forget(uow, attending, person, self.now, by=person)

        self.run(step)
        self.reference.leave(person.id)
        self.reference.settle(self.now)
        self.people[who] = self.joins(COUNTRIES[who])

    @rule(who=WHO, successor=WHO)
    def hands_over(self, who: int, successor: int) -> None:
        before, after = self.people[who], self.people[successor]
        if before.id not in self.reference.answers or before == after:
            return
        (country,) = {each.country for each in self.kept() if each.person_id == before.id}
        grant = Grant(Role.NFP, country=country or "")
        self.run(lambda _, attending: attending.pass_on(grant, before, after))
        if after.id in self.reference.answers:
            self.reference.leave(before.id)
        else:
            self.reference.rename(before.id, after.id)
        self.reference.settle(self.now)

    def kept(self) -> list[Rsvp]:
        return self.run(lambda uow, _: uow.rsvps.all(MEETING.id, DAYS))

    @invariant()
    def both_tell_the_same(self) -> None:
        kept, reference = self.kept(), self.reference
        assert {_key(each): (each.answer, each.party, each.seat) for each in kept} == {
            key: (*answer, reference.seat(key)) for key, answer in reference.answers.items()
        }
        line = self.run(lambda uow, _: uow.rsvps.in_line(MEETING.id, DAYS, Mode.IN_PERSON))
        assert [_key(each) for each in line] == reference.line
        assert [self.run(lambda uow, _, one=each: uow.rsvps.position(one)) for each in line] == [  # type: ignore[misc]
            *range(1, len(line) + 1)
        ]

    @invariant()
    def places_are_few_and_none_is_left_free(self) -> None:
        kept = self.kept()
        held = sum(each.party for each in _in_person(kept) if each.seat in (Seat.TAKEN, Seat.OFFERED))
        if not self.excused:
            assert held <= self.reference.room
        waiting = sorted(
            (each for each in _in_person(kept) if each.seat is Seat.WAITING), key=lambda each: str(each.queued_at)
        )
        assert not waiting or held + waiting[0].party > self.reference.room

    @invariant()
    def nobody_has_two_answers(self) -> None:
        counts = Counter(each.person_id for each in self.kept() if each.person_id is not None)
        assert all(count == 1 for count in counts.values())

    @invariant()
    def the_history_leads_to_what_stands(self) -> None:
        async def step(uow: UnitOfWork, _: Attending) -> dict[int, tuple[Any, ...]]:
            last: dict[int, tuple[Any, ...]] = {}
            async for past in uow.rsvps.history(MEETING.id):
                last[past.rsvp_id] = (past.answer, past.seat, past.party, past.person_id)
            return last

        replayed = {rsvp: state for rsvp, state in self.run(step).items() if state[0] is not None}
        assert replayed == {each.id: (each.answer, each.seat, each.party, each.person_id) for each in self.kept()}

    def teardown(self) -> None:
        self.loop.run_until_complete(self.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)


def _key(rsvp: Rsvp) -> Key:
    return rsvp.person_id or -rsvp.id


def _in_person(kept: Iterable[Rsvp]) -> list[Rsvp]:
    return [each for each in kept if each.answer is Answer.IN_PERSON]


def test_answers_and_places_are_as_in_the_reference(tmp_path: Path) -> None:
    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{tmp_path}/made.sqlite3", Cipher(None))
        await make_tables(database)
        await database.close()

    asyncio.run(make())
    AttendingMachine.made = tmp_path / "made.sqlite3"
    run_state_machine_as_test(
        AttendingMachine,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
