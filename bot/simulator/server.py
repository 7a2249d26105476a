"""The simulated Telegram as a web server on the loopback."""

import asyncio
import contextlib
import socket
from collections.abc import Generator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.simulator import bot_api, phone_api
from bot.simulator.errors import ApiError
from bot.simulator.guard import Guard
from bot.simulator.signals import Stopping
from bot.simulator.world import World

HOST = "127.0.0.1"
_BACKLOG = 1024
_PATIENCE_SECONDS = 2


def create_app(world: World) -> Starlette:
    """The Bot API and the phone of one world. `app.state.stopping` ends its long polls and streams."""
    stopping = Stopping()
    app = Starlette(
        routes=[*bot_api.routes(world, stopping), *phone_api.routes(world, stopping)],
        middleware=[Middleware(Guard)],
        exception_handlers={HTTPException: _refused, ClientDisconnect: _gone},
    )
    app.state.world = world
    app.state.stopping = stopping
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """A path or a verb that there is not, in the form of the interface that was asked."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(("/bot", "/file/bot")):
        return JSONResponse(ApiError(error.status_code, error.detail).body(), error.status_code)
    return JSONResponse({"error": f"{error.detail}."}, error.status_code)


async def _gone(_: Request, __: Exception) -> Response:
    """Nobody is there any more to read this."""
    return Response(status_code=400)


class SimulatorServer:
    """Serves a world from the running event loop; it can be started and stopped again and again."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.port: int | None = None
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping: Stopping | None = None

    @property
    def url(self) -> str:
        """The address of the page, and the root of the Bot API."""
        return f"http://{HOST}:{self.port}"

    async def start(self, port: int = 0) -> int:
        """Listen on 127.0.0.1 at that port (0: any free one) and return it; OSError where it is taken."""
        if self._task is not None:
            raise RuntimeError("the server is running")
        listener = _listen(port)
        app = create_app(self.world)
        config = uvicorn.Config(
            app,
            http=_ClosableProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            # Clients keep connections for a while; one that closes under a request would look like a fault.
            timeout_keep_alive=600,
            backlog=_BACKLOG,
        )
        self._server = _Server(config)
        self._stopping = app.state.stopping
        self.port = listener.getsockname()[1]
        self._task = asyncio.create_task(self._server.serve([listener]))
        await self._server.listening.wait()
        return self.port

    async def stop(self) -> None:
        """Stop listening, end what is under way, and return when all is closed."""
        if self._task is None or self._server is None or self._stopping is None:
            return
        self._stopping.stop()
        self._server.leave()
        await self._task
        self._task = self._server = self._stopping = None

    async def __aenter__(self) -> "SimulatorServer":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def _listen(port: int) -> socket.socket:
    # asyncio turns Nagle's delay off only for sockets that name their protocol.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        # Listening here shows a port that another server holds, though it let this one bind.
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Uvicorn's server inside somebody else's loop: it leaves signals alone and stops without delay."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self._left = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        await self._left.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the calls under way answer, if they do so soon, and close every connection."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if tasks := set(self.server_state.tasks):
            _, late = await asyncio.wait(tasks, timeout=_PATIENCE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # Closed transports tell their protocols in the next turn of the loop.
        await asyncio.sleep(0)
        for server in self.servers:
            await server.wait_closed()

    def leave(self) -> None:
        """Stop serving."""
        self.should_exit = True
        self._left.set()


class _ClosableProtocol(H11Protocol):
    """Lets the application close a connection without an answer, as a fault."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope[bot_api.HANG_UP] = self.transport.close
            await application(scope, receive, send)

        self.app = app
