"""A conversation in Arabic goes on where it was, though the bot was stopped and started again between two questions."""

import asyncio
import signal
from functools import partial
from pathlib import Path

import pytest
from selenium import webdriver

from bot import app
from bot.clock import SystemClock
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher
from storage.database import Database
from tests.browser.phone import Phone, plain
from tests.processes import Process, ended, has_started, started, until

pytestmark = pytest.mark.xdist_group("browser")

LAYLA = 1003
BRUSSELS = "الاجتماع الدولي لنقاط الاتصال الوطنية"
NO_HOTELS = "لم يُنشر شيء بعد عن الفنادق"


async def introduce(bot: Process) -> None:
    """The bot knows those of the demonstration when it starts."""
    database = Database(f"sqlite+aiosqlite:///{bot.file}", Cipher(None))
    now = SystemClock().now()
    await database.upgrade(now)
    await app.introduce(database, now, app.DEMO_PEOPLE)
    await database.close()


async def test_a_follow_up_across_a_restart(browser: webdriver.Chrome, tmp_path: Path) -> None:
    world = World(clock=SystemClock())
    world.chat_of(LAYLA).started = True
    async with SimulatorServer(world) as server:
        bot = Process(tmp_path, server.url)
        await introduce(bot)
        async with bot.running() as process:
            await until(world, world.ready)
            phone = await asyncio.to_thread(Phone, browser, server.url, LAYLA, (360, 740))
            # This bot lives today: its clock is the machine's, and stays.
            assert await asyncio.to_thread(lambda: phone.find("clock-set")[0].get_attribute("hidden"))
            answer = await asyncio.to_thread(phone.say, "متى اجتماع بروكسل؟")
            text = await asyncio.to_thread(lambda: plain(answer.text))
            assert BRUSSELS in text
            assert "14 إلى 15 حزيران/يونيو 2023" in text
            process.send_signal(signal.SIGTERM)
            assert await ended(process) == 0
        starts = started(world)
        async with bot.running():
            await until(world, partial(has_started, world, starts))
            answer = await asyncio.to_thread(phone.say, "والفندق؟")
            text = await asyncio.to_thread(lambda: plain(answer.text))
            assert BRUSSELS in text
            assert NO_HOTELS in text
            await asyncio.to_thread(phone.shoot, "restart")
