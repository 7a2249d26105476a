"""Invite links: 128 random bits, kept as a hash, used once."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.domain.audit import OPERATOR, Act, Entry
from bot.domain.content import Pack
from bot.domain.errors import UsageError
from bot.domain.people import Grant, Invite, Person, Role
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.roles import described

LIFETIME: Final = timedelta(days=7)
_FORM: Final = re.compile(r"i[A-Za-z0-9_-]{22}")


def start_link(username: str, payload: str) -> str:
    """The address that opens the bot and hands it a payload."""
    return f"https://t.me/{username}?start={payload}"


def check(grant: Grant, pack: Pack, countries: Countries) -> None:
    """UsageError where a role is given for what it cannot be given for."""
    if (grant.role is Role.NFP) != (grant.country is not None):
        raise UsageError("an NFP stands for a country: give --country with --role nfp, and with no other")
    if grant.country is not None and not countries.knows(grant.country):
        raise UsageError(f"{grant.country!r} is no country: give its two letters by ISO 3166-1, such as GE")
    if grant.region is not None:
        if grant.role is not Role.SECRETARIAT:
            raise UsageError("a region goes with --role secretariat, and with no other")
        _known("region", grant.region, (region.id for region in pack.regions))
    if grant.meeting is not None:
        if grant.role is not Role.ORGANIZER:
            raise UsageError("a meeting goes with --role organizer, and with no other")
        _known("meeting", grant.meeting, (meeting.id for meeting in pack.meetings))


def _known(what: str, given: str, ids: Iterable[str]) -> None:
    known = sorted(ids)
    if given not in known:
        raise UsageError(f"{given!r} is no {what} of the pack in force: {', '.join(known) or 'it has none'}")


def countries_named(entries: Iterable[tuple[str, str]], countries: Countries) -> list[str]:
    """The codes of countries by their names in any language, or by their codes; each entry comes with its place.
    UsageError with all those that name none, or one that was named before."""
    found: dict[str, str] = {}
    mistakes = []
    for place, text in entries:
        if not countries.names(text):
            alike = ", ".join(countries.propose(text))
            hint = f"{alike}?" if alike else "write its name, or its two letters by ISO 3166-1, such as GE"
            mistakes.append(f"{place}: {text[:60]!r} is no country; {hint}")
            continue
        code = countries.propose(text)[0]
        if code in found:
            mistakes.append(f"{place}: {text[:60]!r} was named before, at {found[code]}; delete one of them")
        found.setdefault(code, place)
    if mistakes:
        raise UsageError("\n".join(mistakes))
    return list(found)


class Invitations:
    """Makes invites, and hands each out once. Whether somebody may make one is asked before, of the policy."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now

    @property
    def expire(self) -> datetime:
        """When those made now expire."""
        return self._now + LIFETIME

    async def create(
        self,
        grant: Grant,
        language: str | None,
        *,
        by: Person | None = None,
        replaces: int | None = None,
        until: datetime | None = None,
    ) -> str:
        """Keep a new invite, made by somebody (none: on the command line); the payload for
        `https://t.me/<bot>?start=<payload>`, which is shown this once. `replaces`, `until`: as in `Invite`."""
        payload = "i" + secrets.token_urlsafe(16)
        invite = Invite(grant, language, self.expire, by.id if by else None, replaces, until)
        await self._uow.invites.add(_digest(payload), invite, self._now)
        await self._note(Act.INVITE_MADE, by.pseudonym if by else OPERATOR, grant)
        return payload

    async def find(self, payload: str) -> Invite | None:
        """What the link with this payload would bring; none where it is unknown, used or expired."""
        return await self._uow.invites.find(_digest(payload), self._now) if _FORM.fullmatch(payload) else None

    async def use(self, payload: str, person: Person) -> Invite | None:
        """Consume the invite of a payload for this person; none as for `find`. What it brings is for the caller to
        give."""
        if not _FORM.fullmatch(payload):
            return None
        invite = await self._uow.invites.use(_digest(payload), person.id, self._now)
        if invite is not None:
            await self._note(Act.INVITE_USED, person.pseudonym, invite.grant)
        return invite

    async def _note(self, act: Act, actor: str, grant: Grant) -> None:
        await self._uow.audit.add(Entry(act, actor, None, described(grant)), self._now)


def _digest(payload: str) -> bytes:
    # The payload is random and long: a plain hash cannot be turned back by trying.
    return hashlib.sha256(payload.encode()).digest()
