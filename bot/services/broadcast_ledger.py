"""What the database is told of announcements on their way, in one transaction."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.announcements import Running, State
from bot.domain.exchange import Outgoing
from bot.domain.messages import AnnouncementFinished, AnnouncementHalted, Message
from bot.domain.messages_announcements import subject_of
from bot.domain.outcomes import Gone
from bot.ports import UnitOfWork
from bot.services.broadcast_settling import Done, settled

_LONGEST_REASON: Final = 64

log = logging.getLogger(__name__)


class Ledger:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now

    async def record(self, done: Sequence[Done], running: Mapping[int, Running]) -> None:
        """What has come of messages; who cannot be written to any more is not written to by others either."""
        await self._uow.deliveries.settle(
            [settled(each, running.get(each.delivery.announcement_id), self._now) for each in done]
        )
        for each in done:
            if isinstance(each.outcome, Gone) and each.delivery.reachable:
                await self._uow.people.set_unreachable(each.delivery.person_id, self._now)

    async def halt(self, announcement_id: int, reason: str) -> None:
        """Pause one that is being sent, and tell those whose it is."""
        announcement = await self._uow.announcements.get(announcement_id)
        if announcement is None or announcement.state is not State.SENDING:
            return
        reason = reason[:_LONGEST_REASON]
        await self._uow.announcements.put(replace(announcement, state=State.PAUSED, halted=reason))
        await self._uow.live_messages.outdate(subject_of(announcement_id))
        log.error("announcement %s has paused, since too much of it does not arrive: %s", announcement_id, reason)
        message = AnnouncementHalted(announcement=announcement_id, reason=reason)
        await self._notify((announcement.author_id, announcement.approved_by), message)

    async def finish(self, announcement_id: int) -> None:
        """Nothing of it is left to be done. Its author is told where it was being sent."""
        announcement = await self._uow.announcements.get(announcement_id)
        if announcement is None:
            return
        over = replace(announcement, active=False, pace=None)
        sent = announcement.state in (State.SENDING, State.PAUSED)
        if sent:
            over = replace(over, state=State.DONE, halted=None, finished_at=self._now)
        await self._uow.announcements.put(over)
        await self._uow.live_messages.outdate(subject_of(announcement_id))
        if sent:
            await self._notify((announcement.author_id,), AnnouncementFinished(announcement=announcement_id))

    async def tell(self, announcement_id: int, pace: int | None) -> None:
        """Let those who follow it see how far it has come."""
        await self._uow.announcements.note_pace(announcement_id, pace)
        await self._uow.live_messages.outdate(subject_of(announcement_id))

    async def _notify(self, people: Iterable[int | None], message: Message) -> None:
        for person_id in {each for each in people if each is not None}:
            person = await self._uow.people.find(person_id, self._now)
            if person is not None:
                # Whoever has it sent waits for this: it is an answer.
                await self._uow.outbox.add([Outgoing(person.telegram_id, person.id, message)], self._now)
