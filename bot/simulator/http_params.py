"""The parameters of a call out of its HTTP request: query, form, multipart or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.params import Params, Upload

LARGEST_BODY = 52 * 1024 * 1024
_MOST_FIELDS = 1000


async def read_params(request: Request) -> Params:
    """All parameters, the body's over the query's; ApiError 400 or 413 for a body that cannot be read."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST_BODY:
        raise ApiError(413, "Request Entity Too Large")
    values = _pairs(request.scope["query_string"])
    files: dict[str, Upload] = {}
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "multipart/form-data":
            await _multipart(request, values, files)
        elif kind == "application/json":
            values |= _json(await request.body())
        elif kind == "application/x-www-form-urlencoded":
            values |= _pairs(await request.body())
    for value in values.values():
        if not value.isascii():
            _check(value)
    return Params(values, files)


def _check(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _pairs(raw: bytes) -> dict[str, str]:
    if not raw:
        return {}
    try:
        text = raw.decode("utf-8", "surrogateescape")
        return dict(parse_qsl(text, True, errors="surrogateescape", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise bad_request("can't parse parameters") from None


def _json(raw: bytes) -> dict[str, str]:
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return {name: _as_string(value) for name, value in body.items() if value is not None}


def _as_string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


async def _multipart(request: Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    try:
        async with request.form(max_files=20, max_fields=_MOST_FIELDS) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = Upload(value.filename or "", await value.read(), value.content_type)
                else:
                    values[name] = value
    except (HTTPException, ValueError):
        raise bad_request("can't parse multipart form data") from None
