"""Ticks: what is done again and again. What is due is read from tables, so a late or a lost tick loses nothing."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.errors import where

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do every so many seconds of the machine's time."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[Any]]


Scheduling = Callable[[tuple[Job, ...]], AsyncIOScheduler]


def scheduler(jobs: tuple[Job, ...]) -> AsyncIOScheduler:
    """A scheduler of these jobs, not started; each runs once at a time, and one that fails is logged and runs again."""
    # It would tell every tick, and end the ticks under way with a trace; what fails is logged here.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL + 1)
    made = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        # A tick that comes late is made up for once, however many were missed.
        made.add_job(
            _tick,
            "interval",
            (job,),
            id=job.name,
            seconds=job.seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return made


async def _tick(job: Job) -> None:
    try:
        await job.run()
    except Exception as error:
        log.error("the job %r failed: %s", job.name, where(error))
