"""What people meant by their questions, looked over by those who look after them."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def examples_command(request: Request, services: Services) -> Sequence[Reply]:
    """/examples"""
    return [Send(await services.examples.first(request.person))]


async def keep_example(request: Request, services: Services) -> Sequence[Reply]:
    """It may be learned from; the next one."""
    example = actions.number_of(request.pressed(actions.KeepExample).example)
    return [Edit(await services.examples.decide(request.person, example, right=True))]


async def drop_example(request: Request, services: Services) -> Sequence[Reply]:
    """It is deleted; the next one."""
    example = actions.number_of(request.pressed(actions.DropExample).example)
    return [Edit(await services.examples.decide(request.person, example, right=False))]


async def skip_example(request: Request, services: Services) -> Sequence[Reply]:
    """It waits; the next one."""
    example = actions.number_of(request.pressed(actions.SkipExample).example)
    return [Edit(await services.examples.after(request.person, example))]
