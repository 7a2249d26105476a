"""How the Brussels meeting is changed while the bot runs; for conversations about what follows."""

import asyncio
from datetime import timedelta
from typing import Any, Final

from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.services.changes import GATHERED
from bot.simulator.messages import Message
from tests.conversations.office import file_of, force, later
from tests.living import PATIENCE, Living, demonstration

BRUSSELS: Final = "brussels-2023"


def changed(**fields: Any) -> Pack:
    """The demonstration's pack with Brussels alone, with these fields of it otherwise."""
    whole = demonstration()
    brussels = whole.meeting(BRUSSELS)
    assert brussels is not None
    values = {**brussels.model_dump(mode="json", exclude_none=True), **fields}
    return whole.model_copy(update={"meetings": (Meeting.model_validate(values),)})


async def publish(bot: Living, pack: Pack) -> None:
    """Put a pack in force, and wait until the bot has looked at it."""
    async with bot.database.unit_of_work() as uow:
        await uow.content.add(pack, bot.clock.now())
        await uow.commit()
    await settled(bot)


async def settled(bot: Living) -> None:
    """Wait until the bot has looked at the newest pack and done what is due by now."""
    await bot.caught_up()
    async with asyncio.timeout(PATIENCE):
        while not await _looked_at_all(bot):
            await bot.caught_up()
    await bot.idle()


async def gathered(bot: Living) -> None:
    """Let so much time pass that a change is told, and wait until it is."""
    later(bot, GATHERED + timedelta(seconds=5))
    async with asyncio.timeout(PATIENCE):
        while await _told(bot) != await _version(bot):
            await bot.caught_up()
    await settled(bot)


async def _looked_at_all(bot: Living) -> bool:
    async with bot.database.unit_of_work() as uow:
        outdated = await uow.live_messages.take_outdated(1)
        return await uow.marks.version("cards") == await uow.content.version() and not outdated


async def _told(bot: Living) -> int:
    async with bot.database.unit_of_work() as uow:
        return (await uow.arrangements.get(BRUSSELS)).told


async def _version(bot: Living) -> int:
    async with bot.database.unit_of_work() as uow:
        return await uow.content.version()


async def card_of(bot: Living, person: int) -> Message:
    """The card of the meeting, as somebody looks at it."""
    return await force(bot, person, await bot.ask(person, "/meetings"), f"meeting|{BRUSSELS}")


def files(bot: Living, person: int) -> list[str]:
    """The calendar files that somebody was sent, as text without folds."""
    return [calendar(bot, message) for message in bot.from_bot(person) if message.kind == "document"]


def calendar(bot: Living, message: Message) -> str:
    assert message.media["file_name"] == f"{BRUSSELS}.ics"
    return file_of(bot, message.media).decode().replace("\r\n ", "")
