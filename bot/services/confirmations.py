"""Roles are confirmed every year, and end by silence or when their time is over; members who cannot be reached are
noticed. What is due is read from the tables, so that a late look loses nothing and a second one repeats nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal

from bot.domain import messages
from bot.domain.audit import Act
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.people import Held
from bot.domain.retention import CONFIRM_WITHIN
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.keepers import Keepers
from bot.services.own_roles import lines
from bot.services.roles import Roles, fields_of, is_last_administrator, tell_ended

LOOK: Final = 10.0
"""Seconds between looks."""

_ASKED_BEFORE: Final = (CONFIRM_WITHIN, timedelta(days=7))
"""How long before a role would end its holder is asked: once, and once again."""

_UNREACHABLE_FOR: Final = timedelta(days=1)
"""A bot that is blocked is often unblocked again."""


async def look_after_roles(units: UnitsOfWork, pack: Pack, now: datetime) -> bool:
    """Ask, end and tell what is due; whether there was anything to send."""
    async with units() as uow:
        keepers = Keepers(uow, pack, now)
        sent = await _end(uow, keepers, now)
        # The last question first: whoever is late for both is asked once, not twice at the same instant.
        for times, before in reversed(list(enumerate(_ASKED_BEFORE))):
            sent |= await _ask(uow, await uow.grants.to_confirm(now + before, asked_up_to=times), times + 1, now)
        sent |= await _tell_unreachable(uow, keepers, now)
        await uow.commit()
    return sent


def due_after(held: Iterable[Held], now: datetime) -> datetime | None:
    """The next instant after `now` at which something is to be asked of these, or ends; none where nothing is."""
    instants = {
        instant
        for each in held
        for instant in (
            each.expires_at,
            each.confirm_by,
            *(each.confirm_by - before for times, before in enumerate(_ASKED_BEFORE) if each.asked <= times),
        )
        if instant is not None and instant > now
    }
    return min(instants, default=None)


async def _end(uow: UnitOfWork, keepers: Keepers, now: datetime) -> bool:
    ended = await uow.grants.ended(now)
    for held in ended:
        expired = held.expires_at is not None and held.expires_at <= now
        if not expired and (not held.asked or await is_last_administrator(uow, held, now)):
            # The program, or its clock, has missed the time for asking: nobody loses a role unasked. And the only
            # administrator is asked again and again, since without one nobody could give roles in the bot.
            await uow.grants.confirm(held.id, now + CONFIRM_WITHIN)
            continue
        holder = await uow.people.find(held.person_id, now)
        assert holder is not None, "roles go with their holder"
        await Roles(uow, now).take(holder, held, Act.ROLE_LAPSED, by=None)
        why: Literal["expired", "lapsed"] = "expired" if expired else "lapsed"
        await tell_ended(uow, holder, messages.RoleEnded(**fields_of(held.grant), why=why), now)
        name = (await uow.people.names([holder.id])).get(holder.id)
        left = messages.MemberLeft(**fields_of(held.grant), name=name, why=why)
        await keepers.tell(await keepers.of(held.grant), left, about=holder)
    return bool(ended)


async def _ask(uow: UnitOfWork, due: list[Held], times: int, now: datetime) -> bool:
    # What ends before it would have to be confirmed is not asked about.
    due = [held for held in due if held.in_force(now) and (held.expires_at or held.confirm_by) >= held.confirm_by]
    for person_id, of_one in groupby(due, key=attrgetter("person_id")):
        held = list(of_one)
        holder = await uow.people.find(person_id, now)
        assert holder is not None, "roles go with their holder"
        question = messages.AskStill(roles=lines(held), until=min(each.confirm_by for each in held))
        await uow.outbox.add([Outgoing(holder.telegram_id, holder.id, question, Priority.REMINDER)], now)
        await uow.grants.note_asked([each.id for each in held], times)
    return bool(due)


async def _tell_unreachable(uow: UnitOfWork, keepers: Keepers, now: datetime) -> bool:
    told = False
    for person_id in await uow.people.unreachable_untold(now - _UNREACHABLE_FOR):
        await uow.people.note_unreachable_told(person_id)
        person = await uow.people.find(person_id, now)
        if person is None or person.unreachable_since is None:
            continue
        name = (await uow.people.names([person.id])).get(person.id)
        for held in await uow.grants.of(person.id):
            if held.in_force(now):
                notice = messages.MemberUnreachable(
                    **fields_of(held.grant), held=held.id, name=name, since=person.unreachable_since
                )
                await keepers.tell(await keepers.of(held.grant), notice, about=person)
                told = True
    return told
