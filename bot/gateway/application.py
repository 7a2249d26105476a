"""PTB's Application, made from the route table; it only finds the handler of an update."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, assert_never

from telegram import Bot, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.domain.actions import VERSION
from bot.services.routing import Handler, On, OnButton, OnCommand, Route

PtbApplication = Application[Any, Any, Any, Any, Any, Any]
CarryOut = Callable[[Update, Handler], Awaitable[None]]
Ignore = Callable[[Update], Awaitable[None]]

_NEW = filters.UpdateType.MESSAGE
_TEXT = filters.TEXT & ~filters.COMMAND


def build(bot: Bot, routes: Sequence[Route], carry_out: CarryOut, ignore: Ignore) -> PtbApplication:
    """An application that hands each update to `carry_out` with the handler of the first route that fits it, in the
    order of the table, and to `ignore` where none does."""
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    for route in routes:
        application.add_handler(_handler(route, carry_out))

    async def nobody(update: Update, _: object) -> None:
        await ignore(update)

    application.add_handler(TypeHandler(Update, nobody))
    return application


def _handler(route: Route, carry_out: CarryOut) -> BaseHandler[Any, Any, Any]:
    async def callback(update: Update, _: object) -> None:
        await carry_out(update, route.handler)

    match route.on:
        case OnCommand(name):
            return CommandHandler(name, callback, _NEW)
        case OnButton(action):
            return CallbackQueryHandler(callback, re.compile(rf"{VERSION}\|{action.kind}(\||$)"))
        case On.UNKNOWN_COMMAND:
            return MessageHandler(_NEW & filters.COMMAND, callback)
        case On.UNKNOWN_BUTTON:
            return CallbackQueryHandler(callback)
        case On.TEXT:
            return MessageHandler((_NEW | filters.UpdateType.EDITED_MESSAGE) & _TEXT, callback)
        case On.SHARED:
            return MessageHandler(_NEW & ~filters.TEXT, callback)
        case On.REACHABILITY:
            return ChatMemberHandler(callback, ChatMemberHandler.MY_CHAT_MEMBER)
        case _:
            assert_never(route.on)
