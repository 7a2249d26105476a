"""A bot on the simulated Telegram, with the sample pack or the demonstration."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.living import Living, living

NFP_EN, NFP_FR, NFP_AR, NFP_RU, GUEST_ES, GUEST_PT, SECRETARIAT, ORGANIZER = range(1001, 1009)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """With the sample pack."""
    async with living(tmp_path) as alive:
        yield alive


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Living]:
    """With the demonstration's pack."""
    async with living(tmp_path, pack="demo") as alive:
        yield alive
