"""Free text, and whatever else people send."""

from collections.abc import Sequence
from typing import Final

from bot.domain import messages
from bot.domain.exchange import Reachability, Reply, Request, Send, Shared, Text
from bot.services.container import Services
from bot.services.onboarding import COUNTRY

_SORRY_TWICE: Final = 2
"""Misunderstandings in a row after which a person is offered."""


async def text(request: Request, services: Services) -> Sequence[Reply]:
    """A question in somebody's own words, or what the bot has asked for."""
    assert isinstance(request.content, Text)
    said, person = request.content.text, request.person
    if await services.secretariat.awaits(person):
        assert request.message_id is not None, "a text comes in a message"
        return [Send(await services.secretariat.take(person, said, request.message_id))]
    awaited = await services.onboarding.awaits(person)
    proposal = services.onboarding.propose(awaited, said) if awaited else None
    if proposal and services.onboarding.is_name(said):
        return [Send(proposal)]
    recollection = await services.memory.recall(person.id)
    answer = services.answers.to_text(said, person, recollection.mind)
    if awaited and not answer.understood.matches and not answer.understood.choices:
        again = messages.CountryNotRecognized() if awaited == COUNTRY else messages.PlaceNotRecognized()
        return [Send(proposal or again)]
    if answer.wants_language in services.languages:
        person = await services.onboarding.choose_language(person, answer.wants_language)
        step = () if request.person.enrolled else (Send(await services.onboarding.next_step(person)),)
        return [Send(messages.LanguageSet()), *step]
    missed = recollection.missed + 1 if answer.missed else 0
    await services.memory.keep(person.id, answer.mind, words=said, missed=missed)
    if missed >= _SORRY_TWICE and answer.messages == (messages.NotUnderstood(),):
        return [Send(messages.NotUnderstood(again=True))]
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
