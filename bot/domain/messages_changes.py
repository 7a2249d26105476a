"""Messages on changes of a meeting. `before` is the meeting as its readers know it; it is shown against what it is when
the message is sent."""

from datetime import datetime
from typing import Literal

from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import MeetingMessage


class MeetingChanged(MeetingMessage):
    """What has changed. `answered`: the reader's answer was for other days, and counts no more; `version`: that of the
    content with which it changed."""

    kind: Literal["meeting_changed"] = "meeting_changed"
    before: Meeting
    version: int
    answered: bool = False


class ChangeWaits(MeetingMessage):
    """To an organizer: the change will be told to so many people at that time, or now, if they want."""

    kind: Literal["change_waits"] = "change_waits"
    before: Meeting
    people: int
    at: datetime


class ChangeTold(MeetingMessage):
    """To the organizer who wants it told now: to how many people it is; none: there was nothing to tell any more."""

    kind: Literal["change_told"] = "change_told"
    people: int | None
