"""What was decided after a round: writing and publishing it."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request
from bot.services.container import Services


async def show_decision(request: Request, services: Services) -> Sequence[Reply]:
    """What is written by now."""
    action = request.pressed(actions.ShowDecision)
    return [Edit(await services.decisions.show(request.person, action.round))]


async def write_decision(request: Request, services: Services) -> Sequence[Reply]:
    """The text in a language, please."""
    action = request.pressed(actions.WriteDecision)
    return [Edit(await services.decisions.ask(request.person, action.round, action.language))]


async def remove_decision(request: Request, services: Services) -> Sequence[Reply]:
    """Nothing in this language."""
    action = request.pressed(actions.RemoveDecision)
    return [Edit(await services.decisions.remove(request.person, action.round, action.language))]


async def ask_publish_decision(request: Request, services: Services) -> Sequence[Reply]:
    """Shall those who were asked be told?"""
    action = request.pressed(actions.AskPublishDecision)
    return [Edit(await services.decisions.ask_publish(request.person, action.round))]


async def publish_decision(request: Request, services: Services) -> Sequence[Reply]:
    """They are told."""
    action = request.pressed(actions.PublishDecision)
    return [Edit(await services.decisions.publish(request.person, action.round))]
