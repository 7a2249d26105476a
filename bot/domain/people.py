"""People, and the roles they were granted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What somebody may be here. Whoever holds no grant is a guest."""

    NFP = "nfp"
    SECRETARIAT = "secretariat"
    ORGANIZER = "organizer"
    TRANSLATOR = "translator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Grant:
    """A role and its scope: an NFP's country (ISO 3166-1 alpha-2), a secretariat's region (none: all regions)."""

    role: Role
    country: str | None = None
    region: str | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who has written to the bot, or whom a demonstration has prepared."""

    id: int
    telegram_id: int
    language: str
    language_chosen: bool
    """False: `language` is only what their Telegram suggested."""
    country: str | None = None
    """By grant, or as a guest has told; it opens nothing by itself."""
    zone: str | None = None
    """IANA name; none until it is known."""
    region: str | None = None
    """Which of the several regions of their country they call theirs."""
    grants: tuple[Grant, ...] = ()
    reachable: bool = True
    """False: they have blocked the bot, or their account is gone."""

    @property
    def enrolled(self) -> bool:
        """Whether the first conversation (language, country, zone) is behind them."""
        return self.language_chosen and self.country is not None


@dataclass(frozen=True)
class Invite:
    """What an invite link brings to the one who uses it first."""

    grant: Grant
    language: str | None
    expires_at: datetime


@dataclass(frozen=True)
class Dialog:
    """Where a person stands in a conversation of several steps."""

    flow: str
    data: dict[str, str]
    expires_at: datetime
    words: str | None = None
    """What the person wrote, where it is needed in the next step."""


@dataclass(frozen=True)
class Question:
    """Something that the bot could not answer and somebody wants to be told: by the secretariat (`answer`), or once it
    is in the pack (`publication`). Topic and target are named as in `bot.questions`; words are the person's own."""

    person_id: int
    wants: Literal["answer", "publication"]
    topic: str
    target: str | None
    language: str
    words: str | None
    message_id: int
    """The message that asked: that carries the pressed button, or that holds the words."""
