"""Whether the keys are those of the database: noticed at the start, not at the first message.

The database keeps a token of each key that something in it may be sealed with. A new key adds its own when the program
first starts with it, and `renew` leaves only that of the first key. So nobody starts without a key that is still
needed, be it the former one before everything is sealed anew, or the new one after that has begun.
"""

from typing import Final

from sqlalchemy import select

from bot.domain.errors import SetupError
from storage import dialect
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.connections import Connection
from storage.tables import facts

FACT: Final = "key_check"
_KNOWN: Final = b"nfpbot"


async def check_key(connection: Connection, cipher: Cipher) -> None:
    """Compare the keys with the tokens in the database; where the first one has none there, it leaves one.

    A database made without a key takes one later: what it holds in plain stays readable. SetupError where a key of the
    database is missing.
    """
    tokens = await _tokens(connection)
    if not cipher.has_key:
        if tokens:
            raise SetupError("this database is encrypted: set NFPBOT_KEY to its key, or start with another database")
        return
    try:
        known = _has_first(tokens, cipher)
    except UnreadableError:
        raise SetupError(
            "NFPBOT_KEY is not the key of this database: set the key it was made with, or start with another database"
            if len(tokens) == 1
            else "NFPBOT_KEY lacks a key of this database: set all keys it was used with, the newest first, and"
            " then run `nfpbot keys rotate`"
        ) from None
    if not known:
        await _keep(connection, (*tokens, _token(cipher)))


async def check_first(connection: Connection, cipher: Cipher) -> None:
    """SetupError where nobody has started with the first key yet."""
    try:
        known = _has_first(await _tokens(connection), cipher)
    except UnreadableError:
        return  # another mistake, which `check_key` tells
    if not known:
        raise SetupError(
            "the bot that is running has not got the first key in NFPBOT_KEY: restart it with the same NFPBOT_KEY, and"
            " rotate then"
        )


async def renew(connection: Connection, cipher: Cipher) -> bool:
    """Have the first key be the only one that is needed; whether it was not."""
    tokens = await _tokens(connection)
    if not cipher.has_key or (len(tokens) == 1 and _has_first(tokens, cipher)):
        return False
    await _keep(connection, (_token(cipher),))
    return True


async def _tokens(connection: Connection) -> tuple[str, ...]:
    kept = await connection.scalar(select(facts.c.value).where(facts.c.name == FACT))
    return () if kept is None else tuple(kept.split())


async def _keep(connection: Connection, tokens: tuple[str, ...]) -> None:
    kept = dialect.insert(facts).values(name=FACT, value=" ".join(tokens))
    await connection.execute(
        kept.on_conflict_do_update(index_elements=[facts.c.name], set_={"value": kept.excluded.value})
    )


def _token(cipher: Cipher) -> str:
    return cipher.seal(_KNOWN).content.decode("ascii")


def _has_first(tokens: tuple[str, ...], cipher: Cipher) -> bool:
    """Whether one of them is the first key's. UnreadableError where one is of no key that we have."""
    return None in [cipher.sealed_anew(Sealed(token.encode("ascii"), encrypted=True)) for token in tokens]
