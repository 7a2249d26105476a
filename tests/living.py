"""The whole bot on the simulated Telegram, in one process, and people who talk to it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot import app
from bot.clock import Clock, MovableClock
from bot.domain.content import Pack
from bot.gateway.pacing import Rates
from bot.simulator.messages import Message
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from storage.cipher import Cipher, new_key
from storage.database import Database
from storage.packs.pack_files import BUILT_IN, write_pack
from tests.databases import copy, make_tables
from tests.ticking import Ticks

SPRING = datetime(2023, 4, 17, 9, tzinfo=UTC)
FAST = Rates(overall=1000, chat=1000, chat_burst=1000, group_per_minute=60_000)
"""So that tests do not wait; the paces themselves are tested on their own."""

KEY = new_key()

_BY_ITSELF = 0.2
"""Seconds in which a bot does what it is asked to."""

_ROUNDS = 3
"""What one look leads to is found by the next one, and what that leads to by the third."""

PATIENCE = 60.0
"""Seconds after which a test gives up waiting; nothing is expected to take so long."""


class Living:
    """A world with a bot in it."""

    def __init__(self, world: World, database: Database, clock: Clock, ticks: Ticks) -> None:
        self.world = world
        self.database = database
        self.clock = clock
        self._ticks = ticks

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds; TimeoutError where it never does. A bot that does not come to it by itself
        looks for what is to be done."""
        loop = asyncio.get_running_loop()
        looks_at = loop.time() + _BY_ITSELF
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.world.changed.wait(self.clock, 0.05)
                if loop.time() >= looks_at:
                    self._ticks.now()
                    looks_at = loop.time() + _BY_ITSELF

    def from_bot(self, person: int) -> list[Message]:
        return [message for message in self.world.chat(person) if message.from_bot]

    async def answers(self, person: int, act: Callable[[], object], count: int = 1) -> list[Message]:
        """What the bot writes to this person after they act: that many messages, and no more until it is idle."""
        before = len(self.from_bot(person))
        act()
        await self.until(lambda: len(self.from_bot(person)) >= before + count)
        await self.idle()
        found = self.from_bot(person)[before:]
        assert len(found) == count, [message.text for message in found]
        return found

    async def ask(self, person: int, text: str) -> Message:
        """The bot's one answer to what the person writes."""
        return (await self.answers(person, lambda: self.world.send_text(person, text)))[0]

    async def ask_without_idle(self, person: int, text: str) -> Message:
        """The bot's next message to the person, whatever else is under way."""
        before = len(self.from_bot(person))
        self.world.send_text(person, text)
        await self.until(lambda: len(self.from_bot(person)) > before)
        return self.from_bot(person)[before]

    async def press(self, person: int, message: Message, label: str) -> Message:
        """Press a button by (a part of) its label and wait until the press is done; the message, as it is then."""
        row, column = button(message, label)
        self.world.press(person, message.id, row, column)
        await self.idle()
        return self.world.chats[person].messages[message.id]

    async def idle(self) -> None:
        """Wait until every update was fetched and handled, and nothing waits to be sent."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if not self.world.updates.pending() and not self._unfinished():
                    return
                await self.world.changed.wait(self.clock, 0.02)

    async def caught_up(self) -> None:
        """Wait until the bot has looked for what is due by now."""
        async with asyncio.timeout(PATIENCE):
            for _ in range(_ROUNDS):
                await self._ticks.round()

    def _unfinished(self) -> int:
        """Updates that are not handled, chats for which something waits or is being sent, and messages that were put
        off until now."""
        now = f"{self.clock.now():%Y-%m-%d %H:%M:%S.%f}"
        with closing(sqlite3.connect(self.database.path)) as connection:
            (count,) = connection.execute(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') + (SELECT count(*) FROM queues)"
                " + (SELECT count(*) FROM outbox WHERE state = 'put off' AND not_before <= ?)",
                (now,),
            ).fetchone()
        return int(count)


def button(message: Message, label: str) -> tuple[int, int]:
    """Row and column of the button whose label contains this; LookupError where there is none."""
    for row, buttons in enumerate(message.inline_keyboard or []):
        for column, found in enumerate(buttons):
            if label in found["text"]:
                return row, column
    raise LookupError(f"no button {label!r} on: {labels(message)}")


def labels(message: Message) -> list[str]:
    return [found["text"] for row in message.inline_keyboard or [] for found in row]


async def begin(
    database: Database, at: datetime, pack: str | Pack, people: Sequence[app.Introduction], key: str | None
) -> None:
    """Open a database with this content, in which these people are known since then."""
    clock = MovableClock(at)

    async def fill(first: Database) -> None:
        await make_tables(first)
        await app.open_database(first, clock, named(pack, first.path.parent))
        await app.introduce(first, clock.now(), people)

    if database.path.exists():
        await fill(database)
        return
    await copy(database, (whole(pack), at, tuple(people), key), key, fill)
    await app.open_database(database, clock, None)


@cache
def demonstration() -> Pack:
    """The demonstration's pack, read once in a process."""
    return app.pack_named("demo")


def whole(pack: str | Pack) -> str:
    """All of a pack, or the name of one that comes with the program."""
    if isinstance(pack, Pack):
        return pack.model_dump_json()
    return pack if pack in BUILT_IN else Path(pack).read_text("utf-8")


def named(pack: str | Pack, folder: Path) -> str:
    """What `nfpbot` can be told to name this pack, in a file in the folder where it has none yet."""
    if isinstance(pack, str):
        return pack
    file = folder / "pack.yaml"
    write_pack(pack, file, languages=app.knowledge().languages, right_to_left=(), overwrite=True)
    return str(file)


@asynccontextmanager
async def living(
    folder: Path,
    *,
    pack: str | Pack = "sample",
    at: datetime = SPRING,
    people: Sequence[app.Introduction] = app.DEMO_PEOPLE,
    key: str | None = KEY,
    rates: Rates = FAST,
    often: float = 1.0,
) -> AsyncIterator[Living]:
    """A bot that serves a simulated Telegram while the block lasts, from a database in `folder`; without a `key` it
    keeps nothing encrypted. `often`: how many times as often as usual it looks for what is due."""
    clock = MovableClock(at)
    world = World(clock=clock)
    stop = asyncio.Event()
    ticks = Ticks(often)
    async with SimulatorServer(world) as server:
        database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(key))
        try:
            await begin(database, at, pack, people, key)
            for person in people:
                if person.telegram_id not in world.chats:
                    world.add_person(person.telegram_id, person.name, person.language)
                # Whom the bot knows has written to it before.
                world.chats[person.telegram_id].started = True
            serving = asyncio.create_task(
                app.serve(server.url, app.made_up_token(), rates, database, clock, stop, ticking=ticks.scheduler)
            )
            try:
                alive = Living(world, database, clock, ticks)
                await alive.until(lambda: world.ready() or serving.done())
                if serving.done():
                    serving.result()
                yield alive
            finally:
                stop.set()
                await serving
        finally:
            await database.close()
