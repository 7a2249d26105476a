import asyncio

import pytest

from bot.domain.errors import SetupError
from bot.domain.exchange import Incoming
from storage.cipher import Cipher, Sealed, UnreadableError, new_key
from storage.database import Database
from tests.databases import make_tables
from tests.storage.conftest import NOON


async def start(url: str, key: str | None) -> Database:
    """As a start does; the database is closed again where it is refused."""
    database = Database(url, Cipher(key))
    await make_tables(database)
    try:
        await database.check_key()
    except SetupError:
        await database.close()
        raise
    return database


def test_what_is_sealed_opens_with_the_same_key_only() -> None:
    key = new_key()
    sealed = Cipher(key).seal(b"content")
    assert sealed.encrypted
    assert b"content" not in sealed.content
    assert Cipher(f" {key}\n").open(sealed) == b"content"
    for other in (Cipher(new_key()), Cipher(None)):
        with pytest.raises(UnreadableError):
            other.open(sealed)
    with pytest.raises(UnreadableError):
        Cipher(key).open(Sealed(sealed.content[:-2], encrypted=True))


@pytest.mark.parametrize("key", ["", "secret", "ключ", "A" * 44, "A" * 41])
def test_a_malformed_key_says_how_to_make_one_and_not_itself(key: str) -> None:
    with pytest.raises(SetupError, match="nfpbot keys new") as refused:
        Cipher(key)
    assert "\n" not in str(refused.value)
    assert not key or key not in str(refused.value)


async def test_the_same_key_starts_again_and_another_one_does_not(url: str) -> None:
    key = new_key()
    for _ in range(2):
        await (await start(url, key)).close()
    with pytest.raises(SetupError, match="NFPBOT_KEY is not the key of this database"):
        await start(url, new_key())


async def test_a_database_with_a_key_does_not_start_without(url: str) -> None:
    await (await start(url, new_key())).close()
    with pytest.raises(SetupError, match="set NFPBOT_KEY"):
        await start(url, None)


async def test_a_key_may_come_later(url: str) -> None:
    plain = await start(url, None)
    async with plain.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, b"before", NOON)])
        await work.commit()
    await plain.close()

    keyed = await start(url, new_key())
    async with keyed.unit_of_work() as work:
        await work.inbox.store([Incoming(2, 1, b"after", NOON)])
        assert [each.payload for each in await work.inbox.pending(0, 10)] == [b"before", b"after"]
    await keyed.close()
    with pytest.raises(SetupError):
        await start(url, None)


async def test_two_first_starts_at_once_agree_on_one_key(url: str) -> None:
    await (await start(url, None)).close()
    results = await asyncio.gather(start(url, new_key()), start(url, new_key()), return_exceptions=True)
    started = [each for each in results if isinstance(each, Database)]
    assert len(started) == 1
    assert sum(isinstance(each, SetupError) for each in results) == 1
    await started[0].close()
