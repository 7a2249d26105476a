"""What has changed about a meeting, as a difference: what it was, struck out, and what it is."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from bot.domain.actions import TellChangeNow
from bot.domain.attendance import Door
from bot.domain.exchange import Rows
from bot.domain.meeting_changes import Aspect, asks_anew, place_of
from bot.domain.meeting_changes import changes as differences
from bot.domain.meetings import Meeting
from bot.domain.messages import ChangeTold, ChangeWaits, MeetingChanged
from bot.domain.messages_meetings import Attendance
from bot.domain.policy import may_see_link
from bot.render.attendance import answer_buttons, attendance_lines, seats_lines, until_line
from bot.render.context import Context, Draft, lines
from bot.render.dates import same_clock
from bot.render.meetings import all_about, city_and_country, heading, place, span, zone_name


def changed(message: MeetingChanged, context: Context) -> Draft:
    """To somebody whom the meeting concerns: the difference, their own answer, and whether to answer anew."""
    meeting, attendance = context.pack.meeting(message.meeting), message.attendance
    if meeting is None:
        return context.gone()
    asked, buttons = _asked(message, meeting, attendance, context) if attendance else (Markup(), ())
    return Draft(
        (*_difference(message.before, meeting, context), asked),
        (*buttons, (all_about(meeting, context),)),
    )


def waits(message: ChangeWaits, context: Context) -> Draft:
    """To an organizer: what will be told when, and to how many."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    zone = context.reader.zone or meeting.timezone
    where = context.names.zone(zone) if context.reader.zone else zone_name(meeting, context)
    time = context.dates.at(message.at, zone, where)
    return Draft(
        (
            *_difference(message.before, meeting, context),
            context.words.html("change.waits", n=message.people, time=time),
        ),
        ((context.button("button.tell_change_now", TellChangeNow(meeting.id)),),),
    )


def told(message: ChangeTold, context: Context) -> Draft:
    """To the organizer who did not want to wait."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    words = context.words
    said = words.html("change.told") if message.people is None else words.html("change.telling", n=message.people)
    return Draft((heading(meeting, context), said), ((all_about(meeting, context),),))


def _asked(message: MeetingChanged, meeting: Meeting, attendance: Attendance, context: Context) -> tuple[Markup, Rows]:
    """The reader's answer; where the days are others, that it is asked for anew."""
    anew = asks_anew(message.before, meeting) and attendance.own is None and attendance.door is Door.OPEN
    asked = context.words.html("changed.answer_anew" if message.answered else "changed.answer")
    said = (
        lines(asked, until_line(meeting, attendance, context), *seats_lines(attendance, context))
        if anew
        else attendance_lines(meeting, attendance, context)
    )
    return said, answer_buttons(meeting, attendance, context)


def _difference(before: Meeting, after: Meeting, context: Context) -> tuple[Markup, ...]:
    found = differences(before, after, context.words.language)
    if Aspect.CANCELLED in found:
        planned = lines(*(_struck(each) for each in (_when(before, context), place(before, context)) if each))
        return (heading(after, context), planned)
    intro = context.words.html("changed.back" if Aspect.BACK in found else "changed.intro")
    return (lines(heading(after, context), intro), lines(*_lines(before, after, found, context)))


def _lines(before: Meeting, after: Meeting, found: frozenset[Aspect], context: Context) -> Iterator[Markup]:
    words = context.words
    if Aspect.DATES in found:
        yield words.html("changed.dates", change=_from_to(_when(before, context), _when(after, context), context))
        old, new = _for_reader(before, context), _for_reader(after, context)
        if new and old != new:
            yield words.html("changed.your_time", change=_from_to(old, new, context))
    elif Aspect.BACK in found:
        yield words.html("changed.dates", change=_when(after, context))
    if Aspect.PLACE in found:
        yield words.html("changed.place", change=_from_to(_where(before, context), _where(after, context), context))
    if Aspect.FORMAT in found:
        old, new = (
            words.html(f"changed.format.{each.format}") if each.format else Markup() for each in (before, after)
        )
        yield words.html("changed.format", change=_from_to(old, new, context))
    if Aspect.LINK in found and may_see_link(context.reader.access):
        link = context.link(after.link, words.plain("meeting.remote.join"))
        yield words.html("changed.link", link=link)


def _from_to(old: Markup, new: Markup, context: Context) -> Markup:
    """What it was, where that was known, and what it is, where it is known."""
    new = new or context.words.html("changed.open")
    return context.words.html("changed.from_to", old=_struck(old), new=new) if old else new


def _struck(text: Markup) -> Markup:
    return Markup("<s>{}</s>").format(text)


def _when(meeting: Meeting, context: Context) -> Markup:
    """Its days, or its hours by the clock of its place."""
    starts, ends = meeting.starts, meeting.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return context.dates.days(*span(meeting))
    return context.dates.span(starts, ends, meeting.timezone, zone_name(meeting, context))


def _for_reader(meeting: Meeting, context: Context) -> Markup:
    """When it begins by the reader's clock, where that is another."""
    zone, starts = context.reader.zone, meeting.starts
    if zone is None or not isinstance(starts, datetime) or same_clock(starts, meeting.timezone, zone):
        return Markup()
    return context.dates.at(starts, zone, context.names.zone(zone))


def _where(meeting: Meeting, context: Context) -> Markup:
    """Venue, address, city and country, as far as they are known."""
    exact = [context.words.safe(context.title(text)) for text in place_of(meeting)[:2] if text]
    spot = city_and_country(meeting, context)
    return context.words.html("list.comma").join([*exact, *([spot] if spot else [])])
