"""aiogram's `Bot.send_message`. It is no dependency of this project: `tests/benchmarks/sending.py` says why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot  # type: ignore[import-not-found]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]
from aiogram.types import InlineKeyboardButton as Button  # type: ignore[import-not-found]
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions

from tests.benchmarks.senders.common import BUTTONS, TEXT, TOKEN, Send, run


@asynccontextmanager
async def client(url: str, at_once: int) -> AsyncIterator[Send]:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url), limit=at_once))
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[Button(text=text, callback_data=data) for text, data in BUTTONS]])
    preview = LinkPreviewOptions(is_disabled=True)
    async with bot:
        yield lambda chat: bot.send_message(
            chat, TEXT, parse_mode="HTML", reply_markup=keyboard, link_preview_options=preview
        )


if __name__ == "__main__":
    run(client)
