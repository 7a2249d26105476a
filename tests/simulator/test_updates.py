"""Long polls, offsets and the age of updates."""

import asyncio
from typing import Any

from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import Api

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def polled(api: Api, **params: Any) -> list[Any]:
    """What a poll gives: the texts or data of its updates."""
    updates = await api.ok("getUpdates", **params)
    return [
        update["message"]["text"] if "message" in update else update["callback_query"]["data"] for update in updates
    ]


async def asleep(clock: SteppedClock, seconds: float) -> None:
    """Wait until somebody sleeps for that long on the clock."""
    async with asyncio.timeout(60):
        while not clock.sleeping(seconds):
            await clock.fell_asleep()


async def test_updates_stay_until_confirmed(api: Api, world: World, clock: SteppedClock) -> None:
    for text in ("one", "two", "three"):
        world.send_text(1001, text)
    first = await api.ok("getUpdates")
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    clock.advance(1)
    assert await polled(api) == ["one", "two", "three"]
    assert await polled(api, offset=ids[1]) == ["two", "three"]
    clock.advance(1)
    assert await polled(api, offset=ids[1], limit=1) == ["two"]
    assert await polled(api, offset=-1) == ["three"]
    clock.advance(1)
    assert await polled(api) == ["three"]
    clock.advance(5)
    assert await polled(api, offset=ids[2] + 1) == []
    assert (await api.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_the_same_offset_at_once_again_gives_one(api: Api, world: World, clock: SteppedClock) -> None:
    for text in ("one", "two"):
        world.send_text(1001, text)
    assert await polled(api) == ["one", "two"]
    assert await polled(api) == ["one"]
    clock.advance(0.5)
    assert await polled(api) == ["one", "two"]


async def test_limits_are_brought_into_bounds(api: Api, world: World, clock: SteppedClock) -> None:
    for number in range(120):
        world.send_text(1001, str(number))
    for limit, size in ((0, 1), (-5, 1), (2, 2), (1000, 100), ("", 100), ("many", 1)):
        clock.advance(1)
        assert len(await polled(api, limit=limit)) == size


async def test_a_long_poll_ends_with_the_update(api: Api, world: World, clock: SteppedClock) -> None:
    poll = asyncio.create_task(polled(api, timeout=30))
    await asleep(clock, 30)
    world.send_text(1001, "now")
    assert await poll == ["now"]


async def test_a_long_poll_ends_with_its_time(api: Api, clock: SteppedClock) -> None:
    poll = asyncio.create_task(polled(api, timeout=500))
    await asleep(clock, 50)
    clock.advance(49)
    await asyncio.sleep(0.01)
    assert not poll.done()
    clock.advance(1)
    assert await poll == []


async def test_a_busy_loop_is_slowed_down(api: Api, clock: SteppedClock) -> None:
    assert await polled(api) == []
    poll = asyncio.create_task(polled(api))
    await asleep(clock, 3)
    clock.advance(3)
    assert await poll == []


async def test_the_older_of_two_polls_is_ended(api: Api, world: World, clock: SteppedClock) -> None:
    async def poll() -> Any:
        return (await api("getUpdates", timeout=20)).json()

    first = asyncio.create_task(poll())
    await asleep(clock, 20)
    clock.advance(0.6)
    second = asyncio.create_task(poll())
    assert await first == {"ok": False, "error_code": 409, "description": CONFLICT}
    await asleep(clock, 20)
    clock.advance(0.6)
    third = asyncio.create_task(poll())
    # A second conflict within three seconds is told only after a pause.
    await asleep(clock, 3)
    assert not second.done()
    world.send_text(1001, "hello")
    assert [update["message"]["text"] for update in (await third)["result"]] == ["hello"]
    clock.advance(3)
    assert (await second)["error_code"] == 409


async def test_updates_grow_old(api: Api, world: World, clock: SteppedClock) -> None:
    world.send_text(1001, "text")
    world.press_data(1001, 1, "pressed")
    clock.advance(149)
    assert await polled(api) == ["text", "pressed"]
    clock.advance(1)
    assert await polled(api) == ["text"]
    clock.advance(24 * 3600)
    assert await polled(api) == []


async def test_allowed_updates_stick(api: Api, world: World, clock: SteppedClock) -> None:
    async def kinds() -> list[str]:
        clock.advance(5)
        updates = await api.ok("getUpdates", offset=0)
        world.updates.forget()
        clock.advance(5)
        return [next(key for key in update if key != "update_id") for update in updates]

    def everything() -> None:
        message = world.send_text(1001, "x")
        world.edit(1001, message.id, "y")
        world.press_data(1001, message.id, "z")
        world.block(1001, True)
        world.block(1001, False)

    all_kinds = ["message", "edited_message", "callback_query", "my_chat_member", "my_chat_member"]
    everything()
    assert await kinds() == all_kinds
    world.send_text(1001, "so that the poll ends")
    await api.ok("getUpdates", allowed_updates=["message", "nonsense"])
    world.updates.forget()
    everything()
    assert await kinds() == ["message"]
    everything()
    clock.advance(5)
    # Updates that were queued before stay, those that the bot did not want are lost.
    await api.ok("getUpdates", allowed_updates=[])
    assert await kinds() == ["message"]
    everything()
    assert await kinds() == all_kinds
    world.send_text(1001, "so that the poll ends")
    await api.ok("getUpdates", allowed_updates="not json")
    world.updates.forget()
    everything()
    assert await kinds() == all_kinds


async def test_waiting_updates_can_be_dropped(api: Api, world: World) -> None:
    world.send_text(1001, "x")
    assert await api.ok("deleteWebhook") is True
    assert world.updates.pending() == 1
    assert await api.ok("deleteWebhook", drop_pending_updates=True) is True
    assert world.updates.pending() == 0
    info = await api.ok("getWebhookInfo")
    assert info == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


async def test_raw_updates_arrive_as_they_are(api: Api, world: World) -> None:
    update_id = world.inject({"message": {"nothing": "of use"}, "update_id": 5, "odd": "\ud83d"})
    assert await api.ok("getUpdates") == [{"update_id": update_id, "message": {"nothing": "of use"}, "odd": "\ud83d"}]


async def test_an_update_can_come_twice(api: Api, world: World) -> None:
    world.updates.duplicates = 1
    world.send_text(1001, "one")
    world.send_text(1001, "two")
    [first, second] = await api.ok("getUpdates")
    assert await api.ok("getUpdates", offset=second["update_id"] + 1) == [first]
    poll = await api.ok("getUpdates", offset=second["update_id"] + 2)
    assert poll == []
