"""Whatever comes in, a short kind answer goes out; never silence, never a trace."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.conversations.conftest import GUEST_PT, NFP_EN
from tests.living import SPRING, Living

TRACE = re.compile(r"Traceback|Error\b|\bNone\b|\{\w*\}|went wrong")


@pytest.mark.parametrize(
    "text",
    ["😀😀", "\u200d\u200b.", "…?!", "\u0007\u0001x", "/doesnotexist", "a" * 4000, "<b>&", "{0} {name} %s",
     "\u202eevil\u202c", "؟", "SELECT * FROM people; --", "👨‍👩‍👧" * 200],
)  # fmt: skip
async def test_odd_texts(bot: Living, text: str) -> None:
    answer = await bot.ask(NFP_EN, text)
    assert answer.text
    assert len(answer.text) < 700
    assert not TRACE.search(answer.text)


async def test_ten_thousand_characters(bot: Living) -> None:
    # The app sends them as three messages.
    for answer in await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "lorem " * 1667), 3):
        assert not TRACE.search(answer.text)


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location", "contact", "document"])
async def test_what_is_not_text(bot: Living, kind: str) -> None:
    (answer,) = await bot.answers(GUEST_PT, lambda: bot.world.send_media(GUEST_PT, kind))
    assert answer.text
    assert not TRACE.search(answer.text)


async def test_an_update_that_cannot_be_parsed_holds_back_nobody(bot: Living, caplog: pytest.LogCaptureFixture) -> None:
    person = {"id": NFP_EN, "is_bot": False, "first_name": "N"}
    chat = {"id": NFP_EN, "type": "private", "first_name": "N"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": person}
    command = {"type": "bot_command", "offset": 0, "length": "5"}
    change = {"chat": chat, "from": person, "date": 0, "old_chat_member": None, "new_chat_member": None}
    poisons: tuple[dict[str, object], ...] = (
        {"message": {"nonsense": True}},
        {"callback_query": 3},
        {"message": {**message, "text": "/help", "entities": [command]}},
        {"my_chat_member": change},
        {"message": {"message_id": "x", "date": "y", "chat": [], "text": {}}},
    )
    harmless: tuple[dict[str, object], ...] = ({"message": None}, {}, {"new_kind": {"a": 1}})
    for update in (*poisons, *harmless):
        bot.world.inject(dict(update))
        await bot.ask_without_idle(NFP_EN, "/help")
    await bot.idle()
    async with bot.database.unit_of_work() as uow:
        assert await uow.inbox.count_aside() == len(poisons)
    assert f"{len(poisons)} are set aside" in caplog.text
    assert "nonsense" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_update_that_comes_twice_is_answered_once(bot: Living) -> None:
    bot.world.updates.duplicates = 1
    await bot.ask(NFP_EN, "/help")
    await bot.ask(NFP_EN, "/language")
    assert len(bot.from_bot(NFP_EN)) == 2


async def test_a_mended_question_is_answered_anew(bot: Living) -> None:
    said = bot.world.send_text(NFP_EN, "when is the brusels meting")
    await bot.idle()
    (answer,) = await bot.answers(NFP_EN, lambda: bot.world.edit(NFP_EN, said.id, "where is the Brussels meeting?"))
    assert "Belgium" in answer.text


async def test_whoever_blocks_the_bot_is_left_alone_until_they_are_back(bot: Living) -> None:
    await bot.ask(NFP_EN, "/help")
    bot.world.block(NFP_EN, True)
    await bot.idle()
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(NFP_EN, SPRING)
    assert person is not None
    assert not person.reachable
    assert "Georgia" in (await bot.answers(NFP_EN, lambda: bot.world.start(NFP_EN)))[0].text
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(NFP_EN, SPRING)
    assert person is not None
    assert person.reachable


async def test_answers_keep_the_order_of_the_questions(bot: Living) -> None:
    def say() -> None:
        for text in ("/help", "/language", "/nothing", "/meetings", "/help"):
            bot.world.send_text(NFP_EN, text)

    answers = await bot.answers(NFP_EN, say, 5)
    marks = ("own words", "choisir", "do not know", "eeting", "own words")
    assert all(mark in answer.text for mark, answer in zip(marks, answers, strict=True))


async def test_the_menu_of_commands_is_in_the_persons_language(bot: Living) -> None:
    def menu(person: int) -> dict[str, str]:
        card = bot.world.chat_card(bot.world.chat_of(person))
        return {command["command"]: command["description"] for command in card["commands"]}

    await bot.until(lambda: "help" in menu(NFP_EN) and menu(GUEST_PT) != menu(NFP_EN))
    assert list(menu(NFP_EN))[:4] == ["start", "meetings", "roadmap", "regions"]
    assert re.search("[а-я]", menu(1004)["help"])
    assert re.search("[؀-ۿ]", menu(1003)["help"])


async def test_in_a_group_nothing_is_shown_but_the_way_to_a_private_chat(bot: Living) -> None:
    person = {"id": NFP_EN, "is_bot": False, "first_name": "Nino"}
    group = {"id": -1001, "type": "group", "title": "Focal points"}

    def say(text: str, *entities: dict[str, object]) -> None:
        message = {"message_id": 1, "date": 0, "chat": group, "from": person, "text": text, "entities": list(entities)}
        bot.world.inject({"message": message})

    say("When is the Brussels meeting?")
    say("/meetings", {"type": "bot_command", "offset": 0, "length": 9})
    say("/somebodyelse", {"type": "bot_command", "offset": 0, "length": 13})
    press = {"message_id": 1, "date": 0, "chat": group, "from": {"id": 1, "is_bot": True, "first_name": "B"}}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": "v1|meeting|brussels-2023", "message": press}
    bot.world.inject({"callback_query": query})
    await bot.idle()
    with closing(sqlite3.connect(bot.database.path)) as connection:
        rows = connection.execute("SELECT chat_id, kind FROM outbox").fetchall()
    assert rows == [(-1001, "private_only")]
    async with bot.database.unit_of_work() as uow:
        found = await uow.people.by_telegram(NFP_EN, SPRING)
    assert found is not None
    assert found.reachable
