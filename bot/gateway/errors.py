"""What Telegram's errors mean, in one place: its descriptions are matched here and nowhere else."""

import os
from datetime import datetime, timedelta
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.outcomes import Failed, Gone, Later, Outcome, Unknown

# PTB's coming way of telling durations, asked for now: else it warns each time one is read.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_UNREACHED: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Raised before a request has left: what was to be sent is certainly not there."""

_PAUSE: Final = timedelta(seconds=3)
_NO_SUCH_CHAT: Final = ("chat not found", "user is deactivated", "peer_id_invalid")
_CANNOT_EDIT: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait."""
    delay = error.retry_after
    return delay if isinstance(delay, timedelta) else timedelta(seconds=delay)


def is_not_modified(error: TelegramError) -> bool:
    """An edit that would change nothing: it stands as it should."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def cannot_edit(error: TelegramError) -> bool:
    """The message to edit is gone or too old."""
    return isinstance(error, BadRequest) and any(mark in error.message.lower() for mark in _CANNOT_EDIT)


def never_left(error: TelegramError) -> bool:
    """Whether the request certainly did not reach Telegram."""
    return isinstance(error, NetworkError) and isinstance(error.__cause__, _UNREACHED)


def outcome_of(error: TelegramError, now: datetime) -> Outcome:
    """What a failed send amounts to, at the instant `now`."""
    match error:
        case RetryAfter():
            return Later(now + retry_after(error), "429")
        case Forbidden():
            return Gone(error.message)
        case ChatMigrated():
            return Failed("the group has become a supergroup")
        case InvalidToken():
            # The token may be replaced and the program started again: what is queued keeps.
            return Later(now + _PAUSE, "token refused")
        case BadRequest() if any(mark in error.message.lower() for mark in _NO_SUCH_CHAT):
            return Gone(error.message)
        case BadRequest():
            return Failed(error.message)
        case TimedOut() | NetworkError() if never_left(error):
            return Later(now + _PAUSE, "Telegram was not reached")
        case _:
            return Unknown(type(error.__cause__ or error).__name__)
