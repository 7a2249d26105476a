"""Keyboards: what Telegram takes, and what it says of the rest."""

from typing import Any

import pytest

from bot.simulator.world import World
from tests.simulator.conftest import Api


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def data(size: int) -> dict[str, Any]:
    return {"text": "x", "callback_data": "x" * size}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline(data(65)), "BUTTON_DATA_INVALID"),
        (inline(data(0)), "BUTTON_DATA_INVALID"),
        (inline({"text": "x", "callback_data": "я" * 33}), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline({"text": " \u202e", "callback_data": "x"}), "inline keyboard button text must be non-empty"),
        (inline({"callback_data": "x"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (inline("x"), "object expected as inline keyboard button"),
        ({"inline_keyboard": "x"}, 'Field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": ["x"]}, 'Field "inline_keyboard" must be an Array of Arrays'),
        (inline(*[data(1)] * 9), "reply markup is too long"),
        ({"inline_keyboard": [[data(1)]] * 101}, "reply markup is too long"),
        (
            inline({"text": "x", "url": "http://localhost/"}),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (inline({"text": "x", "copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline({"text": "x", "callback_data": "x", "style": "loud"}),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        ({"keyboard": [["x"], [""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": {}}, 'Field "keyboard" must be of type Array'),
        ({"keyboard": [["x"]], "input_field_placeholder": "x" * 65}, "input field placeholder is too long"),
        (["x"], "object expected as reply markup"),
        ({"unknown": True}, "object expected as reply markup"),
    ],
)
async def test_refused_markup(api: Api, markup: Any, description: str) -> None:
    assert await api.refused("sendMessage", chat_id=1001, text="x", reply_markup=markup) == (
        400,
        f"Bad Request: {description}",
    )


async def test_inline_buttons_are_kept_in_one_form(api: Api) -> None:
    markup = {
        "inline_keyboard": [
            [],
            [
                {"text": "a", "callback_data": "я" * 32, "style": "success"},
                {"text": " b\t", "url": "e.org", "callback_data": "never"},
                {"text": "c", "copy_text": {"text": "42"}},
                {"text": "d", "disabled": {}},
            ],
        ]
    }
    message = await api.ok("sendMessage", chat_id=1001, text="x", reply_markup=markup)
    assert message["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "a", "callback_data": "я" * 32, "style": "success"},
            {"text": "b", "url": "http://e.org/"},
            {"text": "c", "copy_text": {"text": "42"}},
            {"text": "d", "disabled": {}},
        ]
    ]
    assert "reply_markup" not in await api.ok(
        "sendMessage", chat_id=1001, text="x", reply_markup={"inline_keyboard": [[]]}
    )


async def test_the_keyboard_below_the_chat_stays_until_removed(api: Api, world: World) -> None:
    chat = world.chat_of(1001)
    keyboard = {
        "keyboard": [["A", {"text": "B", "request_contact": True}]],
        "one_time_keyboard": True,
        "input_field_placeholder": "Choose",
    }
    message = await api.ok("sendMessage", chat_id=1001, text="x", reply_markup=keyboard)
    assert "reply_markup" not in message
    expected = {
        "keyboard": [[{"text": "A"}, {"text": "B", "request_contact": True}]],
        "one_time_keyboard": True,
        "is_persistent": False,
        "input_field_placeholder": "Choose",
    }
    assert chat.reply_keyboard == expected
    await api.ok("sendMessage", chat_id=1001, text="x", reply_markup={"force_reply": True})
    assert chat.reply_keyboard == expected
    await api.ok("sendMessage", chat_id=1001, text="x", reply_markup={"remove_keyboard": True})
    assert chat.reply_keyboard is None
