"""What readers do with announcements: /news, the buttons of an announcement, and the second language."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def news_command(request: Request, services: Services) -> Sequence[Reply]:
    """/news"""
    return [Send(await services.news.list(request.person, 0))]


async def show_news(request: Request, services: Services) -> Sequence[Reply]:
    """A page of them."""
    page = actions.number_of(request.pressed(actions.ShowNews).page)
    return [Edit(await services.news.list(request.person, min(page, _LAST_PAGE)))]


async def read_news(request: Request, services: Services) -> Sequence[Reply]:
    """One of them; what it says is filled in when it is sent, for those whom it concerns."""
    return [
        Send(messages.Announced(announcement=actions.number_of(request.pressed(actions.ShowNewsItem).announcement)))
    ]


async def confirm_read(request: Request, services: Services) -> Sequence[Reply]:
    """I have read this."""
    announcement = actions.number_of(request.pressed(actions.ConfirmRead).announcement)
    confirmed = await services.news.confirm(request.person, announcement)
    return [Send(messages.ReadNotNoted())] if confirmed is None else [Edit(confirmed)]


async def show_announced_meeting(request: Request, services: Services) -> Sequence[Reply]:
    """The meeting that an announcement leads to."""
    announcement = actions.number_of(request.pressed(actions.ShowAnnouncedMeeting).announcement)
    return [Send(await services.news.meeting(request.person, announcement))]


async def show_announced_round(request: Request, services: Services) -> Sequence[Reply]:
    """The round of feedback that an announcement leads to."""
    announcement = actions.number_of(request.pressed(actions.ShowAnnouncedRound).announcement)
    return [Send(await services.news.round(request.person, announcement))]


async def show_second_languages(request: Request, services: Services) -> Sequence[Reply]:
    """The languages to choose from."""
    return [Edit(messages.ChooseSecondLanguage(second=request.person.second_language))]


async def choose_second_language(request: Request, services: Services) -> Sequence[Reply]:
    """One of them, or none."""
    language = request.pressed(actions.ChooseSecondLanguage).language
    return [Edit(await services.news.choose_second(request.person, language))]


_LAST_PAGE = 1000
"""There are no more; what comes in may be any number."""
