import asyncio
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind, EntryState
from bot.domain.errors import SetupError
from bot.services.content_import import Version, compare, history
from storage.cipher import Cipher
from storage.database import Database
from tests.databases import make_tables
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
        with pytest.raises(SetupError, match="nfpbot content import FILE --yes"):
            await work.content.load()
        found = await compare(work.content, pack("NFP meeting"))
        assert (found.replaces, found.unread, found.changes.counts().added) == (1, True, 4)
        second = await work.content.add(pack("NFP meeting"), NOON)
        assert await work.content.load() == (second, pack("NFP meeting"))
        assert await history(work.content) == [Version(1, NOON, None), Version(2, NOON, None)]
        state = await work.content.state(EntryKind.MEETING, "call")
        assert state == EntryState(1, second, NOON, gone=False), "it may have changed"


async def test_older_packs_stay(database: Database) -> None:
    async with database.unit_of_work() as work:
        first = await work.content.add(pack("NFP meeting"), NOON)
        second = await work.content.add(pack("International NFPs Meeting"), NOON + timedelta(hours=1))
        await work.commit()

    async with database.unit_of_work() as work:
        assert await work.content.get(first) == pack("NFP meeting")
        assert await work.content.get(second + 1) is None
        assert await work.content.versions() == [(first, NOON), (second, NOON + timedelta(hours=1))]
        assert await history(work.content) == [
            Version(first, NOON, (4, 0, 0)),  # type: ignore[arg-type]
            Version(second, NOON + timedelta(hours=1), (0, 0, 1)),  # type: ignore[arg-type]
        ]


async def test_what_a_pack_would_change_is_told_without_changing_it(database: Database) -> None:
    async with database.unit_of_work() as work:
        assert (await compare(work.content, pack("NFP meeting"))).changes.counts() == (4, 0, 0)
        first = await work.content.add(pack("NFP meeting"), NOON)
        same = await compare(work.content, pack("NFP meeting"))
        assert (same.changes, same.replaces, same.unread) == ((), first, False)
        assert (await compare(work.content, pack("Other"))).changes.counts() == (0, 0, 1)
        assert await work.content.version() == first


def entry(**fields: Any) -> dict[str, Any]:
    return {"id": "q", "title": "Q", "answer": "A", **fields}


async def test_a_sequence_grows_with_each_change_that_people_see(database: Database) -> None:
    """And goes on where an entry comes back."""
    steps: list[tuple[list[dict[str, Any]], EntryState | None]] = [
        ([], None),
        ([entry()], EntryState(0, 2, NOON + timedelta(hours=1), gone=False)),
        ([entry(questions=["what is q"])], EntryState(0, 2, NOON + timedelta(hours=1), gone=False)),
        ([entry(answer="B")], EntryState(1, 4, NOON + timedelta(hours=3), gone=False)),
        ([entry(answer="B"), entry(id="r")], EntryState(1, 4, NOON + timedelta(hours=3), gone=False)),
        ([entry(id="r")], EntryState(2, 6, NOON + timedelta(hours=5), gone=True)),
        ([], EntryState(2, 6, NOON + timedelta(hours=5), gone=True)),
        ([entry(answer="B")], EntryState(3, 8, NOON + timedelta(hours=7), gone=False)),
    ]
    for hours, (faq, expected) in enumerate(steps):
        data = {"default_language": "en", "timezone": "UTC", "faq": faq}
        async with database.unit_of_work() as work:
            await work.content.add(Pack.model_validate(data), NOON + timedelta(hours=hours))
            assert await work.content.state(EntryKind.FAQ, "q") == expected
            assert await work.content.state(EntryKind.MEETING, "q") is None
            await work.commit()


async def test_what_is_rolled_back_is_not_counted(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.content.add(pack("NFP meeting"), NOON)
    async with database.unit_of_work() as work:
        assert await work.content.state(EntryKind.MEETING, "call") is None


KINDS: dict[EntryKind, Callable[[str, str], dict[str, Any]]] = {
    EntryKind.REGION: lambda name, word: {"regions": [{"id": name, "name": word}]},
    EntryKind.MEETING: lambda name, word: {
        "meetings": [{"id": name, "title": word, "starts": "2023-06-14", "ends": "2023-06-14"}]
    },
    EntryKind.STRAND: lambda name, word: {
        "roadmaps": [{"id": "road", "title": "R", "strands": [{"id": name, "title": word}]}]
    },
    EntryKind.FEEDBACK: lambda name, word: {
        "feedback": [
            {
                "id": name,
                "title": word,
                "method": "rate",
                "options": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
            }
        ]
    },
}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(KINDS)), st.lists(st.sampled_from(["one", "two", None]), min_size=1, max_size=8))
def test_a_sequence_counts_the_times_at_which_people_saw_something_else(
    kind: EntryKind, shown: list[str | None]
) -> None:
    """Whatever the packs are: it starts at 0 where the entry is first seen, and counts every change of what is seen."""

    async def play(url: str) -> None:
        database = Database(url, Cipher(None))
        await make_tables(database)
        seen, sequence = None, -1
        for word in shown:
            data = {"default_language": "en", "timezone": "UTC", **(KINDS[kind]("x", word) if word else {})}
            context = {"default_language": "en", "timezone": "UTC"}
            async with database.unit_of_work() as work:
                await work.content.add(Pack.model_validate(data, context=context), NOON)
                state = await work.content.state(kind, "x")
                await work.commit()
            sequence += word != seen
            seen = word
            assert (state is None) == (sequence < 0)
            assert state is None or (state.sequence, state.gone) == (sequence, word is None)
        await database.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(f"sqlite+aiosqlite:///{folder}/nfpbot.sqlite3"))
