"""Sending one part of a message, at the pace that Telegram allows."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final, assert_never

from telegram import Bot, InputFile
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock
from bot.domain.exchange import DocumentPart, Part, PhotoPart, Priority, TextPart, VenuePart
from bot.domain.outcomes import Later, Outcome, Sent
from bot.gateway import errors
from bot.gateway.markup import keyboard
from bot.gateway.pacing import Pacer, StoppedError

_NO_PREVIEW: Final = json.dumps({"is_disabled": True})
_PICTURE: Final = "picture.png"
_PATIENCE: Final = 2.0
"""Seconds for which an announcement waits for its chat; it is put off where that is to be left alone for longer."""


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

    def recall(self, priority: Priority) -> None:
        self._pacer.recall(priority)

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        async def call() -> Outcome:
            if edits is None or isinstance(part, VenuePart):
                return Sent(await self._send(chat_id, part))
            return await self._edit(chat_id, part, edits, or_anew=or_anew)

        return await self._in_turn(chat_id, priority, call)

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        async def call() -> Outcome:
            await self._call("delete_Messages", chat_id=chat_id, message_ids=json.dumps(list(message_ids)))
            return Sent(None)

        return await self._in_turn(chat_id, priority, call)

    async def _in_turn(self, chat_id: int, priority: Priority, call: Callable[[], Awaitable[Outcome]]) -> Outcome:
        rest = self._pacer.rest(chat_id)
        if priority is Priority.ANNOUNCEMENT and rest > _PATIENCE:
            return Later(self._clock.now() + timedelta(seconds=rest), "the chat rests")
        try:
            await self._pacer.turn(chat_id, priority)
        except StoppedError:
            return Later(self._clock.now(), "there are no turns now")
        try:
            return await call()
        except RetryAfter as error:
            self._pacer.hold(chat_id, errors.retry_after(error).total_seconds())
            return errors.outcome_of(error, self._clock.now())
        except TelegramError as error:
            return errors.outcome_of(error, self._clock.now())

    async def _call(self, method: str, **parameters: Any) -> Any:
        """What Telegram answers, as it stands in JSON. PTB's own methods make objects of it, which takes longer than
        all the rest and which nobody reads. Spelled with a capital, PTB does not warn that it knows the method itself.
        """
        return await self._bot.do_api_request(method, parameters)

    async def _send(self, chat_id: int, part: Part) -> int:
        """The id of the new message."""
        match part:
            case TextPart():
                sent = await self._call("send_Message", chat_id=chat_id, **_text(part))
            case VenuePart(title=title, address=address, latitude=latitude, longitude=longitude):
                sent = await self._call(
                    "send_Venue", chat_id=chat_id, latitude=latitude, longitude=longitude, title=title, address=address
                )
            case DocumentPart():
                document = part.file_id or InputFile(part.content, part.name)
                sent = await self._call("send_Document", chat_id=chat_id, document=document, **_caption(part))
            case PhotoPart():
                photo = part.file_id or InputFile(part.content, _PICTURE)
                sent = await self._call("send_Photo", chat_id=chat_id, photo=photo, **_caption(part))
            case _:
                assert_never(part)
        return int(sent["message_id"])

    async def _edit(
        self, chat_id: int, part: TextPart | DocumentPart | PhotoPart, message_id: int, *, or_anew: bool
    ) -> Outcome:
        try:
            match part:
                case TextPart():
                    await self._call("edit_Message_Text", chat_id=chat_id, message_id=message_id, **_text(part))
                case DocumentPart() | PhotoPart():
                    await self._call("edit_Message_Caption", chat_id=chat_id, message_id=message_id, **_caption(part))
                case _:
                    assert_never(part)
        except TelegramError as error:
            if errors.is_not_modified(error):
                return Sent(message_id)
            if or_anew and errors.cannot_edit(error):
                return Sent(await self._send(chat_id, part))
            raise
        return Sent(message_id)


def _text(part: TextPart) -> dict[str, str | None]:
    return {
        "text": part.html,
        "parse_mode": "HTML",
        "reply_markup": keyboard(part.buttons),
        "link_preview_options": _NO_PREVIEW,
    }


def _caption(part: DocumentPart | PhotoPart) -> dict[str, str | None]:
    return {"caption": part.html, "parse_mode": "HTML", "reply_markup": keyboard(part.buttons)}
