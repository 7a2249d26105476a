"""Asking those once more who have not answered; and asking an organizer for a number of places."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from bot.domain import messages as m
from bot.domain.actions import Chase, ResetCapacity, ShowBoard
from bot.domain.attendance import Door
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Attendance
from bot.domain.messages_organizing import ChasePlan
from bot.domain.reminders import CHASE
from bot.render.context import Context, Draft, capital, lines
from bot.render.meetings import heading
from bot.render.organizing_names import board, who
from bot.render.reminders import reminder

_MOST_PLACES = 99_999


def preview(message: m.ChasePreview, meeting: Meeting, attendance: Attendance, context: Context) -> Draft:
    """How many, in which languages, the first of them, who is left out, and what they would read."""
    words, plan = context.words, message.plan or ChasePlan()
    cancel = context.button("button.cancel", ShowBoard(meeting.id))
    if attendance.door is not Door.OPEN:
        return Draft((heading(meeting, context), words.html("chase.closed")), (board(meeting, context),))
    left_out = lines(*_left_out(plan, context))
    if not plan.total:
        return Draft((heading(meeting, context), words.html("chase.none"), left_out), (board(meeting, context),))
    languages = (
        words.html("board.line", what=capital(context.names.language(code)), count=str(count))
        for code, count in plan.languages.items()
    )
    shown = reminder(m.Reminder(meeting=meeting.id, reminder=CHASE, attendance=attendance), context)
    text = Markup("\n\n").join(filter(None, shown.paragraphs))
    return Draft(
        (
            lines(heading(meeting, context), words.html("chase.title", n=plan.total)),
            lines(*languages),
            words.html("chase.first", names=context.listed(escape(who(each, context)) for each in plan.first)),
            left_out,
            lines(words.html("chase.text"), Markup("<blockquote expandable>{}</blockquote>").format(text)),
        ),
        ((context.button("button.chase.send", Chase(meeting.id)), cancel),),
    )


def sent(message: m.ChaseSent, meeting: Meeting, context: Context) -> Draft:
    """So many are asked, and when those read it who are asleep."""
    said = context.words.html("chase.sent", n=message.count)
    return Draft((heading(meeting, context), said, context.words.html("chase.sent.then")), (board(meeting, context),))


def ask_places(message: m.AskPlaces, meeting: Meeting, now: Markup, context: Context) -> Draft:
    """A number is to be typed, or that of the content holds again; `now`: how many there are at present."""
    words = context.words
    unfit = words.html("places.unfit", most=str(_MOST_PLACES)) if message.unfit else Markup()
    reset = (context.button("button.places.pack", ResetCapacity(meeting.id, message.mode)),) if message.set_here else ()
    return Draft(
        (
            heading(meeting, context),
            now,
            unfit or words.html(f"places.ask.{message.mode}"),
            words.html("places.keep"),
        ),
        ((*reset, context.button("button.cancel", ShowBoard(meeting.id))),),
    )


def _left_out(plan: ChasePlan, context: Context) -> Iterator[Markup]:
    for key, count in (("unreachable", plan.unreachable), ("stopped", plan.stopped), ("lately", plan.lately)):
        if count:
            yield context.words.html(f"chase.left.{key}", count=str(count))
