"""What is due next of its own accord: the one place that knows of all that happens at an instant."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.content import Meeting, MeetingStatus, Pack
from bot.domain.content_fields import Moment


def next_due(pack: Pack, outbox_due: datetime | None, now: datetime) -> datetime | None:
    """The earliest instant (UTC) after `now` at which something is due; none where nothing is.

    Due are: the outbox's next row (`outbox_due`), registration that opens or closes, a meeting that begins or is over.
    Drafts and cancelled meetings do not count.
    """
    instants = {
        instant
        for meeting in pack.meetings
        if meeting.status is MeetingStatus.PUBLISHED
        for instant in _instants(meeting)
    }
    if outbox_due is not None:
        instants.add(outbox_due.astimezone(UTC))
    return min((instant for instant in instants if instant > now), default=None)


def _instants(meeting: Meeting) -> Iterator[datetime]:
    yield meeting.begins_at()
    yield meeting.over_at()
    if registration := meeting.registration:
        if registration.opens is not None:
            yield _instant(registration.opens, meeting.timezone)
        if isinstance(registration.closes, datetime):
            yield _instant(registration.closes, meeting.timezone)
        elif registration.closes is not None:
            # The last day is included: it closes when that day ends at the place.
            yield _instant(registration.closes + timedelta(days=1), meeting.timezone)


def _instant(moment: Moment, zone: str) -> datetime:
    """A day is the instant at which it begins in the zone."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), ZoneInfo(zone)).astimezone(UTC)
