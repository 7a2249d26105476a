"""Forgetting is one transaction: where it does not come to its end, nothing has happened."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app import pack_named
from bot.domain.people import Grant, Person, Role
from bot.services.keepers import Keepers
from bot.services.rights_forgetting import Forgetting, forget
from bot.services.standing import Standing
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables
from tests.somebody import NOW, TELEGRAM_ID, known_everywhere

PACK = pack_named("sample")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    yield database
    await database.close()


@pytest.fixture
async def person(database: Database) -> Person:
    async with database.unit_of_work() as uow:
        person = await known_everywhere(uow)
        await uow.commit()
    return person


def everything(database: Database) -> list[str]:
    with closing(sqlite3.connect(database.path)) as connection:
        return list(connection.iterdump())


class _PowerCutError(Exception):
    pass


async def test_a_crash_on_the_way_leaves_everything_as_it_was(database: Database, person: Person) -> None:
    before = everything(database)

    async def cut_short() -> None:
        async with database.unit_of_work() as uow:
            await forget(uow, attending(uow, NOW), person, NOW, by=person)
            raise _PowerCutError

    with pytest.raises(_PowerCutError):
        await cut_short()
    assert everything(database) == before


async def test_it_is_done_only_for_whoever_was_asked(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        forgetting = Forgetting(uow, Standing(uow, NOW), Keepers(uow, PACK, NOW), attending(uow, NOW), NOW)
        asked: Any = await forgetting.forget_as_asked(person, TELEGRAM_ID, 7)
        assert asked.kind == "ask_forget"
        assert await uow.people.find(person.id, NOW) == person
        await forgetting.keep(person)
        assert await forgetting.forget_as_asked(person, TELEGRAM_ID, 7) is not None
        assert await forgetting.forget_as_asked(person, TELEGRAM_ID, 7) is None
        assert await uow.people.find(person.id, NOW) is None


async def test_all_roles_are_taken_with_a_line_each(database: Database, person: Person) -> None:
    async with database.unit_of_work() as uow:
        await forget(uow, attending(uow, NOW), person, NOW, by=person)
        await uow.commit()
    with closing(sqlite3.connect(database.path)) as connection:
        taken = connection.execute(
            "SELECT detail FROM audit WHERE act = 'role.revoked' AND actor = subject AND subject = ?",
            (person.pseudonym,),
        ).fetchall()
    assert [detail for (detail,) in taken] == ['{"country":"GE","role":"nfp"}', '{"role":"translator"}']


async def test_what_an_ended_role_was_goes_too(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await uow.people.add(5, "en", NOW)
        await uow.grants.give(person.id, Grant(Role.TRANSLATOR), NOW, by=None, confirm_by=NOW)
        await forget(uow, attending(uow, NOW), person, NOW, by=person)
        assert await uow.grants.ended(NOW) == []
