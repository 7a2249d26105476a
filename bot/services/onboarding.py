"""The first conversation: language, country, time zone; each step asked only where its answer is not known."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot import cldr
from bot.domain import messages
from bot.domain.messages import Message
from bot.domain.people import Dialog, Invite, Person
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.zones import distinct

COUNTRY: Final = "country"
"""The dialog in which the next text is the name of a country."""

_WORDS_OF_A_NAME: Final = 5
"""As in "Lao People's Democratic Republic", or "I work in Georgia"."""

_PATIENCE: Final = timedelta(days=30)


class Onboarding:
    """Asks for what is missing, and keeps what was answered."""

    def __init__(self, uow: UnitOfWork, countries: Countries, known_zones: frozenset[str], now: datetime) -> None:
        """`known_zones`: the IANA zones that can be named to people."""
        self._uow = uow
        self._countries = countries
        self._known_zones = known_zones
        self._now = now

    async def next_step(self, person: Person) -> Message:
        """The next question, or the welcome where nothing is missing."""
        if not person.language_chosen:
            return messages.ChooseLanguage()
        if person.country is None:
            return await self.ask_country(person)
        zones = self._zones(person.country)
        if person.zone is None and len(zones) > 1:
            return messages.AskZone(country=person.country, zones=zones)
        return messages.Welcome()

    async def ask_country(self, person: Person) -> Message:
        """Ask for the country; the next text is taken for its name."""
        await self._uow.dialogs.put(person.id, Dialog(COUNTRY, {}, self._now + _PATIENCE))
        return messages.AskCountry()

    async def accept(self, person: Person, invite: Invite) -> Person:
        """Take over what an invite brought besides its grant: the country, and the language where none was chosen."""
        if invite.grant.country is not None:
            await self._settle_country(person.id, invite.grant.country)
        if invite.language is not None and not person.language_chosen:
            await self._uow.people.choose_language(person.id, invite.language)
        return await self._again(person)

    def knows(self, country: str) -> bool:
        """Whether there is such a country code."""
        return self._countries.knows(country)

    async def awaits_country(self, person: Person) -> bool:
        """Whether the person was asked for their country and has not answered."""
        dialog = await self._uow.dialogs.get(person.id, self._now)
        return dialog is not None and dialog.flow == COUNTRY

    async def choose_language(self, person: Person, language: str) -> Person:
        await self._uow.people.choose_language(person.id, language)
        return await self._again(person)

    def propose_countries(self, text: str) -> tuple[str, ...]:
        """The countries that a typed text can mean; none where it resembles none."""
        return self._countries.propose(text)

    def is_name(self, text: str) -> bool:
        """Whether a text that names a country says little besides: it is an answer, and no question."""
        return len(text.split()) <= _WORDS_OF_A_NAME and not text.rstrip().endswith(("?", "؟"))

    async def note_reachability(self, person: Person, reachable: bool) -> None:
        """Keep that somebody has blocked the bot, or unblocked it."""
        await self._uow.people.set_reachable(person.id, reachable)

    async def choose_country(self, person: Person, country: str) -> Person:
        """Keep the country a guest names. One that came with a grant changes only by grant."""
        if not any(grant.country for grant in person.grants):
            await self._settle_country(person.id, country)
        return await self._again(person)

    async def choose_zone(self, person: Person, zone: str) -> Person:
        """Keep a zone, if it is one of those that the person's country has."""
        if person.country is not None and zone in self._all_zones(person.country):
            await self._uow.people.set_zone(person.id, zone)
        return await self._again(person)

    async def _settle_country(self, person_id: int, country: str) -> None:
        zones = self._zones(country)
        await self._uow.people.set_country(person_id, country, zones[0] if len(zones) == 1 else None)
        await self._uow.dialogs.clear(person_id)

    def _zones(self, country: str) -> tuple[str, ...]:
        return distinct(self._all_zones(country), self._now)

    def _all_zones(self, country: str) -> Sequence[str]:
        return [zone for zone in cldr.zones(country) if zone in self._known_zones]

    async def _again(self, person: Person) -> Person:
        again = await self._uow.people.find(person.id)
        assert again is not None, "a person is not deleted while being spoken with"
        return again
