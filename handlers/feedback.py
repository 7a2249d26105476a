"""What readers do with rounds of feedback: the list of them, the answer step by step, and lines of text."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def feedback_command(request: Request, services: Services) -> Sequence[Reply]:
    """/feedback"""
    return [Send(await services.responding.overview(request.person))]


async def show_rounds(request: Request, services: Services) -> Sequence[Reply]:
    """The list of them."""
    return [Edit(messages.RoundList())]


async def show_round(request: Request, services: Services) -> Sequence[Reply]:
    """The card of one."""
    return [Edit(await services.responding.show(request.person, request.pressed(actions.ShowRound).round))]


async def rate_next(request: Request, services: Services) -> Sequence[Reply]:
    """Another choice is at hand."""
    action = request.pressed(actions.RateNext)
    return [Edit(await services.responding.show(request.person, action.round, action.choice))]


async def pick_choice(request: Request, services: Services) -> Sequence[Reply]:
    """This one too."""
    action = request.pressed(actions.PickChoice)
    return [Edit(await services.responding.pick(request.person, action.round, action.choice))]


async def drop_choice(request: Request, services: Services) -> Sequence[Reply]:
    """Not this one."""
    action = request.pressed(actions.DropChoice)
    return [Edit(await services.responding.drop(request.person, action.round, action.choice))]


async def undo_choice(request: Request, services: Services) -> Sequence[Reply]:
    """One step back."""
    action = request.pressed(actions.UndoChoice)
    return [Edit(await services.responding.undo(request.person, action.round, actions.number_of(action.left)))]


async def rate_choice(request: Request, services: Services) -> Sequence[Reply]:
    """So much for this one."""
    action = request.pressed(actions.RateChoice)
    rating = actions.number_of(action.rating)
    return [Edit(await services.responding.rate(request.person, action.round, action.choice, rating))]


async def finish_answer(request: Request, services: Services) -> Sequence[Reply]:
    """It counts as it stands."""
    return [Edit(await services.responding.finish(request.person, request.pressed(actions.FinishAnswer).round))]


async def show_round_terms(request: Request, services: Services) -> Sequence[Reply]:
    """What is stored, and who sees what."""
    return [Edit(await services.responding.terms(request.person, request.pressed(actions.ShowRoundTerms).round))]


async def write_remark(request: Request, services: Services) -> Sequence[Reply]:
    """A line of text is asked for."""
    action = request.pressed(actions.WriteRemark)
    return [Edit(await services.remarks.ask(request.person, action.round, action.remark))]


async def erase_remark(request: Request, services: Services) -> Sequence[Reply]:
    """It is taken back."""
    action = request.pressed(actions.EraseRemark)
    return [Edit(await services.remarks.erase(request.person, action.round, action.remark))]
