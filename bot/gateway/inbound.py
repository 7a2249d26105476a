"""From the inbox to the handlers: one person's updates in order, different people's side by side, each once."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from telegram import Bot, Update

from bot.clock import Clock, wait
from bot.domain import messages
from bot.domain.errors import where
from bot.domain.exchange import (
    Command,
    Edit,
    Outgoing,
    Press,
    Priority,
    Reachability,
    Reply,
    Request,
    Send,
    Shared,
    Stored,
    Toast,
)
from bot.domain.people import Person
from bot.gateway.application import build
from bot.gateway.downloads import fetch
from bot.gateway.presses import Presses, Say, Shown, waits_for_toast
from bot.gateway.request import Heard, hear
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.container import Workshop
from bot.services.routing import OnCommand, Route, carry_out
from bot.services.texts_files import LARGEST as LARGEST_TEXT_FILE

_BATCH: Final = 200
_LOOK: Final = 5.0
_MEMBERS_AT_ONCE: Final = 32
_GUESTS_AT_ONCE: Final = 4
"""People whose updates are handled at the same time. Guests never wait for members, but members never for more than
these few guests, however many write."""

Handle = Callable[[Request, UnitOfWork], Awaitable[Sequence[Reply]]]

_MOST_ATTEMPTS: Final = 3
_PAUSE: Final = 0.5

log = logging.getLogger(__name__)


class Inbound:
    """Runs until it is cancelled; `take` tells it of updates that were stored."""

    def __init__(
        self,
        bot: Bot,
        routes: Sequence[Route],
        units: UnitsOfWork,
        workshop: Workshop,
        clock: Clock,
        answered: Callable[[], None],
        say: Say,
    ) -> None:
        """`answered` is called when there are new rows in the outbox; `say` is for what is shown at once."""
        self._bot = bot
        self._application = build(bot, routes, self._carry_out, self._ignore, self._failed)
        self._commands = frozenset(route.on.name for route in routes if isinstance(route.on, OnCommand))
        self._units = units
        self._workshop = workshop
        self._clock = clock
        self._answered = answered
        self._presses = Presses(bot, say, workshop)
        self._news = asyncio.Event()
        self._lanes: dict[int, deque[Stored]] = {}
        """The updates that wait, by person."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._members, self._guests = asyncio.Semaphore(_MEMBERS_AT_ONCE), asyncio.Semaphore(_GUESTS_AT_ONCE)
        self._seen = 0
        """The last one in the inbox that was taken, with all before it."""
        self._running = False
        self._errors: dict[int, Exception] = {}
        """What PTB caught, by update."""

    def take(self, stored: Sequence[Stored]) -> None:
        """What was just stored. It need not be read again, unless something else may have come before it."""
        if self._running and stored and stored[-1].sequence == self._seen + len(stored):
            self._line_up(stored)
        else:
            self._news.set()

    async def run(self) -> None:
        """Handle what is stored, until cancelled; what was under way then is finished first."""
        # It is not shut down here: it would close the bot's connections, over which messages are still going out.
        await self._application.initialize()
        self._running = True
        try:
            while True:
                self._news.clear()
                if not await self._take_some():
                    await wait(self._news, self._clock, _LOOK)
        finally:
            self._running = False
            for lane in self._lanes.values():
                lane.clear()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take_some(self) -> bool:
        try:
            async with self._units() as uow:
                pending = await uow.inbox.pending(self._seen, _BATCH)
                # What cannot be decrypted was set aside.
                await uow.commit()
        except Exception as error:
            log.error("the inbox could not be read (%s); trying again", where(error))
            return False
        # Meanwhile some of them may have been taken.
        new = [stored for stored in pending if stored.sequence > self._seen]
        self._line_up(new)
        return bool(new)

    def _line_up(self, updates: Sequence[Stored]) -> None:
        for stored in updates:
            self._seen = stored.sequence
            if stored.person not in self._lanes:
                self._lanes[stored.person] = deque()
                self._start(self._work(stored.person))
            self._lanes[stored.person].append(stored)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, person: int) -> None:
        lane = self._lanes[person]
        try:
            while lane:
                async with self._members if lane[0].member else self._guests:
                    await self._handle(lane.popleft())
        finally:
            del self._lanes[person]

    async def _handle(self, stored: Stored) -> None:
        """Handle one update. One that fails three times is set aside, and its sender told where that can be."""
        update: Update | None = None
        while True:
            try:
                update = update or Update.de_json(json.loads(stored.payload), self._bot)
                await (self._tell_to_wait(update) if stored.limited else self._route(update))
                return
            except Exception as error:
                log.error("update %s failed: %s", stored.update_id, where(error))
                if await self._given_up(stored.update_id, update, error):
                    return
            await self._clock.sleep(_PAUSE)

    async def _route(self, update: Update) -> None:
        """Have PTB find the handler and run it. It keeps errors to itself, so they are taken from its error handler."""
        if update.callback_query and not waits_for_toast(update):
            # A second time, where handling is tried again, changes nothing.
            self._start(self._presses.answer(update.callback_query.id))
        await self._application.process_update(update)
        error = self._errors.pop(update.update_id, None)
        if error is not None:
            raise error

    async def _tell_to_wait(self, update: Update) -> None:
        """Instead of handling what is one too many of a guest."""
        heard = hear(update)
        if heard is None:
            await self._ignore(update)
            return
        if heard.query_id is not None:
            self._start(self._presses.answer(heard.query_id))
        await self._once(update.update_id, heard, _wait_a_moment)

    async def _failed(self, update: Update, error: Exception) -> None:
        self._errors[update.update_id] = error

    async def _carry_out(self, update: Update, route: Route) -> None:
        heard = hear(update)
        if heard is None:
            await self._ignore(update)
        else:
            await self._once(update.update_id, await self._fetched(heard), partial(self._replies, route))

    async def _fetched(self, heard: Heard) -> Heard:
        """With what is in a file, where the bot has asked its sender for that. It is fetched before anything is
        written: until Telegram has given it, nobody else has to wait."""
        content = heard.content
        if not (heard.private and isinstance(content, Shared) and content.file and content.file.kind == "document"):
            return heard
        now = self._clock.now()
        async with self._units() as uow:
            person = await uow.people.by_telegram(heard.telegram_id, now)
            words = self._workshop.services(uow, now).writing_words
            if person is None or not await words.awaits_text_file(person):
                return heard
        held = await fetch(self._bot, content.file, LARGEST_TEXT_FILE)
        return replace(heard, content=replace(content, file=replace(content.file, content=held)))

    async def _replies(self, route: Route, request: Request, uow: UnitOfWork) -> Sequence[Reply]:
        return await carry_out(route, request, self._workshop.services(uow, self._clock.now()))

    async def _once(self, update_id: int, heard: Heard, handle: Handle) -> None:
        now = self._clock.now()
        async with self._units() as uow:
            if not await uow.inbox.done(update_id, now):
                return
            shown = Shown()
            if not heard.private and isinstance(heard.content, Press):
                shown = await self._pressed_in_group(uow, update_id, heard, handle)
            elif heard.private or (isinstance(heard.content, Command) and heard.content.name in self._commands):
                person = await self._person(uow, heard)
                if person is None:
                    await uow.inbox.disown(update_id)
                    await uow.commit()
                    return
                await self._reply(uow, heard.as_request(update_id, person), handle)
            await uow.commit()
        if heard.query_id is not None and not heard.private:
            self._start(self._presses.answer(heard.query_id, shown))
        self._answered()

    async def _reply(self, uow: UnitOfWork, request: Request, handle: Handle) -> Toast | None:
        """Handle a request and put the replies into the outbox; all but the toast, which is not for keeping."""
        replies = await handle(request, uow)
        now = self._clock.now()
        priority = await _priority(uow, request.person, now)
        kept = [reply for reply in replies if not isinstance(reply, Toast)]
        await uow.outbox.add([_outgoing(reply, request, priority) for reply in kept], now)
        return next((reply for reply in replies if isinstance(reply, Toast)), None)

    async def _pressed_in_group(self, uow: UnitOfWork, update_id: int, heard: Heard, handle: Handle) -> Shown:
        """Handle a press before all; what is shown to whoever has pressed, alone. Nothing is kept of somebody who has
        never written to the bot, or who is forgotten."""
        now = self._clock.now()
        person = await uow.people.by_telegram(heard.telegram_id, now)
        if person is None:
            await uow.inbox.disown(update_id)
            return self._presses.for_stranger(heard)
        await uow.people.seen(person.id, now)
        toast = await self._reply(uow, heard.as_request(update_id, person), handle)
        return self._presses.in_words(toast, person)

    async def _person(self, uow: UnitOfWork, heard: Heard) -> Person | None:
        """Who it is, a new guest where they are not known; none for somebody who is forgotten and has not come back."""
        now = self._clock.now()
        person = await uow.people.by_telegram(heard.telegram_id, now)
        if person is None:
            back = await uow.forgotten.has(heard.telegram_id)
            if back:
                if not heard.anew:
                    return None
                await uow.forgotten.lift(heard.telegram_id)
            language = self._workshop.language_for(heard.suggested_language)
            return await uow.people.add(heard.telegram_id, language, now, menu_due=back)
        if not isinstance(heard.content, Reachability):
            await uow.people.seen(person.id, now)
            if heard.private and not person.reachable:
                # Whoever writes can be written to.
                await uow.people.set_unreachable(person.id, None)
        return person

    async def _given_up(self, update_id: int, update: Update | None, error: Exception) -> bool:
        """Count a failure; whether it was the last, and the update set aside."""
        now = self._clock.now()
        try:
            async with self._units() as uow:
                if await uow.inbox.failed(update_id) < _MOST_ATTEMPTS:
                    await uow.commit()
                    return False
                await uow.inbox.set_aside(update_id, where(error), now)
                count = await uow.inbox.count_aside()
                heard = _heard(update)
                if heard is not None and heard.private and not isinstance(heard.content, Reachability):
                    person = await self._person(uow, heard)
                    if person is None:
                        await uow.inbox.disown(update_id)
                    else:
                        priority = await _priority(uow, person, now)
                        sorry = Outgoing(heard.chat_id, person.id, messages.SomethingWentWrong(), priority)
                        await uow.outbox.add([sorry], now)
                await uow.commit()
        except Exception as second:
            log.error("the failure of update %s could not be stored: %s", update_id, where(second))
            return False
        log.warning("update %s was set aside; %s are set aside now", update_id, count)
        if heard is not None and heard.query_id is not None and not heard.private:
            self._start(self._presses.answer(heard.query_id))
        self._answered()
        return True

    async def _ignore(self, update: Update) -> None:
        async with self._units() as uow:
            await uow.inbox.done(update.update_id, self._clock.now())
            await uow.commit()


def _heard(update: Update | None) -> Heard | None:
    """Who sent what could not be handled, as far as it can be told."""
    if update is None:
        return None
    with suppress(Exception):
        return hear(update)
    return None


async def _wait_a_moment(_: Request, __: UnitOfWork) -> Sequence[Reply]:
    return (Send(messages.TooManyMessages()),)


async def _priority(uow: UnitOfWork, person: Person, now: datetime) -> Priority:
    """That of an answer to this person, who may have become a member by what is being answered."""
    if person.grants or await uow.people.members([person.telegram_id], now):
        return Priority.ANSWER
    return Priority.GUEST


def _outgoing(reply: Send | Edit, request: Request, priority: Priority) -> Outgoing:
    to, edited = (request.chat_id, request.person.id), request.message_id
    match reply:
        case Send(message, language, once, privately):
            if privately:
                to = (request.person.telegram_id, request.person.id)
            return Outgoing(*to, message, priority, language=language, once=once)
        case Edit(message, language):
            return Outgoing(*to, message, priority, language=language, edits=edited)
