"""Roles given and taken away, each time with a line in the audit log."""

from datetime import datetime
from typing import Any, Final

from bot.domain.audit import BOT, OPERATOR, Act, Entry
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import RoleEnded
from bot.domain.people import Grant, Held, Person, Role
from bot.domain.retention import CONFIRM_EVERY, CONFIRM_WITHIN
from bot.ports import UnitOfWork

STANDS: Final = CONFIRM_EVERY + CONFIRM_WITHIN
"""How long a role stands without being confirmed."""


class Roles:
    """The only place that changes what people may do here. Whether it may be done is asked before, of the policy."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now

    async def give(self, person: Person, grant: Grant, *, by: Person | None, until: datetime | None = None) -> Held:
        """Give a role, until it has to be confirmed, and at most `until`; one that they hold until later, or without an
        end, stays so. `by`: none for the command line."""
        for held in await self._uow.grants.of(person.id):
            if held.grant == grant and held.in_force(self._now) and until is not None:
                until = None if held.expires_at is None else max(until, held.expires_at)
        held = await self._uow.grants.give(
            person.id,
            grant,
            self._now,
            by=by.id if by else None,
            confirm_by=self._now + STANDS,
            expires_at=until,
        )
        await self._note(Act.ROLE_GRANTED, by.pseudonym if by else OPERATOR, person, grant)
        await self._uow.live_messages.outdate_of(person.id)
        return held

    async def confirm(self, person: Person, held: Held) -> None:
        """Its holder says that they still are what it says."""
        await self._uow.grants.confirm(held.id, self._now + STANDS)
        await self._note(Act.ROLE_CONFIRMED, person.pseudonym, person, held.grant)

    async def take(self, person: Person, held: Held, act: Act, *, by: Person | None) -> bool:
        """Take a role from its holder, for the reason that `act` is (revoked, lapsed …); `by`: none for the bot
        itself. False where it is gone already."""
        if await self._uow.grants.take(held.id) is None:
            return False
        await self._note(act, by.pseudonym if by else BOT, person, held.grant)
        # What they may not see any more must not go on standing in their chats.
        await self._uow.live_messages.outdate_of(person.id)
        return True

    async def _note(self, act: Act, actor: str, person: Person, grant: Grant) -> None:
        await self._uow.audit.add(Entry(act, actor, person.pseudonym, described(grant)), self._now)


def fields_of(grant: Grant) -> dict[str, Any]:
    """A grant as the fields of a message on it (`messages_access.GrantMessage`)."""
    return {"role": grant.role, "country": grant.country, "region": grant.region, "meeting": grant.meeting}


def described(grant: Grant) -> dict[str, str]:
    """A grant as the audit log tells it."""
    scopes = {"country": grant.country, "region": grant.region, "meeting": grant.meeting}
    return {"role": grant.role.value, **{name: scope for name, scope in scopes.items() if scope}}


async def is_last_administrator(uow: UnitOfWork, held: Held, now: datetime) -> bool:
    """Whether this is the role of the only administrator: without one nobody could give roles in the bot any more."""
    if held.grant.role is not Role.ADMINISTRATOR:
        return False
    return not any(
        each.grant.role is Role.ADMINISTRATOR and each.person_id != held.person_id
        for each in await uow.grants.in_force(now)
    )


async def tell_ended(uow: UnitOfWork, holder: Person, message: RoleEnded, now: datetime) -> None:
    """Tell somebody of a role of theirs that has ended: it concerns them, so it cannot be stopped."""
    await uow.outbox.add([Outgoing(holder.telegram_id, holder.id, message, Priority.REMINDER)], now)
