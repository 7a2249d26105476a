"""What each of the clients sends, and how it is measured."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final
from urllib.request import urlopen

TOKEN: Final = "123456789:" + "A" * 35
TEXT: Final = (
    "<b>Совещание национальных координаторов</b>\n\nУважаемые коллеги, совещание пройдёт 14–15 июня 2023 г. в Брюсселе."
    " Повестка дня и порядок регистрации — <a href='https://example.org/brussels'>на странице совещания</a>. Просим"
    " подтвердить участие до 1 июня.\n\n" + "Секретариат признателен за ваши ответы на предварительные вопросы. " * 4
)
BUTTONS: Final = (("Прочитано", "v1|read|42"), ("Я приду", "v1|rsvp|brussels-2023"))
WARM_UP: Final = 300

Send = Callable[[int], Awaitable[object]]
"""Sends the text to a chat."""

Client = Callable[[str, int], AbstractAsyncContextManager[Send]]
"""A client of the server at an address, with so many messages under way at once."""


def run(client: Client) -> None:
    """Do what the command line says (address, how many at once, how many in all), and print what came of it as JSON."""
    url, at_once, messages = sys.argv[1:]
    print(json.dumps(asyncio.run(_measured(client, url, int(at_once), int(messages)))))


async def _measured(client: Client, url: str, at_once: int, messages: int) -> dict[str, float]:
    async with client(url, at_once) as send:
        await _all(send, range(10**6, 10**6 + WARM_UP), at_once)
        served, began, used = _stub_cpu(url), time.perf_counter(), time.process_time()
        await _all(send, range(1, messages + 1), at_once)
        took, used = time.perf_counter() - began, time.process_time() - used
        return {
            "rate": messages / took,
            "cpu": used / messages * 1000,
            "busy": used / took,
            "stub_busy": (_stub_cpu(url) - served) / took,
        }


async def _all(send: Send, chats: range, at_once: int) -> None:
    left = iter(chats)

    async def one_after_another() -> None:
        for chat in left:
            await send(chat)

    await asyncio.gather(*(one_after_another() for _ in range(at_once)))


def _stub_cpu(url: str) -> float:
    with urlopen(f"{url}/cpu") as answer:
        return float(answer.read())
