"""What was kept for a while is gone after it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.exchange import Incoming, Outgoing
from bot.domain.messages import Help
from bot.domain.outcomes import Sent
from bot.services.upkeep import tidy
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.attend import NOTHING
from tests.databases import make_tables

START = datetime(2023, 4, 17, tzinfo=UTC)


async def test_tidy(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)

    def count(query: str) -> int:
        with closing(sqlite3.connect(database.path)) as connection:
            return int(connection.execute(query).fetchone()[0])

    async with database.unit_of_work() as uow:
        await uow.inbox.store([Incoming(number, 1, b"{}", START) for number in (1, 2, 3)])
        await uow.inbox.done(1, START)
        await uow.inbox.set_aside(2, "broken", START)
        person = await uow.people.add(1001, "en", START)
        await uow.outbox.add([Outgoing(1001, person.id, Help())], START)
        (row,) = await uow.outbox.claim(START, START + timedelta(minutes=1), 1, ())
        await uow.outbox.record(row.id, Sent(5), START)
        await uow.commit()

    kept = "SELECT count(*) FROM inbox WHERE payload IS NOT NULL"
    await tidy(database.unit_of_work, NOTHING, START + timedelta(days=6))
    assert (count(kept), count("SELECT count(*) FROM inbox"), count("SELECT count(*) FROM outbox")) == (2, 3, 1)
    await tidy(database.unit_of_work, NOTHING, START + timedelta(days=8))
    assert (count(kept), count("SELECT count(*) FROM inbox"), count("SELECT count(*) FROM outbox")) == (1, 3, 1)
    await tidy(database.unit_of_work, NOTHING, START + timedelta(days=31))
    assert (count(kept), count("SELECT count(*) FROM inbox"), count("SELECT count(*) FROM outbox")) == (1, 1, 0)
    await database.close()
