"""What a handler is, and what it is called for. The table of them all is `handlers.routes.ROUTES`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.domain import messages
from bot.domain.actions import Action
from bot.domain.exchange import Command, Edit, Press, Reply, Request, Send, Toast
from bot.domain.policy import Right, access_of, may
from bot.services.access_words import WORDS
from bot.services.answer_details import DETAIL
from bot.services.audiences import AUDIENCE
from bot.services.container import Services
from bot.services.naming import NAME
from bot.services.onboarding import PLACE
from bot.services.organizing_words import ORGANIZING
from bot.services.remarks import REMARK
from bot.services.round_decisions import DECISION
from bot.services.round_words import ASKING
from bot.services.secretariat import QUESTION
from bot.services.sending import SENDING
from bot.services.writing_texts import WRITING

_AWAITED: Final = (
    QUESTION, REMARK, PLACE, WORDS, NAME, DETAIL, ORGANIZING, WRITING, AUDIENCE, SENDING, ASKING, DECISION
)  # fmt: skip
"""The flows in which words are waited for."""

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
    needs: Right
    """What whoever does this must be entitled to. Whom and what it touches, the handler's service asks besides."""
    in_group: Handler | None = None
    """What answers it in a group; none: it works in private chats alone."""


async def carry_out(route: Route, request: Request, services: Services) -> Sequence[Reply]:
    """What the route's handler replies, or that this is not for them. A command or a button, unless it asks for words
    itself, ends the wait for them."""
    if not request.private:
        return await _in_group(route, request, services)
    if not may(access_of(request.person.grants), route.needs):
        refusal = messages.NotAllowed()
        # Whatever a button stood beside is not shown any longer to somebody who may not press it.
        return [Edit(refusal) if isinstance(request.content, Press) else Send(refusal)]
    replies = await route.handler(request, services)
    if isinstance(request.content, Command | Press):
        await services.standing.leave(request.person.id, *_AWAITED)
    return replies


async def _in_group(route: Route, request: Request, services: Services) -> Sequence[Reply]:
    """As `carry_out`, before all: a group may hold anybody. Whoever presses what is not for them is told so alone."""
    pressed = isinstance(request.content, Press)
    if route.in_group is None:
        return [Toast(messages.RefusedInGroup(why="in_private")) if pressed else Send(messages.PrivateOnly())]
    if not may(access_of(request.person.grants), route.needs):
        refusal = messages.RefusedInGroup(why="no_member")
        return [Toast(refusal, alert=True) if pressed else Send(messages.PrivateOnly())]
    return await route.in_group(request, services)
