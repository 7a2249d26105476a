"""A meeting as an iCalendar file (RFC 5545), in the reader's language."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import STATUS, Alarm, Calendar, Conference, Event, vCalAddress
from markupsafe import escape

from bot.domain.exchange import DocumentPart
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus
from bot.domain.messages import CalendarFile
from bot.domain.policy import may_see_link
from bot.render.bidi import clean, marked
from bot.render.context import Context, Draft, lines
from bot.render.meetings import dates, heading, languages, on_map, place

PRODUCT: Final = "-//NFP Bot//Meetings//EN"
UID: Final = "{meeting}@meetings.nfpbot"
"""What a calendar knows a meeting by: it is the same in every file on it, whatever changes."""

_DAY_BEFORE: Final = timedelta(days=-1)
_HOUR_BEFORE: Final = timedelta(hours=-1)
_STEERING: Final = re.compile("[\u200e\u200f\u2066-\u2069]")
_AROUND: Final = timedelta(days=1)


def calendar_file(message: CalendarFile, context: Context) -> DocumentPart | Draft:
    """The file, with a caption that says what to do with it."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    words = context.words
    caption = lines(heading(meeting, context), dates(meeting, context), words.html(_caption(message, meeting)))
    html = str(marked(caption) if words.right_to_left else caption)
    return DocumentPart(f"{meeting.id}.ics", content(message, meeting, context), html)


def content(message: CalendarFile, meeting: Meeting, context: Context) -> bytes:
    """What the file holds."""
    cancelled = meeting.status is MeetingStatus.CANCELLED
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("METHOD", "CANCEL" if cancelled else "PUBLISH")
    event = _event(message, meeting, context)
    if not cancelled:
        event.add_component(_alarm(meeting, event))
    calendar.add_component(event)
    _add_zone(calendar, meeting)
    return bytes(calendar.to_ical())


def _caption(message: CalendarFile, meeting: Meeting) -> str:
    if meeting.status is MeetingStatus.CANCELLED:
        return "calendar.cancelled"
    return "calendar.update" if message.update else "calendar.file"


def _event(message: CalendarFile, meeting: Meeting, context: Context) -> Event:
    event = Event()
    event.uid = UID.format(meeting=meeting.id)
    event.sequence = message.sequence
    event.stamp = context.now
    if message.changed_at is not None:
        event.last_modified = message.changed_at
    event.start, end = meeting.starts, meeting.ends
    if not isinstance(end, datetime):
        # A day of its own belongs to no zone, so that it stays where it is in every calendar; the end is exclusive.
        event.end = end + timedelta(days=1)
    elif end > meeting.starts:
        event.end = end
    event.summary = _line(context.title(meeting.title))
    event.status = STATUS.CANCELLED if meeting.status is MeetingStatus.CANCELLED else STATUS.CONFIRMED
    if where := _location(meeting, context):
        event.location = where
    if meeting.venue is not None and on_map(meeting):
        event.add("GEO", (meeting.venue.latitude, meeting.venue.longitude))
    if meeting.contact is not None and meeting.contact.email is not None:
        organizer = vCalAddress(f"mailto:{meeting.contact.email}")
        if meeting.contact.name is not None:
            organizer.params["CN"] = _line(context.title(meeting.contact.name))
        event.organizer = organizer
    link = str(meeting.link) if meeting.link and may_see_link(context.reader.access) else None
    if link is not None:
        event.url = link
        event.conferences = [Conference(link, label=_line(context.words.plain("meeting.remote.join")))]
    if description := _description(meeting, link, context):
        event.description = description
    return event


def _location(meeting: Meeting, context: Context) -> str:
    """Venue, address, city and country, as exactly as they are known; or that it is online."""
    venue = meeting.venue
    exact = [context.title(text) for text in (venue.name, venue.address) if text] if venue else []
    return ", ".join(filter(None, map(_line, [*exact, place(meeting, context).unescape()])))


def _description(meeting: Meeting, link: str | None, context: Context) -> str:
    words = context.words
    told = []
    if meeting.format is not None:
        told.append(words.plain(f"meeting.format.{meeting.format}"))
    if meeting.languages:
        told.append(words.plain("meeting.languages", languages=languages(meeting, context)))
    if link is not None and meeting.format is not MeetingFormat.IN_PERSON:
        # Not every calendar shows the address of an event.
        told.append(words.plain("calendar.join", link=escape(link)))
    return "\n".join(map(_line, told))


def _line(text: str) -> str:
    """A text on one line, without the marks that steer direction in a chat: calendars lay out each field by itself."""
    return _STEERING.sub("", clean(text)).replace("\n", " ")


def _alarm(meeting: Meeting, event: Event) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.description = event.summary
    alarm.TRIGGER = _HOUR_BEFORE if isinstance(meeting.starts, datetime) else _DAY_BEFORE
    return alarm


def _add_zone(calendar: Calendar, meeting: Meeting) -> None:
    """Say what the clocks show at the place around the meeting."""
    calendar.add_missing_timezones(_day(meeting.starts) - _AROUND, _day(meeting.ends) + 2 * _AROUND)
    for zone in calendar.timezones:
        for part in zone.subcomponents:
            # The library writes when clocks have gone forward by the clock after, the standard by the one before.
            part.DTSTART -= max(timedelta(), part.TZOFFSETTO - part.TZOFFSETFROM)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
