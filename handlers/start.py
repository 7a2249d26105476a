"""The first conversation: /start, and the answers to what it asks."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Command, Edit, Reply, Request, Send
from bot.domain.people import Person
from bot.services.container import Services


async def start(request: Request, services: Services) -> Sequence[Reply]:
    """/start, with the payload of an invite link or without."""
    person = request.person
    payload = request.content.argument if isinstance(request.content, Command) else ""
    replies: list[Reply] = []
    if payload:
        invite = await services.invitations.use(payload, person.id)
        if invite is None:
            replies.append(Send(messages.InviteRefused()))
        else:
            person = await services.onboarding.accept(person, invite)
            grant = invite.grant
            replies.append(Send(messages.InviteAccepted(role=grant.role, country=grant.country, region=grant.region)))
    return [*replies, Send(await services.onboarding.next_step(person))]


async def choose_language(request: Request, services: Services) -> Sequence[Reply]:
    """A language was tapped, in the first conversation or later."""
    action = request.pressed(actions.ChooseLanguage)
    if action.language not in services.languages:
        return [Edit(messages.ButtonExpired())]
    was_new = not request.person.enrolled
    person = await services.onboarding.choose_language(request.person, action.language)
    return [Edit(messages.LanguageSet()), *(await _go_on(request, services, person) if was_new else ())]


async def choose_country(request: Request, services: Services) -> Sequence[Reply]:
    """One of the proposed countries was tapped."""
    action = request.pressed(actions.ChooseCountry)
    if not services.onboarding.knows(action.country):
        return [Edit(messages.ButtonExpired())]
    person = await services.onboarding.choose_country(request.person, action.country)
    return [Edit(await services.onboarding.next_step(person))]


async def other_country(request: Request, services: Services) -> Sequence[Reply]:
    """None of the proposed countries: it is to be typed again."""
    return [Edit(await services.onboarding.ask_country(request.person))]


async def choose_zone(request: Request, services: Services) -> Sequence[Reply]:
    """One of the country's time zones was tapped."""
    action = request.pressed(actions.ChooseZone)
    person = await services.onboarding.choose_zone(request.person, action.zone)
    return [Edit(await services.onboarding.next_step(person))]


async def _go_on(request: Request, services: Services, person: Person) -> Sequence[Reply]:
    step = await services.onboarding.next_step(person)
    # A second tap on the same button changes the language again; it does not ask again.
    return [Send(step, once=f"step:{request.chat_id}:{request.message_id}:{step.kind}")]
