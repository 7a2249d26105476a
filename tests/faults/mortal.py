"""Bots that kill themselves: `python -m tests.faults.mortal URL TOKEN KEY FILE`.

Each line that is read is a life: the point at which it ends, and the how manieth time. The bot runs in a process of its
own, which has the program loaded already; its number is written when it begins, and `over` when it has ended.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self, cast

from bot import app
from bot.clock import SystemClock
from bot.domain.announcements import Delivery, Settled
from bot.gateway.pacing import Rates
from bot.ports import UnitOfWork
from storage.cipher import Cipher
from storage.database import Database

RATES: Final = Rates(overall=500, chat=100, chat_burst=100)

BEFORE_CLAIM: Final = "before the claim"
AFTER_CLAIM: Final = "after the claim"
BEFORE_COMMIT: Final = "before the outcomes are committed"
NEVER: Final = "never"


class Fate:
    """Counts how often a point is come to, and ends the process there."""

    def __init__(self, point: str, times: int) -> None:
        self._point = point
        self._left = times

    def at(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class MortalDeliveries:
    """The deliveries of one transaction."""

    def __init__(self, deliveries: Any, fate: Fate) -> None:
        self._deliveries = deliveries
        self._fate = fate
        self.claimed = self.settled = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._deliveries, name)

    async def claim(self, announcement_id: int, now: datetime, limit: int) -> list[Delivery]:
        self._fate.at(BEFORE_CLAIM)
        rows: list[Delivery] = await self._deliveries.claim(announcement_id, now, limit)
        self.claimed = self.claimed or bool(rows)
        return rows

    async def settle(self, settled: Sequence[Settled]) -> None:
        await self._deliveries.settle(settled)
        self.settled = self.settled or bool(settled)


class MortalUnit:
    """A transaction."""

    def __init__(self, unit: UnitOfWork, fate: Fate) -> None:
        self._unit = unit
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    async def __aenter__(self) -> Self:
        await self._unit.__aenter__()
        self.deliveries = MortalDeliveries(self._unit.deliveries, self._fate)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._unit.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        if self.deliveries.settled:
            self._fate.at(BEFORE_COMMIT)
        await self._unit.commit()
        if self.deliveries.claimed:
            self._fate.at(AFTER_CLAIM)


class MortalDatabase(Database):
    def __init__(self, url: str, cipher: Cipher, fate: Fate) -> None:
        super().__init__(url, cipher)
        self._fate = fate

    def unit_of_work(self) -> UnitOfWork:
        return cast(UnitOfWork, MortalUnit(super().unit_of_work(), self._fate))


async def live(api_url: str, token: str, key: str, file: str, fate: Fate) -> None:
    """Serve until the end comes."""
    database = MortalDatabase(f"sqlite+aiosqlite:///{file}", Cipher(key), fate)
    clock = SystemClock()
    await app.open_database(database, clock, None)
    await app.serve(api_url, token, RATES, database, clock, asyncio.Event())


def main() -> None:
    url, token, key, file = sys.argv[1:]
    app.settle()
    print("ready", flush=True)
    for line in sys.stdin:
        times, _, point = line.strip().partition(" ")
        born = os.fork()
        if born == 0:
            asyncio.run(live(url, token, key, file, Fate(point, int(times))))
            os._exit(1)
        print(born, flush=True)
        _, status = os.waitpid(born, 0)
        print("over", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
