"""Messages to those who choose whom an announcement is for. What they show is filled in when the button is handled, for
whoever may see it then."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.audience import Filter, Selection
from bot.domain.message_model import MessageModel
from bot.domain.messages_announcements import AnnouncementMessage, NamingRounds
from bot.domain.people import Role


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Value):
    """A member who will get it, by name where it is known, else by country and role."""

    name: str | None = None
    country: str | None = None
    role: Role | None = None


class AudienceCard(NamingRounds):
    """Whom it is for: the sentence; to how many it goes, by language and by region (none: of no region), and the first
    of them; how many are meant and not reached. `saved`: it was saved under this name just now."""

    kind: Literal["audience_card"] = "audience_card"
    selection: Selection
    scope: tuple[str, ...] | None = None
    readers: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    regions: tuple[tuple[str | None, int], ...] = ()
    first: tuple[Reading, ...] = ()
    unreached: int = 0
    vacant: int = 0
    """Countries that are meant, and for which nobody is on Telegram."""
    saved: str | None = None


class AudiencePick(NamingRounds):
    """The values of a filter, of which some are chosen; `of`: the region whose countries they are, or the meeting, or
    the round, to which they are answers; `excluded`: all but these are meant."""

    kind: Literal["audience_pick"] = "audience_pick"
    filter: Filter
    of: str | None = None
    options: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    excluded: bool = False
    selection: Selection
    scope: tuple[str, ...] | None = None


class SavedAudience(_Value):
    audience: int
    name: str
    selection: Selection


class SavedAudiences(NamingRounds):
    """The audiences that the reader has saved."""

    kind: Literal["saved_audiences"] = "saved_audiences"
    saved: tuple[SavedAudience, ...] = ()


class AskAudienceName(AnnouncementMessage):
    """Under which name shall it be saved? To be typed; `unfit`: what was typed is none."""

    kind: Literal["ask_audience_name"] = "ask_audience_name"
    unfit: bool = False


class NotReached(_Value):
    """Somebody who is meant and whom Telegram does not reach, or (`why`: "vacant") a country for which nobody is
    there."""

    country: str | None
    name: str | None = None
    role: Role | None = None
    why: Literal["blocked", "stopped", "vacant"]


class UnreachedWorkbook(MessageModel):
    """Those whom the announcement is for and who do not get it on Telegram, as a workbook, to be written to by mail."""

    heavy: ClassVar[bool] = True

    kind: Literal["unreached_workbook"] = "unreached_workbook"
    lines: tuple[NotReached, ...] = ()
