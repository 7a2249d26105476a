from pathlib import Path

import pytest

from bot.render.renderer import MessageRenderer

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.fixture(scope="session")
def locales() -> Path:
    """The languages as they are."""
    return LOCALES


@pytest.fixture(scope="session")
def renderer(locales: Path) -> MessageRenderer:
    return MessageRenderer(locales)
