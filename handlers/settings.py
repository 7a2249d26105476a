"""Settings: /settings, and the buttons that change language, country, time zone and region."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.people import Person
from bot.services.container import Services


async def settings_command(request: Request, services: Services) -> Sequence[Reply]:
    """/settings"""
    return [Send(messages.Settings())]


async def language_command(request: Request, services: Services) -> Sequence[Reply]:
    """/language"""
    return [Send(messages.ChooseLanguage())]


async def show_settings(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(messages.Settings())]


async def show_languages(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(messages.ChooseLanguage())]


async def show_zones(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.onboarding.ask_zone(request.person))]


async def show_own_regions(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(messages.ChooseRegion())]


async def choose_language(request: Request, services: Services) -> Sequence[Reply]:
    """A language was tapped, in the first conversation or later."""
    action = request.pressed(actions.ChooseLanguage)
    if action.language not in services.languages:
        return [Edit(messages.ButtonExpired())]
    was_new = not request.person.enrolled
    person = await services.onboarding.choose_language(request.person, action.language)
    return [Edit(messages.LanguageSet()), *(await go_on(request, services, person) if was_new else ())]


async def choose_country(request: Request, services: Services) -> Sequence[Reply]:
    """One of the proposed countries was tapped."""
    action = request.pressed(actions.ChooseCountry)
    if not services.onboarding.knows(action.country):
        return [Edit(messages.ButtonExpired())]
    person = await services.onboarding.choose_country(request.person, action.country)
    return [Edit(await services.onboarding.next_step(person))]


async def other_country(request: Request, services: Services) -> Sequence[Reply]:
    """The country is to be typed, for the first time or again."""
    return [Edit(await services.onboarding.ask_country(request.person))]


async def choose_zone(request: Request, services: Services) -> Sequence[Reply]:
    """One of the proposed time zones was tapped."""
    action = request.pressed(actions.ChooseZone)
    first = action.step == "first"
    return [Edit(await services.onboarding.choose_zone(request.person, action.zone, first=first))]


async def other_zone(request: Request, services: Services) -> Sequence[Reply]:
    """None of the proposed time zones: a place is to be typed."""
    return [Edit(await services.onboarding.ask_place(request.person))]


async def choose_region(request: Request, services: Services) -> Sequence[Reply]:
    """One of the regions of the person's country was tapped."""
    action = request.pressed(actions.ChooseRegion)
    return [Edit(await services.onboarding.choose_region(request.person, action.region))]


async def go_on(request: Request, services: Services, person: Person) -> Sequence[Reply]:
    """The next step of the first conversation, once for each message that leads to it."""
    step = await services.onboarding.next_step(person)
    # A second tap on the same button changes the language again; it does not ask again.
    return [Send(step, once=f"step:{request.chat_id}:{request.message_id}:{step.kind}")]
