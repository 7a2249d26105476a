"""Lines of text beside an answer: why something comes first, and whatever else there is to say."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.rounds import LONGEST_REMARK, Remark, Said
from tests.conversations.asking import NOON, ROUND
from tests.conversations.conftest import NFP_EN
from tests.conversations.office import known, tap
from tests.conversations.rounds import card_of, of_things, pick, press
from tests.living import Living, labels, living

WORDS = "Our laboratory has no reagents since March"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=of_things(comment=True, why=True), at=NOON, often=50) as alive:
        yield alive


async def said(bot: Living, remark: Remark) -> Said | None:
    person = await known(bot, NFP_EN)
    async with bot.database.unit_of_work() as uow:
        return await uow.round_answers.remark_of(ROUND, person.id, remark)


async def test_a_line_is_asked_for_kept_shown_to_its_writer_and_erased(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    asked = await tap(bot, NFP_EN, card, f"rsay|{ROUND}|comment")
    assert "at most 500 characters" in asked.text
    assert "It is kept without your name." in asked.text
    card = await bot.ask(NFP_EN, f"  {WORDS}\n")
    assert "Your comment is kept." in card.text
    assert f"Your comment: “{WORDS}”" in card.text
    assert await said(bot, Remark.COMMENT) == Said(Remark.COMMENT, WORDS, "en")
    asked = await tap(bot, NFP_EN, card, f"rsay|{ROUND}|comment")
    card = await tap(bot, NFP_EN, asked, f"rerase|{ROUND}|comment")
    assert "Your comment is erased." in card.text
    assert WORDS not in card.text
    assert await said(bot, Remark.COMMENT) is None


async def test_it_is_stored_encrypted_and_without_a_name(bot: Living) -> None:
    await tap(bot, NFP_EN, await card_of(bot, NFP_EN), f"rsay|{ROUND}|comment")
    await bot.ask(NFP_EN, WORDS)
    with closing(sqlite3.connect(bot.database.path)) as connection:
        ((person,),) = connection.execute("SELECT person_id FROM round_remarks").fetchall()
    assert person is None
    files = [path for path in bot.database.path.parent.iterdir() if path.name.startswith(bot.database.path.name)]
    assert not [path for path in files if b"reagents" in path.read_bytes()]


async def test_why_is_asked_once_something_comes_first_and_goes_with_it(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    assert "Say why" not in labels(card)
    assert "choose something first" in (await press(bot, NFP_EN, card, "rsay", "why")).text
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b")
    asked = await tap(bot, NFP_EN, card, f"rsay|{ROUND}|why")
    assert "Why does “Laboratories” come first?" in asked.text
    card = await bot.ask(NFP_EN, WORDS)
    assert f"Why “Laboratories” comes first: “{WORDS}”" in card.text
    card = await pick(bot, NFP_EN, card, "c", "d")
    assert await said(bot, Remark.WHY) == Said(Remark.WHY, WORDS, "en", "b")
    for left in ("2", "1", "0"):
        card = await tap(bot, NFP_EN, card, f"rundo|{ROUND}|{left}")
    card = await pick(bot, NFP_EN, card, "h")
    assert WORDS not in card.text, "it is no reason for another"
    assert await said(bot, Remark.WHY) is not None, "what was given before counts still, and is still said why"
    card = await tap(bot, NFP_EN, card, f"rdone|{ROUND}")
    assert await said(bot, Remark.WHY) is None
    assert "Say why" in labels(card)


async def test_what_is_too_long_may_be_sent_again(bot: Living) -> None:
    await tap(bot, NFP_EN, await card_of(bot, NFP_EN), f"rsay|{ROUND}|comment")
    told = await bot.ask(NFP_EN, "long " * 120)
    assert f"That is 599 characters, and I can keep {LONGEST_REMARK}." in told.text
    assert "Your comment is kept." in (await bot.ask(NFP_EN, "long " * 100)).text


async def test_a_question_meanwhile_is_answered_and_a_word_takes_it_back(bot: Living) -> None:
    await tap(bot, NFP_EN, await card_of(bot, NFP_EN), f"rsay|{ROUND}|comment")
    assert "Example Street" in (await bot.ask(NFP_EN, "Where is the Brussels meeting?")).text
    assert "What matters most?" in (await bot.ask(NFP_EN, "cancel")).text
    assert await said(bot, Remark.COMMENT) is None
    assert "Your comment" not in (await bot.ask(NFP_EN, WORDS)).text


async def test_without_a_key_no_line_is_kept_and_that_is_said(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(comment=True), at=NOON, key=None, often=50) as bot:
        card = await card_of(bot, NFP_EN)
        assert "Add a comment" not in labels(card)
        assert "Comments cannot be kept here" in (await press(bot, NFP_EN, card, "rsay", "comment")).text
        told = await press(bot, NFP_EN, card, "rterms")
        assert "Comments are not kept." in told.text


async def test_with_names_the_line_bears_one(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(comment=True, anonymous=False), at=NOON, often=50) as bot:
        asked = await tap(bot, NFP_EN, await card_of(bot, NFP_EN), f"rsay|{ROUND}|comment")
        assert "It is kept with your name." in asked.text
        await bot.ask(NFP_EN, WORDS)
        person = await known(bot, NFP_EN)
        async with bot.database.unit_of_work() as uow:
            assert [line.person_id for line in await uow.round_answers.remarks(ROUND)] == [person.id]
