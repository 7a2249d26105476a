"""The texts of an announcement as their author writes them in chat, language after language."""

from typing import Final, Literal

from bot.domain.announcements import LONGEST, Announcement, State, missing, plain_length
from bot.domain.exchange import Text
from bot.domain.messages import AskAnnouncementText, Message
from bot.domain.people import Dialog, Person
from bot.domain.retention import WRITING_AWAITED
from bot.domain.rich_text import plain
from bot.services.announced import beginning_in
from bot.services.standing import Standing
from bot.services.writing import Writing

WRITING: Final = "writing"
"""The flow in which the next text or file belongs to an announcement (`step`: a Step; `announcement`: its id)."""

_WRITTEN: Final = "written"
"""The flow that holds which messages hold its texts: language → message, beside `announcement`."""

_PIECE: Final = 2048
"""Characters that a message has at least where an app goes on with the same text in the next."""

Step = Literal["text", "all", "file", "link", "when"]


class WritingTexts:
    """Whose announcement it is has been asked before."""

    def __init__(self, writing: Writing, standing: Standing, languages: tuple[str, ...]) -> None:
        self._writing = writing
        self._standing = standing
        self._languages = languages

    async def take(
        self, author: Person, announcement: Announcement, dialog: Dialog, said: Text, message_id: int
    ) -> Message:
        """Keep the text of a message. Apps send what is too long for one as several: none of these is a text of its
        own."""
        language, length = dialog.data["language"], plain_length(said.formatted)
        if dialog.data.get("piece") == str(message_id - 1):
            language, length = dialog.data["of"], length + int(dialog.data["length"])
            texts = {each: html for each, html in announcement.written.texts.items() if each != language}
            if announcement.started_at is not None and language in announcement.content.texts:
                texts[language] = announcement.content.texts[language]
            announcement = await self._writing.put(announcement, texts=texts)
            told = self.ask(announcement, language, problem="too_long", length=length)
            following = language
        else:
            await self._note(author, announcement, language, message_id)
            told = await self.keep(author, announcement, language, said)
            standing = await self._standing.get(author.id, WRITING)
            following = language if standing is None else standing.data["language"]
        if length >= _PIECE:
            piece = {"piece": str(message_id), "of": language, "length": str(length)}
            await wait_for(self._standing, author, "text", announcement, language=following, **piece)
        return told

    async def keep(self, author: Person, announcement: Announcement, language: str, said: Text) -> Message:
        """Keep a text, and ask for the next one that is missing."""
        if (refused := self._refused(announcement, language, said)) is not None:
            return refused
        texts = {**announcement.written.texts, language: said.formatted.strip()}
        announcement = await self._writing.put(announcement, texts=texts)
        lacking = missing(announcement.written, self._languages)
        if not lacking:
            await self._standing.clear(author.id, WRITING)
            return await self._writing.texts_of(announcement, saved=(language,))
        await wait_for(self._standing, author, "text", announcement, language=lacking[0])
        return self.ask(announcement, lacking[0], saved=language)

    async def mend(self, author: Person, said: Text, message_id: int) -> Message | None:
        """A message that held a text of a draft was edited, and so is the text; none where it held no such text."""
        noted = await self._standing.get(author.id, _WRITTEN)
        data = {} if noted is None else noted.data
        language = next((each for each in self._languages if data.get(each) == str(message_id)), None)
        if language is None:
            return None
        announcement = await self._writing.editable(author, int(data["announcement"]))
        if announcement is None or announcement.state is not State.DRAFT:
            return None
        if (refused := self._refused(announcement, language, said)) is not None:
            return refused
        texts = {**announcement.content.texts, language: said.formatted.strip()}
        return await self._writing.texts_of(await self._writing.put(announcement, texts=texts), saved=(language,))

    def ask(
        self,
        announcement: Announcement,
        language: str,
        *,
        problem: Literal["too_long", "no_words", "no_text", "no_file_now"] | None = None,
        saved: str | None = None,
        length: int = 0,
    ) -> Message:
        lacking = [each for each in missing(announcement.written, self._languages) if each != language]
        after = [each for each in lacking if self._languages.index(each) > self._languages.index(language)]
        return AskAnnouncementText(
            announcement=announcement.id,
            language=language,
            there=beginning_in(announcement.written, language),
            saved=saved,
            following=next(iter(after or lacking), None),
            sent=announcement.started_at is not None,
            problem=problem,
            length=length,
            most=LONGEST,
        )

    def _refused(self, announcement: Announcement, language: str, said: Text) -> Message | None:
        """Why a text cannot be taken."""
        html = said.formatted
        if not plain(html).strip():
            return self.ask(announcement, language, problem="no_words")
        if (length := plain_length(html.strip())) > LONGEST:
            return self.ask(announcement, language, problem="too_long", length=length)
        return None

    async def _note(self, author: Person, announcement: Announcement, language: str, message_id: int) -> None:
        """This message holds the text of a language."""
        noted = await self._standing.get(author.id, _WRITTEN)
        others = noted.data if noted is not None and noted.data["announcement"] == str(announcement.id) else {}
        written = {**others, "announcement": str(announcement.id), language: str(message_id)}
        await self._standing.put(author.id, _WRITTEN, WRITING_AWAITED, written)


async def wait_for(standing: Standing, author: Person, step: Step, announcement: Announcement, **data: str) -> None:
    """The next text or file of this author is what this step asks for."""
    stands = {"step": step, "announcement": str(announcement.id), **data}
    await standing.put(author.id, WRITING, WRITING_AWAITED, stands)
