"""The screens of those who write announcements, and what their buttons change."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Final

from bot.domain.announcements import PUBLISHED, STARTED, Announcement, Attachment, Content, missing
from bot.domain.announcements import plain_length as length_of
from bot.domain.content import Pack
from bot.domain.messages import (
    AnnouncementButtons,
    AnnouncementDraft,
    AnnouncementFiles,
    AnnouncementGone,
    AnnouncementTexts,
    AskDropAnnouncement,
    ButtonExpired,
    ChooseAnnouncedMeeting,
    ChooseAnnouncedRound,
    Message,
    TextsTemplate,
)
from bot.domain.messages_drafts import FileListed, Missing
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.domain.rounds import RoundState
from bot.services.announced import beginning
from bot.services.drafting import Drafting

FILES_OF_ALL: Final = ""
"""The language under which files of all languages stand in a content."""

_TO_ANSWER: Final = (RoundState.PLANNED, RoundState.OPEN)

_KEY: Final = 12
"""Characters by which a file is told from the others of its announcement."""


class Writing:
    """Over one transaction, at one instant. Each act asks anew whose it is; where it cannot be done (any more), the
    announcement is shown as it is."""

    def __init__(self, drafting: Drafting, pack: Pack, languages: tuple[str, ...], now: datetime) -> None:
        self._drafting = drafting
        self._pack = pack
        self._languages = languages
        self._now = now

    async def card(self, person: Person, announcement_id: int) -> Message:
        """One announcement, to whoever may see it so."""
        announcement = await self._drafting.shown(person, announcement_id)
        return AnnouncementGone() if announcement is None else await self.card_of(person, announcement)

    async def card_of(self, person: Person, announcement: Announcement, *, copied: bool = False) -> Message:
        """As `card`, of one that they may see."""
        written = announcement.written
        return AnnouncementDraft(
            announcement=announcement.id,
            beginning=beginning(announcement, person.language),
            own=announcement.author_id in (None, person.id),
            state=announcement.state,
            correction=announcement.correction is not None,
            copied=copied,
            written=self._written(written),
            missing=await self._missing(announcement),
            files=sum(map(len, written.files.values())),
            confirm=written.confirm,
            meeting=written.meeting,
            round=written.round,
            rounds=await self._drafting.titles(announcement.selection, button=written.round),
            link=written.link,
            selection=announcement.selection,
            scope=None if announcement.scope is None else tuple(sorted(announcement.scope)),
            readers=0 if announcement.state in STARTED else await self._drafting.readers(announcement),
            timing=announcement.timing,
            asked=announcement.is_asked,
            approved=announcement.is_approved,
            refusal=announcement.refusal,
        )

    async def texts(self, person: Person, announcement_id: int) -> Message:
        """Which languages there are."""
        announcement = await self.editable(person, announcement_id, sent=True)
        if announcement is None:
            return await self.card(person, announcement_id)
        return await self.texts_of(announcement)

    async def texts_of(
        self, announcement: Announcement, *, saved: tuple[str, ...] = (), removed: str | None = None
    ) -> AnnouncementTexts:
        """As `texts`; `saved`, `removed`: what has just been done."""
        texts = announcement.written.texts
        return AnnouncementTexts(
            announcement=announcement.id,
            lengths={language: length_of(texts[language]) for language in self._written(announcement.written)},
            missing=await self._missing(announcement),
            sent=announcement.state in STARTED,
            saved=saved,
            removed=removed,
        )

    async def remove_text(self, person: Person, announcement_id: int, language: str) -> Message:
        """Nothing is said in this language; of what was sent, none can be taken away."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        texts = {each: html for each, html in announcement.content.texts.items() if each != language}
        removed = language if language in announcement.content.texts else None
        announcement = await self.put(announcement, texts=texts)
        return await self.texts_of(announcement, removed=removed)

    async def template(self, person: Person, announcement_id: int) -> Message:
        """A file to fill in."""
        announcement = await self.editable(person, announcement_id, sent=True)
        if announcement is None:
            return await self.card(person, announcement_id)
        return TextsTemplate(announcement=announcement.id, texts=announcement.written.texts)

    async def files(self, person: Person, announcement_id: int) -> Message:
        """The files that go with it."""
        announcement = await self.editable(person, announcement_id)
        return await self.card(person, announcement_id) if announcement is None else files_of(announcement)

    async def remove_file(self, person: Person, announcement_id: int, language: str, key: str) -> Message:
        """It goes with the text no longer; `language`: as in the content."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        left = tuple(file for file in announcement.content.files.get(language, ()) if key_of(file) != key)
        others = {each: files for each, files in announcement.content.files.items() if each != language}
        return files_of(await self.put(announcement, files={**others, **({language: left} if left else {})}))

    async def buttons(self, person: Person, announcement_id: int) -> Message:
        """The buttons beneath it."""
        announcement = await self.editable(person, announcement_id)
        return await self.card(person, announcement_id) if announcement is None else await self.buttons_of(announcement)

    async def buttons_of(self, announcement: Announcement) -> AnnouncementButtons:
        """As `buttons`, of one that they may edit."""
        content = announcement.content
        return AnnouncementButtons(
            announcement=announcement.id,
            confirm=content.confirm,
            meeting=content.meeting,
            round=content.round,
            rounds=await self._drafting.titles(button=content.round),
            link=content.link,
        )

    async def set_confirm(self, person: Person, announcement_id: int, switch: str) -> Message:
        """Whether readers confirm that they have read it."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        return await self.buttons_of(await self.put(announcement, confirm=switch == "on"))

    async def meetings(self, person: Person, announcement_id: int, page: int) -> Message:
        """The meetings to which a button can lead."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        return ChooseAnnouncedMeeting(announcement=announcement.id, page=page)

    async def set_meeting(self, person: Person, announcement_id: int, meeting: str | None) -> Message:
        """A button leads to this meeting, which the author has to see; none: to no meeting."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        if meeting is not None and visible(self._pack, access_of(person.grants)).meeting(meeting) is None:
            return ButtonExpired()
        return await self.buttons_of(await self.put(announcement, meeting=meeting))

    async def rounds(self, person: Person, announcement_id: int) -> Message:
        """The rounds of feedback to which a button can lead: open ones, and those that will open."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        return ChooseAnnouncedRound(
            announcement=announcement.id, rounds=await self._drafting.rounds(person, *_TO_ANSWER)
        )

    async def set_round(self, person: Person, announcement_id: int, round_id: str | None) -> Message:
        """A button leads to this round, which the author has to look after; none: to no round."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        if round_id is not None and await self._drafting.round(person, round_id, *_TO_ANSWER) is None:
            return ButtonExpired()
        return await self.buttons_of(await self.put(announcement, round=round_id))

    async def remove_link(self, person: Person, announcement_id: int) -> Message:
        """No button opens an address."""
        announcement = await self.editable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        return await self.buttons_of(await self.put(announcement, link=None))

    async def ask_drop(self, person: Person, announcement_id: int) -> Message:
        """Shall it be deleted?"""
        announcement = await self.droppable(person, announcement_id)
        if announcement is None:
            return await self.card(person, announcement_id)
        return AskDropAnnouncement(
            announcement=announcement.id,
            beginning=beginning(announcement, person.language),
            correction=announcement.state in STARTED,
        )

    async def droppable(self, person: Person, announcement_id: int) -> Announcement | None:
        """One of theirs of which something can be deleted."""
        announcement = await self._drafting.own(person, announcement_id)
        if announcement is None or (announcement.state in STARTED and announcement.correction is None):
            return None
        return announcement

    async def editable(self, person: Person, announcement_id: int, *, sent: bool = False) -> Announcement | None:
        """One of theirs that was not sent; where `sent`, also one of which a correction can be written."""
        announcement = await self._drafting.own(person, announcement_id)
        if announcement is None or (announcement.state in STARTED and not (sent and announcement.state in PUBLISHED)):
            return None
        return announcement

    async def put(self, announcement: Announcement, **changed: object) -> Announcement:
        """Keep it with these fields of its content changed; what stays the same is not looked at anew."""
        content = Content.model_validate(dict(announcement.written) | changed)
        if content == announcement.written:
            return announcement
        return await self._drafting.change(announcement, content=content)

    def _written(self, content: Content) -> tuple[str, ...]:
        return tuple(language for language in self._languages if language in content.texts)

    async def _missing(self, announcement: Announcement) -> tuple[Missing, ...]:
        """What those get in whose language nothing is written."""
        content = announcement.written
        lacking = missing(content, self._languages)
        if not content.texts or not lacking:
            return tuple(Missing(language=language) for language in lacking)
        counted: dict[str, Counter[str]] = {language: Counter() for language in lacking}
        if announcement.state not in STARTED:
            for each in await self._drafting.counts(announcement):
                reads = content.language_for(each.language, each.second_language)
                if each.gets_it and each.language in counted and reads is not None:
                    counted[each.language][reads] += each.count
        fallback = content.language_for("")
        assert fallback is not None, "something is written"
        return tuple(
            Missing(language=language, reads=dict(found.most_common()) or {fallback: 0})
            for language, found in counted.items()
        )


def files_of(announcement: Announcement) -> AnnouncementFiles:
    """The files of an announcement."""
    return AnnouncementFiles(
        announcement=announcement.id,
        files=tuple(
            FileListed(language=language or None, photo=file.kind == "photo", name=file.name, key=key_of(file))
            for language, files in sorted(announcement.content.files.items())
            for file in files
        ),
    )


def key_of(file: Attachment) -> str:
    """What stands for a file in buttons."""
    return hashlib.sha256(file.file_id.encode()).hexdigest()[:_KEY]
