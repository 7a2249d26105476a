"""Rounds in which each option is rated, or some are chosen."""

from pathlib import Path

from bot.domain.rounds import Answered
from tests.conversations.asking import NOON, ROUND
from tests.conversations.conftest import NFP_EN
from tests.conversations.office import tap
from tests.conversations.rounds import answer_of, card_of, of_things, pick, press
from tests.living import Living, labels, living

FEW = [{"id": "a", "title": {"en": "Training"}}, {"id": "b", "title": {"en": "Law"}}]


async def rate(bot: Living, card_id: int, key: str, rating: int) -> str:
    card = bot.world.chats[NFP_EN].messages[card_id]
    return (await tap(bot, NFP_EN, card, f"rrate|{ROUND}|{key}|{rating}")).text


async def test_one_option_after_the_other_is_rated(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(method="rate", choose=None, options=FEW), at=NOON, often=50) as bot:
        card = await card_of(bot, NFP_EN)
        assert "▸ 1. Training" in card.text
        assert labels(card)[:6] == ["1", "2", "3", "4", "5", "Next ›"]
        assert "▸ 2. Law" in await rate(bot, card.id, "a", 4)
        assert await answer_of(bot, NFP_EN) == Answered("a4", None)
        again = await press(bot, NFP_EN, card, "rrate", "a", "4")
        assert "▸ 2. Law" in again.text, "a double tap rates one option"
        back = await tap(bot, NFP_EN, again, f"rat|{ROUND}|a")
        assert "▸ 1. Training ★★★★☆" in back.text
        assert "✓ 4" in labels(back)
        await rate(bot, card.id, "a", 5)
        done = await rate(bot, card.id, "b", 1)
        assert "Your answer is noted" in done
        assert await answer_of(bot, NFP_EN) == Answered("a5b1", "a5b1")
        overview = bot.world.chats[NFP_EN].messages[card.id]
        assert labels(overview)[:2] == ["1. Training", "2. Law"], "any of them can be changed"
        await tap(bot, NFP_EN, overview, f"rat|{ROUND}|b")
        assert "2. Law ★★☆☆☆" in await rate(bot, card.id, "b", 2)
        assert await answer_of(bot, NFP_EN) == Answered("a5b2", "a5b2")


async def test_whoever_rates_some_can_be_done(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(method="rate", choose=None, options=FEW), at=NOON, often=50) as bot:
        card = await card_of(bot, NFP_EN)
        assert "Done" not in labels(card)
        await rate(bot, card.id, "a", 4)
        card = await press(bot, NFP_EN, card, "rdone")
        assert await answer_of(bot, NFP_EN) == Answered("a4", "a4")
        assert "●○ 1 of 2" in card.text


async def test_several_are_chosen_without_order(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(method="choose", choose=2), at=NOON, often=50) as bot:
        card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "f", "b")
        assert "6. Law ✓" in card.text
        assert "Your order" not in card.text
        assert await answer_of(bot, NFP_EN) == Answered("bf", "bf")
        card = await tap(bot, NFP_EN, card, f"rdrop|{ROUND}|b")
        assert await answer_of(bot, NFP_EN) == Answered("f", "bf")
        assert "Your earlier answer counts" in card.text


async def test_where_one_can_be_chosen_another_takes_its_place(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(method="choose", choose=1), at=NOON, often=50) as bot:
        await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "f", "b")
        assert await answer_of(bot, NFP_EN) == Answered("b", "b")
