"""Server-sent events: a chat's for its phone; the people, the bot and the clock for the page."""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

from bot.simulator.chat import Chat
from bot.simulator.signals import Stopping
from bot.simulator.stage import Stage

PING_SECONDS = 15.0
# How long the people's list waits for more changes before it is sent again, and how often readiness is looked at.
_GATHER_SECONDS = 0.1
_LOOK_SECONDS = 5.0
_PING = ": ping\n\n"


def as_stream(content: AsyncIterator[str]) -> StreamingResponse:
    """The response of an endless stream of events."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(content, media_type="text/event-stream", headers=headers)


def _event(name: str, data: Any, number: int) -> str:
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"


async def chat_events(stage: Stage, chat: Chat, stopping: Stopping, after: int | None) -> AsyncIterator[str]:
    """The chat's events after that number (None: from now on); whoever follows them reads the chat."""
    log = chat.log
    seen = log.last if after is None else after
    log.watchers += 1
    try:
        stage.mark_read(chat)
        stage.changed.fire()
        yield _PING
        while True:
            for event in log.since(seen):
                seen = event.id
                yield _event(event.name, event.data, event.id)
            if seen < log.last:
                continue
            seen = log.last
            before = log.last
            if await stopping.over(log.changed.wait(stage.clock, PING_SECONDS)):
                return
            if log.last == before:
                yield _PING
    finally:
        log.watchers -= 1
        stage.changed.fire()


async def directory_events(stage: Stage, stopping: Stopping) -> AsyncIterator[str]:
    """The people, the bot and the clock as they are now, and again whenever they change or it is moved."""
    number = 0
    version: int | None = None
    clock_version: int | None = None
    bot: dict[str, Any] | None = None
    quiet_since = stage.clock.monotonic()
    while True:
        if version != stage.people_version:
            version, number = stage.people_version, number + 1
            yield _event("people", stage.people_cards(), number)
            quiet_since = stage.clock.monotonic()
        if bot != (now := stage.bot_card()):
            bot, number = now, number + 1
            yield _event("bot", bot, number)
            quiet_since = stage.clock.monotonic()
        if clock_version != stage.clock_version:
            clock_version, number = stage.clock_version, number + 1
            yield _event("clock", stage.clock_card(), number)
            quiet_since = stage.clock.monotonic()
        if stage.clock.monotonic() - quiet_since >= PING_SECONDS:
            yield _PING
            quiet_since = stage.clock.monotonic()
        if clock_version != stage.clock_version:
            continue
        if version == stage.people_version and await stopping.over(stage.directory.wait(stage.clock, _LOOK_SECONDS)):
            return
        if version != stage.people_version and await stopping.over(stage.clock.sleep(_GATHER_SECONDS)):
            return
