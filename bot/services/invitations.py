"""Invite links: 128 random bits, kept as a hash, used once."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.domain.content import Region
from bot.domain.errors import UsageError
from bot.domain.people import Grant, Invite, Person, Role
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.roles import Roles

LIFETIME: Final = timedelta(days=7)
_FORM: Final = re.compile(r"i[A-Za-z0-9_-]{22}")


def check(grant: Grant, regions: Iterable[Region], countries: Countries) -> None:
    """UsageError where a role is given for what it cannot be given for; `regions` are those there are."""
    if (grant.role is Role.NFP) != (grant.country is not None):
        raise UsageError("an NFP stands for a country: give --country with --role nfp, and with no other")
    if grant.country is not None and not countries.knows(grant.country):
        raise UsageError(f"{grant.country!r} is no country: give its two letters by ISO 3166-1, such as GE")
    if grant.region is None:
        return
    if grant.role is not Role.SECRETARIAT:
        raise UsageError("a region goes with --role secretariat, and with no other")
    known = sorted(region.id for region in regions)
    if grant.region not in known:
        raise UsageError(f"{grant.region!r} is no region of the pack in force: {', '.join(known) or 'it has none'}")


class Invitations:
    """Makes invites, and takes them in."""

    def __init__(self, uow: UnitOfWork, roles: Roles, now: datetime) -> None:
        self._uow = uow
        self._roles = roles
        self._now = now

    async def create(self, grant: Grant, language: str | None) -> str:
        """Keep a new invite; the payload for `https://t.me/<bot>?start=<payload>`, which is shown this once."""
        payload = "i" + secrets.token_urlsafe(16)
        await self._uow.invites.add(_digest(payload), Invite(grant, language, self._now + LIFETIME), self._now)
        return payload

    async def use(self, payload: str, person: Person) -> Invite | None:
        """Consume the invite of a payload for this person and give them what it brings; none where it is unknown,
        used or expired."""
        if not _FORM.fullmatch(payload):
            return None
        invite = await self._uow.invites.use(_digest(payload), person.id, self._now)
        if invite is not None:
            await self._roles.give(person, invite.grant, by=None, until=invite.until)
        return invite


def _digest(payload: str) -> bytes:
    # The payload is random and long: a plain hash cannot be turned back by trying.
    return hashlib.sha256(payload.encode()).digest()
