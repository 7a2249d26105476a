"""What it costs to send: `python -m tests.benchmarks.sending [--aiogram PYTHON]`.

A stub in a process and on a core of its own answers every sendMessage at once, as Telegram does. Against it, one after
another and several times over, each in a new process on one other core: PTB's `Bot.send_message` with PTB's own
transport, aiogram's, and the sender of this project with its pacer at a rate that does not hold it up. Each sends the
same text with the same buttons, with as many messages under way at once as suit it best.

aiogram asks for an older pydantic than this project uses, so it is not among the tools of development: make it an
environment with `python -m venv DIR && DIR/bin/pip install aiogram`, and name its interpreter with `--aiogram
DIR/bin/python`. It is left out where it is not named.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from itertools import count
from typing import Final

from tests.benchmarks.senders.common import BUTTONS, TEXT


class Stub(asyncio.Protocol):
    """As little HTTP as the clients need."""

    _numbers = count(1)

    def __init__(self) -> None:
        self._pending = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pending += data
        while (end := self._pending.find(b"\r\n\r\n")) >= 0:
            head = self._pending[:end].lower()
            _, _, rest = head.partition(b"content-length: ")
            length = int(rest.split(b"\r\n", 1)[0]) if rest else 0
            if len(self._pending) < end + 4 + length:
                return
            self._pending = self._pending[end + 4 + length :]
            body = str(time.process_time()).encode() if head.startswith(b"get ") else _answer(next(self._numbers))
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )


def _answer(number: int) -> bytes:
    return b'{"ok":true,"result":{"message_id":%d,%b}}' % (number, _REST)


_REST: Final = json.dumps(
    {
        "from": {"id": 123456789, "is_bot": True, "first_name": "Meetings", "username": "meetings_bot"},
        "chat": {"id": 1001, "first_name": "Нино", "type": "private"},
        "date": 1681718400,
        "text": TEXT.replace("<b>", "").replace("</b>", ""),
        "entities": [
            {"offset": 0, "length": 36, "type": "bold"},
            {"offset": 170, "length": 22, "type": "text_link", "url": "https://example.org/brussels"},
        ],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in BUTTONS]]},
    }
)[1:-1].encode()


async def serve() -> None:
    """Print the port, and answer until killed."""
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


CLIENTS: Final = (
    ("bare", "tests.benchmarks.senders.bare", (16,)),
    ("ptb", "tests.benchmarks.senders.ptb", (16, 50, 100, 200)),
    ("aiogram", "tests.benchmarks.senders.aiogram_bot", (16, 50, 100, 200)),
    ("ours", "tests.benchmarks.senders.ours", (16, 50, 100)),
)
"""Name, module, and how many messages are under way at once."""

_CORES: Final = sorted(os.sched_getaffinity(0))


def _on(core: int, command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=lambda: os.sched_setaffinity(0, {core}))


def compare(aiogram_python: str | None, messages: int, times: int) -> None:
    runs: dict[tuple[str, int], list[dict[str, float]]] = {}
    with _on(_CORES[0], [sys.executable, "-m", "tests.benchmarks.sending", "--stub"]) as stub:
        assert stub.stdout is not None
        url = f"http://127.0.0.1:{int(stub.stdout.readline())}"
        try:
            for _ in range(times):
                for name, module, several in CLIENTS:
                    python = aiogram_python if name == "aiogram" else sys.executable
                    for at_once in several if python else ():
                        command = [str(python), "-m", module, url, str(at_once), str(messages)]
                        with _on(_CORES[-1], command) as client:
                            told, _ = client.communicate()
                        runs.setdefault((name, at_once), []).append(json.loads(told))
        finally:
            stub.kill()
    print(f"{messages} messages, median of {times}; busy: what client and stub used of their cores")
    print(f"{'':10} {'at once':>8} {'a second':>9} {'CPU ms':>7} {'busy':>6} {'stub':>6}")
    for (name, at_once), results in runs.items():
        rate, cpu, busy, stub_busy = (
            statistics.median(result[key] for result in results) for key in ("rate", "cpu", "busy", "stub_busy")
        )
        print(f"{name:10} {at_once:>8} {rate:>9.0f} {cpu:>7.3f} {busy:>6.0%} {stub_busy:>6.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aiogram", metavar="PYTHON", help="an interpreter that has aiogram")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--stub", action="store_true", help="be the server: for this program's own use")
    given = parser.parse_args()
    if given.stub:
        asyncio.run(serve())
    else:
        compare(given.aiogram, given.messages, given.times)


if __name__ == "__main__":
    main()
