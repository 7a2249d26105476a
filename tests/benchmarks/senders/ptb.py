"""PTB's `Bot.send_message` with PTB's own transport."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import HTTPXRequest

from tests.benchmarks.senders.common import BUTTONS, TEXT, TOKEN, Send, run


@asynccontextmanager
async def client(url: str, at_once: int) -> AsyncIterator[Send]:
    request = HTTPXRequest(connection_pool_size=at_once, pool_timeout=60, read_timeout=60)
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data) for text, data in BUTTONS]])
    preview = LinkPreviewOptions(is_disabled=True)
    async with request:
        yield lambda chat: bot.send_message(
            chat, TEXT, parse_mode="HTML", reply_markup=keyboard, link_preview_options=preview
        )


if __name__ == "__main__":
    run(client)
