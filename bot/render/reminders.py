"""Reminders: that a meeting is near, that an answer is wanted; and what is to come of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup

from bot.domain.actions import (
    GetCalendar,
    SetQuietHours,
    ShowQuietHours,
    ShowReminders,
    ShowSettings,
    Snooze,
    SwitchReminders,
)
from bot.domain.attendance import Answer, first_day
from bot.domain.exchange import Button
from bot.domain.meetings import Meeting
from bot.domain.messages import ChooseQuietHours, Reminder, RemindersAhead, ReminderSnoozed, SnoozeTooLate
from bot.domain.messages_reminders import Ahead
from bot.domain.people import Subscription
from bot.domain.policy import may_see_link
from bot.domain.quiet import OFFERED, Quiet
from bot.domain.reminders import SWITCHES, ReminderKind, asks, written
from bot.domain.snoozing import offered
from bot.render.attendance import answer_buttons, moment, own_line, until_line
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.dates import day_of
from bot.render.meetings import all_about, city_and_country, dates, heading, short_name

_MINUTES: Final = timedelta(minutes=90)
"""Up to here what is left is said in minutes."""


def reminder(message: Reminder, context: Context) -> Draft:
    """What is near or wanted, the meeting in short, the reader's own answer, and what they can do at once."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    words = context.words
    facts = [dates(meeting, context)]
    if spot := city_and_country(meeting, context):
        facts.append(words.html("meeting.place", place=spot))
    if meeting.format is not None:
        facts.append(words.html(f"meeting.format.{meeting.format}"))
    return Draft(
        (
            lines(_occasion(message, meeting, context), heading(meeting, context)),
            lines(*facts),
            _answer(message, meeting, context),
            _link(message, meeting, context),
            context.body(meeting.reminder_text) if meeting.reminder_text else Markup(),
        ),
        (
            *answer_buttons(meeting, message.attendance, context),
            *rows(
                (
                    context.button("button.do.calendar", GetCalendar(meeting.id)),
                    all_about(meeting, context),
                    *_later(message, meeting, context),
                    _own_reminders("below", context),
                )
            ),
        ),
    )


def _occasion(message: Reminder, meeting: Meeting, context: Context) -> Markup:
    """What it comes for, as things are when it is sent."""
    match message.reminder:
        case ReminderKind.DAYS:
            said = _days_left(meeting, context)
        case ReminderKind.HOURS:
            said = _time_left(meeting, context)
        case ReminderKind.DEADLINE:
            said = _answer_by(message, meeting, context)
        case ReminderKind.OPENING:
            said = context.words.html("reminder.opening")
        case "chase":
            said = context.words.html("reminder.chase")
    return Markup("<b>{}</b>").format(said)


def _answer(message: Reminder, meeting: Meeting, context: Context) -> Markup:
    """The reader's own answer. Where one is wanted that they have not given, until when they can, unless that is said
    above."""
    attendance = message.attendance
    if attendance is None:
        return Markup()
    if asks(message.reminder) and attendance.own is None:
        above = message.reminder is ReminderKind.DEADLINE
        return Markup() if above else until_line(meeting, attendance, context)
    return own_line(meeting, attendance, context)


def _days_left(meeting: Meeting, context: Context) -> Markup:
    """By the date at the venue, counted from the reader's own day; by their own calendar where it begins sooner."""
    zone = context.reader.zone or meeting.timezone
    begins = min(first_day(meeting), day_of(meeting.begins_at(), zone))
    left = (begins - day_of(context.now, zone)).days
    if left > 1:
        return context.words.html("date.in_days", n=left)
    return context.words.html("date.tomorrow" if left == 1 else "date.today")


def _time_left(meeting: Meeting, context: Context) -> Markup:
    left = meeting.begins_at() - context.now
    # A reminder of one hour that leaves a few seconds late is still one of an hour.
    minutes = max(1, round(left / timedelta(minutes=1)))
    if left > _MINUTES:
        return context.words.html("reminder.hours", n=round(left / timedelta(hours=1)))
    if 55 <= minutes <= 60:
        return context.words.html("reminder.hour")
    return context.words.html("reminder.minutes", n=minutes)


def _answer_by(message: Reminder, meeting: Meeting, context: Context) -> Markup:
    """How many days are left, and until when; without that where an organizer takes answers beyond the deadline."""
    until = message.attendance.until if message.attendance else None
    if until is None or until != meeting.registration_closes_at():
        return context.words.html("reminder.opening")
    time, left = moment(until, meeting, context), _days_until(until, meeting, context)
    if left > 0:
        return context.words.html("reminder.deadline.days", n=left, time=time)
    return context.words.html("reminder.deadline", time=time)


def _days_until(until: datetime, meeting: Meeting, context: Context) -> int:
    """Days from the reader's own day to the last one on which answers are taken: at the venue, or by their own calendar
    where it ends sooner. 0: today, or less where that day is over at the venue."""
    zone = context.reader.zone or meeting.timezone
    # What ends with a day ends at its last minute, as in `moment`.
    closes = until - timedelta(minutes=1)
    return (min(day_of(closes, meeting.timezone), day_of(closes, zone)) - day_of(context.now, zone)).days


def _link(message: Reminder, meeting: Meeting, context: Context) -> Markup:
    """How to join, just before it begins, for those who come online."""
    own = message.attendance.own if message.attendance else None
    wanted = message.reminder is ReminderKind.HOURS and own is not None and own.answer is Answer.ONLINE
    if not wanted or meeting.link is None or not may_see_link(context.reader.access):
        return Markup()
    return context.link(meeting.link, context.words.plain("meeting.remote.join"))


def _later(message: Reminder, meeting: Meeting, context: Context) -> Iterator[Button]:
    """The times to which it can be put off."""
    if message.attendance is None:
        return
    zone = context.reader.zone or meeting.timezone
    what = written(message.reminder, message.amount)
    for later in offered(meeting, message.reminder, message.attendance, zone, context.now):
        yield context.button(f"button.snooze.{later.name.lower()}", Snooze(meeting.id, what, later))


def snoozed(message: ReminderSnoozed, context: Context) -> Draft:
    """When the reminder comes again."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    zone = context.reader.zone or meeting.timezone
    at = context.dates.at(message.until, zone, context.names.zone(zone))
    return Draft(
        (heading(meeting, context), context.words.html("reminder.snoozed", time=at)),
        ((all_about(meeting, context), _own_reminders("below", context)),),
    )


def too_late(message: SnoozeTooLate, context: Context) -> Draft:
    """That it cannot come later any more."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    return Draft(
        (heading(meeting, context), context.words.html("reminder.too_late")),
        ((all_about(meeting, context), _own_reminders("below", context)),),
    )


def ahead(message: RemindersAhead, context: Context) -> Draft:
    """What is to come, which kinds come and which do not, the quiet hours, and the buttons that change it."""
    words = context.words
    coming = [Markup("• {}").format(line) for each in message.ahead if (line := _line(each, context))]
    states = (
        words.html("subscription.off" if each in message.stopped else "subscription.on", what=_named(each, context))
        for each in SWITCHES
    )
    return Draft(
        (
            words.html("reminders.title"),
            lines(words.html("reminders.coming"), *coming) if coming else words.html("reminders.none"),
            lines(words.html("reminders.kinds"), *(Markup("• {}").format(state) for state in states)),
            _quiet_line(message.quiet, context),
        ),
        (
            *rows((_switch(each, each in message.stopped, context) for each in SWITCHES), width=1),
            (context.button("button.quiet_hours", ShowQuietHours()),),
            (context.button("button.settings", ShowSettings()), context.menu()[0]),
        ),
    )


def choose_quiet_hours(message: ChooseQuietHours, context: Context) -> Draft:
    """What quiet hours are, those of the reader, and a button for each that can be had."""
    words = context.words
    buttons = [
        context.labelled(
            words.plain("quiet.none") if hours.begins == hours.ends else _hours(hours, context),
            SetQuietHours(str(hours)),
        )
        for hours in OFFERED
    ]
    return Draft(
        (words.html("quiet.choose"), _quiet_line(message.quiet, context)),
        (*rows(buttons), (_own_reminders("here", context),)),
    )


def _own_reminders(where: str, context: Context) -> Button:
    return context.button("button.reminders", ShowReminders(where))


def _line(each: Ahead, context: Context) -> Markup:
    """When it comes, on what, and what for; nothing of a meeting that is not there any more."""
    meeting = context.pack.meeting(each.meeting)
    if meeting is None:
        return Markup()
    zone = context.reader.zone or context.pack.timezone
    at = context.dates.at(each.at, zone, context.names.zone(zone))
    return context.words.html(
        "reminders.line", time=capital(at), meeting=short_name(meeting, context), what=_what_for(each, context)
    )


def _what_for(each: Ahead, context: Context) -> Markup:
    if each.snoozed:
        return context.words.html("reminders.snoozed")
    if asks(each.reminder):
        return context.words.html("reminders.answer")
    return context.words.html(f"reminders.{each.reminder}", n=each.amount)


def _named(each: Subscription, context: Context) -> Markup:
    return context.words.html(f"subscription.{each}")


def _switch(each: Subscription, stopped: bool, context: Context) -> Button:
    if stopped:
        return context.button(f"button.resume.{each}", SwitchReminders(each, "on"))
    return context.button(f"button.stop.{each}", SwitchReminders(each, "off"))


def _quiet_line(written_hours: str, context: Context) -> Markup:
    hours = Quiet.read(written_hours)
    if hours.begins == hours.ends:
        return context.words.html("quiet.now_none")
    return context.words.html("quiet.now", hours=_hours(hours, context))


def _hours(hours: Quiet, context: Context) -> str:
    return context.words.plain("quiet.hours", begins=f"{hours.begins:02}:00", ends=f"{hours.ends:02}:00")
