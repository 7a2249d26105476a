"""Telegram's limits on how fast a bot may send; off until a test or a rehearsal sets them."""

import math
from dataclasses import dataclass

from bot.clock import Clock
from bot.simulator.errors import too_many_requests


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float

    def wait(self, rate: float, burst: float, now: float) -> float:
        """Seconds until a token is there; 0 means there is one."""
        self.tokens = min(burst, self.tokens + (now - self.at) * rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / rate


@dataclass(slots=True)
class _Refusal:
    chat: int | None
    left: int
    retry_after: int


class FloodLimits:
    """`overall_per_second` and `per_chat_per_second` are rates (None: no limit), each with its burst."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.overall_per_second: float | None = None
        self.overall_burst = 30.0
        self.per_chat_per_second: float | None = None
        self.per_chat_burst = 1.0
        self._overall: _Bucket | None = None
        self._chats: dict[int, _Bucket] = {}
        self._refusals: list[_Refusal] = []
        self._closed: dict[int, float] = {}

    def refuse_next(self, chat_id: int | None, calls: int = 1, retry_after: int = 1) -> None:
        """The next calls to that chat (None: to any) get 429, whatever the rates."""
        self._refusals.append(_Refusal(chat_id, calls, retry_after))

    def refuse_for(self, chat_id: int, seconds: float) -> None:
        """Every call to that chat gets 429 for so long, with the seconds that are left."""
        self._closed[chat_id] = self._clock.monotonic() + seconds

    def check(self, chat_id: int) -> None:
        """Count one send to the chat; ApiError 429 where it is one too many."""
        for refusal in self._refusals:
            if refusal.chat in (None, chat_id):
                refusal.left -= 1
                if refusal.left <= 0:
                    self._refusals.remove(refusal)
                raise too_many_requests(refusal.retry_after)
        now = self._clock.monotonic()
        if (left := self._closed.get(chat_id, now) - now) > 0:
            raise too_many_requests(math.ceil(left))
        buckets = []
        if self.overall_per_second is not None:
            if self._overall is None:
                self._overall = _Bucket(self.overall_burst, now)
            buckets.append((self._overall, self.overall_per_second, self.overall_burst))
        if self.per_chat_per_second is not None:
            chat = self._chats.setdefault(chat_id, _Bucket(self.per_chat_burst, now))
            buckets.append((chat, self.per_chat_per_second, self.per_chat_burst))
        wait = max((bucket.wait(rate, burst, now) for bucket, rate, burst in buckets), default=0.0)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket, _, _ in buckets:
            bucket.tokens -= 1
