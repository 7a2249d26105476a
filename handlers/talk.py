"""Free text, and whatever else people send."""

from collections.abc import Sequence

from bot.domain import messages
from bot.domain.exchange import Reachability, Reply, Request, Send, Shared, Text
from bot.services.container import Services


async def text(request: Request, services: Services) -> Sequence[Reply]:
    """A question in somebody's own words, or the name of their country where it was asked for."""
    assert isinstance(request.content, Text)
    said = request.content.text
    if await services.onboarding.awaits_country(request.person):
        countries = services.onboarding.propose_countries(said)
        if countries:
            return [Send(messages.ProposeCountries(countries=countries))]
        answer = services.answers.to_text(said, request.person)
        if not answer.understood.matches:
            return [Send(messages.CountryNotRecognized())]
    else:
        answer = services.answers.to_text(said, request.person)
    return [Send(message, language=answer.language) for message in answer.messages]


async def shared(request: Request, services: Services) -> Sequence[Reply]:
    """A sticker, a voice message, a picture: the bot reads text."""
    assert isinstance(request.content, Shared)
    return [Send(messages.CannotRead(what=request.content.what))]


async def reachability(request: Request, services: Services) -> Sequence[Reply]:
    """The bot was blocked, or unblocked: kept, and not talked about."""
    assert isinstance(request.content, Reachability)
    await services.uow.people.set_reachable(request.person.id, request.content.reachable)
    return []
