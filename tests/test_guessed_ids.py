"""Whoever guesses the id of something that they may not see learns nothing: not that it exists, nor what it says."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.actions import encode
from bot.domain.exchange import Press
from bot.domain.policy import visible
from bot.services.routing import OnButton
from handlers.routes import ROUTES
from tests.access import MESSAGE, WHO, Stand, hidden_words, ids, naming, stand

NOBODYS = "nothing-2023"
BUTTONS = {route.on.action: route for route in ROUTES if isinstance(route.on, OnButton)}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stand]:
    async with stand(tmp_path) as made:
        yield made


def unseen(bot: Stand, who: str) -> list[str]:
    return sorted(ids(bot.pack) - ids(visible(bot.pack, bot.access(who))))


@pytest.mark.parametrize("who", ["guest", "nfp", "secretariat", "organizer-of-one"])
async def test_a_guessed_id_is_answered_as_one_that_does_not_exist(bot: Stand, who: str) -> None:
    secrets = hidden_words(bot.pack, bot.access(who))
    hidden = unseen(bot, who)
    assert {"brussels-2023", "drafted-2023"} <= set(hidden)
    for nothing, *guesses in zip(naming(NOBODYS), *map(naming, hidden), strict=True):
        _, replies = await bot.does(who, BUTTONS[type(nothing)], Press(nothing, MESSAGE))
        expected = bot.told(who, replies)
        for entry, guess in zip(hidden, guesses, strict=True):
            _, replies = await bot.does(who, BUTTONS[type(guess)], Press(guess, MESSAGE))
            told = bot.told(who, replies)
            # A button may carry on what was asked.
            assert re.sub(rf"\|{entry}(?=['|])", f"|{NOBODYS}", told) == expected, encode(guess)
            assert not [words for words in secrets if words in told], encode(guess)


async def test_what_is_hidden_from_each_is_what_they_may_not_see(bot: Stand) -> None:
    """So that the other tests here look for something."""
    hidden = {who: set(unseen(bot, who)) for who in WHO}
    members = {"tbilisi-2023", "ca", "unicri", "interregional-2023-2024", "cooperation", "priorities-2023"}
    assert members | {"brussels-2023", "drafted-2023"} <= hidden["guest"]
    assert hidden["nfp"] == hidden["organizer-of-one"] == hidden["secretariat"] == {"brussels-2023", "drafted-2023"}
    assert hidden["administrator"] == hidden["coordination"] == {"drafted-2023"}
    assert len(hidden_words(bot.pack, bot.access("guest"))) > len(hidden_words(bot.pack, bot.access("nfp"))) > 3


@pytest.mark.parametrize("who", ["guest", "nfp", "organizer-of-one"])
async def test_what_is_seen_shows_nothing_that_is_hidden(bot: Stand, who: str) -> None:
    secrets = hidden_words(bot.pack, bot.access(who))
    for entry in (*ids(visible(bot.pack, bot.access(who))), "all", "upcoming", "0"):
        for action in naming(entry):
            _, replies = await bot.does(who, BUTTONS[type(action)], Press(action, MESSAGE))
            told = bot.told(who, replies)
            assert not [words for words in secrets if words in told], encode(action)
