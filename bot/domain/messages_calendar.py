"""A meeting as a file for calendars."""

from datetime import datetime
from typing import Literal

from bot.domain.messages_meetings import MeetingMessage


class CalendarFile(MeetingMessage):
    """The meeting as an iCalendar file. `update`: it goes to somebody who has it in their calendar, and it has changed
    since. `sequence` and `changed_at` tell which change it is up to; they are filled in when it is sent."""

    kind: Literal["calendar_file"] = "calendar_file"
    update: bool = False
    sequence: int = 0
    changed_at: datetime | None = None
