"""One meeting: the lines that say what, when and where, and its venue on the map."""

from datetime import date, datetime

from markupsafe import Markup

from bot.domain.actions import Ask, SendMap, ShowMeeting, ShowMeetings
from bot.domain.exchange import Button, VenuePart
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus, MeetingTopic, Venue
from bot.domain.messages import MeetingMap
from bot.render.context import Context, Draft, capital, lines
from bot.render.dates import day_of, same_clock


def venue(message: MeetingMap, context: Context) -> Draft | VenuePart:
    """The venue as a place on the map; where it has no coordinates, what is known of it in words."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    spot = meeting.venue
    if spot is None or spot.latitude is None or spot.longitude is None:
        said = lines(context.words.html("meeting.no_map"), place(meeting, context))
        return Draft((heading(meeting, context), said), ((all_about(meeting, context),),))
    return VenuePart(
        title=context.words.value(context.title(spot.name or meeting.title)),
        address=context.words.value(_address(meeting, spot, context)),
        latitude=spot.latitude,
        longitude=spot.longitude,
    )


def _address(meeting: Meeting, spot: Venue, context: Context) -> str:
    """The address of the venue, as exactly as it is known."""
    if spot.address is not None:
        return context.title(spot.address)
    return place(meeting, context) or context.title(meeting.title)


def heading(meeting: Meeting, context: Context) -> Markup:
    """The title, and that it is cancelled where it is."""
    title = Markup("<b>{}</b>").format(context.words.safe(context.title(meeting.title)))
    if meeting.status is MeetingStatus.CANCELLED:
        return lines(title, context.words.html("meeting.cancelled"))
    return title


def dates(meeting: Meeting, context: Context) -> Markup:
    """When it is, in its own time and, where clocks differ, in the reader's."""
    where = zone_name(meeting, context)
    starts, ends = meeting.starts, meeting.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return capital(context.dates.days(*span(meeting)))
    own = capital(context.dates.span(starts, ends, meeting.timezone, where))
    zone = context.reader.zone
    if zone is None:
        other = context.dates.on_phone(starts, "UTC", Markup("UTC"), context.now)
        return lines(own, context.words.html("meeting.same_moment", time=other))
    if same_clock(starts, meeting.timezone, zone):
        return own
    yours = context.dates.on_phone(starts, zone, context.names.zone(zone), context.now)
    return lines(own, context.words.html("meeting.your_time", time=yours))


def span(meeting: Meeting) -> tuple[date, date]:
    """The first and the last day, at the place."""
    first, last = (
        day_of(moment, meeting.timezone) if isinstance(moment, datetime) else moment
        for moment in (meeting.starts, meeting.ends)
    )
    return first, last


def over(meeting: Meeting, context: Context) -> bool:
    """Whether it is past."""
    return meeting.over_at() <= context.now


def status(meeting: Meeting, context: Context) -> Markup:
    """How far off it is, or that it is over; nothing where it is cancelled, which its heading says."""
    if meeting.status is MeetingStatus.CANCELLED:
        return Markup()
    first, last = span(meeting)
    if over(meeting, context):
        return context.words.html("date.over", date=context.dates.day(last))
    return context.dates.distance(first, last, day_of(context.now, meeting.timezone))


def zone_name(meeting: Meeting, context: Context) -> str:
    """The place whose time the meeting's time is: its city, else that of its zone."""
    return context.title(meeting.city) if meeting.city else context.names.zone(meeting.timezone)


def place(meeting: Meeting, context: Context) -> Markup:
    """City and country, or that it is online; empty where neither is known."""
    online = context.words.html("meeting.online") if meeting.format is MeetingFormat.ONLINE else Markup()
    return city_and_country(meeting, context) or online


def city_and_country(meeting: Meeting, context: Context) -> Markup:
    """As far as they are known."""
    parts = [context.title(meeting.city)] if meeting.city else []
    if meeting.country:
        parts.append(context.names.country(meeting.country))
    return context.words.html("list.comma").join(map(context.words.safe, parts))


def languages(meeting: Meeting, context: Context) -> Markup:
    """The languages of interpretation."""
    return context.listed(context.names.language(code) for code in meeting.languages)


def label(meeting: Meeting, context: Context, *, titled: bool = False) -> str:
    """A meeting on a button: date and city, or date and title where there is no city or `titled` asks for it."""
    name = meeting.title if titled or meeting.city is None else meeting.city
    return context.words.plain("meeting.label", date=context.dates.short(span(meeting)[0]), name=context.title(name))


def short_name(meeting: Meeting, context: Context) -> str:
    """A meeting in a few words: city and month, or its title."""
    if meeting.city is None:
        return context.words.value(context.title(meeting.title))
    month = context.dates.month(span(meeting)[0])
    return context.words.plain("meeting.short_name", city=context.title(meeting.city), month=month)


def topic_button(meeting: Meeting, topic: MeetingTopic, context: Context) -> Button:
    """Asks for a topic of the meeting."""
    return context.button(f"button.meeting.{topic}", Ask(f"meeting.{topic}", meeting.id))


def on_map(meeting: Meeting) -> bool:
    """Whether the venue's coordinates are known."""
    return meeting.venue is not None and None not in (meeting.venue.latitude, meeting.venue.longitude)


def map_buttons(meeting: Meeting, context: Context) -> tuple[Button, ...]:
    """The button that sends the map, where there is one."""
    return (context.button("button.map", SendMap(meeting.id)),) if on_map(meeting) else ()


def all_about(meeting: Meeting, context: Context) -> Button:
    """Shows the meeting's card."""
    return context.button("button.meeting", ShowMeeting(meeting.id))


def back_to_list(meeting: Meeting, context: Context) -> Button:
    """Shows the list in which the meeting stands."""
    period = "past" if over(meeting, context) else "upcoming"
    return context.button("button.all_meetings", ShowMeetings(period, "0"))
