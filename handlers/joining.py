"""Invitations and requests for access: /invite, /access, /requests, and their buttons."""

from collections.abc import Sequence
from typing import Final, get_args

from bot.domain import actions, messages
from bot.domain.exchange import Command, Edit, Reply, Request, Send
from bot.domain.messages_access import RefusalReason
from bot.domain.people import Role
from bot.services.container import Services

_REASONS: Final[dict[str, RefusalReason]] = {reason: reason for reason in get_args(RefusalReason)}


async def invite_command(request: Request, services: Services) -> Sequence[Reply]:
    """/invite, or /invite with the name of a country."""
    assert isinstance(request.content, Command)
    country = request.content.argument
    if country:
        return [Send(await services.inviting.typed(request.person, country))]
    return [Send(await services.inviting.begin(request.person))]


async def invite(request: Request, services: Services) -> Sequence[Reply]:
    """Whom to invite; a link that stands on the message stays there."""
    message = await services.inviting.begin(request.person)
    return [Edit(message) if request.pressed(actions.Invite).where == "here" else Send(message)]


async def invite_role(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.InviteRole)
    role, page = _role(action.role), _number(action.page)
    if role is None or page is None:
        return [Edit(messages.ButtonExpired())]
    return [Edit(await services.inviting.role(request.person, role, page))]


async def invite_countries(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.InviteCountries)
    page = _number(action.page)
    if page is None:
        return [Edit(messages.ButtonExpired())]
    return [Edit(await services.inviting.countries(request.person, action.region, page))]


async def invite_scope(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.InviteScope)
    role = _role(action.role)
    if role is None:
        return [Edit(messages.ButtonExpired())]
    return [Edit(await services.inviting.scope(request.person, role, action.scope))]


async def make_invite(request: Request, services: Services) -> Sequence[Reply]:
    """The link in place of the last question, and its picture below."""
    action = request.pressed(actions.MakeInvite)
    role = _role(action.role)
    assert request.message_id is not None, "a button stands on a message"
    if role is None:
        return [Edit(messages.ButtonExpired())]
    made = await services.inviting.make(request.person, role, action.scope, action.language, request.message_id)
    return [*map(Edit, made[:1]), *map(Send, made[1:])]


async def make_country_links(request: Request, services: Services) -> Sequence[Reply]:
    """A link for each country of a region, as a file below."""
    region = request.pressed(actions.MakeCountryLinks).region
    assert request.message_id is not None, "a button stands on a message"
    made = await services.inviting.make_for_each(request.person, region, request.message_id)
    return [*map(Edit, made[:1]), *map(Send, made[1:])]


async def access_command(request: Request, services: Services) -> Sequence[Reply]:
    """/access"""
    return [Send(await services.requests.begin(request.person))]


async def ask_access(request: Request, services: Services) -> Sequence[Reply]:
    """What the button stands on stays; a second tap does not ask twice."""
    asked_already = await services.requests.awaits(request.person)
    message = await services.requests.begin(request.person)
    return [] if asked_already and message == messages.WriteAccess() else [Send(message)]


async def drop_access(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.requests.drop(request.person))]


async def requests_command(request: Request, services: Services) -> Sequence[Reply]:
    """/requests"""
    return [Send(await services.requests.all_open(request.person))]


async def show_requests(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.requests.all_open(request.person))]


async def show_request(request: Request, services: Services) -> Sequence[Reply]:
    number = _number(request.pressed(actions.ShowRequest).request)
    return [Edit(messages.RequestGone() if number is None else await services.requests.show(request.person, number))]


async def approve_request(request: Request, services: Services) -> Sequence[Reply]:
    number = _number(request.pressed(actions.ApproveRequest).request)
    return [Edit(messages.RequestGone() if number is None else await services.requests.approve(request.person, number))]


async def refuse_request(request: Request, services: Services) -> Sequence[Reply]:
    """For which reason?"""
    number = _number(request.pressed(actions.RefuseRequest).request)
    return [Edit(messages.RequestGone() if number is None else await services.requests.ask_why(request.person, number))]


async def refuse_for(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.RefuseFor)
    number, reason = _number(action.request), _REASONS.get(action.reason)
    if number is None or reason is None:
        return [Edit(messages.ButtonExpired())]
    return [Edit(await services.requests.refuse(request.person, number, reason))]


async def change_name(request: Request, services: Services) -> Sequence[Reply]:
    """The name is to be typed."""
    return [Edit(await services.naming.ask(request.person))]


def _role(field: str) -> Role | None:
    return Role(field) if field in set(Role) else None


def _number(field: str) -> int | None:
    """A number as a button carries it; none for what is none."""
    return int(field) if field.isascii() and field.isdigit() and len(field) < 10 else None
