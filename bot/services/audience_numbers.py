"""Whom an announcement reaches, and whom it does not, in numbers and by name."""

from collections import Counter
from datetime import datetime
from typing import Final

from bot.domain.announcements import Announcement
from bot.domain.audience import countries_meant
from bot.domain.content import Pack
from bot.domain.messages import AudienceCard, UnreachedWorkbook
from bot.domain.messages_audience import NotReached, Reading
from bot.domain.people import Role
from bot.ports import UnitOfWork
from bot.services.audience_options import scope_of
from bot.services.drafting import Drafting

_FIRST: Final = 5
"""Readers who are shown by name."""


class AudienceNumbers:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, drafting: Drafting, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._drafting = drafting
        self._pack = pack
        self._now = now

    async def card(self, announcement: Announcement, saved: str | None = None) -> AudienceCard:
        """Whom it is for; `saved`: that was saved under this name just now."""
        counts = await self._drafting.counts(announcement)
        languages, regions = Counter[str](), Counter[str | None]()
        for each in counts:
            if each.gets_it:
                languages[each.language] += each.count
                own = self._pack.own_regions((), each.country, each.region)
                regions[own[0].id if own else None] += each.count
        first = await self._uow.readers.first(await self._drafting.chosen(announcement), _FIRST)
        return AudienceCard(
            announcement=announcement.id,
            selection=announcement.selection,
            scope=scope_of(announcement),
            readers=languages.total(),
            languages=tuple(languages.most_common()),
            regions=tuple(regions.most_common()),
            first=await self._readings(first),
            unreached=sum(each.count for each in counts if not each.gets_it),
            vacant=len(await self._vacant(announcement)),
            saved=saved,
            rounds=await self._drafting.titles(announcement.selection),
        )

    async def unreached(self, announcement: Announcement) -> UnreachedWorkbook:
        """Those whom it is for and who do not get it on Telegram, and the countries for which nobody is there."""
        found = await self._uow.readers.not_reached(await self._drafting.chosen(announcement))
        names = await self._uow.people.names(each.person_id for each in found)
        lines = [
            NotReached(
                country=each.country,
                name=names.get(each.person_id),
                role=each.role,
                why="stopped" if each.stopped else "blocked",
            )
            for each in found
        ]
        lines += [NotReached(country=country, why="vacant") for country in await self._vacant(announcement)]
        return UnreachedWorkbook(lines=tuple(lines))

    async def _readings(self, ids: list[int]) -> tuple[Reading, ...]:
        names = await self._uow.people.names(ids)
        found = [await self._uow.people.find(each, self._now) for each in ids]
        return tuple(
            Reading(
                name=names.get(person.id),
                country=person.country,
                role=person.grants[0].role if person.grants else None,
            )
            for person in found
            if person is not None
        )

    async def _vacant(self, announcement: Announcement) -> list[str]:
        """The countries that are meant, and for which no focal point is there."""
        meant = countries_meant(self._pack, announcement.selection, announcement.scope)
        there = {held.grant.country for held in await self._uow.grants.in_force(self._now, (Role.NFP,))}
        return sorted(meant - there)
