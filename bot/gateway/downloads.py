"""What is in a small file that somebody has sent."""

import logging
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.domain.errors import where
from bot.domain.exchange import SharedFile

_WITHIN: Final = 20.0
"""Seconds; whoever has sent it waits for an answer."""

log = logging.getLogger(__name__)


async def fetch(bot: Bot, file: SharedFile, most: int) -> bytes | None:
    """Its bytes; none where there are more than `most`, or Telegram does not give them."""
    if file.size > most:
        return None
    try:
        described = await bot.get_file(file.file_id, read_timeout=_WITHIN)
        if (described.file_size or 0) > most:
            return None
        content = bytes(await described.download_as_bytearray(read_timeout=_WITHIN))
    except (TelegramError, OSError, RuntimeError) as error:
        log.warning("a file could not be fetched (%s)", where(error))
        return None
    return content if len(content) <= most else None
