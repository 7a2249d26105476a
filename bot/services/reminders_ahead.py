"""What reminders are to come for somebody, by the rules as they are now and what they have answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.domain.attendance import Answer, Arrangement, Rsvp, Seat, circle_of, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.messages import Reminder, RemindersAhead
from bot.domain.messages_reminders import Ahead
from bot.domain.people import Person
from bot.domain.policy import access_of, concerned_by, visible
from bot.domain.reminders import asks, breaks_quiet, concerns, due_at, pointless_at, rules_of, subscription_of
from bot.ports import UnitOfWork

MOST: Final = 10
"""Reminders in one list."""


async def reminders_ahead(uow: UnitOfWork, pack: Pack, person: Person, now: datetime) -> RemindersAhead:
    """The next of them, the soonest first, with what this person has chosen."""
    arrangements = await uow.arrangements.all()
    answers = {(rsvp.meeting, rsvp.days): rsvp for rsvp in await uow.rsvps.of_person(person.id)}
    found = [
        Ahead(meeting=message.meeting, reminder=message.reminder, amount=message.amount, at=at, snoozed=message.snoozed)
        for at, message in await uow.outbox.put_off(person.id, "reminder")
        if isinstance(message, Reminder) and subscription_of(message.reminder) not in person.stopped
    ]
    for meeting in visible(pack, access_of(person.grants)).meetings:
        rsvp = answers.get((meeting.id, days_of(meeting)))
        answered = rsvp is not None and rsvp.answer is not Answer.NO
        if answered or concerned_by(circle_of(pack, meeting), person.grants):
            found += _of(meeting, arrangements.get(meeting.id, Arrangement()), rsvp, person, now)
    found.sort(key=lambda each: each.at)
    return RemindersAhead(ahead=tuple(found[:MOST]), stopped=tuple(sorted(person.stopped)), quiet=str(person.quiet))


def _of(
    meeting: Meeting, arrangement: Arrangement, rsvp: Rsvp | None, person: Person, now: datetime
) -> Iterator[Ahead]:
    answer, seat = (rsvp.answer, rsvp.seat) if rsvp else (None, Seat.NONE)
    for rule in rules_of(meeting):
        closed = asks(rule.kind) and arrangement.open is False
        if closed or subscription_of(rule.kind) in person.stopped or not concerns(rule.kind, answer, seat):
            continue
        due = due_at(meeting, rule, person.zone)
        at = due if breaks_quiet(rule.kind, answer) else person.quiet.until(person.zone, due) or due
        if due > now and at < pointless_at(meeting, rule, due):
            yield Ahead(meeting=meeting.id, reminder=rule.kind, amount=rule.amount, at=at)
