"""From a draft to its readers: a second person's approval, sending, pausing, correcting, withdrawing, trying again."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.announcements import NOT_REACHED, PUBLISHED, STARTED, Announcement, Reached, State, Task
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.messages_announcements import subject_of
from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.services.drafting import Drafting

LOOK_AT_SCHEDULE: Final = 5.0
"""Seconds between looks for announcements whose time has come."""

AWAITED: Final = timedelta(days=90)
"""So far ahead an announcement can be put off."""


class NotNow(StrEnum):
    """Why something is not done."""

    GONE = "gone"
    """It is not there, or not theirs."""
    NOTHING = "nothing"
    """Nothing is written."""
    NOBODY = "nobody"
    """Nobody would get it."""
    SECOND = "second"
    """A second person has to approve it first."""
    SAME = "same"
    """It is their own: somebody else has to decide."""
    CHANGED = "changed"
    """It has changed since they looked at it."""
    STATE = "state"
    """It has gone on, or is over."""
    COUNT = "count"
    """Another number was typed than there are readers."""
    PAST = "past"
    """Its time is over, or too far off."""


class Announcing:
    """Over one transaction, at one instant. Each act asks anew who may do it, and does it once."""

    def __init__(self, uow: UnitOfWork, drafting: Drafting, pack: Pack, now: datetime, *, approval_above: int) -> None:
        """`approval_above`: for more readers than these a second person has to approve."""
        self._uow = uow
        self._drafting = drafting
        self._pack = pack
        self._now = now
        self._approval_above = approval_above

    async def needs_second(self, announcement: Announcement) -> bool:
        """Whether a second person has to approve it: for all members, and above a number of readers. A correction
        counts those who have it, or can still get it: who was not reached can be tried again."""
        if announcement.selection.is_everyone:
            return True
        if announcement.state in STARTED:
            tally = await self._uow.deliveries.tally(announcement.id, announcement.version, self._now)
            return tally.total - tally.reached.get(Reached.STOPPED, 0) > self._approval_above
        return await self._drafting.readers(announcement) > self._approval_above

    async def ask(self, author: Person, announcement_id: int) -> Announcement | NotNow:
        """Have a second person look at it."""
        announcement = await self._drafting.own(author, announcement_id)
        if announcement is None:
            return NotNow.GONE
        refusal = await self._unready(announcement)
        if refusal is not None:
            return refusal
        if not announcement.is_asked and not announcement.is_approved:
            # Of one whose author is forgotten, whoever asks answers for it, and somebody else decides.
            announcement = await self._put(replace(announcement, author_id=author.id, asked_at=self._now, refusal=None))
        return announcement

    async def approve(self, person: Person, announcement_id: int, digest: str) -> Announcement | NotNow:
        """A second person has looked at what `digest` begins with, and nothing else is sent."""
        announcement = await self._to_decide(person, announcement_id, digest)
        if isinstance(announcement, NotNow):
            return announcement
        approved = replace(announcement, approved=announcement.digest, approved_by=person.id, asked_at=None)
        await self._audit(Act.ANNOUNCEMENT_APPROVED, person.pseudonym, announcement, digest=announcement.digest[:16])
        return await self._put(approved)

    async def refuse(self, person: Person, announcement_id: int, digest: str, reason: str) -> Announcement | NotNow:
        """A second person does not want it sent as it is."""
        announcement = await self._to_decide(person, announcement_id, digest)
        if isinstance(announcement, NotNow):
            return announcement
        await self._audit(Act.ANNOUNCEMENT_REFUSED, person.pseudonym, announcement, digest=announcement.digest[:16])
        return await self._put(
            replace(announcement, asked_at=None, approved=None, approved_by=person.id, refusal=reason)
        )

    async def send(self, author: Person, announcement_id: int, typed: int | None = None) -> Announcement | NotNow:
        """Send it, or have it sent when its time comes; `typed`: the number of readers, which has to be typed where it
        is for all."""
        announcement = await self._drafting.own(author, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state is not State.DRAFT:
            return NotNow.STATE
        refusal = await self._unready(announcement)
        if refusal is not None:
            return refusal
        if await self.needs_second(announcement) and not announcement.is_approved:
            return NotNow.SECOND
        if announcement.selection.is_everyone and typed != await self._drafting.readers(announcement):
            return NotNow.COUNT
        at = announcement.timing.at
        if announcement.timing.kind == "at":
            if at is None or not self._now < at <= self._now + AWAITED:
                return NotNow.PAST
            await self._audit(Act.ANNOUNCEMENT_SCHEDULED, author.pseudonym, announcement, at=at.isoformat())
            return await self._put(replace(announcement, state=State.SCHEDULED))
        return await self.begin(announcement, author.pseudonym)

    async def begin(self, announcement: Announcement, actor: str) -> Announcement:
        """Its readers are chosen now, and it goes out."""
        count = await self._uow.deliveries.fill(
            announcement.id,
            await self._drafting.chosen(announcement),
            announcement.timing,
            self._now,
            self._pack.timezone,
        )
        await self._audit(
            Act.ANNOUNCEMENT_SENT, actor, announcement, readers=str(count), digest=announcement.digest[:16]
        )
        return await self._put(replace(announcement, state=State.SENDING, started_at=self._now, active=True))

    async def unschedule(self, person: Person, announcement_id: int) -> Announcement | NotNow:
        """It is a draft again, and goes out at no time."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state is not State.SCHEDULED:
            return NotNow.STATE
        await self._audit(Act.ANNOUNCEMENT_UNSCHEDULED, person.pseudonym, announcement)
        return await self._put(replace(announcement, state=State.DRAFT))

    async def pause(self, person: Person, announcement_id: int) -> Announcement | NotNow:
        """No more of it leaves until it goes on."""
        return await self._turn(person, announcement_id, State.SENDING, State.PAUSED, Act.ANNOUNCEMENT_PAUSED)

    async def resume(self, person: Person, announcement_id: int) -> Announcement | NotNow:
        """It goes on."""
        return await self._turn(person, announcement_id, State.PAUSED, State.SENDING, Act.ANNOUNCEMENT_RESUMED)

    async def stop(self, person: Person, announcement_id: int) -> Announcement | NotNow:
        """Whoever has not got it does not get it; it can be sent to them later."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state not in (State.SENDING, State.PAUSED):
            return NotNow.STATE
        await self._uow.deliveries.withhold(announcement.id)
        await self._audit(Act.ANNOUNCEMENT_STOPPED, person.pseudonym, announcement)
        return await self._put(
            replace(announcement, state=State.STOPPED, halted=None, finished_at=self._now, active=True)
        )

    async def correct(self, author: Person, announcement_id: int) -> Announcement | NotNow:
        """What was sent becomes the correction, where it stands; whoever waits gets that."""
        announcement = await self._drafting.own(author, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state not in PUBLISHED or announcement.correction is None:
            return NotNow.STATE
        if not announcement.correction.texts:
            return NotNow.NOTHING
        if await self.needs_second(announcement) and not announcement.is_approved:
            return NotNow.SECOND
        digest = announcement.digest
        corrected = replace(
            announcement,
            content=announcement.correction.model_copy(update={"corrected": self._corrected(announcement)}),
            correction=None,
            version=announcement.version + 1,
            changed_at=self._now,
            active=True,
        )
        # Those who have the old one get it before those who wait: as if it had been due from the beginning.
        due_at = announcement.started_at or self._now
        count = await self._uow.deliveries.renew(announcement.id, corrected.version, due_at)
        await self._audit(
            Act.ANNOUNCEMENT_CORRECTED, author.pseudonym, announcement, readers=str(count), digest=digest[:16]
        )
        return await self._put(corrected)

    async def withdraw(self, person: Person, announcement_id: int) -> Announcement | NotNow:
        """What was sent is deleted, or where that is too late becomes a notice; nobody else gets it."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state not in PUBLISHED:
            return NotNow.STATE
        await self._uow.deliveries.withhold(announcement.id)
        await self._uow.deliveries.drop_tasks(announcement.id, Task.REMIND)
        count = await self._uow.deliveries.delete(announcement.id, self._now)
        await self._audit(Act.ANNOUNCEMENT_WITHDRAWN, person.pseudonym, announcement, readers=str(count))
        return await self._put(
            replace(announcement, state=State.WITHDRAWN, correction=None, asked_at=None, halted=None, active=True)
        )

    async def retry(
        self, person: Person, announcement_id: int, *, unknown: bool = False
    ) -> tuple[Announcement, int] | NotNow:
        """Send it to those who were not reached and can be now; where `unknown`, to those instead of whom it is not
        known, who may get it twice."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state not in (State.DONE, State.STOPPED):
            return NotNow.STATE
        reached: Collection[Reached] = (Reached.UNKNOWN,) if unknown else NOT_REACHED
        count = await self._uow.deliveries.retry(announcement.id, reached, self._now)
        if not count:
            return announcement, 0
        await self._audit(Act.ANNOUNCEMENT_RETRIED, person.pseudonym, announcement, readers=str(count))
        return await self._put(replace(announcement, state=State.SENDING, active=True)), count

    async def remind(self, person: Person, announcement_id: int) -> tuple[Announcement, int] | NotNow:
        """Remind those who got it and have not confirmed that they have read it."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state not in PUBLISHED or not announcement.content.confirm:
            return NotNow.STATE
        count = await self._uow.deliveries.remind(announcement.id, self._now)
        if not count:
            return announcement, 0
        await self._audit(Act.ANNOUNCEMENT_REMINDED, person.pseudonym, announcement, readers=str(count))
        return await self._put(replace(announcement, active=True)), count

    def _corrected(self, announcement: Announcement) -> dict[str, datetime]:
        """When the text of each language was corrected last: of most corrections, the others stay as they are."""
        return {**announcement.content.corrected, **dict.fromkeys(announcement.corrected_languages, self._now)}

    async def _unready(self, announcement: Announcement) -> NotNow | None:
        if not announcement.written.texts:
            return NotNow.NOTHING
        if announcement.state not in STARTED and not await self._drafting.readers(announcement):
            return NotNow.NOBODY
        return None

    async def _to_decide(self, person: Person, announcement_id: int, digest: str) -> Announcement | NotNow:
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.author_id == person.id:
            return NotNow.SAME
        if not digest or not announcement.digest.startswith(digest):
            return NotNow.CHANGED
        return announcement if announcement.is_asked else NotNow.STATE

    async def _turn(
        self, person: Person, announcement_id: int, before: State, after: State, act: Act
    ) -> Announcement | NotNow:
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return NotNow.GONE
        if announcement.state is not before:
            return NotNow.STATE
        await self._audit(act, person.pseudonym, announcement)
        return await self._put(replace(announcement, state=after, halted=None))

    async def _put(self, announcement: Announcement) -> Announcement:
        await self._uow.announcements.put(announcement)
        await self._uow.live_messages.outdate(subject_of(announcement.id))
        return announcement

    async def _audit(self, act: Act, actor: str, announcement: Announcement, **detail: str) -> None:
        entry = Entry(act, actor, detail={"announcement": str(announcement.id), **detail})
        await self._uow.audit.add(entry, self._now)


async def next_announcing(uow: UnitOfWork) -> datetime | None:
    """The earliest instant at which something of an announcement is due; none where nothing waits."""
    waiting = [await uow.deliveries.next_due(each.id) for each in await uow.announcements.running()]
    scheduled = [each.timing.at for each in await uow.announcements.in_states((State.SCHEDULED,))]
    return min((each for each in (*waiting, *scheduled) if each is not None), default=None)
