"""Each person's menu of commands: what they may use, in the language in which the bot speaks to them."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, assert_never

from bot.clock import Clock
from bot.domain.commands import COMMANDS
from bot.domain.errors import where
from bot.domain.outcomes import Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.people import Person
from bot.domain.policy import EVERYTHING, Access, access_of
from bot.ports import Commands, Menus, UnitsOfWork

LOOK: Final = 1.0
"""Seconds between looks for menus that are due."""

_STEP: Final = 0.25
"""Seconds from one menu to the next: nobody waits for one, and answers must not wait for them."""

_BATCH: Final = 20
_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 600.0

log = logging.getLogger(__name__)


class MenuKeeper:
    """Sets the menus that are due, one at a time. A menu is due when its person's language or roles have changed; that
    is kept with the person, so that a restart forgets none."""

    def __init__(
        self, units: UnitsOfWork, menus: Menus, commands: Callable[[str, Access], Commands], clock: Clock
    ) -> None:
        """`commands`: the menu in a language, for whoever has this access."""
        self._units = units
        self._menus = menus
        self._commands = commands
        self._clock = clock
        self._not_before = 0.0
        """Telegram lets nobody's menu be set before then, on the clock's monotonic time."""
        self._resting: dict[int, tuple[int, float]] = {}
        """Whose menu could not be set: how often that was tried, and when it is tried again."""

    async def prepare(self, languages: Iterable[str]) -> None:
        """Where this version of the program has other commands, or other words for them, than the one before it, the
        menus of all are due."""
        told = [
            (language, name, what, COMMANDS[name].name)
            for language in languages
            for name, what in self._commands(language, EVERYTHING)
        ]
        async with self._units() as uow:
            if await uow.people.all_menus_due(hashlib.sha256(json.dumps(told).encode()).hexdigest()):
                await uow.commit()

    async def set_due(self) -> None:
        """Set some of those that are due."""
        now = self._clock.monotonic()
        if now < self._not_before:
            return
        resting = [person_id for person_id, (_, until) in self._resting.items() if now < until]
        async with self._units() as uow:
            due = await uow.people.menus_due(_BATCH, resting)
        for person_id in due:
            if self._clock.monotonic() < self._not_before:
                return
            await self._set(person_id)
            await self._clock.sleep(_STEP)

    async def _set(self, person_id: int) -> None:
        async with self._units() as uow:
            person = await uow.people.find(person_id, self._clock.now())
        if person is None:
            return
        menu = self._menu(person)
        try:
            outcome = await self._menus.show(person.telegram_id, menu)
        except Exception as error:
            log.error("a menu of commands could not be set: %s", where(error))
            outcome = Unknown("internal error")
        await self._settle(person_id, menu, outcome)

    async def _settle(self, person_id: int, menu: Commands | None, outcome: Outcome) -> None:
        match outcome:
            case Sent() | Gone():
                # Whoever is gone and comes back gets it then.
                await self._clear(person_id, menu)
            case Failed(reason):
                log.warning("a menu of commands was refused (%s)", reason)
                await self._clear(person_id, menu)
            case Later(until):
                self._not_before = self._clock.monotonic() + self._seconds_to(until)
            case Unknown():
                tried, _ = self._resting.get(person_id, (0, 0.0))
                pause = min(_PAUSE * 2.0**tried, _LONGEST_PAUSE)
                self._resting[person_id] = (tried + 1, self._clock.monotonic() + pause)
            case _:
                assert_never(outcome)

    def _seconds_to(self, until: datetime) -> float:
        return max((until - self._clock.now()).total_seconds(), 0.0)

    async def _clear(self, person_id: int, menu: Commands | None) -> None:
        """It is not due any more, unless what it should be has changed meanwhile."""
        self._resting.pop(person_id, None)
        async with self._units() as uow:
            person = await uow.people.find(person_id, self._clock.now())
            if person is not None and self._menu(person) == menu:
                await uow.people.menu_set(person_id)
                await uow.commit()

    def _menu(self, person: Person) -> Commands | None:
        """None for those of whom only the language of their app is known: Telegram chooses the menu by that."""
        access = access_of(person.grants)
        return self._commands(person.language, access) if person.language_chosen or access.member else None
