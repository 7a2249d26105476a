"""What a handler is, and what it is called for. The table of them all is `handlers.routes.ROUTES`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.actions import Action
from bot.domain.exchange import Command, Press, Reply, Request
from bot.services.container import Services
from bot.services.onboarding import PLACE
from bot.services.secretariat import QUESTION

Handler = Callable[[Request, Services], Awaitable[Sequence[Reply]]]
"""Reads what the person wants, calls a service, and says what to show, in order."""


@dataclass(frozen=True)
class OnCommand:
    """`/name`."""

    name: str


@dataclass(frozen=True)
class OnButton:
    """A press of a button that does this."""

    action: type[Action]


class On(Enum):
    """The rest of what a person can do."""

    UNKNOWN_COMMAND = auto()
    UNKNOWN_BUTTON = auto()
    TEXT = auto()
    SHARED = auto()
    REACHABILITY = auto()


@dataclass(frozen=True)
class Route:
    on: OnCommand | OnButton | On
    handler: Handler


async def carry_out(handler: Handler, request: Request, services: Services) -> Sequence[Reply]:
    """What a handler replies. A command or a button, unless it asks for words itself, ends the wait for them."""
    replies = await handler(request, services)
    if isinstance(request.content, Command | Press):
        await services.standing.leave(request.person.id, QUESTION, PLACE)
    return replies
