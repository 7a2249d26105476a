"""What the bot cannot answer: passed on, waited for, and a person offered."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.domain.people import Question
from bot.services.upkeep import tidy
from tests.attend import NOTHING
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, NFP_RU, SECRETARIAT
from tests.living import SPRING, Living, labels, living

HOTEL = "which hotel for the brussels meeting?"


async def kept(bot: Living, person: int) -> list[Question]:
    async with bot.database.unit_of_work() as uow:
        known = await uow.people.by_telegram(person, SPRING)
        assert known is not None
        return await uow.questions.of(known.id)


async def test_what_is_not_published_is_asked_of_the_secretariat_with_the_persons_words(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, HOTEL)
    assert labels(answer)[:2] == ["Ask the secretariat", "Tell me when published"]
    for _ in range(2):
        await bot.press(NFP_EN, answer, "Ask the secretariat")
    noted = bot.from_bot(NFP_EN)[-1]
    assert "noted" in noted.text
    assert "cannot say when" in noted.text
    assert "Hotels – Brussels" in noted.text.replace("\u2068", "").replace("\u2069", "")
    (question,) = await kept(bot, NFP_EN)
    assert (question.wants, question.topic, question.target) == ("answer", "meeting.hotel", "brussels-2023")
    assert question.words == HOTEL
    assert len([message for message in bot.from_bot(NFP_EN) if "noted" in message.text]) == 1


async def test_whoever_wants_to_know_when_it_is_published_is_kept_once(bot: Living) -> None:
    for _ in range(2):
        answer = await bot.ask(NFP_FR, "quel hôtel pour la réunion de Bruxelles ?")
        await bot.press(NFP_FR, answer, labels(answer)[1])
    (question,) = await kept(bot, NFP_FR)
    assert (question.wants, question.topic, question.words) == ("publication", "meeting.hotel", None)


async def test_nothing_of_it_can_be_read_in_the_file(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, "which hotel in brussels has a bathtub?")
    await bot.press(NFP_EN, answer, "Ask the secretariat")
    await bot.database.checkpoint()
    assert b"bathtub" not in bot.database.path.read_bytes()
    assert [question.words for question in await kept(bot, NFP_EN)] == ["which hotel in brussels has a bathtub?"]


@pytest.mark.parametrize(
    ("person", "first", "second"),
    [
        (NFP_EN, "why are bananas bent", "sing me a song about bananas"),
        (NFP_FR, "pourquoi les bananes sont courbes", "chante une chanson"),
        (NFP_AR, "لماذا الموز منحن", "غن لي أغنية"),
        (NFP_RU, "почему бананы кривые", "спой песню"),
    ],
)
async def test_after_two_misunderstandings_a_person_is_offered(
    bot: Living, person: int, first: str, second: str
) -> None:
    once = await bot.ask(person, first)
    assert len(labels(once)) == 2
    twice = await bot.ask(person, second)
    assert twice.text != once.text
    await bot.press(person, twice, labels(twice)[0])
    (question,) = await kept(bot, person)
    assert (question.wants, question.topic, question.words) == ("answer", "none", second)


async def test_an_answer_in_between_begins_the_count_anew(bot: Living) -> None:
    for _ in range(2):
        assert len(labels(await bot.ask(NFP_EN, "why are bananas bent"))) == 2
        assert "14–15 June" in (await bot.ask(NFP_EN, "when is the brussels meeting?")).text


async def test_a_question_is_written_for_the_secretariat(bot: Living) -> None:
    human = await bot.ask(NFP_EN, "I want to talk to a human")
    await bot.press(NFP_EN, human, "Ask the secretariat")
    assert "write your question" in bot.from_bot(NFP_EN)[-1].text
    noted = await bot.ask(NFP_EN, "May our expert bring a colleague to Brussels?")
    assert "noted" in noted.text
    (question,) = await kept(bot, NFP_EN)
    assert (question.topic, question.words) == ("none", "May our expert bring a colleague to Brussels?")
    assert "14–15 June" in (await bot.ask(NFP_EN, "when is the brussels meeting?")).text


async def test_a_question_is_not_left_after_all(bot: Living) -> None:
    human = await bot.ask(NFP_EN, "I want to talk to a human")
    await bot.press(NFP_EN, human, "Ask the secretariat")
    await bot.press(NFP_EN, human, "Ask the secretariat")
    assert len(bot.from_bot(NFP_EN)) == 2
    await bot.press(NFP_EN, bot.from_bot(NFP_EN)[-1], "Cancel")
    assert "14–15 June" in (await bot.ask(NFP_EN, "when is the brussels meeting?")).text
    assert await kept(bot, NFP_EN) == []
    await bot.press(NFP_EN, human, "Ask the secretariat")
    assert "write your question" in bot.from_bot(NFP_EN)[-1].text


async def test_something_else_leads_on(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "hotel")
    other = await bot.press(NFP_EN, asked, "Something else")
    assert "other words" in other.text
    await bot.press(NFP_EN, other, "Ask the secretariat")
    assert [question.words for question in await kept(bot, NFP_EN)] == ["hotel"]


async def test_words_go_along_through_a_choice(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "which hotel has a bathtub?")
    answer = await bot.press(NFP_EN, asked, "Brussels")
    await bot.press(NFP_EN, answer, "Ask the secretariat")
    (question,) = await kept(bot, NFP_EN)
    assert (question.topic, question.words) == ("meeting.hotel", "which hotel has a bathtub?")


async def test_words_in_another_language_are_kept_as_such(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, "quel hôtel pour la réunion de Bruxelles ?")
    await bot.press(NFP_EN, answer, labels(answer)[0])
    (question,) = await kept(bot, NFP_EN)
    assert question.language == "fr"


async def test_no_other_words_are_handed_over(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, HOTEL)
    await bot.ask(NFP_EN, "thanks a lot")
    await bot.press(NFP_EN, answer, "Ask the secretariat")
    await bot.ask(NFP_EN, "why are bananas bent")
    twice = await bot.ask(NFP_EN, "sing me a song about bananas")
    await bot.ask(NFP_EN, "my neighbour sings bananas louder")
    await bot.press(NFP_EN, twice, "Ask the secretariat")
    assert "write your question" in bot.from_bot(NFP_EN)[-1].text
    assert [question.words for question in await kept(bot, NFP_EN)] == [None]


async def test_each_question_on_one_message_is_noted(bot: Living) -> None:
    listed = await bot.ask(NFP_EN, "/regions")
    for region in ("Central Asia", "Middle East"):
        countries = await bot.press(NFP_EN, listed, region)
        secretariat = await bot.press(NFP_EN, countries, "Secretariat")
        for wish in ("Ask the secretariat", "Tell me when published"):
            await bot.press(NFP_EN, secretariat, wish)
        listed = await bot.press(NFP_EN, secretariat, "All regions")
    found = [(question.wants, question.target) for question in await kept(bot, NFP_EN)]
    assert found == [("answer", "ca"), ("publication", "ca"), ("answer", "mie"), ("publication", "mie")]
    assert len([message for message in bot.from_bot(NFP_EN) if "noted" in message.text]) == 4


@pytest.mark.parametrize("leaving", ["/meetings", "/start"])
async def test_a_command_ends_the_wait_for_a_question(bot: Living, leaving: str) -> None:
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "I want to talk to a human"), "Ask the secretariat")
    await bot.ask(NFP_EN, leaving)
    assert "14–15 June" in (await bot.ask(NFP_EN, "when is the brussels meeting?")).text
    assert await kept(bot, NFP_EN) == []


async def test_cancel_in_words(bot: Living) -> None:
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "I want to talk to a human"), "Ask the secretariat")
    assert "no longer waiting" in (await bot.ask(NFP_EN, "cancel")).text
    assert await kept(bot, NFP_EN) == []


async def test_a_complaint_is_met_with_regret_and_a_person(bot: Living) -> None:
    answer = await bot.ask(NFP_FR, "c'est nul votre truc, ça marche jamais")
    assert "regrettons" in answer.text
    assert "secrétariat" in answer.text


async def test_a_thumb_is_no_question(bot: Living) -> None:
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "I want to talk to a human"), "Ask the secretariat")
    await bot.ask(NFP_EN, "👍")
    assert "noted" in (await bot.ask(NFP_EN, "May we bring a colleague?")).text
    assert [question.words for question in await kept(bot, NFP_EN)] == ["May we bring a colleague?"]


async def test_a_question_in_between_makes_nothing_forgotten(bot: Living) -> None:
    await bot.ask(NFP_EN, "when is the brussels meeting?")
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "I want to talk to a human"), "Ask the secretariat")
    await bot.ask(NFP_EN, "May we bring a colleague?")
    assert "International NFPs Meeting" in (await bot.ask(NFP_EN, "and the hotel?")).text


async def test_what_is_published_by_now_is_shown(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, HOTEL)
    async with bot.database.unit_of_work() as uow:
        await uow.content.add(app.pack_named("demo"), bot.clock.now())
        await uow.commit()
    # The bot notices new content within seconds.
    while "Example Hotel" not in (await bot.ask(SECRETARIAT, HOTEL)).text:
        await bot.world.changed.wait(bot.clock, 0.5)
    shown = await bot.press(NFP_EN, answer, "Tell me when published")
    assert "Example Hotel" in shown.text
    assert await kept(bot, NFP_EN) == []


@pytest.mark.parametrize(
    "data",
    [
        "v1|human|meeting.hotel|brussels-2023",
        "v1|tell|meeting.hotel|brussels-2023",
        "v1|tell|meeting.hotel|nowhere",
        "v1|tell|smalltalk|none",
        "v1|human|roadmap.status|interregional-2023-2024",
        "v1|human|roadmap.status|seee",
        "v1|tell|roadmap.region|seee",
    ],
)
async def test_a_guest_leaves_nothing_on_what_they_do_not_see(bot: Living, data: str) -> None:
    carrier = await bot.ask(GUEST_ES, "/help")
    bot.world.press_data(GUEST_ES, carrier.id, data)
    await bot.idle()
    assert "ya no funciona" in bot.from_bot(GUEST_ES)[-1].text
    assert await kept(bot, GUEST_ES) == []


async def test_words_are_gone_after_their_time(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, HOTEL)
    await bot.press(NFP_EN, answer, "Ask the secretariat")

    def count(query: str) -> int:
        with closing(sqlite3.connect(bot.database.path)) as connection:
            return int(connection.execute(query).fetchone()[0])

    words = "SELECT count(*) FROM dialogs WHERE words IS NOT NULL"
    assert count(words) == 1
    await tidy(bot.database.unit_of_work, NOTHING, SPRING + timedelta(hours=2))
    assert count(words) == 0
    await tidy(bot.database.unit_of_work, NOTHING, SPRING + timedelta(days=179))
    assert count("SELECT count(*) FROM questions") == 1
    await tidy(bot.database.unit_of_work, NOTHING, SPRING + timedelta(days=181))
    assert count("SELECT count(*) FROM questions") == 0


async def test_without_a_key_no_words_are_kept_or_asked_for(tmp_path: Path) -> None:
    async with living(tmp_path, key=None) as bot:
        await bot.press(NFP_EN, await bot.ask(NFP_EN, HOTEL), "Ask the secretariat")
        assert [question.words for question in await kept(bot, NFP_EN)] == [None]
        human = await bot.ask(NFP_EN, "I want to talk to a human")
        assert "Ask the secretariat" not in labels(human)
        await bot.ask(NFP_EN, "why are bananas bent")
        twice = await bot.ask(NFP_EN, "sing me a song about bananas")
        assert "channel you normally use" in twice.text
        assert "Ask the secretariat" not in labels(twice)
