"""Whether the reader comes to a meeting: receipts, questions, refusals, and places on offer."""

from collections.abc import Iterator
from typing import assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import AskLate, ChangeAnswer, DecideLate, GetCalendar, GiveAnswer, GiveAnswerFor, ShowDetails
from bot.domain.actions_answers import NOTE
from bot.domain.attendance import Answer, Detail, Door, answers_of, details_of
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import Meeting, MeetingTopic
from bot.domain.messages_meetings import Attendance, Own
from bot.domain.policy import may_organize
from bot.domain.publication import published
from bot.render.attendance import (
    answer_buttons,
    answer_in_words,
    attendance_lines,
    moment,
    own_line,
    seats_lines,
    until_line,
)
from bot.render.context import Context, Draft, lines, rows
from bot.render.meetings import all_about, dates, heading, topic_button

AnswerMessage = (
    m.AnswerNoted
    | m.AnswerRefused
    | m.AskAnswer
    | m.LateSent
    | m.SeatOffered
    | m.SeatGiven
    | m.SeatLapsed
    | m.AnswerEntered
    | m.AnswerPassedOn
    | m.LateDecided
)


def answering(message: AnswerMessage, context: Context) -> Draft:
    """What is said of the reader's answer: nothing where they cannot give one, or where nobody in particular reads."""
    meeting, attendance = context.pack.meeting(message.meeting), message.attendance
    if meeting is None:
        return context.gone()
    about, way_on = lines(heading(meeting, context), dates(meeting, context)), (all_about(meeting, context),)
    if attendance is None:
        asked = context.words.html("rsvp.ask") if isinstance(message, m.AskAnswer) else Markup()
        return Draft((about, asked), (way_on,))
    said, buttons = _said(message, meeting, attendance, context)
    return Draft((about, *said), (*buttons, way_on))


def late_asked(message: m.LateAsked, context: Context) -> Draft:
    """To an organizer: who wants to answer how, though it is too late."""
    meeting = _organized(message, context)
    if meeting is None:
        return context.gone()
    words = context.words
    asked = (str(message.request), message.answer, str(message.party))
    return Draft(
        (
            heading(meeting, context),
            lines(words.html("late.asked"), _who(message.name, message.country, context)),
            words.html("late.asked.answer", answer=answer_in_words(message.answer, message.party, context)),
        ),
        (
            (
                context.button("button.late.allow", DecideLate(*asked, "granted")),
                context.button("button.late.refuse", DecideLate(*asked, "refused")),
            ),
        ),
    )


def late_settled(message: m.LateSettled, context: Context) -> Draft:
    """To an organizer: what was decided, and that the person knows."""
    meeting = _organized(message, context)
    if meeting is None:
        return context.gone()
    words = context.words
    return Draft(
        (
            heading(meeting, context),
            lines(
                _who(message.name, message.country, context),
                words.html("late.asked.answer", answer=answer_in_words(message.answer, message.party, context)),
            ),
            words.html("late.settled.granted" if message.granted else "late.settled.refused"),
        ),
        ((all_about(meeting, context),),),
    )


def _said(
    message: AnswerMessage, meeting: Meeting, attendance: Attendance, context: Context
) -> tuple[tuple[Markup, ...], Rows]:
    """What a message says besides what it is about, and the buttons for that."""
    words = context.words
    answers = answer_buttons(meeting, attendance, context)
    everything = attendance_lines(meeting, attendance, context)
    match message:
        case m.AnswerNoted():
            return _noted(meeting, attendance, context)
        case m.AnswerRefused():
            return _refused(message, meeting, attendance, context)
        case m.AskAnswer():
            return _asked(message, meeting, attendance, context)
        case m.LateSent():
            return (words.html("late.sent", answer=answer_in_words(message.answer, 1, context)),), ()
        case m.SeatOffered():
            return (words.html(f"seat.offered.{message.mode}"), own_line(meeting, attendance, context)), answers
        case m.SeatGiven():
            return (words.html(f"seat.given.{message.mode}"), everything), (*answers, _calendar(meeting, context))
        case m.SeatLapsed():
            return (everything,), answers
        case m.AnswerEntered():
            key = "answer.removed" if message.answer is None else "answer.entered"
            return (words.html(key), everything), answers
        case m.AnswerPassedOn():
            return (words.html("answer.passed_on"), everything), (*answers, _calendar(meeting, context))
        case m.LateDecided():
            answer = answer_in_words(message.answer, 1, context)
            key = "late.granted" if message.granted else "late.refused"
            contact = () if message.granted else _contact(meeting, context)
            return (words.html(key, answer=answer), own_line(meeting, attendance, context)), contact
        case _:
            assert_never(message)


def _noted(meeting: Meeting, attendance: Attendance, context: Context) -> tuple[tuple[Markup, ...], Rows]:
    words, own = context.words, attendance.own
    if own is None:
        return (attendance_lines(meeting, attendance, context),), answer_buttons(meeting, attendance, context)
    asked = details_of(meeting, own.answer)
    details = (context.button("button.rsvp.details", ShowDetails(meeting.id)),) if asked else ()
    change = () if attendance.door is Door.OVER else (context.button("button.rsvp.change", ChangeAnswer(meeting.id)),)
    calendar = _calendar(meeting, context) if own.answer is not Answer.NO else ()
    return (
        lines(
            own_line(meeting, attendance, context),
            words.html("rsvp.noted", time=moment(own.answered_at, meeting, context)),
            until_line(meeting, attendance, context),
        ),
        _still_asked(meeting, own, context),
    ), rows((*details, *change, *calendar))


def _still_asked(meeting: Meeting, own: Own, context: Context) -> Markup:
    """What organizers ask besides, and the reader has not told; nothing where they have told it all."""
    words = context.words
    still = [words.html(f"detail.{each}") for each in details_of(meeting, own.answer) if not told(each, own)]
    return words.html("rsvp.details_asked", details=context.listed(still)) if still else Markup()


def told(detail: Detail, own: Own) -> str | None:
    """What the reader has told; a number of people counts only where it is not the one who answers alone."""
    match detail:
        case Detail.PARTY_SIZE:
            return None if own.party == 1 else str(own.party)
        case Detail.SUBSTITUTE:
            return own.substitute
        case Detail.TRAVEL:
            return own.travel
        case Detail.ACCESS:
            return own.access
        case _:
            assert_never(detail)


def _refused(
    message: m.AnswerRefused, meeting: Meeting, attendance: Attendance, context: Context
) -> tuple[tuple[Markup, ...], Rows]:
    words = context.words
    wanted = answer_in_words(message.answer, message.party or 1, context)
    own = own_line(meeting, attendance, context)
    match message.why:
        case "not_yet":
            return (words.html("rsvp.refused.not_yet"), until_line(meeting, attendance, context)), ()
        case "closed":
            late = AskLate(meeting.id, message.answer, str(message.party or 0))
            said = words.html("rsvp.refused.closed", answer=wanted)
            return (said, own), ((context.button("button.rsvp.ask_late", late),),)
        case "over":
            return (words.html("rsvp.refused.over"), own), ()
        case "no_such_answer":
            return (words.html("rsvp.refused.no_such_answer"), own), answer_buttons(meeting, attendance, context)
        case "no_room":
            said = words.html("rsvp.refused.no_room", answer=wanted)
            left = lines(own, *seats_lines(attendance, context))
            return (said, left), answer_buttons(meeting, attendance, context)
        case _:
            assert_never(message.why)


def _asked(
    message: m.AskAnswer, meeting: Meeting, attendance: Attendance, context: Context
) -> tuple[tuple[Markup, ...], Rows]:
    words = context.words
    everything = attendance_lines(meeting, attendance, context)
    match attendance.door:
        case Door.NOT_YET:
            return (words.html("rsvp.refused.not_yet"), everything), ()
        case Door.OVER:
            return (words.html("rsvp.refused.over"), everything), ()
        case Door.CLOSED:
            return (everything, words.html("rsvp.ask.late")), rows(_late_buttons(message, meeting, attendance, context))
        case Door.OPEN:
            pass
        case _:
            assert_never(attendance.door)
    answer = message.answer
    party = message.party if answer in (None, Answer.IN_PERSON) else None
    buttons = answer_buttons(meeting, attendance, context, besides=answer, party=party)
    if answer is None:
        return (everything, words.html("rsvp.ask")), buttons
    give = GiveAnswer(meeting.id, answer, NOTE) if party is None else GiveAnswerFor(meeting.id, answer, str(party))
    said = words.html("rsvp.ask.confirm", answer=answer_in_words(answer, party or 1, context))
    return (everything, said), ((context.button("button.rsvp.yes", give),), *buttons)


def _late_buttons(message: m.AskAnswer, meeting: Meeting, attendance: Attendance, context: Context) -> Iterator[Button]:
    """What organizers can be asked to allow: every answer but the one that stands."""
    for answer in answers_of(meeting):
        if attendance.own is None or attendance.own.answer is not answer:
            yield context.button(f"button.rsvp.{answer}", AskLate(meeting.id, answer, str(message.party or 0)))


def _calendar(meeting: Meeting, context: Context) -> tuple[Button, ...]:
    return (context.button("button.do.calendar", GetCalendar(meeting.id)),)


def _contact(meeting: Meeting, context: Context) -> Rows:
    """Whom to write to, where that is published."""
    if not published(meeting, MeetingTopic.CONTACT):
        return ()
    return ((topic_button(meeting, MeetingTopic.CONTACT, context),),)


def _organized(message: m.LateAsked | m.LateSettled, context: Context) -> Meeting | None:
    """The meeting, where the reader looks after it."""
    meeting = context.pack.meeting(message.meeting)
    return meeting if meeting is not None and may_organize(context.reader.grants, meeting) else None


def _who(name: str | None, country: str | None, context: Context) -> Markup:
    """Somebody by name and country, as far as they are known."""
    known = [*([name] if name else []), *([context.names.country(country)] if country else [])]
    return context.words.html("list.comma").join(map(context.words.safe, known or ["–"]))
