"""Choosing whom an announcement is for, and seeing in numbers who that is."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.domain.announcements import STARTED, Announcement
from bot.domain.audience import (
    EVERYONE,
    Filter,
    Key,
    MeetingAnswer,
    RoundAnswer,
    Selection,
    or_also,
    toggled,
    turned,
)
from bot.domain.content import Pack
from bot.domain.messages import (
    AnnouncementGone,
    AskAudienceName,
    ButtonExpired,
    Message,
    SavedAudiences,
)
from bot.domain.messages_audience import SavedAudience
from bot.domain.names import clean_name
from bot.domain.people import Person
from bot.domain.retention import MIND_KEPT
from bot.domain.rounds import RoundState
from bot.ports import UnitOfWork
from bot.services.audience_numbers import AudienceNumbers
from bot.services.audience_options import AudienceOptions
from bot.services.drafting import Drafting
from bot.services.standing import Standing

AUDIENCE: Final = "audience"
"""The flow in which the next text is a name for an audience."""

_FIRST: Final = 5
_ANSWERABLE: Final = (RoundState.OPEN, RoundState.CLOSED)
"""Rounds that somebody can have answered."""


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
        self._numbers = AudienceNumbers(uow, drafting, pack, now)
        self._now = now

    async def show(self, author: Person, announcement_id: int) -> Message:
        """Whom it is for."""
        announcement = await self._editable(author, announcement_id)
        return AnnouncementGone() if announcement is None else await self._numbers.card(announcement)

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
        """What there is to choose from for a filter; of countries their regions, of answers their meetings, or
        rounds."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if name not in set(Filter):
            return ButtonExpired()
        return await self._pick(author, announcement, Filter(name), None)

    async def pick_countries(self, author: Person, announcement_id: int, region: str) -> Message:
        """The countries of a region."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if self._pack.region(region) is None:
            return ButtonExpired()
        return await self._pick(author, announcement, Filter.COUNTRIES, region)

    async def pick_answers(self, author: Person, announcement_id: int, meeting: str) -> Message:
        """What can have been said to a meeting."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if self._options.meeting(author, meeting) is None:
            return ButtonExpired()
        return await self._pick(author, announcement, Filter.MEETING, meeting)

    async def pick_round(self, author: Person, announcement_id: int, round_id: str) -> Message:
        """Whether a round of feedback was answered, of those that this author looks after."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if await self._drafting.round(author, round_id, *_ANSWERABLE) is None:
            return ButtonExpired()
        return await self._pick(author, announcement, Filter.ROUND, round_id)

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

    async def toggle_round(self, author: Person, announcement_id: int, round_id: str, answer: str) -> Message:
        """The same for whoever has answered a round of feedback, or has not."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if await self._drafting.round(author, round_id, *_ANSWERABLE) is None or answer not in set(RoundAnswer):
            return ButtonExpired()
        return await self._toggled(author, announcement, Key(Filter.ROUND, round_id), answer, round_id)

    async def turn(self, author: Person, announcement_id: int, name: str) -> Message:
        """Mean all but what was chosen for a filter; of a meeting, by its id."""
        return await self._turned(
            author, announcement_id, Key(Filter(name)) if name in set(Filter) else Key(Filter.MEETING, name)
        )

    async def turn_round(self, author: Person, announcement_id: int, round_id: str) -> Message:
        """The same for those of a round of feedback."""
        return await self._turned(author, announcement_id, Key(Filter.ROUND, round_id))

    async def saved(self, author: Person, announcement_id: int) -> Message:
        """Those that they have saved."""
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        kept = await self._uow.announcements.audiences(author.id)
        return SavedAudiences(
            announcement=announcement.id,
            saved=tuple(SavedAudience(audience=key, name=name, selection=what) for key, name, what in kept),
            rounds=await self._drafting.titles(*(what for _, _, what in kept)),
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
            return await self._numbers.card(announcement)
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
        return await self._numbers.card(announcement, saved=name)

    async def unreached(self, author: Person, announcement_id: int) -> Message:
        """Those whom it is for and who do not get it on Telegram, to be written to by mail."""
        announcement = await self._drafting.of(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        return await self._numbers.unreached(announcement)

    async def _toggled(
        self, author: Person, announcement: Announcement, key: Key, value: str, of: str | None
    ) -> Message:
        announcement = await self._drafting.change(announcement, selection=toggled(announcement.selection, key, value))
        return await self._pick(author, announcement, key.filter, of)

    async def _turned(self, author: Person, announcement_id: int, key: Key) -> Message:
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        announcement = await self._drafting.change(announcement, selection=turned(announcement.selection, key))
        return await self._pick(author, announcement, key.filter, key.of or self._options.region_of(announcement, key))

    async def _pick(self, author: Person, announcement: Announcement, name: Filter, of: str | None) -> Message:
        rounds = await self._drafting.rounds(author, *_ANSWERABLE) if name is Filter.ROUND else {}
        titles = await self._drafting.titles(announcement.selection)
        picked = self._options.pick(author, announcement, name, of, rounds)
        return picked.model_copy(update={"rounds": titles | rounds})

    async def _changed(self, author: Person, announcement_id: int, change: Callable[[Selection], Selection]) -> Message:
        announcement = await self._editable(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        changed = change(announcement.selection)
        if changed != announcement.selection:
            announcement = await self._drafting.change(announcement, selection=changed)
        return await self._numbers.card(announcement)

    async def _editable(self, author: Person, announcement_id: int) -> Announcement | None:
        """One of theirs that was not sent."""
        announcement = await self._drafting.own(author, announcement_id)
        return None if announcement is None or announcement.state in STARTED else announcement

    async def _asked(self, author: Person) -> int:
        standing = await self._standing.get(author.id, AUDIENCE)
        return 0 if standing is None else int(standing.data["announcement"])
