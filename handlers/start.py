"""/start, with the payload of an invite link or without."""

from collections.abc import Sequence

from bot.domain import messages
from bot.domain.exchange import Command, Reply, Request, Send
from bot.services.container import Services


async def start(request: Request, services: Services) -> Sequence[Reply]:
    """Take the invitation, where there is one, and begin or go on with the first conversation."""
    person = request.person
    payload = request.content.argument if isinstance(request.content, Command) else ""
    replies: list[Reply] = []
    if payload:
        replies.append(Send(await services.joining.use(payload, person, request.name)))
        person = await services.onboarding.again(person)
    step = await services.onboarding.next_step(person)
    stopped = services.subscriptions.reminder(person) if isinstance(step, messages.Welcome) else ()
    return [*replies, *(Send(message) for message in (step, *stopped))]
