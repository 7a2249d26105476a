"""Choosing whom an announcement is for, and seeing in numbers who that is."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.domain.announcements import STARTED, Announcement
from bot.domain.audience import (
    EVERYONE,
    Filter,
    Key,
    MeetingAnswer,
    Selection,
    countries_meant,
    or_also,
    toggled,
    turned,
)
from bot.domain.content import Pack
from bot.domain.messages import (
    AnnouncementGone,
    AskAudienceName,
    AudienceCard,
    ButtonExpired,
    Message,
    SavedAudiences,
    UnreachedWorkbook,
)
from bot.domain.messages_audience import NotReached, Reading, SavedAudience
from bot.domain.names import clean_name
from bot.domain.people import Person, Role
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.audience_options import AudienceOptions, scope_of
from bot.services.drafting import Drafting
from bot.services.standing import Standing

AUDIENCE: Final = "audience"
"""The flow in which the next text is a name for an audience."""

_FIRST: Final = 5


class Audiences:
    """Over one transaction, at one instant. Each act asks anew whose announcement it is."""

    def __init__(
        self,
        uow: UnitOfWork,
        standing: Standing,
        drafting: Drafting,
        pack: Pack,
        languages: tuple[str, ...],
        now: datetime,
    ) -> None:
        self._uow = uow
        self._standing = standing
        self._drafting = drafting
        self._pack = pack
        self._options = AudienceOptions(pack, languages)
        self._now = now

    async def show(self, author: Person, announcement_id: int) -> Message:
        """Whom it is for."""
        announcement = await self._editable(author, announcement_id)
        return AnnouncementGone() if announcement is None else await self._card(announcement)

    async def everyone(self, author: Person, announcement_id: int) -> Message:
        """All members, as far as this author announces to them."""
        return await self._changed(author, announcement_id, lambda _: EVERYONE)

    async def clear(self, author: Person, announcement_id: int) -> Message:
        """Nobody."""
        return await self._changed(author, announcement_id, lambda _: Selection())

    async def or_also(self, author: Person, announcement_id: int) -> Message:
        """And also others: the next conditions are of another group."""
        return await self._changed(author, announcement_id, or_also)

    async def pick(self, author: Person, announcement_id: int, name: str) -> Message:
        """What there is to choose from for a filter; of countries their regions, of answers their meetings."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if name not in set(Filter):
            return ButtonExpired()
        return self._options.pick(author, announcement, Filter(name), None)

    async def pick_countries(self, author: Person, announcement_id: int, region: str) -> Message:
        """The countries of a region."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if self._pack.region(region) is None:
            return ButtonExpired()
        return self._options.pick(author, announcement, Filter.COUNTRIES, region)

    async def pick_answers(self, author: Person, announcement_id: int, meeting: str) -> Message:
        """What can have been said to a meeting."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if self._options.meeting(author, meeting) is None:
            return ButtonExpired()
        return self._options.pick(author, announcement, Filter.MEETING, meeting)

    async def toggle(self, author: Person, announcement_id: int, name: str, value: str) -> Message:
        """Choose a value, or choose it no longer."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if name not in set(Filter) or value not in self._options.known(Filter(name)):
            return ButtonExpired()
        return await self._toggled(author, announcement, Key(Filter(name)), value, None)

    async def toggle_country(self, author: Person, announcement_id: int, region: str, country: str) -> Message:
        """The same for a country, among those of a region."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        found = self._pack.region(region)
        if found is None or country not in found.countries:
            return ButtonExpired()
        return await self._toggled(author, announcement, Key(Filter.COUNTRIES), country, region)

    async def toggle_answer(self, author: Person, announcement_id: int, meeting: str, answer: str) -> Message:
        """The same for an answer to a meeting."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if self._options.meeting(author, meeting) is None or answer not in set(MeetingAnswer):
            return ButtonExpired()
        return await self._toggled(author, announcement, Key(Filter.MEETING, meeting), answer, meeting)

    async def turn(self, author: Person, announcement_id: int, name: str) -> Message:
        """Mean all but what was chosen for a filter; of a meeting, by its id."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        key = Key(Filter(name)) if name in set(Filter) else Key(Filter.MEETING, name)
        announcement = await self._drafting.change(announcement, selection=turned(announcement.selection, key))
        return self._options.pick(
            author, announcement, key.filter, key.meeting or self._options.region_of(announcement, key)
        )

    async def saved(self, author: Person, announcement_id: int) -> Message:
        """Those that they have saved."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        kept = await self._uow.announcements.audiences(author.id)
        return SavedAudiences(
            announcement=announcement.id,
            saved=tuple(SavedAudience(audience=key, name=name, selection=what) for key, name, what in kept),
        )

    async def use(self, author: Person, announcement_id: int, audience_id: int) -> Message:
        """One of them."""
        found = [what for key, _, what in await self._uow.announcements.audiences(author.id) if key == audience_id]
        if not found:
            return ButtonExpired()
        return await self._changed(author, announcement_id, lambda _: found[0])

    async def drop(self, author: Person, announcement_id: int, audience_id: int) -> Message:
        """Keep one of them no longer."""
        await self._uow.announcements.drop_audience(author.id, audience_id)
        return await self.saved(author, announcement_id)

    async def ask_name(self, author: Person, announcement_id: int) -> Message:
        """Under which name shall it be saved?"""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if announcement.selection.is_nobody:
            return await self._card(announcement)
        await self._standing.put(author.id, AUDIENCE, MIND_KEPT, {"announcement": str(announcement.id)})
        return AskAudienceName(announcement=announcement.id)

    async def awaits(self, author: Person) -> bool:
        """Whether a name was asked for."""
        return await self._standing.get(author.id, AUDIENCE) is not None

    async def leave(self, author: Person) -> Message:
        """No name after all."""
        asked = await self._asked(author)
        await self._standing.clear(author.id, AUDIENCE)
        return await self.show(author, asked)

    async def take_name(self, author: Person, text: str) -> Message:
        """Save it under this name."""
        asked = await self._asked(author)
        announcement = await self._editable(author, asked)
        if announcement is None:
            return AnnouncementGone()
        name = clean_name(text)
        if name is None:
            return AskAudienceName(announcement=announcement.id, unfit=True)
        await self._standing.clear(author.id, AUDIENCE)
        await self._uow.announcements.save_audience(author.id, name, announcement.selection, self._now)
        return await self._card(announcement, saved=name)

    async def unreached(self, author: Person, announcement_id: int) -> Message:
        """Those whom it is for and who do not get it on Telegram, to be written to by mail."""
        announcement = await self._drafting.of(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        found = await self._uow.readers.not_reached(self._drafting.chosen(announcement))
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

    async def _card(self, announcement: Announcement, saved: str | None = None) -> Message:
        counts = await self._drafting.counts(announcement)
        languages, regions = Counter[str](), Counter[str | None]()
        for each in counts:
            if each.gets_it:
                languages[each.language] += each.count
                own = self._pack.own_regions((), each.country, each.region)
                regions[own[0].id if own else None] += each.count
        first = await self._uow.readers.first(self._drafting.chosen(announcement), _FIRST)
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
        )

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

    async def _toggled(
        self, author: Person, announcement: Announcement, key: Key, value: str, of: str | None
    ) -> Message:
        announcement = await self._drafting.change(announcement, selection=toggled(announcement.selection, key, value))
        return self._options.pick(author, announcement, key.filter, of)

    async def _changed(self, author: Person, announcement_id: int, change: Callable[[Selection], Selection]) -> Message:
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        changed = change(announcement.selection)
        if changed != announcement.selection:
            announcement = await self._drafting.change(announcement, selection=changed)
        return await self._card(announcement)

    async def _editable(self, author: Person, announcement_id: int) -> Announcement | None:
        """One of theirs that was not sent."""
        announcement = await self._drafting.own(author, announcement_id)
        return None if announcement is None or announcement.state in STARTED else announcement

    async def _asked(self, author: Person) -> int:
        standing = await self._standing.get(author.id, AUDIENCE)
        return 0 if standing is None else int(standing.data["announcement"])
