"""The sender of this project, with its pacer at a rate that does not hold it up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import SystemClock
from bot.domain.exchange import Button, Priority, TextPart
from bot.domain.outcomes import Sent
from bot.gateway import connection
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from tests.benchmarks.senders.common import BUTTONS, TEXT, TOKEN, Send, run


@asynccontextmanager
async def client(url: str, at_once: int) -> AsyncIterator[Send]:
    bot = connection.connect(TOKEN, url)
    clock = SystemClock()
    sender = TelegramSender(bot, Pacer(clock, Rates(overall=20_000)), clock)
    rows = (tuple(Button(text, data) for text, data in BUTTONS),)

    async def send(chat: int) -> None:
        outcome = await sender.send(chat, TextPart(TEXT, rows), Priority.ANNOUNCEMENT, None)
        assert isinstance(outcome, Sent), outcome

    async with bot.request:
        yield send


if __name__ == "__main__":
    run(client)
