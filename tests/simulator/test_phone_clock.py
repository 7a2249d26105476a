"""The page's clock: it is shown, and moved where it can be."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.simulator.server import SimulatorServer
from bot.simulator.stage import READY_SECONDS
from bot.simulator.world import World
from tests.simulator.conftest import Api
from tests.simulator.test_streams import following

START = datetime(2023, 4, 17, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
SLACK = timedelta(minutes=1)


@dataclass
class Rehearsal:
    """A served world with a clock that can be moved; `due` is what it is told to be due next."""

    world: World
    client: httpx.AsyncClient
    due: datetime | None = None

    async def move(self, to: Any) -> httpx.Response:
        return await self.client.post("/phone/clock", json={"to": to})

    async def moved(self, to: datetime | str) -> datetime:
        """What the clock shows after a move that is not refused."""
        response = await self.move(to if isinstance(to, str) else to.isoformat())
        assert response.status_code == 200, response.text
        return datetime.fromisoformat(response.json()["now"])


@pytest.fixture
async def rehearsal() -> AsyncIterator[Rehearsal]:
    async def next_due() -> datetime | None:
        return made.due

    world = World(MovableClock(START), next_due=next_due)
    world.start(1001)
    world.updates.forget()
    async with (
        SimulatorServer(world) as server,
        httpx.AsyncClient(base_url=server.url, timeout=60, verify=False) as client,
    ):
        made = Rehearsal(world, client)
        yield made


async def test_it_is_shown_and_moved(rehearsal: Rehearsal) -> None:
    shown = (await rehearsal.client.get("/phone/clock")).json()
    assert shown["movable"] is True
    assert shown["now"].endswith("Z")
    assert datetime.fromisoformat(shown["now"]) - START < SLACK
    for to in ("2023-06-13T11:00:00+02:00", "2023-06-13T09:00:00Z", "2021-02-28T23:59:59.5-03:00"):
        instant = datetime.fromisoformat(to)
        assert timedelta(seconds=-1) < await rehearsal.moved(to) - instant < SLACK
        assert timedelta() <= rehearsal.world.clock.now() - instant < SLACK


@pytest.mark.parametrize(
    "to",
    ["", "soon", "NEXT", "2023-06-13", "2023-06-13T09:00:00", "2023-06-31T09:00:00Z", "1999-12-31T23:59:59Z",
     "2100-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 5, True, None, ["next"]],
)  # fmt: skip
async def test_bad_instants(rehearsal: Rehearsal, to: Any) -> None:
    response = await rehearsal.move(to)
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")
    assert rehearsal.world.clock.now() - START < SLACK


@pytest.mark.parametrize("body", [b"{}", b"[]", b"{", b'"next"', b"x" * 1_100_000])
async def test_bad_bodies(rehearsal: Rehearsal, body: bytes) -> None:
    response = await rehearsal.client.post("/phone/clock", content=body)
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")


async def test_other_sites_do_not_move_it(rehearsal: Rehearsal) -> None:
    headers = {"Origin": "https://evil.example"}
    response = await rehearsal.client.post("/phone/clock", json={"to": "next"}, headers=headers)
    assert response.status_code == 403
    assert (await rehearsal.client.put("/phone/clock")).status_code == 405


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text() | st.datetimes(timezones=st.timezones() | st.none()).map(str) | st.datetimes().map(lambda at: f"{at}Z")
)
def test_any_text_moves_it_or_is_refused_in_a_sentence(to: str) -> None:
    world = World(MovableClock(START))

    async def try_it() -> None:
        async with (
            SimulatorServer(world) as server,
            httpx.AsyncClient(base_url=server.url, timeout=60, verify=False) as client,
        ):
            response = await client.post("/phone/clock", json={"to": to})
            if response.status_code == 200:
                assert 2000 <= world.clock.now().year < 2100
                assert abs(world.clock.now() - datetime.fromisoformat(to)) < SLACK
            else:
                assert response.status_code == 400
                assert response.json()["error"].endswith(".")
                assert world.clock.now() - START < SLACK

    asyncio.run(try_it())


async def test_to_what_is_due_next(rehearsal: Rehearsal) -> None:
    response = await rehearsal.move("next")
    assert (response.status_code, response.json()) == (409, {"error": "Nothing more is due."})
    rehearsal.due = START + YEAR
    assert await rehearsal.moved("next") - rehearsal.due < SLACK
    # What came while it was looked up does not turn the clock back.
    rehearsal.due = START
    assert await rehearsal.moved("next") >= START + YEAR


async def test_the_machines_clock_is_shown_and_stays(client: httpx.AsyncClient) -> None:
    assert (await client.get("/phone/clock")).json() == {"now": "2026-11-24T12:00:00.000Z", "movable": False}
    for to in ("next", "2023-06-13T09:00:00Z"):
        response = await client.post("/phone/clock", json={"to": to})
        assert response.status_code == 400
        assert response.json() == {"error": "This clock goes by itself; it cannot be moved."}


async def test_open_pages_follow(rehearsal: Rehearsal) -> None:
    async with (
        following(rehearsal.client, "/phone/events") as one,
        following(rehearsal.client, "/phone/events") as other,
    ):
        for stream in (one, other):
            assert [(await stream.next())[1] for _ in range(3)] == ["people", "bot", "clock"]
        for to in (START + YEAR, START - YEAR):
            await rehearsal.moved(to)
            for stream in (one, other):
                _, name, data = await stream.next()
                assert name == "clock"
                assert datetime.fromisoformat(data["now"]) - to < SLACK


async def poll(world: World, api: Api) -> asyncio.Task[Any]:
    """A long poll that the server has begun to answer."""
    polling = asyncio.create_task(api.ok("getUpdates", timeout=50))
    assert await world.changed.wait(world.clock, 10)
    return polling


@pytest.mark.parametrize("leap", [YEAR, -YEAR], ids=["forwards", "backwards"])
async def test_a_bot_stays_connected(rehearsal: Rehearsal, leap: timedelta) -> None:
    """Its long poll ends without anything or goes on; the pages are not told that it was away."""
    world, api = rehearsal.world, Api(rehearsal.client)
    await api.ok("getMe")
    polling = await poll(world, api)
    async with following(rehearsal.client, "/phone/events") as stream:
        assert [(await stream.next())[1] for _ in range(3)] == ["people", "bot", "clock"]
        await rehearsal.moved(START + leap)
        assert (await stream.next())[1] == "clock"
        assert world.ready()
        if leap > timedelta():
            assert await polling == []
            polling = await poll(world, api)
        world.send_text(1001, "Hello")
        assert [update["message"]["text"] for update in await polling] == ["Hello"]
        _, name, _ = await stream.next()
        assert name == "people"
    assert not world.refused


async def test_a_silent_bot_does_not_come_back_by_a_move(rehearsal: Rehearsal) -> None:
    world = rehearsal.world
    await Api(rehearsal.client).ok("getMe")
    await rehearsal.moved(START + YEAR)
    assert world.ready()
    assert isinstance(world.clock, MovableClock)
    world.clock.move_to(world.clock.now() + timedelta(seconds=READY_SECONDS))
    assert not world.ready()
    await rehearsal.moved(START)
    assert not world.ready()


async def test_what_waits_outlasts_a_leap(rehearsal: Rehearsal) -> None:
    world, api = rehearsal.world, Api(rehearsal.client)
    world.send_text(1001, "early")
    await rehearsal.moved(START + YEAR)
    world.send_text(1001, "late")
    await rehearsal.moved(START - YEAR)
    assert [update["message"]["text"] for update in await api.ok("getUpdates")] == ["early", "late"]


async def test_a_press_can_be_answered_after_a_move_back(rehearsal: Rehearsal) -> None:
    query = rehearsal.world.press_data(1001, 1, "x")
    await rehearsal.moved(START - YEAR)
    assert await Api(rehearsal.client).ok("answerCallbackQuery", callback_query_id=query) is True
