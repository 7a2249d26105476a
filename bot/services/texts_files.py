"""All texts of an announcement in one file: whether it is taken, and what it says."""

from typing import Final

from bot import cldr
from bot.domain.announcements import LONGEST, Announcement
from bot.domain.exchange import SharedFile
from bot.domain.messages import AskAllTexts
from bot.domain.messages_drafts import FileProblem
from bot.domain.texts_file import Refused, decoded, known_as, texts_in

LARGEST: Final = 200_000
"""Bytes of such a file: six of the longest texts have a fifth of it."""


class TextsFiles:
    """Reads them in the languages of the bot."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def of_file(self, announcement: Announcement, file: SharedFile | None) -> dict[str, str] | AskAllTexts:
        """Language → text in HTML; or what is said of a file that cannot be taken (none: of something that is no
        file)."""
        if file is None or file.kind != "document" or not (file.name or "").lower().endswith(".txt"):
            return _refused(announcement, "no_text_file")
        if file.size > LARGEST:
            return _refused(announcement, "too_big")
        if file.content is None:
            return _refused(announcement, "unfetched")
        text = decoded(file.content)
        return _refused(announcement, "unreadable") if text is None else self.of_text(announcement, text)

    def of_text(self, announcement: Announcement, text: str, *, is_html: bool = False) -> dict[str, str] | AskAllTexts:
        """As `of_file`; `is_html`: the text has its formatting already."""
        texts = texts_in(text, self._headings(), is_html=is_html)
        if not isinstance(texts, Refused):
            return texts
        return AskAllTexts(
            announcement=announcement.id,
            problem=texts.problem,
            named=texts.named,
            language=texts.language,
            length=texts.length,
            most=LONGEST,
        )

    def _headings(self) -> dict[str, str]:
        """What a heading may say → the language that it means: its code, or its name in any language of the bot."""
        names = {
            known_as(cldr.languages(told).get(language, language)): language
            for told in self._languages
            for language in self._languages
        }
        return {**names, **{language: language for language in self._languages}}


def _refused(announcement: Announcement, problem: FileProblem) -> AskAllTexts:
    return AskAllTexts(announcement=announcement.id, problem=problem)
