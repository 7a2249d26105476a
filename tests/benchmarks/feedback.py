"""What it takes to count answers: `python -m tests.benchmarks.feedback [--people 50000]`.

Everybody has answered a round on twelve options, by each method, in an anonymous round that shows results by country.
Measured are the first look, which counts them all, and a look at which nothing is new, each with the message ready to
be sent; closing the round, with secret and links gone; the results after that, ready to be sent, as everybody gets
them, and as a picture and a workbook; and the results as those see them who follow a round with names, for whom all is
counted anew at each look. Beside it stands what reading each row into Python and counting it there, one after the
other, would take. Medians of several times, except for the first look and closing; in milliseconds, and of these in how
many the processor was busy with it. The bar is 300 ms for a look and for the results.
"""

import argparse
import asyncio
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import create_engine, select

from bot import app
from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.figures import positions
from bot.domain.messages import Message
from bot.domain.messages_round_results import ResultsPicture, ResultsWorkbook, RoundResults
from bot.domain.people import Grant, Person, Role
from bot.domain.rounds import KEYS, Choice, Grouping, Method, Round, RoundState, Terms
from bot.services.readers import reader_of
from bot.services.round_results import Results
from bot.services.round_watch import close
from storage.cipher import Cipher, new_key
from storage.database import Database
from storage.tables import people as known
from storage.tables import round_answers, round_people
from tests.benchmarks.delegations import NOW, add_people

OPTIONS: Final = 12
LOOKS: Final = 9
FOLLOWER: Final = 1
BAR: Final = 300
ALL: Final = "all"


def terms_of(method: Method, *, named: bool) -> Terms:
    return Terms(
        anonymous=not named,
        title=Text({"en": "What matters most?"}),
        method=method,
        most=1 if method is Method.RATE else 3,
        choices=tuple(Choice(key=key, title=Text({"en": f"Option {key}"})) for key in KEYS[:OPTIONS]),
        grouping=Grouping.COUNTRY,
        results="live",
    )


def answer(method: Method, chance: random.Random) -> str:
    keys = KEYS[:OPTIONS]
    match method:
        case Method.RATE:
            return "".join(f"{key}{chance.randint(1, 5)}" for key in keys)
        case Method.CHOOSE:
            return "".join(sorted(chance.sample(keys, 3)))
        case Method.RANK:
            return "".join(chance.sample(keys, 3))


async def prepared(database: Database, cipher: Cipher, pack: Pack, people: int) -> tuple[Person, list[str]]:
    """Somebody who looks after rounds; the groups of all the others, in order of their ids."""
    await database.upgrade(NOW)
    add_people(database.path, cipher, pack, people)
    async with database.unit_of_work() as uow:
        added = await uow.people.add(FOLLOWER, "fr", NOW)
        await uow.grants.give(added.id, Grant(Role.ADMINISTRATOR), NOW, by=None, confirm_by=NOW + timedelta(days=9))
        follower = await uow.people.find(added.id, NOW)
        await uow.commit()
    assert follower is not None
    within = {country: region.id for region in reversed(pack.regions) for country in region.countries}
    countries = select(known.c.country).where(known.c.country.is_not(None)).order_by(known.c.id)
    with create_engine(f"sqlite:///{database.path}").connect() as connection:
        return follower, [f"{within[country]}/{country}" for (country,) in connection.execute(countries)]


async def ask(database: Database, method: Method, groups: list[str], *, named: bool = False) -> str:
    """Open a round and have everybody answer it, written past the services; its id."""
    round_id = f"r.{method.value}{'.named' if named else ''}"
    async with database.unit_of_work() as uow:
        await uow.rounds.add(Round(round_id, RoundState.OPEN, terms_of(method, named=named), NOW, NOW, opened_at=NOW))
        await uow.rounds.make_secret(round_id)
        await uow.commit()
    chance = random.Random(method.value)
    rows: list[dict[str, Any]] = [
        {
            "round_id": round_id,
            "token": secrets.token_bytes(16),
            "person_id": number if named else None,
            "path": group,
            "draft": marks,
            "given": marks,
            "counted": None,
        }
        for number, group in enumerate(groups, 1)
        for marks in (answer(method, chance),)
    ]
    rows.sort(key=lambda row: row["token"])
    with create_engine(f"sqlite:///{database.path}").begin() as connection:
        connection.execute(round_answers.insert(), rows)
        noted = [{"round_id": round_id, "person_id": number, "finished": True} for number in range(1, len(rows) + 1)]
        connection.execute(round_people.insert(), noted)
    return round_id


class Took(NamedTuple):
    """Milliseconds."""

    all: float
    busy: float


async def milliseconds(work: Callable[[], Awaitable[object]]) -> Took:
    began, busy = time.perf_counter(), time.process_time()
    await work()
    return Took((time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000)


class Bench:
    """One round, and who looks at it."""

    def __init__(self, database: Database, pack: Pack, round_id: str, method: Method, follower: Person) -> None:
        self._database = database
        self._pack = pack
        self._round = round_id
        self._method = method
        self._follower = follower
        self._renderer = app.knowledge().renderer

    async def look(self) -> None:
        """Press the button."""
        async with self._database.unit_of_work() as uow:
            asked = await Results(uow, self._pack, NOW).show(self._follower, self._round, ALL)
            assert isinstance(asked, RoundResults)
            await uow.commit()

    async def ready(self, message: RoundResults | ResultsPicture | ResultsWorkbook) -> None:
        """Fill the message in and put it into words."""
        async with self._database.unit_of_work() as uow:
            filled: Message | None = await Results(uow, self._pack, NOW).fill(message, self._follower)
        assert filled is not None
        self._renderer.render(filled, reader_of(self._follower), self._pack, NOW)

    async def results(self) -> None:
        await self.look()
        await self.ready(RoundResults(round=self._round))

    async def picture(self) -> None:
        await self.ready(ResultsPicture(round=self._round))

    async def workbook(self) -> None:
        await self.ready(ResultsWorkbook(round=self._round))

    async def close(self) -> None:
        async with self._database.unit_of_work() as uow:
            round_ = await uow.rounds.get(self._round)
            assert round_ is not None
            await close(uow, self._pack, round_, NOW)
            await uow.commit()

    async def read_all(self) -> None:
        """The alternative: every row, counted one by one at each look."""
        query = select(round_answers.c.path, round_answers.c.given).where(round_answers.c.round_id == self._round)
        with create_engine(f"sqlite:///{self._database.path}").connect() as connection:
            rows = connection.execute(query).all()
        found: dict[str, Counter[Any]] = {}
        for path, given in rows:
            counter = found.setdefault(path, Counter())
            counter[None] += 1
            counter.update(positions(self._method, given))


async def of_many(work: Callable[[], Awaitable[object]]) -> Took:
    took = [await milliseconds(work) for _ in range(LOOKS)]
    return Took(statistics.median(each.all for each in took), statistics.median(each.busy for each in took))


async def measure(people: int) -> Iterator[tuple[str, dict[str, Took]]]:
    pack = app.pack_named("demo")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        cipher = Cipher(new_key())
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}", cipher)
        follower, groups = await prepared(database, cipher, pack, people)
        for method in Method:
            bench = Bench(database, pack, await ask(database, method, groups), method, follower)
            took = {
                "every row": await of_many(bench.read_all),
                "first look": await milliseconds(bench.results),
                "next look": await of_many(bench.results),
                "closing": await milliseconds(bench.close),
                "results": await of_many(bench.results),
                "picture": await of_many(bench.picture),
                "workbook": await of_many(bench.workbook),
            }
            named = await ask(database, method, groups, named=True)
            took["with names"] = await of_many(Bench(database, pack, named, method, follower).results)
            found.append((method.value, took))
        await database.close()
    return iter(found)


def main() -> int:
    """Print the table; 1 where a look or the results take longer than the bar."""
    parser = argparse.ArgumentParser(description="What it takes to count answers.")
    parser.add_argument("--people", type=int, default=50_000, help="how many have answered")
    options = parser.parse_args()
    app.settle()
    slow = False
    for number, (method, took) in enumerate(asyncio.run(measure(options.people))):
        if not number:
            sys.stdout.write(f"{'ms':8}" + "".join(f"{name:>12}" for name in took) + "\n")
        sys.stdout.write(f"{method:8}" + "".join(f"{each.all:12.1f}" for each in took.values()) + "\n")
        sys.stdout.write(f"{'  busy':8}" + "".join(f"{each.busy:12.1f}" for each in took.values()) + "\n")
        slow |= any(took[name].all > BAR for name in ("first look", "next look", "results", "with names"))
    return int(slow)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
