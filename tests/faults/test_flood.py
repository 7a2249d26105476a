"""Many strangers who write more than anybody can read."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.living import SPRING, Living, living

MEMBER = 1001
STRANGERS = range(5001, 5021)
LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path) as alive:
        for person in STRANGERS:
            alive.world.add_person(person, language_code=LANGUAGES[person % 6], started=True)
        yield alive


def kinds(bot: Living) -> dict[int, Counter[str]]:
    """How many messages of each kind the bot wrote, by chat."""
    with closing(sqlite3.connect(bot.database.path)) as connection:
        found: dict[int, Counter[str]] = {}
        for chat, kind in connection.execute("SELECT chat_id, kind FROM outbox"):
            found.setdefault(chat, Counter())[kind] += 1
        return found


def flood(bot: Living) -> None:
    for _ in range(30):
        for person in STRANGERS:
            bot.world.send_text(person, "/help")


async def test_a_member_is_answered_before_strangers_and_each_of_those_has_twenty_answers_a_minute(bot: Living) -> None:
    flood(bot)
    await bot.ask_without_idle(MEMBER, "/help")
    assert sum(len(bot.from_bot(person)) for person in STRANGERS) < 20 * len(STRANGERS) / 2
    await bot.idle()
    allowed = Counter({"help": 20, "too_many_messages": 1})
    assert kinds(bot) == {MEMBER: Counter({"help": 1}), **dict.fromkeys(STRANGERS, allowed)}
    # The last one is told in their own language.
    notices = {bot.from_bot(person)[-1].text for person in STRANGERS}
    assert len(notices) == len(LANGUAGES)

    bot.clock.move_to(SPRING + timedelta(minutes=3))  # type: ignore[attr-defined]
    flood(bot)
    await bot.idle()
    assert set(map(tuple, (sorted(kinds(bot)[person].items()) for person in STRANGERS))) == {
        (("help", 40), ("too_many_messages", 2))
    }


async def test_a_member_is_written_to_while_answers_to_strangers_hang(bot: Living) -> None:
    bot.world.faults.slow_answers(
        4, methods={"sendMessage"}, when=lambda _, params: int(params["chat_id"]) in STRANGERS
    )
    for person in STRANGERS:
        bot.world.send_text(person, "/help")
    await bot.until(lambda: len(kinds(bot)) == len(STRANGERS))
    began = bot.clock.monotonic()
    await bot.ask_without_idle(MEMBER, "/help")
    assert bot.clock.monotonic() - began < 2
    bot.world.faults.clear()
    bot.clock.move_to(SPRING + timedelta(minutes=1))  # type: ignore[attr-defined]
