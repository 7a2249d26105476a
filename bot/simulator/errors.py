"""The refusals: what the Bot API answers a bot, and what the phone tells a person."""

from typing import Any


class ApiError(Exception):
    """A call that the Bot API refuses; it becomes `{"ok": false, …}` with this status and description."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """The answer's JSON object."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


class PhoneError(Exception):
    """An act that a person's app would not let happen; the message is one sentence for the page."""


def bad_request(text: str) -> ApiError:
    """400, with the prefix that Telegram puts before every such description."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """403, as for a person who blocked the bot."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_modified() -> ApiError:
    """The answer to an edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    )
