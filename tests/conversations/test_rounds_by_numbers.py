"""Answering a round by the numbers of its options: "2, 4, 1"."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.rounds import Answered
from tests.conversations.asking import NOON, closed
from tests.conversations.conftest import COORDINATOR, NFP_EN
from tests.conversations.moving import BRUSSELS
from tests.conversations.office import force, tap
from tests.conversations.rounds import answer_of, card_of, of_things, order, pick, there, withdraw
from tests.living import Living, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=of_things(), at=NOON, often=50) as alive:
        yield alive


@pytest.mark.parametrize("said", ["2, 4, 1", "2 4 1", "2-4-1", "٢، ٤، ١", "2;4;1.", "२ ४ १", "2/4/1"])
async def test_numbers_are_read_however_they_are_written(bot: Living, said: str) -> None:
    await card_of(bot, NFP_EN)
    card = await bot.ask(NFP_EN, said)
    assert order(card) == ["Laboratories", "Equipment", "Training"]
    assert "Your answer is noted" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("bda", "bda")


async def test_the_only_round_that_waits_is_meant_where_no_card_came(bot: Living) -> None:
    await there(bot)
    assert order(await bot.ask(NFP_EN, "3")) == ["Hotline"]


async def test_numbers_take_the_place_of_what_was_chosen_before(bot: Living) -> None:
    await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    card = await bot.ask(NFP_EN, "8, 7")
    assert order(card) == ["Funding", "Exercises"]
    assert await answer_of(bot, NFP_EN) == Answered("hg", "bda")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2, 9, 1", "Not among the numbers 1 to 8: 9."),
        ("2, 0, 14", "Not among the numbers 1 to 8: 0 and 14."),
        ("2, 2, 1", "More than once: 2."),
        ("2, 4, 1, 3", "At most 3 can be chosen, and there were 4."),
    ],
)
async def test_what_does_not_fit_is_explained_and_loses_nothing(bot: Living, said: str, told: str) -> None:
    await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    card = await bot.ask(NFP_EN, said)
    assert f"Nothing has changed. {told}" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("bda", "bda")


async def test_a_withdrawn_option_has_no_number_that_counts(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    await withdraw(bot)
    await bot.until(lambda: "(withdrawn)" in bot.from_bot(NFP_EN)[-1].text)
    assert "Nothing has changed. Withdrawn: 2." in (await bot.ask(NFP_EN, "2, 4, 1")).text


async def test_after_closing_numbers_are_told_so(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    await closed(bot)
    told = await bot.ask(NFP_EN, "2, 4, 1")
    assert "Closed:" in told.text
    assert "You did not answer this round." in told.text


@pytest.mark.parametrize("said", ["2023", "2, 4 and the visa?", "24 April", "12345"])
async def test_other_messages_are_answered_as_ever(bot: Living, said: str) -> None:
    await card_of(bot, NFP_EN)
    assert "What matters most" not in (await bot.ask(NFP_EN, said)).text
    assert await answer_of(bot, NFP_EN) is None


async def test_a_number_that_was_asked_for_is_no_answer_to_a_round(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    noted = await bot.ask(NFP_EN, "I'll come to Brussels in person")
    details = await force(bot, NFP_EN, noted, f"details|{BRUSSELS}")
    await tap(bot, NFP_EN, details, f"detail|{BRUSSELS}|party_size")
    assert "2 people" in (await bot.ask(NFP_EN, "2")).text
    assert await answer_of(bot, NFP_EN) is None


async def test_an_edited_message_answers_nothing(bot: Living) -> None:
    await card_of(bot, NFP_EN)
    await bot.ask(NFP_EN, "2, 4, 1")
    (mine,) = [message for message in bot.world.chat(NFP_EN) if message.text == "2, 4, 1"]
    bot.world.edit(NFP_EN, mine.id, "3, 4, 1")
    await bot.idle()
    assert await answer_of(bot, NFP_EN) == Answered("bda", "bda")


async def test_ratings_are_one_for_each_in_order(tmp_path: Path) -> None:
    async with living(tmp_path, pack=of_things(method="rate", choose=None), at=NOON, often=50) as bot:
        await card_of(bot, NFP_EN)
        assert "Ratings go from 1 to 5; these do not: 7." in (await bot.ask(NFP_EN, "5 4 7 2 1 3 3 3")).text
        assert "One rating for each is needed, in order: 8 in all, not 3." in (await bot.ask(NFP_EN, "5 4 3")).text
        assert await answer_of(bot, NFP_EN) is None
        card = await bot.ask(NFP_EN, "5 4 3 2 1 3 3 3")
        assert "5. Exchange ★☆☆☆☆" in card.text
        assert "Your answer is noted" in card.text


async def test_a_card_that_is_only_looked_at_takes_no_numbers(bot: Living) -> None:
    await card_of(bot, COORDINATOR)
    told = await bot.ask(COORDINATOR, "2, 4, 1")
    assert "Esta consulta no está dirigida a usted" in told.text
    assert await answer_of(bot, COORDINATOR) is None
