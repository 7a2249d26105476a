"""Announcements on their way: claim, send, record what came of it; halt, finish, and tell those whose they are.

They do not pass through the outbox, which is made for single messages: each reader of an announcement has a row that is
both the queue and the record. They leave by the same sender, at the same pace, after all that people wait for.
"""

import asyncio
import logging
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import count
from typing import Final

from bot.clock import Clock, wait
from bot.domain.announcements import Announcement, Delivery, Running, State, Task
from bot.domain.errors import where
from bot.domain.exchange import Priority
from bot.ports import Renderer, Sender, UnitOfWork, UnitsOfWork
from bot.services.broadcast_courier import Courier
from bot.services.broadcast_ledger import Ledger
from bot.services.broadcast_settling import Done, held_back, untried
from bot.services.broadcast_watch import Watch
from bot.services.library import Library

_LOOK: Final = 1.0
"""Seconds between looks for what has become due, or what other processes have changed; and after which what could not
be recorded is tried again."""

_GROUPS: Final = 4
"""Outcomes are recorded, and others claimed in their place, when this part of those under way is through."""

_MANY: Final = 32
_MOST: Final = 64

log = logging.getLogger(__name__)


def at_once_for(pace: float) -> int:
    """How many messages may be under way, at a pace of so many a second: as many as leave in half a second, up to 32;
    at a pace of hundreds, as many as leave in a sixteenth, up to 64. They are in doubt after a crash; with fewer, the
    way to Telegram lies idle while what came of the last ones is being recorded."""
    return max(1, int(min(pace / 2, max(_MANY, pace / 16), _MOST)))


class Broadcasting:
    """Runs until it is cancelled; `wake` tells it that something has changed."""

    def __init__(
        self, units: UnitsOfWork, sender: Sender, renderer: Renderer, library: Library, clock: Clock, *, at_once: int
    ) -> None:
        """`at_once`: so many are claimed at a time, and in doubt after a crash."""
        self._units = units
        self._sender = sender
        self._courier = Courier(sender, renderer, library, clock)
        self._clock = clock
        self._at_once = at_once
        self._news = asyncio.Event()
        self._under_way: dict[asyncio.Task[None], int] = {}
        """By task: the announcement."""
        self._done: list[Done] = []
        self._watch = Watch()
        self._written: dict[int, Announcement] = {}
        self._known: dict[int, tuple[State, int]] = {}
        """State and version of those that were on their way at the last turn."""
        self._turns = count(1)
        self._served: dict[int, int] = {}
        """In the how manieth turn something of an announcement was claimed last."""
        self._latest: datetime | None = None
        """When that was."""
        self._closing = False

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Send what is due, until cancelled; what was under way then is finished and recorded first."""
        try:
            while True:
                self._news.clear()
                idle = await self._whole_turn()
                if idle > 0:
                    await wait(self._news, self._clock, idle)
        finally:
            self._closing = True
            while self._under_way or self._done:
                await asyncio.gather(*self._under_way)
                await self._turn()

    async def _whole_turn(self) -> float:
        """A turn that comes to its end also where this is cancelled meanwhile: else it might claim what nobody sends,
        and lose what has come of others."""
        turn = asyncio.ensure_future(self._turn())
        try:
            return await asyncio.shield(turn)
        except asyncio.CancelledError:
            await turn
            raise

    async def _turn(self) -> float:
        """Record what has come of messages and claim the next ones, in one transaction. 0 where there may be more to do
        at once, else the seconds until it is worth looking again."""
        done, self._done = self._done, []
        now, pause = self._clock.now(), self._sender.pause()
        free = 0 if self._closing or pause > 0 else self._at_once - len(self._under_way)
        after: list[Callable[[], object]] = []
        """What is to be known once the transaction has succeeded."""
        try:
            async with self._units() as uow:
                running = {each.id: each for each in await uow.announcements.running()}
                if not running and not done:
                    self._latest = now
                    return _LOOK
                ledger = Ledger(uow, now)
                await self._mind_clock(uow, running, now)
                await ledger.record(done, running)
                await self._halt(ledger, running, after)
                claimed = await self._claim(uow, running, now, free)
                ready, held = _sorted(claimed, running, now)
                await ledger.record(held, running)
                starting = [(row, await self._written_by(uow, running[row.announcement_id])) for row in ready]
                unclaimed = running.keys() - {row.announcement_id for row in claimed}
                over = await self._finish(uow, ledger, unclaimed, after)
                await self._tell(ledger, running.keys() - over, after)
                await uow.commit()
        except Exception as error:
            # The messages have left: what came of them must not be lost because the database is busy or full.
            self._done = done + self._done
            log.error("announcements could not be recorded (%s); trying again", where(error))
            await self._clock.sleep(_LOOK)
            return 0
        for remember in after:
            remember()
        self._latest = now
        self._recall(running, pause)
        for delivery, announcement in starting:
            task = asyncio.create_task(self._deliver(delivery, announcement))
            self._under_way[task] = announcement.id
            task.add_done_callback(self._finished)
        if held:
            return 0
        return min(pause, _LOOK) if pause > 0 else _LOOK

    async def _mind_clock(self, uow: UnitOfWork, running: Mapping[int, Running], now: datetime) -> None:
        """Where the clock was set back, here or while the program did not run, what was due before is due still."""
        begun = (each.started_at for each in running.values() if each.started_at is not None)
        latest = self._latest or max(begun, default=now)
        if now < latest:
            for each in running.values():
                # Quiet hours are asked again when a row is claimed; a morning is not.
                await uow.deliveries.ready(each.id, now, latest if each.timing.kind == "morning" else None)

    async def _halt(self, ledger: Ledger, running: dict[int, Running], after: list[Callable[[], object]]) -> None:
        for announcement_id, reason in self._watch.alarms():
            if announcement_id in running and running[announcement_id].state is State.SENDING:
                await ledger.halt(announcement_id, reason)
                running[announcement_id] = running[announcement_id]._replace(state=State.PAUSED)
            after.append(partial(self._watch.quieten, announcement_id))

    async def _claim(self, uow: UnitOfWork, running: Mapping[int, Running], now: datetime, free: int) -> list[Delivery]:
        """Urgent ones go first; others share the places, those first whose turn was longest ago."""
        sending = [each for each in running.values() if each.state is not State.PAUSED]
        sending.sort(key=lambda each: self._served.get(each.id, 0))
        claimed: list[Delivery] = []
        for urgent in (True, False):
            hungry = [each for each in sending if each.timing.urgent is urgent]
            while hungry and free > 0:
                share = -(-free // len(hungry))
                for each in tuple(hungry):
                    rows = await uow.deliveries.claim(each.id, now, min(share, free)) if free else []
                    if rows:
                        self._served[each.id] = next(self._turns)
                    if len(rows) < share:
                        hungry.remove(each)
                    claimed += rows
                    free -= len(rows)
        return claimed

    async def _written_by(self, uow: UnitOfWork, running: Running) -> Announcement:
        known = self._written.get(running.id)
        if known is None or known.version != running.version:
            known = await uow.announcements.get(running.id)
            assert known is not None, "what is running is there"
            self._written[running.id] = known
        return known

    async def _finish(
        self, uow: UnitOfWork, ledger: Ledger, unclaimed: Iterable[int], after: list[Callable[[], object]]
    ) -> set[int]:
        """Those of these of which nothing is left."""
        over = set()
        for announcement_id in unclaimed:
            if announcement_id in self._under_way.values() or await uow.deliveries.left(announcement_id):
                continue
            await ledger.finish(announcement_id)
            over.add(announcement_id)
            after.append(partial(self._forget, announcement_id))
        return over

    def _forget(self, announcement_id: int) -> None:
        self._watch.forget(announcement_id)
        self._written.pop(announcement_id, None)
        self._served.pop(announcement_id, None)

    async def _tell(self, ledger: Ledger, running: Container[int], after: list[Callable[[], object]]) -> None:
        at = self._clock.monotonic()
        for announcement_id in self._watch.to_tell(at):
            if announcement_id in running:
                await ledger.tell(announcement_id, self._watch.pace(announcement_id, at))
                after.append(partial(self._watch.told, announcement_id, at))

    def _recall(self, running: Mapping[int, Running], pause: float) -> None:
        """What has not left yet goes back into the queue where its announcement has paused, is over or has changed; and
        where nobody may be written to for long: it would be in doubt after a crash."""
        known, self._known = self._known, {each.id: (each.state, each.version) for each in running.values()}
        changed = any(known.get(each, now) != now for each, now in self._known.items())
        if self._under_way and (changed or pause > _LOOK):
            self._sender.recall(Priority.ANNOUNCEMENT)

    async def _deliver(self, delivery: Delivery, announcement: Announcement) -> None:
        done = await self._courier.carry_out(delivery, announcement)
        self._watch.note(announcement.id, done.outcome, self._clock.monotonic())
        self._done.append(done)

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        if not self._under_way or len(self._done) >= self._at_once // _GROUPS:
            self._news.set()


def _sorted(
    claimed: Iterable[Delivery], running: Mapping[int, Running], now: datetime
) -> tuple[list[Delivery], list[Done]]:
    """What is to be done now, and what is not."""
    ready: list[Delivery] = []
    held: list[Done] = []
    for row in claimed:
        announcement = running[row.announcement_id]
        if announcement.state is State.WITHDRAWN:
            # Whatever it was, by now there is one thing to do.
            row = row._replace(task=Task.DELETE)
        why = held_back(row, announcement, now)
        if why is None:
            ready.append(row)
        else:
            held.append(untried(row, why))
    return ready, held
