"""What rounds there are for somebody: /feedback, words of the same meaning, and the list."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conversations.asking import NOON, ROUND, closed
from tests.conversations.conftest import COORDINATOR, GUEST_ES, NFP_AR, NFP_EN, SECRETARIAT
from tests.conversations.office import later, tap
from tests.conversations.rounds import card_of, cards, of_things, pick
from tests.living import Living, labels, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=of_things(), at=NOON, often=50) as alive:
        yield alive


@pytest.mark.parametrize("said", ["/feedback", "I want to give my feedback"])
async def test_the_only_round_that_waits_comes_at_once(bot: Living, said: str) -> None:
    await card_of(bot, NFP_EN)
    card = await bot.ask(NFP_EN, said)
    assert "○○○ 0 of 3" in card.text
    await pick(bot, NFP_EN, card, "a")


async def test_once_it_is_answered_it_stands_in_a_list(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    listed = await tap(bot, NFP_EN, card, "rounds")
    assert "You have not answered yet." in listed.text
    card = await pick(bot, NFP_EN, await tap(bot, NFP_EN, listed, f"round|{ROUND}"), "a")
    assert "You have begun" in (await tap(bot, NFP_EN, card, "rounds")).text
    await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "c")
    listed = await bot.ask(NFP_EN, "/feedback")
    assert "You have answered, and can still change it." in listed.text
    assert "Open until Monday 24 April 2023, 14:00 (Tbilisi)." in listed.text


async def test_closed_ones_lead_to_their_results(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    await closed(bot)
    listed = await bot.ask(NFP_EN, "/feedback")
    assert "📊 Results\n\nWhat matters most?\nClosed: Monday 24 April 2023, 14:00 (Tbilisi)." in listed.text
    assert labels(listed)[0] == "Results: What matters most?"
    await tap(bot, NFP_EN, listed, f"results|{ROUND}|all")


async def test_results_that_nobody_was_promised_are_in_no_list(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(results="never"), at=NOON, often=50) as bot:
        await card_of(bot, NFP_EN)
        await closed(bot)
        listed = await bot.ask(NFP_EN, "/feedback")
        assert "There is no round for you to answer at present, and there are no results to see." in listed.text
        assert "Resultados: What matters most?" in labels(await bot.ask(COORDINATOR, "/feedback"))


async def test_those_who_make_rounds_find_their_desk_there(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    assert "Manage rounds" in labels(await bot.ask(SECRETARIAT, "/feedback"))
    assert "Manage rounds" not in labels(await tap(bot, NFP_EN, await card_of(bot, NFP_EN), "rounds"))


@pytest.mark.parametrize("said", ["/feedback", "quiero dar mi opinión"])
async def test_guests_are_told_that_it_is_for_members(bot: Living, said: str) -> None:
    told = await bot.ask(GUEST_ES, said)
    assert "What matters most" not in told.text
    assert not cards(bot, GUEST_ES)


async def test_an_invitation_comes_when_it_opens_and_a_reminder_to_the_silent_alone(tmp_path: Path) -> None:
    pack = of_things(opens=NOON + timedelta(hours=1), remind=["1d"])
    async with living(tmp_path, pack=pack, at=NOON, often=50) as bot:
        await bot.caught_up()
        later(bot, timedelta(hours=1))
        await bot.until(lambda: bool(cards(bot, NFP_EN)))
        (card,) = cards(bot, NFP_EN)
        assert card.text.startswith("🗳 Your opinion is requested. It takes half a minute.\n\nWhat matters most?")
        await pick(bot, NFP_EN, card, "b", "d", "a")
        later(bot, timedelta(days=6))
        await bot.until(lambda: any("لم تجيبوا" in message.text for message in bot.from_bot(NFP_AR)))
        assert len(cards(bot, NFP_EN)) == 1
