"""The page's interface over HTTP."""

from typing import Any

import httpx
import pytest

from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import Api


async def test_the_lists(client: httpx.AsyncClient, api: Api, world: World, clock: SteppedClock) -> None:
    assert (await client.get("/phone/bot")).json() == {
        "name": "Simulated bot",
        "username": "simulated_bot",
        "description": "",
        "short_description": "",
        "ready": False,
    }
    await api.ok("getMe")
    assert (await client.get("/phone/bot")).json()["ready"] is True
    clock.advance(70)
    assert (await client.get("/phone/bot")).json()["ready"] is False
    await api.ok("sendMessage", chat_id=1001, text="x")
    people = (await client.get("/phone/people")).json()
    assert people[0] == {
        "id": 1001,
        "name": "Nino Beridze",
        "about": "National Focal Point, Georgia",
        "language_code": "en",
        "started": True,
        "blocked": False,
        "unread": 1,
    }
    assert [person["started"] for person in people[1:]] == [False] * 8


async def test_a_chat(client: httpx.AsyncClient, api: Api, world: World) -> None:
    keyboard = [[{"text": "Yes", "callback_data": "y", "style": "success"}]]
    await api.ok(
        "sendMessage",
        chat_id=1001,
        text="<b>Hello</b>",
        parse_mode="HTML",
        disable_notification=True,
        reply_markup={"inline_keyboard": keyboard},
    )
    await api.ok("sendVenue", chat_id=1001, latitude=1, longitude=2, title="Hall", address="Street")
    chat = (await client.get("/phone/chats/1001")).json()
    assert chat["person"]["unread"] == 0
    assert (chat["reply_keyboard"], chat["commands"], chat["menu_button"]) == (None, [], "default")
    start, hello, venue = chat["messages"]
    assert (start["from"], start["text"]) == ("person", "/start")
    assert hello == {
        "id": 2,
        "from": "bot",
        "date": "2026-11-24T12:00:00Z",
        "edited": False,
        "reply_to": None,
        "kind": "text",
        "text": "Hello",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "inline_keyboard": keyboard,
        "silent": True,
        "link_preview": True,
        "protected": False,
    }
    assert venue["venue"] == {"title": "Hall", "address": "Street", "latitude": 1, "longitude": 2}


async def test_acts(client: httpx.AsyncClient, api: Api, world: World) -> None:
    async def act(name: str, person: int = 1002, **body: Any) -> Any:
        response = await client.post(f"/phone/chats/{person}/{name}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    assert (await act("start", payload="abc"))["text"] == "/start abc"
    mine = await act("text", text="Bonjour", reply_to=None)
    assert (mine["from"], mine["kind"], mine["text"]) == ("person", "text", "Bonjour")
    assert (await act("edit", message=mine["id"], text="Bonsoir"))["edited"] is True
    sent = await api.ok(
        "sendMessage",
        chat_id=1002,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    )
    query = (await act("press", message=sent["message_id"], row=0, column=0))["query"]
    assert (await act("media", kind="contact"))["contact"] == {
        "name": "Youssef El Amrani",
        "phone": "212655010002",
    }
    assert await act("block", blocked=True) == {}
    updates = await api.ok("getUpdates")
    assert [next(key for key in update if key != "update_id") for update in updates] == [
        "message",
        "message",
        "edited_message",
        "callback_query",
        "message",
        "my_chat_member",
    ]
    assert updates[3]["callback_query"]["id"] == query
    assert await act("clear") == {}
    assert (await client.get("/phone/chats/1002")).json()["messages"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("1001/text", {}, 400),
        ("1001/text", {"text": 5}, 400),
        ("1001/text", {"text": " "}, 400),
        ("1001/text", {"text": "x", "reply_to": True}, 400),
        ("1001/text", [], 400),
        ("1001/press", {"message": 1, "row": 0}, 400),
        ("1001/press", {"message": 1, "row": 0, "column": 0}, 400),
        ("1001/media", {"kind": "dance"}, 400),
        ("1001/edit", {"message": 99, "text": "x"}, 400),
        ("1001/block", {"blocked": "yes"}, 400),
        ("1001/start", {"payload": "not allowed"}, 400),
        ("5/text", {"text": "x"}, 404),
        ("1001/dance", {}, 404),
    ],
)
async def test_bad_acts(client: httpx.AsyncClient, world: World, path: str, body: Any, status: int) -> None:
    response = await client.post(f"/phone/chats/{path}", json=body)
    assert response.status_code == status
    assert response.json()["error"].endswith(".")
    assert world.updates.pending() == 0


async def test_broken_and_huge_bodies(client: httpx.AsyncClient) -> None:
    assert (await client.post("/phone/chats/1001/text", content=b"{")).status_code == 400
    assert (await client.post("/phone/chats/1001/text", content=b"x" * 1_100_000)).status_code == 400
    assert (await client.get("/phone/chats/5")).status_code == 404
    assert (await client.get("/phone/chats/nobody")).json() == {"error": "Not Found."}
    assert (await client.get("/phone/files/nothing")).status_code == 404
    assert (await client.put("/phone/people")).json() == {"error": "Method Not Allowed."}


async def test_the_page_and_its_headers(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' data:")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert (await client.get("/phone/static/index.html")).status_code == 200
    assert (await client.get("/phone/static/../server.py")).status_code == 404
    assert (await client.get("/phone/static/%2e%2e/server.py")).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Host": "[::1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_other_sites_are_kept_out(client: httpx.AsyncClient, world: World, headers: dict[str, str]) -> None:
    act = await client.post("/phone/chats/1001/text", json={"text": "x"}, headers=headers)
    call = await client.get("/bot123456789:" + "A" * 35 + "/sendMessage?chat_id=1001&text=x", headers=headers)
    assert (act.status_code, call.status_code) == (403, 403)
    assert len(world.chat(1001)) == 1
    if "Host" not in headers:
        # A link from elsewhere to the page itself is no harm.
        page = await client.get("/", headers={"Sec-Fetch-Site": "cross-site"})
        assert page.status_code == 200


async def test_the_page_itself_may_act(client: httpx.AsyncClient, world: World) -> None:
    origin = str(client.base_url).rstrip("/")
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("/phone/chats/1001/text", json={"text": "x"}, headers=headers)).status_code == 200


async def test_a_file_of_ones_own(client: httpx.AsyncClient, api: Api, world: World) -> None:
    world.start(1003)
    world.updates.forget()
    answer = await client.post(
        "/phone/chats/1003/file",
        data={"kind": "document", "caption": "**جدول** الأعمال"},
        files={"file": ("جدول.ics", b"BEGIN:VCALENDAR", "text/calendar")},
    )
    assert answer.status_code == 200
    assert (answer.json()["text"], answer.json()["document"]["file_name"]) == ("جدول الأعمال", "جدول.ics")
    [update] = await api.ok("getUpdates")
    assert update["message"]["document"]["mime_type"] == "text/calendar"
    assert update["message"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    again = await client.get(f"/phone/files/{update['message']['document']['file_id']}")
    assert again.content == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize(
    ("person", "fields", "files", "status"),
    [
        (1001, {"kind": "document"}, {}, 400),
        (1001, {}, {"file": ("x", b"x")}, 400),
        (1001, {"kind": "film"}, {"file": ("x", b"x")}, 400),
        (1001, {"kind": "photo"}, {"file": ("x.png", b"x")}, 400),
        (1001, {"kind": "document", "caption": "x" * 1025}, {"file": ("x", b"x")}, 400),
        (1001, {"kind": "document"}, {"file": ("x", b"x"), "more": ("x", b"x")}, 400),
        (5, {"kind": "document"}, {"file": ("x", b"x")}, 404),
    ],
)
async def test_files_that_are_refused(
    client: httpx.AsyncClient, world: World, person: int, fields: Any, files: Any, status: int
) -> None:
    answer = await client.post(f"/phone/chats/{person}/file", data=fields, files=files)
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert world.updates.pending() == 0
