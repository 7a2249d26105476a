"""Requests made beforehand, written to sockets: what the stub can take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.benchmarks.senders.common import TOKEN, Send, run


@asynccontextmanager
async def client(url: str, at_once: int) -> AsyncIterator[Send]:
    host, _, port = url.removeprefix("http://").partition(":")
    request = f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nContent-Length: 1500\r\n\r\n".encode() + b"x" * 1500
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(chat: int) -> None:
        reader, writer = free.pop() if free else await asyncio.open_connection(host, int(port))
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.rpartition(b" ")[2]))
        free.append((reader, writer))

    yield send
    for _reader, writer in free:
        writer.close()


if __name__ == "__main__":
    run(client)
