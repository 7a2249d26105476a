"""Free text, and whatever else people send."""

from collections.abc import Sequence

from bot.domain import messages
from bot.domain.exchange import Reachability, Reply, Request, Send, Shared, Text
from bot.services.container import Services


async def text(request: Request, services: Services) -> Sequence[Reply]:
    """A question in somebody's own words, or the name of their country where it was asked for."""
    assert isinstance(request.content, Text)
    said, person = request.content.text, request.person
    awaited = await services.onboarding.awaits_country(person)
    countries = services.onboarding.propose_countries(said) if awaited else ()
    if countries and services.onboarding.is_name(said):
        return [Send(messages.ProposeCountries(countries=countries))]
    answer = services.answers.to_text(said, person, await services.memory.recall(person.id))
    if awaited and not answer.understood.matches and not answer.understood.choices:
        return [Send(messages.ProposeCountries(countries=countries) if countries else messages.CountryNotRecognized())]
    for match in answer.understood.matches[-1:]:
        if match.target is not None:
            await services.memory.keep(person.id, match.topic, match.target)
    return [Send(message, language=answer.language) for message in answer.messages]


async def shared(request: Request, services: Services) -> Sequence[Reply]:
    """A sticker, a voice message, a picture: the bot reads text."""
    assert isinstance(request.content, Shared)
    return [Send(messages.CannotRead(what=request.content.what))]


async def reachability(request: Request, services: Services) -> Sequence[Reply]:
    """The bot was blocked, or unblocked: kept, and not talked about."""
    assert isinstance(request.content, Reachability)
    await services.onboarding.note_reachability(request.person, request.content.reachable)
    return []
