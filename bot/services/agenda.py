"""What is due next of its own accord: the one place that knows of all that happens at an instant."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.content import Pack
from bot.domain.meetings import MeetingStatus
from bot.domain.people import Held
from bot.services.confirmations import due_after


def next_due(pack: Pack, outbox_due: datetime | None, held: Iterable[Held], now: datetime) -> datetime | None:
    """The earliest instant (UTC) after `now` at which something is due; none where nothing is.

    Due are: the outbox's next row (`outbox_due`), registration that opens or closes, a meeting that begins or is over,
    a role (of `held`) that is to be confirmed or ends. Drafts and cancelled meetings do not count.
    """
    instants = {outbox_due.astimezone(UTC) if outbox_due else None, due_after(held, now)}
    for meeting in pack.meetings:
        if meeting.status is MeetingStatus.PUBLISHED:
            instants |= {meeting.begins_at(), meeting.over_at()}
            instants |= {meeting.registration_opens_at(), meeting.registration_closes_at()}
    return min((instant for instant in instants if instant is not None and instant > now), default=None)
