"""All that is kept of a person is given to them, and nothing of it is left when they are forgotten."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.exchange import Outgoing
from bot.domain.messages import Forgotten
from bot.domain.outcomes import Gone, Later, Sent, Unknown
from bot.domain.people import Person
from bot.services.rights_forgetting import forget
from bot.services.rights_own_data import document_of
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.database import Database
from storage.tables import metadata
from tests.attend import attending
from tests.databases import make_tables
from tests.somebody import NAME, NOW, OTHER_ID, OTHER_NAME, TELEGRAM_ID, WORDS, known_everywhere

OF_PEOPLE = tuple(
    (table.name, column.name)
    for table in metadata.sorted_tables
    for column in table.columns
    if any(key.column.table.name == "people" for key in column.foreign_keys)
)
"""Every column that refers to a person."""

WITH_A_KEY = {"examples"}
"""Tables that hold nothing where there is no key."""


@pytest.fixture(params=[True, False], ids=["with a key", "without a key"])
async def kept(request: pytest.FixtureRequest, url: str, key: str) -> Any:
    database = Database(url, Cipher(key if request.param else None))
    await make_tables(database)
    await database.check_key()
    yield database
    await database.close()


async def somebody(database: Database) -> Person:
    async with database.unit_of_work() as uow:
        person = await known_everywhere(uow)
        await uow.commit()
    return person


async def forgotten(database: Database, person: Person) -> None:
    """As the service does it, with what is under way coming to its end."""
    async with database.unit_of_work() as uow:
        await forget(uow, attending(uow, NOW), person, NOW, by=person)
        await uow.forgotten.note(person.telegram_id, NOW)
        await uow.outbox.add([Outgoing(person.telegram_id, None, Forgotten(), language="en")], NOW)
        await uow.commit()


def rows(database: Database, query: str) -> list[Any]:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute(query).fetchall()


def cells(database: Database) -> Iterator[tuple[str, str, Any]]:
    with closing(sqlite3.connect(database.path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found = connection.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in found.description]
            for row in found:
                yield from ((table, name, value) for name, value in zip(names, row, strict=True))


def in_plain(value: Any, cipher: Cipher) -> str:
    """A cell as text, decrypted where it can be."""
    content = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
    with suppress(UnreadableError):
        content = cipher.open(Sealed(content, encrypted=True))
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize(("table", "column"), OF_PEOPLE)
async def test_the_person_of_these_tests_stands_in_every_column_that_refers_to_people(
    kept: Database, table: str, column: str
) -> None:
    """A new one has to be thought of in `tests.somebody`, and so in what is exported and erased."""
    person = await somebody(kept)
    async with kept.unit_of_work() as uow:
        expected = uow.questions.keeps_words or table not in WITH_A_KEY
    assert bool(rows(kept, f"SELECT 1 FROM {table} WHERE {column} = {person.id}")) == expected


async def test_nothing_is_left_of_whoever_is_forgotten(kept: Database, key: str) -> None:
    person = await somebody(kept)
    traces = {str(TELEGRAM_ID), NAME, WORDS, person.pseudonym}
    before = {trace for trace in traces for *_, value in cells(kept) if trace in in_plain(value, Cipher(key))}
    assert before == traces, "the test looks where something is"
    await forgotten(kept, person)
    # The last word, and what was under way to a group, leave.
    async with kept.unit_of_work() as uow:
        (last_word, other) = await uow.outbox.claim(NOW, NOW + timedelta(minutes=1), 5, ())
        for claimed in (last_word, other):
            await uow.outbox.record(claimed.id, Sent(9), NOW)
        ((under_way,),) = rows(kept, "SELECT id FROM outbox WHERE chat_id = -1")
        await uow.outbox.record(under_way, Sent(9), NOW)
        await uow.commit()
    left = {
        (table, trace) for table, _, value in cells(kept) for trace in traces if trace in in_plain(value, Cipher(key))
    }
    assert left == {("audit", person.pseudonym)}
    for table, column in OF_PEOPLE:
        assert not rows(kept, f"SELECT 1 FROM {table} WHERE {column} = {person.id}")
    await kept.checkpoint()
    on_disk = b"".join(file.read_bytes() for file in kept.path.parent.glob(f"{kept.path.name}*"))
    for trace in (*map(str.encode, traces - {person.pseudonym}), TELEGRAM_ID.to_bytes(8, "big"), _varint(TELEGRAM_ID)):
        assert trace not in on_disk
    assert OTHER_ID.to_bytes(8, "big") in on_disk, "this is how an id stands there"


def _varint(number: int) -> bytes:
    """As SQLite writes the key of a row."""
    septets = []
    while number:
        septets.append(number & 0x7F)
        number >>= 7
    first, *others = reversed(septets)
    return bytes([first | 0x80, *(each | 0x80 for each in others[:-1]), others[-1]])


async def test_others_keep_what_is_theirs(kept: Database) -> None:
    person = await somebody(kept)
    await forgotten(kept, person)
    assert rows(kept, "SELECT telegram_id FROM people") == [(OTHER_ID,)]
    assert rows(kept, "SELECT role, granted_by FROM grants ORDER BY id") == [
        ("administrator", None),
        ("secretariat", None),
    ]
    assert rows(kept, "SELECT state, invited_by, decided_by FROM access_requests") == [("approved", None, None)]
    assert {digest for (digest,) in rows(kept, "SELECT digest FROM invites")} == {b"used by them", b"of theirs"}
    async with kept.unit_of_work() as uow:
        if uow.questions.keeps_words:
            assert rows(kept, "SELECT person_id, kept FROM examples ORDER BY id") == [(None, 1), (1, 0)]
    assert rows(kept, "SELECT state FROM inbox WHERE person != 0") == [("waiting",)]
    assert rows(kept, "SELECT person_id, answer FROM rsvps ORDER BY id") == [(1, "in_person"), (None, "online")]
    assert rows(kept, "SELECT person_id, by, why FROM rsvp_history ORDER BY id") == [
        (1, 1, "answered"),
        (1, None, "by_organizer"),
        (None, None, "by_organizer"),
    ]
    for table in ("rsvp_requests", "live_messages", "calendar_copies"):
        assert rows(kept, f"SELECT person_id FROM {table}") == [(1,)]
    assert rows(kept, "SELECT id, author_id FROM rounds ORDER BY id") == [
        ("r.0", None),
        ("r.1", 1),
        ("r.2", None),
        ("r.3", None),
        ("r.draft1", 1),
    ]
    assert rows(kept, "SELECT person_id, count(*) FROM round_people GROUP BY 1") == [(1, 4)]


async def test_what_they_answered_without_their_name_stays(kept: Database) -> None:
    """As they were told: nothing tells that it is theirs, and nothing leads to it from them any more."""
    person = await somebody(kept)
    await forgotten(kept, person)
    for table in ("round_answers", "round_remarks"):
        assert rows(kept, f"SELECT person_id FROM {table} WHERE round_id = 'r.2'") == [(None,), (None,)]
        assert rows(kept, f"SELECT DISTINCT person_id FROM {table} WHERE round_id != 'r.2'") == [(1,)]
    async with kept.unit_of_work() as uow:
        anew = await uow.people.add(TELEGRAM_ID, "en", NOW)
        assert anew.id != person.id
        assert await uow.round_answers.of("r.2", anew.id) is None


async def test_an_invite_of_theirs_that_was_not_used_works_no_more(kept: Database) -> None:
    person = await somebody(kept)
    await forgotten(kept, person)
    async with kept.unit_of_work() as uow:
        other = await uow.people.by_telegram(OTHER_ID, NOW)
        assert other is not None
        assert await uow.invites.use(b"not used", other.id, NOW) is None


async def test_what_they_sent_before_is_not_handled_any_more_and_not_handled_twice(kept: Database) -> None:
    person = await somebody(kept)
    await forgotten(kept, person)
    async with kept.unit_of_work() as uow:
        assert [each.person for each in await uow.inbox.pending(0, 10)] == [OTHER_ID]
        assert not await uow.inbox.done(3, NOW)


@pytest.mark.parametrize("outcome", [Sent(9), Gone("blocked"), Later(NOW, "429"), Unknown("broken")])
async def test_what_was_being_sent_goes_with_its_outcome_and_is_not_tried_again(kept: Database, outcome: Any) -> None:
    person = await somebody(kept)
    async with kept.unit_of_work() as uow:
        to_them, _, to_another = await uow.outbox.claim(NOW, NOW + timedelta(minutes=1), 5, ())
        await uow.commit()
    assert (to_them.chat_id, to_another.chat_id) == (TELEGRAM_ID, OTHER_ID)
    await forgotten(kept, person)
    async with kept.unit_of_work() as uow:
        assert not await uow.outbox.claim(NOW, NOW, 5, ()), "the last word waits for what is being sent"
        for claimed in (to_them, to_another):
            await uow.outbox.record(claimed.id, outcome, NOW, retry_at=NOW)
        (last_word,) = await uow.outbox.claim(NOW, NOW, 5, ())
        assert last_word.message == Forgotten()


async def test_what_was_being_sent_when_the_program_died_is_not_sent_again(kept: Database) -> None:
    person = await somebody(kept)
    await forgotten(kept, person)
    async with kept.unit_of_work() as uow:
        await uow.outbox.release(NOW, retry_at=lambda _: NOW, resend_up_to=lambda _: 5)
        found = await uow.outbox.claim(NOW, NOW, 5, ())
        assert sorted(row.message.kind for row in found) == ["forgotten", "help"]
        assert await uow.outbox.claim(NOW, NOW, 5, ()) == []


async def test_everything_is_exported_and_nothing_of_others(kept: Database, key: str) -> None:
    person = await somebody(kept)
    async with kept.unit_of_work() as uow:
        data = await uow.own_data.of(person.id)
        other = await uow.people.by_telegram(OTHER_ID, NOW)
        assert data is not None
        assert other is not None
    text = document_of(data, NOW)
    document = json.loads(text)
    keeps_words = document["profile"]["name"] is not None
    empty = {name for name, section in document.items() if not section}
    assert empty == (set() if keeps_words else WITH_A_KEY)
    assert document["profile"]["telegram_id"] == TELEGRAM_ID
    assert [role["role"] for role in document["roles"]] == ["nfp", "translator"]
    assert {act["by"] for act in document["audit"]} == {"operator", "you", "somebody else"}
    assert {row["state"] for row in document["messages_sent"]} == {"sent", "failed", "waiting", "claimed"}
    for hidden in (str(OTHER_ID), OTHER_NAME, other.pseudonym, "digest", "please"):
        assert hidden not in text
    # The terms of a round are there in any case; none is made in chat without a key.
    assert text.count(WORDS) == (13 if keeps_words else 1)
    assert {row["round_id"] for row in document["round_answers"]} == {"r.0", "r.1", "r.3"}
    assert {row["round_id"] for row in document["rounds_answered"]} == {"r.0", "r.1", "r.2", "r.3"}
    assert "nobody's" not in text
    assert (NAME in text) == keeps_words
