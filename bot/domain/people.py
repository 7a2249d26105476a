"""People, and the roles they were granted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
