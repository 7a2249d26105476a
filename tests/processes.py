"""A bot in a process of its own, on a simulated Telegram in the test's."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.app import made_up_token
from bot.simulator.world import World
from storage.cipher import new_key
from tests.commands import Command, spawned

PATIENCE = 90.0


class Process:
    """A bot in its own process, on one database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.file = folder / "bot.sqlite3"
        self._environment = {
            **os.environ,
            "NFPBOT_API_URL": url,
            "NFPBOT_TOKEN": made_up_token(),
            "NFPBOT_KEY": new_key(),
            "NFPBOT_DATABASE_URL": f"sqlite+aiosqlite:///{self.file}",
            "NFPBOT_PACK": "sample",
            "NFPBOT_PACE_OVERALL": "500",
            "NFPBOT_PACE_CHAT": "100",
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Command]:
        """`nfpbot run` while the block lasts; killed where it goes on."""
        with spawned("run", environment=self._environment) as started:
            yield started

    def count(self, query: str) -> int:
        with closing(sqlite3.connect(self.file)) as connection:
            return int(connection.execute(query).fetchone()[0])


async def ended(bot: Command, within: float = PATIENCE) -> int:
    """The exit code of a bot that ends in so many seconds; TimeoutError where it goes on."""
    return await asyncio.to_thread(bot.wait, within)


def started(world: World) -> int:
    """How often a bot has introduced itself."""
    return sum(call.method == "getMe" for call in world.calls)


def has_started(world: World, before: int) -> bool:
    return started(world) > before


def idle(bot: Process) -> bool:
    return not bot.count("SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') + (SELECT count(*) FROM queues)")


async def until(world: World, condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await world.changed.wait(world.clock, 0.05)
