"""Whom the bot has forgotten: enough to know them again when something of before comes in, and no more.

Telegram ids are few enough to be tried one by one, so their hashes are made with a secret, which stands encrypted in
`facts` where there is a key.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select, update

from storage import dialect
from storage.cipher import Cipher, Sealed
from storage.connections import Connection
from storage.tables import facts, forgotten

FACT: Final = "forgotten_secret"
_PLAIN: Final = "plain:"


class SqlForgotten:
    """`ports.Forgotten` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def note(self, telegram_id: int, at: datetime) -> None:
        secret = await self._secret() or await self._new_secret()
        noted = dialect.insert(forgotten).values(digest=_digest(secret, telegram_id), at=at)
        await self._connection.execute(noted.on_conflict_do_nothing())

    async def has(self, telegram_id: int) -> bool:
        secret = await self._secret()
        if secret is None:
            return False
        known = select(forgotten.c.digest).where(forgotten.c.digest == _digest(secret, telegram_id))
        return await self._connection.scalar(known) is not None

    async def lift(self, telegram_id: int) -> None:
        secret = await self._secret()
        if secret is not None:
            await self._connection.execute(delete(forgotten).where(forgotten.c.digest == _digest(secret, telegram_id)))

    async def _secret(self) -> bytes | None:
        """None where nobody was forgotten yet. UnreadableError where it is encrypted with another key."""
        sealed = await _stored(self._connection)
        return None if sealed is None else self._cipher.open(sealed)

    async def _new_secret(self) -> bytes:
        secret = secrets.token_bytes(32)
        value = _written(self._cipher.seal(secret))
        await self._connection.execute(insert(facts).values(name=FACT, value=value))
        return secret


async def renew_secret(connection: Connection, cipher: Cipher) -> bool:
    """Have the secret sealed with the first key; whether it was not. UnreadableError where no key opens it."""
    sealed = await _stored(connection)
    anew = None if sealed is None else cipher.sealed_anew(sealed)
    if anew is None:
        return False
    await connection.execute(update(facts).where(facts.c.name == FACT).values(value=_written(anew)))
    return True


async def _stored(connection: Connection) -> Sealed | None:
    stored = await connection.scalar(select(facts.c.value).where(facts.c.name == FACT))
    if stored is None:
        return None
    if stored.startswith(_PLAIN):
        return Sealed(bytes.fromhex(stored.removeprefix(_PLAIN)), encrypted=False)
    return Sealed(stored.encode("ascii"), encrypted=True)


def _written(sealed: Sealed) -> str:
    return sealed.content.decode("ascii") if sealed.encrypted else f"{_PLAIN}{sealed.content.hex()}"


def _digest(secret: bytes, telegram_id: int) -> bytes:
    return hmac.digest(secret, str(telegram_id).encode("ascii"), hashlib.sha256)
