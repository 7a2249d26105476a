"""A bot's ticks in a test: more often than usual, and at once for whoever waits until it has looked at everything."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs import Job, scheduler

_SELDOM: Final = 60.0
"""Nobody waits for what is done less often than that."""


@dataclass
class _Runs:
    """How often a job has begun, and which of these runs has ended last."""

    begun: int = 0
    ended: int = 0


class Ticks:
    """`often`: how many times as often as jobs say they are done."""

    def __init__(self, often: float) -> None:
        self._often = often
        self._runs: dict[str, _Runs] = {}
        self._ended = asyncio.Event()
        self._made: AsyncIOScheduler | None = None

    def scheduler(self, jobs: tuple[Job, ...]) -> AsyncIOScheduler:
        """As `jobs.scheduler`."""
        self._runs = {job.name: _Runs() for job in jobs if job.seconds < _SELDOM}
        self._made = scheduler(tuple(map(self._followed, jobs)))
        return self._made

    def now(self) -> None:
        """Have each job done that is not being done, without waiting for it; none where the bot does not serve."""
        if self._made is None or not self._made.running:
            return
        for name, runs in self._runs.items():
            if runs.begun == runs.ended:
                self._made.modify_job(name, next_run_time=datetime.now(UTC))

    async def round(self) -> None:
        """Return when each job has begun and ended from now on; they are done at once."""
        assert self._made is not None, "the bot serves"
        wanted = {name: runs.begun + 1 for name, runs in self._runs.items()}
        asked: set[str] = set()
        while late := [name for name, number in wanted.items() if self._runs[name].ended < number]:
            self._ended.clear()
            for name in late:
                runs = self._runs[name]
                if runs.begun == runs.ended and name not in asked:
                    asked.add(name)
                    self._made.modify_job(name, next_run_time=datetime.now(UTC))
            await self._ended.wait()

    def _followed(self, job: Job) -> Job:
        if job.name not in self._runs:
            return job
        return replace(job, seconds=job.seconds / self._often, run=partial(self._run, self._runs[job.name], job.run))

    async def _run(self, runs: _Runs, run: Callable[[], Awaitable[Any]]) -> None:
        runs.begun += 1
        number = runs.begun
        try:
            await run()
        finally:
            runs.ended = number
            self._ended.set()
