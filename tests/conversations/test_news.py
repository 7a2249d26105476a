"""What readers do with announcements: confirm them, follow their buttons, find past ones, choose a second language."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.announcements import Content, Reached, State
from bot.domain.people import Grant, Role
from bot.services.roles import Roles
from bot.simulator.messages import Message
from tests import announce
from tests.conversations.approving import (
    ANA,
    ARAB,
    FOCAL_POINT,
    FRENCH,
    OTHER_REGION,
    TEXTS,
    check,
    kept,
    mend,
    secretariat,
    written,
)
from tests.conversations.office import demote, force, known, tap
from tests.conversations.test_announcing_reports import announced, at_rest, report, set_reached
from tests.living import Living, labels

MEETING = "brussels-2023"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with secretariat(tmp_path, often=50) as alive:
        yield alive


async def last(bot: Living, person: int, message: Message, data: str) -> str:
    """What the bot has written last after callback data was sent."""
    await force(bot, person, message, data)
    return bot.from_bot(person)[-1].text


async def pressed(bot: Living, number: int) -> tuple[int, int]:
    """How many have confirmed it, and how many have pressed another button."""
    async with bot.database.unit_of_work() as uow:
        tally = await uow.deliveries.tally(number, 1, bot.clock.now())
    return tally.read, tally.pressed


async def test_confirming_shows_it_and_counts_once(bot: Living) -> None:
    number = await announced(bot)
    got = bot.from_bot(FOCAL_POINT)[-1]
    assert "I have read this" in labels(got)
    stands = await tap(bot, FOCAL_POINT, got, f"annread|{number}")
    assert stands.text == got.text
    assert "I have read this" not in labels(stands)
    again = await tap(bot, FOCAL_POINT, stands, f"annread|{number}")
    assert (again.text, labels(again)) == (stands.text, labels(stands))
    assert await pressed(bot, number) == (1, 0)
    assert len(bot.from_bot(FOCAL_POINT)) == 1, "nothing is added to the chat"


async def test_a_preview_notes_nothing(bot: Living) -> None:
    number = await written(bot, selection=announce.FOCAL_POINTS, confirm=True)
    await tap(bot, ANA, await check(bot, ANA, number), f"annlook|{number}|en")
    shown = bot.from_bot(ANA)[-1]
    assert "not sent to you" in await last(bot, ANA, shown, f"annread|{number}")
    assert await pressed(bot, number) == (0, 0)


@pytest.mark.parametrize("which", ["0", "99999", "x", "999999999999999999"])
async def test_a_made_up_announcement_is_nothing(bot: Living, which: str) -> None:
    message = await bot.ask(FOCAL_POINT, "/help")
    assert "not sent to you" in await last(bot, FOCAL_POINT, message, f"annread|{which}")
    await force(bot, FOCAL_POINT, message, f"newsitem|{which}")
    await force(bot, FOCAL_POINT, message, f"annmeet|{which}")
    await force(bot, FOCAL_POINT, message, f"news|{which}")


async def test_its_meeting_opens_and_that_is_counted(bot: Living) -> None:
    number = await announced(bot, meeting=MEETING)
    await tap(bot, FOCAL_POINT, bot.from_bot(FOCAL_POINT)[-1], f"annmeet|{number}")
    assert "Brussels" in bot.from_bot(FOCAL_POINT)[-1].text
    assert await pressed(bot, number) == (0, 1)


async def test_news_show_what_was_sent_as_corrected_by_now(bot: Living) -> None:
    number = await announced(bot)
    await mend(bot, number, {**TEXTS, "fr": "La réunion est <b>annulée</b>."})
    await tap(bot, ANA, await check(bot, ANA, number), f"annsend|{number}|{(await kept(bot, number)).digest[:16]}")
    await at_rest(bot, number)
    news = await bot.ask(FRENCH, "/news")
    assert any("annulée" in each for each in labels(news))
    await tap(bot, FRENCH, news, f"newsitem|{number}")
    shown = bot.from_bot(FRENCH)[-1]
    assert shown.text.startswith("La réunion est annulée.")
    assert "Corrigée le" in shown.text


async def test_news_are_for_whom_they_concern_also_those_who_join_later(bot: Living) -> None:
    number = await announced(bot)
    assert "no announcements" not in (await bot.ask(FOCAL_POINT, "/news")).text
    other = await bot.ask(OTHER_REGION, "/news")
    assert not any("newsitem" in found["callback_data"] for row in other.inline_keyboard or [] for found in row)
    await force(bot, OTHER_REGION, other, f"newsitem|{number}")
    assert TEXTS["ar"][:4] not in bot.from_bot(OTHER_REGION)[-1].text
    person = await known(bot, OTHER_REGION)
    async with bot.database.unit_of_work() as uow:
        await Roles(uow, bot.clock.now()).give(person, Grant(Role.NFP, country="GE"), by=None)
        await uow.commit()
    await tap(bot, OTHER_REGION, await bot.ask(OTHER_REGION, "/news"), f"newsitem|{number}")
    shown = bot.from_bot(OTHER_REGION)[-1]
    assert "الاجتماع" in shown.text
    assert not any("annread" in found["callback_data"] for row in shown.inline_keyboard or [] for found in row)


async def test_what_was_withdrawn_is_no_news(bot: Living) -> None:
    number = await announced(bot)
    message = await tap(bot, ANA, await report(bot, number), f"annafter|{number}|withdraw")
    await tap(bot, ANA, message, f"annback|{number}")
    await at_rest(bot, number)
    news = await bot.ask(FOCAL_POINT, "/news")
    assert "no announcements" in news.text
    await force(bot, FOCAL_POINT, news, f"newsitem|{number}")
    assert "moved" not in bot.from_bot(FOCAL_POINT)[-1].text


async def test_whoever_got_it_finds_it_although_it_is_not_for_them_any_more(bot: Living) -> None:
    await announced(bot)
    person = await known(bot, FOCAL_POINT)
    await demote(bot, FOCAL_POINT)
    async with bot.database.unit_of_work() as uow:
        await Roles(uow, bot.clock.now()).give(person, Grant(Role.TRANSLATOR), by=None)
        await uow.commit()
    assert "no announcements" not in (await bot.ask(FOCAL_POINT, "/news")).text


async def test_guests_have_no_news(bot: Living) -> None:
    number = await announced(bot)
    await demote(bot, FOCAL_POINT)
    message = await bot.ask(FOCAL_POINT, "/news")
    assert "moved" not in message.text
    await force(bot, FOCAL_POINT, message, f"newsitem|{number}")
    assert "moved" not in bot.world.chats[FOCAL_POINT].messages[message.id].text
    assert all("newsitem" not in str(each.inline_keyboard) for each in bot.from_bot(FOCAL_POINT))


async def test_many_news_have_pages(bot: Living) -> None:
    person = await known(bot, ANA)
    for number in range(8):
        texts = Content(texts={"en": f"News {number}"})
        await announce.begin(bot.database, person, bot.clock.now(), texts)
    async with bot.database.unit_of_work() as uow:
        numbers = [each.id for each in await uow.announcements.in_states(tuple(State))]
    for number in numbers:
        await set_reached(bot, number, FOCAL_POINT, Reached.SENT)
    first = await bot.ask(FOCAL_POINT, "/news")
    assert [each[-6:] for each in labels(first)[:6]] == [f"News {number}" for number in range(7, 1, -1)]
    second = await tap(bot, FOCAL_POINT, first, "news|1")
    assert [each[-6:] for each in labels(second)[:2]] == ["News 1", "News 0"]
    beyond = await force(bot, FOCAL_POINT, second, "news|77")
    assert labels(beyond)[0].endswith("News 7")


async def test_a_second_language_is_chosen_and_read(bot: Living) -> None:
    settings = await bot.ask(ARAB, "/settings")
    choice = await tap(bot, ARAB, settings, "langs2")
    assert "العربية" not in labels(choice), "it is not the first one"
    again = await force(bot, ARAB, choice, "lang2|ar")
    assert (await known(bot, ARAB)).second_language is None
    await force(bot, ARAB, again, "lang2|xx")
    assert (await known(bot, ARAB)).second_language is None
    settings = await tap(bot, ARAB, again, "lang2|fr")
    assert "Français" in settings.text
    await announced(bot, texts={"en": "In English.", "fr": "En français."})
    assert "En français." in bot.from_bot(ARAB)[-1].text
    choice = await tap(bot, ARAB, await bot.ask(ARAB, "/settings"), "langs2")
    await tap(bot, ARAB, choice, "lang2|none")
    assert (await known(bot, ARAB)).second_language is None


async def test_a_second_language_that_becomes_the_first_is_none_any_more(bot: Living) -> None:
    choice = await tap(bot, ARAB, await bot.ask(ARAB, "/settings"), "langs2")
    message = await tap(bot, ARAB, choice, "lang2|fr")
    await force(bot, ARAB, message, "lang|fr")
    person = await known(bot, ARAB)
    assert (person.language, person.second_language) == ("fr", None)
