"""Flood limits, and what goes wrong on the way."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import TOKEN, Api


async def sends(api: Api, chat_id: int = 1001) -> httpx.Response:
    return await api("sendMessage", chat_id=chat_id, text="x")


async def test_a_chat_takes_one_message_a_second(api: Api, world: World, clock: SteppedClock) -> None:
    world.add_person(5, started=True)
    world.limits.per_chat_per_second = 1
    assert (await sends(api)).status_code == 200
    response = await sends(api)
    assert response.status_code == 429
    assert response.headers["retry-after"] == "1"
    assert response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert (await sends(api, 5)).status_code == 200
    clock.advance(1)
    assert (await sends(api)).status_code == 200


async def test_all_chats_together_take_so_many(api: Api, world: World, clock: SteppedClock) -> None:
    world.limits.overall_per_second, world.limits.overall_burst = 0.25, 3
    assert [(await sends(api)).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert (await sends(api)).json()["parameters"] == {"retry_after": 4}
    clock.advance(4)
    assert [(await sends(api)).status_code for _ in range(2)] == [200, 429]
    assert (await api("getMe")).status_code == 200


async def test_the_next_calls_to_a_chat_can_be_put_off(api: Api, world: World) -> None:
    world.add_person(5, started=True)
    world.limits.refuse_next(1001, calls=2, retry_after=7)
    assert [(await sends(api)).status_code for _ in range(2)] == [429, 429]
    assert (await sends(api)).status_code == 200
    world.limits.refuse_next(1001, retry_after=7)
    assert (await sends(api, 5)).status_code == 200
    assert (await sends(api)).json()["parameters"] == {"retry_after": 7}
    world.limits.refuse_next(None)
    assert (await sends(api, 5)).status_code == 429


async def test_a_chat_can_be_closed_for_long(api: Api, world: World, clock: SteppedClock) -> None:
    world.add_person(5, started=True)
    world.limits.refuse_for(1001, 3600)
    assert (await sends(api)).json()["parameters"] == {"retry_after": 3600}
    clock.advance(3599.5)
    assert (await sends(api)).json()["parameters"] == {"retry_after": 1}
    assert (await sends(api, 5)).status_code == 200
    clock.advance(0.5)
    assert (await sends(api)).status_code == 200


async def test_a_lost_answer_is_an_accepted_call(api: Api, world: World) -> None:
    world.faults.lose_answers(1)
    with pytest.raises(httpx.TransportError):
        await sends(api)
    assert [call.method for call in world.calls] == ["sendMessage"]
    assert len(world.chat(1001)) == 2
    assert (await sends(api)).status_code == 200


async def test_a_refused_connection_is_no_call(api: Api, world: World) -> None:
    world.faults.refuse_connections(2, methods={"sendmessage"})
    assert (await api("getMe")).status_code == 200
    for _ in range(2):
        with pytest.raises(httpx.TransportError):
            await sends(api)
    assert len(world.chat(1001)) == 1
    assert (await sends(api)).status_code == 200


async def test_an_error_page_is_no_call(api: Api, world: World) -> None:
    world.faults.server_errors(1, when=lambda method, params: params.get("text") == "x")
    response = await sends(api)
    assert response.status_code == 500
    assert response.headers["content-type"].startswith("text/html")
    world.faults.server_errors(status=502)
    assert (await api("getMe")).status_code == 502
    assert world.calls == []


async def test_telegrams_own_error_is_no_call(api: Api, world: World) -> None:
    world.faults.internal_errors(1)
    response = await sends(api)
    assert (response.status_code, response.json()) == (
        500,
        {"ok": False, "error_code": 500, "description": "Internal Server Error: restart"},
    )
    assert world.calls == world.refused == []
    assert (await sends(api)).status_code == 200


async def test_no_answer_at_all(api: Api, world: World) -> None:
    world.faults.no_answers(1)
    with pytest.raises(httpx.ReadTimeout):
        await api.client.post(
            f"/bot{TOKEN}/sendMessage", json={"chat_id": 1001, "text": "x"}, timeout=httpx.Timeout(60, read=0.2)
        )
    assert world.calls == []
    assert (await sends(api)).status_code == 200


async def test_a_server_that_stops_ends_the_calls_it_leaves_without_answer(
    api: Api, world: World, server: SimulatorServer
) -> None:
    reached = asyncio.Event()

    def reaches(_: str, __: Any) -> bool:
        reached.set()
        return True

    world.faults.no_answers(1, when=reaches)
    call = asyncio.create_task(sends(api))
    async with asyncio.timeout(60):
        await reached.wait()
        await server.stop()
        with pytest.raises(httpx.TransportError):
            await call


async def test_a_revoked_token_gives_way_to_a_new_one(api: Api, world: World) -> None:
    new = TOKEN[:-1] + "B"
    poll = asyncio.create_task(api("getUpdates", timeout=50))
    await world.wait_until(world.ready)
    world.revoke_token(new)
    for answer in (await poll, await sends(api)):
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    answer = await api.client.post(f"/bot{new}/sendMessage", json={"chat_id": 1001, "text": "x"})
    assert answer.status_code == 200
    world.revoke_token(TOKEN)
    assert (await sends(api)).status_code == 200
    with pytest.raises(ValueError, match="35 letters"):
        world.revoke_token("x")


async def test_slow_answers(api: Api, world: World, clock: SteppedClock) -> None:
    world.faults.slow_answers(30)
    call = asyncio.create_task(sends(api))
    await world.wait_until(lambda: len(world.chat(1001)) == 2)
    async with asyncio.timeout(60):
        while not clock.sleeping(30):
            await clock.fell_asleep()
    assert not call.done()
    clock.advance(30)
    assert (await call).status_code == 200
    world.faults.clear()
    assert (await sends(api)).status_code == 200


async def test_faults_leave_polls_alone_unless_told(api: Api, world: World) -> None:
    world.faults.server_errors(1)
    world.send_text(1001, "x")
    assert len(await api.ok("getUpdates")) == 1
    world.faults.server_errors(1, methods=["getUpdates"])
    assert (await api("getUpdates")).status_code == 500


async def test_calls_are_written_down(api: Api, world: World, clock: SteppedClock) -> None:
    message = await api.ok("sendmessage", chat_id=1001, text="x")
    await sends(api, 999)
    [call] = world.calls
    assert (call.method, call.params, call.at, call.result, call.error) == (
        "sendMessage",
        {"chat_id": "1001", "text": "x"},
        clock.now(),
        message,
        None,
    )
    assert [refused.error for refused in world.refused] == ["400 Bad Request: chat not found"]


async def test_two_hundred_people_side_by_side(api: Api, world: World) -> None:
    people = range(5000, 5200)
    for person_id in people:
        world.add_person(person_id)
        world.start(person_id, "x")
    updates: list[Any] = []
    offset = 0
    while batch := await api.ok("getUpdates", offset=offset) if world.updates.pending() else []:
        updates += batch
        offset = batch[-1]["update_id"] + 1
        if len(updates) == 200:
            break
    assert [update["message"]["from"]["id"] for update in updates] == list(people)
    started = time.process_time()
    answers = await asyncio.gather(*(sends(api, person_id) for person_id in people))
    spent = time.process_time() - started
    assert {answer.status_code for answer in answers} == {200}
    assert all(len(world.chat(person_id)) == 2 for person_id in people)
    # Client and server together; a rough guard against something quadratic.
    assert spent / 200 < 0.03
