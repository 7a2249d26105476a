"""What goes wrong on the way to Telegram, and what comes of each message."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conversations.office import later
from tests.living import SPRING, Living, living

NFP, OTHER, THIRD = 1001, 1002, 1003


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path) as alive:
        yield alive


def rows(bot: Living) -> list[tuple[str, int]]:
    """State and number of attempts of each row of the outbox."""
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return connection.execute("SELECT state, attempts FROM outbox ORDER BY id").fetchall()


async def test_an_answer_whose_receipt_was_lost_comes_again_until_it_is_known(bot: Living) -> None:
    bot.world.faults.lose_answers(2, methods={"sendMessage"})
    bot.world.send_text(NFP, "/help")
    await bot.until(lambda: len(bot.from_bot(NFP)) == 3)
    await bot.idle()
    assert rows(bot) == [("sent", 3)]


async def test_an_answer_is_tried_five_times_at_most(bot: Living) -> None:
    bot.world.faults.server_errors(100, status=502, methods={"sendMessage"})
    bot.world.send_text(NFP, "/help")
    for attempts in range(1, 5):
        await bot.until(lambda: rows(bot) == [("waiting", attempts)])  # noqa: B023
        later(bot, timedelta(minutes=1))
    await bot.until(lambda: rows(bot) == [("unknown", 5)])


async def test_what_never_left_is_not_counted_and_comes_once(bot: Living) -> None:
    bot.world.limits.refuse_next(NFP, 2, 1)
    bot.world.send_text(NFP, "/help")
    await bot.idle()
    assert len(bot.from_bot(NFP)) == 1
    assert rows(bot) == [("sent", 1)]


async def test_retry_after_holds_one_chat_and_no_other(bot: Living) -> None:
    bot.world.limits.refuse_next(NFP, 1, 3)
    before = bot.clock.monotonic()
    bot.world.send_text(NFP, "/help")
    bot.world.send_text(NFP, "/language")
    await bot.ask_without_idle(OTHER, "/help")
    assert bot.clock.monotonic() - before < 3
    assert not bot.from_bot(NFP)
    await bot.until(lambda: len(bot.from_bot(NFP)) == 2)
    assert bot.clock.monotonic() - before >= 3
    first, second = bot.from_bot(NFP)
    assert "own words" in first.text
    assert "choisir" in second.text


async def test_whoever_is_gone_is_not_written_to(bot: Living) -> None:
    bot.world.send_text(NFP, "/help")
    bot.world.deactivate(NFP)
    await bot.until(lambda: [state for state, _ in rows(bot)] == ["gone"])
    await bot.idle()
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(NFP, SPRING)
    assert person is not None
    assert not person.reachable


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(bot: Living) -> None:
    listed = await bot.ask(NFP, "/meetings")
    bot.world.remove_message(bot.world.chat_of(NFP), listed.id)
    bot.world.press_data(NFP, listed.id, "v1|meeting|brussels-2023")
    await bot.until(lambda: any("14–15 June 2023" in message.text for message in bot.from_bot(NFP)))


async def test_an_edit_that_changes_nothing_is_done(bot: Living) -> None:
    listed = await bot.ask(NFP, "/meetings")
    bot.world.press_data(NFP, listed.id, "v1|meetings|upcoming|0")
    bot.world.press_data(NFP, listed.id, "v1|meetings|upcoming|0")
    await bot.idle()
    assert [state for state, _ in rows(bot)] == ["sent"] * 3


async def test_telegram_that_is_away_for_a_while(bot: Living) -> None:
    bot.world.faults.server_errors(3, status=500, methods={"getUpdates"}, when=lambda *_: True)
    bot.world.send_text(NFP, "/help")
    await bot.until(lambda: len(bot.from_bot(NFP)) == 1)
