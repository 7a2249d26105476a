"""What has changed about a meeting that those concerned have to know."""

from datetime import date, datetime, timedelta
from enum import Enum, auto

from bot.domain.attendance import days_of
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting, MeetingStatus


class Aspect(Enum):
    """What can change."""

    CANCELLED = auto()
    BACK = auto()
    """It takes place after all."""
    DATES = auto()
    """Its days, hours, or the clock that they are told by."""
    PLACE = auto()
    FORMAT = auto()
    LINK = auto()
    """The address at which it is joined has been replaced by another."""


def changes(before: Meeting, after: Meeting, language: str | None = None) -> frozenset[Aspect]:
    """What is different; for a reader of this language, or (none) for anybody.

    A text that was only translated says what it said. A link that is published for the first time is no change.
    """
    found = set[Aspect]()
    if before.status is not after.status:
        if after.status is MeetingStatus.CANCELLED:
            found.add(Aspect.CANCELLED)
        elif before.status is MeetingStatus.CANCELLED:
            found.add(Aspect.BACK)
    if any(_clock(old) != _clock(new) for old, new in ((before.starts, after.starts), (before.ends, after.ends))):
        found.add(Aspect.DATES)
    if before.country != after.country or any(
        _differ(old, new, language) for old, new in zip(place_of(before), place_of(after), strict=True)
    ):
        found.add(Aspect.PLACE)
    if before.format is not after.format:
        found.add(Aspect.FORMAT)
    if before.link is not None and after.link is not None and before.link != after.link:
        found.add(Aspect.LINK)
    return frozenset(found)


def asks_anew(before: Meeting, after: Meeting) -> bool:
    """Whether it takes place on other days now, so that answers are asked for once more."""
    return after.status is MeetingStatus.PUBLISHED and days_of(before) != days_of(after)


def place_of(meeting: Meeting) -> tuple[Text | None, Text | None, Text | None]:
    """Venue, address and city, as far as they are known."""
    venue = meeting.venue
    return (venue.name if venue else None, venue.address if venue else None, meeting.city)


def bare(meeting: Meeting) -> Meeting:
    """A meeting with what is compared here, and nothing else that makes it long."""
    return Meeting(
        id=meeting.id,
        title=meeting.title,
        status=meeting.status,
        format=meeting.format,
        city=meeting.city,
        country=meeting.country,
        venue=meeting.venue,
        timezone=meeting.timezone,
        starts=meeting.starts,
        ends=meeting.ends,
        link=meeting.link,
    )


def _clock(moment: date) -> tuple[date, timedelta | None]:
    """What the calendar and the clock at the place show, and how far that is from UTC."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None), moment.utcoffset()
    return moment, None


def _differ(old: Text | None, new: Text | None, language: str | None) -> bool:
    if old is None or new is None:
        return old is not new
    both = old.root.keys() & new.root.keys()
    looked_at = both & {language} or both
    return not both or any(old.root[each] != new.root[each] for each in looked_at)
