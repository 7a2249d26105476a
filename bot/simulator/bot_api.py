"""The Bot API over HTTP: tokens, methods, faults, and answers in Telegram's form."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.simulator.api_methods import BY_NAME, LongMethod
from bot.simulator.api_reading import not_found
from bot.simulator.errors import ApiError
from bot.simulator.faults import ERROR_PAGE
from bot.simulator.http_params import read_params
from bot.simulator.signals import Stopping
from bot.simulator.stage import TOKEN, Call, Stage

# Where the server leaves, in the scope of a request, the function that closes its connection.
HANG_UP = "simulator.hang_up"


class HangUp(Response):
    """No answer: the connection closes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        close: Callable[[], None] | None = scope.get(HANG_UP)
        if close is None:
            raise RuntimeError("this server cannot close a connection without an answer")
        close()
        while (await receive())["type"] != "http.disconnect":
            pass


class Silence(HangUp):
    """No answer, and the connection stays open until the client closes it, or the server stops."""

    def __init__(self, stopping: Stopping) -> None:
        super().__init__()
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def left() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        if await self._stopping.over(left()):
            await super().__call__(scope, receive, send)


def routes(stage: Stage, stopping: Stopping) -> list[Route]:
    """The routes of methods and of downloads."""

    async def method(request: Request) -> Response:
        try:
            return await _call(stage, stopping, request)
        except ApiError as error:
            return _refusal(error)

    async def download(request: Request) -> Response:
        try:
            _check_token(stage, request.path_params["token"])
        except ApiError as error:
            return _refusal(error)
        file = stage.files.at(request.path_params["path"])
        if file is None:
            return _refusal(not_found())
        return Response(file.content, media_type=file.mime_type)

    async def unknown(_: Request) -> Response:
        return _refusal(not_found())

    verbs = ["GET", "POST"]
    return [
        Route("/bot{token}/{method}", method, methods=verbs),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
        Route("/bot{rest:path}", unknown, methods=verbs),
    ]


def _check_token(stage: Stage, token: str) -> None:
    """ApiError 404 for what is no token, 401 for one that is not let in."""
    if not TOKEN.fullmatch(token):
        raise not_found()
    if token in stage.revoked or (stage.tokens is not None and token not in stage.tokens):
        raise ApiError(401, "Unauthorized")


async def _call(stage: Stage, stopping: Stopping, request: Request) -> Response:
    _check_token(stage, request.path_params["token"])
    method = BY_NAME.get(request.path_params["method"].lower())
    if method is None:
        raise not_found()
    params = await read_params(request)
    verdict = stage.faults.judge(method.name, params.values)
    if verdict.refuse:
        return HangUp()
    if verdict.silence:
        return Silence(stopping)
    if verdict.internal_error:
        raise ApiError(500, "Internal Server Error: restart")
    if verdict.error_status is not None:
        return HTMLResponse(ERROR_PAGE, verdict.error_status)
    result: Any = None
    error: ApiError | None = None
    try:
        if isinstance(method, LongMethod):
            result = await stopping.unless_stopped(_awaited(method, stage, params))
            # It can have been revoked meanwhile.
            _check_token(stage, request.path_params["token"])
        else:
            result = method.run(stage, params)
    except ApiError as refusal:
        error = refusal
    note = None if error is None else f"{error.status} {error.description}"
    call = Call(method.name, params.values, stage.clock.now(), result, note)
    (stage.calls if error is None else stage.refused).append(call)
    stage.changed.fire()
    if verdict.delay:
        await stopping.over(stage.clock.sleep(verdict.delay))
    if verdict.lose_answer:
        return HangUp()
    return _json({"ok": True, "result": result}) if error is None else _refusal(error)


async def _awaited(method: LongMethod, stage: Stage, params: Any) -> Any:
    return await method.run(stage, params)


def _json(body: Any, status: int = 200) -> Response:
    # Letters outside ASCII are escaped, as Telegram does; so half a surrogate pair of a forged update survives.
    content = json.dumps(body, separators=(",", ":")).encode()
    return Response(content, status, media_type="application/json")


def _refusal(error: ApiError) -> Response:
    response = _json(error.body(), error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
