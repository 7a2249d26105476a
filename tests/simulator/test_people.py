"""What people do on their phones, and the updates that come of it."""

from typing import Any

import pytest

from bot.simulator.errors import PhoneError
from bot.simulator.people import PEOPLE
from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import Api


async def last_update(api: Api) -> dict[str, Any]:
    [update] = await api.ok("getUpdates", offset=-1)
    del update["update_id"]
    return dict(update)


def test_the_nine_people() -> None:
    assert [(person.id, person.language_code) for person in PEOPLE] == [
        (1001, "en"),
        (1002, "fr"),
        (1003, "ar"),
        (1004, "ru"),
        (1005, "es"),
        (1006, "pt"),
        (1007, "en"),
        (1008, "fr"),
        (1009, "es"),
    ]


async def test_a_start_with_a_payload(api: Api, world: World) -> None:
    world.start(1003, "i_abc-1")
    update = await last_update(api)
    assert update["message"]["text"] == "/start i_abc-1"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"] == {
        "id": 1003,
        "is_bot": False,
        "first_name": "ليلى",
        "last_name": "الخطيب",
        "language_code": "ar",
    }
    for payload in ("x" * 65, "a b", "é"):
        with pytest.raises(PhoneError):
            world.start(1003, payload)


async def test_a_reply_and_an_edit(api: Api, world: World, clock: SteppedClock) -> None:
    sent = await api.ok("sendMessage", chat_id=1001, text="Question?")
    answer = world.send_text(1001, " yes\t", reply_to=sent["message_id"])
    message = (await last_update(api))["message"]
    assert (message["text"], message["reply_to_message"]["text"]) == ("yes", "Question?")
    clock.advance(5)
    world.edit(1001, answer.id, "no")
    edited = (await last_update(api))["edited_message"]
    assert (edited["text"], edited["message_id"], edited["edit_date"]) == ("no", answer.id, answer.date + 5)
    pending = world.updates.pending()
    world.edit(1001, answer.id, "no")
    assert world.updates.pending() == pending
    for message_id, text in ((sent["message_id"], "x"), (99, "x"), (answer.id, " "), (answer.id, "x" * 4097)):
        with pytest.raises(PhoneError):
            world.edit(1001, message_id, text)


async def test_long_texts_go_out_in_pieces(api: Api, world: World) -> None:
    world.send_text(1001, "word " * 1000)
    texts = [update["message"]["text"] for update in await api.ok("getUpdates")]
    assert [len(text) for text in texts] == [4094, 904]


async def test_blocking_and_coming_back(api: Api, world: World) -> None:
    world.block(1001, True)
    change = (await last_update(api))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["new_chat_member"]["user"]["id"] == world.profile.id
    with pytest.raises(PhoneError):
        world.send_text(1001, "x")
    world.block(1001, True)
    assert world.updates.pending() == 1
    world.start(1001)
    texts = [next(key for key in update if key != "update_id") for update in await api.ok("getUpdates", offset=-2)]
    assert texts == ["my_chat_member", "message"]


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location", "contact", "document"])
async def test_media(api: Api, world: World, kind: str) -> None:
    message = world.send_media(1001, kind, "look")
    update = (await last_update(api))["message"]
    assert update[kind]
    assert update.get("caption") == ("look" if kind in ("voice", "photo", "document") else None)
    assert message.as_phone()[kind]
    if kind == "contact":
        assert update["contact"]["user_id"] == 1001
    if kind in ("voice", "document"):
        assert (await api.ok("getFile", file_id=update[kind]["file_id"]))["file_size"] > 0


async def test_what_people_cannot_do(world: World) -> None:
    with pytest.raises(PhoneError):
        world.send_text(4, "x")
    with pytest.raises(PhoneError):
        world.send_text(1001, " \n")
    with pytest.raises(PhoneError):
        world.send_text(1001, "x", reply_to=99)
    with pytest.raises(PhoneError):
        world.send_text(1001, "\ud83d")
    with pytest.raises(PhoneError):
        world.send_media(1001, "dance")
    with pytest.raises(PhoneError):
        world.send_media(1001, "photo", "x" * 1025)
    with pytest.raises(PhoneError):
        world.last(1001)
    world.deactivate(1001)
    with pytest.raises(PhoneError):
        world.send_text(1001, "x")


async def test_waiting_for_what_the_bot_does(api: Api, world: World) -> None:
    with pytest.raises(TimeoutError):
        await world.wait_until(lambda: len(world.chat(1001)) > 1, seconds=0.01)
    events = world.events(1001)
    await api.ok("sendChatAction", chat_id=1001, action="typing")
    await api.ok("sendMessage", chat_id=1001, text="x")
    await world.wait_until(lambda: world.last(1001).text == "x")
    later = world.events(1001, after=0)
    assert [(await anext(later)).name for _ in range(3)] == ["message", "typing", "message"]
    await later.aclose()
    await events.aclose()
