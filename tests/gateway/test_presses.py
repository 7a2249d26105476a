"""Answers to presses, over a simulated Telegram: a word to whoever has pressed in a group, and to nobody else."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot import app
from bot.clock import SystemClock
from bot.domain import actions, messages
from bot.domain.exchange import Incoming, Reply, Request, Toast
from bot.domain.people import Person
from bot.domain.policy import Right
from bot.gateway import connection
from bot.gateway.inbound import Inbound
from bot.gateway.presses import Presses, Shown
from bot.ports import Reader
from bot.services.container import Services
from bot.services.routing import OnButton, Route
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

GROUP, NINO, YOUSSEF = -77, 1001, 1002
NOW = datetime(2023, 4, 17, tzinfo=UTC)
WORKSHOP = app.knowledge().workshop(app.pack_named("sample"), lambda: "nfp_bot")


def say(message: messages.Message, reader: Reader) -> str:
    return f"{reader.language}: {message.kind}"


@pytest.fixture
async def world() -> AsyncIterator[tuple[World, Bot]]:
    """A group with two people in it, and a bot."""
    world = World()
    world.add_group(GROUP, "All", (NINO, YOUSSEF))
    async with SimulatorServer(world) as server:
        bot = connection.connect(app.made_up_token(), server.url)
        await connection.initialize(bot, SystemClock())
        yield world, bot
        await bot.shutdown()


def pressed(world: World, person: int, data: str = "v1|group|x") -> str:
    return world.query(world.groups[GROUP], world.chats[person], 1, data)


async def test_a_word_is_shown_to_whoever_has_pressed_once(world: tuple[World, Bot]) -> None:
    there, bot = world
    presses = Presses(bot, say, WORKSHOP)
    query = pressed(there, NINO)
    await presses.answer(query, Shown("Noted", alert=True))
    # Telegram takes one answer to a press, and none to an old one: neither is an error here.
    await presses.answer(query, Shown("Again"))
    await presses.answer("12", Shown("Old"))
    assert [(toast["text"], toast["alert"]) for toast in there.toasts(NINO)] == [("Noted", True)]
    assert there.toasts(YOUSSEF) == []
    assert not there.groups[GROUP].messages


async def test_a_word_is_in_the_language_of_its_reader_and_as_long_as_telegram_takes(
    world: tuple[World, Bot],
) -> None:
    there, bot = world
    presses = Presses(bot, lambda _, reader: reader.language * 200, WORKSHOP)
    person = Person(1, YOUSSEF, "fr", language_chosen=True)
    shown = presses.in_words(Toast(messages.RefusedInGroup(why="closed"), alert=True), person)
    assert (shown.text, shown.alert) == ("fr" * 100, True)
    await presses.answer(pressed(there, YOUSSEF), shown)
    assert [toast["text"] for toast in there.toasts(YOUSSEF)] == [shown.text]
    assert presses.in_words(None, person) == Shown()


class Stand:
    """What handles presses in a group by one handler, over a database."""

    def __init__(self, folder: Path, bot: Bot, handler: Any) -> None:
        self.database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
        self._inbound = Inbound(
            bot,
            (Route(OnButton(actions.ShowInGroup), handler, Right.PUBLIC, in_group=handler),),
            self.database.unit_of_work,
            WORKSHOP,
            SystemClock(),
            lambda: None,
            say,
        )

    async def take(self, world: World, person: int) -> None:
        """Have a press handled until it is settled and answered."""
        await make_tables(self.database)
        await app.introduce(self.database, NOW, app.DEMO_PEOPLE)
        pressed(world, person)
        (update,) = await world.updates.get(0, 10, 0)
        payload = json.dumps(update).encode()
        async with self.database.unit_of_work() as uow:
            await uow.inbox.store([Incoming(update["update_id"], person, payload, NOW, True, False)])
            await uow.commit()
        running = asyncio.create_task(self._inbound.run())
        try:
            await world.wait_until(lambda: self._settled() and self._told(world, person))
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await self.database.close()

    def _settled(self) -> bool:
        with closing(sqlite3.connect(self.database.path)) as reader:
            (waiting,) = reader.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()
        return int(waiting) == 0

    @staticmethod
    def _told(world: World, person: int) -> bool:
        return any(event.name == "toast" for event in world.chats[person].log.since(0))


async def test_what_is_shown_is_kept_nowhere(tmp_path: Path, world: tuple[World, Bot]) -> None:
    there, bot = world

    async def refuse(_: Request, __: Services) -> Sequence[Reply]:
        return [Toast(messages.RefusedInGroup(why="closed"))]

    stand = Stand(tmp_path, bot, refuse)
    await stand.take(there, YOUSSEF)
    assert [toast["text"] for toast in there.toasts(YOUSSEF)] == ["fr: refused_in_group"]
    with closing(sqlite3.connect(stand.database.path)) as reader:
        assert reader.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


async def test_a_press_that_fails_says_nothing_of_success(tmp_path: Path, world: tuple[World, Bot]) -> None:
    there, bot = world

    async def fail(_: Request, __: Services) -> Sequence[Reply]:
        raise RuntimeError("broken")

    await Stand(tmp_path, bot, fail).take(there, NINO)
    assert there.toasts(NINO) == []
