"""Groups: what the bot gets of them, and what people see."""

from typing import Any

import pytest

from bot.simulator.errors import PhoneError
from bot.simulator.world import World
from tests.simulator.conftest import Api

GROUP = -55


@pytest.fixture
def group(world: World) -> World:
    world.add_group(GROUP, "Focal points", (1001, 1002))
    return world


async def test_the_bot_gets_commands_alone_and_none_for_another_bot(api: Api, group: World) -> None:
    for text in ("Hello all", "/meetings", "/meetings@simulated_bot", "/meetings@other_bot", "see /meetings"):
        group.say_in_group(GROUP, 1002, text)
    messages = [update["message"] for update in await api.ok("getUpdates", limit=100)]
    assert [message["text"] for message in messages] == ["/meetings", "/meetings@simulated_bot"]
    assert messages[0]["chat"]["id"] == GROUP
    assert messages[0]["chat"]["type"] == "group"
    assert messages[0]["from"]["first_name"] == "Youssef"


async def test_the_bot_writes_to_a_group_and_edits_there(api: Api, group: World) -> None:
    sent = await api.ok("sendMessage", chat_id=GROUP, text="For all")
    assert (sent["chat"]["id"], sent["from"]["is_bot"]) == (GROUP, True)
    await api.ok("editMessageText", chat_id=GROUP, message_id=sent["message_id"], text="For everybody")
    assert [message.text for message in group.groups[GROUP].shown()] == ["For everybody"]
    assert not [message for message in group.chat(1001) if message.from_bot]
    assert await api.refused("sendMessage", chat_id=-56, text="x") == (400, "Bad Request: chat not found")


async def test_an_answer_to_a_press_is_seen_by_whoever_has_pressed(api: Api, group: World) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent: dict[str, Any] = await api.ok("sendMessage", chat_id=GROUP, text="x", reply_markup=keyboard)
    query = group.press_in_group(GROUP, 1002, sent["message_id"], 0, 0)
    [update] = await api.ok("getUpdates")
    press = update["callback_query"]
    assert (press["id"], press["from"]["id"], press["message"], press["data"]) == (query, 1002, sent, "a")
    await api.ok("answerCallbackQuery", callback_query_id=query, text="For you")
    assert [toast["text"] for toast in group.toasts(1002)] == ["For you"]
    assert group.toasts(1001) == []


async def test_what_an_app_does_not_let_happen_in_a_group(group: World) -> None:
    with pytest.raises(PhoneError):
        group.say_in_group(GROUP, 1003, "I am not in it")
    with pytest.raises(PhoneError):
        group.say_in_group(GROUP, 1001, "  ")
    with pytest.raises(PhoneError):
        group.press_in_group(GROUP, 1001, 999, 0, 0)
    with pytest.raises(PhoneError):
        group.add_group(55, "With the id of a person", (1001,))
    with pytest.raises(PhoneError):
        group.add_group(-56, "Of nobody who exists", (1,))
