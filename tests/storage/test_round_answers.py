"""What is kept of answers to rounds, and that nothing leads from it to people once a round has closed."""

import hashlib
import hmac
import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.disclosure import Waiting
from bot.domain.rounds import Answered, Choice, Method, Remark, Round, RoundState, Said, Terms
from bot.services.round_watch import close
from storage.cipher import Cipher
from storage.database import Database
from tests.databases import make_tables
from tests.storage.conftest import NOON

ID: Final = "r.1"
TOKEN_BYTES: Final = 16
PACK: Final = Pack(default_language="en", timezone="UTC")
TERMS: Final = Terms(
    title=Text({"en": "What matters?"}),
    method=Method.RANK,
    most=3,
    choices=tuple(Choice(key=key, title=Text({"en": key})) for key in "abcd"),
)


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        # The name comes from the tests below.
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def opened(database: Database, people: int = 1, terms: Terms = TERMS) -> list[int]:
    """A round that is open, and people who are known, none of whom has answered; their ids."""
    async with database.unit_of_work() as uow:
        await uow.rounds.add(Round(ID, RoundState.OPEN, terms, NOON, NOON, opened_at=NOON))
        await uow.rounds.make_secret(ID)
        found = [(await uow.people.add(1000 + number, "en", NOON)).id for number in range(people)]
        await uow.commit()
    return found


async def answered(database: Database, person_id: int, draft: str, given: str | None, *, named: bool = False) -> None:
    async with database.unit_of_work() as uow:
        await uow.round_answers.put(ID, person_id, Answered(draft, given), ("seee", "GE"), named=named)
        await uow.commit()


async def says(database: Database, person_id: int, words: str, *, named: bool = False) -> None:
    async with database.unit_of_work() as uow:
        await uow.round_answers.set_remark(ID, person_id, Said(Remark.COMMENT, words, "en"), named=named)
        await uow.commit()


async def closes(database: Database) -> None:
    async with database.unit_of_work() as uow:
        round_ = await uow.rounds.get(ID)
        assert round_ is not None
        await close(uow, PACK, round_, NOON)
        await uow.commit()


async def of(database: Database, person_id: int) -> Answered | None:
    async with database.unit_of_work() as uow:
        return await uow.round_answers.of(ID, person_id)


def tokens(path: Path, table: str = "round_answers") -> set[bytes]:
    return {row["token"] for row in rows(path, table)}


async def test_an_anonymous_answer_holds_the_group_and_what_was_said_and_nothing_of_the_person(
    database: Database,
) -> None:
    (person,) = await opened(database)
    await answered(database, person, "ab", "abc")
    (row,) = rows(database.path, "round_answers")
    token = row.pop("token")
    assert row == {
        "round_id": ID,
        "person_id": None,
        "path": "seee/GE",
        "draft": "ab",
        "given": "abc",
        "counted": None,
    }
    assert len(token) == TOKEN_BYTES
    assert rows(database.path, "round_people") == [{"round_id": ID, "person_id": person, "finished": 1}]


async def test_the_token_is_a_hash_keyed_by_a_secret_that_each_round_has_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/plain.sqlite3", Cipher(None))
    await make_tables(database)
    (person,) = await opened(database)
    async with database.unit_of_work() as uow:
        await uow.rounds.add(Round("r.2", RoundState.OPEN, TERMS, NOON, NOON))
        await uow.rounds.make_secret("r.2")
        await uow.round_answers.put("r.2", person, Answered("a"), (), named=False)
        await uow.commit()
    await answered(database, person, "a", None)
    await says(database, person, "The road")
    secrets = {row["id"]: row["secret"] for row in rows(database.path, "rounds")}
    assert len(set(secrets.values())) == 2
    assert all(len(secret) == 32 for secret in secrets.values())
    found = {row["round_id"]: row["token"] for row in rows(database.path, "round_answers")}
    assert found == {
        each: hmac.digest(secret, f"answer:{person}".encode(), hashlib.sha256)[:TOKEN_BYTES]
        for each, secret in secrets.items()
    }
    # What somebody has chosen does not lead to what they have written.
    assert tokens(database.path, "round_remarks").isdisjoint(found.values())
    await database.close()


async def test_an_answer_is_found_again_until_the_round_closes(database: Database) -> None:
    first, second = await opened(database, people=2)
    await answered(database, first, "ab", "abc")
    assert await of(database, first) == Answered("ab", "abc")
    assert await of(database, second) is None
    await answered(database, first, "cb", "cba")
    assert await of(database, first) == Answered("cb", "cba")
    await closes(database)
    assert await of(database, first) is None
    async with database.unit_of_work() as uow:
        assert await uow.round_answers.has_finished(ID, first)
        assert not await uow.round_answers.has_finished(ID, second)
        assert await uow.round_answers.given(ID) == [((), "cba", 1)]


async def test_after_closing_nothing_is_left_of_an_anonymous_answer_but_what_was_said(database: Database) -> None:
    (person,) = await opened(database)
    await answered(database, person, "", "ab")
    async with database.unit_of_work() as uow:
        await uow.round_answers.count(ID, [("seee", "GE")])
        await uow.commit()
    await answered(database, person, "d", "abc")
    await closes(database)
    (row,) = rows(database.path, "round_answers")
    del row["token"]
    assert row == {"round_id": ID, "person_id": None, "path": "", "draft": "", "given": "abc", "counted": None}


async def test_after_closing_tokens_are_random_and_in_an_order_that_tells_nothing(database: Database) -> None:
    people = await opened(database, people=40)
    for number, person in enumerate(people):
        await answered(database, person, "", "abcd"[number % 4])
        await says(database, person, f"line {number}")
    before = tokens(database.path) | tokens(database.path, "round_remarks")
    assert len(before) == 80
    await closes(database)
    after = tokens(database.path) | tokens(database.path, "round_remarks")
    assert len(after) == 80
    assert after.isdisjoint(before)
    async with database.unit_of_work() as uow:
        lines = [said.words for said in await uow.round_answers.remarks(ID)]
    assert sorted(lines) == sorted(f"line {number}" for number in range(40))
    assert lines != [f"line {number}" for number in range(40)]
    assert {
        row["person_id"] for row in (*rows(database.path, "round_answers"), *rows(database.path, "round_remarks"))
    } == {None}


async def test_after_closing_answers_do_not_stand_in_the_file_in_the_order_in_which_they_came(
    database: Database,
) -> None:
    """Those who have answered do: side by side, the two would tell whose answer is whose."""
    # So long that chance makes none of them out of what is encrypted, or of tokens.
    answers = [f"{''.join(marks)}eFgHiJkLmNoP" for marks in permutations("aBcD")][:20]
    for person, marks in zip(await opened(database, people=20), answers, strict=True):
        await answered(database, person, "", marks)
    await database.checkpoint()
    # A page is filled from its end.
    assert as_they_stand(database.path, answers) == answers[::-1]
    await closes(database)
    await database.checkpoint()
    found = as_they_stand(database.path, answers)
    assert sorted(found) == sorted(answers)
    assert found not in (answers, answers[::-1])


def as_they_stand(path: Path, answers: list[str]) -> list[str]:
    """Answers, each unlike the others, by where they are in the file."""
    raw = path.read_bytes()
    assert all(raw.count(each.encode()) == 1 for each in answers)
    return sorted(answers, key=lambda each: raw.index(each.encode()))


async def test_after_closing_a_line_tells_what_came_first_only_among_enough_in_its_language(
    database: Database,
) -> None:
    people = await opened(database, people=8)
    for number, person in enumerate(people):
        async with database.unit_of_work() as uow:
            said = Said(Remark.WHY, f"line {number}", "pt" if number < 3 else "en", "a" if number != 3 else "b")
            await uow.round_answers.set_remark(ID, person, said, named=False)
            await uow.commit()
    async with database.unit_of_work() as uow:
        await uow.round_answers.unlink(ID, 4)
        await uow.commit()
    found = [(row["language"], row["choice"]) for row in rows(database.path, "round_remarks")]
    assert sorted(found, key=str) == [*[("en", "a")] * 4, ("en", None), *[("pt", None)] * 3]


async def test_in_a_round_with_names_lines_keep_what_they_speak_of(database: Database) -> None:
    (person,) = await opened(database)
    async with database.unit_of_work() as uow:
        await uow.round_answers.set_remark(ID, person, Said(Remark.WHY, "The road", "pt", "a"), named=True)
        await uow.round_answers.unlink(ID, 5)
        await uow.commit()
    (row,) = rows(database.path, "round_remarks")
    assert (row["person_id"], row["choice"]) == (person, "a")


@pytest.mark.parametrize("encrypted", [True, False])
async def test_after_closing_neither_secret_nor_hashes_are_left_in_the_files(
    tmp_path: Path, key: str, encrypted: bool
) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/closing.sqlite3", Cipher(key if encrypted else None))
    await make_tables(database)
    for person in await opened(database, people=20):
        await answered(database, person, "", "abc")
        await says(database, person, "The road")
    (secret,) = {row["secret"] for row in rows(database.path, "rounds")}
    linked = tokens(database.path) | tokens(database.path, "round_remarks")
    await database.checkpoint()
    assert all(each in on_disk(database.path) for each in (secret, *linked))
    await closes(database)
    await database.checkpoint()
    assert rows(database.path, "rounds")[0]["secret"] is None
    assert not any(each in on_disk(database.path) for each in (secret, *linked))
    await database.close()


async def test_a_line_of_text_is_not_readable_in_the_files(database: Database) -> None:
    (person,) = await opened(database)
    await says(database, person, "The road to the venue")
    await database.checkpoint()
    assert b"The road" not in on_disk(database.path)
    async with database.unit_of_work() as uow:
        found = await uow.round_answers.remark_of(ID, person, Remark.COMMENT)
        assert found is not None
        assert found.words == "The road to the venue"
        await uow.round_answers.drop_remark(ID, person, Remark.COMMENT)
        await uow.commit()
    assert rows(database.path, "round_remarks") == []


async def test_with_names_answers_and_lines_are_somebodys_also_after_closing(database: Database) -> None:
    first, second = await opened(database, people=2, terms=TERMS.model_copy(update={"anonymous": False}))
    await answered(database, second, "", "cab", named=True)
    await answered(database, first, "", "abc", named=True)
    await says(database, first, "The road", named=True)
    await closes(database)
    assert await of(database, first) == Answered("", "abc")
    assert {row["path"] for row in rows(database.path, "round_answers")} == {"seee/GE"}
    async with database.unit_of_work() as uow:
        theirs = [(each.person_id, each.marks) for each in await uow.asked.respondents(ID)]
        assert theirs == [(first, "abc"), (second, "cab")]
        found = await uow.round_answers.remark_of(ID, first, Remark.COMMENT)
    assert found is not None
    assert (found.words, found.person_id) == ("The road", first)


async def test_at_closing_what_was_begun_counts_and_what_is_blank_is_no_answer(database: Database) -> None:
    begun, changing, blank, silent = await opened(database, people=4)
    await answered(database, begun, "ab", None)
    await answered(database, changing, "d", "abc")
    await answered(database, blank, "a", None)
    await answered(database, blank, "", None)
    await closes(database)
    async with database.unit_of_work() as uow:
        assert sorted(await uow.round_answers.given(ID)) == [((), "ab", 1), ((), "abc", 1)]
        assert await uow.round_answers.answers(ID) == 2
        finished = [await uow.round_answers.has_finished(ID, each) for each in (begun, changing, blank, silent)]
        round_ = await uow.rounds.get(ID)
    assert finished == [True, True, False, False]
    assert round_ is not None
    assert round_.answered == 2


async def test_what_waits_is_what_is_not_counted_as_it_is(database: Database) -> None:
    people = await opened(database, people=4)
    for person in people[:3]:
        await answered(database, person, "", "ab")
    await answered(database, people[3], "a", None)
    assert await waiting(database) == {Waiting(("seee", "GE"), "ab", None, 3)}
    async with database.unit_of_work() as uow:
        await uow.round_answers.count(ID, [("seee", "GE")])
        await uow.commit()
    assert await waiting(database) == set()
    await answered(database, people[0], "b", "b")
    await answered(database, people[1], "b", "ab")
    assert await waiting(database) == {Waiting(("seee", "GE"), "b", "ab", 1)}
    await answered(database, people[0], "ab", "ab")
    assert await waiting(database) == set()


async def test_the_group_is_the_one_that_somebody_belonged_to_when_they_first_answered(database: Database) -> None:
    (person,) = await opened(database)
    await answered(database, person, "", "ab")
    async with database.unit_of_work() as uow:
        await uow.round_answers.put(ID, person, Answered("", "b"), ("mie", "JO"), named=False)
        await uow.commit()
    assert await waiting(database) == {Waiting(("seee", "GE"), "b", None, 1)}


async def waiting(database: Database) -> set[Waiting]:
    async with database.unit_of_work() as uow:
        return set(await uow.round_answers.waiting(ID))
