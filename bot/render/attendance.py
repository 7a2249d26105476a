"""The reader's own answer to a meeting, until when it can change, the places that are left, and the buttons to
answer."""

from datetime import datetime, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.actions import ChangeAnswer, GiveAnswer, GiveAnswerFor
from bot.domain.actions_answers import NOTE
from bot.domain.attendance import Answer, Door, Seat, answers_of
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Attendance, Own
from bot.render.context import Context, lines, rows
from bot.render.meetings import zone_name

_SETTLED: Final = (Seat.NONE, Seat.TAKEN, Seat.WAITING)
"""Seats of answers that are not to be given once more."""

_GIVEN: Final = "✓"


def own_line(meeting: Meeting, attendance: Attendance, context: Context) -> Markup:
    """What the reader has answered, and what has come of it; on a second line what they are to know of their place."""
    own = attendance.own
    if own is None:
        return context.words.html("rsvp.own.none") if attendance.door is Door.OPEN else Markup()
    answered = context.words.html("rsvp.own", answer=answer_in_words(own.answer, own.party, context))
    return lines(answered, _place(own, meeting, attendance.door, context))


def attendance_lines(meeting: Meeting, attendance: Attendance, context: Context) -> Markup:
    """All that is true for the reader: their answer, until when it can change, what they have asked organizers to
    allow, and the places left."""
    words = context.words
    late = (
        words.html("rsvp.asked_late", answer=answer_in_words(attendance.asked_late, 1, context))
        if attendance.asked_late
        else Markup()
    )
    return lines(
        own_line(meeting, attendance, context),
        until_line(meeting, attendance, context),
        late,
        *seats_lines(attendance, context),
    )


def until_line(meeting: Meeting, attendance: Attendance, context: Context) -> Markup:
    """Until when it can be answered, or changed; that it cannot any more, or from when it can. Nothing for a meeting
    that is over, and for whoever is to confirm a place by a time of its own."""
    words, own = context.words, attendance.own
    if own is not None and own.seat is Seat.OFFERED:
        return Markup()
    match attendance.door:
        case Door.OPEN:
            which = "answer" if own is None else "change"
            if attendance.until == meeting.begins_at():
                return words.html(f"rsvp.until.{which}.begin")
            return words.html(f"rsvp.until.{which}", time=moment(attendance.until, meeting, context))
        case Door.CLOSED:
            return words.html("rsvp.closed.answer" if own is None else "rsvp.closed.change")
        case Door.NOT_YET:
            opens = meeting.registration_opens_at() or meeting.begins_at()
            return words.html("rsvp.not_yet", time=moment(opens, meeting, context))
        case Door.OVER:
            return Markup()
        case _:
            assert_never(attendance.door)


def seats_lines(attendance: Attendance, context: Context) -> tuple[Markup, ...]:
    """The places left, for each way to take part that has a limit, while they can be taken."""
    if attendance.door is not Door.OPEN:
        return ()
    return tuple(
        context.words.html(f"rsvp.seats.{mode}", left=str(left))
        if left
        else context.words.html(f"rsvp.seats.{mode}.none")
        for mode, left in attendance.seats.items()
    )


def answer_buttons(
    meeting: Meeting,
    attendance: Attendance | None,
    context: Context,
    *,
    on: str = NOTE,
    besides: Answer | None = None,
    party: int | None = None,
) -> Rows:
    """The answers that can be given, two to a row, the given one marked; after the deadline the way to ask for another.
    None where the reader cannot answer now. `on`: where they stand, as in GiveAnswer; `besides`: one that is left out;
    `party`: for how many people whoever comes to the place answers, where they have said that already."""
    if attendance is None:
        return ()

    def button(answer: Answer) -> Button:
        action = (
            GiveAnswer(meeting.id, answer, on)
            if party is None or answer is not Answer.IN_PERSON
            else GiveAnswerFor(meeting.id, answer, str(party))
        )
        return context.labelled(_label(answer, attendance, context), action)

    own = attendance.own
    if attendance.door is Door.CLOSED:
        label = "button.rsvp.ask_late" if own is None else "button.rsvp.late"
        ask = (context.button(label, ChangeAnswer(meeting.id)),)
        in_turn = own is not None and own.seat is Seat.OFFERED
        return ((button(own.answer), button(Answer.NO)), ask) if own is not None and in_turn else (ask,)
    if attendance.door is not Door.OPEN:
        return ()
    return rows(button(answer) for answer in answers_of(meeting) if answer is not besides)


def answer_in_words(answer: Answer, party: int, context: Context) -> Markup:
    """An answer amid a sentence, with the number of people where it stands for several."""
    said = context.words.html(f"rsvp.answer.{answer}")
    if party == 1:
        return said
    return context.words.html("list.comma").join((said, context.words.html("rsvp.people", n=party)))


def moment(instant: datetime, meeting: Meeting, context: Context) -> Markup:
    """An instant by the reader's clock, else by that of the place. What ends with a day ends at its last minute."""
    zone = context.reader.zone or meeting.timezone
    where = context.names.zone(zone) if context.reader.zone else zone_name(meeting, context)
    local = instant.astimezone(ZoneInfo(zone))
    shown = instant - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else instant
    return context.dates.on_phone(shown, zone, where, context.now)


def _place(own: Own, meeting: Meeting, door: Door, context: Context) -> Markup:
    words = context.words
    if door is Door.OVER:
        return Markup()
    match own.seat:
        case Seat.WAITING:
            return words.html("rsvp.waiting", position=str(own.position or 1))
        case Seat.OFFERED:
            return words.html("rsvp.offered", time=moment(own.confirm_by or meeting.begins_at(), meeting, context))
        case Seat.LAPSED:
            again = words.html("rsvp.lapsed.again") if door is Door.OPEN else Markup()
            return lines(words.html("rsvp.lapsed"), again)
        case Seat.NONE | Seat.TAKEN:
            return Markup()
        case _:
            assert_never(own.seat)


def _label(answer: Answer, attendance: Attendance, context: Context) -> str:
    words, own = context.words, attendance.own
    if own is not None and own.answer is answer:
        if own.seat is Seat.OFFERED:
            return words.plain("button.rsvp.confirm")
        if own.seat in _SETTLED:
            return f"{_GIVEN} {words.plain(f'button.rsvp.{answer}')}"
    full = answer.mode is not None and attendance.seats.get(answer.mode) == 0
    return words.plain(f"button.rsvp.{answer}.full" if full else f"button.rsvp.{answer}")
