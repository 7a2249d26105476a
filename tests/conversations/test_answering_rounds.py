"""Answering a round by taps: the card fills itself in, and can be changed until it closes."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people import Grant, Role
from bot.domain.rounds import Answered
from tests.conversations.asking import NOON, ROUND, closed
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, SECRETARIAT
from tests.conversations.moving import settled
from tests.conversations.office import demote, force, known, tap
from tests.conversations.rounds import (
    WITHDRAWN,
    answer_of,
    card_of,
    cards,
    now,
    of_things,
    order,
    pick,
    press,
    withdraw,
)
from tests.living import Living, labels, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=of_things(), at=NOON, often=50) as alive:
        yield alive


async def test_a_list_fills_itself_in_as_one_taps_and_counts_once_it_is_full(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    assert "○○○ 0 of 3" in card.text
    sent = len(bot.from_bot(NFP_EN))
    card = await pick(bot, NFP_EN, card, "b", "d")
    assert order(card) == ["Laboratories", "Equipment"]
    assert "●●○ 2 of 3" in card.text
    assert "✓ 4. Equipment" in labels(card)
    assert await answer_of(bot, NFP_EN) == Answered("bd", None)
    card = await pick(bot, NFP_EN, card, "a")
    assert order(card) == ["Laboratories", "Equipment", "Training"]
    assert "Your answer is noted" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("bda", "bda")
    assert len(bot.from_bot(NFP_EN)) == sent, "all of it in one message"


async def test_it_is_undone_step_by_step_and_what_counted_before_counts_until_the_new_one_is_done(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    card = await tap(bot, NFP_EN, card, f"rundo|{ROUND}|2")
    card = await tap(bot, NFP_EN, card, f"rundo|{ROUND}|1")
    assert order(card) == ["Laboratories"]
    assert "Your earlier answer counts" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("b", "bda")
    card = await tap(bot, NFP_EN, card, f"rdone|{ROUND}")
    assert "Your answer is noted" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("b", "b")


async def test_those_after_one_that_is_taken_out_move_up(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    card = await tap(bot, NFP_EN, card, f"rdrop|{ROUND}|b")
    assert order(card) == ["Equipment", "Training"]


async def test_one_too_many_is_said_and_changes_nothing(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a", "c")
    assert "There is no room for more" in card.text
    assert order(card) == ["Laboratories", "Equipment", "Training"]


async def test_a_double_tap_is_one(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    await bot.answers(NFP_EN, lambda: [bot.world.press(NFP_EN, card.id, 0, 1) for _ in range(2)], count=0)
    assert await answer_of(bot, NFP_EN) == Answered("b", None)
    assert order(now(bot, card)) == ["Laboratories"]
    card = await pick(bot, NFP_EN, now(bot, card), "d")
    for _ in range(2):
        card = await press(bot, NFP_EN, card, "rundo", "1")
    assert order(card) == ["Laboratories"], "a step is taken back once, however often its button is pressed"
    await press(bot, NFP_EN, card, "rdone")
    card = await press(bot, NFP_EN, card, "rdone")
    assert await answer_of(bot, NFP_EN) == Answered("b", "b")


async def test_two_phones_of_one_person_show_the_same(bot: Living) -> None:
    first, second = await card_of(bot, NFP_EN), await card_of(bot, NFP_EN)
    assert len(cards(bot, NFP_EN)) == 2
    first = await pick(bot, NFP_EN, first, "b")
    await settled(bot)
    second = now(bot, second)
    assert order(second) == ["Laboratories"]
    second = await pick(bot, NFP_EN, second, "c")
    await settled(bot)
    assert order(now(bot, first)) == order(second) == ["Laboratories", "Hotline"]


async def test_one_can_go_on_later_where_one_stopped(bot: Living) -> None:
    await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b")
    card = await bot.ask(NFP_EN, "/feedback")
    assert order(card) == ["Laboratories"]


async def test_a_press_after_closing_says_so_and_changes_nothing(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    silent = await card_of(bot, NFP_AR)
    await closed(bot)
    for kind, *fields in (("rpick", "c"), ("rdrop", "b"), ("rundo", "0"), ("rdone",), ("rsay", "comment")):
        card = await press(bot, NFP_EN, card, kind, *fields)
        assert "Closed: Monday 24 April 2023, 14:00 (Tbilisi)." in card.text, kind
        assert "You have answered. Thank you." in card.text
        assert not [label for label in labels(card) if label[:1].isdigit() or label.startswith("✓")]
    silent = await press(bot, NFP_AR, silent, "rpick", "c")
    assert "لم تجيبوا عن هذا الاستطلاع" in silent.text


async def test_what_was_begun_counts_when_the_round_closes(bot: Living) -> None:
    await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b")
    await closed(bot)
    assert "You have answered" in (await card_of(bot, NFP_EN)).text
    async with bot.database.unit_of_work() as uow:
        assert await uow.round_answers.given(ROUND) == [((), "b", 1)]


async def test_an_option_that_is_withdrawn_is_struck_out_and_gives_its_place_to_another(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    before = card
    await withdraw(bot)
    await bot.until(lambda: f"{WITHDRAWN} (withdrawn)" in now(bot, card).text)
    card = now(bot, card)
    assert "3. Hotline" in card.text, "the others keep their numbers"
    assert order(card) == ["Equipment", "Training"]
    assert "●●○ 2 of 3" in card.text
    assert "An option in your answer has since been withdrawn" in card.text
    assert not [label for label in labels(card) if WITHDRAWN in label]
    card = await force(bot, NFP_EN, before, f"rpick|{ROUND}|b")
    assert order(card) == ["Equipment", "Training"], "an old button does not bring it back"
    card = await pick(bot, NFP_EN, card, "c")
    assert order(card) == ["Equipment", "Training", "Hotline"]
    assert "Your answer is noted" in card.text
    assert await answer_of(bot, NFP_EN) == Answered("dac", "dac")


async def test_who_is_forgotten_is_told_before_that_an_anonymous_answer_stays(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    told = await tap(bot, NFP_EN, card, f"rterms|{ROUND}")
    assert "If you ask to be forgotten (/forget), your answer and your comments stay" in told.text
    person = await known(bot, NFP_EN)
    ask = await bot.ask(NFP_EN, "/forget")
    await tap(bot, NFP_EN, ask, "forgetme")
    async with bot.database.unit_of_work() as uow:
        assert await uow.round_answers.given(ROUND) == [(("seee",), "bda", 1)]
        assert not await uow.round_answers.has_finished(ROUND, person.id)


async def test_who_is_not_asked_any_more_can_look_and_not_answer(bot: Living) -> None:
    card = await pick(bot, NFP_EN, await card_of(bot, NFP_EN), "b", "d", "a")
    await demote(bot, NFP_EN)
    person, at = await known(bot, NFP_EN), bot.clock.now()
    role = Grant(Role.SECRETARIAT, region="seee")
    async with bot.database.unit_of_work() as uow:
        await uow.grants.give(person.id, role, at, by=None, confirm_by=at + timedelta(days=300))
        await uow.commit()
    card = await press(bot, NFP_EN, card, "rpick", "c")
    assert "This round is meant for others" in card.text
    assert order(card) == ["Laboratories", "Equipment", "Training"], "what they gave still counts"
    assert labels(card) == ["What is stored", "All rounds"]


async def test_whoever_looks_after_it_sees_it_without_being_asked_and_others_do_not(bot: Living) -> None:
    card = await card_of(bot, SECRETARIAT)
    assert "This round no longer exists, or it is not for you." in card.text, "it asks more than their region"
    card = await card_of(bot, COORDINATOR)
    assert "Esta consulta no está dirigida a usted" in card.text
    assert labels(card) == ["Resultados", "Qué se guarda", "Todas las consultas"]


@pytest.mark.parametrize(
    "data",
    [
        "rpick|matters-most|z", "rpick|matters-most|9", "rpick|nothing|a", "rundo|matters-most|x",
        "rrate|matters-most|a|9", "rrate|matters-most|a|5", "rat|matters-most|zz", "rdone|matters-most",
        "rsay|matters-most|secret", "rerase|matters-most|why", "rterms|r.nobody",
    ],
)  # fmt: skip
async def test_forged_presses_answer_nothing(bot: Living, data: str) -> None:
    card = await card_of(bot, NFP_EN)
    card = await force(bot, NFP_EN, card, data)
    assert "What matters most?" in card.text or "This round no longer exists" in card.text
    assert await answer_of(bot, NFP_EN) is None
