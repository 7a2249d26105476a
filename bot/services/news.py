"""What readers do with announcements: read past ones, confirm them, follow their buttons."""

from datetime import datetime
from typing import Final

from bot.domain.actions_news import NONE
from bot.domain.announcements import PUBLISHED, Announcement
from bot.domain.content import Pack
from bot.domain.messages import (
    AnnouncementConfirmed,
    ButtonExpired,
    ChooseSecondLanguage,
    MeetingCard,
    Message,
    NewsList,
    RoundCard,
    RoundGone,
    RoundToCome,
    Settings,
)
from bot.domain.messages_announcements import subject_of
from bot.domain.messages_readers import NewsEntry
from bot.domain.people import Person
from bot.domain.rounds import RoundState
from bot.ports import UnitOfWork
from bot.services.announced import beginning_in
from bot.services.announced_rounds import resolved
from bot.services.rounds import Rounds

_ON_A_PAGE: Final = 6
_LOOKED_AT: Final = 300
"""The newest announcements, among which those are looked for that concern somebody."""


class News:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, rounds: Rounds, pack: Pack, languages: tuple[str, ...], now: datetime) -> None:
        self._uow = uow
        self._rounds = rounds
        self._pack = pack
        self._languages = languages
        self._now = now

    async def list(self, person: Person, page: int) -> NewsList:
        """Those that concern them by now, and those that they were sent, the newest first."""
        first, found = page * _ON_A_PAGE, list[Announcement]()
        got = await self._uow.deliveries.got(person.id)
        for each in await self._uow.announcements.in_states(tuple(PUBLISHED), _LOOKED_AT):
            if each.id in got or await self._concerns(each, person):
                found.append(each)
            if len(found) > first + _ON_A_PAGE:
                break
        if first and not found[first:]:
            return await self.list(person, 0)
        listed = tuple(_entry(each, person) for each in found[first : first + _ON_A_PAGE])
        return NewsList(listed=listed, page=page, more=len(found) > first + _ON_A_PAGE)

    async def confirm(self, person: Person, announcement_id: int) -> AnnouncementConfirmed | None:
        """They have read it: what stands in its place then; none where it was not sent to them."""
        if await self._uow.deliveries.note_read(announcement_id, person.id, self._now):
            await self._uow.live_messages.outdate(subject_of(announcement_id))
        elif await self._uow.deliveries.of(announcement_id, person.id) is None:
            return None
        return AnnouncementConfirmed(announcement=announcement_id)

    async def meeting(self, person: Person, announcement_id: int) -> Message:
        """The meeting that it leads to."""
        announcement = await self._uow.announcements.get(announcement_id)
        meeting = None if announcement is None else announcement.written.meeting
        if meeting is None:
            return ButtonExpired()
        await self._uow.deliveries.note_pressed(announcement_id, person.id, self._now)
        return MeetingCard(meeting=meeting)

    async def round(self, person: Person, announcement_id: int) -> Message:
        """The round of feedback that it leads to, where it is for them."""
        announcement = await self._uow.announcements.get(announcement_id)
        round_id = None if announcement is None else announcement.written.round
        if round_id is None:
            return ButtonExpired()
        await self._uow.deliveries.note_pressed(announcement_id, person.id, self._now)
        round_ = await self._uow.rounds.get(round_id)
        if round_ is not None and round_.state is RoundState.PLANNED:
            seen = self._rounds.follows(person, round_) or await self._rounds.asks(person, round_)
            return RoundToCome(title=round_.terms.title, opens=round_.terms.opens) if seen else RoundGone()
        return RoundGone() if await self._rounds.of(person, round_id) is None else RoundCard(round=round_id)

    async def choose_second(self, person: Person, language: str) -> Message:
        """In which language they read what is not there in their own; never that one itself."""
        if language == person.language or language not in (*self._languages, NONE):
            return ChooseSecondLanguage(second=person.second_language)
        await self._uow.people.set_second_language(person.id, None if language == NONE else language)
        return Settings()

    async def _concerns(self, announcement: Announcement, person: Person) -> bool:
        """Whether it is for them; one that they are still to be sent is no news yet."""
        of = await self._uow.deliveries.of(announcement.id, person.id)
        if of is not None:
            return of[0] is not None
        chosen = await resolved(self._uow, self._pack, announcement.selection, announcement.scope, self._now)
        return await self._uow.readers.has(chosen, person.id)


def _entry(announcement: Announcement, person: Person) -> NewsEntry:
    content = announcement.content
    language = content.language_for(person.language, person.second_language)
    return NewsEntry(
        announcement=announcement.id,
        beginning="" if language is None else beginning_in(content, language) or "",
        at=announcement.started_at or announcement.created_at,
    )
