"""Invite links: 128 random bits, kept as a hash, used once."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Grant, Invite
from bot.ports import UnitOfWork

LIFETIME: Final = timedelta(days=7)
_FORM: Final = re.compile(r"i[A-Za-z0-9_-]{22}")


async def create(uow: UnitOfWork, grant: Grant, language: str | None, now: datetime) -> str:
    """Keep a new invite; the payload for `https://t.me/<bot>?start=<payload>`, which is shown this once."""
    payload = "i" + secrets.token_urlsafe(16)
    await uow.invites.add(_digest(payload), Invite(grant, language, now + LIFETIME), now)
    return payload


async def use(uow: UnitOfWork, payload: str, person_id: int, now: datetime) -> Invite | None:
    """Consume the invite of a payload for this person and give them what it brings; none where it is unknown, used
    or expired."""
    if not _FORM.fullmatch(payload):
        return None
    invite = await uow.invites.use(_digest(payload), person_id, now)
    if invite is not None:
        await uow.people.grant(person_id, invite.grant, now)
    return invite


def _digest(payload: str) -> bytes:
    # The payload is random and long: a plain hash cannot be turned back by trying.
    return hashlib.sha256(payload.encode()).digest()
