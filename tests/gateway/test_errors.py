"""What Telegram's errors amount to."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.outcomes import Failed, Gone, Later, Unknown
from bot.gateway import errors
from bot.gateway.transport import UnreachedError

NOW = datetime(2023, 4, 17, tzinfo=UTC)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone),
        (Forbidden("Forbidden: user is deactivated"), Gone),
        (BadRequest("Chat not found"), Gone),
        (BadRequest("Message is too long"), Failed),
        (BadRequest("Can't parse entities: unsupported start tag"), Failed),
        (ChatMigrated(-1001), Failed),
        (InvalidToken("Unauthorized"), Later),
        (EndPointNotFound("Endpoint 'sendMessage' not found in Bot API"), Later),
        (UnreachedError("ClientConnectorError"), Later),
        (caused(TimedOut("x"), aiohttp.SocketTimeoutError("slow")), Unknown),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError("closed")), Unknown),
        (NetworkError("Bad Gateway"), Unknown),
        (TelegramError("Invalid server response"), Unknown),
    ],
)
def test_outcomes(error: TelegramError, kind: type) -> None:
    assert isinstance(errors.outcome_of(error, NOW), kind)


def test_retry_after_is_obeyed_to_the_second() -> None:
    assert errors.outcome_of(RetryAfter(3600), NOW) == Later(NOW + timedelta(hours=1), "429")


def test_edits() -> None:
    same = BadRequest(
        "Message is not modified: specified new message content and reply markup are exactly the same as a current"
        " content and reply markup of the message"
    )
    assert errors.is_not_modified(same)
    assert errors.cannot_edit(BadRequest("Message to edit not found"))
    assert errors.cannot_edit(BadRequest("There is no caption in the message to edit"))
    assert not errors.cannot_edit(same)
    assert not errors.is_not_modified(BadRequest("Message to edit not found"))
