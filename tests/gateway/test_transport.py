"""The transport against a server that does whatever a server may do."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData

from bot.gateway.transport import Transport, UnreachedError

TOKEN = "123456789:" + "A" * 35
OK = b'{"ok":true,"result":true}'

Respond = Callable[["Call"], Awaitable[None]]


class Call:
    """One request as it came, and the connection on which to answer."""

    def __init__(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        self.head = head.decode()
        self.body = body
        self._writer = writer

    def answer(self, body: bytes, status: str = "200 OK", length: int | None = None) -> None:
        declared = len(body) if length is None else length
        self.write(f"HTTP/1.1 {status}\r\nContent-Length: {declared}\r\n\r\n".encode() + body)

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    def close(self) -> None:
        self._writer.close()


class Server:
    """Reads requests, notes them, and lets `respond` do the rest."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.calls: list[Call] = []
        self.came = asyncio.Semaphore(0)
        """Whoever acquires it waits for one more call."""
        self.connections = 0
        self.url = ""
        self._writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                call = Call(head, await self._body(head.lower(), reader), writer)
                self.calls.append(call)
                self.came.release()
                await self.respond(call)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _body(self, head: bytes, reader: asyncio.StreamReader) -> bytes:
        if b"transfer-encoding: chunked" in head:
            body = b""
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
            return body
        _, _, rest = head.partition(b"content-length: ")
        return await reader.readexactly(int(rest.partition(b"\r\n")[0])) if rest else b""

    def hang_up(self) -> None:
        """Close all connections, as servers do with idle ones."""
        for writer in self._writers:
            writer.close()


@asynccontextmanager
async def serving(respond: Respond) -> AsyncIterator[Server]:
    server = Server(respond)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}/bot"
    try:
        yield server
    finally:
        listener.close()
        server.hang_up()
        await listener.wait_closed()
        await asyncio.sleep(0)


async def yes(call: Call) -> None:
    call.answer(OK)


async def hang(_: Call) -> None:
    await asyncio.sleep(60)


async def failure(respond: Respond, transport: Transport) -> TelegramError:
    """What a call comes to where it goes wrong."""
    async with serving(respond) as server, transport:
        with pytest.raises(TelegramError) as caught:
            await transport.post(f"{server.url}/x")
    return caught.value


async def test_parameters_go_as_json() -> None:
    async with serving(yes) as server:
        bot = Bot(TOKEN, server.url, request=Transport(4), get_updates_request=Transport(1))
        async with bot.request:
            text = "Встреча «один» 🙂 \ud83d"
            assert await bot.do_api_request("send_Message", {"chat_id": 7, "text": text, "entities": [{"a": 1}]})
        call = server.calls[0]
        assert call.head.startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\n")
        assert "Content-Type: application/json" in call.head
        assert json.loads(call.body) == {"chat_id": "7", "text": text, "entities": '[{"a": 1}]'}


async def test_a_big_upload_goes_whole_and_under_its_own_name() -> None:
    content = bytes(range(256)) * 40_000
    async with serving(yes) as server:
        bot = Bot(TOKEN, server.url, request=Transport(4), get_updates_request=Transport(1))
        async with bot.request:
            file = InputFile(content, 'Отчёт "№ 1".xlsx')
            assert await bot.do_api_request("send_Document", {"chat_id": 7, "document": file, "caption": "شكرا"})
        body = server.calls[0].body
        assert content in body
        assert 'filename="Отчёт \\"№ 1\\".xlsx"'.encode() in body
        assert "شكرا".encode() in body
        assert "multipart/form-data; boundary=" in server.calls[0].head


async def test_a_refused_port_is_not_reached() -> None:
    async with serving(yes) as server:
        url = server.url
    async with Transport(4) as transport:
        with pytest.raises(UnreachedError):
            await transport.post(f"{url}/x")


@pytest.mark.parametrize("address", ["http://no-such-host.invalid/bot", "ftp://127.0.0.1/bot", "nowhere"])
async def test_an_address_that_leads_nowhere_is_not_reached(address: str) -> None:
    async with Transport(4) as transport:
        with pytest.raises(UnreachedError):
            await transport.post(f"{address}/x")


async def test_whoever_gets_no_connection_in_time_was_not_reached() -> None:
    async with serving(hang) as server, Transport(1, connect_timeout=1) as transport:
        first = asyncio.create_task(transport.post(f"{server.url}/first"))
        await server.came.acquire()
        with pytest.raises(UnreachedError):
            await transport.post(f"{server.url}/second")
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        assert len(server.calls) == 1


async def test_a_connection_that_closes_before_the_answer_leaves_it_in_doubt() -> None:
    async def close(call: Call) -> None:
        call.close()

    error = await failure(close, Transport(4))
    assert isinstance(error, NetworkError)
    assert not isinstance(error, UnreachedError)


async def test_half_an_answer_leaves_it_in_doubt() -> None:
    async def half(call: Call) -> None:
        call.answer(OK[:9], length=len(OK))
        call.close()

    error = await failure(half, Transport(4))
    assert isinstance(error, NetworkError)
    assert not isinstance(error, UnreachedError)


async def test_what_is_no_http_leaves_it_in_doubt() -> None:
    async def babble(call: Call) -> None:
        call.answer(b"", status="two hundred")

    error = await failure(babble, Transport(4))
    assert isinstance(error, NetworkError)
    assert not isinstance(error, UnreachedError)


async def test_no_answer_in_time_leaves_it_in_doubt() -> None:
    error = await failure(hang, Transport(4, read_timeout=0.1))
    assert isinstance(error, TimedOut)
    assert not isinstance(error, UnreachedError)


async def test_an_answer_that_trickles_ends_too() -> None:
    async def trickle(call: Call) -> None:
        call.answer(b"", length=10**6)
        while True:
            call.write(b" ")
            await asyncio.sleep(0.02)

    error = await failure(trickle, Transport(4, connect_timeout=0.1, write_timeout=0.1, read_timeout=0.1))
    assert isinstance(error, TimedOut)


async def test_a_call_may_have_a_timeout_of_its_own() -> None:
    async def late(call: Call) -> None:
        await asyncio.sleep(0.3)
        call.answer(OK)

    async with serving(late) as server, Transport(4, read_timeout=0.1) as transport:
        assert transport.read_timeout == 0.1
        assert await transport.post(f"{server.url}/x", read_timeout=5)
        assert await transport.post(f"{server.url}/x", read_timeout=None, write_timeout=None, connect_timeout=None)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        ("502 Bad Gateway", b"<html>nginx</html>", NetworkError),
        ("200 OK", b"<html>nginx</html>", TelegramError),
        ("302 Found", b"", NetworkError),
        ("400 Bad Request", b'{"ok":false,"description":"Bad Request: message is too long"}', BadRequest),
        ("401 Unauthorized", b'{"ok":false,"description":"Unauthorized"}', InvalidToken),
        ("429 Too Many Requests", b'{"ok":false,"parameters":{"retry_after":7}}', RetryAfter),
    ],
)
async def test_answers_that_are_none(status: str, body: bytes, kind: type[TelegramError]) -> None:
    async def respond(call: Call) -> None:
        call.answer(body, status)

    error = await failure(respond, Transport(4))
    assert isinstance(error, kind)
    assert not isinstance(error, UnreachedError)


async def test_fifty_at_once_share_the_connections_there_are() -> None:
    async def soon(call: Call) -> None:
        await asyncio.sleep(0.01)
        call.answer(OK)

    async with serving(soon) as server, Transport(8) as transport:
        answers = await asyncio.gather(*(transport.post(f"{server.url}/x") for _ in range(50)))
        assert answers == [True] * 50
        assert len(server.calls) == 50
        assert server.connections == 8


async def test_an_idle_connection_that_the_server_has_closed_is_not_used_again() -> None:
    async with serving(yes) as server, Transport(4) as transport:
        assert await transport.post(f"{server.url}/x")
        server.hang_up()
        await asyncio.sleep(0.05)
        assert await transport.post(f"{server.url}/x")
        assert server.connections == 2


async def test_a_connection_that_closes_as_it_is_used_again_leaves_it_in_doubt_and_nothing_is_sent_twice() -> None:
    async def close_the_second(call: Call) -> None:
        if len(server.calls) == 2:
            call.close()
        else:
            call.answer(OK)

    async with serving(close_the_second) as server, Transport(4) as transport:
        assert await transport.post(f"{server.url}/x")
        with pytest.raises(NetworkError) as caught:
            await transport.post(f"{server.url}/x")
        assert not isinstance(caught.value, UnreachedError)
        assert len(server.calls) == 2
        assert server.connections == 1


@pytest.mark.parametrize("begun", [False, True])
async def test_shutting_down_ends_what_is_under_way_and_it_can_begin_again(begun: bool) -> None:
    async def half(call: Call) -> None:
        if begun:
            call.answer(b"{", length=100)
        await asyncio.sleep(60)

    async with serving(half) as server:
        transport = Transport(2)
        await transport.initialize()
        calls = [asyncio.create_task(transport.post(f"{server.url}/x")) for _ in range(6)]
        for _ in range(2):
            await server.came.acquire()
        # What the server has written has arrived.
        await asyncio.sleep(0.05)
        await transport.shutdown()
        outcomes = await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 30)
        assert [type(outcome) for outcome in outcomes] == [TimedOut] * 6
        with pytest.raises(UnreachedError):
            await transport.post(f"{server.url}/x")
        await transport.shutdown()

        server.respond = yes
        await transport.initialize()
        await transport.initialize()
        assert await transport.post(f"{server.url}/x", RequestData())
        await transport.shutdown()


async def test_a_call_that_is_cancelled_leaves_its_connection_to_nobody() -> None:
    async with serving(hang) as server, Transport(1) as transport:
        call = asyncio.create_task(transport.post(f"{server.url}/x"))
        await server.came.acquire()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        server.respond = yes
        assert await transport.post(f"{server.url}/x")
        assert server.connections == 2


async def test_files_are_fetched() -> None:
    async def file(call: Call) -> None:
        call.answer(b"\x00" * 3_000_000)

    async with serving(file) as server, Transport(1) as transport:
        assert len(await transport.retrieve(f"{server.url}/file")) == 3_000_000
        assert server.calls[0].head.startswith("GET ")
