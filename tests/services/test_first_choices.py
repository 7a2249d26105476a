"""What is found to have moved since the content that was looked at last."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import knowledge
from bot.domain.content import Pack
from bot.domain.messages import Message
from bot.domain.people import Grant, Person, Role
from bot.domain.round_terms import terms_of
from bot.domain.rounds import Answered, Round, RoundState
from bot.services.completing import Completing
from bot.services.first_choices import tell_first_choices
from bot.services.library import Library
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.conversations.asking import NOON, ROUND, asking
from tests.databases import make_tables

PLANNED = asking()
DONE = asking(statuses={"labs": "done"})


class Stand:
    """A database with a closed round in which one person has ranked training first."""

    def __init__(self, database: Database, person: Person) -> None:
        self.database = database
        self.person = person
        self.library = Library(knowledge().lexicons, PLANNED)

    async def imports(self, pack: Pack) -> None:
        async with self.database.unit_of_work() as uow:
            await uow.content.add(pack, NOON)
            await uow.commit()
        await self.library.refresh(self.database.unit_of_work, NOON)

    async def looks(self) -> bool:
        return await tell_first_choices(self.database.unit_of_work, self.library, NOON)

    async def sent(self) -> list[Message | None]:
        """What is queued, as it would be sent now."""
        async with self.database.unit_of_work() as uow:
            claimed = await uow.outbox.claim(NOON, NOON, 10, ())
            completing = Completing(uow, self.library.pack, NOON)
            return [await completing.complete(each.message, self.person) for each in claimed]


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(database)
    async with database.unit_of_work() as uow:
        added = await uow.people.add(7, "en", NOON)
        await Roles(uow, NOON).give(added, Grant(Role.NFP, country="GE"), by=None)
        terms = terms_of(PLANNED, PLANNED.feedback[0])
        await uow.rounds.add(Round(ROUND, RoundState.OPEN, terms, NOON, NOON, opened_at=NOON))
        await uow.rounds.make_secret(ROUND)
        await uow.round_answers.put(ROUND, added.id, Answered("ab", "ab"), (), named=True)
        person = await uow.people.find(added.id, NOON)
        assert person is not None
        await uow.commit()
    yield Stand(database, person)
    await database.close()


async def test_the_first_content_that_is_seen_tells_nothing(stand: Stand) -> None:
    await stand.imports(DONE)
    assert not await stand.looks()
    assert await stand.sent() == []


async def test_looking_twice_tells_once(stand: Stand) -> None:
    await stand.imports(PLANNED)
    await stand.looks()
    await stand.imports(DONE)
    assert await stand.looks()
    assert not await stand.looks()
    assert len(await stand.sent()) == 1


async def test_cut_off_before_the_end_it_is_looked_at_again_and_told_once(stand: Stand) -> None:
    await stand.imports(PLANNED)
    await stand.looks()
    await stand.imports(DONE)
    await stand.looks()
    async with stand.database.unit_of_work() as uow:
        await uow.marks.set_version("first choices", 1)
        await uow.commit()
    await stand.looks()
    assert len(await stand.sent()) == 1


async def test_what_is_taken_back_before_it_is_told_is_not_told(stand: Stand) -> None:
    await stand.imports(PLANNED)
    await stand.looks()
    await stand.imports(DONE)
    await stand.looks()
    await stand.imports(PLANNED)
    assert await stand.sent() == [None]


async def test_what_changed_while_nobody_looked_counts_from_what_was_seen_last(stand: Stand) -> None:
    await stand.imports(PLANNED)
    await stand.looks()
    await stand.imports(asking(statuses={"labs": "delayed"}))
    await stand.imports(PLANNED)
    assert not await stand.looks()
    assert await stand.sent() == []
