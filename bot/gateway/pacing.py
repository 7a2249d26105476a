"""How fast messages may leave: overall, per chat, per group; and not before Telegram's `retry_after` has passed.

Telegram's FAQ names about 30 messages a second overall, 1 a second in a chat (short bursts pass) and 20 a minute
in a group; the true limits vary, so what the server says holds before all.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from bot.clock import Clock, wait
from bot.domain.exchange import Priority

_SEVERAL: Final = 3
_AT_ONCE: Final = 5.0
"""So many chats told to wait within so many seconds: it is not the chats, it is us."""

_KEPT_CHATS: Final = 10_000


class StoppedError(Exception):
    """The program ends: there are no more turns to send."""


@dataclass(frozen=True)
class Rates:
    """Messages a second overall; a second and at once in a chat; a minute in a group."""

    overall: float = 28
    chat: float = 1
    chat_burst: int = 3
    group_per_minute: float = 20


@dataclass(order=True)
class _Waiter:
    priority: Priority
    number: int
    chat_id: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Pacer:
    """Gives out turns to send: by priority, then in the order in which they were asked for."""

    def __init__(self, clock: Clock, rates: Rates) -> None:
        self._clock = clock
        self._rates = rates
        self._free_at = 0.0
        self._chats: dict[int, float] = {}
        self._held: dict[int, float] = {}
        self._told_to_wait: dict[int, tuple[float, float]] = {}
        self._waiting: list[_Waiter] = []
        self._asked = 0
        self._closed = False
        self._changed = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Return when it is this message's turn; the turn is then used. StoppedError after `close`."""
        if self._closed:
            raise StoppedError
        self._asked += 1
        waiter = _Waiter(priority, self._asked, chat_id, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        self._changed.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._give_turns())
        try:
            await waiter.turn
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Telegram said to wait: this chat waits, and everybody where several chats are told so at once."""
        now = self._clock.monotonic()
        until = now + seconds
        self._held[chat_id] = max(until, self._held.get(chat_id, until))
        self._told_to_wait[chat_id] = (now, until)
        self._told_to_wait = {chat: (at, end) for chat, (at, end) in self._told_to_wait.items() if now - at <= _AT_ONCE}
        if len(self._told_to_wait) >= _SEVERAL:
            # One of them may have to wait for hours; whoever is let out first shows whether all must wait longer.
            self._free_at = max(self._free_at, min(end for _, end in self._told_to_wait.values()))
        self._changed.set()

    def pause(self) -> float:
        """Seconds for which nobody may be written to, beyond the ordinary step from one message to the next."""
        seconds = self._free_at - self._clock.monotonic()
        return seconds if seconds > 1 / self._rates.overall else 0.0

    def resting(self) -> dict[int, float]:
        """The chats that may not be written to now, and in how many seconds they may."""
        now = self._clock.monotonic()
        waits = {chat: self._ready_at(chat) - now for chat in self._chats.keys() | self._held.keys()}
        return {chat: seconds for chat, seconds in waits.items() if seconds > 0}

    def close(self) -> None:
        """Give no more turns: whoever waits, or asks for one, gets StoppedError."""
        self._closed = True
        if self._pump is not None:
            self._pump.cancel()
        for waiter in self._waiting:
            if not waiter.turn.done():
                waiter.turn.set_exception(StoppedError)

    async def _give_turns(self) -> None:
        while self._waiting:
            self._changed.clear()
            now = self._clock.monotonic()
            if now < self._free_at:
                # Nobody may send before; whoever is first by then gets the turn.
                await self._clock.sleep(self._free_at - now)
                continue
            ready = [waiter for waiter in self._waiting if self._ready_at(waiter.chat_id) <= now]
            if not ready:
                soonest = min(self._ready_at(waiter.chat_id) for waiter in self._waiting)
                await wait(self._changed, self._clock, soonest - now)
                continue
            waiter = min(ready)
            self._waiting.remove(waiter)
            if not waiter.turn.done():
                self._use(waiter.chat_id, now)
                waiter.turn.set_result(None)

    def _spacing(self, chat_id: int) -> tuple[float, int]:
        """Seconds between messages in a chat, and how many may go at once. Groups have negative ids."""
        if chat_id < 0:
            return 60 / self._rates.group_per_minute, 1
        return 1 / self._rates.chat, self._rates.chat_burst

    def _ready_at(self, chat_id: int) -> float:
        """When a chat may have its next message: the generic cell rate algorithm (ITU-T I.371)."""
        spacing, burst = self._spacing(chat_id)
        return max(self._chats.get(chat_id, 0.0) - spacing * (burst - 1), self._held.get(chat_id, 0.0))

    def _use(self, chat_id: int, now: float) -> None:
        spacing, _ = self._spacing(chat_id)
        self._chats[chat_id] = max(self._chats.get(chat_id, now), now) + spacing
        # Counted from when the turn was due, within one step, so that late wake-ups do not add up to a slower pace.
        step = 1 / self._rates.overall
        self._free_at = max(self._free_at, now - step) + step
        if len(self._chats) > _KEPT_CHATS:
            self._chats = _still(self._chats, now)
            self._held = _still(self._held, now)


def _still(times: dict[int, float], now: float) -> dict[int, float]:
    return {chat: at for chat, at in times.items() if at > now}
