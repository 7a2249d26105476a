"""What authors of announcements type and send: texts, files, addresses, times."""

from collections.abc import Callable
from datetime import date, datetime
from typing import assert_never, cast

from bot.domain.announcements import Announcement
from bot.domain.exchange import SharedFile, Text
from bot.domain.messages import AskAllTexts, AskAnnouncedLink, ButtonExpired, Message
from bot.domain.people import Dialog, Person
from bot.questions.dates import Period
from bot.services.standing import Standing
from bot.services.texts_files import TextsFiles
from bot.services.typed_time import typed_time
from bot.services.writing import FILES_OF_ALL, Writing
from bot.services.writing_media import WritingMedia, ask_file
from bot.services.writing_texts import WRITING, Step, WritingTexts, wait_for
from bot.services.writing_when import WritingWhen


class WritingWords:
    """Each step asks anew whose announcement it is."""

    def __init__(
        self,
        writing: Writing,
        when: WritingWhen,
        media: WritingMedia,
        standing: Standing,
        languages: tuple[str, ...],
        days_in: Callable[[str, date], tuple[Period, ...]],
        now: datetime,
    ) -> None:
        """`days_in`: the days that words name, counted from today."""
        self._writing = writing
        self._when = when
        self._media = media
        self._standing = standing
        self._languages = languages
        self._texts = WritingTexts(writing, standing, languages)
        self._files = TextsFiles(languages)
        self._days_in = days_in
        self._now = now

    async def ask_text(self, author: Person, announcement_id: int, language: str) -> Message:
        """The next text is what it says in this language."""
        announcement = await self._writing.editable(author, announcement_id, sent=True)
        if announcement is None:
            return await self._writing.card(author, announcement_id)
        if language not in self._languages:
            return ButtonExpired()
        await wait_for(self._standing, author, "text", announcement, language=language)
        return self._texts.ask(announcement, language)

    async def ask_all(self, author: Person, announcement_id: int) -> Message:
        """The next file holds all texts."""
        announcement = await self._writing.editable(author, announcement_id, sent=True)
        if announcement is None:
            return await self._writing.card(author, announcement_id)
        await wait_for(self._standing, author, "all", announcement)
        return AskAllTexts(announcement=announcement.id)

    async def ask_file(self, author: Person, announcement_id: int, language: str) -> Message:
        """The next files go with the text of this language; `FILES_OF_ALL`: of all that have none of their own."""
        announcement = await self._writing.editable(author, announcement_id)
        if announcement is None:
            return await self._writing.card(author, announcement_id)
        if language not in (*self._languages, FILES_OF_ALL):
            return ButtonExpired()
        await wait_for(self._standing, author, "file", announcement, language=language)
        return ask_file(announcement, language)

    async def ask_link(self, author: Person, announcement_id: int) -> Message:
        """The next text is an address that a button opens."""
        announcement = await self._writing.editable(author, announcement_id)
        if announcement is None:
            return await self._writing.card(author, announcement_id)
        await wait_for(self._standing, author, "link", announcement)
        return AskAnnouncedLink(announcement=announcement.id)

    async def ask_when(self, author: Person, announcement_id: int) -> Message:
        """When does it go out? The next text may be a day and a time."""
        announcement = await self._writing.editable(author, announcement_id)
        if announcement is None:
            return await self._writing.card(author, announcement_id)
        await wait_for(self._standing, author, "when", announcement)
        return self._when.shown(author, announcement)

    async def ask_hour(self, author: Person, announcement_id: int, day: str) -> Message:
        """On this day: at what time? The next text may be another one."""
        announcement = await self._writing.editable(author, announcement_id)
        if announcement is not None:
            await wait_for(self._standing, author, "when", announcement)
        return await self._when.choose_day(author, announcement_id, day)

    async def awaits(self, author: Person) -> Step | None:
        """What is asked for, of somebody who still may write it."""
        asked = await self._asked(author)
        return None if asked is None else cast(Step, asked[1].data["step"])

    async def awaits_text_file(self, author: Person) -> bool:
        """Whether the next document is to be read."""
        return await self.awaits(author) == "all"

    def fits(self, step: Step, text: str, author: Person) -> bool:
        """Whether a text is plainly what was asked for, whatever else it may say: one for an announcement may ask what
        anybody can ask."""
        match step:
            case "text" | "all":
                return True
            case "file":
                return False
            case "link":
                return "://" in text
            case "when":
                return typed_time(text, self._when.zone(author), self._now, self._days_in) != "unread"
            case _:
                assert_never(step)

    async def drop(self, author: Person) -> Message:
        """What was asked for is left."""
        asked = await self._asked(author)
        assert asked is not None, "only what is awaited is dropped"
        await self._standing.clear(author.id, WRITING)
        return await self._writing.card_of(author, asked[0])

    async def take(self, author: Person, said: Text, message_id: int) -> Message:
        """What follows on a text; where it is not what was asked for, it may be sent again."""
        asked = await self._asked(author)
        assert asked is not None, "only what is awaited is taken"
        announcement, dialog = asked
        step = cast(Step, dialog.data["step"])
        match step:
            case "text":
                return await self._texts.take(author, announcement, dialog, said, message_id)
            case "all":
                texts = self._files.of_text(announcement, said.formatted, is_html=True)
                return await self._all(author, announcement, texts)
            case "file":
                return ask_file(announcement, dialog.data["language"], problem="no_file")
            case "link":
                return await self._link(author, announcement, said.text)
            case "when":
                return await self._time(author, announcement, said.text)
            case _:
                assert_never(step)

    async def mend(self, author: Person, said: Text, message_id: int) -> Message | None:
        """A message that held a text of a draft was edited, and so is the text; none where it held no such text."""
        return await self._texts.mend(author, said, message_id)

    async def take_file(self, author: Person, file: SharedFile | None) -> Message:
        """What follows on a file, or (none) on something that is neither text nor file."""
        asked = await self._asked(author)
        assert asked is not None, "only what is awaited is taken"
        announcement, dialog = asked
        step = cast(Step, dialog.data["step"])
        match step:
            case "text":
                return await self._text_with_file(author, announcement, dialog.data["language"], file)
            case "all":
                return await self._all(author, announcement, self._files.of_file(announcement, file))
            case "file":
                return await self._media.add(announcement, dialog.data["language"], file)
            case "link":
                return AskAnnouncedLink(announcement=announcement.id, problem="no_address")
            case "when":
                return self._when.shown(author, announcement, problem="unread")
            case _:
                assert_never(step)

    async def _text_with_file(
        self, author: Person, announcement: Announcement, language: str, file: SharedFile | None
    ) -> Message:
        """A picture or a document with the text beneath it: both are kept, for this language."""
        if file is None or file.caption is None:
            return self._texts.ask(announcement, language, problem="no_text")
        if await self._writing.editable(author, announcement.id) is None:
            return self._texts.ask(announcement, language, problem="no_file_now")
        told = await self._media.add(announcement, language, file)
        if told.problem is not None:
            return told
        kept = await self._writing.editable(author, announcement.id)
        assert kept is not None, "the file was added to it just now"
        return await self._texts.keep(author, kept, language, file.caption)

    async def _all(self, author: Person, announcement: Announcement, texts: dict[str, str] | AskAllTexts) -> Message:
        """Keep what a file says, all of it or nothing: languages that it does not name stay as they are."""
        if isinstance(texts, AskAllTexts):
            return texts
        announcement = await self._writing.put(announcement, texts={**announcement.written.texts, **texts})
        await self._standing.clear(author.id, WRITING)
        return await self._writing.texts_of(announcement, saved=tuple(texts))

    async def _link(self, author: Person, announcement: Announcement, said: str) -> Message:
        told = await self._media.link(announcement, said)
        if not isinstance(told, AskAnnouncedLink):
            await self._standing.clear(author.id, WRITING)
        return told

    async def _time(self, author: Person, announcement: Announcement, said: str) -> Message:
        found = typed_time(said, self._when.zone(author), self._now, self._days_in)
        if isinstance(found, date) and not isinstance(found, datetime):
            return self._when.shown(author, announcement, day=found)
        if found == "unread":
            return self._when.shown(author, announcement, problem="unread")
        told = await self._when.put(author, announcement, found)
        if getattr(told, "problem", None) is None:
            await self._standing.clear(author.id, WRITING)
        return told

    async def _asked(self, author: Person) -> tuple[Announcement, Dialog] | None:
        standing = await self._standing.get(author.id, WRITING)
        if standing is None:
            return None
        of_texts = standing.data["step"] in ("text", "all")
        announcement = await self._writing.editable(author, int(standing.data["announcement"]), sent=of_texts)
        return None if announcement is None else (announcement, standing)
