"""A handover that is cut off half-way has not happened: there is one holder, before and after, never two and never
none."""

import asyncio
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.people import Grant, Person, Question, Role
from bot.services.handover import Handover
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, tzinfo=UTC)
GEORGIA = Grant(Role.NFP, country="GE")

BACK_AND_FORTH = """
import asyncio, sys
from datetime import UTC, datetime
from bot.services.handover import Handover
from bot.services.roles import Roles
from storage.cipher import Cipher
from storage.database import Database
from tests.attend import attending

async def go(file):
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    now = datetime(2023, 4, 17, tzinfo=UTC)
    print("ready", flush=True)
    while True:
        async with database.unit_of_work() as uow:
            (held,) = await uow.grants.in_force(now)
            successor = await uow.people.find(3 - held.person_id, now)
            moved = Handover(uow, Roles(uow, now), attending(uow, now), now)
            done = await moved.complete(held.id, successor, by=None, until=None)
            assert done is not None
            await uow.commit()

asyncio.run(go(sys.argv[1]))
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """The first of two people stands for Georgia and waits for a venue; the second is nobody yet."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as uow:
        first, _ = [await uow.people.add(number, "en", NOW) for number in (1, 2)]
        await uow.people.set_country(first.id, "GE", "Asia/Tbilisi", NOW)
        await uow.people.set_region(first.id, "seee")
        await Roles(uow, NOW).give(first, GEORGIA, by=None)
        for wants, topic in (("publication", "meeting.where"), ("answer", "none")):
            question = Question(first.id, wants, topic, "brussels-2023", "en", "words of the first", 1)  # type: ignore[arg-type]
            await uow.questions.add(question, NOW)
        await uow.commit()
    yield database
    await database.close()


def everything(database: Database) -> list[str]:
    with closing(sqlite3.connect(database.path)) as connection:
        return list(connection.iterdump())


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute(query).fetchall()


async def hand_over(database: Database) -> None:
    async with database.unit_of_work() as uow:
        first, second = [await uow.people.find(number, NOW) for number in (1, 2)]
        assert isinstance(first, Person)
        assert isinstance(second, Person)
        (held,) = await uow.grants.of(first.id)
        await Handover(uow, Roles(uow, NOW), attending(uow, NOW), NOW).complete(held.id, second, by=first, until=None)
        await uow.commit()


class _CutOffError(Exception):
    pass


@contextmanager
def cut_off_after(statements: int) -> Iterator[None]:
    """The program ends where it would begin one statement more."""
    left = statements

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _CutOffError

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", count)


async def test_what_belongs_to_the_country_goes_along_and_the_rest_stays(database: Database) -> None:
    await hand_over(database)
    assert rows(database, "SELECT person_id, role, country FROM grants") == [(2, "nfp", "GE")]
    assert rows(database, "SELECT person_id, wants FROM questions ORDER BY id") == [(2, "publication"), (1, "answer")]
    assert rows(database, "SELECT region FROM people ORDER BY id") == [("seee",), ("seee",)]
    assert rows(database, "SELECT person_id, kind FROM outbox") == [(1, "role_ended")]
    acts = [act for (act,) in rows(database, "SELECT act FROM audit ORDER BY sequence")]
    assert acts == ["role.granted", "role.granted", "role.handed_over"]


async def test_cut_off_before_any_of_its_statements_nothing_has_happened(database: Database) -> None:
    before = everything(database)
    cut = 0
    while True:
        try:
            with cut_off_after(cut):
                await hand_over(database)
        except _CutOffError:
            assert everything(database) == before
            cut += 1
        else:
            break
    assert cut > 10
    assert rows(database, "SELECT person_id FROM grants") == [(2,)]


async def killed(database: Database, kills: int) -> int:
    """Hand over again and again in another process, which is killed at random; how many handovers were done."""
    chance = random.Random(5)
    await database.close()
    for _ in range(kills):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BACK_AND_FORTH, str(database.path), stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        await asyncio.sleep(chance.uniform(0.05, 0.5))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        ((holder,),) = rows(database, "SELECT person_id FROM grants")
        (handed,) = rows(database, "SELECT count(*) FROM audit WHERE act = 'role.handed_over'")[0]
        (told,) = rows(database, "SELECT count(*) FROM outbox WHERE kind = 'role_ended'")[0]
        # Who holds it, what the log tells, what they wait for and who was told are of the same moment.
        assert holder == 1 + handed % 2
        assert told == handed
        assert rows(database, "SELECT person_id FROM questions WHERE wants = 'publication'") == [(holder,)]
    return int(handed)


async def test_killed_in_the_middle_there_is_one_holder(database: Database) -> None:
    assert await killed(database, 4) > 4


@pytest.mark.soak
async def test_killed_in_the_middle_many_times_there_is_one_holder(database: Database) -> None:
    kills = 60
    done = await killed(database, kills)
    print(f"{kills} kills among {done} handovers: one holder each time")
    assert done > kills
