"""Whatever is imported when: a change is told once, to those whom it concerns, and what was taken back is not told."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import app
from bot.domain.attendance import Answer, days_of
from bot.domain.content import Pack
from bot.domain.exchange import Claimed
from bot.domain.messages import ChangeTold, ChangeWaits, MeetingChanged
from bot.domain.outcomes import Early, Sent
from bot.domain.people import Grant, Person, Role
from bot.services.attending import Attending
from bot.services.changes import GATHERED, Changes, tell_changes
from bot.services.library import Library
from bot.services.organizers import Organizers
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.conversations.moving import BRUSSELS, changed
from tests.databases import make_tables

START: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)


def alone(**fields: Any) -> Pack:
    """The Brussels meeting with these fields otherwise, and the regions."""
    return changed(**fields).model_copy(update={"roadmaps": (), "faq": (), "feedback": ()})


AS_IT_WAS: Final = alone()
MOVED: Final = alone(starts="2023-06-21", ends="2023-06-22")
ELSEWHERE: Final = alone(city={"en": "Ghent"})
CANCELLED: Final = alone(status="cancelled")
ALIKE: Final = alone(languages=["en"])
"""Other in something of which nobody has to be told."""

KEY: Final = new_key()
COMES, DECLINES, SILENT, ORGANIZER = range(1001, 1005)


class Desk:
    """A database with four people, into which packs are imported, and what the bot has to say."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.library = Library(app.knowledge().lexicons, AS_IT_WAS)
        self.people: dict[int, Person] = {}

    async def open(self) -> None:
        async with self.database.unit_of_work() as uow:
            for telegram_id in (COMES, DECLINES, SILENT, ORGANIZER):
                grant = Grant(Role.ORGANIZER) if telegram_id == ORGANIZER else Grant(Role.NFP, country="GE")
                person = await uow.people.add(telegram_id, "en", START)
                await Roles(uow, START).give(person, grant, by=None)
                found = await uow.people.find(person.id, START)
                assert found is not None
                self.people[telegram_id] = found
            await uow.commit()
        await self.publish(AS_IT_WAS, START)
        await self.answer(COMES, Answer.IN_PERSON)
        await self.answer(DECLINES, Answer.NO)
        assert await self.look(START) == []

    async def answer(self, telegram_id: int, answer: Answer) -> None:
        meeting = self.library.pack.meetings[0]
        async with self.database.unit_of_work() as uow:
            attending = Attending(uow, Organizers(uow, START), self.library.pack, START)
            await attending.answer(self.people[telegram_id], meeting, answer)
            await uow.commit()

    async def publish(self, pack: Pack, at: datetime) -> None:
        async with self.database.unit_of_work() as uow:
            version = await uow.content.add(pack, at)
            await uow.commit()
        self.library = Library(app.knowledge().lexicons, pack, version)

    async def look(self, at: datetime, *, put_off: bool = False) -> list[Claimed]:
        """What is to be sent after a look at that instant; `put_off`: it is night for everybody."""
        await tell_changes(self.database.unit_of_work, self.library, at)
        return await self.sent(at, put_off=put_off)

    async def sent(self, at: datetime, *, put_off: bool = False) -> list[Claimed]:
        told = []
        async with self.database.unit_of_work() as uow:
            while rows := await uow.outbox.claim(at, at, 50, []):
                for row in rows:
                    told.append(row)
                    await uow.outbox.record(row.id, Early(at + timedelta(hours=9)) if put_off else Sent(None), at)
            await uow.commit()
        return told

    async def answers(self) -> dict[int, Answer]:
        """Those that count now."""
        meeting = self.library.pack.meetings[0]
        async with self.database.unit_of_work() as uow:
            found = await uow.rsvps.all(BRUSSELS, days_of(meeting))
        return {each.person_id: each.answer for each in found if each.person_id is not None}

    async def tell_now(self, telegram_id: int, at: datetime) -> ChangeTold:
        async with self.database.unit_of_work() as uow:
            said = await Changes(uow, self.library, at).tell_now(self.people[telegram_id], BRUSSELS)
            await uow.commit()
        assert isinstance(said, ChangeTold)
        return said


def told(rows: list[Claimed]) -> list[int]:
    """Who is told of a change."""
    return sorted(row.chat_id for row in rows if isinstance(row.message, MeetingChanged))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, to be copied."""
    path = tmp_path_factory.mktemp("changes") / "bot.sqlite3"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}", Cipher(KEY))
        await make_tables(database)
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def desk(empty: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copyfile(empty, tmp_path / "bot.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(KEY))
    made = Desk(database)
    await made.open()
    yield made
    await database.close()


async def test_a_change_waits_for_others_and_is_told_as_one(desk: Desk) -> None:
    await desk.publish(MOVED, START + MINUTE)
    assert told(await desk.look(START + MINUTE)) == []
    await desk.publish(ELSEWHERE, START + 3 * MINUTE)
    assert told(await desk.look(START + 5 * MINUTE)) == []
    rows = await desk.look(START + MINUTE + GATHERED)
    # The days are as they were: whoever has declined is left in peace.
    assert told(rows) == [COMES, SILENT]
    assert told(await desk.look(START + 60 * MINUTE)) == []


async def test_the_organizer_hears_of_it_first_and_can_have_it_told_at_once(desk: Desk) -> None:
    await desk.publish(MOVED, START)
    (notice,) = await desk.look(START)
    assert notice.chat_id == ORGANIZER
    assert isinstance(notice.message, ChangeWaits)
    assert (notice.message.people, notice.message.at) == (3, START + GATHERED)
    assert await desk.look(START + MINUTE) == []
    assert (await desk.tell_now(COMES, START + MINUTE)).people is None
    assert await desk.look(START + MINUTE) == []
    assert (await desk.tell_now(ORGANIZER, START + MINUTE)).people == 3
    assert (await desk.tell_now(ORGANIZER, START + MINUTE)).people == 3
    assert told(await desk.look(START + MINUTE)) == [COMES, DECLINES, SILENT]
    assert (await desk.tell_now(ORGANIZER, START + MINUTE)).people is None
    assert await desk.look(START + GATHERED) == []


async def test_other_days_ask_everybody_anew_and_take_the_answers_away(desk: Desk) -> None:
    await desk.publish(MOVED, START)
    rows = await desk.look(START + GATHERED)
    answered = {row.chat_id: row.message.answered for row in rows if isinstance(row.message, MeetingChanged)}
    assert answered == {COMES: True, DECLINES: True, SILENT: False}
    assert all(row.subscription is None for row in rows)
    assert await desk.answers() == {}
    async with desk.database.unit_of_work() as uow:
        assert await uow.rsvps.all(BRUSSELS, days_of(AS_IT_WAS.meetings[0])) == []
        history = [past.answer async for past in uow.rsvps.history(BRUSSELS)]
    assert history == [Answer.IN_PERSON, Answer.NO, None, None]


async def test_another_place_leaves_answers_as_they_are(desk: Desk) -> None:
    await desk.publish(ELSEWHERE, START)
    rows = await desk.look(START + GATHERED)
    assert told(rows) == [COMES, SILENT]
    assert len(await desk.answers()) == 2


async def test_what_the_night_keeps_back_is_told_in_the_morning_as_one(desk: Desk) -> None:
    night = START.replace(hour=22)
    await desk.publish(ELSEWHERE, night)
    await desk.look(night + GATHERED, put_off=True)
    await desk.publish(CANCELLED, night + 20 * MINUTE)
    await desk.look(night + 20 * MINUTE + GATHERED, put_off=True)
    rows = [row for row in await desk.sent(night + timedelta(hours=12)) if isinstance(row.message, MeetingChanged)]
    assert told(rows) == [COMES, SILENT]
    for row in rows:
        assert isinstance(row.message, MeetingChanged)
        assert row.message.before.city == AS_IT_WAS.meetings[0].city


async def test_moved_there_and_back_over_night_asks_whoever_has_lost_their_answer(desk: Desk) -> None:
    night = START.replace(hour=22)
    await desk.publish(MOVED, night)
    await desk.look(night + GATHERED, put_off=True)
    await desk.publish(AS_IT_WAS, night + 20 * MINUTE)
    await desk.look(night + 20 * MINUTE + GATHERED, put_off=True)
    rows = await desk.sent(night + timedelta(hours=12))
    assert told(rows) == [COMES, DECLINES, SILENT]
    assert {row.chat_id for row in rows if isinstance(row.message, MeetingChanged) and row.message.answered} == {
        COMES,
        DECLINES,
    }


async def test_a_meeting_that_is_over_gone_or_new_is_not_told_of(desk: Desk) -> None:
    await desk.publish(AS_IT_WAS.model_copy(update={"meetings": ()}), START)
    assert await desk.look(START + GATHERED) == []
    await desk.publish(alone(status="draft"), START + 10 * MINUTE)
    assert await desk.look(START + 20 * MINUTE) == []
    await desk.publish(AS_IT_WAS, START + 30 * MINUTE)
    assert await desk.look(START + 60 * MINUTE) == []
    over = datetime(2023, 6, 20, tzinfo=UTC)
    await desk.publish(ELSEWHERE, over)
    assert await desk.look(over + GATHERED) == []


STATES: Final = (AS_IT_WAS, MOVED, ELSEWHERE, CANCELLED, ALIKE)


class Account:
    """A plain account of who is to be told how often."""

    def __init__(self) -> None:
        self.known, self.now = 0, 0
        self.since: datetime | None = None
        self.declines = True
        self.counts: Counter[int] = Counter()

    def imported(self, state: int, at: datetime) -> None:
        self.now = state
        self.since = self.since or at

    def looked(self, at: datetime) -> None:
        before, after = self.shown(self.known), self.shown(self.now)
        if before == after:
            self.known, self.since = self.now, None
            return
        assert self.since is not None
        if at < self.since + GATHERED:
            return
        moved = after != 3 and (after == 1) != (before == 1)
        anew = moved or before == 3
        self.counts.update([COMES, SILENT, *([DECLINES] if anew or not self.declines else [])])
        self.declines = self.declines and after != 1
        self.known, self.since = self.now, None

    @staticmethod
    def shown(state: int) -> int:
        """What people have to know of it."""
        return 0 if state == 4 else state


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 7)), max_size=8))
def test_whatever_is_imported_a_change_is_told_once(empty: Path, steps: list[tuple[int, int]]) -> None:
    async def play(folder: str) -> None:
        shutil.copyfile(empty, f"{folder}/bot.sqlite3")
        database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(KEY))
        desk, account, at = Desk(database), Account(), START
        heard: Counter[int] = Counter()
        try:
            await desk.open()
            for state, minutes in [*steps, (steps[-1][0] if steps else 0, 7)]:
                await desk.publish(STATES[state], at)
                account.imported(state, at)
                for moment in (at, at + minutes * MINUTE):
                    heard.update(told(await desk.look(moment)))
                    account.looked(moment)
                at += minutes * MINUTE
            assert heard == account.counts
        finally:
            await database.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(folder))


async def test_what_is_imported_while_people_are_told_is_told_too(desk: Desk) -> None:
    await desk.publish(ELSEWHERE, START + MINUTE)
    async with desk.database.unit_of_work() as uow:
        (waiting,) = await Changes(uow, desk.library, START + GATHERED + MINUTE).settle()
    await desk.publish(CANCELLED, START + GATHERED + MINUTE)
    async with desk.database.unit_of_work() as uow:
        assert await Changes(uow, desk.library, START + GATHERED + MINUTE).tell(waiting, 0) is None
        await uow.commit()
    assert told(await desk.sent(START + GATHERED + MINUTE)) == [COMES, SILENT]
    assert told(await desk.look(START + 2 * GATHERED + 2 * MINUTE)) == [COMES, SILENT]
