"""What a handler is, and what it is called for. The table of them all is `handlers.routes.ROUTES`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.actions import Action
from bot.domain.exchange import Reply, Request
from bot.services.container import Services

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
