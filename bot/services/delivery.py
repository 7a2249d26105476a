"""From the outbox to people's phones: claim, put into words, send, record what came of it."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Final, assert_never

from bot.clock import Clock, wait
from bot.domain import messages
from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind
from bot.domain.errors import where
from bot.domain.exchange import Claimed, LiveMessage, Priority, Rendered
from bot.domain.message_model import FollowedMessage
from bot.domain.messages import AnnouncementStatus, CalendarFile, Message
from bot.domain.outcomes import Early, Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.people import Person
from bot.domain.policy import GUEST, access_of, visible
from bot.ports import Reader, Renderer, Sender, UnitOfWork, UnitsOfWork
from bot.services.completing import Completing
from bot.services.library import Library
from bot.services.readers import reader_of

SLOTS: Final = 16
"""Messages under way at once. At a tenth of a second each that is well above what Telegram lets out in a second, and
only so many can be in doubt after a crash."""

GUEST_SLOTS: Final = 8
"""Of these, so many may be taken by answers to guests: where sending is slow, members find the others free."""

LEASE: Final = timedelta(minutes=10)
_LOOK: Final = 1.0
"""Seconds between looks at the outbox for what other processes wrote."""

_RESEND: Final = timedelta(seconds=1)
_MOST_ATTEMPTS: Final = 5

log = logging.getLogger(__name__)


def resend_up_to(priority: Priority) -> int:
    """How often a message is tried when it is not known whether it arrived.

    Telegram has no idempotency key. An answer is awaited, so it may come twice rather than never; a reminder is tried
    once more; an announcement is never repeated without a person's decision.
    """
    match priority:
        case Priority.ANSWER | Priority.GUEST:
            return _MOST_ATTEMPTS
        case Priority.REMINDER:
            return 2
        case Priority.ANNOUNCEMENT:
            return 1


class Delivery:
    """Runs until it is cancelled; `wake` tells it that there is something new."""

    def __init__(self, units: UnitsOfWork, sender: Sender, renderer: Renderer, library: Library, clock: Clock) -> None:
        self._units = units
        self._sender = sender
        self._renderer = renderer
        self._library = library
        self._clock = clock
        self._news = asyncio.Event()
        self._latest = clock.now()
        """When the outbox was last looked at."""
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._guests = 0
        """How many of those under way are answers to guests."""
        self._outcomes: list[tuple[Claimed, Outcome | Early, asyncio.Future[None]]] = []
        """What has come of messages and is not stored yet; whoever finds it empty stores it for all."""

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Deliver what is due, until cancelled; what was under way then is finished first."""
        try:
            while True:
                self._news.clear()
                idle = await self._start_some()
                if idle > 0:
                    await wait(self._news, self._clock, min(idle, _LOOK))
        finally:
            if self._under_way:
                await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _start_some(self) -> float:
        """Send what may be sent now; 0 where there was something, else the seconds until there may be."""
        free, pause = SLOTS - len(self._under_way), self._sender.pause()
        if free <= 0 or pause > 0:
            return pause or _LOOK
        # What is claimed is sent at once: nothing waits under a lease for its chat's turn.
        resting = self._sender.resting()
        now = self._clock.now()
        try:
            async with self._units() as uow:
                if now < self._latest:
                    # The clock was set back, in a rehearsal or on the machine: no instant of before means anything.
                    await uow.outbox.ready(now)
                rows = await self._claim(uow, now, free, self._under_way.keys() | resting.keys())
                due = await uow.outbox.next_due()
                await uow.commit()
            self._latest = now
        except Exception as error:
            log.error("the outbox could not be read (%s); trying again", where(error))
            return _LOOK
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._under_way[row.chat_id] = task
            self._guests += row.priority is Priority.GUEST
            task.add_done_callback(partial(self._finished, row))
        if rows:
            return 0
        soonest = min(resting.values(), default=_LOOK)
        return min(soonest, (due - now).total_seconds()) if due is not None and due > now else soonest

    async def _claim(self, uow: UnitOfWork, now: datetime, free: int, busy: Collection[int]) -> list[Claimed]:
        rows = await uow.outbox.claim(now, now + LEASE, free, busy, Priority.ANNOUNCEMENT)
        for_guests = min(free - len(rows), GUEST_SLOTS - self._guests)
        return rows + await uow.outbox.claim(now, now + LEASE, for_guests, busy, Priority.GUEST)

    def _finished(self, row: Claimed, _: asyncio.Task[None]) -> None:
        del self._under_way[row.chat_id]
        self._guests -= row.priority is Priority.GUEST
        self._news.set()

    async def _deliver(self, row: Claimed) -> None:
        try:
            ready = await self._ready(row)
            outcome: Outcome | Early
            if isinstance(ready, tuple):
                outcome = await self._send(row, await self._words(*ready))
                if isinstance(outcome, Failed | Gone | Unknown):
                    log.warning("row %s of the outbox (%s): %s", row.id, row.message.kind, outcome)
            else:
                outcome = ready
                log.debug("row %s of the outbox (%s) is not sent: %s", row.id, row.message.kind, outcome)
        except Exception as error:
            # Nothing was recorded, so nothing may be assumed: the same as a connection that broke.
            log.error("row %s of the outbox failed: %s", row.id, where(error))
            outcome = Unknown("internal error")
        await self._record(row, outcome)

    async def _ready(self, row: Claimed) -> tuple[Message, Reader] | Failed | Early:
        """What is to be put into words, and for whom, as both are now; or why it is not sent (yet)."""
        if row.person_id is None:
            return row.message, Reader(row.language or "en", None, None, GUEST)
        now = self._clock.now()
        async with self._units() as uow:
            person = await uow.people.find(row.person_id, now)
            if person is None:
                return Failed("forgotten")
            if row.subscription in person.stopped:
                return Failed("stopped by the person")
            if row.refreshes and not await _stands(uow, row):
                return Failed("what stood there is another message now")
            message = await Completing(uow, self._library.pack, now).complete(row.message, person)
            if row.edits is not None and _is_live(row.message):
                await uow.live_messages.freshen(row.chat_id, row.edits)
                await uow.commit()
        if message is None:
            return Failed("it has lost its point")
        if (until := _quiet_until(row, person, now)) is not None:
            return Early(until)
        return message, reader_of(person, row.language)

    async def _words(self, message: Message, reader: Reader) -> Rendered:
        pack, now = self._library.pack, self._clock.now()
        try:
            if message.heavy:
                return await asyncio.to_thread(self._renderer.render, message, reader, pack, now)
            return self._renderer.render(message, reader, pack, now)
        except Exception as error:
            log.error("%s could not be rendered in %s: %s", message.kind, reader.language, where(error))
            return self._renderer.render(messages.SomethingWentWrong(), reader, pack, now)

    async def _send(self, row: Claimed, rendered: Rendered) -> Outcome:
        outcome: Outcome = Failed("nothing to send")
        for number, part in enumerate(rendered.parts):
            if number < row.parts_sent:
                continue
            edits = row.edits if number == 0 else None
            outcome = await self._sender.send(row.chat_id, part, row.priority, edits, or_anew=not row.refreshes)
            if not isinstance(outcome, Sent):
                return outcome
            if number + 1 < len(rendered.parts):
                async with self._units() as uow:
                    await uow.outbox.part_sent(row.id, outcome.message_id)
                    await uow.commit()
        return outcome

    async def _record(self, row: Claimed, outcome: Outcome | Early) -> None:
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._outcomes.append((row, outcome, written))
        if len(self._outcomes) == 1:
            await self._write_outcomes()
        await written

    async def _write_outcomes(self) -> None:
        """Store what has come of messages, in one transaction with all that comes in while it waits for its turn."""
        batch: list[tuple[Claimed, Outcome | Early, asyncio.Future[None]]] = []
        while True:
            try:
                async with self._units() as uow:
                    batch += self._outcomes
                    self._outcomes.clear()
                    now = self._clock.now()
                    for row, outcome, _ in batch:
                        await uow.outbox.record(row.id, outcome, now, retry_at=_retry_at(row, outcome, now))
                        await _note_sent(uow, row, outcome, self._library.pack, now)
                        if isinstance(outcome, Gone) and row.chat_id > 0 and row.person_id is not None:
                            await uow.people.set_unreachable(row.person_id, now)
                    await uow.commit()
                break
            except Exception as error:
                # The messages have left: what came of them must not be lost because the database is busy or full.
                log.error(
                    "the outcomes of %s messages could not be stored (%s); trying again", len(batch), where(error)
                )
                await self._clock.sleep(_LOOK)
        for _, _, written in batch:
            written.set_result(None)


def _quiet_until(row: Claimed, person: Person, now: datetime) -> datetime | None:
    """When the quiet hours end that keep a message back: one that comes unasked, and makes itself heard."""
    if row.urgent or row.refreshes or row.priority in (Priority.ANSWER, Priority.GUEST):
        return None
    return person.quiet.until(person.zone, now)


async def _stands(uow: UnitOfWork, row: Claimed) -> bool:
    """Whether what a row brings up to date still stands where it is to be edited."""
    if row.edits is None or not isinstance(row.message, FollowedMessage):
        return False
    live = await uow.live_messages.get(row.chat_id, row.edits)
    return live is not None and (live.subject, live.kind) == (row.message.subject, row.message.kind)


async def _note_sent(uow: UnitOfWork, row: Claimed, outcome: Outcome | Early, pack: Pack, now: datetime) -> None:
    """Which messages in a chat are to be kept up to date from now on, and which no more; who has which meeting in their
    calendar."""
    message = row.message
    # What stays a card keeps its row, and with it what has outdated it since it was put into words.
    stays = _is_live(message) and outcome == Sent(row.edits)
    if row.edits is not None and not stays and _is_something_else(row, outcome):
        await uow.live_messages.drop(row.chat_id, row.edits)
    if not isinstance(outcome, Sent) or outcome.message_id is None or row.person_id is None:
        return
    person = await uow.people.find(row.person_id, now) if isinstance(message, FollowedMessage) else None
    if not isinstance(message, FollowedMessage) or person is None:
        return
    if isinstance(message, CalendarFile) and visible(pack, access_of(person.grants)).meeting(message.meeting):
        state = await uow.content.state(EntryKind.MEETING, message.meeting)
        if state is not None:
            await uow.calendar_copies.note(row.person_id, message.meeting, state.sequence)
    if message.live:
        await uow.live_messages.note(
            LiveMessage(row.chat_id, outcome.message_id, row.person_id, message.subject, message.kind)
        )
        if isinstance(message, AnnouncementStatus) and not row.refreshes:
            # It may have been sent to all since this was put into words, and nothing would outdate it any more.
            await uow.live_messages.outdate(message.subject, kind=message.kind, person_id=row.person_id)


def _is_live(message: Message) -> bool:
    return isinstance(message, FollowedMessage) and message.live


def _is_something_else(row: Claimed, outcome: Outcome | Early) -> bool:
    """Whether what stood there is gone, or has (perhaps) become another message."""
    match outcome:
        case Sent() | Unknown():
            return not row.refreshes
        case Failed():
            return row.refreshes
        case Gone() | Later() | Early():
            return False
        case _:
            assert_never(outcome)


def backoff(attempts: int) -> timedelta:
    """How long a message waits that may not have arrived, after so many attempts; longer each time, so that neither a
    server nor a program that fails again and again uses them up at once."""
    return _RESEND * float(2**attempts)


def _retry_at(row: Claimed, outcome: Outcome | Early, now: datetime) -> datetime | None:
    # An edit that only brings something up to date comes to the same however often it is made.
    most = _MOST_ATTEMPTS if row.refreshes else resend_up_to(row.priority)
    if isinstance(outcome, Unknown) and row.attempts + 1 < most:
        return now + backoff(row.attempts)
    return None
