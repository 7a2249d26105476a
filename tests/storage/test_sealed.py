"""What is stored encrypted, and how it comes under another key."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary

from bot.domain.announcements import Announcement, Content, State
from bot.domain.attendance import Answer, Rsvp, Seat, Why
from bot.domain.audience import EVERYONE
from bot.domain.content_text import Text
from bot.domain.errors import SetupError
from bot.domain.examples import Meant
from bot.domain.exchange import Incoming, Outgoing
from bot.domain.messages import Help
from bot.domain.people import AccessRequest, Dialog, Grant, Question, Role
from bot.domain.rounds import Answered, Method, Remark, Round, RoundState, Said, Terms
from storage.cipher import Cipher, new_key
from storage.database import Database
from storage.sealed import SEALED, Rotation
from storage.tables import metadata
from tests.databases import make_tables
from tests.storage.conftest import NOON

DIGESTS = {"invites.digest", "forgotten.digest", "round_answers.token", "round_remarks.token"}
NEXT_DAY = NOON.replace(day=18)
DAYS = "2023-05-30/2023-05-31"
TOLD: dict[str, Any] = {"name": "Nino", "substitute": "Giorgi", "travel": "by train", "access": "a ramp"}


def test_every_column_of_bytes_is_known_as_sealed_or_as_a_digest() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert columns == DIGESTS | {str(each) for each in SEALED}


@asynccontextmanager
async def opened(url: str, key: str | None) -> AsyncIterator[Database]:
    database = Database(url, Cipher(key))
    try:
        await make_tables(database)
        await database.check_key()
        yield database
    finally:
        await database.close()


async def fill(database: Database, telegram_id: int) -> int:
    """Something in every sealed column; the person's id."""
    async with database.unit_of_work() as work:
        person = await work.people.add(telegram_id, "en", NOON)
        await work.people.set_name(person.id, "Nino")
        await work.inbox.store([Incoming(telegram_id, telegram_id, b"{}", NOON)])
        await work.outbox.add([Outgoing(telegram_id, person.id, Help())], NOON)
        await work.dialogs.put(person.id, Dialog("topic", {}, NEXT_DAY, "words"))
        await work.questions.add(Question(person.id, "answer", "none", None, "en", "why?", 1), NOON)
        await work.examples.add(Meant(person.id, 1, "which?", "en", "meeting.when", None), NOON)
        await work.requests.add(AccessRequest(0, person.id, Grant(Role.NFP, country="GE"), NOON, "I am Nino"))
        rsvp = Rsvp(0, "brussels", DAYS, person.id, Answer.IN_PERSON, Seat.TAKEN, NOON)
        await work.rsvps.put(replace(rsvp, **TOLD), NEXT_DAY, NOON, by=person.id, why=Why.ANSWERED)
        said, mended = Content(texts={"en": "Come"}), Content(texts={"en": "Come!"})
        announcement = Announcement(0, person.id, State.DONE, NOON, NOON, said, correction=mended, refusal="No")
        await work.announcements.add(announcement)
        await work.announcements.save_audience(person.id, "Mine", EVERYONE, NOON)
        decided = {"en": "We build it"}
        terms = Terms(title=Text({"en": "What matters?"}), method=Method.CHOOSE)
        asked = Round(f"r.{telegram_id}", RoundState.OPEN, terms, NOON, NOON, decision=decided)
        await work.rounds.add(asked)
        await work.rounds.make_secret(asked.id)
        await work.round_answers.put(asked.id, person.id, Answered("a", "a"), (), named=False)
        line = Said(Remark.COMMENT, "The road", "en")
        await work.round_answers.set_remark(asked.id, person.id, line, named=False)
        await work.forgotten.note(telegram_id + 1, NOON)
        await work.commit()
    return person.id


async def check(database: Database, person: int, telegram_id: int) -> None:
    """All of it can be read."""
    async with database.unit_of_work() as work:
        assert await work.people.names([person]) == {person: "Nino"}
        assert telegram_id in [each.update_id for each in await work.inbox.pending(0, 10)]
        assert telegram_id in [each.chat_id for each in await work.outbox.claim(NOON, NOON, 10, [])]
        assert [each.words for each in await work.dialogs.of(person, NOON)] == ["words"]
        assert [each.words for each in await work.questions.of(person)] == ["why?"]
        found = [await work.examples.get(each.id) for each in await work.examples.waiting()]
        assert {each.words for each in found if each} == {"which?"}
        assert [each.words for each in await work.requests.of(person)] == ["I am Nino"]
        rsvp = await work.rsvps.of("brussels", DAYS, person)
        assert rsvp is not None
        assert {name: getattr(rsvp, name) for name in TOLD} == TOLD
        announcements = [each for each in await work.announcements.in_states((State.DONE,)) if each.author_id == person]
        assert [(each.content.texts, each.written.texts, each.refusal) for each in announcements] == [
            ({"en": "Come"}, {"en": "Come!"}, "No")
        ]
        assert [name for _, name, _ in await work.announcements.audiences(person)] == ["Mine"]
        asked = await work.rounds.get(f"r.{telegram_id}")
        assert asked is not None
        assert (asked.terms.title.root, asked.decision) == ({"en": "What matters?"}, {"en": "We build it"})
        # The secret of the round leads to what is theirs.
        assert await work.round_answers.of(asked.id, person) == Answered("a", "a")
        assert [each.words for each in await work.round_answers.remarks(asked.id)] == ["The road"]
        assert await work.forgotten.has(telegram_id + 1)


async def test_everything_comes_under_the_new_key_and_the_old_one_can_go(url: str) -> None:
    old, new = new_key(), new_key()
    async with opened(url, old) as database:
        person = await fill(database, 1)
    async with opened(url, f"{new}, {old}") as both:
        await check(both, person, 1)
        other = await fill(both, 10)
        rotation = await both.rotate(NOON)
        assert rotation == Rotation(renewed=len(SEALED) + 2)
        assert await both.rotate(NOON) == Rotation()
    async with opened(url, new) as database:
        await check(database, person, 1)
        await check(database, other, 10)
    with pytest.raises(SetupError, match="not the key of this database"):
        async with opened(url, old):
            pass


async def test_a_bot_that_has_both_keys_goes_on_meanwhile(url: str) -> None:
    old, new = new_key(), new_key()
    async with opened(url, f"{old} {new}") as running:
        person = await fill(running, 1)
        async with opened(url, f"{new} {old}") as other:
            assert (await other.rotate(NOON)).renewed == len(SEALED) + 2
        await check(running, person, 1)
        second = await fill(running, 10)
        await check(running, second, 10)


async def test_what_is_in_plain_from_a_time_without_a_key_is_sealed(url: str, file: Path) -> None:
    async with opened(url, None) as plain:
        await fill(plain, 1)
    async with opened(url, new_key()) as keyed:
        # The update, the message, a round's terms and secret, and the secret for who is forgotten; other words were not
        # kept.
        assert (await keyed.rotate(NOON)).renewed == 5
        await keyed.checkpoint()
    with closing(sqlite3.connect(file)) as connection:
        for table in ("inbox", "outbox"):
            assert connection.execute(f"SELECT count(*) FROM {table} WHERE NOT encrypted").fetchone() == (0,)
        assert connection.execute("SELECT encrypted, secret_encrypted FROM rounds").fetchall() == [(1, 1)]
        (secret,) = connection.execute("SELECT value FROM facts WHERE name = 'forgotten_secret'").fetchone()
    assert not secret.startswith("plain")


async def test_what_no_key_opens_is_told_and_left_as_it_is(url: str, file: Path) -> None:
    old, new = new_key(), new_key()
    async with opened(url, old) as database:
        await fill(database, 1)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE people SET name = x'00'")
    async with opened(url, f"{new} {old}") as both:
        rotation = await both.rotate(NOON)
        assert rotation.unreadable == {"people.name": 1}
        assert rotation.renewed == len(SEALED) + 1
        assert (await both.rotate(NOON)).unreadable == {"people.name": 1}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM people").fetchone() == (b"\0",)


async def test_a_rotation_that_was_cut_off_is_gone_on_with(url: str, file: Path) -> None:
    old, new = new_key(), new_key()
    async with opened(url, old) as database:
        people = [await fill(database, 10 * number) for number in range(1, 4)]
    with closing(sqlite3.connect(file)) as connection, connection:
        # The second table cannot be written: what was done before stays done.
        connection.execute("CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
    async with opened(url, f"{new} {old}") as both:
        with pytest.raises(Exception, match="full"):
            await both.rotate(NOON)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER full")
    async with opened(url, f"{new} {old}") as both:
        # Three updates were sealed anew already; beside the other columns there are the check and the secret.
        assert (await both.rotate(NOON)).renewed == 3 * (len(SEALED) - 1) + 2
    async with opened(url, new) as database:
        for number, person in enumerate(people, 1):
            await check(database, person, 10 * number)
