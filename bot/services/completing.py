"""What a message shows that is not stored with it: filled in when it is sent, from what is true then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.announcements import PUBLISHED
from bot.domain.attendance import Door, Seat, capacity_of, days_of, door_of, open_until
from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind
from bot.domain.meeting_changes import changes
from bot.domain.meetings import Meeting
from bot.domain.messages import Message, Reminder, RemindersAhead, RoadmapAnswer
from bot.domain.messages_announcements import (
    Announced,
    AnnouncementFinished,
    AnnouncementHalted,
    AnnouncementStatus,
)
from bot.domain.messages_answers import LateSettled
from bot.domain.messages_calendar import CalendarFile
from bot.domain.messages_changes import ChangeWaits, MeetingChanged
from bot.domain.messages_examples import ExampleToReview
from bot.domain.messages_files import AttendanceChart, AttendanceCsv, AttendanceWorkbook
from bot.domain.messages_meetings import (
    Attendance,
    LateAsked,
    MeetingCard,
    MeetingMessage,
    Own,
    SeatGiven,
    SeatLapsed,
    SeatOffered,
)
from bot.domain.messages_organizing import OrganizingMessage
from bot.domain.messages_readers import AnnouncementConfirmed
from bot.domain.messages_reports import DeliveriesWorkbook
from bot.domain.messages_round_decisions import FirstChoiceMoved, RoundDecided
from bot.domain.messages_round_results import ResultsPicture, ResultsWorkbook, RoundLines, RoundResults
from bot.domain.messages_rounds import AskRemark, RoundCard, RoundList, RoundShown, RoundTerms
from bot.domain.people import Person
from bot.domain.policy import access_of, may_organize, may_review, visible
from bot.domain.reminders import asks, concerns
from bot.domain.rounds import RoundState
from bot.ports import UnitOfWork
from bot.services.announced import beginning, progress_of, shown_to
from bot.services.announced_rounds import resolved
from bot.services.attendance_files import AttendanceFiles
from bot.services.boards import Boards, Organizing
from bot.services.drafting import may_follow
from bot.services.first_choices import still_moved
from bot.services.reminders_ahead import reminders_ahead
from bot.services.reports import filled
from bot.services.roadmap_sight import sighted
from bot.services.round_decisions import told
from bot.services.round_results import Results
from bot.services.rounds import Rounds

_OF_SEATS: Final[Mapping[type[MeetingMessage], Seat]] = {
    SeatOffered: Seat.OFFERED,
    SeatGiven: Seat.TAKEN,
    SeatLapsed: Seat.LAPSED,
}
"""What a place has to be for a message on it to be worth sending."""


@dataclass(frozen=True)
class Completing:
    """Completes messages over one transaction, at one instant, from the newest pack."""

    uow: UnitOfWork
    pack: Pack
    now: datetime

    async def complete(self, message: Message, person: Person) -> Message | None:
        """The message as it is to be sent to this person; none where it has lost its point meanwhile."""
        match message:
            case MeetingCard(shared=True):
                shown = visible(self.pack, access_of(person.grants)).meeting(message.meeting)
                return message.model_copy(update={"attendance": await self.of_nobody(shown) if shown else None})
            case Reminder():
                return await self._reminder(message, person)
            case RemindersAhead():
                return await reminders_ahead(self.uow, self.pack, person, self.now)
            case LateAsked():
                return await self._late(message, person)
            case LateSettled():
                return message.model_copy(update=await self._who(message.person))
            case MeetingChanged() | ChangeWaits():
                return await self._changed(message, person)
            case CalendarFile():
                return await self._file(message, person)
            case AttendanceWorkbook() | AttendanceCsv() | AttendanceChart():
                return await AttendanceFiles(self.uow, self.pack, self.now).fill(message, person)
            case DeliveriesWorkbook():
                return await filled(self.uow, self.pack, message, person, self.now)
            case OrganizingMessage():
                return await self._organizing(message, person)
            case Announced(shown=None) | AnnouncementConfirmed(shown=None):
                return await self._announced(message, person)
            case AnnouncementStatus() | AnnouncementHalted() | AnnouncementFinished():
                return await self._progress(message, person)
            case RoundResults() | ResultsPicture() | ResultsWorkbook() | RoundLines():
                return await self._results(message, person)
            case RoundDecided():
                return await told(self.uow, self.pack, message, person, self.now)
            case FirstChoiceMoved():
                return await still_moved(self.uow, self.pack, message, person)
            case RoadmapAnswer():
                return await sighted(self.uow, self.pack, message, person, self.now)
            case RoundCard():
                return await self._round(message, person)
            case RoundTerms() | AskRemark():
                return message.model_copy(update={"shown": await self._round_shown(message.round, person)})
            case ExampleToReview():
                return await self._example(message, person)
            case RoundList():
                return await Rounds(self.uow, self.pack, self.now).listed(person)
            case MeetingMessage():
                meeting = visible(self.pack, access_of(person.grants)).meeting(message.meeting)
                if meeting is None:
                    return message
                attendance = await self.attendance(meeting, person)
                own = attendance.own if attendance else None
                if (about := _OF_SEATS.get(type(message))) is not None and (own is None or own.seat is not about):
                    return None
                return message.model_copy(update={"attendance": attendance})
            case _:
                return message

    async def _changed(self, message: MeetingChanged | ChangeWaits, person: Person) -> Message | None:
        """None where nothing is different any more for this reader, or a change that was to be told later is told."""
        meeting = visible(self.pack, access_of(person.grants)).meeting(message.meeting)
        if meeting is None or not changes(message.before, meeting, person.language):
            return None
        if isinstance(message, ChangeWaits):
            waits = self.now < message.at and may_organize(person.grants, meeting)
            return message if waits else None
        return message.model_copy(update={"attendance": await self.attendance(meeting, person)})

    async def _organizing(self, message: Organizing, person: Person) -> Message:
        """With what those may see who look after the meeting; without it for whoever does not (any more)."""
        meeting = visible(self.pack, access_of(person.grants)).meeting(message.meeting)
        if meeting is None or not may_organize(person.grants, meeting):
            return message
        seen = message.model_copy(update={"attendance": await self.of_nobody(meeting)})
        return await Boards(self.uow, self.pack, self.now).filled(seen, meeting)

    async def _file(self, message: CalendarFile, person: Person) -> Message | None:
        """With how often the meeting has changed, and when last. None for a newer file of one that they see no more."""
        state = await self.uow.content.state(EntryKind.MEETING, message.meeting)
        seen = visible(self.pack, access_of(person.grants)).meeting(message.meeting) is not None
        if state is None or not seen:
            return None if message.update else message
        return message.model_copy(update={"sequence": state.sequence, "changed_at": state.changed_at})

    async def _progress(
        self, message: AnnouncementStatus | AnnouncementHalted | AnnouncementFinished, person: Person
    ) -> Message:
        """How far it has come; nothing of it for whoever may not follow it (any more)."""
        announcement = await self.uow.announcements.get(message.announcement)
        if announcement is None or not may_follow(person, announcement):
            return message
        return message.model_copy(
            update={
                "progress": await progress_of(self.uow, announcement, self.now),
                "beginning": beginning(announcement, person.language),
            }
        )

    async def _announced(self, message: Announced | AnnouncementConfirmed, person: Person) -> Message:
        """What it says, for whoever it was sent to, and whomever it concerns; in a preview, what was to be looked
        at."""
        if message.shown is not None:
            return message
        announcement = await self.uow.announcements.get(message.announcement)
        if announcement is None or announcement.state not in PUBLISHED:
            return message
        of = await self.uow.deliveries.of(announcement.id, person.id)
        chosen = await resolved(self.uow, self.pack, announcement.selection, announcement.scope, self.now)
        if of is None and not await self.uow.readers.has(chosen, person.id):
            return message
        read = of is not None and of[1] is not None
        languages = (person.language, person.second_language)
        content = announcement.content
        if of is None:
            # They were no readers of it, and there is nothing that they could confirm.
            content = content.model_copy(update={"confirm": False})
        return message.model_copy(update={"shown": shown_to(content, *languages, read=read)})

    async def _round(self, message: RoundCard, person: Person) -> RoundCard | None:
        """With what this person has answered. None for an invitation or a reminder that has lost its point."""
        shown = await self._round_shown(message.round, person)
        if message.note in ("opened", "reminder"):
            wanted = shown is not None and shown.state is RoundState.OPEN and shown.asked
            if not wanted or (message.note == "reminder" and shown is not None and shown.answered):
                return None
        return message.model_copy(update={"shown": shown})

    async def _round_shown(self, round_id: str, person: Person) -> RoundShown | None:
        """A round with this person's own answer, where it is for them."""
        rounds = Rounds(self.uow, self.pack, self.now)
        round_ = await rounds.of(person, round_id)
        return None if round_ is None else await rounds.shown(person, round_)

    async def _results(
        self, message: RoundResults | ResultsPicture | ResultsWorkbook | RoundLines, person: Person
    ) -> Message | None:
        """With what this person may see. None for a notice to whoever may see nothing of it (any more)."""
        filled = await Results(self.uow, self.pack, self.now).fill(message, person)
        unseen = isinstance(filled, RoundResults) and filled.note is not None and filled.shown is None
        return None if unseen else filled

    async def _example(self, message: ExampleToReview, person: Person) -> ExampleToReview:
        """With what it says; without it for whoever may not read it (any more)."""
        example = await self.uow.examples.get(message.example)
        if example is None or not may_review(person.grants, example.country, self.pack):
            return message
        return message.model_copy(update={"shown": example})

    async def attendance(self, meeting: Meeting, person: Person) -> Attendance | None:
        """What is true of the meeting for this person; none for a guest, who cannot answer."""
        if not person.grants:
            return None
        days = days_of(meeting)
        late = await self.uow.rsvps.late_of(meeting.id, days, person.id)
        own = {
            "own": await self._own(meeting, days, person),
            "asked_late": late[0].answer if late else None,
        }
        return (await self.of_nobody(meeting)).model_copy(update=own)

    async def of_nobody(self, meeting: Meeting) -> Attendance:
        """What is true of the meeting for all who can answer: nothing of anybody's own."""
        arrangement = await self.uow.arrangements.get(meeting.id)
        held = await self.uow.rsvps.held(meeting.id, days_of(meeting))
        return Attendance(
            door=door_of(meeting, arrangement, self.now),
            until=open_until(meeting, arrangement),
            seats={mode: max(0, room - held.get(mode, 0)) for mode, room in capacity_of(meeting, arrangement).items()},
        )

    async def _reminder(self, message: Reminder, person: Person) -> Reminder | None:
        """None where there is nothing to remind of any more, or this person has answered meanwhile."""
        meeting = visible(self.pack, access_of(person.grants)).meeting(message.meeting)
        attendance = await self.attendance(meeting, person) if meeting else None
        if meeting is None or attendance is None or meeting.begins_at() <= self.now:
            return None
        if attendance.door is Door.OVER or (asks(message.reminder) and attendance.door is not Door.OPEN):
            return None
        own = attendance.own
        if not concerns(message.reminder, own.answer if own else None, own.seat if own else Seat.NONE):
            return None
        return message.model_copy(update={"attendance": attendance})

    async def _late(self, message: LateAsked, person: Person) -> LateAsked | None:
        """None where it is decided, or wished otherwise by now, or not this reader's to decide (any more)."""
        asked = await self.uow.rsvps.late(message.request)
        meeting = self.pack.meeting(message.meeting)
        if asked is None or (asked.answer, asked.party) != (message.answer, message.party):
            return None
        if meeting is None or not may_organize(person.grants, meeting):
            return None
        return message.model_copy(update=await self._who(asked.person_id))

    async def _who(self, person_id: int | None) -> dict[str, str | None]:
        """Somebody by name and country, for organizers; nothing of whoever is forgotten. No message that waits holds
        the name."""
        person = None if person_id is None else await self.uow.people.find(person_id, self.now)
        if person is None:
            return {}
        return {"name": (await self.uow.people.names([person.id])).get(person.id), "country": person.country}

    async def _own(self, meeting: Meeting, days: str, person: Person) -> Own | None:
        rsvp = await self.uow.rsvps.of(meeting.id, days, person.id)
        if rsvp is None:
            return None
        return Own(
            answer=rsvp.answer,
            seat=rsvp.seat,
            answered_at=rsvp.answered_at,
            party=rsvp.party,
            position=await self.uow.rsvps.position(rsvp) if rsvp.seat is Seat.WAITING else None,
            confirm_by=rsvp.confirm_by,
            substitute=rsvp.substitute,
            travel=rsvp.travel,
            access=rsvp.access,
        )
