"""Telegram's answer to a press of a button: the spinner stops, and a word is shown over the chat."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.domain import messages
from bot.domain.exchange import Toast
from bot.domain.people import Person
from bot.domain.policy import GUEST
from bot.gateway.request import Heard, hear
from bot.ports import Reader
from bot.services.container import Workshop
from bot.services.readers import reader_of

_LONGEST: Final = 200
"""Characters that Telegram takes."""

Say = Callable[[messages.Message, Reader], str]
"""A message in its reader's words, without markup."""


@dataclass(frozen=True)
class Shown:
    """A toast in words; an empty one only stops the spinner."""

    text: str = ""
    alert: bool = False


class Presses:
    """Telegram forgets a press after a while, and takes one answer: what cannot be shown is lost, and what the press
    does is done all the same."""

    def __init__(self, bot: Bot, say: Say, workshop: Workshop) -> None:
        self._bot = bot
        self._say = say
        self._workshop = workshop

    async def answer(self, query_id: str, shown: Shown | None = None) -> None:
        """Stop the spinner, and show what there is to show."""
        with suppress(TelegramError):
            if shown is None or not shown.text:
                await self._bot.answer_callback_query(query_id)
            else:
                await self._bot.answer_callback_query(query_id, shown.text, show_alert=shown.alert)

    def in_words(self, toast: Toast | None, person: Person) -> Shown:
        if toast is None:
            return Shown()
        return Shown(self._say(toast.message, reader_of(person))[:_LONGEST], toast.alert)

    def for_stranger(self, heard: Heard) -> Shown:
        """To somebody who presses in a group, and of whom nothing is known: with whom to speak first."""
        reader = Reader(self._workshop.language_for(heard.suggested_language), None, None, GUEST)
        stranger = messages.StrangerInGroup(bot=self._workshop.username())
        return Shown(self._say(stranger, reader)[:_LONGEST], alert=True)


def waits_for_toast(update: Update) -> bool:
    """Whether it is a press in a group, which is answered once it is known what has come of it."""
    heard = hear(update)
    return heard is not None and heard.query_id is not None and not heard.private
