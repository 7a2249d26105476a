"""What happened in a chat, in order, for those who watch it."""

from collections import deque
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.simulator.signals import Signal

_KEPT = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a chat; `data` is made when it is read, since most events have no reader."""

    id: int
    name: str
    make: Callable[[], Any]

    @property
    def data(self) -> Any:
        """The event's JSON value."""
        return self.make()


class EventLog:
    """The latest events of one chat, numbered from 1."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque(maxlen=_KEPT)
        self.last = 0
        self.changed = Signal()
        self.watchers = 0

    def push(self, name: str, make: Callable[[], Any]) -> None:
        """Add an event and wake those who watch."""
        self.last += 1
        self._events.append(Event(self.last, name, make))
        self.changed.fire()

    def since(self, last: int) -> list[Event]:
        """Events after that number; a number from another life of the log gives all that is kept."""
        if last == self.last:
            return []
        if last > self.last:
            return list(self._events)
        return [event for event in self._events if event.id > last]

    async def follow(self, clock: Clock, after: int | None = None) -> AsyncGenerator[Event, None]:
        """Events as they come, from now on or from after a number; it never ends by itself."""
        seen = self.last if after is None else after
        while True:
            for event in self.since(seen):
                seen = event.id
                yield event
            if seen >= self.last:
                seen = self.last
                await self.changed.wait(clock, 3600)
