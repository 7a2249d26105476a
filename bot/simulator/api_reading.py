"""What several methods of the Bot API read alike: the chat, the text, what is replied to."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.chat import Chat, Place
from bot.simulator.entities_param import read_entities
from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.html_markup import parse_html
from bot.simulator.messages import Message
from bot.simulator.params import Params, as_array, as_flag, as_object
from bot.simulator.stage import Stage
from bot.simulator.text import Formatted, format_text

MOST_RAW_BYTES = 32_768


def known_chat(stage: Stage, params: Params) -> Place:
    """The chat or group that the call names; ApiError 400 where there is none."""
    raw = params.text("chat_id").strip()
    if not raw:
        raise bad_request("chat_id is empty")
    try:
        return stage.place(int(raw))
    except (ValueError, KeyError):
        raise bad_request("chat not found") from None


def private_chat(stage: Stage, params: Params) -> Chat:
    """As `known_chat`, of what private chats alone have."""
    chat = known_chat(stage, params)
    if not isinstance(chat, Chat):
        raise bad_request("chat must be private")
    return chat


def reachable_chat(stage: Stage, params: Params) -> Place:
    """A chat that the bot may write to; ApiError 403 where the person never came, blocked the bot or left."""
    chat = known_chat(stage, params)
    if chat.deactivated:
        raise forbidden("user is deactivated")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def own_message(chat: Place, params: Params, act: str) -> Message:
    """The bot's own message that the call names, or ApiError 400."""
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {act} not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


@dataclass(frozen=True, slots=True)
class _TextField:
    name: str
    entities: str
    longest: int
    too_long: str


TEXT = _TextField("text", "entities", 4096, "message is too long")
CAPTION = _TextField("caption", "caption_entities", 1024, "message caption is too long")


def read_text(stage: Stage, params: Params, field: _TextField = TEXT) -> Formatted:
    """The text of a call, parsed, cleaned and measured; ApiError 400 for what is wrong with it."""
    raw = params.text(field.name)
    if field is TEXT and not raw:
        raise bad_request("message text is empty")
    if len(raw.encode()) > MOST_RAW_BYTES:
        raise bad_request("text is too long")
    mode = params.text("parse_mode").lower()
    now = stage.clock.now().timestamp()
    if mode == "html":
        text, spans = parse_html(raw, lambda user_id: user_of(stage, user_id), now)
    elif mode in ("", "none"):
        given = params.json(field.entities, "entities")
        text, spans = raw, [] if given is None else read_entities(raw, as_array(given, field.entities), stage)
    else:
        raise bad_request("unsupported parse_mode")
    formatted = format_text(text, spans)
    if field is TEXT and not formatted.text:
        raise bad_request("text must be non-empty")
    if len(formatted.text) > field.longest:
        raise bad_request(field.too_long)
    return formatted


def user_of(stage: Stage, user_id: int) -> dict[str, Any] | None:
    """The User object of somebody whom the bot knows, for a mention."""
    chat = stage.chats.get(user_id)
    return chat.person.as_user() if chat is not None and chat.started else None


def read_reply(chat: Place, params: Params) -> int | None:
    """The id of the message that is replied to; ApiError 400 where it is gone and that is not allowed."""
    raw = params.json("reply_parameters", "reply parameters")
    if raw is None:
        wanted, lenient = params.integer("reply_to_message_id"), params.flag("allow_sending_without_reply")
    else:
        reply = as_object(raw, "reply parameters")
        wanted, lenient = reply.get("message_id", 0), as_flag(reply.get("allow_sending_without_reply"))
    if not wanted:
        return None
    if isinstance(wanted, int) and wanted in chat.messages:
        return wanted
    if lenient:
        return None
    raise bad_request("message to be replied not found")


def read_link_preview(params: Params) -> dict[str, Any] | None:
    """The link preview's options as the message shows them."""
    raw = params.json("link_preview_options", "link preview options")
    if raw is None:
        return {"is_disabled": True} if params.flag("disable_web_page_preview") else None
    return {key: value for key, value in as_object(raw, "link preview options").items() if value} or None


def check_thread(params: Params) -> None:
    """ApiError 400 for a topic: private chats have none here."""
    if params.integer("message_thread_id"):
        raise bad_request("message thread not found")


def not_found() -> ApiError:
    """The answer to an unknown method or a path that names no bot."""
    return ApiError(404, "Not Found")
