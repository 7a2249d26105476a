"""What Telegram's errors mean, in one place: its descriptions are matched here and nowhere else."""

import os
from datetime import datetime, timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.domain.outcomes import Failed, Gone, Later, Outcome, Unknown
from bot.gateway.transport import UnreachedError

# PTB's coming way of telling durations, asked for now: else it warns each time one is read.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_PAUSE: Final = timedelta(seconds=3)
_NO_SUCH_CHAT: Final = ("chat not found", "user is deactivated", "peer_id_invalid")
_CANNOT_EDIT: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait."""
    delay = error.retry_after
    return delay if isinstance(delay, timedelta) else timedelta(seconds=delay)


def is_not_modified(error: TelegramError) -> bool:
    """An edit that would change nothing: it stands as it should."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def cannot_edit(error: TelegramError) -> bool:
    """The message to edit is gone, too old, or of another kind."""
    return isinstance(error, BadRequest) and any(mark in error.message.lower() for mark in _CANNOT_EDIT)


def outcome_of(error: TelegramError, now: datetime) -> Outcome:
    """What a failed send amounts to, at the instant `now`."""
    match error:
        case RetryAfter():
            return Later(now + retry_after(error), "429")
        case Forbidden():
            return Gone(error.message)
        case ChatMigrated():
            return Failed("the group has become a supergroup")
        case InvalidToken() | EndPointNotFound():
            # The token may be replaced and the program started again: what is queued keeps.
            return Later(now + _PAUSE, "token refused")
        case BadRequest() if any(mark in error.message.lower() for mark in _NO_SUCH_CHAT):
            return Gone(error.message)
        case BadRequest():
            return Failed(error.message)
        case UnreachedError():
            return Later(now + _PAUSE, "Telegram was not reached")
        case _:
            return Unknown(type(error.__cause__ or error).__name__)
