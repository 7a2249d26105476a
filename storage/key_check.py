"""Whether the key is the one that the database was made with: noticed at the start, not at the first message."""

from typing import Final

from sqlalchemy import insert, select

from bot.domain.errors import SetupError
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.connections import Connection
from storage.tables import facts

_NAME: Final = "key_check"
_KNOWN: Final = b"nfpbot"


async def check_key(connection: Connection, cipher: Cipher) -> None:
    """Compare the key with the check that the database holds; the first key that comes leaves its check there.

    A database made without a key takes one later: what it holds in plain stays readable. SetupError for another key,
    and for none where there was one.
    """
    check = await connection.scalar(select(facts.c.value).where(facts.c.name == _NAME))
    if check is None:
        if cipher.has_key:
            token = cipher.seal(_KNOWN).content.decode("ascii")
            await connection.execute(insert(facts).values(name=_NAME, value=token))
        return
    if not cipher.has_key:
        raise SetupError("this database is encrypted: set NFPBOT_KEY to its key, or start with another database")
    try:
        cipher.open(Sealed(check.encode("ascii"), encrypted=True))
    except UnreadableError:
        raise SetupError(
            "NFPBOT_KEY is not the key of this database: set the key it was made with, or start with another database"
        ) from None
