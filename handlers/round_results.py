"""The results of a round."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.messages_round_results import ResultsPicture, ResultsWorkbook
from bot.services.container import Services


async def show_results(request: Request, services: Services) -> Sequence[Reply]:
    """What was answered, by all or by a group."""
    action = request.pressed(actions.ShowResults)
    return [Edit(await services.results.show(request.person, action.round, action.group))]


async def get_results(request: Request, services: Services) -> Sequence[Reply]:
    """The file below the button. A double tap brings it once; a minute later it can be had again, as it is then."""
    action, results = request.pressed(actions.GetResults), services.results
    message = await results.file(request.person, action.round, action.group, action.what)
    if not isinstance(message, ResultsPicture | ResultsWorkbook):
        return [Edit(message)]
    which = f"{action.round}:{action.group}:{action.what}"
    return [Send(message, once=f"resfile:{request.chat_id}:{request.message_id}:{which}:{results.now:%Y%m%dT%H%M}")]


async def show_lines(request: Request, services: Services) -> Sequence[Reply]:
    """Lines of text in a language."""
    action = request.pressed(actions.ShowLines)
    page = actions.number_of(action.page)
    return [Edit(await services.results.lines(request.person, action.round, action.language, page))]
