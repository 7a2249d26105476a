"""How long answers take: `python -m tests.benchmarks.answers [--meetings 10,100,1000] [--questions 400]`.

From the commit that stores a raw update in the inbox to the commit that stores its answer in the outbox, with the real
parts on a database in a file; only Telegram is missing. Once at a walking pace (one question, and all is quiet again
before the next one), once with twenty people who ask at the same instant.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot import app
from bot.clock import MovableClock
from bot.domain import actions
from bot.domain.content import Pack
from bot.domain.exchange import Part, Priority, Stored
from bot.domain.outcomes import Outcome, Sent
from bot.gateway.inbound import Inbound
from bot.gateway.intake import Intake
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.delivery import Delivery
from handlers.routes import ROUTES
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.benchmarks.many_meetings import LANGUAGES, pack_with
from tests.benchmarks.understanding.lines import DEV

AT_ONCE: Final = 20
QUIET: Final = 0.15
"""Seconds between an answer and the next question at a walking pace."""

SENDING: Final = 0.01
"""Seconds that Telegram takes to accept a message."""

PARTS: Final = ("until begun", "handling", "commit")


class Telegram(BaseRequest):
    """Telegram without a network: hands out the updates that are put into it, and takes everything."""

    def __init__(self) -> None:
        self.updates: asyncio.Queue[list[dict[str, Any]]] = asyncio.Queue()

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        asked = url.rpartition("/")[2]
        result: Any = True
        if asked.lower() == "getupdates":
            result = await self.updates.get()
        elif asked == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "NFP Bot", "username": "nfp_bot"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Quick:
    """A sender that always succeeds."""

    def pause(self) -> float:
        return 0

    def resting(self) -> dict[int, float]:
        return {}

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        await asyncio.sleep(SENDING)
        return Sent(1)

    def recall(self, priority: Priority) -> None:
        pass

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        return Sent(None)


class Watched:
    """A unit of work whose hours are noted."""

    def __init__(self, work: UnitOfWork, notes: list[tuple[float, float, float]]) -> None:
        self._work = work
        self._notes = notes
        self._begun = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    async def __aenter__(self) -> Self:
        await self._work.__aenter__()
        self._begun = time.perf_counter()
        return self

    async def commit(self) -> None:
        asked = time.perf_counter()
        await self._work.commit()
        self._notes.append((self._begun, asked, time.perf_counter()))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._work.__aexit__(kind, error, trace)


@dataclass(frozen=True)
class Took:
    """Milliseconds from stored update to stored answer, and of that (at a walking pace) each of `PARTS`."""

    whole: float
    parts: tuple[float, ...]


class Bench:
    """The bot without its network."""

    def __init__(self, folder: Path, pack: Pack) -> None:
        known = app.knowledge()
        self.database = Database(f"sqlite+aiosqlite:///{folder}/bench.sqlite3", Cipher(new_key()))
        self._pack = pack
        workshop = known.workshop(Pack(default_language="en", timezone="UTC"), lambda: "nfp_bot")
        self._library = workshop.library
        self._clock = MovableClock(DEV.now)
        self._telegram = Telegram()
        self._notes: list[tuple[float, float, float]] = []
        self._stored = 0.0
        self._answered: asyncio.Queue[float] = asyncio.Queue()
        bot = Bot("1:none", request=self._telegram, get_updates_request=self._telegram)
        units = self.database.unit_of_work
        self._delivery = Delivery(units, Quick(), known.renderer, self._library, self._clock)
        self._inbound = Inbound(
            bot, ROUTES, self._watched(units), workshop, self._clock, self._note_answer, lambda *_: ""
        )
        self._intake = Intake(bot, units, self._clock, self._note_storing)
        self._bot = bot

    async def run(self, rounds: Sequence[list[dict[str, Any]]]) -> list[Took]:
        """What each answer took, where the updates of a round come together."""
        await app.open_database(self.database, self._clock, None)
        await app.introduce(self.database, DEV.now, app.DEMO_PEOPLE)
        async with self.database.unit_of_work() as uow:
            await uow.content.add(self._pack, DEV.now)
            await uow.commit()
        await self._library.refresh(self.database.unit_of_work, DEV.now)
        await self._bot.initialize()
        tasks = [asyncio.create_task(part.run()) for part in (self._intake, self._inbound, self._delivery)]
        took = []
        for updates in rounds:
            self._notes.clear()
            self._telegram.updates.put_nowait(updates)
            answered = [await self._answered.get() for _ in updates]
            *_, (begun, asked, done) = self._notes
            parts = ((begun - self._stored), (asked - begun), (done - asked))
            took += [Took((at - self._stored) * 1000, tuple(part * 1000 for part in parts)) for at in answered]
            await asyncio.sleep(QUIET * len(updates))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.database.close()
        return took

    def _watched(self, units: UnitsOfWork) -> UnitsOfWork:
        return lambda: cast(UnitOfWork, Watched(units(), self._notes))

    def _note_storing(self, stored: Sequence[Stored]) -> None:
        self._stored = time.perf_counter()
        self._inbound.take(stored)

    def _note_answer(self) -> None:
        self._answered.put_nowait(time.perf_counter())
        self._delivery.wake()


def updates(pack: Pack, count: int) -> Iterator[dict[str, Any]]:
    """Questions and presses of twenty people in turn, members and guests, each in their language."""
    chosen = random.Random(7)
    questions = {language: [line.text for line in DEV.lines() if line.language == language] for language in LANGUAGES}
    members = [(each.telegram_id, each.language) for each in app.DEMO_PEOPLE]
    guests = [(2001 + number, LANGUAGES[number % 6]) for number in range(AT_ONCE - len(members))]
    for number in range(1, count + 1):
        person, language = [*members, *guests][number % AT_ONCE]
        sender = {"id": person, "is_bot": False, "first_name": "Nino", "language_code": language}
        message = {"message_id": number, "date": 10 * number, "chat": {"id": person, "type": "private"}}
        meeting = chosen.choice(pack.meetings)
        what = chosen.random()
        if what < 0.2:
            action: actions.Action = actions.ShowMeeting(meeting.id)
            if chosen.random() < 0.5:
                action = actions.Ask("meeting.when", meeting.id)
            press = {"id": str(number), "from": sender, "chat_instance": "1", "data": actions.encode(action)}
            yield {"update_id": number, "callback_query": {**press, "message": {**message, "text": "…"}}}
            continue
        named = meeting.title.root.get(language, meeting.id)
        text = named if what < 0.3 else chosen.choice(questions[language])
        yield {"update_id": number, "message": {**message, "from": sender, "text": text}}


def row(name: str, took: Sequence[Took]) -> str:
    """A line of the table."""
    times = sorted(each.whole for each in took)
    cells = [statistics.median(times), times[int(len(times) * 0.99)], times[-1]]
    cells += [statistics.median(each.parts[part] for each in took) for part in range(len(PARTS))]
    return f"{name:26}" + "".join(f"{cell:13.2f}" for cell in cells)


async def measure(pack: Pack, count: int, at_once: int) -> list[Took]:
    """Ask on a new database; the first round of each person is not counted."""
    asked = list(updates(pack, count + 2 * AT_ONCE))
    first, rest = asked[: 2 * AT_ONCE], asked[2 * AT_ONCE :]
    rounds = [[each] for each in first] + [rest[place : place + at_once] for place in range(0, count, at_once)]
    with tempfile.TemporaryDirectory() as folder:
        return (await Bench(Path(folder), pack).run(rounds))[len(first) :]


def main() -> int:
    """Print the table, in milliseconds."""
    parser = argparse.ArgumentParser(description="How long answers take, in milliseconds.")
    parser.add_argument("--meetings", default="10,100,1000", help="sizes of the pack")
    parser.add_argument("--questions", type=int, default=400, help="updates of each row")
    options = parser.parse_args()
    sample, names = app.pack_named("sample"), app.knowledge().renderer.names
    out = sys.stdout.write
    out(f"{'meetings':26}" + "".join(f"{name:>13}" for name in ("median", "p99", "slowest", *PARTS)) + "\n")
    for size in map(int, options.meetings.split(",")):
        pack = pack_with(sample, names, size)
        for name, at_once in ((f"{size}, at a walking pace", 1), (f"{size}, {AT_ONCE} at once", AT_ONCE)):
            out(row(name, asyncio.run(measure(pack, options.questions, at_once))) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
