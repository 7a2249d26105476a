"""What people are called and what they write stands in no log, whatever goes wrong."""

import logging
from pathlib import Path

import pytest

from bot.domain.errors import where
from bot.simulator.world import World
from tests.living import Living, living

MARK = "Quixotlan"
"""Begins or ends every name, and stands in every text."""

PERSON = 4_203_599_627
OURS = ("bot", "handlers", "storage")


def broken(person: int) -> dict[str, object]:
    """An update that cannot be read, with a text in it."""
    return {
        "message": {
            "message_id": 900,
            "date": f"{MARK} day",
            "chat": {"id": person, "type": "private", "first_name": MARK},
            "from": {"id": person, "is_bot": False, "first_name": MARK},
            "text": f"{MARK} text",
        }
    }


async def talk(bot: Living, world: World) -> None:
    """Everything that a person can say, and everything that can go wrong with it."""
    await bot.answers(PERSON, lambda: world.start(PERSON, f"{MARK}_payload"), 2)
    await bot.press(PERSON, bot.from_bot(PERSON)[-1], "English")
    for text in (f"{MARK}land", f"/{MARK}", f"where does {MARK} live?", f"{MARK} " * 300, "<b>" + MARK):
        world.send_text(PERSON, text)
        await bot.idle()
    world.send_media(PERSON, "contact")
    world.send_media(PERSON, "document", f"{MARK} caption")
    await bot.idle()
    asked = await bot.ask(PERSON, "i want to talk to a human")
    await bot.press(PERSON, asked, "Ask the secretariat")
    mine = world.send_text(PERSON, f"May {MARK} come too?")
    await bot.idle()
    world.edit(PERSON, mine.id, f"May {MARK} and a friend come too?")
    await bot.idle()
    world.press_data(PERSON, asked.id, f"v1|lang|{MARK}")
    world.press_data(PERSON, asked.id, f"{MARK}|{MARK}")
    await bot.idle()
    await bot.answers(PERSON, lambda: world.send_text(PERSON, "/mydata"), 2)
    world.inject(broken(PERSON))
    await bot.idle()
    world.faults.server_errors(2, methods={"sendMessage"})
    world.limits.refuse_next(PERSON, 1, 1)
    await bot.ask(PERSON, f"is {MARK} a country?")
    world.block(PERSON, True)
    await bot.idle()


async def test_no_log_has_names_or_texts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for name in OURS:
        caplog.set_level(logging.DEBUG, name)
    async with living(tmp_path) as bot:
        bot.world.add_person(PERSON, name=f"{MARK} {MARK}son", language_code="en")
        await talk(bot, bot.world)
    said = [logging.Formatter().format(record) for record in caplog.records]
    assert any("was set aside" in line for line in said), "something has gone wrong, and is told"
    assert any(record.name.startswith("bot.services.delivery") for record in caplog.records)
    phone = bot.world.chats[PERSON].person.phone
    for trace in (MARK, MARK.lower(), phone, str(PERSON)):
        assert not [line for line in said if trace in line]


def test_an_error_is_told_without_what_it_quotes() -> None:
    with pytest.raises(ValueError, match=MARK) as raised:
        int(MARK)
    assert MARK not in where(raised.value)
    assert "ValueError" in where(raised.value)
