"""How fast messages may leave: overall, per chat, per group; and not before Telegram's `retry_after` has passed.

Telegram's FAQ names about 30 messages a second overall, 1 a second in a chat (short bursts pass) and 20 a minute
in a group; the true limits vary, so what the server says holds before all.
"""

import asyncio
import math
from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from bot.clock import Clock, wait
from bot.domain.exchange import Priority

_SEVERAL: Final = 3
_AT_ONCE: Final = 5.0
"""So many chats told to wait within so many seconds: it is not the chats, it is us."""

_CATCH_UP: Final = 0.02
"""Seconds of lateness that are made up for; one step, where that is more. Timers and other work are late by less."""

_STRICT: Final = 600.0
"""Seconds for which nothing is made up for once Telegram has said to wait: it may mind two close together."""

_SPARE: Final = 1e-6
"""By which every interval is longer than it need be, so that rounding makes none too short for who counts strictly."""

_FEW: Final = 1000


class StoppedError(Exception):
    """The program ends: there are no more turns to send."""


@dataclass(frozen=True)
class Rates:
    """Messages a second overall; a second and at once in a chat; a minute in a group.

    There are no half messages: of 28.5 a second overall, no second gets more than 28.
    """

    overall: float = 28
    chat: float = 1
    chat_burst: int = 3
    group_per_minute: float = 20


@dataclass(order=True)
class _Waiter:
    priority: Priority
    number: int
    chat_id: int = field(compare=False)
    since: float = field(compare=False)
    """When they could have gone, were it not for others."""
    turn: asyncio.Future[None] = field(compare=False)


class Pacer:
    """Gives out turns to send: by priority, then in the order in which they were asked for."""

    def __init__(self, clock: Clock, rates: Rates) -> None:
        self._clock = clock
        self._overall = _Overall(rates.overall)
        self._chats = _Chats(rates)
        self._held_until = -math.inf
        self._told_to_wait: dict[int, tuple[float, float]] = {}
        self._ready: list[_Waiter] = []
        """A heap: those whose chat may be written to, as far as is known."""
        self._resting: list[tuple[float, _Waiter]] = []
        """A heap: those whose chat may not be written to before then."""
        self._asked = 0
        self._closed = False
        self._changed = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Return when it is this message's turn; the turn is then used. StoppedError after `close`."""
        if self._closed:
            raise StoppedError
        self._asked += 1
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._ready, _Waiter(priority, self._asked, chat_id, self._clock.monotonic(), turn))
        self._changed.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._give_turns())
        await turn

    def hold(self, chat_id: int, seconds: float) -> None:
        """Telegram said to wait: this chat waits, and everybody where several chats are told so at once."""
        now = self._clock.monotonic()
        until = now + seconds
        self._chats.hold(chat_id, until)
        self._overall.be_strict(now + _STRICT)
        self._told_to_wait[chat_id] = (now, until)
        self._told_to_wait = {chat: (at, end) for chat, (at, end) in self._told_to_wait.items() if now - at <= _AT_ONCE}
        if len(self._told_to_wait) >= _SEVERAL:
            # One of them may have to wait for hours; whoever is let out first shows whether all must wait longer.
            self._held_until = max(self._held_until, min(end for _, end in self._told_to_wait.values()))
        self._changed.set()

    def pause(self) -> float:
        """Seconds for which nobody may be written to, beyond the ordinary step from one message to the next."""
        return max(0.0, self._held_until - self._clock.monotonic())

    def resting(self) -> dict[int, float]:
        """The chats that may not be written to now, and in how many seconds they may."""
        return self._chats.resting(self._clock.monotonic())

    def rest(self, chat_id: int) -> float:
        """Seconds for which this chat may not be written to."""
        return max(0.0, self._chats.ready_at(chat_id) - self._clock.monotonic())

    def recall(self, priority: Priority) -> None:
        """Whoever waits with this priority gets no turn, but StoppedError."""
        for waiter in (*self._ready, *(waiter for _, waiter in self._resting)):
            if waiter.priority is priority and not waiter.turn.done():
                waiter.turn.set_exception(StoppedError)

    def close(self) -> None:
        """Give no more turns: whoever waits, or asks for one, gets StoppedError."""
        self._closed = True
        if self._pump is not None:
            self._pump.cancel()
        for waiter in (*self._ready, *(waiter for _, waiter in self._resting)):
            if not waiter.turn.done():
                waiter.turn.set_exception(StoppedError)

    async def _give_turns(self) -> None:
        while self._ready or self._resting:
            self._changed.clear()
            now = self._clock.monotonic()
            free_at = max(self._overall.free_at(now), self._held_until)
            if now < free_at:
                # Nobody may send before; whoever is first by then gets the turn.
                await self._clock.sleep(free_at - now)
            elif (waiter := self._next(now)) is not None:
                self._overall.use(now, max(waiter.since, self._held_until))
                self._chats.use(waiter.chat_id, now)
                waiter.turn.set_result(None)
            elif self._resting:
                await wait(self._changed, self._clock, self._resting[0][0] - now)

    def _next(self, now: float) -> _Waiter | None:
        """Whose turn it is; none where all who wait are in chats that rest."""
        while self._resting and self._resting[0][0] <= now:
            heappush(self._ready, heappop(self._resting)[1])
        while self._ready:
            waiter = heappop(self._ready)
            if waiter.turn.done():
                continue
            at = self._chats.ready_at(waiter.chat_id)
            if at <= now:
                waiter.since = max(waiter.since, at)
                return waiter
            heappush(self._resting, (at, waiter))
        return None


class _Overall:
    """The generic cell rate algorithm (ITU-T I.371) over all chats, with late wake-ups made up for; and a log of the
    last second, so that what is made up for never brings more into any second than the rate."""

    def __init__(self, rate: float) -> None:
        self._most = max(1, math.floor(rate))
        self._window = max(1.0, 1 / rate) + _SPARE
        self._step = self._window / self._most
        self._due = -math.inf
        self._strict_until = -math.inf
        self._log: deque[float] = deque()

    def free_at(self, now: float) -> float:
        """When the next turn may be given."""
        while self._log and self._log[0] + self._window <= now:
            self._log.popleft()
        return self._due if len(self._log) < self._most else max(self._due, self._log[0] + self._window)

    def use(self, now: float, since: float) -> None:
        """Give a turn to somebody who could have had it since then: the next one counts from when it was due."""
        late = 0.0 if now < self._strict_until else max(_CATCH_UP, self._step)
        self._due = max(self._due, since, now - late) + self._step
        self._log.append(now)

    def be_strict(self, until: float) -> None:
        """Let no two turns be closer together than a step, however late the first one was."""
        self._strict_until = max(self._strict_until, until)


class _Chats:
    """What is known of chats that were written to lately, or that Telegram wants left alone."""

    def __init__(self, rates: Rates) -> None:
        self._in_chat = (1 / rates.chat + _SPARE, rates.chat_burst)
        self._in_group = (60 / rates.group_per_minute + _SPARE, 1)
        self._used: dict[int, float] = {}
        """When a chat has its whole burst again."""
        self._held: dict[int, float] = {}
        self._tidy_at = _FEW

    def ready_at(self, chat_id: int) -> float:
        """When a chat may have its next message: the generic cell rate algorithm once more."""
        spacing, burst = self._spacing(chat_id)
        used, held = self._used.get(chat_id, -math.inf), self._held.get(chat_id, -math.inf)
        return max(used - spacing * (burst - 1), held)

    def use(self, chat_id: int, now: float) -> None:
        spacing, _ = self._spacing(chat_id)
        self._used[chat_id] = max(self._used.get(chat_id, now), now) + spacing
        if len(self._used) + len(self._held) > self._tidy_at:
            self._tidy(now)

    def hold(self, chat_id: int, until: float) -> None:
        self._held[chat_id] = max(until, self._held.get(chat_id, until))

    def resting(self, now: float) -> dict[int, float]:
        self._tidy(now)
        waits = {chat: self.ready_at(chat) - now for chat in self._used.keys() | self._held.keys()}
        return {chat: seconds for chat, seconds in waits.items() if seconds > 0}

    def _spacing(self, chat_id: int) -> tuple[float, int]:
        """Seconds between messages in a chat, and how many may go at once. Groups have negative ids."""
        return self._in_group if chat_id < 0 else self._in_chat

    def _tidy(self, now: float) -> None:
        """Forget those of whom nothing is to be known any more: as often as their number doubles, so that it costs
        little a message."""
        self._used = {chat: at for chat, at in self._used.items() if at > now}
        self._held = {chat: at for chat, at in self._held.items() if at > now}
        self._tidy_at = max(_FEW, 2 * (len(self._used) + len(self._held)))
