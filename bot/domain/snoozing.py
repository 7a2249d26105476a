"""Reminders that come again later, because their reader wants them to."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.attendance import Door
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Attendance
from bot.domain.reminders import MORNING, Occasion, asks

_EVENING: Final = time(18)
_LATE_EVENING: Final = time(20)
"""Where it is past six already."""


class Later(StrEnum):
    """When it is to come again."""

    HOUR = "1h"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


def snoozed_until(later: Later, zone: str, now: datetime) -> datetime | None:
    """When that is (UTC) by the reader's clock; none where the evening is too far on for "tonight"."""
    local = now.astimezone(ZoneInfo(zone))
    match later:
        case Later.HOUR:
            return (now + timedelta(hours=1)).astimezone(UTC).replace(second=0, microsecond=0)
        case Later.TONIGHT:
            hour = next((each for each in (_EVENING, _LATE_EVENING) if local.time() < each), None)
            return None if hour is None else datetime.combine(local.date(), hour, local.tzinfo).astimezone(UTC)
        case Later.TOMORROW:
            following = local.date() + timedelta(days=1)
            return datetime.combine(following, MORNING, local.tzinfo).astimezone(UTC)


def offered(
    meeting: Meeting, occasion: Occasion, attendance: Attendance, zone: str, now: datetime
) -> dict[Later, datetime]:
    """The times (UTC) to which a reminder can be put off: before what it tells of is there."""
    ends = meeting.begins_at()
    if asks(occasion):
        if attendance.door is not Door.OPEN:
            return {}
        ends = min(ends, attendance.until)
    known = ((later, snoozed_until(later, zone, now)) for later in Later)
    return {later: until for later, until in known if until is not None and now < until < ends}
