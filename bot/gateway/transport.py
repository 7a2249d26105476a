"""HTTP to a Bot API server, by aiohttp: PTB's own transport takes several times as long for a message."""

import asyncio
import io
import ssl
from functools import cache
from typing import Any, Final

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_KEEP_ALIVE: Final = 4.0
"""Seconds for which an idle connection is kept. Servers close theirs after 5 (uvicorn) to 75 (nginx) and more; what is
written to one that the server closes at that moment is in doubt, so this side closes first."""

_UPLOAD: Final = 300.0
"""Seconds for a request that carries files: Telegram takes 50 MB, and lines are slow."""

_JSON: Final = {"Content-Type": "application/json"}
_OF_ADDRESS: Final = (aiohttp.InvalidUrlClientError, aiohttp.NonHttpUrlClientError)


class UnreachedError(NetworkError):
    """Nothing has left: there is no connection, or none was free in time."""


class Transport(BaseRequest):
    """A pool of at most `connections`. Once shut down, it can be initialized again.

    What a call may take, in seconds: `connect_timeout` until it has a connection (waiting for a free one included),
    `write_timeout` to be written, `read_timeout` for each piece of the answer. None: as long as it takes.
    """

    __slots__ = ("_connect", "_connections", "_read", "_session", "_under_way", "_write")

    def __init__(
        self,
        connections: int,
        *,
        connect_timeout: float | None = 20.0,
        write_timeout: float | None = 20.0,
        read_timeout: float | None = 20.0,
    ) -> None:
        self._connections = connections
        self._connect = connect_timeout
        self._write = write_timeout
        self._read = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[asyncio.Timeout] = set()

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections; calls that are under way end, and what becomes of them is not known."""
        session, self._session = self._session, None
        if session is not None:
            for deadline in self._under_way:
                if not deadline.expired():
                    deadline.reschedule(0)
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer, whatever they are. UnreachedError where nothing has left; TimedOut or
        NetworkError where that is not certain."""
        session = self._session
        if session is None:
            raise UnreachedError("the transport is shut down")
        uploads = request_data is not None and request_data.contains_files
        connect = _given(connect_timeout, self._connect)
        write = _given(write_timeout, _UPLOAD if uploads else self._write)
        read = _given(read_timeout, self._read)
        try:
            async with asyncio.timeout(_sum(connect, write, read)) as deadline:
                self._under_way.add(deadline)
                try:
                    async with session.request(
                        method,
                        url,
                        data=_body(request_data),
                        headers=None if request_data is None or uploads else _JSON,
                        ssl=_authorities() if url.startswith("https:") else True,
                        timeout=aiohttp.ClientTimeout(connect=connect, sock_read=read),
                        allow_redirects=False,
                    ) as response:
                        return response.status, await response.read()
                finally:
                    self._under_way.discard(deadline)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, *_OF_ADDRESS) as error:
            raise UnreachedError(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # A connection that was kept may have been closed by the server before or after it took the request.
            raise NetworkError(type(error).__name__) from error


def _given(value: Any, default: float | None) -> float | None:
    seconds: float | None = default if value is BaseRequest.DEFAULT_NONE else value
    return seconds


def _sum(*seconds: float | None) -> float | None:
    total = 0.0
    for part in seconds:
        if part is None:
            return None
        total += part
    return total


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_payload
    # Names of files go as they are, in UTF-8: Telegram shows those that are quoted for mail with their percent signs.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=file_name, content_type=kind)
    return form


@cache
def _authorities() -> ssl.SSLContext:
    """Those that the machine trusts, and Mozilla's, which not every machine has."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
