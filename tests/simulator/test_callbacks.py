"""Presses of buttons and their answers."""

from typing import Any

import pytest

from bot.simulator.errors import PhoneError
from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import Api

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def buttons(api: Api) -> dict[str, Any]:
    keyboard = [[{"text": "A", "callback_data": "a"}, {"text": "B", "url": "https://e.org/"}]]
    message: dict[str, Any] = await api.ok(
        "sendMessage", chat_id=1001, text="x", reply_markup={"inline_keyboard": keyboard}
    )
    return message


async def test_a_press_carries_its_message(api: Api, world: World) -> None:
    message = await buttons(api)
    query_id = world.press(1001, message["message_id"], 0, 0)
    [update] = await api.ok("getUpdates")
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (query_id, "a", message)
    assert query["from"]["id"] == 1001
    assert query["chat_instance"]


async def test_an_answer_is_shown_once(api: Api, world: World) -> None:
    message = await buttons(api)
    query_id = world.press(1001, message["message_id"], 0, 0)
    log = world.chat_of(1001).log
    before = log.last
    assert await api.ok("answerCallbackQuery", callback_query_id=query_id, text="Noted", show_alert=True) is True
    [event] = log.since(before)
    assert (event.name, event.data) == (
        "toast",
        {"query": query_id, "text": "Noted", "alert": True, "url": None},
    )
    assert await api.refused("answerCallbackQuery", callback_query_id=query_id) == (400, TOO_OLD)


async def test_late_wrong_and_long_answers(api: Api, world: World, clock: SteppedClock) -> None:
    message = await buttons(api)
    query_id = world.press(1001, message["message_id"], 0, 0)
    assert await api.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    assert await api.refused("answerCallbackQuery", callback_query_id="12") == (400, TOO_OLD)
    assert await api.refused("answerCallbackQuery") == (400, TOO_OLD)
    assert await api.refused("answerCallbackQuery", callback_query_id=query_id, url="https://e.org") == (
        400,
        "Bad Request: URL_INVALID",
    )
    clock.advance(150)
    world.press(1001, message["message_id"], 0, 0)
    assert await api.refused("answerCallbackQuery", callback_query_id=query_id) == (400, TOO_OLD)


async def test_a_forged_press_on_a_message_that_is_gone(api: Api, world: World) -> None:
    world.press_data(1001, 999, "v1|\x00anything")
    [update] = await api.ok("getUpdates")
    assert update["callback_query"]["data"] == "v1|\x00anything"
    assert update["callback_query"]["message"]["date"] == 0
    assert update["callback_query"]["message"]["message_id"] == 999


async def test_only_buttons_that_are_there_can_be_pressed(api: Api, world: World) -> None:
    message = await buttons(api)
    for place in ((message["message_id"], 0, 1), (message["message_id"], 1, 0), (message["message_id"], 0, -1)):
        with pytest.raises(PhoneError):
            world.press(1001, *place)
    with pytest.raises(PhoneError):
        world.press(1001, 999, 0, 0)
    assert world.updates.pending() == 0
