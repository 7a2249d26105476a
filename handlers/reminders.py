"""Reminders: later, which come, and when the bot keeps quiet."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def reminders_command(_request: Request, _services: Services) -> Sequence[Reply]:
    """/reminders; what stands in it is filled in when it is sent."""
    return [Send(messages.RemindersAhead())]


async def show_reminders(request: Request, _services: Services) -> Sequence[Reply]:
    """A reminder on which the button stands stays."""
    here = request.pressed(actions.ShowReminders).where == "here"
    return [Edit(messages.RemindersAhead()) if here else Send(messages.RemindersAhead())]


async def snooze(request: Request, services: Services) -> Sequence[Reply]:
    """The reminder says until when, and comes again as a new message."""
    action = request.pressed(actions.Snooze)
    return [Edit(await services.reminders.snooze(request.person, action.meeting, action.what, action.when))]


async def switch_reminders(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.SwitchReminders)
    return [Edit(await services.reminders.switch(request.person, action.what, action.to))]


async def show_quiet_hours(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(services.reminders.choose_quiet(request.person))]


async def set_quiet_hours(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.SetQuietHours)
    return [Edit(await services.reminders.set_quiet(request.person, action.hours))]
