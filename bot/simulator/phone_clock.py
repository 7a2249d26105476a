"""The page's clock: what time it is, and moving it where it can be moved."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.simulator.errors import PhoneError
from bot.simulator.phone_body import read_body, value
from bot.simulator.stage import Stage

NEXT: Final = "next"


async def clock(request: Request) -> Response:
    """GET: the time. POST {"to": …}: move it to an instant with its zone (ISO 8601), or to "next", what is due next.

    409 where nothing is due, 400 for whatever else cannot be done, each with a sentence.
    """
    stage: Stage = request.app.state.world
    try:
        if request.method == "POST" and not await _move(stage, value(await read_body(request), "to", str)):
            return JSONResponse({"error": "Nothing more is due."}, 409)
    except PhoneError as error:
        return JSONResponse({"error": str(error)}, 400)
    return JSONResponse(stage.clock_card())


async def _move(stage: Stage, to: str) -> bool:
    if to == NEXT:
        return await stage.move_to_next()
    stage.move_clock(_instant(to))
    return True


def _instant(text: str) -> datetime:
    with suppress(ValueError):
        instant = datetime.fromisoformat(text)
        if instant.utcoffset() is not None:
            return instant
    raise PhoneError("Give an instant with its zone, such as 2023-06-13T09:00:00Z.")
