"""Sending one part of a message, at the pace that Telegram allows."""

from typing import assert_never

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock
from bot.domain.exchange import DocumentPart, Part, PhotoPart, Priority, TextPart, VenuePart
from bot.domain.outcomes import Later, Outcome, Sent
from bot.gateway import errors
from bot.gateway.markup import keyboard
from bot.gateway.pacing import Pacer, StoppedError

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """`ports.Sender` on a PTB bot."""

    def __init__(self, bot: Bot, pacer: Pacer, clock: Clock) -> None:
        self._bot = bot
        self._pacer = pacer
        self._clock = clock

    def pause(self) -> float:
        return self._pacer.pause()

    def resting(self) -> dict[int, float]:
        return self._pacer.resting()

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        try:
            await self._pacer.turn(chat_id, priority)
        except StoppedError:
            return Later(self._clock.now(), "the program stopped")
        try:
            if edits is not None and isinstance(part, TextPart):
                return await self._edit(chat_id, part, edits, or_anew=or_anew)
            return Sent((await self._send(chat_id, part)).message_id)
        except RetryAfter as error:
            self._pacer.hold(chat_id, errors.retry_after(error).total_seconds())
            return errors.outcome_of(error, self._clock.now())
        except TelegramError as error:
            return errors.outcome_of(error, self._clock.now())

    async def _send(self, chat_id: int, part: Part) -> Message:
        match part:
            case TextPart(html=html, buttons=buttons):
                return await self._bot.send_message(
                    chat_id,
                    html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(buttons),
                    link_preview_options=_NO_PREVIEW,
                )
            case VenuePart():
                return await self._bot.send_venue(
                    chat_id, part.latitude, part.longitude, title=part.title, address=part.address
                )
            case DocumentPart():
                return await self._bot.send_document(
                    chat_id, part.content, filename=part.name, caption=part.html, parse_mode=ParseMode.HTML
                )
            case PhotoPart():
                return await self._bot.send_photo(chat_id, part.content, caption=part.html, parse_mode=ParseMode.HTML)
            case _:
                assert_never(part)

    async def _edit(self, chat_id: int, part: TextPart, message_id: int, *, or_anew: bool) -> Outcome:
        try:
            await self._bot.edit_message_text(
                part.html,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(part.buttons),
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramError as error:
            if errors.is_not_modified(error):
                return Sent(message_id)
            if or_anew and errors.cannot_edit(error):
                return Sent((await self._send(chat_id, part)).message_id)
            raise
        return Sent(message_id)
