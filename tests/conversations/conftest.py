"""A bot on the simulated Telegram, with the sample pack or the demonstration."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Introduction
from bot.domain.people import Grant, Role
from tests.living import Living, living

NFP_EN, NFP_FR, NFP_AR, NFP_RU, GUEST_ES, GUEST_PT, SECRETARIAT, ORGANIZER, COORDINATOR = range(1001, 1010)

SOUTH_EAST, MIDDLE_EAST = (Grant(Role.SECRETARIAT, region=region) for region in ("seee", "mie"))
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
STAFF = (
    Introduction(NFP_EN, "Nino Beridze", "en", "GE", "Asia/Tbilisi", (Grant(Role.NFP, country="GE"),)),
    Introduction(NFP_AR, "ليلى الخطيب", "ar", "JO", "Asia/Amman", (MIDDLE_EAST,)),
    Introduction(SECRETARIAT, "Giorgi Kapanadze", "en", "GE", "Asia/Tbilisi", (SOUTH_EAST,)),
    Introduction(ORGANIZER, "Claire Dubois", "en", "BE", "Europe/Brussels", (ADMINISTRATOR,)),
    Introduction(COORDINATOR, "Inés Morales", "ar", "ES", "Europe/Madrid", (ADMINISTRATOR,)),
)
"""Two secretariats, of which one speaks Arabic, a focal point, and two administrators."""


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


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Living]:
    """With the sample pack, two secretariats and two administrators."""
    async with living(tmp_path, people=STAFF) as alive:
        yield alive
