"""The queue of updates and the long polls that empty it."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.simulator.errors import ApiError
from bot.simulator.signals import before_timeout

LONGEST_POLL = 50
KEPT_SECONDS = 24 * 3600
CALLBACK_KEPT_SECONDS = 150
# Kinds that a bot gets only when it asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = _ON_REQUEST | {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
}
DEFAULT_KINDS = KINDS - _ON_REQUEST
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_CONFLICT_PAUSE = 3.0


@dataclass(slots=True)
class _Entry:
    id: int
    body: dict[str, Any]
    expires: float
    twice: bool


class UpdateQueue:
    """Updates in order, given to one poller at a time, kept until confirmed or too old."""

    def __init__(self, clock: Clock, first_id: int | None = None) -> None:
        """Ids begin with the time, so that a simulator that is started again does not give them twice."""
        self._clock = clock
        self._next_id = int(clock.now().timestamp()) if first_id is None else first_id
        self._entries: deque[_Entry] = deque()
        self._again: list[_Entry] = []
        self._poll: asyncio.Future[bool] | None = None
        self._next_conflict = float("-inf")
        self._last_offset: int | None = None
        self._last_start = float("-inf")
        self.allowed: frozenset[str] = DEFAULT_KINDS
        # How many of the next updates are delivered a second time, although confirmed.
        self.duplicates = 0

    def put(self, kind: str, value: dict[str, Any]) -> int | None:
        """Queue an update of that kind; its id, or None where the bot does not want the kind."""
        if kind not in self.allowed:
            return None
        return self.put_raw({kind: value}, CALLBACK_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS)

    def put_raw(self, body: dict[str, Any], seconds: float = KEPT_SECONDS) -> int:
        """Queue whatever it is, with an id of its own; the id."""
        update_id = self._next_id
        self._next_id += 1
        twice = self.duplicates > 0
        self.duplicates -= twice
        self._entries.append(
            _Entry(
                update_id,
                {"update_id": update_id, **{key: body[key] for key in body if key != "update_id"}},
                self._clock.monotonic() + seconds,
                twice,
            )
        )
        self.end_poll()
        return update_id

    def end_poll(self) -> None:
        """Let the poll under way return with what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    def pending(self) -> int:
        """How many updates wait to be confirmed."""
        self._expire()
        return len(self._entries)

    def wait_longer(self, seconds: float) -> None:
        """Keep what waits now for so much longer than else."""
        for entry in self._entries:
            entry.expires += seconds

    def forget(self) -> None:
        """Drop all that waits."""
        self._entries.clear()
        self._again.clear()

    def allow(self, kinds: Sequence[str]) -> None:
        """Which kinds are queued from now on; none, or none that exists, means the usual ones."""
        self.allowed = frozenset(kind.lower() for kind in kinds) & KINDS or DEFAULT_KINDS

    async def get(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """A poll, as getUpdates describes it; it ends an older one.

        ApiError 409 where a younger poll ends this one.
        """
        limit, seconds = min(max(limit, 1), 100), min(max(seconds, 0), LONGEST_POLL)
        started = self._clock.monotonic()
        if offset == self._last_offset:
            if started < self._last_start + 3:
                seconds = max(seconds, 3)
            if started < self._last_start + 0.5:
                limit = 1
        self._last_offset, self._last_start = offset, started
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._poll = None
        self._confirm(offset)
        ready = self._take(limit)
        if ready or seconds == 0:
            return ready
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            if not await before_timeout(poll, self._clock, seconds):
                return []
        finally:
            if self._poll is poll:
                self._poll = None
        if not poll.result():
            await self._conflict()
        return self._take(limit)

    async def _conflict(self) -> None:
        """Refuse a poll that was ended; at most once in three seconds at once, else after a pause."""
        now = self._clock.monotonic()
        if now < self._next_conflict:
            await self._clock.sleep(_CONFLICT_PAUSE)
        else:
            self._next_conflict = now + _CONFLICT_PAUSE
        raise ApiError(409, _CONFLICT)

    def _expire(self) -> None:
        now = self._clock.monotonic()
        if any(entry.expires <= now for entry in self._entries):
            self._entries = deque(entry for entry in self._entries if entry.expires > now)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._expire()
            while len(self._entries) > -offset:
                self._entries.popleft()
        while self._entries and self._entries[0].id < offset:
            entry = self._entries.popleft()
            if entry.twice:
                entry.twice = False
                self._again.append(entry)

    def _take(self, limit: int) -> list[dict[str, Any]]:
        self._expire()
        bodies = [entry.body for entry in self._again[:limit]]
        del self._again[:limit]
        bodies += [entry.body for entry, _ in zip(self._entries, range(limit - len(bodies)), strict=False)]
        return bodies
