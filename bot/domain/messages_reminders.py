"""Messages that remind of a meeting, and that say what reminders are to come."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.message_model import MessageModel
from bot.domain.messages_meetings import MeetingMessage
from bot.domain.people import Subscription
from bot.domain.quiet import DEFAULT
from bot.domain.reminders import Occasion


class Reminder(MeetingMessage):
    """A meeting is near, or the reader's answer is wanted. `amount`: as in the rule; what is said of the time that is
    left is counted when it is sent. `snoozed`: its reader has put it off until now."""

    kind: Literal["reminder"] = "reminder"
    reminder: Occasion
    amount: int = 0
    snoozed: bool = False


class ReminderSnoozed(MessageModel):
    """The reminder that stood here comes again at `until`."""

    kind: Literal["reminder_snoozed"] = "reminder_snoozed"
    meeting: str
    until: datetime


class SnoozeTooLate(MessageModel):
    """The reminder cannot come later any more: the meeting will have begun, or is cancelled or gone."""

    kind: Literal["snooze_too_late"] = "snooze_too_late"
    meeting: str


class Ahead(BaseModel):
    """A reminder that is to come at `at`; `snoozed`: its reader has put it off until then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting: str
    reminder: Occasion
    amount: int = 0
    at: datetime
    snoozed: bool = False


class RemindersAhead(MessageModel):
    """What reminders are to come for the reader, the soonest first; which kinds they have stopped; their quiet hours
    (as `bot.domain.quiet.Quiet` writes them). It is filled in when it is sent, as `MeetingMessage.attendance` is."""

    kind: Literal["reminders_ahead"] = "reminders_ahead"
    ahead: tuple[Ahead, ...] = ()
    stopped: tuple[Subscription, ...] = ()
    quiet: str = str(DEFAULT)


class ChooseQuietHours(MessageModel):
    """From when to when is the bot to keep quiet? `quiet`: as it is now."""

    kind: Literal["choose_quiet_hours"] = "choose_quiet_hours"
    quiet: str
