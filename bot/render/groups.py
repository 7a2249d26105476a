"""Before all in a group: a meeting's card that shows nothing of anybody, and what is said to those who press there."""

from dataclasses import replace
from typing import Final, assert_never

from markupsafe import Markup

from bot.domain.actions import ShowInGroup
from bot.domain.actions_answers import CARD
from bot.domain.attendance import Door, Seat
from bot.domain.exchange import Rows
from bot.domain.meetings import Meeting
from bot.domain.messages import GroupMeetings, MeetingCard, NotedInGroup, RefusedInGroup, StrangerInGroup
from bot.domain.messages_meetings import Attendance
from bot.domain.policy import shown_in_groups
from bot.render.attendance import answer_buttons, answer_in_words, seats_lines, until_line
from bot.render.context import Context, Draft, lines
from bot.render.meeting_lists import one_each
from bot.render.meetings import city_and_country, dates, heading, over, status

MOST_SHOWN: Final = 30
"""Meetings among which one can choose: the next ones."""


def shared_card(message: MeetingCard, context: Context) -> Draft:
    """A meeting as everybody in the group may see it: in the time of its place, which each phone turns into its own."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return Draft((context.words.html("group.gone"),))
    # It is read by all, not by the one who has asked for it.
    shared = replace(context, reader=replace(context.reader, zone=None))
    said, buttons = _answering(meeting, message.attendance, shared)
    return Draft((heading(meeting, shared), lines(*_facts(meeting, shared)), *said), buttons)


def group_meetings(_: GroupMeetings, context: Context) -> Draft:
    """The meetings that the reader may show."""
    found = shown_in_groups(context.pack, context.reader.grants, context.now)[:MOST_SHOWN]
    if not found:
        return Draft((context.words.html("private_only"),))
    return Draft((context.words.html("group.meetings"),), one_each(found, context, ShowInGroup))


def over_the_chat(message: NotedInGroup | RefusedInGroup | StrangerInGroup, context: Context) -> Draft:
    """A word to whoever has pressed a button, alone."""
    words = context.words
    match message:
        case NotedInGroup(seat=Seat.WAITING):
            said = words.html("toast.waiting", position=str(message.position or 1))
        case NotedInGroup():
            said = words.html("toast.noted", answer=answer_in_words(message.answer, 1, context))
        case RefusedInGroup():
            said = words.html(f"toast.refused.{message.why}")
        case StrangerInGroup():
            said = words.html("toast.stranger", bot=f"@{message.bot}")
        case _:
            assert_never(message)
    more = isinstance(message, NotedInGroup) and message.told
    return Draft((lines(said, words.html("toast.more") if more else Markup()),))


def _facts(meeting: Meeting, context: Context) -> tuple[Markup, ...]:
    words, spot = context.words, city_and_country(meeting, context)
    return (
        dates(meeting, context),
        # How many days are left would be wrong tomorrow.
        status(meeting, context) if over(meeting, context) else Markup(),
        words.html("meeting.place", place=spot) if spot else Markup(),
        words.html(f"meeting.format.{meeting.format}") if meeting.format is not None else Markup(),
    )


def _answering(meeting: Meeting, attendance: Attendance | None, context: Context) -> tuple[tuple[Markup, ...], Rows]:
    """Until when answers are taken, the places left, and the buttons; these only while they are taken."""
    if attendance is None:
        return (), ()
    attendance = attendance.model_copy(update={"own": None, "asked_late": None})
    said = lines(until_line(meeting, attendance, context), *seats_lines(attendance, context))
    if attendance.door is not Door.OPEN:
        return (said,), ()
    return (said, context.words.html("group.each")), answer_buttons(meeting, attendance, context, on=CARD)
