"""Whatever a bot sends, it gets a result or a refusal; nothing breaks the stage."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.api_methods import METHODS, Method
from bot.simulator.errors import ApiError
from bot.simulator.params import Params
from bot.simulator.world import World
from tests.clocks import SteppedClock

KEYS = [
    "type", "offset", "length", "url", "user", "id", "text", "callback_data", "style", "copy_text", "web_app",
    "inline_keyboard", "keyboard", "remove_keyboard", "force_reply", "input_field_placeholder", "message_id",
    "command", "description", "chat_id", "unix_time", "date_time_format", "is_disabled", "request_contact",
]  # fmt: skip
WORDS = st.sampled_from(
    ["bold", "text_link", "text_mention", "date_time", "pre", "custom_emoji", "chat", "default", "commands", "x",
     "https://e.org", "", "1001", "/start", "é😀", "<b>x</b>", "HTML", "true", "typing", "attach://x"]
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2000) | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
MARKUP = st.fixed_dictionaries(
    {}, optional={"inline_keyboard": st.lists(st.lists(VALUES, max_size=2), max_size=2), "keyboard": VALUES}
)
NAMES = [
    "text", "caption", "parse_mode", "entities", "caption_entities", "reply_markup", "reply_parameters",
    "link_preview_options", "message_id", "message_ids", "commands", "scope", "language_code", "menu_button", "name",
    "latitude", "longitude", "title", "address", "document", "photo", "file_id", "action", "callback_query_id",
    "url", "reply_to_message_id", "message_thread_id", "drop_pending_updates",
]  # fmt: skip


def as_string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def outcome(method: Method, world: World, params: Params) -> tuple[ApiError | None, Any]:
    try:
        return None, method.run(world, params)
    except ApiError as error:
        return error, None


@settings(max_examples=120, deadline=None)
@given(
    method=st.sampled_from([method for method in METHODS if isinstance(method, Method)]),
    given_values=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6),
    markup=st.none() | MARKUP,
    chat=st.sampled_from([{}, {"chat_id": "1001"}, {"chat_id": "-5"}, {"chat_id": "x"}]),
)
def test_any_call_gives_a_result_or_a_refusal(
    method: Method, given_values: dict[str, Any], markup: Any, chat: dict[str, str]
) -> None:
    world = World(SteppedClock())
    world.start(1001)
    values = {"text": "x", **{name: as_string(value) for name, value in given_values.items()}, **chat}
    if markup is not None:
        values["reply_markup"] = json.dumps(markup)
    refusal, result = outcome(method, world, Params(values))
    if refusal is not None:
        assert refusal.status in (400, 403, 413)
        assert refusal.description
    json.dumps(result, allow_nan=False)
    json.dumps([message.as_phone() for message in world.chat(1001)], allow_nan=False)
