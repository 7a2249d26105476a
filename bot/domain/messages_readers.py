"""Messages to those who read announcements: the news, what they have confirmed, and their second language."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.content_text import Text
from bot.domain.message_model import MessageModel
from bot.domain.messages_announcements import AnnouncementMessage, Shown


class NewsEntry(BaseModel):
    """A past announcement, known by its first words; `at`: when it was sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    announcement: int
    beginning: str
    at: datetime


class NewsList(MessageModel):
    """Past announcements that concern the reader, the newest first; `more`: there are older ones."""

    kind: Literal["news_list"] = "news_list"
    listed: tuple[NewsEntry, ...] = ()
    page: int = 0
    more: bool = False


class AnnouncementConfirmed(AnnouncementMessage):
    """The announcement in place of itself, once it is confirmed; its other files stand below it already."""

    kind: Literal["announcement_confirmed"] = "announcement_confirmed"
    shown: Shown | None = None


class ReadNotNoted(MessageModel):
    """Whoever confirms it was not sent it, as in a preview: nothing is noted."""

    kind: Literal["read_not_noted"] = "read_not_noted"


class RoundToCome(MessageModel):
    """The round of feedback to which an announcement leads has not opened yet; `opens`: when it will."""

    kind: Literal["round_to_come"] = "round_to_come"
    title: Text
    opens: datetime | None = None


class ChooseSecondLanguage(MessageModel):
    """In which language somebody wants to read what is not there in their own; `second`: that of now."""

    kind: Literal["choose_second_language"] = "choose_second_language"
    second: str | None = None
