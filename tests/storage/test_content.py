import sqlite3
from contextlib import closing

import pytest

from bot.domain.content import Pack
from bot.domain.errors import SetupError
from storage.database import Database
from tests.storage.conftest import NOON


def pack(title: str) -> Pack:
    written = {
        "schema": 1,
        "default_language": "en",
        "timezone": "Europe/Brussels",
        "regions": [{"id": "seee", "name": {"en": "South East", "ar": "جنوب شرق"}, "countries": ["GE", "UA"]}],
        "meetings": [
            {"id": "brussels-2023", "title": {"en": title}, "starts": "2023-06-14", "ends": "2023-06-15"},
            {"id": "call", "title": {"en": "Call"}, "starts": "2023-06-20T09:00", "ends": "2023-06-20T10:00"},
        ],
    }
    return Pack.model_validate(written, context={"default_language": "en", "timezone": "Europe/Brussels"})


async def test_without_a_pack_there_is_version_0(database: Database) -> None:
    async with database.unit_of_work() as work:
        assert await work.content.version() == 0
        assert await work.content.load() is None


async def test_the_newest_pack_is_in_force_and_comes_back_as_it_was(database: Database) -> None:
    async with database.unit_of_work() as work:
        first = await work.content.add(pack("NFP meeting"), NOON)
        second = await work.content.add(pack("International NFPs Meeting"), NOON)
        await work.commit()

    async with database.unit_of_work() as work:
        assert second > first > 0
        assert await work.content.version() == second
        assert await work.content.load() == (second, pack("International NFPs Meeting"))


async def test_a_pack_in_a_form_that_is_not_read_says_what_to_do(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.content.add(pack("NFP meeting"), NOON)
        await work.commit()
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE packs SET content = '{\"schema\": 9}'")

    async with database.unit_of_work() as work:
        with pytest.raises(SetupError, match="nfpbot content import"):
            await work.content.load()
