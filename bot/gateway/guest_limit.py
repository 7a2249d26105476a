"""How much a guest may send: so many in a minute, then one notice, then nothing until they are below that again."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

MOST: Final = 20
WITHIN: Final = timedelta(minutes=1)


class Verdict(Enum):
    """What becomes of something that a guest has sent."""

    PASS = auto()
    NOTICE = auto()
    """It is not handled; its sender is told to wait."""
    DROP = auto()


@dataclass(slots=True)
class _Window:
    passed: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    """When the last ones were sent that passed."""
    told: bool = False


class GuestLimit:
    """In no `WITHIN` do more than `MOST` of one guest pass. It lives in memory: after a start all begin anew."""

    def __init__(self) -> None:
        self._windows: dict[int, _Window] = {}

    def __len__(self) -> int:
        """How many guests it remembers."""
        return len(self._windows)

    def verdict(self, guest: int, at: datetime, *, can_be_told: bool) -> Verdict:
        """On what this guest sent at that instant; the notice is kept for something to which it can be an answer.

        An instant before the guest's last one counts as that one: the times of Telegram are whole seconds.
        """
        window = self._windows.setdefault(guest, _Window())
        passed = window.passed
        if passed:
            at = max(at, passed[-1])
        if len(passed) < MOST or at - passed[0] >= WITHIN:
            passed.append(at)
            window.told = False
            return Verdict.PASS
        if window.told or not can_be_told:
            return Verdict.DROP
        window.told = True
        return Verdict.NOTICE

    def forget(self, at: datetime) -> None:
        """Forget whom nothing keeps from sending as much as ever from that instant on; nothing from before it comes any
        more."""
        self._windows = {guest: each for guest, each in self._windows.items() if at - each.passed[-1] < WITHIN}
