"""The bot's connections to Telegram."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.domain.errors import SetupError, TokenRefusedError
from bot.gateway.transport import Transport

_CONNECTIONS: Final = 64
_PAUSE: Final = 3.0
_EVERYWHERE: Final = BotCommandScopeDefault()
_IN_GROUPS: Final = BotCommandScopeAllGroupChats()

log = logging.getLogger(__name__)


def connect(token: str, api_url: str) -> Bot:
    """A bot that is not initialized yet."""
    # PTB and aiohttp write tokens, addresses and answers into their logs; what matters is logged here, without them.
    for name in ("telegram", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    server = api_url.rstrip("/")
    base, files = f"{server}/bot", f"{server}/file/bot"
    return Bot(
        token, base_url=base, base_file_url=files, request=Transport(_CONNECTIONS), get_updates_request=Transport(1)
    )


async def initialize(bot: Bot, clock: Clock) -> None:
    """Make the bot ready, waiting for Telegram as long as it cannot be reached. TokenRefusedError where it does not
    accept the token."""
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            raise TokenRefusedError from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); trying again", type(error).__name__)
            await clock.sleep(_PAUSE)
        else:
            break
    with suppress(TelegramError):
        # Polls are refused while a webhook is set; where it cannot be taken away, they say so.
        await bot.delete_webhook()


async def username(bot: Bot) -> str:
    """The bot's @username, without the @. SetupError where Telegram does not tell it."""
    try:
        async with bot:
            return bot.username
    except InvalidToken:
        raise TokenRefusedError from None
    except TelegramError as error:
        raise SetupError(f"Telegram cannot be reached to ask for the bot's name ({type(error).__name__})") from None


@dataclass(frozen=True)
class Profile:
    """What a bot shows of itself to those whose app is in `language` (None: all others)."""

    language: str | None
    description: str
    commands: tuple[tuple[str, str], ...]
    """Name and description of each, in the order of the menu."""
    in_groups: tuple[tuple[str, str], ...]
    """Those that work in groups."""


async def publish(bot: Bot, profiles: Iterable[Profile]) -> None:
    """Set descriptions and command menus where they are not so already: Telegram limits how often they may be set.

    The bot serves without them, so what fails is only logged.
    """
    try:
        for profile in profiles:
            language = profile.language
            described = await bot.get_my_description(language_code=language)
            if described.description != profile.description:
                await bot.set_my_description(profile.description, language_code=language)
            for scope, menu in ((_EVERYWHERE, profile.commands), (_IN_GROUPS, profile.in_groups)):
                commands = tuple(BotCommand(name, description) for name, description in menu)
                if await bot.get_my_commands(scope, language_code=language) != commands:
                    await bot.set_my_commands(commands, scope, language_code=language)
    except TelegramError as error:
        log.warning("the bot's description and menu could not be set (%s)", type(error).__name__)
