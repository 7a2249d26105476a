"""What the page sends: a JSON object and its fields, or a form with a file."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.simulator.errors import PhoneError
from bot.simulator.params import Upload

LARGEST_BODY = 1024 * 1024
# People may send more than this, but nobody needs a film to rehearse.
LARGEST_FILE = 50 * 1024 * 1024


async def read_body(request: Request) -> dict[str, Any]:
    """The request's JSON object, {} where it is empty. PhoneError where it is none, or too large."""
    _check_length(request, LARGEST_BODY)
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise PhoneError("The body has to be a JSON object.")
    return body


async def read_file(request: Request) -> tuple[dict[str, Any], Upload]:
    """The fields of a form, and what its part "file" holds. PhoneError where there is none, or it is too large."""
    _check_length(request, LARGEST_FILE + LARGEST_BODY)
    try:
        async with request.form(max_files=1, max_fields=10) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise PhoneError("A file has to come with it.")
            upload = Upload(file.filename or "file", await file.read(), file.content_type)
            return {name: field for name, field in form.items() if isinstance(field, str)}, upload
    except (HTTPException, ValueError):
        raise PhoneError("The body has to be a form.") from None


def _check_length(request: Request, most: int) -> None:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise PhoneError("That is too much at once.")


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
