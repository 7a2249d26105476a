"""Sending, editing and deleting over HTTP: what is taken, and every refusal in Telegram's words."""

import json
from typing import Any

import httpx
import pytest

from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import TOKEN, Api

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
BUTTON = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def test_a_sent_message_looks_like_telegrams(api: Api, world: World, clock: SteppedClock) -> None:
    message = await api.ok("sendMessage", chat_id=1001, text="See https://example.org and /help", reply_markup=BUTTON)
    assert message == {
        "message_id": 2,
        "from": {"id": world.profile.id, "is_bot": True, "first_name": "Simulated bot", "username": "simulated_bot"},
        "chat": {
            "id": 1001,
            "first_name": "Nino",
            "last_name": "Beridze",
            "username": "nino_beridze",
            "type": "private",
        },
        "date": int(clock.now().timestamp()),
        "text": "See https://example.org and /help",
        "entities": [
            {"type": "url", "offset": 4, "length": 19},
            {"type": "bot_command", "offset": 28, "length": 5},
        ],
        "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
    }


@pytest.mark.parametrize("how", ["query", "form", "multipart", "json", "get"])
async def test_parameters_come_in_every_way(client: httpx.AsyncClient, world: World, how: str) -> None:
    path, values = f"/bot{TOKEN}/SENDmessage", {"chat_id": "1001", "text": "é ✓", "disable_notification": "true"}
    match how:
        case "query":
            response = await client.post(path, params=values)
        case "form":
            response = await client.post(path, data=values)
        case "multipart":
            response = await client.post(path, files={name: (None, value) for name, value in values.items()})
        case "json":
            response = await client.post(path, json={"chat_id": 1001, "text": "é ✓", "disable_notification": True})
        case _:
            response = await client.get(path, params=values)
    assert response.json()["result"]["text"] == "é ✓"
    assert world.last(1001).silent


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": 1001}, "message text is empty"),
        ({"chat_id": 1001, "text": ""}, "message text is empty"),
        ({"chat_id": 1001, "text": " \n\t\r"}, "text must be non-empty"),
        ({"chat_id": 1001, "text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"chat_id": 1001, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": 1001, "text": "<b></b>" * 4682 + "x", "parse_mode": "HTML"}, "text is too long"),
        ({"chat_id": 1001, "text": "x", "parse_mode": "Fancy"}, "unsupported parse_mode"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 77, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": 1001, "text": "x", "reply_to_message_id": 99}, "message to be replied not found"),
        ({"chat_id": 1001, "text": "x", "message_thread_id": 3}, "message thread not found"),
        ({"chat_id": 1001, "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_bad_sends(api: Api, world: World, params: dict[str, Any], description: str) -> None:
    assert await api.refused("sendMessage", **params) == (400, f"Bad Request: {description}")
    assert len(world.chat(1001)) == 1
    assert not [call for call in world.calls if call.method == "sendMessage"]
    assert world.refused[-1].error == f"400 Bad Request: {description}"


async def test_the_limit_counts_code_points(api: Api) -> None:
    message = await api.ok("sendMessage", chat_id=1001, text="😀" * 4096)
    assert len(message["text"]) == 4096
    assert await api.refused("sendMessage", chat_id=1001, text="😀" * 4097) == (
        400,
        "Bad Request: message is too long",
    )


async def test_people_who_cannot_be_reached(api: Api, world: World) -> None:
    assert await api.refused("sendMessage", chat_id=1002, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    world.block(1001, True)
    assert await api.refused("sendMessage", chat_id=1001, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    assert await api.refused("sendChatAction", chat_id=1001, action="typing") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    world.block(1001, False)
    assert await api.ok("sendMessage", chat_id=1001, text="x")
    world.deactivate(1001)
    assert await api.refused("sendMessage", chat_id=1001, text="x") == (403, "Forbidden: user is deactivated")


async def test_tokens_and_paths(client: httpx.AsyncClient, world: World) -> None:
    async def answer(path: str) -> tuple[int, dict[str, Any]]:
        response = await client.get(path)
        return response.status_code, response.json()

    not_found = (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    unauthorized = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert await answer(f"/bot{TOKEN}/noSuchMethod") == not_found
    assert await answer("/bot1:short/getMe") == not_found
    assert await answer("/bot/getMe") == not_found
    assert await answer(f"/bot{TOKEN}") == not_found
    assert await answer(f"/file/bot{TOKEN}/documents/none") == not_found
    world.revoked.add(TOKEN)
    assert await answer(f"/bot{TOKEN}/getMe") == unauthorized
    assert await answer(f"/file/bot{TOKEN}/documents/none") == unauthorized
    world.revoked.clear()
    world.tokens = {"1:" + "B" * 35}
    assert await answer(f"/bot{TOKEN}/getMe") == unauthorized


async def test_replies(api: Api) -> None:
    first = await api.ok("sendMessage", chat_id=1001, text="one")
    reply = await api.ok("sendMessage", chat_id=1001, text="two", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "one"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok("sendMessage", chat_id=1001, text="x", reply_parameters=lenient)


async def test_edits(api: Api, world: World, clock: SteppedClock) -> None:
    sent = await api.ok("sendMessage", chat_id=1001, text="one", reply_markup=BUTTON)
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    clock.advance(5)
    edited = await api.ok("editMessageText", **place, text="two", reply_markup=BUTTON)
    assert (edited["text"], edited["edit_date"]) == ("two", sent["date"] + 5)
    # What Telegram cleans away is no change.
    assert await api.refused("editMessageText", **place, text=" two\r\n", reply_markup=BUTTON) == (400, NOT_MODIFIED)
    assert await api.refused("editMessageReplyMarkup", **place, reply_markup=BUTTON) == (400, NOT_MODIFIED)
    assert "reply_markup" not in await api.ok("editMessageText", **place, text="two")
    assert await api.refused("editMessageReplyMarkup", **place) == (400, NOT_MODIFIED)
    assert (await api.ok("editMessageReplyMarkup", **place, reply_markup=BUTTON))["reply_markup"] == BUTTON
    assert world.last(1001).text == "two"


async def test_bad_edits(api: Api, world: World) -> None:
    person = world.send_text(1001, "mine")
    venue = await api.ok("sendVenue", chat_id=1001, latitude=41.7, longitude=44.8, title="Hall", address="1 Main St")
    cases = [
        ({"message_id": 999}, "message to edit not found"),
        ({"message_id": person.id}, "message can't be edited"),
        ({"message_id": venue["message_id"]}, "there is no text in the message to edit"),
        ({}, "message identifier is not specified"),
    ]
    for place, description in cases:
        assert await api.refused("editMessageText", chat_id=1001, text="x", **place) == (
            400,
            f"Bad Request: {description}",
        )
    keyboard = {"keyboard": [[{"text": "A"}]]}
    sent = await api.ok("sendMessage", chat_id=1001, text="x")
    assert await api.refused(
        "editMessageReplyMarkup", chat_id=1001, message_id=sent["message_id"], reply_markup=keyboard
    ) == (400, "Bad Request: inline keyboard expected")


async def test_deleting(api: Api, world: World, clock: SteppedClock) -> None:
    old = await api.ok("sendMessage", chat_id=1001, text="old")
    clock.advance(48 * 3600)
    new = await api.ok("sendMessage", chat_id=1001, text="new")
    theirs = world.send_text(1001, "mine")
    assert await api.refused("deleteMessage", chat_id=1001, message_id=old["message_id"]) == (
        400,
        "Bad Request: message can't be deleted",
    )
    assert await api.ok("deleteMessage", chat_id=1001, message_id=new["message_id"]) is True
    assert await api.ok("deleteMessage", chat_id=1001, message_id=theirs.id) is True
    assert await api.refused("deleteMessage", chat_id=1001, message_id=new["message_id"]) == (
        400,
        "Bad Request: message to delete not found",
    )


async def test_many_are_deleted_at_once(api: Api, clock: SteppedClock, world: World) -> None:
    old = (await api.ok("sendMessage", chat_id=1001, text="old"))["message_id"]
    clock.advance(24 * 3600)
    ids = [(await api.ok("sendMessage", chat_id=1001, text=str(number)))["message_id"] for number in range(3)]
    assert await api.ok("deleteMessages", chat_id=1001, message_ids=ids[:1]) is True
    assert await api.ok("deleteMessages", chat_id=1001, message_ids=[*ids[:2], 10**6]) is True
    assert await api.ok("deleteMessages", chat_id=1001, message_ids=ids[:2]) is True
    clock.advance(24 * 3600)
    refused = await api.refused("deleteMessages", chat_id=1001, message_ids=[old, ids[2]])
    assert refused == (400, "Bad Request: message can't be deleted")
    assert [message.id for message in world.chat(1001) if message.from_bot] == [old, ids[2]]
    for wrong, why in (
        ([], "message identifiers are not specified"),
        ("x", "can't parse message identifiers JSON object"),
        (7, "expected an Array of message identifiers"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([0], "invalid message identifier specified"),
        (["1"], "invalid message identifier specified"),
    ):
        assert await api.refused("deleteMessages", chat_id=1001, message_ids=wrong) == (400, f"Bad Request: {why}")
    assert (await api.refused("deleteMessages", chat_id=7, message_ids=[1]))[0] == 400


async def test_places(api: Api, world: World) -> None:
    venue = await api.ok("sendVenue", chat_id=1001, latitude="41.7", longitude=44.8, title="Hall", address="1 Main St")
    assert venue["venue"]["location"] == venue["location"] == {"latitude": 41.7, "longitude": 44.8}
    location = await api.ok("sendLocation", chat_id=1001, latitude=1, longitude=2)
    assert location["location"] == {"latitude": 1, "longitude": 2}
    assert world.last(1001).kind == "location"
    assert await api.refused("sendLocation", chat_id=1001, longitude=2) == (400, "Bad Request: latitude is empty")
    assert (await api.refused("sendLocation", chat_id=1001, latitude="north", longitude=2))[0] == 400
    assert (await api.refused("sendLocation", chat_id=1001, latitude=91, longitude=2))[0] == 400
    assert (await api.refused("sendVenue", chat_id=1001, latitude=1, longitude=2, title=" ", address="x"))[0] == 400


async def test_link_previews_and_protection(api: Api, world: World) -> None:
    message = await api.ok(
        "sendMessage",
        chat_id=1001,
        text="x",
        link_preview_options={"is_disabled": True},
        protect_content=True,
    )
    assert message["link_preview_options"] == {"is_disabled": True}
    assert message["has_protected_content"] is True
    shown = world.last(1001).as_phone()
    assert (shown["link_preview"], shown["protected"]) == (False, True)


async def test_broken_bodies_are_refused(client: httpx.AsyncClient) -> None:
    path = f"/bot{TOKEN}/sendMessage"
    bodies: list[tuple[bytes, str]] = [
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"chat_id=1001&text=%ff", "application/x-www-form-urlencoded"),
        (b'{"chat_id": 1001, "text": "\\ud83d"}', "application/json"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"nonsense", "text/plain"),
    ]
    for content, kind in bodies:
        response = await client.post(path, content=content, headers={"Content-Type": kind})
        assert response.status_code == 400, (content[:20], response.text)
        assert json.loads(response.text)["description"].startswith("Bad Request: ")
