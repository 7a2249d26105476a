"""Two hundred focal points in six languages, somebody who announces to them, and somebody who has to approve that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot import app, cldr
from bot.app import Introduction
from bot.domain.people import Grant, Role
from bot.gateway.pacing import Rates
from bot.simulator.messages import Message
from tests.living import Living, labels, living

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
AUTHOR, SECOND = 301, 302
FIRST: Final = 20_001
READERS: Final = 200
IN_A_SECOND: Final = 60
MIDDAY: Final = datetime(2023, 4, 17, 8, 30, tzinfo=UTC)
"""No quiet hours anywhere in the sample: it is between half past eight and half past four."""

TEXTS: Final = {
    "en": "**Dear colleagues**, the meeting moves to a [new venue](https://example.org/venue).",
    "fr": "**Chers collègues**, la réunion change de lieu : voir [le plan](https://example.org/venue).",
    "ar": "**الزملاء الأعزاء**، تغيّر مكان الاجتماع: انظروا [الخريطة](https://example.org/venue).",
    "ru": "**Уважаемые коллеги**, встреча пройдёт в [другом месте](https://example.org/venue).",
    "es": "**Estimados colegas**, la reunión cambia de sede: vea [el plano](https://example.org/venue).",
    "pt": "**Caros colegas**, a reunião muda de local: veja [a planta](https://example.org/venue).",
}


def readers() -> tuple[Introduction, ...]:
    """Of all countries of the sample by turns, so that all six languages are read in each region."""
    pack = app.pack_named("demo")
    countries = list(dict.fromkeys(country for region in pack.regions for country in region.countries))
    return tuple(
        Introduction(
            FIRST + number,
            f"Reader {number}",
            LANGUAGES[number % len(LANGUAGES)],
            country := countries[number % len(countries)],
            cldr.zones(country)[0],
            (Grant(Role.NFP, country=country),),
        )
        for number in range(READERS)
    )


OFFICE: Final = (
    Introduction(AUTHOR, "Ada Stern", "en", "BE", "Europe/Brussels", (Grant(Role.SECRETARIAT),)),
    Introduction(SECOND, "Bruno Petit", "fr", "BE", "Europe/Brussels", (Grant(Role.ADMINISTRATOR),)),
)


@asynccontextmanager
async def readership(folder: Path) -> AsyncIterator[Living]:
    """A bot that sends so many messages a second, and looks often for what is to be done."""
    rates = Rates(overall=IN_A_SECOND, chat=IN_A_SECOND, chat_burst=IN_A_SECOND)
    people = (*OFFICE, *readers())
    async with living(folder, pack="demo", people=people, rates=rates, often=10, at=MIDDAY) as bot:
        yield bot


class Phone:
    """What one person sees last, and taps: a button by (a part of) its label, or by what it does."""

    def __init__(self, bot: Living, person: int) -> None:
        self.bot = bot
        self.person = person
        self._shown = 0

    @property
    def shown(self) -> Message:
        """As it stands by now."""
        return self.bot.world.chats[self.person].messages[self._shown]

    async def say(self, text: str) -> None:
        self._shown = (await self.bot.ask(self.person, text)).id

    def look(self) -> Message:
        """See what came last."""
        self._shown = self.bot.from_bot(self.person)[-1].id
        return self.shown

    async def tap(self, *wanted: str) -> None:
        """Button after button, each on what the one before has brought."""
        for each in wanted:
            before = len(self.bot.from_bot(self.person))
            self.tap_at_once(each)
            await self.bot.idle()
            if len(self.bot.from_bot(self.person)) > before:
                self.look()

    def tap_at_once(self, wanted: str) -> None:
        """Tap, and wait for nothing."""
        for row, buttons in enumerate(self.shown.inline_keyboard or []):
            for column, found in enumerate(buttons):
                if wanted in found["text"] or f"{found.get('callback_data', '')}|".startswith(f"v1|{wanted}|"):
                    self.bot.world.press(self.person, self._shown, row, column)
                    return
        raise LookupError(f"no {wanted!r} on: {labels(self.shown)}")

    def sees(self, *parts: str) -> None:
        for part in parts:
            assert part in self.shown.text, (self.shown.text, labels(self.shown))
