"""What somebody has ranked first, with their name, changes its status: they are told once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.content import Pack
from bot.domain.people import Subscription
from tests.conversations.asking import NOON, asking, closed, of_own_accord, rank, watched
from tests.conversations.conftest import NFP_AR, NFP_EN, NFP_FR, NFP_RU
from tests.conversations.office import demote, known
from tests.living import PATIENCE, Living, living

MOVED = "what you ranked first"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as alive:
        await watched(alive)
        yield alive


async def publish(bot: Living, pack: Pack) -> None:
    """Put a pack in force, and wait until first choices were looked at in its light."""
    async with bot.database.unit_of_work() as uow:
        version = await uow.content.add(pack, bot.clock.now())
        await uow.commit()
    async with asyncio.timeout(PATIENCE):
        while await _looked_at(bot) != version:
            await bot.world.changed.wait(bot.clock, 0.05)
    await bot.idle()


async def _looked_at(bot: Living) -> int:
    async with bot.database.unit_of_work() as uow:
        return await uow.marks.version("first choices")


async def test_whoever_ranked_it_first_is_told_once_with_what_it_was_before(bot: Living) -> None:
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "b", "a")
    await closed(bot)
    await publish(bot, asking(statuses={"labs": "in_progress", "courses": "done"}))
    (told,) = of_own_accord(bot, NFP_EN, MOVED)
    assert "What matters most?" in told.text
    assert "• Labs\nStatus: in progress\nBefore: planned" in told.text
    assert "• Courses\nStatus: done\nBefore: planned" in told.text
    assert "Hotline" not in told.text
    assert "v1|ask|roadmap.strand|training" in str(told.inline_keyboard)
    assert not of_own_accord(bot, NFP_FR, "classé en premier"), "it was their second"

    await publish(bot, asking(statuses={"labs": "in_progress", "courses": "done"}))
    assert len(of_own_accord(bot, NFP_EN, MOVED)) == 1, "nothing has changed"
    await publish(bot, asking(statuses={"labs": "in_progress", "courses": "done", "hotline": "delayed"}))
    (told,) = of_own_accord(bot, NFP_FR, "classé en premier")
    assert "État : retardé".replace(" :", "\xa0:") in told.text
    assert len(of_own_accord(bot, NFP_EN, MOVED)) == 1


async def test_a_round_on_items_tells_of_the_item_and_also_while_it_is_open(tmp_path: Path) -> None:
    asked: dict[str, Any] = {"options": {"items": "plan"}}
    async with living(tmp_path, pack=asking(**asked), at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "b", "a")
        await publish(bot, asking(statuses={"labs": "delayed"}, **asked))
        assert not of_own_accord(bot, NFP_EN, MOVED)
        await publish(bot, asking(statuses={"labs": "delayed", "courses": "in_progress"}, **asked))
        (told,) = of_own_accord(bot, NFP_EN, MOVED)
        assert "Courses" in told.text


@pytest.mark.parametrize("fields", [{"anonymous": True}, {"method": "choose"}], ids=["anonymous", "chosen"])
async def test_nobody_is_told_where_nobody_ranked_with_their_name(tmp_path: Path, fields: dict[str, Any]) -> None:
    async with living(tmp_path, pack=asking(**fields), at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "a", "b")
        await closed(bot)
        await publish(bot, asking(statuses={"labs": "done"}, **fields))
        assert not of_own_accord(bot, NFP_EN, MOVED)


async def test_whoever_has_stopped_such_messages_or_holds_no_role_any_more_is_not_told(bot: Living) -> None:
    for person in (NFP_EN, NFP_FR, NFP_AR, NFP_RU):
        await rank(bot, person, "a", "b")
    stopped = await known(bot, NFP_EN)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_stopped(stopped.id, [Subscription.FEEDBACK])
        await uow.commit()
    await demote(bot, NFP_AR)
    await publish(bot, asking(statuses={"labs": "done"}))
    assert not of_own_accord(bot, NFP_EN, MOVED)
    assert not of_own_accord(bot, NFP_AR, "المرتبة الأولى")
    assert of_own_accord(bot, NFP_FR, "classé en premier")
    assert of_own_accord(bot, NFP_RU, "на первое место")
