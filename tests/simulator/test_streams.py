"""Server-sent events: a chat's and the list's."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import Api


class Stream:
    """Reads events off an open response."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def block(self) -> list[str]:
        lines = []
        async with asyncio.timeout(60):
            while line := await anext(self._lines):
                lines.append(line)
        return lines

    async def next(self) -> tuple[int, str, Any]:
        """The next event's id, name and data; comments are passed over."""
        while (block := await self.block())[0].startswith(":"):
            pass
        fields = dict(line.split(": ", 1) for line in block)
        return int(fields["id"]), fields["event"], json.loads(fields["data"])


@asynccontextmanager
async def following(client: httpx.AsyncClient, path: str, **headers: str) -> AsyncIterator[Stream]:
    async with client.stream("GET", path, headers={"Accept": "text/event-stream", **headers}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response)


async def test_a_chats_events(client: httpx.AsyncClient, api: Api, world: World) -> None:
    async with following(client, "/phone/chats/1001/events") as stream:
        assert await stream.block() == [": ping"]
        sent = await api.ok("sendMessage", chat_id=1001, text="one", reply_markup={"keyboard": [["A"]]})
        place = {"chat_id": 1001, "message_id": sent["message_id"]}
        await api.ok("sendChatAction", chat_id=1001, action="typing")
        await api.ok("editMessageText", **place, text="two")
        await api.ok("answerCallbackQuery", callback_query_id=world.press_data(1001, 1, "x"), text="Noted")
        await api.ok("deleteMessage", **place)
        world.block(1001, True)
        events = [await stream.next() for _ in range(7)]
    assert [name for _, name, _ in events] == ["message", "chat", "typing", "edit", "toast", "delete", "chat"]
    numbers = [number for number, _, _ in events]
    assert numbers == sorted(set(numbers))
    data = {name: data for _, name, data in events}
    assert data["edit"]["text"] == "two"
    assert data["typing"] == {"action": "typing"}
    assert data["toast"]["text"] == "Noted"
    assert data["delete"] == {"id": sent["message_id"]}
    assert data["chat"]["person"]["blocked"] is True
    assert data["chat"]["reply_keyboard"]["keyboard"] == [[{"text": "A"}]]
    assert "messages" not in data["chat"]


async def test_a_lost_connection_is_taken_up_again(client: httpx.AsyncClient, api: Api, world: World) -> None:
    async with following(client, "/phone/chats/1001/events") as stream:
        await stream.block()
        await api.ok("sendMessage", chat_id=1001, text="one")
        number, _, _ = await stream.next()
    await api.ok("sendMessage", chat_id=1001, text="two")
    async with following(client, "/phone/chats/1001/events", **{"Last-Event-ID": str(number)}) as stream:
        assert (await stream.next())[2]["text"] == "two"
    # From another life of the server: all that is known.
    async with following(client, "/phone/chats/1001/events", **{"Last-Event-ID": "99999"}) as stream:
        assert (await stream.next())[2]["text"] == "/start"
    last = (await client.get("/phone/chats/1001")).json()["last_event"]
    await api.ok("sendMessage", chat_id=1001, text="three")
    async with following(client, f"/phone/chats/1001/events?after={last}") as stream:
        assert (await stream.next())[2]["text"] == "three"


async def test_silence_is_filled_with_pings(client: httpx.AsyncClient, world: World, clock: SteppedClock) -> None:
    async with following(client, "/phone/chats/1001/events") as stream:
        assert await stream.block() == [": ping"]
        async with asyncio.timeout(60):
            while not clock.sleeping(15):
                await clock.fell_asleep()
        clock.advance(15)
        assert await stream.block() == [": ping"]


async def test_an_open_chat_is_read(client: httpx.AsyncClient, api: Api, world: World) -> None:
    await api.ok("sendMessage", chat_id=1001, text="one")
    assert world.chats[1001].unread == 1
    async with following(client, "/phone/chats/1001/events") as stream:
        await stream.block()
        assert world.chats[1001].unread == 0
        await api.ok("sendMessage", chat_id=1001, text="two")
        await stream.next()
        assert world.chats[1001].unread == 0
    await world.wait_until(lambda: world.chats[1001].log.watchers == 0)
    await api.ok("sendMessage", chat_id=1001, text="three")
    assert world.chats[1001].unread == 1


async def test_the_lists_events(client: httpx.AsyncClient, api: Api, world: World, clock: SteppedClock) -> None:
    async with following(client, "/phone/events") as stream:
        assert [(await stream.next())[1] for _ in range(3)] == ["people", "bot", "clock"]
        await api.ok("getMe")
        _, name, bot = await stream.next()
        assert (name, bot["ready"]) == ("bot", True)
        await api.ok("sendMessage", chat_id=1001, text="x")
        async with asyncio.timeout(60):
            while not clock.sleeping(0.1):
                await clock.fell_asleep()
        clock.advance(0.1)
        _, name, people = await stream.next()
        assert (name, people[0]["unread"]) == ("people", 1)
        for _ in range(14):
            async with asyncio.timeout(60):
                while not clock.sleeping(5):
                    await clock.fell_asleep()
            clock.advance(5)
        _, name, bot = await stream.next()
        assert (name, bot["ready"]) == ("bot", False)
