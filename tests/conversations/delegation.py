"""Delegations from all countries of the sample, in six languages, who live through a meeting on a clock that jumps from
one thing that is due to the next; and everything that the bot has sent them, with when and why."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot import app, cldr
from bot.app import Introduction
from bot.clock import MovableClock
from bot.domain.content import Pack
from bot.domain.people import Grant, Role
from bot.simulator.messages import Message
from tests.living import Living

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
FIRST: Final = 20_001
"""The Telegram id of the first of them."""


@dataclass(frozen=True)
class Told:
    """Something that the bot wrote anew: when, of what kind, and whether the reader had just done something."""

    person: int
    message_id: int
    at: datetime
    kind: str
    urgent: bool
    asked: bool
    text: str


def delegations(pack: Pack) -> tuple[Introduction, ...]:
    """A focal point of each country of the pack; all six languages are spoken by many of them."""
    countries = list(dict.fromkeys(country for region in pack.regions for country in region.countries))
    return tuple(
        Introduction(
            FIRST + number,
            f"Delegate {country}",
            LANGUAGES[number % len(LANGUAGES)],
            country,
            cldr.zones(country)[0],
            (Grant(Role.NFP, country=country),),
        )
        for number, country in enumerate(countries)
    )


class Life:
    """A bot, its people, and the log of what they were sent."""

    def __init__(self, bot: Living, people: Iterable[Introduction]) -> None:
        self.bot = bot
        self.people = {person.telegram_id: person for person in people}
        self.told: list[Told] = []
        self._seen: dict[int, int] = {}
        """The last message of each person that is in the log."""
        self._declined: dict[int, list[tuple[datetime, datetime | None]]] = {}
        """From when to when (none: to the end) each has said that they do not come."""

    @property
    def now(self) -> datetime:
        return self.bot.clock.now()

    def local(self, person: int, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.people[person].zone))

    def declined(self, person: int) -> None:
        """From now on they want to hear no more of it."""
        self._declined.setdefault(person, []).append((self.now, None))

    def asked_again(self) -> None:
        """The date has changed: nobody has declined any more."""
        for periods in self._declined.values():
            periods[-1] = (periods[-1][0], self.now)

    def had_declined(self, person: int, at: datetime) -> bool:
        return any(begun < at and (ended is None or at < ended) for begun, ended in self._declined.get(person, ()))

    async def act(self, person: int, act: Callable[[], object]) -> None:
        """Somebody does something, and the bot answers."""
        act()
        await self.bot.idle()
        self._log(person)

    async def say(self, person: int, text: str) -> Message:
        await self.act(person, lambda: self.bot.world.send_text(person, text))
        return self.bot.from_bot(person)[-1]

    async def press(self, person: int, data: str) -> Message:
        """Press the newest button whose callback data begins so (without the version)."""
        for message in reversed(self.bot.from_bot(person)):
            for row, buttons in enumerate(message.inline_keyboard or []):
                for column, found in enumerate(buttons):
                    if found.get("callback_data", "").startswith(f"v1|{data}"):
                        await self.act(person, lambda: self.bot.world.press(person, message.id, row, column))  # noqa: B023
                        return self.bot.world.chats[person].messages[message.id]
        raise LookupError(f"nothing that {person} has can be pressed for {data!r}")

    async def until(self, instant: datetime) -> None:
        """Live on to an instant, from one thing that is due to the next."""
        clock = self.bot.clock
        assert isinstance(clock, MovableClock)
        while (due := await app.next_due_in(self.bot.database, clock)) is not None and due < instant:
            await self._jump(due)
        await self._jump(instant)

    async def queued(self, kind: str, since: datetime, count: int) -> None:
        """Wait until so many messages of a kind were written since then, be they sent or put off."""
        written = "SELECT count(*) FROM outbox WHERE kind = ? AND added_at >= ?"
        at = since.strftime("%Y-%m-%d %H:%M:%S")

        def there() -> bool:
            with closing(sqlite3.connect(self.bot.database.path)) as connection:
                return bool(connection.execute(written, (kind, at)).fetchone()[0] >= count)

        await self.bot.until(there)
        await self.bot.idle()
        self._log(None)

    async def _jump(self, instant: datetime) -> None:
        self.bot.world.move_clock(instant + timedelta(seconds=1))
        await self.bot.caught_up()
        await self.bot.idle()
        self._log(None)

    def _log(self, actor: int | None) -> None:
        with closing(sqlite3.connect(self.bot.database.path)) as connection:
            kinds = {
                (chat, message_id): (kind, bool(urgent))
                for chat, message_id, kind, urgent in connection.execute(
                    "SELECT chat_id, message_id, kind, urgent FROM outbox WHERE state = 'sent' AND edits IS NULL"
                )
            }
        for person in self.people:
            for message in self.bot.from_bot(person):
                if message.id > self._seen.get(person, 0):
                    kind, urgent = kinds.get((person, message.id), ("a part", False))
                    at = datetime.fromtimestamp(message.date, UTC)
                    self.told.append(Told(person, message.id, at, kind, urgent, person == actor, message.text))
                    self._seen[person] = message.id
