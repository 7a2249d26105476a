"""The page's interface: a person's chats, what they do there, the files they open, and the clock."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.simulator.chat import Chat
from bot.simulator.errors import PhoneError
from bot.simulator.phone_body import read_body, read_file, value
from bot.simulator.phone_clock import clock
from bot.simulator.signals import Stopping
from bot.simulator.streams import as_stream, chat_events, directory_events
from bot.simulator.world import World

PAGE = Path(__file__).parent / "phone"
# What may be shown in the page itself; anything else is downloaded, so that no document runs as a page.
_SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Endpoint = Callable[[Request], Awaitable[Response]]
Act = Callable[[World, int, dict[str, Any]], Any]


def routes(world: World, stopping: Stopping) -> list[BaseRoute]:
    """The page's routes."""

    async def page(_: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def bot(request: Request) -> Response:
        return JSONResponse(world.bot_card(request.query_params.get("language", "")))

    async def people(_: Request) -> Response:
        return JSONResponse(world.people_cards())

    async def chat(request: Request) -> Response:
        found = _chat(world, request)
        world.mark_read(found)
        messages = [message.as_phone() for message in found.shown()]
        return JSONResponse({**world.chat_card(found), "messages": messages, "last_event": found.log.last})

    async def events(request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        after = int(last) if last.isdecimal() and len(last) < 16 else None
        return as_stream(chat_events(world, _chat(world, request), stopping, after))

    async def directory(_: Request) -> Response:
        return as_stream(directory_events(world, stopping))

    async def send_file(request: Request) -> Response:
        person: int = request.path_params["person"]
        fields, file = await read_file(request)
        kind, caption = value(fields, "kind", str), value(fields, "caption", str, "")
        sent = world.send_file(person, kind, file.content, file.name, caption, file.mime_type)
        return JSONResponse(sent.as_phone())

    async def file(request: Request) -> Response:
        stored = world.files.get(request.path_params["file_id"])
        if stored is None:
            return JSONResponse({"error": "There is no such file."}, 404)
        shown = stored.mime_type in _SHOWN_TYPES
        name = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(stored.name, safe='')}"
        return Response(stored.content, media_type=stored.mime_type, headers={"Content-Disposition": name})

    return [
        Route("/", page),
        Route("/phone/bot", bot),
        Route("/phone/people", people),
        Route("/phone/events", directory),
        Route("/phone/clock", clock, methods=["GET", "POST"]),
        Route("/phone/files/{file_id}", file),
        Route("/phone/chats/{person:int}", _kindly(chat)),
        Route("/phone/chats/{person:int}/events", _kindly(events)),
        Route("/phone/chats/{person:int}/file", _kindly(send_file), methods=["POST"]),
        *(
            Route(f"/phone/chats/{{person:int}}/{name}", _kindly(_post(world, act)), methods=["POST"])
            for name, act in ACTS.items()
        ),
        Mount("/phone/static", StaticFiles(directory=PAGE)),
    ]


def _chat(world: World, request: Request) -> Chat:
    return world.chat_of(request.path_params["person"])


def _kindly(endpoint: Endpoint) -> Endpoint:
    """Tell the page in one sentence what a person cannot do."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except PhoneError as error:
            missing = request.path_params["person"] not in request.app.state.world.chats
            return JSONResponse({"error": str(error)}, 404 if missing else 400)

    return guarded


def _post(world: World, act: Act) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        body = await read_body(request)
        return JSONResponse(act(world, request.path_params["person"], body))

    return endpoint


def _text(world: World, person: int, body: dict[str, Any]) -> Any:
    return world.send_text(person, value(body, "text", str), value(body, "reply_to", int, None)).as_phone()


def _start(world: World, person: int, body: dict[str, Any]) -> Any:
    return world.start(person, value(body, "payload", str, "")).as_phone()


def _press(world: World, person: int, body: dict[str, Any]) -> Any:
    place = [value(body, name, int) for name in ("message", "row", "column")]
    return {"query": world.press(person, place[0], place[1], place[2])}


def _media(world: World, person: int, body: dict[str, Any]) -> Any:
    return world.send_media(person, value(body, "kind", str), value(body, "caption", str, "")).as_phone()


def _edit(world: World, person: int, body: dict[str, Any]) -> Any:
    return world.edit(person, value(body, "message", int), value(body, "text", str)).as_phone()


def _block(world: World, person: int, body: dict[str, Any]) -> Any:
    world.block(person, value(body, "blocked", bool))
    return {}


def _clear(world: World, person: int, _: dict[str, Any]) -> Any:
    world.clear(person)
    return {}


ACTS: dict[str, Act] = {
    "text": _text,
    "start": _start,
    "press": _press,
    "media": _media,
    "edit": _edit,
    "block": _block,
    "clear": _clear,
}
