"""What organizers see of a meeting: put together when it is shown, for whoever may look after the meeting then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from bot.domain.attendance import Count, LateRequest, Rsvp, Seat, capacity_of, circle_of, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting, Mode
from bot.domain.messages import (
    AskEntryAnswer,
    AskEntryCountry,
    AskEntryName,
    AskPlaces,
    AttendanceBoard,
    AttendanceEntry,
    AttendanceNames,
    ChasePreview,
    ChaseSent,
)
from bot.domain.messages_organizing import NAMES, Afterwards, Entry, Named, NamesPage, Step
from bot.domain.people import Person
from bot.domain.policy import concerned_by
from bot.domain.round_terms import can_be_asked_about
from bot.domain.rounds import meeting_round_id
from bot.domain.tallies import (
    ANSWERED,
    Group,
    Heads,
    Places,
    Tally,
    absent_from,
    by_group,
    by_language,
    by_region,
)
from bot.ports import UnitOfWork
from bot.services.chasing import plan_of

_STEPS: Final = 5
"""Changes of an answer that are shown."""

Organizing = (
    AttendanceBoard
    | AttendanceNames
    | AttendanceEntry
    | AskEntryCountry
    | AskEntryName
    | AskEntryAnswer
    | AskPlaces
    | ChasePreview
    | ChaseSent
)


@dataclass(frozen=True)
class Boards:
    """Over one transaction, at one instant."""

    uow: UnitOfWork
    pack: Pack
    now: datetime

    async def filled(self, message: Organizing, meeting: Meeting) -> Organizing:
        """The message as it is to be shown to somebody who looks after this meeting."""
        match message:
            case AttendanceBoard():
                numbers = {"tally": await self.tally(meeting), "afterwards": await self._afterwards(meeting)}
                return message.model_copy(update={"allowed": True, **numbers})
            case AttendanceNames():
                shown = await self._names(meeting, message.group, message.page)
                return message.model_copy(update={"allowed": True, "shown": shown})
            case AttendanceEntry():
                entry = await self._entry(meeting, message.rsvp, message.person)
                return message.model_copy(update={"allowed": True, "entry": entry})
            case AskPlaces():
                set_here = message.mode in (await self.uow.arrangements.get(meeting.id)).capacity
                update = {"allowed": True, "places": (await self._places(meeting)).get(message.mode)}
                return message.model_copy(update={**update, "set_here": set_here})
            case ChasePreview():
                plan = await plan_of(self.uow, self.pack, meeting, self.now)
                first = [await self._named_person(each.person_id) for each in plan.first]
                shown_plan = plan.model(await self._with_names(first))
                return message.model_copy(update={"allowed": True, "plan": shown_plan})
            case AskEntryCountry() | AskEntryName() | AskEntryAnswer() | ChaseSent():
                return message.model_copy(update={"allowed": True})
            case _:
                assert_never(message)

    async def tally(self, meeting: Meeting) -> Tally:
        """Who comes, in numbers."""
        days, circle = days_of(meeting), circle_of(self.pack, meeting)
        arrangement = await self.uow.arrangements.get(meeting.id)
        answered = await self.uow.rsvps.counts(meeting.id, days)
        silent = await self.uow.invited.silent_counts(circle, meeting.id, days, self.now)
        away = await self.uow.invited.unreachable_count(circle, meeting.id, days, self.now)
        late = await self.uow.rsvps.late_of(meeting.id, days)
        groups = {
            **by_group(answered),
            Group.SILENT: _heads(sum(each.answers for each in silent) - away),
            Group.UNREACHABLE: _heads(away),
            Group.LATE: Heads(answers=len(late), people=sum(each.party for each in late)),
        }
        counts = [*answered, *silent]
        return Tally(
            groups={group: heads for group, heads in groups.items() if heads.answers},
            regions=by_region(self.pack, counts),
            languages=by_language(counts),
            places=await self._places(meeting),
            absent=self._absent(meeting, counts),
            missed=arrangement.missed,
            opened=arrangement.open,
        )

    async def _afterwards(self, meeting: Meeting) -> Afterwards | None:
        round_ = await self.uow.rounds.get(meeting_round_id(meeting.id))
        if round_ is not None:
            return Afterwards(state=round_.state, opens=round_.terms.opens)
        return Afterwards() if can_be_asked_about(meeting, self.now) else None

    async def _places(self, meeting: Meeting) -> dict[Mode, Places]:
        capacity = capacity_of(meeting, await self.uow.arrangements.get(meeting.id))
        held = await self.uow.rsvps.held(meeting.id, days_of(meeting))
        return {mode: Places(room=capacity[mode], held=held.get(mode, 0)) for mode in Mode if mode in capacity}

    def _absent(self, meeting: Meeting, counts: Iterable[Count]) -> tuple[str, ...]:
        present = {each.country for each in counts if each.country is not None}
        return absent_from(self.pack, circle_of(self.pack, meeting), present)

    async def _names(self, meeting: Meeting, group: Group, page: int) -> NamesPage:
        tally = await self.tally(meeting)
        total = tally.groups.get(group, Heads()).answers
        page = min(page, max(total - 1, 0) // NAMES)
        return NamesPage(
            total=total,
            page=page,
            names=await self._with_names(await self._of_group(meeting, group, page * NAMES)),
            absent=tally.absent if group is Group.UNREACHABLE else (),
        )

    async def _of_group(self, meeting: Meeting, group: Group, offset: int) -> list[Named]:
        days = days_of(meeting)
        match group:
            case Group.SILENT | Group.UNREACHABLE:
                silent = await self.uow.invited.silent_page(
                    circle_of(self.pack, meeting),
                    meeting.id,
                    days,
                    self.now,
                    reachable=group is Group.SILENT,
                    offset=offset,
                    limit=NAMES,
                )
                return [await self._named_person(each.person_id) for each in silent]
            case Group.LATE:
                late = await self.uow.rsvps.late_of(meeting.id, days)
                return [await self._named_request(each) for each in late[offset : offset + NAMES]]
            case _:
                page = await self.uow.rsvps.page(meeting.id, days, ANSWERED[group], offset, NAMES)
                return [await self._named_rsvp(each) for each in page]

    async def _entry(self, meeting: Meeting, rsvp_id: int | None, person_id: int | None) -> Entry | None:
        days = days_of(meeting)
        rsvp = await self.uow.rsvps.get(rsvp_id) if rsvp_id is not None else None
        if rsvp_id is None and person_id is not None:
            rsvp = await self.uow.rsvps.of(meeting.id, days, person_id)
        if rsvp is None:
            return await self._silent(meeting, person_id)
        if (rsvp.meeting, rsvp.days) != (meeting.id, days):
            return None
        person = None if rsvp.person_id is None else await self.uow.people.find(rsvp.person_id, self.now)
        (who,) = await self._with_names([await self._named_rsvp(rsvp)])
        return Entry(
            who=who,
            answer=rsvp.answer,
            seat=rsvp.seat,
            answered_at=rsvp.answered_at,
            confirm_by=rsvp.confirm_by,
            substitute=rsvp.substitute,
            travel=rsvp.travel,
            access=rsvp.access,
            on_telegram=rsvp.person_id is not None,
            reachable=person is None or person.reachable,
            steps=tuple(
                Step(at=each.at, answer=each.answer, seat=each.seat, why=each.why)
                for each in await self.uow.rsvps.past(rsvp, _STEPS)
            ),
        )

    async def _silent(self, meeting: Meeting, person_id: int | None) -> Entry | None:
        """Somebody whom the meeting concerns, and who has not answered."""
        person = None if person_id is None else await self.uow.people.find(person_id, self.now)
        if person is None or not concerned_by(circle_of(self.pack, meeting), person.grants):
            return None
        (who,) = await self._with_names([_named(person)])
        return Entry(who=who, reachable=person.reachable)

    async def _named_rsvp(self, rsvp: Rsvp) -> Named:
        position = await self.uow.rsvps.position(rsvp) if rsvp.seat is Seat.WAITING else None
        about = Named() if rsvp.person_id is None else await self._named_person(rsvp.person_id)
        update = {"rsvp": rsvp.id, "country": rsvp.country, "party": rsvp.party, "position": position}
        return about.model_copy(update={**update, "name": rsvp.name})

    async def _named_request(self, request: LateRequest) -> Named:
        about = await self._named_person(request.person_id)
        return about.model_copy(update={"request": request.id, "party": request.party})

    async def _named_person(self, person_id: int) -> Named:
        person = await self.uow.people.find(person_id, self.now)
        return Named(person=person_id) if person is None else _named(person)

    async def _with_names(self, named: list[Named]) -> tuple[Named, ...]:
        """The same, by name as far as names are known."""
        names = await self.uow.people.names([each.person for each in named if each.person is not None])
        return tuple(
            each if each.person is None else each.model_copy(update={"name": names.get(each.person, each.name)})
            for each in named
        )


def _named(person: Person) -> Named:
    return Named(person=person.id, country=person.country, role=person.grants[0].role if person.grants else None)


def _heads(count: int) -> Heads:
    return Heads(answers=count, people=count)
