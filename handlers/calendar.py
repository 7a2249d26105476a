"""Meetings in people's own calendars, and changes of meetings that wait to be told."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request
from bot.services.container import Services


async def get_calendar(request: Request, services: Services) -> Sequence[Reply]:
    """The meeting as a file."""
    return [await services.calendars.send(request, request.pressed(actions.GetCalendar).meeting)]


async def tell_change_now(request: Request, services: Services) -> Sequence[Reply]:
    """An organizer does not want to wait for further changes."""
    meeting = request.pressed(actions.TellChangeNow).meeting
    return [Edit(await services.changes.tell_now(request.person, meeting))]
