"""Files and links of an announcement, as their author sends them."""

import re
from typing import Final, Literal

from bot.domain.announcements import LARGEST_FILE, MOST_FILES, Announcement, Attachment
from bot.domain.content import Pack
from bot.domain.exchange import SharedFile
from bot.domain.messages import AnnouncementButtons, AskAnnouncedLink, AskAnnouncementFile
from bot.services.checks import is_allowed
from bot.services.writing import Writing

_ADDRESS: Final = re.compile(r"https://(?P<domain>[a-z0-9.-]+)(?::443)?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 500
_QUOTED: Final = 80
"""Characters of what was typed that are shown back."""


class WritingMedia:
    """Whose announcement it is has been asked before."""

    def __init__(self, writing: Writing, pack: Pack) -> None:
        self._writing = writing
        self._pack = pack

    async def add(self, announcement: Announcement, language: str, file: SharedFile | None) -> AskAnnouncementFile:
        """Have a file go with the text of a language (as in the content), once; none: it was no file."""
        if file is None:
            return ask_file(announcement, language, problem="no_file")
        if file.size > LARGEST_FILE:
            return ask_file(announcement, language, problem="too_big")
        files = announcement.content.files
        there = files.get(language, ())
        added = Attachment(kind=file.kind, file_id=file.file_id, name=file.name)
        if added not in there:
            if len(there) >= MOST_FILES:
                return ask_file(announcement, language, problem="too_many")
            announcement = await self._writing.put(announcement, files={**files, language: (*there, added)})
        told = {"added": True, "name": file.name, "caption_left": file.caption is not None}
        return ask_file(announcement, language).model_copy(update=told)

    async def link(self, announcement: Announcement, said: str) -> AnnouncementButtons | AskAnnouncedLink:
        """Have a button open an address, where announcements may link to it."""
        typed = said.strip()
        match = _ADDRESS.fullmatch(typed)
        if match is None or len(typed) > _LONGEST_ADDRESS:
            return AskAnnouncedLink(announcement=announcement.id, problem="no_address", typed=typed[:_QUOTED])
        if not is_allowed(typed, self._pack):
            domain = match["domain"][:_QUOTED]
            return AskAnnouncedLink(announcement=announcement.id, problem="not_allowed", typed=domain)
        return await self._writing.buttons_of(await self._writing.put(announcement, link=typed))


def ask_file(
    announcement: Announcement, language: str, *, problem: Literal["too_big", "too_many", "no_file"] | None = None
) -> AskAnnouncementFile:
    """Files for the text of a language (as in the content), please."""
    return AskAnnouncementFile(
        announcement=announcement.id,
        language=language or None,
        count=len(announcement.content.files.get(language, ())),
        problem=problem,
    )
