"""What people meant by questions that were asked back: remembered at the tap, and looked over by the secretariat."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Introduction
from bot.domain.examples import Example
from bot.domain.people import Grant, Role
from tests.conversations.conftest import COORDINATOR, MIDDLE_EAST, NFP_AR, NFP_EN, NFP_FR, SECRETARIAT, SOUTH_EAST
from tests.conversations.office import force, later
from tests.living import Living, labels, living

NFP_KZ = 1020
OUT_OF_MIND = timedelta(minutes=31)
PEOPLE = (
    Introduction(NFP_EN, "Nino Beridze", "en", "GE", "Asia/Tbilisi", (Grant(Role.NFP, country="GE"),)),
    Introduction(NFP_FR, "Amina Ben Salah", "fr", "TN", "Africa/Tunis", (Grant(Role.NFP, country="TN"),)),
    Introduction(NFP_KZ, "Aigerim", "en", "KZ", "Asia/Almaty", (Grant(Role.NFP, country="KZ"),)),
    Introduction(SECRETARIAT, "Giorgi Kapanadze", "en", "GE", "Asia/Tbilisi", (SOUTH_EAST,)),
    Introduction(NFP_AR, "ليلى الخطيب", "ar", "JO", "Asia/Amman", (MIDDLE_EAST,)),
    Introduction(COORDINATOR, "Inés Morales", "fr", "ES", "Europe/Madrid", (Grant(Role.SECRETARIAT),)),
)
"""Focal points, the secretariats of two regions, and the coordination."""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, people=PEOPLE) as alive:
        yield alive


async def waiting(bot: Living) -> list[Example]:
    async with bot.database.unit_of_work() as uow:
        found = [await uow.examples.get(each.id) for each in await uow.examples.waiting()]
        return [each for each in found if each is not None]


async def kept(bot: Living) -> list[Example]:
    async with bot.database.unit_of_work() as uow:
        return await uow.examples.kept()


async def asked_back(bot: Living, person: int, words: str, choice: str) -> None:
    """Ask something that is asked back, with nothing in mind any more of before, and tap a choice."""
    later(bot, OUT_OF_MIND)
    await bot.press(person, await bot.ask(person, words), choice)


def meant(example: Example) -> tuple[str, str, str | None, str | None]:
    return example.words, example.language, example.topic, example.target


async def test_what_was_tapped_is_remembered_and_looked_over(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "which hotel do you suggest?")
    assert labels(asked)[-1] == "Something else"
    assert len(labels(asked)) <= 4
    await bot.press(NFP_EN, asked, "Brussels")
    (example,) = await waiting(bot)
    assert meant(example) == ("which hotel do you suggest?", "en", "meeting.hotel", "brussels-2023")
    shown = await bot.ask(SECRETARIAT, "/examples")
    assert "which hotel do you suggest?" in shown.text
    assert "Hotels – Brussels" in shown.text.replace("\u2068", "").replace("\u2069", "")
    assert "1 question is waiting" in shown.text
    assert "Nino" not in shown.text
    done = await bot.press(SECRETARIAT, shown, "Yes")
    assert "No question is waiting" in done.text
    assert [meant(each) for each in await kept(bot)] == [meant(example)]
    assert await waiting(bot) == []


async def test_what_is_wrong_is_deleted(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    shown = await bot.ask(SECRETARIAT, "/examples")
    assert "No question is waiting" in (await bot.press(SECRETARIAT, shown, "No")).text
    assert (await waiting(bot), await kept(bot)) == ([], [])


async def test_something_else_leads_to_a_human_with_the_question_and_is_remembered(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "hotel")
    offered = await bot.press(NFP_EN, asked, "Something else")
    assert "Ask the secretariat" in labels(offered)
    for _ in range(2):
        await bot.press(NFP_EN, offered, "Ask the secretariat")
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(NFP_EN, bot.clock.now())
        assert person is not None
        assert [(each.words, each.message_id) for each in await uow.questions.of(person.id)] == [("hotel", offered.id)]
    assert [meant(each) for each in await waiting(bot)] == [("hotel", "en", None, None)]
    shown = await bot.ask(SECRETARIAT, "/examples")
    assert "something else" in shown.text


async def test_each_question_is_remembered_once(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "hotel")
    first, second, *_ = [found["callback_data"] for row in asked.inline_keyboard or [] for found in row]
    for data in (first, second, first):
        await force(bot, NFP_EN, asked, data.removeprefix("v1|"))
    assert len(await waiting(bot)) == 1
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    assert len(await waiting(bot)) == 2


async def test_what_was_not_asked_back_is_not_remembered(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, "when is the brussels meeting?")
    await bot.press(NFP_EN, answer, "Place")
    await force(bot, NFP_EN, answer, "ask|meeting.hotel|brussels-2023")
    await force(bot, NFP_EN, answer, "else|1")
    later(bot, OUT_OF_MIND)
    asked = await bot.ask(NFP_EN, "hotel")
    offered = [found["callback_data"].removeprefix("v1|") for row in asked.inline_keyboard or [] for found in row]
    # Nor is another thing than what was offered, or what is asked next.
    await force(bot, NFP_EN, asked, "ask|meeting.visa|brussels-2023")
    await force(bot, NFP_EN, asked, "else|1")
    await bot.ask(NFP_EN, "when is the brussels meeting?")
    for data in offered:
        await force(bot, NFP_EN, asked, data)
    assert await waiting(bot) == []


async def test_what_was_said_half_an_hour_ago_is_out_of_mind(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "hotel")
    later(bot, OUT_OF_MIND)
    answer = await bot.press(NFP_EN, asked, "Brussels")
    assert "hotels" in answer.text
    assert await waiting(bot) == []


async def test_a_long_letter_is_nothing_to_learn_from(bot: Living) -> None:
    await asked_back(bot, NFP_EN, f"dear colleagues, {'thank you very much ' * 16} a hotel please?", "Brussels")
    assert await waiting(bot) == []


async def test_each_secretariat_looks_over_what_its_own_region_has_asked(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    await asked_back(bot, NFP_KZ, "hotels??", "Brussels")
    (own, other) = await waiting(bot)
    shown = await bot.ask(SECRETARIAT, "/examples")
    assert ("hotel" in shown.text, "hotels??" in shown.text) == (True, False)
    # What it has no business with it neither sees nor decides on.
    for action in ("exkeep", "exdrop"):
        told = await force(bot, SECRETARIAT, shown, f"{action}|{other.id}")
        assert "hotels??" not in told.text
    assert [each.id for each in await waiting(bot)] == [own.id, other.id]
    assert "بانتظار المراجعة" in (await bot.ask(NFP_AR, "/examples")).text
    everything = await bot.ask(COORDINATOR, "/examples")
    assert labels(everything)[0] == "Oui, garder"
    assert "2 questions" in everything.text


async def test_ones_own_languages_come_first_and_what_is_left_for_later_waits(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    asked = await bot.ask(NFP_FR, "hôtel")
    await bot.press(NFP_FR, asked, labels(asked)[0])
    shown = await bot.ask(COORDINATOR, "/examples")
    assert "hôtel" in shown.text
    shown = await bot.press(COORDINATOR, shown, "Plus tard")
    assert "hotel" in shown.text
    done = await bot.press(COORDINATOR, shown, "Plus tard")
    assert "2 questions attendent encore" in done.text
    assert len(await waiting(bot)) == 2


async def test_two_who_look_at_the_same_decide_once(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    shown, same = await bot.ask(SECRETARIAT, "/examples"), await bot.ask(COORDINATOR, "/examples")
    await bot.press(SECRETARIAT, shown, "Yes")
    assert "Aucune question" in (await bot.press(COORDINATOR, same, "Non")).text
    assert len(await kept(bot)) == 1


async def test_nobody_else_looks_at_anything(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "which hotel do you suggest?", "Brussels")
    (example,) = await waiting(bot)
    told = await bot.ask(NFP_KZ, "/examples")
    assert "suggest" not in told.text
    for action in ("exkeep", "exdrop", "exskip"):
        assert "suggest" not in (await force(bot, NFP_KZ, told, f"{action}|{example.id}")).text
    assert await waiting(bot) == [example]


async def test_it_is_told_and_goes_with_its_asker_until_it_is_nobodys(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "hotel", "Brussels")
    await asked_back(bot, NFP_EN, "which hotel do you suggest?", "Brussels")
    shown = await bot.ask(SECRETARIAT, "/examples")
    await bot.press(SECRETARIAT, shown, "Yes")
    summary, file = await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/mydata"), 2)
    assert "Questions whose meaning you showed me: 1" in summary.text.replace("\u2068", "").replace("\u2069", "")
    assert file.from_bot
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "/forget"), "Forget me")
    assert await waiting(bot) == []
    assert [each.words for each in await kept(bot)] == ["hotel"]


async def test_a_question_of_somebody_forgotten_is_gone_from_the_screen(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "which hotel do you suggest?", "Brussels")
    shown = await bot.ask(SECRETARIAT, "/examples")
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "/forget"), "Forget me")
    assert "No question is waiting" in (await bot.press(SECRETARIAT, shown, "Yes")).text
    assert await kept(bot) == []


async def test_nothing_of_it_can_be_read_in_the_file(bot: Living) -> None:
    await asked_back(bot, NFP_EN, "which hotel do you suggest?", "Brussels")
    await bot.press(SECRETARIAT, await bot.ask(SECRETARIAT, "/examples"), "Yes")
    await bot.database.checkpoint()
    assert b"suggest" not in bot.database.path.read_bytes()


async def test_without_a_key_nothing_is_remembered_and_a_human_is_named(tmp_path: Path) -> None:
    async with living(tmp_path, people=PEOPLE, key=None) as bot:
        await asked_back(bot, NFP_EN, "hotel", "Brussels")
        later(bot, OUT_OF_MIND)
        other = await bot.press(NFP_EN, await bot.ask(NFP_EN, "hotel"), "Something else")
        assert "channel you normally use" in other.text
        assert "Ask the secretariat" not in labels(other)
        assert await waiting(bot) == []
        assert "nothing to check" in (await bot.ask(SECRETARIAT, "/examples")).text
