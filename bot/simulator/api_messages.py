"""Sending, editing and deleting messages."""

from typing import Any

from bot.simulator.api_reading import (
    CAPTION,
    check_thread,
    known_chat,
    own_message,
    reachable_chat,
    read_link_preview,
    read_reply,
    read_text,
)
from bot.simulator.chat import Chat, Place
from bot.simulator.errors import bad_request, not_modified
from bot.simulator.keyboards import Markup, read_markup
from bot.simulator.messages import CAPTIONED, Message
from bot.simulator.params import Params
from bot.simulator.stage import Stage
from bot.simulator.text import Formatted, clean

DELETABLE_SECONDS = 48 * 3600
_MOST_IDS = 100


def send_message(stage: Stage, params: Params) -> dict[str, Any]:
    """sendMessage."""
    formatted = read_text(stage, params)
    preview = read_link_preview(params)
    return send(stage, params, "text", formatted, link_preview=preview)


def send(
    stage: Stage,
    params: Params,
    kind: str,
    formatted: Formatted,
    media: Any = None,
    link_preview: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What all sends share; the Message object."""
    markup = read_markup(params)
    chat = reachable_chat(stage, params)
    check_thread(params)
    reply_to = read_reply(chat, params)
    stage.limits.check(chat.id)
    message = Message(
        id=stage.next_message_id(),
        chat_id=chat.id,
        from_bot=True,
        date=stage.unix_time(),
        text=formatted.text,
        entities=formatted.entities,
        kind=kind,
        media=media,
        reply_to=reply_to,
        inline_keyboard=markup.inline,
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        link_preview=link_preview,
    )
    stage.add_message(chat, message)
    if isinstance(chat, Chat):
        _set_reply_keyboard(stage, chat, markup)
    return stage.as_api(message)


def _set_reply_keyboard(stage: Stage, chat: Chat, markup: Markup) -> None:
    if markup.reply is None and not markup.remove:
        return
    keyboard = None if markup.remove else markup.reply
    if keyboard != chat.reply_keyboard:
        chat.reply_keyboard = keyboard
        stage.change_chat(chat)


def send_venue(stage: Stage, params: Params) -> dict[str, Any]:
    """sendVenue."""
    venue: dict[str, Any] = {"location": _location(params)}
    for name in ("title", "address"):
        venue[name] = clean(params.text(name)).strip(" \n")
        if not venue[name]:
            raise bad_request(f"{name} is empty")
    venue |= {name: params.text(name) for name in ("foursquare_id", "google_place_id") if params.text(name)}
    return send(stage, params, "venue", Formatted("", []), venue)


def send_location(stage: Stage, params: Params) -> dict[str, Any]:
    """sendLocation, for a place that does not move."""
    return send(stage, params, "location", Formatted("", []), _location(params))


def _location(params: Params) -> dict[str, float]:
    place = {name: params.number(name) for name in ("latitude", "longitude")}
    if abs(place["latitude"]) > 90 or abs(place["longitude"]) > 180:
        raise bad_request("wrong latitude or longitude specified")
    return place


def edit_message_text(stage: Stage, params: Params) -> dict[str, Any]:
    """editMessageText; it also sets or takes away the inline keyboard."""
    formatted = read_text(stage, params)
    preview = read_link_preview(params)
    markup = read_markup(params, inline_only=True)
    chat = reachable_chat(stage, params)
    message = own_message(chat, params, "edit")
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(stage, chat, message, formatted, markup, preview)


def edit_message_caption(stage: Stage, params: Params) -> dict[str, Any]:
    """editMessageCaption."""
    formatted = read_text(stage, params, CAPTION)
    markup = read_markup(params, inline_only=True)
    chat = reachable_chat(stage, params)
    message = own_message(chat, params, "edit")
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _edit(stage, chat, message, formatted, markup, None)


def _edit(
    stage: Stage,
    chat: Place,
    message: Message,
    formatted: Formatted,
    markup: Markup,
    preview: dict[str, Any] | None,
) -> dict[str, Any]:
    stage.limits.check(chat.id)
    before = (message.text, message.entities, message.inline_keyboard, message.link_preview)
    if before == (formatted.text, formatted.entities, markup.inline, preview):
        raise not_modified()
    message.text, message.entities = formatted.text, formatted.entities
    message.inline_keyboard, message.link_preview = markup.inline, preview
    message.edited = stage.unix_time()
    stage.change_message(chat, message)
    return stage.as_api(message)


def edit_message_reply_markup(stage: Stage, params: Params) -> dict[str, Any]:
    """editMessageReplyMarkup; the people do not see such an edit marked."""
    markup = read_markup(params, inline_only=True)
    chat = reachable_chat(stage, params)
    message = own_message(chat, params, "edit")
    stage.limits.check(chat.id)
    if message.inline_keyboard == markup.inline:
        raise not_modified()
    message.inline_keyboard = markup.inline
    stage.change_message(chat, message)
    return stage.as_api(message)


def delete_message(stage: Stage, params: Params) -> bool:
    """deleteMessage; within 48 hours, the bot's own or the person's."""
    chat = known_chat(stage, params)
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_age(stage, message)
    stage.remove_message(chat, message.id)
    return True


def delete_messages(stage: Stage, params: Params) -> bool:
    """deleteMessages: those that are gone already are passed over, and one that is too old keeps all."""
    ids = _message_ids(params)
    chat = known_chat(stage, params)
    messages = [chat.messages[number] for number in ids if number in chat.messages]
    for message in messages:
        _check_age(stage, message)
    for message in messages:
        stage.remove_message(chat, message.id)
    return True


def _message_ids(params: Params) -> list[int]:
    ids = params.json("message_ids", "message identifiers")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > _MOST_IDS:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and number > 0 for number in ids):
        raise bad_request("invalid message identifier specified")
    return list(dict.fromkeys(ids))


def _check_age(stage: Stage, message: Message) -> None:
    if stage.unix_time() - message.date >= DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
