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
        invite = await services.invitations.use(payload, person)
        if invite is None:
            replies.append(Send(messages.InviteRefused()))
        else:
            person = await services.onboarding.accept(person, invite)
            grant = invite.grant
            replies.append(Send(messages.InviteAccepted(role=grant.role, country=grant.country, region=grant.region)))
    return [*replies, Send(await services.onboarding.next_step(person))]
