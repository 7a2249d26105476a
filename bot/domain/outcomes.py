"""What came of sending one message."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sent:
    """Telegram took it."""

    message_id: int | None


@dataclass(frozen=True)
class Failed:
    """Telegram refused it for good; `reason` is for operators, without what people wrote."""

    reason: str


@dataclass(frozen=True)
class Gone:
    """The person cannot be reached: blocked the bot, deleted the account, never started it."""

    reason: str


@dataclass(frozen=True)
class Later:
    """Not now: the chat is to be left alone until then (429, or Telegram not answering before it took the request)."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Early:
    """Not yet, and nothing was tried: its reader is not to be disturbed until then."""

    until: datetime


@dataclass(frozen=True)
class Unknown:
    """The connection broke after the request had left: it may have been delivered."""

    reason: str


Outcome = Sent | Failed | Gone | Later | Unknown
