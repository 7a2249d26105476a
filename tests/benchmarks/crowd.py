"""A simulated Telegram in a process of its own, with strangers who flood the bot and members who ask it something.

Started by `tests.benchmarks.flood`. It writes its port, begins when it is sent a line, and writes how many messages it
has sent when the bot has fetched them all.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from bot.clock import SystemClock
from bot.domain import actions
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.benchmarks.understanding.lines import DEV

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
MEMBERS: Final = tuple(range(5001, 5021))
STRANGERS: Final = tuple(range(10_001, 10_501))
A_SECOND: Final = 20_000 / 60
"""Messages of all strangers together."""

ASK_EVERY: Final = 2.0
"""Seconds between two questions of a member."""

_STEP: Final = 0.01
_PATIENCE: Final = 60.0
_COMMANDS: Final = ("/start", "/help", "/meetings", "/language", "/start abcdefghijklmnopqrstuv", "/nothing")
_JUNK: Final = ("asdf", "🙂🙂🙂", "x" * 4000, "https://example.org", "<b>&amp;</i>")


class Crowd:
    """People who act at set times."""

    def __init__(self, world: World, chosen: random.Random) -> None:
        self._world = world
        self._chosen = chosen
        self._questions = {
            language: [line.text for line in DEV.lines() if line.language == language] for language in LANGUAGES
        }
        self.sent = 0
        for number, person in enumerate((*MEMBERS, *STRANGERS)):
            world.add_person(person, language_code=LANGUAGES[number % len(LANGUAGES)], started=True)

    async def act(self, seconds: float) -> None:
        """All that they do, spread evenly over that many seconds."""
        began = time.monotonic()
        for at, act in sorted(self._plan(seconds), key=lambda each: each[0]):
            if (early := at - (time.monotonic() - began)) > 0:
                await asyncio.sleep(max(early, _STEP))
            act()
            self.sent += 1

    def _plan(self, seconds: float) -> Iterator[tuple[float, Callable[[], object]]]:
        for number, member in enumerate(MEMBERS):
            for round_ in range(int(seconds / ASK_EVERY)):
                at = ASK_EVERY * (round_ + number / len(MEMBERS))
                yield at, partial(self._ask, member)
        count = int(A_SECOND * seconds)
        for number in range(count):
            stranger = STRANGERS[number % len(STRANGERS)]
            yield seconds * number / count, partial(self._bother, stranger)

    def _ask(self, person: int) -> None:
        language = self._world.chats[person].person.language_code or "en"
        self._world.send_text(person, self._chosen.choice(self._questions[language]))

    def _bother(self, person: int) -> None:
        match self._chosen.choices(("question", "command", "press", "junk", "sticker"), (50, 20, 15, 10, 5))[0]:
            case "question":
                self._ask(person)
            case "command":
                self._world.send_text(person, self._chosen.choice(_COMMANDS))
            case "press":
                self._press(person)
            case "junk":
                self._world.send_text(person, self._chosen.choice(_JUNK))
            case "sticker":
                self._world.send_media(person, "sticker")

    def _press(self, person: int) -> None:
        sender, chat = self._world.chats[person].person, self._world.chats[person].person.as_chat()
        data = self._chosen.choice((actions.encode(actions.ShowMeeting("brussels")), "v1|nothing", "\u202e"))
        message = {"message_id": 1, "date": 1, "chat": chat, "text": "…"}
        press = {"id": str(self.sent), "from": sender.as_user(), "chat_instance": "1", "data": data}
        self._world.inject({"callback_query": {**press, "message": message}})


async def run(seconds: float) -> None:
    """Serve, act, and end when all is fetched."""
    world = World(clock=SystemClock())
    crowd = Crowd(world, random.Random(7))
    async with SimulatorServer(world) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        await crowd.act(seconds)
        until = time.monotonic() + _PATIENCE
        while world.updates.pending() and time.monotonic() < until:
            await world.changed.wait(world.clock, 0.1)
        sys.stdout.write(f"{crowd.sent} {world.updates.pending()}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    asyncio.run(run(float(sys.argv[1])))
