"""PTB's Application, made from the route table; it only finds the handler of an update."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, assert_never

from telegram import Bot, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.domain.actions import Action, parse
from bot.domain.errors import BadActionError
from bot.services.routing import On, OnButton, OnCommand, Route

PtbApplication = Application[Any, Any, Any, Any, Any, Any]
CarryOut = Callable[[Update, Route], Awaitable[None]]
Ignore = Callable[[Update], Awaitable[None]]
Failed = Callable[[Update, Exception], Awaitable[None]]

_NEW = filters.UpdateType.MESSAGE
_TEXT = filters.TEXT & ~filters.COMMAND


def build(bot: Bot, routes: Sequence[Route], carry_out: CarryOut, ignore: Ignore, failed: Failed) -> PtbApplication:
    """An application that hands each update to `carry_out` with the first route of the table that fits it, and to
    `ignore` where none does; what goes wrong on the way is told to `failed`."""
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    for route in routes:
        application.add_handler(_handler(route, carry_out))

    async def nobody(update: Update, _: object) -> None:
        await ignore(update)

    async def error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if isinstance(update, Update) and context.error is not None:
            await failed(update, context.error)

    application.add_handler(TypeHandler(Update, nobody))
    application.add_error_handler(error)
    return application


def _handler(route: Route, carry_out: CarryOut) -> BaseHandler[Any, Any, Any]:
    async def callback(update: Update, _: object) -> None:
        await carry_out(update, route)

    match route.on:
        case OnCommand(name):
            return CommandHandler(name, callback, _NEW)
        case OnButton(action):
            return _ButtonHandler(action, callback)
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


class _ButtonHandler(BaseHandler[Update, Any, None]):
    """Takes presses whose data stands for an action of one kind. PTB's own handler takes those without data too."""

    def __init__(self, kind: type[Action], callback: Callable[[Update, Any], Coroutine[Any, Any, None]]) -> None:
        super().__init__(callback)
        self._kind = kind

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.callback_query is None:
            return False
        try:
            return isinstance(parse(update.callback_query.data or ""), self._kind)
        except BadActionError:
            return False
