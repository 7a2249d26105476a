"""Answers to whether one comes, and the places that they take: the one way in which any of them changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Final

from bot.domain.attendance import (
    HOLDING,
    LARGEST_PARTY,
    Answer,
    Arrangement,
    Door,
    LateRequest,
    Rsvp,
    Seat,
    Why,
    answers_of,
    capacity_of,
    confirm_within,
    days_of,
    door_of,
)
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.meetings import Meeting, Mode
from bot.domain.messages import AttendanceBoard, Message
from bot.domain.messages_meetings import (
    AnswerEntered,
    AnswerPassedOn,
    LateAsked,
    LateDecided,
    MeetingCard,
    SeatGiven,
    SeatLapsed,
    SeatOffered,
)
from bot.domain.people import Grant, Person
from bot.domain.policy import may_organize
from bot.ports import UnitOfWork
from bot.services.organizers import Organizers

_NOBODY: Final = 0
"""The id of an answer that is not kept yet."""

_BOARD: Final[str] = AttendanceBoard.model_fields["kind"].default
_CARD: Final[str] = MeetingCard.model_fields["kind"].default


class Refused(Enum):
    """Why an answer was not taken, and what was before still stands."""

    NOT_YET = auto()
    CLOSED = auto()
    OVER = auto()
    NO_SUCH_ANSWER = auto()
    """The meeting cannot be attended so."""
    NO_ROOM = auto()
    """There are not so many places, and they would have given up the one that they have."""


_DOORS: Final = {Door.NOT_YET: Refused.NOT_YET, Door.CLOSED: Refused.CLOSED, Door.OVER: Refused.OVER}


@dataclass(frozen=True)
class Someone:
    """Whose answer it is: a person of the bot, or somebody whom an organizer enters by name."""

    person_id: int | None
    country: str | None
    name: str | None = None


class Attending:
    """Takes answers over one transaction, tells those whom they move, and lets cards and counts follow."""

    def __init__(self, uow: UnitOfWork, organizers: Organizers, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._organizers = organizers
        self._pack = pack
        self._now = now

    async def answer(
        self, person: Person, meeting: Meeting, answer: Answer, *, party: int | None = None
    ) -> Rsvp | Refused:
        """Their own answer; `party`: for how many, where they say (else as before, else one). The same answer again
        changes nothing; it confirms a place that was offered."""
        arrangement = await self._uow.arrangements.get(meeting.id)
        door = door_of(meeting, arrangement, self._now)
        if answer not in answers_of(meeting):
            return Refused.NO_SUCH_ANSWER
        current = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id)
        # Whoever was offered a place confirms or declines it when it is their turn, deadline or not.
        in_turn = (
            current is not None
            and current.seat is Seat.OFFERED
            and answer in (current.answer, Answer.NO)
            and _heads(answer, party, current) <= current.party
        )
        if door is not Door.OPEN and not (door is Door.CLOSED and in_turn):
            return _DOORS[door]
        someone = Someone(person.id, person.country)
        return await self._answered(someone, meeting, arrangement, current, answer, party, by=person)

    async def enter(
        self, organizer: Person, meeting: Meeting, someone: Someone, answer: Answer, *, party: int | None = None
    ) -> Rsvp:
        """What an organizer enters for somebody: it holds at any time, and takes a place also where there is none
        left. The person is told. `may_organize` is asked before."""
        current = await self._current(meeting, someone)
        heads = _heads(answer, party, current)
        rsvp = await self._put(someone, meeting, current, answer, heads, _seat(answer), organizer, Why.BY_ORGANIZER)
        await self._tell(rsvp.person_id, AnswerEntered(meeting=meeting.id, answer=answer))
        return rsvp

    async def change_entry(self, organizer: Person, meeting: Meeting, rsvp: Rsvp, answer: Answer) -> Rsvp:
        """As `enter`, for an answer that stands already."""
        someone = Someone(rsvp.person_id, rsvp.country, rsvp.name)
        changed = await self._put(
            someone, meeting, rsvp, answer, _heads(answer, None, rsvp), _seat(answer), organizer, Why.BY_ORGANIZER
        )
        await self._tell(changed.person_id, AnswerEntered(meeting=meeting.id, answer=answer))
        return changed

    async def remove(self, organizer: Person, meeting: Meeting, rsvp: Rsvp) -> None:
        """An organizer takes an answer away: its person has not answered."""
        await self._uow.rsvps.remove(rsvp, self._now, by=organizer.id, why=Why.REMOVED)
        await self._tell(rsvp.person_id, AnswerEntered(meeting=meeting.id, answer=None))
        await self._follow(meeting, rsvp, rsvp.person_id)

    async def ask_late(self, person: Person, meeting: Meeting, answer: Answer, party: int | None = None) -> bool:
        """The wish to answer so after the deadline: organizers are told, and one decides. False where it is not closed,
        or where it stands so already."""
        door = door_of(meeting, await self._uow.arrangements.get(meeting.id), self._now)
        current = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id)
        so_already = (
            current is not None and current.answer is answer and _heads(answer, party, current) == current.party
        )
        if door is not Door.CLOSED or so_already or answer not in answers_of(meeting):
            return False
        heads = _heads(answer, party, current)
        asked = LateRequest(0, meeting.id, days_of(meeting), person.id, answer, heads, self._now)
        request = await self._uow.rsvps.ask_late(asked, meeting.over_at())
        notice = LateAsked(meeting=meeting.id, request=request.id, answer=answer, party=request.party)
        await self._organizers.tell(await self._organizers.of(meeting), notice, about=person)
        await self._outdate(meeting, person.id)
        return True

    async def decide_late(self, organizer: Person, request_id: int, *, granted: bool) -> LateRequest | None:
        """Allow or refuse it; none where it is decided already, is about a meeting that is over or cancelled or was on
        other days, or is not theirs to decide."""
        request = await self._uow.rsvps.late(request_id)
        meeting = self._pack.meeting(request.meeting) if request else None
        if request is None or meeting is None or not may_organize(organizer.grants, meeting):
            return None
        door = door_of(meeting, await self._uow.arrangements.get(meeting.id), self._now)
        if door is Door.OVER or request.days != days_of(meeting):
            return None
        if not await self._uow.rsvps.decide_late(request_id):
            return None
        person = await self._uow.people.find(request.person_id, self._now)
        assert person is not None, "requests go with their person"
        if granted:
            someone = Someone(person.id, person.country)
            current = await self._current(meeting, someone)
            seat = _seat(request.answer)
            await self._put(someone, meeting, current, request.answer, request.party, seat, organizer, Why.GRANTED)
        await self._tell(person.id, LateDecided(meeting=meeting.id, answer=request.answer, granted=granted))
        await self._outdate(meeting, person.id)
        return request

    async def let_offers_pass(self) -> bool:
        """Whoever has not confirmed a place in time loses it to the next in line; whether there was anybody."""
        passed = await self._uow.rsvps.offers_passed(self._now)
        for rsvp in passed:
            meeting = self._pack.meeting(rsvp.meeting)
            lapsed = replace(rsvp, seat=Seat.LAPSED, confirm_by=None)
            over_at = meeting.over_at() if meeting else self._now
            await self._uow.rsvps.put(lapsed, over_at, self._now, by=None, why=Why.LAPSED)
            if meeting is None or rsvp.days != days_of(meeting):
                continue
            if door_of(meeting, await self._uow.arrangements.get(meeting.id), self._now) is not Door.OVER:
                assert rsvp.answer.mode is not None, "only whoever comes needs a place"
                await self._tell(rsvp.person_id, SeatLapsed(meeting=meeting.id, mode=rsvp.answer.mode))
                await self._follow(meeting, rsvp, rsvp.person_id)
        return bool(passed)

    async def fill(self, meeting: Meeting) -> None:
        """Let those in line have the places that there are, as after there are more of them."""
        for mode in Mode:
            await self._fill(meeting, mode)
        await self._uow.live_messages.outdate(meeting.id)

    async def withdraw(self, person: Person) -> None:
        """All answers of somebody who is forgotten: their places are free."""
        for rsvp in await self._uow.rsvps.of_person(person.id):
            await self._uow.rsvps.remove(rsvp, self._now, by=None, why=Why.REMOVED)
            meeting = self._pack.meeting(rsvp.meeting)
            if meeting is not None:
                await self._follow(meeting, rsvp)

    async def pass_on(self, grant: Grant, predecessor: Person, successor: Person) -> None:
        """With a country go its answers to the meetings that are still to come; a place or a turn in line goes along.
        Whoever has answered already keeps their own."""
        for rsvp in await self._uow.rsvps.of_person(predecessor.id):
            meeting = self._pack.meeting(rsvp.meeting)
            if meeting is None or meeting.over_at() <= self._now or rsvp.country != grant.country:
                continue
            if rsvp.days != days_of(meeting):
                continue  # it counts no more, and must not take the place of what the successor has answered since
            if await self._uow.rsvps.of(meeting.id, rsvp.days, successor.id) is not None:
                await self._uow.rsvps.remove(rsvp, self._now, by=None, why=Why.PASSED_ON)
            else:
                await self._uow.rsvps.pass_on(rsvp, successor.id, self._now)
                await self._tell(successor.id, AnswerPassedOn(meeting=meeting.id))
            await self._follow(meeting, rsvp, predecessor.id, successor.id)

    async def _answered(
        self,
        someone: Someone,
        meeting: Meeting,
        arrangement: Arrangement,
        current: Rsvp | None,
        answer: Answer,
        party: int | None,
        *,
        by: Person,
    ) -> Rsvp | Refused:
        heads = _heads(answer, party, current)
        if current is not None and current.answer is answer:
            if current.seat is Seat.OFFERED and heads <= current.party:
                return await self._put(someone, meeting, current, answer, heads, Seat.TAKEN, by, Why.CONFIRMED)
            if current.party == heads and current.seat is not Seat.LAPSED:
                return current
        seat = await self._seat_for(meeting, arrangement, current, answer, heads)
        holding = current is not None and current.seat in HOLDING
        if seat is Seat.WAITING and holding:
            return Refused.NO_ROOM
        return await self._put(someone, meeting, current, answer, heads, seat, by, Why.ANSWERED)

    async def _seat_for(
        self, meeting: Meeting, arrangement: Arrangement, current: Rsvp | None, answer: Answer, heads: int
    ) -> Seat:
        mode = answer.mode
        if mode is None:
            return Seat.NONE
        room = capacity_of(meeting, arrangement).get(mode)
        if room is None:
            return Seat.TAKEN
        held = (await self._uow.rsvps.held(meeting.id, days_of(meeting))).get(mode, 0)
        own = 0
        if current is not None and current.answer is answer and current.seat in HOLDING:
            own = current.party
            if heads <= own:
                # Fewer than before always fit, also where there is room for fewer now.
                return Seat.TAKEN
        others = await self._uow.rsvps.in_line(meeting.id, days_of(meeting), mode)
        # A place that is free while somebody waits is theirs, also before those who hold one and want another.
        first = not [each for each in others if current is None or each.id != current.id]
        return Seat.TAKEN if held - own + heads <= room and first else Seat.WAITING

    async def _put(
        self,
        someone: Someone,
        meeting: Meeting,
        current: Rsvp | None,
        answer: Answer,
        party: int,
        seat: Seat,
        by: Person | None,
        why: Why,
    ) -> Rsvp:
        in_line = seat is Seat.WAITING
        stays = current is not None and current.seat is Seat.WAITING and current.answer is answer
        rsvp = Rsvp(
            id=current.id if current else _NOBODY,
            meeting=meeting.id,
            days=days_of(meeting),
            person_id=someone.person_id,
            answer=answer,
            seat=seat,
            answered_at=self._now,
            country=someone.country,
            party=party,
            # Whoever waits already keeps their turn.
            queued_at=(current.queued_at if current and stays else self._now) if in_line else None,
            name=someone.name,
            substitute=current.substitute if current else None,
            travel=current.travel if current else None,
            access=current.access if current else None,
        )
        kept = await self._uow.rsvps.put(rsvp, meeting.over_at(), self._now, by=by.id if by else None, why=why)
        await self._follow(meeting, current, kept.person_id)
        return kept

    async def _follow(self, meeting: Meeting, before: Rsvp | None, *people: int | None) -> None:
        """What follows on a change of the answers of these people: a place that became free goes to those in line;
        cards and counts tell of it."""
        if before is not None and before.answer.mode is not None and before.days == days_of(meeting):
            await self._fill(meeting, before.answer.mode)
        await self._outdate(meeting, *people)

    async def _outdate(self, meeting: Meeting, *people: int | None) -> None:
        """What is said of the answers of these people has changed: on their cards and receipts, and on boards; where
        cards tell how many places are left, on all cards."""
        live = self._uow.live_messages
        if capacity_of(meeting, await self._uow.arrangements.get(meeting.id)):
            await live.outdate(meeting.id, kind=_CARD)
        await live.outdate(meeting.id, kind=_BOARD)
        for person_id in people:
            if person_id is not None:
                await live.outdate(meeting.id, person_id=person_id)

    async def _fill(self, meeting: Meeting, mode: Mode) -> None:
        arrangement = await self._uow.arrangements.get(meeting.id)
        if door_of(meeting, arrangement, self._now) is Door.OVER:
            return
        room, days = capacity_of(meeting, arrangement).get(mode), days_of(meeting)
        for rsvp in await self._uow.rsvps.in_line(meeting.id, days, mode):
            held = (await self._uow.rsvps.held(meeting.id, days)).get(mode, 0)
            if room is not None and held + rsvp.party > room:
                break  # nobody is passed over, however many places they want
            await self._promote(meeting, mode, rsvp)
            await self._outdate(meeting, rsvp.person_id)

    async def _promote(self, meeting: Meeting, mode: Mode, rsvp: Rsvp) -> None:
        within = confirm_within(meeting)
        person = None if rsvp.person_id is None else await self._uow.people.find(rsvp.person_id, self._now)
        # The time counts from when they can be told; where none is left, nobody is asked.
        told = person.quiet.until(person.zone, self._now) or self._now if person else self._now
        if within is None or person is None or told >= meeting.begins_at():
            taken = replace(rsvp, seat=Seat.TAKEN, queued_at=None)
            await self._uow.rsvps.put(taken, meeting.over_at(), self._now, by=None, why=Why.SEATED)
            await self._tell(rsvp.person_id, SeatGiven(meeting=meeting.id, mode=mode))
            return
        confirm_by = min(told + within, meeting.begins_at())
        offered = replace(rsvp, seat=Seat.OFFERED, queued_at=None, confirm_by=confirm_by)
        await self._uow.rsvps.put(offered, meeting.over_at(), self._now, by=None, why=Why.OFFERED)
        await self._tell(rsvp.person_id, SeatOffered(meeting=meeting.id, mode=mode))

    async def _current(self, meeting: Meeting, someone: Someone) -> Rsvp | None:
        if someone.person_id is None:
            return None
        return await self._uow.rsvps.of(meeting.id, days_of(meeting), someone.person_id)

    async def _tell(self, person_id: int | None, message: Message) -> None:
        """Tell somebody what has become of their answer; those who are not on Telegram the organizer tells."""
        person = None if person_id is None else await self._uow.people.find(person_id, self._now)
        if person is not None:
            outgoing = Outgoing(person.telegram_id, person.id, message, Priority.REMINDER)
            await self._uow.outbox.add([outgoing], self._now)


def _seat(answer: Answer) -> Seat:
    return Seat.NONE if answer.mode is None else Seat.TAKEN


def _heads(answer: Answer, said: int | None, current: Rsvp | None) -> int:
    """For how many people an answer stands: only to the place do several come on one."""
    if answer is not Answer.IN_PERSON:
        return 1
    before = current.party if current else 1
    return before if said is None else min(max(said, 1), LARGEST_PARTY)
