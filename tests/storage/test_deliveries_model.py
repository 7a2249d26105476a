"""What each reader gets, against a model of it in memory, through any order of calls: nobody gets it twice unawares."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.domain.announcements import (
    NOT_REACHED,
    REMINDED_AGAIN,
    Announcement,
    Delivery,
    Reached,
    Settled,
    State,
    Task,
    Timing,
)
from bot.domain.audience import EVERYONE, resolve
from bot.domain.content import Pack
from bot.domain.people import Grant, Role
from bot.services.roles import Roles
from storage.cipher import Cipher
from storage.database import Database
from tests.storage.conftest import NOON

PACK = Pack(default_language="en", timezone="UTC")
READERS = 4
COMES = (Reached.SENT, Reached.FAILED, Reached.UNKNOWN)


@dataclass
class Row:
    """A reader as the model sees them; `queue`: as in the table; `there`: a message of it stands in their chat;
    `wanted`: somebody wanted it sent to them, and that was not tried since."""

    queue: int | None = 0
    task: Task | None = Task.SEND
    reached: Reached | None = None
    there: bool = False
    version: int = 0
    read: bool = False
    reminded: datetime | None = None
    wanted: bool = True

    def wait(self, task: Task) -> None:
        self.queue, self.task = 0, task

    def end(self) -> None:
        self.queue, self.task = None, None

    def free(self, *instead_of: Task) -> bool:
        return self.queue is None or (self.queue == 0 and self.task in instead_of)


class OneAnnouncement(RuleBasedStateMachine):
    """The table, and what it should hold."""

    made: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "bot.sqlite3"
        shutil.copyfile(self.made, file)
        self._loop = asyncio.new_event_loop()
        self._database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
        self._now = NOON
        self._version = 1
        self._rows: dict[int, Row] = {}
        self._claimed: dict[int, Delivery] = {}
        self._announcement = 0

    def teardown(self) -> None:
        self._loop.run_until_complete(self._database.close())
        self._loop.close()
        self._folder.cleanup()

    def _do(self, act: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
        async def done() -> Any:
            async with self._database.unit_of_work() as uow:
                found = await act(uow)
                await uow.commit()
            return found

        return self._loop.run_until_complete(done())

    def _fill(self) -> int:
        chosen, timing = resolve(PACK, EVERYONE, None, self._now), Timing(urgent=True)
        return int(self._do(lambda uow: uow.deliveries.fill(self._announcement, chosen, timing, self._now, "UTC")))

    @initialize()
    def begin(self) -> None:
        async def act(uow: Any) -> int:
            for number in range(READERS):
                person = await uow.people.add(100 + number, "en", NOON)
                await Roles(uow, NOON).give(person, Grant(Role.NFP, country="GE"), by=None)
                self._rows[person.id] = Row()
            new = Announcement(0, None, State.SENDING, NOON, NOON, active=True)
            return int((await uow.announcements.add(new)).id)

        self._announcement = self._do(act)
        assert self._fill() == READERS

    @rule()
    def fill_again(self) -> None:
        assert self._fill() == 0, "nobody is there twice"

    @rule(limit=st.integers(1, READERS))
    def claim(self, limit: int) -> None:
        waiting = [each for each in self._rows.values() if each.queue == 0]
        found = self._do(lambda uow: uow.deliveries.claim(self._announcement, self._now, limit))
        assert len(found) == min(limit, len(waiting))
        for each in found:
            row = self._rows[each.person_id]
            assert (row.queue, row.task, row.reached) == (0, each.task, each.reached)
            if each.task is Task.SEND:
                assert row.wanted, "it is sent to nobody for whom that was not wanted (again)"
                assert not row.there
                row.wanted = False
            row.queue = 1
            self._claimed[each.person_id] = each

    @rule(which=st.integers(0, READERS - 1), reached=st.sampled_from(COMES))
    def settle(self, which: int, reached: Reached) -> None:
        if which >= len(self._claimed):
            return
        delivery = self._claimed.pop(list(self._claimed)[which])
        row = self._rows[delivery.person_id]
        match delivery.task:
            case Task.SEND:
                row.reached, row.there = reached, reached is Reached.SENT
                row.version = self._version if row.there else row.version
            case Task.EDIT:
                row.version = self._version
            case Task.DELETE:
                row.there = False
            case Task.REMIND:
                row.reminded = self._now
        row.end()
        settled = Settled(
            delivery.id,
            row.reached,
            None,
            (5,) if row.there else (),
            row.version,
            "en",
            self._now,
            row.reminded,
        )
        self._do(lambda uow: uow.deliveries.settle([settled]))

    @rule()
    def the_program_dies(self) -> None:
        assert self._do(lambda uow: uow.deliveries.release(self._now)) == len(self._claimed)
        for person in self._claimed:
            row = self._rows[person]
            match row.task:
                case Task.SEND:
                    row.end()
                    row.reached = Reached.UNKNOWN
                case Task.DELETE:
                    row.wait(Task.DELETE)
                case _:
                    row.wait(Task.EDIT)
        self._claimed.clear()

    @rule()
    def correct(self) -> None:
        self._version += 1
        self._do(lambda uow: uow.deliveries.renew(self._announcement, self._version, self._now))
        for row in self._rows.values():
            if row.there and row.free() and row.version < self._version:
                row.wait(Task.EDIT)

    @rule()
    def withdraw(self) -> None:
        async def act(uow: Any) -> None:
            await uow.deliveries.withhold(self._announcement)
            await uow.deliveries.drop_tasks(self._announcement, Task.REMIND)
            await uow.deliveries.delete(self._announcement, self._now)

        self._do(act)
        for row in self._rows.values():
            if row.queue == 0 and row.task is Task.SEND:
                row.end()
                row.reached = Reached.WITHHELD
            elif row.queue == 0 and row.task is Task.REMIND:
                row.end()
            if row.there and row.free(Task.EDIT):
                row.wait(Task.DELETE)

    @rule(reached=st.sampled_from([tuple(NOT_REACHED), (Reached.UNKNOWN,)]))
    def retry(self, reached: tuple[Reached, ...]) -> None:
        meant = [row for row in self._rows.values() if row.queue is None and row.reached in reached]
        counted = self._do(lambda uow: uow.deliveries.retriable(self._announcement, reached, self._now))
        assert counted == len(meant)
        assert self._do(lambda uow: uow.deliveries.retry(self._announcement, reached, self._now)) == len(meant)
        for row in meant:
            row.wait(Task.SEND)
            row.reached, row.wanted = None, True

    @rule()
    def remind(self) -> None:
        meant = [
            row
            for row in self._rows.values()
            if row.reached is Reached.SENT
            and not row.read
            and row.free(Task.EDIT)
            and (row.reminded is None or row.reminded <= self._now - REMINDED_AGAIN)
        ]
        assert self._do(lambda uow: uow.deliveries.remindable(self._announcement, self._now)) == len(meant)
        assert self._do(lambda uow: uow.deliveries.remind(self._announcement, self._now)) == len(meant)
        for row in meant:
            row.wait(Task.REMIND)

    @rule(which=st.integers(0, READERS - 1))
    def confirm(self, which: int) -> None:
        person = list(self._rows)[which]
        noted = self._do(lambda uow: uow.deliveries.note_read(self._announcement, person, self._now))
        assert noted is not self._rows[person].read
        self._rows[person].read = True

    @rule(hours=st.integers(1, 30))
    def let_time_pass(self, hours: int) -> None:
        self._now += timedelta(hours=hours)

    @invariant()
    def the_table_holds_what_it_should(self) -> None:
        async def found(uow: Any) -> dict[int, tuple[Any, ...]]:
            return {
                row["person_id"]: (row["queue"], row["task"], row["reached"], row["message_ids"] != "", row["version"])
                async for row in uow.deliveries.rows(self._announcement)
            }

        wanted = {
            person: (row.queue, row.task, row.reached, row.there, row.version) for person, row in self._rows.items()
        }
        assert self._do(found) == wanted


def test_one_announcement_through_anything(made: Path) -> None:
    OneAnnouncement.made = made
    run_state_machine_as_test(
        OneAnnouncement,
        settings=settings(
            max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
