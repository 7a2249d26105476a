"""Whom an announcement is for."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def show_audience(request: Request, services: Services) -> Sequence[Reply]:
    """In a sentence and in numbers."""
    announcement = actions.number_of(request.pressed(actions.ShowAudience).announcement)
    return [Edit(await services.audiences.show(request.person, announcement))]


async def for_everyone(request: Request, services: Services) -> Sequence[Reply]:
    """All members."""
    announcement = actions.number_of(request.pressed(actions.ForEveryone).announcement)
    return [Edit(await services.audiences.everyone(request.person, announcement))]


async def or_also(request: Request, services: Services) -> Sequence[Reply]:
    """And also others."""
    announcement = actions.number_of(request.pressed(actions.OrAlso).announcement)
    return [Edit(await services.audiences.or_also(request.person, announcement))]


async def clear_audience(request: Request, services: Services) -> Sequence[Reply]:
    """Nobody."""
    announcement = actions.number_of(request.pressed(actions.ClearAudience).announcement)
    return [Edit(await services.audiences.clear(request.person, announcement))]


async def pick_filter(request: Request, services: Services) -> Sequence[Reply]:
    """What there is to choose from."""
    action = request.pressed(actions.PickFilter)
    return [Edit(await services.audiences.pick(request.person, actions.number_of(action.announcement), action.filter))]


async def pick_countries(request: Request, services: Services) -> Sequence[Reply]:
    """The countries of a region."""
    action = request.pressed(actions.PickCountries)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.pick_countries(request.person, number, action.region))]


async def pick_answers(request: Request, services: Services) -> Sequence[Reply]:
    """The answers to a meeting."""
    action = request.pressed(actions.PickAnswers)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.pick_answers(request.person, number, action.meeting))]


async def pick_round_answers(request: Request, services: Services) -> Sequence[Reply]:
    """Whether a round of feedback was answered."""
    action = request.pressed(actions.PickRoundAnswers)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.pick_round(request.person, number, action.round))]


async def toggle_value(request: Request, services: Services) -> Sequence[Reply]:
    """This one too, or no longer."""
    action = request.pressed(actions.ToggleValue)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.toggle(request.person, number, action.filter, action.value))]


async def toggle_country(request: Request, services: Services) -> Sequence[Reply]:
    """This country too, or no longer."""
    action = request.pressed(actions.ToggleCountry)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.toggle_country(request.person, number, action.region, action.country))]


async def toggle_answer(request: Request, services: Services) -> Sequence[Reply]:
    """This answer too, or no longer."""
    action = request.pressed(actions.ToggleAnswer)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.toggle_answer(request.person, number, action.meeting, action.answer))]


async def toggle_round_answer(request: Request, services: Services) -> Sequence[Reply]:
    """Whoever has answered it too, or has not; or no longer."""
    action = request.pressed(actions.ToggleRoundAnswer)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.toggle_round(request.person, number, action.round, action.answer))]


async def turn_filter(request: Request, services: Services) -> Sequence[Reply]:
    """All but these, or these again."""
    action = request.pressed(actions.TurnFilter)
    return [Edit(await services.audiences.turn(request.person, actions.number_of(action.announcement), action.filter))]


async def turn_round(request: Request, services: Services) -> Sequence[Reply]:
    """The same for those of a round of feedback."""
    action = request.pressed(actions.TurnRound)
    number = actions.number_of(action.announcement)
    return [Edit(await services.audiences.turn_round(request.person, number, action.round))]


async def show_saved(request: Request, services: Services) -> Sequence[Reply]:
    """Those that they have saved."""
    announcement = actions.number_of(request.pressed(actions.ShowSaved).announcement)
    return [Edit(await services.audiences.saved(request.person, announcement))]


async def use_saved(request: Request, services: Services) -> Sequence[Reply]:
    """One of them."""
    action = request.pressed(actions.UseSaved)
    number, audience = actions.number_of(action.announcement), actions.number_of(action.audience)
    return [Edit(await services.audiences.use(request.person, number, audience))]


async def drop_saved(request: Request, services: Services) -> Sequence[Reply]:
    """One of them no longer."""
    action = request.pressed(actions.DropSaved)
    number, audience = actions.number_of(action.announcement), actions.number_of(action.audience)
    return [Edit(await services.audiences.drop(request.person, number, audience))]


async def save_audience(request: Request, services: Services) -> Sequence[Reply]:
    """Under which name?"""
    announcement = actions.number_of(request.pressed(actions.SaveAudience).announcement)
    return [Edit(await services.audiences.ask_name(request.person, announcement))]


async def get_unreached(request: Request, services: Services) -> Sequence[Reply]:
    """Those whom Telegram does not reach, as a workbook."""
    announcement = actions.number_of(request.pressed(actions.GetUnreached).announcement)
    return [Send(await services.audiences.unreached(request.person, announcement))]
