"""What has come of an announcement, for those who announce."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.messages_reports import After
from bot.services.container import Services


async def show_report(request: Request, services: Services) -> Sequence[Reply]:
    """The numbers."""
    announcement = actions.number_of(request.pressed(actions.ShowReport).announcement)
    return [Edit(await services.reports.show(request.person, announcement))]


async def get_deliveries(request: Request, services: Services) -> Sequence[Reply]:
    """All readers, as a workbook."""
    announcement = actions.number_of(request.pressed(actions.GetDeliveries).announcement)
    return [Send(await services.reports.file(request.person, announcement))]


async def retry_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Send it to those who were not reached."""
    announcement = actions.number_of(request.pressed(actions.RetryAnnouncement).announcement)
    return [Edit(await services.reports.do(request.person, announcement, After.RETRY))]


async def ask_after(request: Request, services: Services) -> Sequence[Reply]:
    """Shall this be done, for so many?"""
    action = request.pressed(actions.AskAfter)
    return [Edit(await services.reports.ask(request.person, actions.number_of(action.announcement), action.act))]


async def retry_unknown(request: Request, services: Services) -> Sequence[Reply]:
    """They shall."""
    announcement = actions.number_of(request.pressed(actions.RetryUnknown).announcement)
    return [Edit(await services.reports.do(request.person, announcement, After.UNKNOWN))]


async def remind_readers(request: Request, services: Services) -> Sequence[Reply]:
    """Remind those who have not confirmed it."""
    announcement = actions.number_of(request.pressed(actions.RemindReaders).announcement)
    return [Edit(await services.reports.do(request.person, announcement, After.REMIND))]


async def withdraw_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """It shall."""
    announcement = actions.number_of(request.pressed(actions.WithdrawAnnouncement).announcement)
    return [Edit(await services.reports.do(request.person, announcement, After.WITHDRAW))]
