"""The first conversation, and the settings that come of it: language, country, time zone, region."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain import messages
from bot.domain.content import Pack
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.access_words import AccessWords
from bot.services.standing import Standing
from bot.services.zones import Zones

COUNTRY: Final = "country"
"""The flow in which the next text is the name of a country."""

PLACE: Final = "place"
"""The flow in which the next text is the name of a place, for its time zone."""

_WORDS_OF_A_NAME: Final = 5
"""As in "Lao People's Democratic Republic", or "I work in Georgia"."""

_PATIENCE: Final = timedelta(days=30)


class Onboarding:
    """Asks for what is missing, and keeps what was answered."""

    def __init__(
        self,
        uow: UnitOfWork,
        standing: Standing,
        access: AccessWords,
        countries: Countries,
        zones: Zones,
        pack: Pack,
        now: datetime,
    ) -> None:
        """`pack`: the whole of it; what a person is shown passes `visible` first."""
        self._uow = uow
        self._standing = standing
        self._access = access
        self._countries = countries
        self._zones = zones
        self._pack = pack
        self._now = now

    async def next_step(self, person: Person) -> Message:
        """The next question; where nothing is missing, the welcome, or what was begun before that."""
        if not person.language_chosen:
            return messages.ChooseLanguage()
        if person.country is None:
            return await self.ask_country(person)
        zones = self._zones.of_country(person.country, self._now)
        if person.zone is None and len(zones) > 1:
            return messages.AskZone(country=person.country, zones=zones, first=True)
        if await self._access.are_wanted(person):
            return await self._access.ask(person)
        return messages.Welcome()

    async def awaits(self, person: Person) -> str | None:
        """Which name the person was asked for and has not given: COUNTRY or PLACE, if any."""
        for flow in (PLACE, COUNTRY):
            if await self._standing.get(person.id, flow) is not None:
                return flow
        return None

    async def ask_country(self, person: Person) -> Message:
        """Ask for the country; the next text is taken for its name. One that came with a grant stays."""
        if _is_granted_country(person):
            return messages.Settings()
        await self._standing.put(person.id, COUNTRY, _PATIENCE if person.country is None else MIND_KEPT)
        return messages.AskCountry()

    async def ask_zone(self, person: Person) -> Message:
        """The zones of the person's country to choose from, or a place to be typed."""
        zones = self._zones.of_country(person.country, self._now) if person.country else ()
        if person.country is None or not zones:
            return await self.ask_place(person)
        return messages.AskZone(country=person.country, zones=zones)

    async def ask_place(self, person: Person) -> Message:
        """Ask for a place that has the person's time; the next text is taken for its name."""
        await self._standing.put(person.id, PLACE, MIND_KEPT)
        return messages.AskPlace()

    async def settle_country(self, person: Person, country: str) -> Person:
        """The country that a grant brings is theirs."""
        await self._settle_country(person.id, country)
        return await self.again(person)

    def knows(self, country: str) -> bool:
        """Whether there is such a country code."""
        return self._countries.knows(country)

    def propose(self, awaited: str, text: str, person: Person) -> Message | None:
        """What a text may mean that answers the question for COUNTRY or PLACE; none where it resembles nothing."""
        if awaited == COUNTRY:
            countries = self._countries.propose(text)
            return messages.ProposeCountries(countries=countries) if countries else None
        zones = self._zones.propose(text, self._now)
        return messages.ProposeZones(zones=zones, first=person.zone is None) if zones else None

    def is_name(self, awaited: str, text: str) -> bool:
        """Whether a text is the name of a country, or of a place, and nothing else."""
        return self._countries.names(text) or (awaited == PLACE and self._zones.names(text))

    def is_brief(self, text: str) -> bool:
        """Whether a text that names something says little besides, and asks nothing."""
        return len(text.split()) <= _WORDS_OF_A_NAME and not text.rstrip().endswith(("?", "؟"))

    async def note_reachability(self, person: Person, reachable: bool) -> None:
        """Keep that somebody has blocked the bot, or unblocked it."""
        if reachable != person.reachable:
            await self._uow.people.set_unreachable(person.id, None if reachable else self._now)

    async def choose_language(self, person: Person, language: str) -> Person:
        await self._uow.people.choose_language(person.id, language)
        if person.second_language == language:
            await self._uow.people.set_second_language(person.id, None)
        await self._uow.live_messages.outdate_of(person.id)
        return await self.again(person)

    async def choose_country(self, person: Person, country: str) -> Person:
        """Keep the country a guest names. One that came with a grant changes only by grant."""
        if not _is_granted_country(person):
            await self._settle_country(person.id, country)
        return await self.again(person)

    async def choose_zone(self, person: Person, zone: str, *, first: bool) -> Message:
        """Keep a zone that can be named to people; what follows in the first conversation, else the settings."""
        if not self._zones.knows(zone):
            return messages.ButtonExpired()
        await self._uow.people.set_zone(person.id, zone, self._now)
        await self._uow.live_messages.outdate_of(person.id)
        await self._standing.clear(person.id, PLACE)
        return await self.next_step(await self.again(person)) if first else messages.Settings()

    async def choose_region(self, person: Person, region: str) -> Message:
        """Keep which of the regions of their country somebody calls theirs."""
        seen = visible(self._pack, access_of(person.grants))
        if region not in {each.id for each in seen.regions_of(person.country or "")}:
            return messages.ButtonExpired()
        await self._uow.people.set_region(person.id, region)
        return messages.Settings()

    async def _settle_country(self, person_id: int, country: str) -> None:
        zones = self._zones.of_country(country, self._now)
        await self._uow.people.set_country(person_id, country, zones[0] if len(zones) == 1 else None, self._now)
        await self._standing.clear(person_id, COUNTRY)

    async def again(self, person: Person) -> Person:
        """They as they are now."""
        again = await self._uow.people.find(person.id, self._now)
        assert again is not None, "a person is not deleted while being spoken with"
        return again


def _is_granted_country(person: Person) -> bool:
    return any(grant.country for grant in person.grants)
