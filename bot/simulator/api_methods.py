"""The methods of the Bot API that the stage knows, one row each."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from bot.simulator import api_files, api_messages, api_profile, api_updates
from bot.simulator.params import Params
from bot.simulator.stage import Stage


class Method(NamedTuple):
    """A method under its proper name, and what it does: its result, or ApiError."""

    name: str
    run: Callable[[Stage, Params], Any]


class LongMethod(NamedTuple):
    """A method that may wait."""

    name: str
    run: Callable[[Stage, Params], Awaitable[Any]]


METHODS: tuple[Method | LongMethod, ...] = (
    LongMethod("getUpdates", api_updates.get_updates),
    Method("getMe", api_updates.get_me),
    Method("deleteWebhook", api_updates.delete_webhook),
    Method("getWebhookInfo", api_updates.get_webhook_info),
    Method("answerCallbackQuery", api_updates.answer_callback_query),
    Method("sendChatAction", api_updates.send_chat_action),
    Method("getChat", api_updates.get_chat),
    Method("sendMessage", api_messages.send_message),
    Method("editMessageText", api_messages.edit_message_text),
    Method("editMessageCaption", api_messages.edit_message_caption),
    Method("editMessageReplyMarkup", api_messages.edit_message_reply_markup),
    Method("deleteMessage", api_messages.delete_message),
    Method("deleteMessages", api_messages.delete_messages),
    Method("sendVenue", api_messages.send_venue),
    Method("sendLocation", api_messages.send_location),
    Method("sendDocument", api_files.send_document),
    Method("sendPhoto", api_files.send_photo),
    Method("getFile", api_files.get_file),
    Method("setMyCommands", api_profile.set_my_commands),
    Method("getMyCommands", api_profile.get_my_commands),
    Method("deleteMyCommands", api_profile.delete_my_commands),
    Method("setMyName", api_profile.set_my_name),
    Method("getMyName", api_profile.get_my_name),
    Method("setMyDescription", api_profile.set_my_description),
    Method("getMyDescription", api_profile.get_my_description),
    Method("setMyShortDescription", api_profile.set_my_short_description),
    Method("getMyShortDescription", api_profile.get_my_short_description),
    Method("setChatMenuButton", api_profile.set_chat_menu_button),
    Method("getChatMenuButton", api_profile.get_chat_menu_button),
)
BY_NAME = {method.name.lower(): method for method in METHODS}
