"""Rounds that are answered in conversations: of eight things, in several languages."""

import re
import sqlite3
from contextlib import closing
from typing import Any, Final

from bot.domain.content import Pack
from bot.domain.rounds import Answered
from bot.simulator.messages import Message
from tests.conversations.asking import ROUND, asking
from tests.conversations.moving import publish
from tests.conversations.office import force, known, tap
from tests.living import Living

THINGS: Final = ("Training", "Laboratories", "Hotline", "Equipment", "Exchange", "Law", "Exercises", "Funding")
"""What there is to choose from, by the keys a to h."""

WITHDRAWN: Final = "Laboratories"


def of_things(*, without: str | None = None, **fields: Any) -> Pack:
    """A round on these, ranking the first three without names, unless `fields` of the round say otherwise; `without`
    one that is offered no more."""
    options = [{"id": thing.lower(), "title": {"en": thing}} for thing in THINGS if thing != without]
    asked = {"choose": 3, "options": options, "anonymous": True, "shown_from": 5, "group_by": "region"}
    return asking(**{**asked, **fields})


async def there(bot: Living) -> None:
    """Wait until the round is open, or closed."""
    await bot.until(lambda: _is_there(bot))


async def card_of(bot: Living, person: int) -> Message:
    """The card, as a button somewhere leads to it, once the round is there."""
    await there(bot)
    return await force(bot, person, await bot.ask(person, "/help"), f"round|{ROUND}")


def _is_there(bot: Living) -> bool:
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return connection.execute("SELECT 1 FROM rounds WHERE state != 'planned'").fetchone() is not None


def cards(bot: Living, person: int) -> list[Message]:
    """The cards of the round that this person has."""
    return [message for message in bot.from_bot(person) if f"v1|rterms|{ROUND}" in str(message.inline_keyboard)]


def now(bot: Living, message: Message) -> Message:
    """A message as it stands now."""
    return bot.world.chats[message.chat_id].messages[message.id]


async def pick(bot: Living, person: int, card: Message, *keys: str) -> Message:
    """Tap these choices, one after the other."""
    for key in keys:
        card = await tap(bot, person, card, f"rpick|{ROUND}|{key}")
    return card


async def press(bot: Living, person: int, card: Message, kind: str, *fields: str) -> Message:
    """Press something of the round, whether a button for it is there or not."""
    return await force(bot, person, card, "|".join((kind, ROUND, *fields)))


async def answer_of(bot: Living, telegram_id: int) -> Answered | None:
    """What is stored of this person's answer, while anything leads to it."""
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        return await uow.round_answers.of(ROUND, person.id)


async def withdraw(bot: Living, **fields: Any) -> None:
    """Publish the content without one of the things, and wait until the round knows."""
    await publish(bot, of_things(without=WITHDRAWN, **fields))


def order(card: Message) -> list[str]:
    """What was ranked, by the card."""
    _, _, told = card.text.partition("Your order\n")
    return re.findall(r"^\d\. (\w+)$", told.partition("\n\n")[0], re.MULTILINE)
