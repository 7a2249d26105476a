"""Changes of meetings: gathered for a while, and told to those whom they concern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.attendance import Addressee, Answer, circle_of, days_of
from bot.domain.content_changes import EntryKind
from bot.domain.errors import SetupError
from bot.domain.exchange import Outgoing, Priority
from bot.domain.meeting_changes import Aspect, asks_anew, bare, changes
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.messages import CalendarFile, ChangeTold, ChangeWaits, MeetingChanged, Message
from bot.domain.people import Person, Subscription
from bot.domain.policy import may_organize
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.library import Library
from bot.services.organizers import Organizers

LOOK: Final = 2.0
"""Seconds between looks for changes."""

GATHERED: Final = timedelta(minutes=5)
"""How long a change waits for others, so that they are told as one; what is taken back meanwhile is not told."""

_AT_ONCE: Final = 200
"""People that are told in one transaction: nobody waits for it for long."""


@dataclass(frozen=True)
class Waiting:
    """A change that is not told: the meeting as people know it and as it is, the version with which it changed last,
    the newest version when it was found, the instant of the first import since, and when it is to be told."""

    before: Meeting
    after: Meeting
    version: int
    newest: int
    since: datetime
    due: datetime

    @property
    def anew(self) -> bool:
        """Whether answers are asked for once more, also of those who have declined."""
        return asks_anew(self.before, self.after) or Aspect.BACK in changes(self.before, self.after)


class Changes:
    """Finds and tells changes over one transaction."""

    def __init__(self, uow: UnitOfWork, library: Library, now: datetime) -> None:
        self._uow = uow
        self._library = library
        self._now = now

    async def settle(self) -> list[Waiting]:
        """Those that wait to be told. Meetings of which there is nothing to tell are noted as told."""
        arranged = await self._uow.arrangements.all()
        told = {meeting: arrangement.told for meeting, arrangement in arranged.items()}
        newest = self._library.version
        open_ = [
            meeting
            for meeting in self._library.pack.meetings
            if meeting.status is not MeetingStatus.DRAFT and told.get(meeting.id, 0) != newest
        ]
        if not open_:
            return []
        versions = await self._uow.content.versions()
        known = {version: await self._meetings(version) for version in {told.get(each.id, 0) for each in open_}}
        waiting = []
        for meeting in open_:
            up_to = told.get(meeting.id, 0)
            before = known[up_to].get(meeting.id)
            since = min((at for version, at in versions if up_to < version <= newest), default=self._now)
            if before is not None and self._worth_telling(before, meeting):
                waiting.append(await self._waiting(before, meeting, newest, since))
            else:
                await self._uow.arrangements.set_told(meeting.id, newest)
        return waiting

    async def of(self, meeting_id: str) -> Waiting | None:
        """The change of this meeting that waits to be told."""
        return next((each for each in await self.settle() if each.after.id == meeting_id), None)

    async def announce(self, waiting: Waiting) -> bool:
        """Let those who look after the meeting know what will be told, once; whether they are told now."""
        seen = f"change:{waiting.after.id}"
        if await self._uow.marks.get(seen) == waiting.since:
            return False
        await self._uow.marks.set(seen, waiting.since)
        organizers = Organizers(self._uow, self._now)
        count = len(await self._concerned(waiting))
        notice = ChangeWaits(meeting=waiting.after.id, before=bare(waiting.before), people=count, at=waiting.due)
        await organizers.tell(await organizers.of(waiting.after), notice, about=None)
        return True

    async def tell_now(self, organizer: Person, meeting_id: str) -> Message:
        """Have the change told at once, where there is one and it is theirs to look after."""
        waiting = await self.of(meeting_id)
        if waiting is None or not may_organize(organizer.grants, waiting.after):
            return ChangeTold(meeting=meeting_id, people=None)
        await self._uow.marks.set(_now_mark(meeting_id), self._now)
        return ChangeTold(meeting=meeting_id, people=len(await self._concerned(waiting)))

    async def tell(self, waiting: Waiting, after: int) -> int | None:
        """Tell some of those with an id above `after`; the last of these, none where all are told: then their answers
        for other days are gone too, and the change counts as told."""
        found = await self._uow.invited.to_tell(
            circle_of(self._library.pack, waiting.after),
            waiting.after.id,
            days_of(waiting.before),
            self._now,
            after=after,
            limit=_AT_ONCE,
        )
        copies = await self._uow.calendar_copies.of(waiting.after.id)
        for invited in found:
            if _is_told(invited, waiting):
                await self._tell_one(waiting, invited.person_id, invited.telegram_id, invited.answer is not None)
                if invited.person_id in copies:
                    await self._update_copy(waiting, invited.person_id, invited.telegram_id)
        if len(found) == _AT_ONCE:
            return found[-1].person_id
        for person in await self._people(await self._declined(waiting)):
            await self._tell_one(waiting, person.id, person.telegram_id, True)
        for person in await self._people(copies):
            if not await self._declines(person, waiting):
                await self._update_copy(waiting, person.id, person.telegram_id)
        if waiting.after.status is MeetingStatus.PUBLISHED:
            await self._uow.rsvps.remove_of_other_days(waiting.after.id, days_of(waiting.after), self._now)
        # What was imported while people were told is still to be told.
        await self._uow.arrangements.set_told(waiting.after.id, waiting.newest)
        await self._uow.live_messages.outdate(waiting.after.id)
        return None

    async def _meetings(self, version: int) -> dict[str, Meeting]:
        """Those of a version; none where it is not there, or in a form that this program does not read."""
        try:
            pack = await self._uow.content.get(version)
        except SetupError:
            pack = None
        return {meeting.id: meeting for meeting in pack.meetings} if pack else {}

    def _worth_telling(self, before: Meeting, after: Meeting) -> bool:
        known = before.status is not MeetingStatus.DRAFT
        return known and after.over_at() > self._now and bool(changes(before, after))

    async def _waiting(self, before: Meeting, after: Meeting, newest: int, since: datetime) -> Waiting:
        state = await self._uow.content.state(EntryKind.MEETING, after.id)
        assert state is not None, "what is in a pack has a state"
        at_once = await self._uow.marks.get(_now_mark(after.id))
        due = self._now if at_once is not None and at_once >= since else since + GATHERED
        return Waiting(before, after, state.version, newest, since, due)

    async def _concerned(self, waiting: Waiting) -> set[int]:
        """The ids of all who are told."""
        circle = circle_of(self._library.pack, waiting.after)
        days = days_of(waiting.before)
        found = await self._uow.invited.to_tell(circle, waiting.after.id, days, self._now)
        return {each.person_id for each in found if _is_told(each, waiting)} | set(await self._declined(waiting))

    async def _declined(self, waiting: Waiting) -> list[int]:
        """The ids of those who have declined for other days, and are asked again."""
        if not waiting.anew:
            return []
        answers = await self._uow.rsvps.all(waiting.after.id, days_of(waiting.before))
        return [each.person_id for each in answers if each.answer is Answer.NO and each.person_id is not None]

    async def _declines(self, person: Person, waiting: Waiting) -> bool:
        answer = await self._uow.rsvps.of(waiting.after.id, days_of(waiting.before), person.id)
        return answer is not None and answer.answer is Answer.NO and not waiting.anew

    async def _people(self, ids: Iterable[int]) -> list[Person]:
        """Those of them who can be written to."""
        found = [await self._uow.people.find(person_id, self._now) for person_id in ids]
        return [person for person in found if person is not None and person.reachable]

    async def _tell_one(self, waiting: Waiting, person_id: int, chat_id: int, answered: bool) -> None:
        before = bare(waiting.before)
        # Whoever has not heard of an earlier change yet is told of both as one.
        for earlier in await self._recalled(waiting, person_id):
            before, answered = earlier.before, answered or earlier.answered
        if asks_anew(waiting.before, waiting.after) and not asks_anew(before, waiting.after):
            # Moved there and back: their answer is gone all the same.
            before = bare(waiting.before)
        elif not changes(before, waiting.after):
            return
        always = asks_anew(before, waiting.after) or changes(before, waiting.after) & {Aspect.CANCELLED, Aspect.BACK}
        notice = MeetingChanged(
            meeting=waiting.after.id,
            before=before,
            version=waiting.version,
            answered=answered and asks_anew(before, waiting.after),
        )
        outgoing = Outgoing(
            chat_id,
            person_id,
            notice,
            Priority.REMINDER,
            subscription=None if always else Subscription.CHANGES,
            once=_once(waiting.after.id, waiting.version, person_id),
        )
        await self._uow.outbox.add([outgoing], self._now)

    async def _recalled(self, waiting: Waiting, person_id: int) -> list[MeetingChanged]:
        """What they were to be told of this meeting in the morning, taken back; the latest first."""
        put_off = await self._uow.outbox.put_off(person_id, "meeting_changed")
        return [
            message
            for _, message in reversed(put_off)
            if isinstance(message, MeetingChanged)
            and message.meeting == waiting.after.id
            and message.version != waiting.version
            and await self._uow.outbox.recall(_once(message.meeting, message.version, person_id))
        ]

    async def _update_copy(self, waiting: Waiting, person_id: int, chat_id: int) -> None:
        """The newest file for somebody's calendar, instead of one that is still to be sent."""
        for _, message in await self._uow.outbox.put_off(person_id, "calendar_file"):
            if isinstance(message, CalendarFile) and message.meeting == waiting.after.id:
                await self._uow.outbox.recall(_once_file(message.meeting, message.sequence, person_id))
        state = await self._uow.content.state(EntryKind.MEETING, waiting.after.id)
        sequence = state.sequence if state else 0
        outgoing = Outgoing(
            chat_id,
            person_id,
            CalendarFile(meeting=waiting.after.id, update=True, sequence=sequence),
            Priority.REMINDER,
            subscription=None
            if waiting.anew or waiting.after.status is MeetingStatus.CANCELLED
            else Subscription.CHANGES,
            once=_once_file(waiting.after.id, sequence, person_id),
        )
        await self._uow.outbox.add([outgoing], self._now)


async def tell_changes(units: UnitsOfWork, library: Library, now: datetime) -> bool:
    """Tell what is due, and let organizers know what will be; whether anything was written to the outbox."""
    async with units() as uow:
        looking = Changes(uow, library, now)
        waiting = await looking.settle()
        written = [await looking.announce(each) for each in waiting if each.due > now]
        await uow.commit()
    for each in waiting:
        if each.due <= now:
            await _tell_all(units, library, each, now)
            written.append(True)
    return any(written)


async def next_telling(uow: UnitOfWork) -> datetime | None:
    """When the oldest change is to be told of which people have not heard; in the past where it is gone by now."""
    versions = await uow.content.versions()
    told = [arrangement.told for arrangement in (await uow.arrangements.all()).values() if arrangement.told]
    imports = [at for version, at in versions if told and version > min(told)]
    return min(imports) + GATHERED if imports else None


async def _tell_all(units: UnitsOfWork, library: Library, waiting: Waiting, now: datetime) -> None:
    after: int | None = 0
    while after is not None:
        async with units() as uow:
            after = await Changes(uow, library, now).tell(waiting, after)
            await uow.commit()


def _is_told(invited: Addressee, waiting: Waiting) -> bool:
    return waiting.anew or invited.answer is not Answer.NO


def _once(meeting: str, version: int, person_id: int) -> str:
    return f"changed:{meeting}:{version}:{person_id}"


def _once_file(meeting: str, sequence: int, person_id: int) -> str:
    return f"calendar:{meeting}:{sequence}:{person_id}"


def _now_mark(meeting: str) -> str:
    return f"change now:{meeting}"
