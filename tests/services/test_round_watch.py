"""Rounds open, remind and close in time, tell everybody once, and keep what people were promised."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

import pytest

from bot.domain.content import Pack
from bot.domain.people import Grant, Person, Role
from bot.domain.rounds import Answered, Grouping, Round, RoundState
from bot.ports import UnitsOfWork
from bot.services.round_watch import BATCH, next_turn, watch
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.announce import add_readers
from tests.databases import make_tables

START: Final = datetime(2023, 5, 1, 9, tzinfo=UTC)
OPENS, CLOSES = START + timedelta(days=1), START + timedelta(days=8)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ID: Final = "priorities"
ASKED: Final[dict[str, Any]] = {
    "id": ID,
    "title": "What matters?",
    "method": "rank",
    "choose": 2,
    "options": [{"id": each, "title": each.title()} for each in ("training", "labs", "borders")],
    "opens": OPENS.isoformat(),
    "closes": CLOSES.isoformat(),
    "remind": ["2d"],
    "audience": {"roles": ["nfp"]},
}
FIELDS: Final[dict[str, Any]] = {"default_language": "en", "timezone": "UTC"}


def pack(*rounds: dict[str, Any]) -> Pack:
    return Pack.model_validate({**FIELDS, "feedback": rounds}, context=FIELDS)


def asking(**fields: Any) -> Pack:
    """The pack with this round, of which some is different."""
    return pack({**ASKED, **fields})


class KilledError(Exception):
    """The process ends here."""


@dataclass
class Desk:
    """A database, and people in it."""

    database: Database

    async def somebody(self, telegram_id: int, grant: Grant) -> Person:
        async with self.database.unit_of_work() as uow:
            person = await uow.people.add(telegram_id, "en", START)
            await uow.grants.give(person.id, grant, START, by=None, confirm_by=START + timedelta(days=365))
            found = await uow.people.find(person.id, START)
            await uow.commit()
        assert found is not None
        return found

    async def look(self, at: datetime, of: Pack | None = None) -> None:
        await watch(self.database.unit_of_work, asking() if of is None else of, at)

    async def round(self, round_id: str = ID) -> Round:
        async with self.database.unit_of_work() as uow:
            found = await uow.rounds.get(round_id)
        assert found is not None
        return found

    async def answers(self, person: Person, draft: str, given: str | None) -> None:
        async with self.database.unit_of_work() as uow:
            await uow.round_answers.put(ID, person.id, Answered(draft, given), (), named=False)
            await uow.commit()

    def told(self) -> Counter[tuple[str, int]]:
        """How often each is told of each occasion."""
        query = "SELECT once, chat_id FROM outbox WHERE once LIKE 'round:%'"
        with closing(sqlite3.connect(self.database.path)) as connection:
            return Counter((once.split(":")[2], chat) for once, chat in connection.execute(query))

    def told_of(self, occasion: str) -> set[int]:
        assert set(self.told().values()) <= {1}
        return {chat for name, chat in self.told() if name == occasion}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database as it is made, to be copied, and its key."""
    path, key = tmp_path_factory.mktemp("made") / "bot.sqlite3", new_key()

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}", Cipher(key))
        await make_tables(database)
        await database.close()

    asyncio.run(make())
    return path, key


@pytest.fixture
async def desk(made: tuple[Path, str], tmp_path: Path) -> AsyncIterator[Desk]:
    """It has looked once already."""
    path, key = made
    shutil.copyfile(path, tmp_path / "bot.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}", Cipher(key))
    desk = Desk(database)
    await desk.look(START)
    yield desk
    await database.close()


def nfp(country: str = "GE") -> Grant:
    return Grant(Role.NFP, country=country)


ADMINISTRATOR: Final = Grant(Role.ADMINISTRATOR)


# Opening


async def test_it_opens_at_its_time_and_all_whom_it_asks_are_told_once(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    await desk.somebody(2, nfp("AM"))
    await desk.somebody(3, ADMINISTRATOR)
    await desk.look(OPENS - HOUR)
    assert (await desk.round()).state is RoundState.PLANNED
    assert not desk.told()
    for at in (OPENS, OPENS + HOUR, OPENS + HOUR):
        await desk.look(at)
    opened = await desk.round()
    assert (opened.state, opened.opened_at) == (RoundState.OPEN, OPENS)
    assert desk.told() == {("opened", 1): 1, ("opened", 2): 1}


async def test_the_very_first_look_tells_nothing_of_what_was_before(made: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copyfile(made[0], tmp_path / "new.sqlite3")
    desk = Desk(Database(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}", Cipher(made[1])))
    await desk.somebody(1, nfp())
    await desk.look(OPENS + DAY)
    assert (await desk.round()).state is RoundState.OPEN
    assert not desk.told()
    await desk.database.close()


async def test_what_was_over_before_it_opened_is_closed_and_told_to_nobody(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    await desk.somebody(2, ADMINISTRATOR)
    await desk.look(CLOSES + HOUR)
    assert (await desk.round()).state is RoundState.CLOSED
    assert not desk.told()


async def test_what_was_over_before_it_opened_opens_all_the_same_once_its_time_is_mended(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    over = asking(opens=(START - 2 * DAY).isoformat(), closes=(START - DAY).isoformat())
    await desk.look(START + HOUR, over)
    assert (await desk.round()).state is RoundState.CLOSED
    await desk.look(START + 2 * HOUR, over)
    assert (await desk.round()).state is RoundState.CLOSED
    await desk.look(START + 3 * HOUR)
    mended = await desk.round()
    assert (mended.state, mended.closed_at) == (RoundState.PLANNED, None)
    await desk.look(OPENS)
    assert (await desk.round()).is_open
    assert desk.told_of("opened") == {1}


async def test_a_process_that_dies_between_two_batches_tells_the_others_later_and_nobody_twice(desk: Desk) -> None:
    many = BATCH + 20
    add_readers(desk.database.path, 1, many, START)
    commits = 0

    class Mortal:
        """Transactions, of which the third is not committed any more: the one that tells the rest."""

        def __init__(self) -> None:
            self._whole = desk.database.unit_of_work()

        async def __aenter__(self) -> Any:
            uow, commit = await self._whole.__aenter__(), self._whole.commit

            async def counted() -> None:
                nonlocal commits
                commits += 1
                if commits == 3:
                    raise KilledError
                await commit()

            uow.commit = counted  # type: ignore[method-assign]
            return uow

        async def __aexit__(self, *error: Any) -> None:
            await self._whole.__aexit__(*error)

    with pytest.raises(KilledError):
        await watch(cast(UnitsOfWork, Mortal), asking(), OPENS)
    assert len(desk.told_of("opened")) == BATCH
    await desk.look(OPENS + HOUR)
    assert desk.told_of("opened") == set(range(1, many + 1))


# Reminders


async def test_those_who_have_not_answered_are_reminded_once(desk: Desk) -> None:
    done, begun, silent = [await desk.somebody(number, nfp()) for number in (1, 2, 3)]
    await desk.look(OPENS)
    await desk.answers(done, "ab", "ab")
    await desk.answers(begun, "a", None)
    await desk.look(CLOSES - 2 * DAY - HOUR)
    assert not desk.told_of("2d")
    for at in (CLOSES - 2 * DAY + HOUR, CLOSES - DAY):
        await desk.look(at)
    assert desk.told_of("2d") == {begun.telegram_id, silent.telegram_id}


async def test_where_it_closes_later_after_all_they_are_reminded_before_that_as_well(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    for at in (OPENS, CLOSES - 2 * DAY):
        await desk.look(at)
    later = asking(closes=(CLOSES + 7 * DAY).isoformat())
    for at in (CLOSES - DAY, CLOSES + 4 * DAY):
        await desk.look(at, later)
        assert desk.told()["2d", 1] == 1
    for at in (CLOSES + 5 * DAY, CLOSES + 6 * DAY):
        await desk.look(at, later)
        assert desk.told()["2d", 1] == 2


async def test_where_it_opens_after_the_time_of_a_reminder_the_invitation_is_enough(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    await desk.look(CLOSES - DAY)
    await desk.look(CLOSES - HOUR)
    assert desk.told() == {("opened", 1): 1}


async def test_a_clock_set_back_tells_nothing_again(desk: Desk) -> None:
    await desk.somebody(1, nfp())
    await desk.look(OPENS)
    await desk.look(CLOSES - DAY)
    before = desk.told()
    for at in (OPENS - HOUR, OPENS + HOUR, CLOSES - DAY + HOUR):
        await desk.look(at)
        assert desk.told() == before
    assert before == {("opened", 1): 1, ("2d", 1): 1}
    assert (await desk.round()).opened_at == OPENS


# Closing


async def test_it_closes_at_its_time_and_those_who_were_asked_and_those_who_follow_are_told(desk: Desk) -> None:
    people = [await desk.somebody(number, nfp()) for number in range(1, 7)]
    await desk.somebody(9, ADMINISTRATOR)
    await desk.look(OPENS)
    for person in people[:5]:
        await desk.answers(person, "ab", "ab")
    for at in (CLOSES, CLOSES + HOUR):
        await desk.look(at)
    closed = await desk.round()
    assert (closed.state, closed.closed_at, closed.asked, closed.answered) == (RoundState.CLOSED, CLOSES, 6, 5)
    assert desk.told_of("closed") == {1, 2, 3, 4, 5, 6, 9}


@pytest.mark.parametrize(("results", "answers"), [("never", 5), ("after_closing", 4)])
async def test_where_there_is_nothing_to_show_only_those_who_follow_are_told(
    desk: Desk, results: str, answers: int
) -> None:
    people = [await desk.somebody(number, nfp()) for number in range(1, 6)]
    await desk.somebody(9, ADMINISTRATOR)
    of = asking(results=results)
    await desk.look(OPENS, of)
    for person in people[:answers]:
        await desk.answers(person, "ab", "ab")
    await desk.look(CLOSES, of)
    assert desk.told_of("closed") == {9}


async def test_a_round_for_nobody_opens_and_closes_all_the_same(desk: Desk) -> None:
    of = asking(audience={"roles": ["nfp"], "countries": ["FJ"]})
    await desk.look(OPENS, of)
    await desk.look(CLOSES, of)
    closed = await desk.round()
    assert (closed.state, closed.asked, closed.answered) == (RoundState.CLOSED, 0, 0)
    assert not desk.told()


async def test_what_is_next_is_the_next_opening_reminder_or_closing(desk: Desk) -> None:
    found = []
    for at in (OPENS - HOUR, OPENS, CLOSES - DAY, CLOSES):
        await desk.look(at)
        async with desk.database.unit_of_work() as uow:
            found.append(await next_turn(uow, at))
    assert found == [OPENS, CLOSES - 2 * DAY, CLOSES, None]


# The content changes


async def test_while_it_is_planned_it_follows_the_content(desk: Desk) -> None:
    await desk.look(START + HOUR)
    later = OPENS + DAY
    await desk.look(START + 2 * HOUR, asking(anonymous=False, method="choose", opens=later.isoformat()))
    terms = (await desk.round()).terms
    assert (terms.anonymous, terms.method.value, terms.opens) == (False, "choose", later)


async def test_once_it_is_open_what_was_promised_stays_and_the_rest_follows(desk: Desk) -> None:
    await desk.look(OPENS, asking(shown_from=8))
    changed = asking(
        title="What matters most?",
        anonymous=False,
        shown_from=1,
        group_by="country",
        results="live",
        method="choose",
        choose=3,
        comment=True,
        why=True,
        closes=(CLOSES + DAY).isoformat(),
    )
    await desk.look(OPENS + HOUR, changed)
    terms = (await desk.round()).terms
    assert (terms.title.root["en"], terms.closes) == ("What matters most?", CLOSES + DAY)
    assert (terms.anonymous, terms.shown_from, terms.results) == (True, 8, "after_closing")
    assert (terms.grouping, terms.method.value, terms.most) == (Grouping.REGION, "rank", 2)
    assert not terms.remarks()


async def test_options_keep_their_keys_and_stand_withdrawn_where_they_are_gone(desk: Desk) -> None:
    await desk.look(OPENS)
    offered = [{"id": each, "title": each.upper()} for each in ("law", "borders", "training")]
    await desk.look(OPENS + HOUR, asking(options=offered))
    found = {each.key: (each.title.root["en"], each.withdrawn) for each in (await desk.round()).terms.choices}
    assert found == {"a": ("TRAINING", False), "b": ("Labs", True), "c": ("BORDERS", False), "d": ("LAW", False)}
    await desk.look(OPENS + 2 * HOUR)
    found = {each.key: (each.title.root["en"], each.withdrawn) for each in (await desk.round()).terms.choices}
    assert found == {"a": ("Training", False), "b": ("Labs", False), "c": ("Borders", False), "d": ("LAW", True)}


async def test_one_that_is_taken_out_of_the_content_goes_while_planned_and_goes_on_once_open(desk: Desk) -> None:
    other = {**ASKED, "id": "other", "opens": START.isoformat()}
    await desk.look(START + HOUR, pack(ASKED, other))
    person = await desk.somebody(1, nfp())
    async with desk.database.unit_of_work() as uow:
        await uow.round_answers.put("other", person.id, Answered("ab", "ab"), (), named=False)
        await uow.commit()
    await desk.look(START + 2 * HOUR, pack())
    async with desk.database.unit_of_work() as uow:
        assert await uow.rounds.get(ID) is None
    assert (await desk.round("other")).is_open
    await desk.look(CLOSES, pack())
    closed = await desk.round("other")
    assert (closed.state, closed.answered) == (RoundState.CLOSED, 1)
    await desk.look(CLOSES + HOUR, pack(ASKED, other))
    assert (await desk.round("other")).closed_at == closed.closed_at, "what has closed stays closed"
