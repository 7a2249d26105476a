"""A simulated Telegram on a free port, a clock to move, and a client that speaks the Bot API."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.clocks import SteppedClock

TOKEN = "123456789:" + "A" * 35


class Api:
    """Calls methods over HTTP; `ok` gives the result, `refused` the status and the description."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def __call__(self, method: str, **params: Any) -> httpx.Response:
        return await self.client.post(f"/bot{TOKEN}/{method}", json=params)

    async def ok(self, method: str, **params: Any) -> Any:
        answer = (await self(method, **params)).json()
        assert answer["ok"] is True, answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        response = await self(method, **params)
        answer = response.json()
        assert answer["ok"] is False, answer
        assert answer["error_code"] == response.status_code
        return response.status_code, answer["description"]


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def world(clock: SteppedClock) -> World:
    """Nino (1001) has opened her chat; the bot has seen that update."""
    world = World(clock)
    world.start(1001)
    world.updates.forget()
    return world


@pytest.fixture
async def server(world: World) -> AsyncIterator[SimulatorServer]:
    async with SimulatorServer(world) as server:
        yield server


@pytest.fixture
async def client(server: SimulatorServer) -> AsyncIterator[httpx.AsyncClient]:
    # No certificates are read: there is no TLS on the loopback, and reading them takes longer than a test.
    async with httpx.AsyncClient(base_url=server.url, timeout=60, verify=False) as client:
        yield client


@pytest.fixture
def api(client: httpx.AsyncClient) -> Api:
    return Api(client)
