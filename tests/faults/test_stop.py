"""SIGTERM: what is under way arrives once, and the process ends within seconds whatever hangs."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.clock import SystemClock
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.living import living
from tests.processes import Process, ended, started, until

SOON = 20.0
"""Seconds: five are enough unless the machine is busy, and what hangs here hangs for longer than this."""

PEOPLE = (1001, 1002, 1003, 1004, 1007, 1008)


async def test_what_is_under_way_arrives_once(tmp_path: Path) -> None:
    async with living(tmp_path) as bot:
        bot.world.faults.slow_answers(1, methods={"sendMessage"})
        for person in PEOPLE:
            bot.world.send_text(person, "/help")
        await bot.until(lambda: all(bot.from_bot(person) for person in PEOPLE))
    with closing(sqlite3.connect(bot.database.path)) as connection:
        rows = connection.execute("SELECT state, attempts FROM outbox").fetchall()
    assert rows == [("sent", 1)] * len(PEOPLE)


async def test_it_ends_in_time_though_telegram_hangs(tmp_path: Path) -> None:
    world = World(clock=SystemClock())
    async with SimulatorServer(world) as server:
        bot = Process(tmp_path, server.url)
        async with bot.running() as process:
            await until(world, lambda: started(world) > 0)
            world.faults.slow_answers(3600, methods={"sendMessage"})
            for person in PEOPLE:
                world.send_text(person, "/help")
            await until(world, lambda: all(len(world.chat(person)) > 1 for person in PEOPLE))
            process.send_signal(signal.SIGTERM)
            assert await ended(process, within=SOON) == 0


async def test_it_ends_in_time_though_the_database_is_locked(tmp_path: Path) -> None:
    world = World(clock=SystemClock())
    async with SimulatorServer(world) as server:
        bot = Process(tmp_path, server.url)
        async with bot.running() as process:
            await until(world, world.ready)
            with closing(sqlite3.connect(bot.file, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                world.send_text(1001, "/help")
                await asyncio.sleep(0.5)
                process.send_signal(signal.SIGTERM)
                assert await ended(process, within=SOON) == 0
