"""People, and the roles they were granted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain import quiet
from bot.domain.quiet import Quiet


class Role(StrEnum):
    """What somebody may be here. Whoever holds no grant is a guest."""

    NFP = "nfp"
    SECRETARIAT = "secretariat"
    ORGANIZER = "organizer"
    TRANSLATOR = "translator"
    ADMINISTRATOR = "administrator"


class Subscription(StrEnum):
    """A kind of message that comes unasked, and that one may stop."""

    NOTICES = "notices"
    """To those who look after access: who asks for it, who can no longer be reached."""
    REMINDERS = "reminders"
    """Of meetings, days before."""
    HOURS = "hours"
    """Of meetings, just before they begin."""
    ANSWERS = "answers"
    """Whether one comes, while the bot waits for the answer."""
    CHANGES = "changes"
    """What has changed about a meeting."""
    ANNOUNCEMENTS = "announcements"
    FEEDBACK = "feedback"
    """Rounds that open, close or are about to, and what has come of one's first choice."""


@dataclass(frozen=True)
class Grant:
    """A role and its scope: an NFP's country (ISO 3166-1 alpha-2), a secretariat's region (none: all regions), an
    organizer's meeting (none: all meetings)."""

    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class Held:
    """A grant in somebody's hands. It is in force until `expires_at` (none: without such an end), and until
    `confirm_by`, unless they have confirmed by then that they still are what it says."""

    id: int
    person_id: int
    grant: Grant
    granted_at: datetime
    granted_by: int | None
    """None: from the command line, or by somebody who is forgotten."""
    expires_at: datetime | None
    confirm_by: datetime
    asked: int = 0
    """How often they were asked for that confirmation."""

    def in_force(self, at: datetime) -> bool:
        return at < self.confirm_by and (self.expires_at is None or at < self.expires_at)


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
    """Those in force at the instant for which the person was looked up."""
    pseudonym: str = ""
    """What the audit log calls them: random, and gone with the person."""
    stopped: frozenset[Subscription] = frozenset()
    """What they do not want to be sent."""
    unreachable_since: datetime | None = None
    """Since when they have blocked the bot, or their account is gone."""
    quiet: Quiet = quiet.DEFAULT
    """When they are sent nothing that they have not asked for."""
    second_language: str | None = None
    """In which they read what is not there in their own."""

    @property
    def reachable(self) -> bool:
        return self.unreachable_since is None

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
    made_by: int | None = None
    """None: made on the command line."""
    replaces: int | None = None
    """The id of the grant that passes over to the one who uses it."""
    until: datetime | None = None
    """When the grant itself ends."""


@dataclass(frozen=True)
class AccessRequest:
    """Somebody wants a grant, and somebody else has to decide on it."""

    id: int
    person_id: int
    grant: Grant
    asked_at: datetime
    words: str | None = None
    """Who they are, as they have written it; not kept without a key."""
    invited_by: int | None = None
    """Who made the link that they used, where they used one."""
    replaces: int | None = None
    """As in `Invite`."""
    until: datetime | None = None
    """As in `Invite`."""
    state: Literal["open", "approved", "refused"] = "open"
    decided_at: datetime | None = None
    decided_by: int | None = None
    """None also where whoever decided is forgotten."""


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
