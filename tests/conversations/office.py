"""Those who look after access, those who want it, and how they tap; for conversations about joining."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.people import AccessRequest, Person
from bot.simulator.messages import Message
from tests.conversations.conftest import NFP_AR, SECRETARIAT
from tests.living import Living

LINK = re.compile(r"https://t\.me/\w+\?start=(i[A-Za-z0-9_-]{22})")


@dataclass(frozen=True)
class Case:
    """A secretariat, a country of its region, and the language in which all of it is played."""

    secretariat: int
    language: str
    country: str
    name: str


ENGLISH = Case(SECRETARIAT, "en", "MD", "Moldova")
ARABIC = Case(NFP_AR, "ar", "IQ", "العراق")
BOTH = pytest.mark.parametrize("case", [ENGLISH, ARABIC], ids=["English", "Arabic"])


async def tap(bot: Living, person: int, message: Message, data: str) -> Message:
    """Press the button with this callback data (without the version)."""
    for row, buttons in enumerate(message.inline_keyboard or []):
        for column, found in enumerate(buttons):
            if found["callback_data"] == f"v1|{data}":
                bot.world.press(person, message.id, row, column)
                await bot.idle()
                return bot.world.chats[person].messages[message.id]
    raise LookupError(f"no button {data!r} on: {[found for row in message.inline_keyboard or [] for found in row]}")


async def force(bot: Living, person: int, message: Message, data: str) -> Message:
    """Send callback data that stands on no button (any more)."""
    bot.world.press_data(person, message.id, f"v1|{data}")
    await bot.idle()
    return bot.world.chats[person].messages[message.id]


async def link_of(bot: Living, maker: int, *taps: str) -> str:
    """Have a link made; its payload."""
    message = await bot.ask(maker, "/invite")
    for each in taps:
        message = await tap(bot, maker, message, each)
    found = LINK.search(message.text)
    assert found, message.text
    return found[1]


async def known(bot: Living, telegram_id: int) -> Person:
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(telegram_id, bot.clock.now())
    assert person is not None
    return person


async def name_of(bot: Living, telegram_id: int) -> str | None:
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        return (await uow.people.names([person.id])).get(person.id)


async def requests_of(bot: Living, telegram_id: int) -> list[AccessRequest]:
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        return await uow.requests.of(person.id)


async def demote(bot: Living, telegram_id: int) -> None:
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        for held in await uow.grants.of(person.id):
            await uow.grants.take(held.id)
        await uow.commit()


def acts(bot: Living) -> list[str]:
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return [act for (act,) in connection.execute("SELECT act FROM audit ORDER BY sequence")]


async def onboard(bot: Living, person: int, language: str, country: str) -> None:
    """The first conversation of a guest."""
    (message,) = await bot.answers(person, lambda: bot.world.start(person))
    await tap(bot, person, message, f"lang|{language}")
    message = await bot.ask(person, country)
    row = (message.inline_keyboard or [])[0]
    await tap(bot, person, message, row[0]["callback_data"].removeprefix("v1|"))


async def ask_for_access(bot: Living, person: int, words: str) -> Message:
    await bot.ask(person, "/access")
    return (await bot.answers(person, lambda: bot.world.send_text(person, words)))[0]


def file_of(bot: Living, media: dict[str, Any]) -> bytes:
    """What a document or a photo holds."""
    file = bot.world.files.get(media["file_id"])
    assert file is not None
    return file.content


def later(bot: Living, by: timedelta) -> None:
    """Let time pass."""
    assert isinstance(bot.clock, MovableClock)
    bot.clock.move_to(bot.clock.now() + by)
