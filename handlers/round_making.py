"""Making rounds of feedback, opening and closing them."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request
from bot.services.container import Services


async def show_round_desk(request: Request, services: Services) -> Sequence[Reply]:
    """Which rounds there are."""
    return [Edit(await services.round_desk.show(request.person))]


async def show_round_desk_part(request: Request, services: Services) -> Sequence[Reply]:
    """Those in one state."""
    action = request.pressed(actions.ShowRoundDeskPart)
    return [Edit(await services.round_desk.show(request.person, action.part, actions.number_of(action.page)))]


async def show_round_draft(request: Request, services: Services) -> Sequence[Reply]:
    """One of them."""
    return [Edit(await services.round_making.card(request.person, request.pressed(actions.ShowRoundDraft).round))]


async def begin_round(request: Request, services: Services) -> Sequence[Reply]:
    """A new one: what is asked?"""
    return [Edit(await services.round_words.begin(request.person))]


async def copy_round(request: Request, services: Services) -> Sequence[Reply]:
    """A new one that asks the same again."""
    return [Edit(await services.round_desk.copy(request.person, request.pressed(actions.CopyRound).round))]


async def ask_drop_round(request: Request, services: Services) -> Sequence[Reply]:
    """Shall it be deleted?"""
    return [Edit(await services.round_making.ask_drop(request.person, request.pressed(actions.AskDropRound).round))]


async def drop_round(request: Request, services: Services) -> Sequence[Reply]:
    """It is deleted."""
    return [Edit(await services.round_desk.drop(request.person, request.pressed(actions.DropRound).round))]


async def write_round_text(request: Request, services: Services) -> Sequence[Reply]:
    """What is asked, in this language?"""
    action = request.pressed(actions.WriteRoundText)
    return [Edit(await services.round_words.ask_text(request.person, action.round, action.language))]


async def erase_round_text(request: Request, services: Services) -> Sequence[Reply]:
    """Nothing is asked in this language."""
    action = request.pressed(actions.EraseRoundText)
    return [Edit(await services.round_making.erase_text(request.person, action.round, action.language))]


async def show_round_step(request: Request, services: Services) -> Sequence[Reply]:
    """What can be set; a time may also be typed."""
    action = request.pressed(actions.ShowRoundStep)
    return [Edit(await services.round_words.step(request.person, action.round, action.step))]


async def set_round_term(request: Request, services: Services) -> Sequence[Reply]:
    """It is set."""
    action = request.pressed(actions.SetRoundTerm)
    told = await services.round_making.set(request.person, action.round, action.term, action.value)
    return [Edit(told)]


async def preview_round(request: Request, services: Services) -> Sequence[Reply]:
    """How readers of a language see it."""
    action = request.pressed(actions.PreviewRound)
    language = action.language if action.language in services.languages else request.person.language
    return [Edit(await services.round_making.preview(request.person, action.round, language), language=language)]


async def ask_open_round(request: Request, services: Services) -> Sequence[Reply]:
    """What is going to happen?"""
    return [Edit(await services.round_opening.ask_open(request.person, request.pressed(actions.AskOpenRound).round))]


async def open_round(request: Request, services: Services) -> Sequence[Reply]:
    """It opens, or is planned."""
    return [Edit(await services.round_opening.open(request.person, request.pressed(actions.OpenRound).round))]


async def unplan_round(request: Request, services: Services) -> Sequence[Reply]:
    """It does not open."""
    return [Edit(await services.round_opening.unplan(request.person, request.pressed(actions.UnplanRound).round))]


async def ask_close_round(request: Request, services: Services) -> Sequence[Reply]:
    """Shall it close now?"""
    return [Edit(await services.round_opening.ask_close(request.person, request.pressed(actions.AskCloseRound).round))]


async def close_round(request: Request, services: Services) -> Sequence[Reply]:
    """It closes."""
    return [Edit(await services.round_opening.close(request.person, request.pressed(actions.CloseRound).round))]
