"""Button presses that wait for their answer."""

from dataclasses import dataclass

from bot.clock import Clock

ANSWERABLE_SECONDS = 150


@dataclass(frozen=True, slots=True)
class Press:
    """A press: whose it was, and until when (on the monotonic clock) it can be answered."""

    query_id: str
    person_id: int
    until: float


class Presses:
    """Presses by query id; each can be answered once, and not for long."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, Press] = {}
        self._count = 0

    def add(self, person_id: int) -> Press:
        """A new press by that person."""
        now = self._clock.monotonic()
        while self._waiting and (oldest := next(iter(self._waiting.values()))).until <= now:
            del self._waiting[oldest.query_id]
        self._count += 1
        # Twenty digits, as Telegram's: half of them tell of the person, half count.
        query_id = f"{4_000_000_000 + person_id % 1_000_000_000}{self._count:09d}"
        press = self._waiting[query_id] = Press(query_id, person_id, now + ANSWERABLE_SECONDS)
        return press

    def take(self, query_id: str) -> Press | None:
        """The press, which is now answered; None where it is unknown, answered or too old."""
        press = self._waiting.pop(query_id, None)
        if press is None or press.until <= self._clock.monotonic():
            return None
        return press
