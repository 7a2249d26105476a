"""The outbox against a model of it in memory, through any order of calls."""

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
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.exchange import Claimed, Outgoing, Priority
from bot.domain.messages import MeetingCard
from bot.domain.outcomes import Early, Failed, Later, Outcome, Sent, Unknown
from storage.cipher import Cipher
from storage.database import Database
from tests.storage.conftest import NOON

CHATS = st.integers(1, 4)
MINUTES = st.integers(0, 5)
RESEND_UP_TO = {Priority.ANSWER: 3, Priority.REMINDER: 2, Priority.ANNOUNCEMENT: 1, Priority.GUEST: 3}


@dataclass
class Row:
    """A message as the model sees it; `number` is its age and, as the meeting's id, its name."""

    number: int
    chat: int
    priority: Priority
    once: str | None = None
    attempts: int = 0
    not_before: datetime = NOON

    @property
    def order(self) -> tuple[Priority, int]:
        return self.priority, self.number


class OutboxMachine(RuleBasedStateMachine):
    """Adds, claims, records, crashes; the model says which rows a claim must give."""

    made: ClassVar[Path]
    """An empty database, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.made, self.folder / "nfpbot.sqlite3")
        self.loop = asyncio.new_event_loop()
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'nfpbot.sqlite3'}", Cipher(None))
        self.now = NOON
        self.added = 0
        self.waiting: list[Row] = []
        self.claimed: dict[int, Row] = {}
        self.settled: list[Row] = []
        self.held = dict.fromkeys(range(1, 5), NOON)
        self.keys: set[str] = set()
        self.put_off: list[Row] = []

    def run(self, step: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
        async def within() -> Any:
            async with self.database.unit_of_work() as work:
                result = await step(work)
                await work.commit()
            return result

        return self.loop.run_until_complete(within())

    @initialize()
    def somebody(self) -> None:
        self.person = self.run(lambda work: work.people.add(1, "en", NOON)).id

    @rule(
        rows=st.lists(
            st.tuples(
                CHATS, st.sampled_from(Priority), st.none() | st.sampled_from("abc"), st.just(0) | st.integers(-1, 5)
            ),
            max_size=5,
        )
    )
    def add(self, rows: list[tuple[int, Priority, str | None, int]]) -> None:
        outgoing = []
        for chat, priority, once, minutes in rows:
            self.added += 1
            message = MeetingCard(meeting=str(self.added))
            not_before = self.now + timedelta(minutes=minutes) if minutes else None
            outgoing.append(Outgoing(chat, self.person, message, priority, once=once, not_before=not_before))
            if once is None or once not in self.keys:
                row = Row(self.added, chat, priority, once, not_before=not_before or self.now)
                (self.waiting if row.not_before <= self.now else self.put_off).append(row)
            self.keys |= {once} if once else set()
        self.run(lambda work: work.outbox.add(outgoing, self.now))

    def wake(self) -> None:
        """What was put off until now waits."""
        self.waiting += [row for row in self.put_off if row.not_before <= self.now]
        self.put_off = [row for row in self.put_off if row.not_before > self.now]

    def expected(self, limit: int, busy: set[int]) -> list[Row]:
        under_lease = {row.chat for row in self.claimed.values()}
        first = {row.chat: row for row in sorted(self.waiting, key=lambda row: row.order, reverse=True)}
        free = [
            row
            for row in first.values()
            if row.chat not in busy and row.chat not in under_lease and self.held[row.chat] <= self.now
        ]
        return sorted(free, key=lambda row: row.order)[:limit]

    @rule(limit=st.integers(1, 4), busy=st.sets(CHATS, max_size=2))
    def claim(self, limit: int, busy: set[int]) -> None:
        rows: list[Claimed] = self.run(lambda work: work.outbox.claim(self.now, self.now, limit, busy))
        self.wake()
        expected = self.expected(limit, busy)
        assert [(row.message, row.chat_id, row.priority, row.attempts) for row in rows] == [
            (MeetingCard(meeting=str(row.number)), row.chat, row.priority, row.attempts) for row in expected
        ]
        for row, known in zip(rows, expected, strict=True):
            self.waiting.remove(known)
            self.claimed[row.id] = known

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), outcome=st.sampled_from([Sent(1), Sent(None), Failed("no")]))
    def settle(self, data: st.DataObject, outcome: Outcome) -> None:
        row = data.draw(st.sampled_from(sorted(self.claimed)))
        self.finish(row, outcome)

    def finish(self, row: int, outcome: Outcome) -> None:
        self.run(lambda work: work.outbox.record(row, outcome, self.now))
        known = self.claimed.pop(row)
        self.settled.append(known)
        if isinstance(outcome, Failed) and known.once:
            # What did not arrive may be asked for again.
            self.keys.remove(known.once)

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), minutes=MINUTES)
    def later(self, data: st.DataObject, minutes: int) -> None:
        row = data.draw(st.sampled_from(sorted(self.claimed)))
        until = self.now + timedelta(minutes=minutes)
        self.run(lambda work: work.outbox.record(row, Later(until, "429"), self.now))
        self.again(row, until)

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), minutes=MINUTES)
    def retry(self, data: st.DataObject, minutes: int) -> None:
        row = data.draw(st.sampled_from(sorted(self.claimed)))
        until = self.now + timedelta(minutes=minutes)
        self.run(lambda work: work.outbox.record(row, Unknown("broke"), self.now, retry_at=until))
        self.claimed[row].attempts += 1
        self.again(row, until)

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), minutes=MINUTES)
    def early(self, data: st.DataObject, minutes: int) -> None:
        row = data.draw(st.sampled_from(sorted(self.claimed)))
        until = self.now + timedelta(minutes=minutes)
        self.run(lambda work: work.outbox.record(row, Early(until), self.now))
        known = self.claimed.pop(row)
        known.not_before = until
        self.put_off.append(known)

    @rule(once=st.sampled_from("abc"))
    def recall(self, once: str) -> None:
        """What has not been claimed can be taken back."""
        found = [row for row in (*self.waiting, *self.put_off) if row.once == once]
        assert self.run(lambda work: work.outbox.recall(once)) == bool(found)
        for row in found:
            (self.waiting if row in self.waiting else self.put_off).remove(row)
            self.keys.remove(once)
            if row.chat not in {each.chat for each in (*self.waiting, *self.claimed.values())}:
                self.held[row.chat] = NOON

    def again(self, row: int, until: Any) -> None:
        known = self.claimed.pop(row)
        self.waiting.append(known)
        self.held[known.chat] = until

    @rule()
    def crash(self) -> None:
        released = self.run(
            lambda work: work.outbox.release(
                self.now, retry_at=lambda _: self.now, resend_up_to=RESEND_UP_TO.__getitem__
            )
        )
        assert released == len(self.claimed)
        for row in self.claimed.values():
            row.attempts += 1
            (self.waiting if row.attempts < RESEND_UP_TO[row.priority] else self.settled).append(row)
        self.claimed.clear()

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def the_next_instant_is_right(self) -> None:
        """A claim gives something exactly when the next instant has come."""
        due = self.run(lambda work: work.outbox.next_due())
        woken = any(row.not_before <= self.now for row in self.put_off)
        assert (due is not None and due <= self.now) == (woken or bool(self.expected(1, set())))

    def teardown(self) -> None:
        """Nothing is lost: all that was added comes out in the end."""
        try:
            self.send_the_rest()
        finally:
            self.loop.run_until_complete(self.database.close())
            self.loop.close()
            shutil.rmtree(self.folder)

    def send_the_rest(self) -> None:
        self.now += timedelta(days=1)
        self.crash()
        while self.waiting or self.put_off:
            self.claim(4, set())
            for row in sorted(self.claimed):
                self.finish(row, Sent(1))
        assert self.run(lambda work: work.outbox.claim(self.now, self.now, 4, [])) == []


def test_the_outbox_behaves_as_its_model(made: Path) -> None:
    OutboxMachine.made = made
    run_state_machine_as_test(
        OutboxMachine,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
