"""What is due next of its own accord: the one place that knows of all that happens at an instant."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.domain.content import Pack
from bot.domain.meetings import MeetingStatus
from bot.domain.people import Held
from bot.domain.reminders import due_at, rules_of, span_of
from bot.services.confirmations import due_after


def next_due(
    pack: Pack,
    stored: Iterable[datetime | None],
    held: Iterable[Held],
    zones: Sequence[str | None],
    now: datetime,
) -> datetime | None:
    """The earliest instant (UTC) after `now` at which something is due; none where nothing is.

    Due are: what is `stored` with its time (the outbox's next row, the next offered place that lapses, a change that is
    told), registration that opens or closes, a meeting that begins or is over, a reminder for those in one of these
    `zones`, a role (of `held`) that is to be confirmed or ends. Drafts and cancelled meetings do not count.
    """
    instants = {instant.astimezone(UTC) for instant in stored if instant is not None} | {due_after(held, now)}
    for meeting in pack.meetings:
        if meeting.status is MeetingStatus.PUBLISHED:
            instants |= {meeting.begins_at(), meeting.over_at()}
            instants |= {meeting.registration_opens_at(), meeting.registration_closes_at()}
    earliest = min((instant for instant in instants if instant is not None and instant > now), default=None)
    return _next_reminder(pack, zones, now, earliest)


def _next_reminder(pack: Pack, zones: Sequence[str | None], now: datetime, before: datetime | None) -> datetime | None:
    """The instant of the next reminder where it is earlier than `before`, else that one. Zones are looked at only where
    a rule can be due in between."""
    for meeting in pack.meetings:
        for rule in rules_of(meeting):
            first, last = span_of(meeting, rule)
            if last <= now or (before is not None and first >= before):
                continue
            for zone in zones:
                due = due_at(meeting, rule, zone)
                if due > now and (before is None or due < before):
                    before = due
    return before
