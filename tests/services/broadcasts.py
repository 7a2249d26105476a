"""Announcements over a real database and a clock that stands still, to a Telegram that says what a test wants."""

import asyncio
import math
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from bot.app import knowledge
from bot.domain.announcements import Announcement, Content, State, Timing
from bot.domain.exchange import Part, Priority, TextPart
from bot.domain.outcomes import Later, Outcome, Sent
from bot.domain.people import Person
from bot.services.announcing import Announcing, NotNow
from bot.services.broadcasting import Broadcasting
from bot.services.drafting import Drafting
from bot.services.library import Library
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests import announce
from tests.clocks import SteppedClock
from tests.databases import make_tables

PATIENCE: Final = 60.0
KEY: Final = new_key()

T = TypeVar("T")


class Wound(SteppedClock):
    """One that can be set back; no less time has passed then."""

    def set_back(self, by: timedelta) -> None:
        self._start -= by


class Request(NamedTuple):
    """What reached Telegram: a part that was sent, or that a message became; none: messages were deleted."""

    chat_id: int
    part: Part | None
    message_ids: tuple[int, ...]

    @property
    def text(self) -> str:
        assert isinstance(self.part, TextPart)
        return self.part.html


class Post:
    """Takes all that comes, and numbers it; unless a test has said otherwise."""

    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock
        self.requests: list[Request] = []
        self.says: dict[int, list[Outcome]] = {}
        """What comes of the next requests of a chat."""
        self.paused = 0.0
        self.no_turns = False
        """Whether all wait for their turn."""
        self.answers: float = math.inf
        """So many requests are answered at once, and the others"""
        self.open = asyncio.Event()
        """when this is set."""
        self._waiting: list[asyncio.Future[bool]] = []

    @property
    def sent(self) -> list[Request]:
        return [each for each in self.requests if each.part is not None and not each.message_ids]

    @property
    def edited(self) -> list[Request]:
        return [each for each in self.requests if each.part is not None and each.message_ids]

    @property
    def deleted(self) -> list[Request]:
        return [each for each in self.requests if each.part is None]

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def pause(self) -> float:
        return self.paused

    def resting(self) -> dict[int, float]:
        return {}

    def recall(self, priority: Priority) -> None:
        assert priority is Priority.ANNOUNCEMENT
        self._give(False)

    def give_turns(self) -> None:
        self.no_turns = False
        self._give(True)

    def _give(self, turn: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each.set_result(turn)

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        assert not or_anew or edits is None
        return await self._take(Request(chat_id, part, () if edits is None else (edits,)), priority)

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        return await self._take(Request(chat_id, None, tuple(message_ids)), priority)

    async def _take(self, request: Request, priority: Priority) -> Outcome:
        assert priority is Priority.ANNOUNCEMENT
        if self.no_turns:
            turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            if not await turn:
                return Later(self._clock.now(), "there are no turns now")
        self.requests.append(request)
        number = len(self.requests)
        if number > self.answers:
            await self.open.wait()
        said = self.says.get(request.chat_id)
        return said.pop(0) if said else Sent(None if request.part is None else number)


class House:
    """A database, somebody who announces, and what sends it."""

    def __init__(self, database: Database, clock: Wound, author: Person, at_once: int) -> None:
        self.database = database
        self.clock = clock
        self.author = author
        self.post = Post(clock)
        known = knowledge()
        library = Library(known.lexicons, announce.PACK)
        self.engine = Broadcasting(database.unit_of_work, self.post, known.renderer, library, clock, at_once=at_once)
        self.running = asyncio.create_task(self.engine.run())

    def readers(self, count: int, *, first: int = 1001, **columns: Any) -> list[int]:
        """So many more, by their Telegram ids."""
        announce.add_readers(self.database.path, first, count, self.clock.now(), **columns)
        return list(range(first, first + count))

    async def begin(self, content: Content | None = None, timing: Timing | None = None) -> int:
        begun = await announce.begin(self.database, self.author, self.clock.now(), content, timing=timing)
        self.engine.wake()
        return begun

    async def act(self, act: Callable[[Announcing], Awaitable[T | NotNow]]) -> T:
        """What somebody does with a button."""
        async with self.database.unit_of_work() as uow:
            now = self.clock.now()
            done = await act(
                Announcing(uow, Drafting(uow, announce.PACK, now), announce.PACK, now, approval_above=10**6)
            )
            assert not isinstance(done, NotNow), done
            await uow.commit()
        self.engine.wake()
        return done

    async def correct(self, announcement_id: int, content: Content) -> None:
        async with self.database.unit_of_work() as uow:
            found = await uow.announcements.get(announcement_id)
            assert found is not None
            await uow.announcements.put(replace(found, correction=content))
            await uow.commit()
        await self.act(lambda announcing: announcing.correct(self.author, announcement_id))

    async def get(self, announcement_id: int) -> Announcement:
        return await announce.get(self.database, announcement_id)

    def rows(self, columns: str, which: str = "true") -> list[tuple[Any, ...]]:
        """Of the deliveries, by reader."""
        query = f"SELECT {columns} FROM deliveries WHERE {which} ORDER BY announcement_id, person_id"
        with closing(sqlite3.connect(self.database.path)) as connection:
            return connection.execute(query).fetchall()

    def messages(self) -> list[str]:
        """The kinds of messages that others are to get about it."""
        with closing(sqlite3.connect(self.database.path)) as connection:
            return [kind for (kind,) in connection.execute("SELECT kind FROM outbox ORDER BY id")]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def until_state(self, announcement_id: int, state: State) -> None:
        async with asyncio.timeout(PATIENCE):
            while (await self.get(announcement_id)).state is not state:  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def until_over(self, *announcements: int) -> None:
        """Wait until nothing is left to be done."""
        async with asyncio.timeout(PATIENCE):
            for announcement_id in announcements:
                while (await self.get(announcement_id)).active:
                    self.engine.wake()
                    await asyncio.sleep(0.002)

    async def looks(self, times: int = 3) -> None:
        """Let it look so many times for what there is to do, while no time passes."""
        for _ in range(times):
            self.engine.wake()
            await asyncio.sleep(0.02)

    async def move_to(self, instant: datetime) -> None:
        self.clock.advance((instant - self.clock.now()) / timedelta(seconds=1))
        await self.looks(1)


@asynccontextmanager
async def house(folder: Path, *, at: datetime | None = None, at_once: int = 8) -> AsyncIterator[House]:
    """With an engine that runs while the block lasts."""
    clock = Wound() if at is None else Wound(at)
    database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(KEY))
    await make_tables(database)
    found = House(database, clock, await announce.add_author(database, clock.now()), at_once)
    try:
        yield found
    finally:
        found.post.open.set()
        found.post.give_turns()
        found.running.cancel()
        await asyncio.gather(found.running, return_exceptions=True)
        await database.close()
