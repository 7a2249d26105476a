"""Several meetings: what is coming, what is past, and what fits a question."""

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from bot.domain.actions import Action, ShowMeeting, ShowMeetings
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import Meeting
from bot.domain.messages import MeetingList, MeetingsFound
from bot.render.context import Context, Draft, lines, rows
from bot.render.meetings import dates, heading, label, over, place, status

PAGE: Final = 8
"""Meetings on one page."""


def meeting_list(message: MeetingList, context: Context) -> Draft:
    """A page of the meetings to come, soonest first, or of past ones, latest first."""
    past = message.period == "past"
    meetings = sorted(
        (meeting for meeting in context.pack.meetings if over(meeting, context) == past),
        key=lambda meeting: (meeting.begins_at(), meeting.id),
        reverse=past,
    )
    others = len(context.pack.meetings) > len(meetings)
    switch = (_switch(message, context),) if others else ()
    if not meetings:
        key = f"meetings.none.{message.period}"
        also = context.words.html(f"meetings.none.{message.period}.others") if others else Markup()
        return Draft((context.words.html(key), also, context.way_in()), (*rows(switch), context.menu()[1:]))
    last_page = (len(meetings) - 1) // PAGE
    page = min(message.page, last_page)
    shown = meetings[page * PAGE : (page + 1) * PAGE]
    return Draft(
        (
            context.words.html(f"meetings.{message.period}"),
            *(_entry(meeting, context) for meeting in shown),
            context.sources(*(meeting.source for meeting in shown)),
        ),
        (*one_each(shown, context), *rows(_pages(message.period, page, last_page, context)), *rows(switch)),
    )


def meetings_found(message: MeetingsFound, context: Context) -> Draft:
    """The meetings that a question fits; where none is left, the next one."""
    found = [meeting for name in message.meetings if (meeting := context.pack.meeting(name)) is not None]
    following = context.pack.meeting(message.next) if message.next else None
    shown = found or ([following] if following is not None else [])
    if found:
        said = context.words.html("meetings.found", n=len(found))
    else:
        said = context.words.html("meetings.not_found.next" if following else "meetings.not_found")
    return Draft(
        (
            said,
            *(_entry(meeting, context) for meeting in shown),
            context.sources(*(meeting.source for meeting in shown)),
            Markup() if found else context.way_in(),
        ),
        (*one_each(shown, context), (context.menu()[0],)),
    )


def _entry(meeting: Meeting, context: Context) -> Markup:
    known = (dates(meeting, context), place(meeting, context), status(meeting, context))
    return lines(heading(meeting, context), *known)


def one_each(meetings: list[Meeting], context: Context, action: Callable[[str], Action] = ShowMeeting) -> Rows:
    """A button a meeting, with what it does by the meeting's id; by title where dates and cities alone could not be
    told apart."""
    labels = [label(meeting, context) for meeting in meetings]
    return tuple(
        (
            context.labelled(
                label(meeting, context, titled=True) if labels.count(shown) > 1 else shown, action(meeting.id)
            ),
        )
        for meeting, shown in zip(meetings, labels, strict=True)
    )


def _pages(period: str, page: int, last_page: int, context: Context) -> list[Button]:
    buttons = []
    if page > 0:
        buttons.append(context.button("button.page.before", ShowMeetings(period, str(page - 1))))
    if page < last_page:
        buttons.append(context.button("button.page.after", ShowMeetings(period, str(page + 1))))
    return buttons


def _switch(message: MeetingList, context: Context) -> Button:
    other = "upcoming" if message.period == "past" else "past"
    return context.button(f"button.meetings.{other}", ShowMeetings(other, "0"))
