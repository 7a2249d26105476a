"""Who comes to a meeting, gathered for the files of its organizers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain import messages as m
from bot.domain.attendance import Circle, Count, Invited, Past, Rsvp, Why, circle_of, days_of
from bot.domain.attendance_lists import Contact, Line, Lists, PastLine
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.people import Person, Role
from bot.domain.policy import may_organize
from bot.domain.tallies import absent_from
from bot.ports import UnitOfWork

_FOCAL_POINTS: Final = Circle(frozenset({Role.NFP}))
_KINDS: Final[Mapping[str, type[m.AttendanceWorkbook | m.AttendanceCsv | m.AttendanceChart]]] = {
    "xlsx": m.AttendanceWorkbook,
    "csv": m.AttendanceCsv,
    "png": m.AttendanceChart,
}
_ANSWERING: Final = frozenset({Why.ANSWERED, Why.BY_ORGANIZER, Why.GRANTED, Why.CONFIRMED})
"""What gives an answer, rather than a place."""


@dataclass(frozen=True)
class AttendanceFiles:
    """Over one transaction, at one instant, of the newest pack."""

    uow: UnitOfWork
    pack: Pack
    now: datetime

    async def asked(self, person: Person, meeting_id: str, what: str) -> m.Message:
        """The file that somebody wants, to be filled in when it is sent; or why there is none."""
        meeting = self.pack.meeting(meeting_id)
        if meeting is None or not may_organize(person.grants, meeting):
            return m.NotAllowed()
        if what not in _KINDS:
            return m.ButtonExpired()
        await note_export(self.uow, meeting_id, what, person.pseudonym, self.now)
        return _KINDS[what](meeting=meeting_id)

    async def fill(
        self, message: m.AttendanceWorkbook | m.AttendanceCsv | m.AttendanceChart, person: Person
    ) -> m.Message | None:
        """The file with what it holds; none where this person may not see that (any more)."""
        meeting = self.pack.meeting(message.meeting)
        if meeting is None or not may_organize(person.grants, meeting):
            return None
        # What is copied so is not checked again, line by line: it comes from our own tables.
        if isinstance(message, m.AttendanceChart):
            return message.model_copy(update={"counts": await self.counts(meeting)})
        return message.model_copy(update={"lists": await self.lists(meeting)})

    async def counts(self, meeting: Meeting) -> tuple[Count, ...]:
        """How many have answered what, and how many have not."""
        days, circle = days_of(meeting), circle_of(self.pack, meeting)
        answered = await self.uow.rsvps.counts(meeting.id, days)
        return (*answered, *await self.uow.invited.silent_counts(circle, meeting.id, days, self.now))

    async def lists(self, meeting: Meeting) -> Lists:
        """Everybody, and all that their answers were."""
        days, circle = days_of(meeting), circle_of(self.pack, meeting)
        rsvps = await self.uow.rsvps.all(meeting.id, days)
        past = [each async for each in self.uow.rsvps.history(meeting.id)]
        silent = await self.uow.invited.silent(circle, meeting.id, days, self.now)
        answered = {each.person_id: each for each in await self.uow.invited.answered(meeting.id, days)}
        called = await self.uow.people.names(_named(rsvps, past, silent))
        entered = _entered(past, called)
        names = {rsvp.id: called.get(rsvp.person_id) if rsvp.person_id else rsvp.name for rsvp in rsvps}
        return Lists(
            answers=tuple(
                _answer(rsvp, answered.get(rsvp.person_id or 0), names[rsvp.id], entered.get(rsvp.id)) for rsvp in rsvps
            ),
            silent=tuple(_silent(each, called.get(each.person_id)) for each in silent),
            vacant=absent_from(self.pack, circle, await self.uow.invited.countries(_FOCAL_POINTS, self.now)),
            past=tuple(_past(each, called, names) for each in past),
        )


async def note_export(uow: UnitOfWork, meeting_id: str, what: str, actor: str, at: datetime) -> None:
    """Keep in the audit log who has taken the answers of a meeting away, and in which form."""
    await uow.audit.add(Entry(Act.ANSWERS_EXPORTED, actor, detail={"meeting": meeting_id, "file": what}), at)


def _named(rsvps: Iterable[Rsvp], past: Iterable[Past], silent: Iterable[Invited]) -> set[int]:
    """Everybody whose name is written somewhere."""
    found = {each.person_id for each in silent}
    found.update(rsvp.person_id for rsvp in rsvps if rsvp.person_id is not None)
    found.update(who for each in past for who in (each.person_id, each.by) if who is not None)
    return found


def _entered(past: Iterable[Past], called: Mapping[int, str]) -> dict[int, str]:
    """Answer → the organizer who has entered it; those that people have given themselves are left out."""
    found: dict[int, str] = {}
    for each in past:
        if each.why is Why.BY_ORGANIZER:
            found[each.rsvp_id] = called.get(each.by or 0, "")
        elif each.why in _ANSWERING:
            found.pop(each.rsvp_id, None)
    return found


def _answer(rsvp: Rsvp, person: Invited | None, name: str | None, entered_by: str | None) -> Line:
    return Line(
        name=name,
        country=rsvp.country,
        region=person.region if person else None,
        language=person.language if person else None,
        contact=_contact(person),
        answer=rsvp.answer,
        seat=rsvp.seat,
        people=rsvp.party,
        substitute=rsvp.substitute,
        travel=rsvp.travel,
        access=rsvp.access,
        answered_at=rsvp.answered_at,
        queued_at=rsvp.queued_at,
        entered_by=entered_by,
    )


def _silent(person: Invited, name: str | None) -> Line:
    return Line(name, person.country, person.region, person.language, _contact(person))


def _contact(person: Invited | None) -> Contact:
    if person is None:
        return Contact.ELSEWHERE
    return Contact.REACHABLE if person.reachable else Contact.BLOCKED


def _past(past: Past, called: Mapping[int, str], names: Mapping[int, str | None]) -> PastLine:
    return PastLine(
        at=past.at,
        name=called.get(past.person_id) if past.person_id else names.get(past.rsvp_id),
        country=past.country,
        days=past.days,
        answer=past.answer,
        seat=past.seat,
        people=past.party,
        why=past.why,
        by=called.get(past.by) if past.by and past.by != past.person_id else None,
    )
