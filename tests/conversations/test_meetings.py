"""Meetings, asked about in six languages, and tapped through."""

import asyncio
import re
from datetime import timedelta

import pytest

from tests.conversations.answering import data_on
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, NFP_RU, ORGANIZER, SECRETARIAT
from tests.conversations.office import later, tap
from tests.living import Living, labels

QUESTIONS = [
    (NFP_EN, "When is the Brussels meeting?", "June 2023", "Source"),
    (NFP_FR, "c koi la date de bruxelles", "juin 2023", "Source"),
    (NFP_AR, "متى اجتماع بروكسل؟", "يونيو 2023", "المصدر"),
    (NFP_RU, "когда встреча в брюсселе?", "июня 2023", "Источник"),
    (NFP_EN, "¿cuándo es la reunión de Bruselas?", "junio de 2023", "Fuente"),
    (NFP_EN, "quando é a reunião de Bruxelas?", "junho de 2023", "Fonte"),
]


@pytest.mark.parametrize(("person", "question", "month", "source"), QUESTIONS)
async def test_when_in_the_language_of_the_question(
    bot: Living, person: int, question: str, month: str, source: str
) -> None:
    answer = await bot.ask(person, question)
    assert re.search(r"14\D+15", answer.text)
    assert month in answer.text
    assert source in answer.text
    assert re.search("UNICRI|ЮНИКРИ", answer.text)


async def test_what_is_not_published_is_said_to_be_so(bot: Living) -> None:
    answer = await bot.ask(NFP_EN, "which hotel for the brussels meeting?")
    assert "published" in answer.text
    assert "International NFPs Meeting" in answer.text


async def test_the_list_the_card_and_every_topic(demo: Living) -> None:
    listed = await demo.ask(NFP_EN, "/meetings")
    card = await demo.press(NFP_EN, listed, "Brussels")
    assert card.id == listed.id
    assert "14–15 June 2023" in card.text
    topics = [data for data in data_on(card) if data.startswith("v1|ask|meeting.")]
    assert len(topics) == 12
    for topic in topics:
        answer = await tap(demo, NFP_EN, card, topic.removeprefix("v1|"))
        assert answer.id == card.id
        assert "International NFPs Meeting" in answer.text
        assert "Source" in answer.text
        card = await demo.press(NFP_EN, answer, "All about")
    again = await demo.press(NFP_EN, card, "meetings")
    assert "Upcoming meetings" in again.text


async def test_examples_say_that_they_are(demo: Living) -> None:
    for person, question, mark in (
        (NFP_EN, "hotel for brussels?", "Example"),
        (NFP_FR, "quel hôtel pour la réunion de Bruxelles ?", "Exemple"),
        (NFP_AR, "ما هو الفندق لاجتماع بروكسل؟", "مثال"),
        (NFP_RU, "какая гостиница на встрече в Брюсселе?", "Пример"),
    ):
        assert mark in (await demo.ask(person, question)).text


async def test_the_map_is_sent_once(demo: Living) -> None:
    answer = await demo.ask(NFP_EN, "where is the brussels meeting?")
    for _ in range(2):
        await demo.press(NFP_EN, answer, "Map")
    maps = [message for message in demo.from_bot(NFP_EN) if message.kind == "venue"]
    assert len(maps) == 1


@pytest.mark.parametrize("person", [SECRETARIAT, ORGANIZER])
async def test_the_other_roles_see_meetings(bot: Living, person: int) -> None:
    assert "2023" in (await bot.ask(person, "/meetings")).text


async def test_a_guest_sees_no_members_meeting_in_any_way(bot: Living) -> None:
    world = bot.world
    secret = re.compile(r"14\D+15|Tiflis|Tbilisi|International NFPs")
    answers = [await bot.ask(GUEST_ES, text) for text in ("/meetings", "¿cuándo es la reunión de Bruselas?", "/help")]
    carrier = answers[0]
    for data in (
        "v1|meeting|brussels-2023",
        "v1|ask|meeting.when|brussels-2023",
        "v1|ask|meeting.list|brussels-2023",
        "v1|ask|roadmap.overview|interregional-2023-2024",
        "v1|map|brussels-2023",
        "v1|meetings|upcoming|0",
        "v1|meetings|past|0",
    ):
        world.press_data(GUEST_ES, carrier.id, data)
        await bot.idle()
        assert not any(secret.search(message.text) for message in bot.from_bot(GUEST_ES)), data
        assert not any("2023" in label for message in bot.from_bot(GUEST_ES) for label in labels(message)), data


async def test_a_guest_is_told_the_same_of_meetings_that_exist_and_that_do_not(bot: Living) -> None:
    texts = {
        (await bot.ask(GUEST_ES, question)).text
        for question in (
            "¿cuándo es la reunión de Bruselas?",
            "¿cuándo es la reunión de Lima?",
            "visado para Bruselas?",
        )
    }
    assert len(texts) == 1
    assert "invitación" in texts.pop()


async def test_a_guest_who_asks_for_the_roadmap_is_told_that_it_is_for_members(bot: Living) -> None:
    for question in ("agenda de tiflis", "¿qué contiene la hoja de ruta?"):
        assert "invitación" in (await bot.ask(GUEST_ES, question)).text


async def test_what_is_not_understood_does_not_repeat_the_last_answer(bot: Living) -> None:
    await bot.ask(NFP_EN, "When is the Brussels meeting?")
    for text in ("ok", "who has not replied", "why 2023?"):
        assert "14–15 June" not in (await bot.ask(NFP_EN, text)).text
    assert "Brussels, Belgium" in (await bot.ask(NFP_EN, "and where?")).text


@pytest.mark.parametrize(
    ("person", "question", "said"),
    [
        (NFP_EN, "hello", "Hello."),
        (NFP_EN, "thank you", "welcome"),
        (NFP_EN, "help", "For example"),
        (NFP_FR, "le sénégal est dans quelle région ?", "Sénégal"),
        (NFP_EN, "which region is turkey in?", "Türkiye"),
        (NFP_AR, "امتى اجتماع بروكسل", "2023"),
        (NFP_FR, "bonjour", "Bonjour."),
    ],
)
async def test_small_things_people_say(bot: Living, person: int, question: str, said: str) -> None:
    assert said in (await bot.ask(person, question)).text


async def test_a_guest_gets_what_is_public(bot: Living) -> None:
    assert "94" in (await bot.ask(GUEST_ES, "¿qué es el proyecto 94?")).text
    assert "Tiflis" in (await bot.ask(GUEST_ES, "¿dónde está la secretaría de SEEE?")).text


async def test_the_link_is_for_members(demo: Living) -> None:
    link = "https://example.org"

    def links(person: int) -> list[str]:
        return [
            entity["url"]
            for message in demo.from_bot(person)
            for entity in message.entities
            if entity["type"] == "text_link"
        ] + re.findall(r"https://\S+", " ".join(message.text for message in demo.from_bot(person)))

    await demo.ask(NFP_EN, "how do I join the brussels meeting online?")
    assert any(found.startswith(link) for found in links(NFP_EN))
    await demo.ask(GUEST_ES, "/meetings")
    carrier = demo.world.last(GUEST_ES)
    for meeting in ("brussels-2023", "tbilisi-2023"):
        demo.world.press_data(GUEST_ES, carrier.id, f"v1|ask|meeting.remote|{meeting}")
    await demo.idle()
    assert not links(GUEST_ES)


GONE = "no longer available"
EXPIRED = "button no longer works"
FORGED = {
    "v1|meeting|gone": GONE,
    "v0|x": EXPIRED,
    "v1|ask|meeting.nothing|x": EXPIRED,
    "v1|ask|meeting.when|gone": GONE,
    "v1|meetings|later|0": EXPIRED,
    "v1|meetings|past|x": EXPIRED,
    "v1|lang|xx": EXPIRED,
    "v1|country|ZZ": EXPIRED,
    "v1|meeting|a|b": EXPIRED,
    "\U0001f600" * 16: EXPIRED,
}


@pytest.mark.parametrize(("data", "said"), FORGED.items())
async def test_buttons_of_yesterday_and_forged_ones_explain_themselves(bot: Living, data: str, said: str) -> None:
    message = await bot.ask(NFP_EN, "/meetings")
    bot.world.press_data(NFP_EN, message.id, data)
    await bot.idle()
    assert said in bot.world.last(NFP_EN).text


async def test_every_press_is_answered_so_that_no_button_spins(bot: Living) -> None:
    message = await bot.ask(NFP_EN, "/meetings")
    await bot.press(NFP_EN, message, "Brussels")
    bot.world.press_data(NFP_EN, message.id, "nonsense")
    await bot.idle()
    await bot.until(lambda: sum(call.method == "answerCallbackQuery" for call in bot.world.calls) == 2)


async def test_a_follow_up_keeps_the_meeting_in_mind(bot: Living) -> None:
    await bot.ask(NFP_EN, "When is the Brussels meeting?")
    assert "Belgium" in (await bot.ask(NFP_EN, "and where?")).text
    listed = await bot.ask(NFP_EN, "/meetings")
    await bot.press(NFP_EN, listed, "Tbilisi")
    assert "Georgia" in (await bot.ask(NFP_EN, "and where?")).text


async def test_a_map_that_did_not_arrive_can_be_asked_for_again(demo: Living) -> None:
    answer = await demo.ask(NFP_EN, "where is the brussels meeting?")
    demo.world.faults.server_errors(5, status=502, methods={"sendVenue"})
    pressing = asyncio.create_task(demo.press(NFP_EN, answer, "Map"))
    while not pressing.done():
        # It is tried again after longer and longer.
        later(demo, timedelta(seconds=10))
        await asyncio.wait((pressing,), timeout=0.1)
    await pressing
    assert not [message for message in demo.from_bot(NFP_EN) if message.kind == "venue"]
    await demo.press(NFP_EN, answer, "Map")
    assert [message for message in demo.from_bot(NFP_EN) if message.kind == "venue"]
