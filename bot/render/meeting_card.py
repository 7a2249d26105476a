"""A meeting at a glance, in a chat with one reader. It stands there for weeks, and says nothing that ages."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.actions import GetCalendar, PassOn, ShowBoard, ShowDetails
from bot.domain.actions_answers import CARD
from bot.domain.attendance import Door, details_of
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import Meeting, MeetingStatus, MeetingTopic
from bot.domain.messages import MeetingCard
from bot.domain.messages_meetings import Attendance
from bot.domain.policy import may_organize
from bot.domain.publication import published
from bot.render.attendance import answer_buttons, attendance_lines
from bot.render.context import Context, Draft, lines, rows
from bot.render.meetings import (
    back_to_list,
    city_and_country,
    dates,
    heading,
    languages,
    map_buttons,
    over,
    span,
    topic_button,
)


def card(message: MeetingCard, context: Context) -> Draft:
    """When, where and how; the reader's own answer, and what they can answer; then a button for each topic on which
    something is published, the others are named. Guests are told how to get access."""
    meeting, attendance = context.pack.meeting(message.meeting), message.attendance
    if meeting is None:
        return context.gone()
    known = [topic for topic in MeetingTopic if published(meeting, topic)]
    answered = attendance_lines(meeting, attendance, context) if attendance else context.way_in()
    return Draft(
        (
            heading(meeting, context),
            lines(*facts(meeting, context)),
            answered,
            _missing(meeting, known, context),
            context.sources(meeting.source),
        ),
        (
            *answer_buttons(meeting, attendance, context, on=CARD),
            *rows(_besides(meeting, attendance, context)),
            *rows(topic_button(meeting, topic, context) for topic in known),
            *_board(meeting, context),
            *rows((*map_buttons(meeting, context), *_question(context), back_to_list(meeting, context))),
            *context.way_in_button(),
        ),
    )


def facts(meeting: Meeting, context: Context) -> Iterator[Markup]:
    """When, where, how and in which languages, as far as it is known."""
    words = context.words
    yield dates(meeting, context)
    if over(meeting, context) and meeting.status is not MeetingStatus.CANCELLED:
        yield words.html("date.over", date=context.dates.day(span(meeting)[1]))
    if spot := city_and_country(meeting, context):
        yield words.html("meeting.place", place=spot)
    if meeting.format is not None:
        yield words.html(f"meeting.format.{meeting.format}")
    if meeting.languages:
        yield words.html("meeting.languages", languages=languages(meeting, context))


def _missing(meeting: Meeting, known: list[MeetingTopic], context: Context) -> Markup:
    """The topics that are still to be published, while there is something to wait for."""
    missing = [context.words.html(f"button.meeting.{topic}") for topic in MeetingTopic if topic not in known]
    if not missing or meeting.status is MeetingStatus.CANCELLED or over(meeting, context):
        return Markup()
    return context.words.html("meeting.missing", topics=Markup(" · ").join(missing))


def _besides(meeting: Meeting, attendance: Attendance | None, context: Context) -> Iterator[Button]:
    """What comes after the answer: what organizers ask besides, and the calendar."""
    if attendance is None or attendance.door is Door.OVER:
        return
    if attendance.own is not None and details_of(meeting, attendance.own.answer):
        yield context.button("button.rsvp.details", ShowDetails(meeting.id))
    yield context.button("button.do.calendar", GetCalendar(meeting.id))


def _board(meeting: Meeting, context: Context) -> Rows:
    """Who comes, for those who look after that."""
    if not may_organize(context.reader.grants, meeting):
        return ()
    return ((context.button("button.board", ShowBoard(meeting.id)),),)


def _question(context: Context) -> tuple[Button, ...]:
    """A way to people, for members; guests are shown how to become one."""
    if not context.reader.access.member:
        return ()
    return (context.button("button.ask_secretariat", PassOn("0")),)
