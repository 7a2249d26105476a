"""What organizers do about who comes to a meeting. Each act asks the policy anew; what is not there and what is not
theirs is answered alike."""

from datetime import datetime

from bot.domain.attendance import Answer, Rsvp, Seat, answers_of, circle_of, days_of
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.meetings import Meeting, Mode
from bot.domain.messages import (
    AttendanceBoard,
    AttendanceEntry,
    AttendanceNames,
    ButtonExpired,
    LateAsked,
    LateGone,
    Message,
    NotAllowed,
)
from bot.domain.people import Person
from bot.domain.policy import access_of, concerned_by, may_organize, visible
from bot.domain.tallies import Group
from bot.ports import UnitOfWork
from bot.services.attending import Attending, Someone
from bot.services.chasing import Chasing

_DOORS = {"open": True, "closed": False, "pack": None}


class Organizing:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, attending: Attending, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._attending = attending
        self._pack = pack
        self._now = now

    def meeting(self, organizer: Person, meeting_id: str) -> Meeting | None:
        """The meeting, where this person looks after it."""
        meeting = visible(self._pack, access_of(organizer.grants)).meeting(meeting_id)
        return meeting if meeting is not None and may_organize(organizer.grants, meeting) else None

    def names(self, organizer: Person, meeting_id: str, group: str, page: int) -> Message:
        """Those of a group, by name."""
        if self.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        if group not in set(Group):
            return ButtonExpired()
        return AttendanceNames(meeting=meeting_id, group=Group(group), page=page)

    def entry(self, organizer: Person, meeting_id: str, rsvp_id: int, *, removing: bool = False) -> Message:
        """One answer with all about it; `removing`: whether it shall be taken away."""
        if self.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        return AttendanceEntry(meeting=meeting_id, rsvp=rsvp_id, removing=removing)

    async def late(self, organizer: Person, request_id: int) -> Message:
        """The wish of somebody to answer after the deadline, to be allowed or refused."""
        request = await self._uow.rsvps.late(request_id)
        if request is None or self.meeting(organizer, request.meeting) is None:
            return LateGone()
        return LateAsked(meeting=request.meeting, request=request.id, answer=request.answer, party=request.party)

    async def move(self, organizer: Person, meeting_id: str, rsvp_id: int, answer: str) -> Message:
        """Let it be another answer; one that stands so already is left alone."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        wanted = _answer(meeting, answer)
        if wanted is None:
            return ButtonExpired()
        rsvp = await self._standing(meeting, rsvp_id)
        if rsvp is not None and (rsvp.answer is not wanted or rsvp.seat not in (Seat.NONE, Seat.TAKEN)):
            await self._attending.change_entry(organizer, meeting, rsvp, wanted)
            await self._note(Act.ATTENDANCE_ENTERED, organizer, meeting, rsvp.person_id, rsvp.country, answer=answer)
        return AttendanceEntry(meeting=meeting.id, rsvp=rsvp_id)

    async def remove(self, organizer: Person, meeting_id: str, rsvp_id: int) -> Message:
        """Take an answer away. Of somebody on Telegram, it is shown then that they have not answered."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        rsvp = await self._standing(meeting, rsvp_id)
        if rsvp is None:
            return AttendanceEntry(meeting=meeting.id, rsvp=rsvp_id)
        await self._attending.remove(organizer, meeting, rsvp)
        await self._note(Act.ATTENDANCE_REMOVED, organizer, meeting, rsvp.person_id, rsvp.country)
        if rsvp.person_id is None:
            return AttendanceBoard(meeting=meeting.id)
        return AttendanceEntry(meeting=meeting.id, person=rsvp.person_id)

    def silent(self, organizer: Person, meeting_id: str, person_id: int) -> Message:
        """Somebody who has not answered."""
        if self.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        return AttendanceEntry(meeting=meeting_id, person=person_id)

    async def enter(self, organizer: Person, meeting_id: str, person_id: int, answer: str) -> Message:
        """What somebody whom the meeting concerns has answered elsewhere. Where they have answered in the bot
        meanwhile, that is shown, and stands."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        wanted = _answer(meeting, answer)
        if wanted is None:
            return ButtonExpired()
        person = await self._uow.people.find(person_id, self._now)
        if person is not None and concerned_by(circle_of(self._pack, meeting), person.grants):
            standing = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id)
            if standing is None:
                await self._attending.enter(organizer, meeting, Someone(person.id, person.country), wanted)
                await self._note(Act.ATTENDANCE_ENTERED, organizer, meeting, person.id, person.country, answer=answer)
        return AttendanceEntry(meeting=meeting.id, person=person_id)

    async def add(self, organizer: Person, meeting: Meeting, country: str, name: str | None, answer: Answer) -> Rsvp:
        """Somebody who is not on Telegram, with their answer."""
        rsvp = await self._attending.enter(organizer, meeting, Someone(None, country, name), answer)
        await self._note(Act.ATTENDANCE_ENTERED, organizer, meeting, None, country, answer=answer)
        return rsvp

    async def set_door(self, organizer: Person, meeting_id: str, door: str) -> Message:
        """Take answers, or take none, whatever the content says; or as that says again."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        if door not in _DOORS:
            return ButtonExpired()
        if (await self._uow.arrangements.get(meeting.id)).open is not _DOORS[door]:
            await self._uow.arrangements.set_open(meeting.id, is_open=_DOORS[door])
            await self._uow.live_messages.outdate(meeting.id)
            await self._note(Act.ATTENDANCE_DOOR, organizer, meeting, None, None, door=door)
        return AttendanceBoard(meeting=meeting.id)

    async def set_places(self, organizer: Person, meeting: Meeting, mode: Mode, seats: int | None) -> Message:
        """Room for so many (none: as the content says). Whoever is in line gets what became free; whoever has a place
        keeps it, also where there are too many of them now."""
        arrangement = await self._uow.arrangements.get(meeting.id)
        if arrangement.capacity.get(mode) != seats:
            await self._uow.arrangements.set_capacity(meeting.id, mode, seats)
            await self._attending.fill(meeting)
            said = "pack" if seats is None else str(seats)
            await self._note(Act.ATTENDANCE_PLACES, organizer, meeting, None, None, mode=mode, places=said)
        return AttendanceBoard(meeting=meeting.id)

    async def reset_places(self, organizer: Person, meeting_id: str, mode: str) -> Message:
        """As many places as the content says."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        if mode not in set(Mode):
            return ButtonExpired()
        return await self.set_places(organizer, meeting, Mode(mode), None)

    async def chase(self, organizer: Person, meeting_id: str) -> Message:
        """Ask those once more who have not answered."""
        meeting = self.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        return await Chasing(self._uow, self._pack, self._now).send(organizer, meeting)

    async def _standing(self, meeting: Meeting, rsvp_id: int) -> Rsvp | None:
        """An answer to this meeting that counts."""
        rsvp = await self._uow.rsvps.get(rsvp_id)
        return rsvp if rsvp is not None and (rsvp.meeting, rsvp.days) == (meeting.id, days_of(meeting)) else None

    async def _note(
        self,
        act: Act,
        organizer: Person,
        meeting: Meeting,
        person_id: int | None,
        country: str | None,
        **detail: str,
    ) -> None:
        person = None if person_id is None else await self._uow.people.find(person_id, self._now)
        said = {"meeting": meeting.id, **({"country": country} if country else {}), **detail}
        entry = Entry(act, organizer.pseudonym, person.pseudonym if person else None, said)
        await self._uow.audit.add(entry, self._now)


def _answer(meeting: Meeting, name: str) -> Answer | None:
    """What can be answered, by its name."""
    return next((each for each in answers_of(meeting) if each == name), None)
