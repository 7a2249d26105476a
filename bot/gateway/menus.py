"""The menus of commands that Telegram shows, a chat's own."""

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.clock import Clock
from bot.domain.outcomes import Outcome, Sent
from bot.gateway import errors
from bot.ports import Commands


class TelegramMenus:
    """`ports.Menus` on a PTB bot."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock

    async def show(self, chat_id: int, commands: Commands | None) -> Outcome:
        # A chat's menu without a language stands above every other, so it holds also where the app speaks another one.
        scope = BotCommandScopeChat(chat_id)
        try:
            if commands is None:
                await self._bot.delete_my_commands(scope)
            else:
                await self._bot.set_my_commands([BotCommand(name, what) for name, what in commands], scope)
        except TelegramError as error:
            return errors.outcome_of(error, self._clock.now())
        return Sent(None)
