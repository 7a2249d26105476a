"""What the page sends: a JSON object and its fields."""

import json
from typing import Any

from starlette.requests import Request

from bot.simulator.errors import PhoneError

LARGEST_BODY = 1024 * 1024


async def read_body(request: Request) -> dict[str, Any]:
    """The request's JSON object, {} where it is empty. PhoneError where it is none, or too large."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise PhoneError("That is too much at once.")
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise PhoneError("The body has to be a JSON object.")
    return body


def value(body: dict[str, Any], name: str, kind: type, default: Any = ...) -> Any:
    """The field of that type, or the default where it is absent. PhoneError where it is of another type, or missing."""
    found = body.get(name, default)
    if found is ...:
        raise PhoneError(f"The field {name!r} is missing.")
    if found is default:
        return found
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise PhoneError(f"The field {name!r} has to be of the type {kind.__name__}.")
    return found
