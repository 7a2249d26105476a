"""The `reply_markup` of a message: checked as Telegram checks it, and brought into one form."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.links import BadLinkError, check_link
from bot.simulator.params import Params, as_array, as_flag, as_object, as_text
from bot.simulator.text import clean

MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
LONGEST_PLACEHOLDER = 64
_STYLES = frozenset({"primary", "success", "danger"})
_INLINE_QUERIES = (
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
)
_REQUESTS = ("request_contact", "request_location")
_OTHER_REQUESTS = ("request_users", "request_chat", "request_poll", "web_app")

InlineKeyboard = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Markup:
    """What a message does to keyboards: its own buttons, or the keyboard below the chat."""

    inline: InlineKeyboard | None = None
    reply: dict[str, Any] | None = None
    remove: bool = False


NO_MARKUP = Markup()


def read_markup(params: Params, inline_only: bool = False) -> Markup:
    """The markup of a call; ApiError 400 for what Telegram refuses. Edits take inline keyboards alone."""
    raw = params.json("reply_markup", "reply keyboard markup")
    if raw is None:
        return NO_MARKUP
    markup = as_object(raw, "reply markup")
    if "inline_keyboard" in markup:
        return Markup(inline=_inline(markup["inline_keyboard"]))
    if not markup:
        return NO_MARKUP
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return Markup(reply=_reply(markup))
    if as_flag(markup.get("remove_keyboard")):
        return Markup(remove=True)
    if as_flag(markup.get("force_reply")):
        _placeholder(markup)
        return NO_MARKUP
    raise bad_request("object expected as reply markup")


def _rows(value: Any, field: str) -> list[list[Any]]:
    rows = []
    for row in as_array(value, field):
        if not isinstance(row, list):
            raise bad_request(f'Field "{field}" must be an Array of Arrays')
        if len(row) > MOST_IN_ROW:
            raise bad_request("reply markup is too long")
        if row:
            rows.append(row)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline(value: Any) -> InlineKeyboard | None:
    return [[_inline_button(button) for button in row] for row in _rows(value, "inline_keyboard")] or None


def _style(button: dict[str, Any]) -> dict[str, Any]:
    style = button.get("style", "")
    if not style:
        return {}
    if not isinstance(style, str) or style not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    return {"style": style}


def _inline_button(value: Any) -> dict[str, Any]:
    button = as_object(value, "inline keyboard button")
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    text = clean(as_text(button["text"], "text")).strip(" \n")
    if not text:
        raise bad_request("inline keyboard button text must be non-empty")
    return {"text": text, **_action(button), **_style(button)}


def _action(button: dict[str, Any]) -> dict[str, Any]:
    """What the button does: the first action in Telegram's own order, whatever stands beside it."""
    if "url" in button:
        return {"url": _button_url(as_text(button["url"], "url"))}
    if "callback_data" in button:
        data = as_text(button["callback_data"], "callback_data")
        if not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for query in _INLINE_QUERIES:
        if query in button:
            chosen = query == "switch_inline_query_chosen_chat"
            return {query: as_object(button[query], query) if chosen else as_text(button[query], query)}
    if "web_app" in button:
        return {"web_app": {"url": _button_url(as_text(as_object(button["web_app"], "web app").get("url"), "url"))}}
    if "copy_text" in button:
        text = as_text(as_object(button["copy_text"], "copy text button").get("text"), "text")
        if not 1 <= len(text) <= LONGEST_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": text}}
    if "disabled" in button:
        return {"disabled": as_object(button["disabled"], "disabled button")}
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _button_url(address: str) -> str:
    try:
        return check_link(address)
    except BadLinkError as error:
        raise bad_request(f"inline keyboard button URL '{address}' is invalid: {error}") from None


def _placeholder(markup: dict[str, Any]) -> str | None:
    placeholder = clean(as_text(markup.get("input_field_placeholder", ""), "input_field_placeholder")).strip()
    if len(placeholder) > LONGEST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return placeholder or None


def _reply(markup: dict[str, Any]) -> dict[str, Any] | None:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"], "keyboard")]
    if not rows:
        return None
    return {
        "keyboard": rows,
        "one_time_keyboard": as_flag(markup.get("one_time_keyboard")),
        "is_persistent": as_flag(markup.get("is_persistent")),
        "input_field_placeholder": _placeholder(markup),
    }


def _reply_button(value: Any) -> dict[str, Any]:
    button = {"text": value} if isinstance(value, str) else as_object(value, "keyboard button")
    if "text" not in button:
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    text = clean(as_text(button["text"], "text")).strip(" \n")
    if not text:
        raise bad_request("keyboard button text must be non-empty")
    asked: dict[str, Any] = {name: True for name in _REQUESTS if as_flag(button.get(name))}
    asked |= {name: button[name] for name in _OTHER_REQUESTS if name in button}
    return {"text": text, **dict(list(asked.items())[:1]), **_style(button)}
