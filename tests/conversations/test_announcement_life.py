"""One announcement to two hundred people in six languages, as those live it who write it, approve it and read it."""

import io
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import segno
from openpyxl import load_workbook

from bot.simulator.messages import Message
from tests.conversations.office import file_of, later
from tests.conversations.readership import (
    AUTHOR,
    FIRST,
    IN_A_SECOND,
    LANGUAGES,
    READERS,
    SECOND,
    TEXTS,
    Phone,
    readership,
)
from tests.living import Living, labels

PEOPLE = range(FIRST, FIRST + READERS)
BLOCKS, DOUBTFUL = FIRST + 190, FIRST + 191
"""Who blocks the bot before it is their turn, and of whom it stays unknown whether they got it."""

CONFIRM = range(FIRST, FIRST + 60)
UNDER_WAY = IN_A_SECOND // 2
"""So many may still leave after a pause."""


def language_of(person: int) -> str:
    return LANGUAGES[(person - FIRST) % len(LANGUAGES)]


def announced(bot: Living, person: int) -> list[Message]:
    """The announcement in somebody's chat, each time that it stands there."""
    return [message for message in bot.from_bot(person) if message.kind == "photo"]


def how_many(bot: Living) -> int:
    return sum(bool(announced(bot, person)) for person in PEOPLE)


def reached(bot: Living) -> Counter[str]:
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return Counter(what for (what,) in connection.execute("SELECT reached FROM deliveries"))


async def settled(bot: Living) -> None:
    """Nothing of it is to be done any more."""
    with closing(sqlite3.connect(bot.database.path)) as connection:
        await bot.until(lambda: connection.execute("SELECT 1 FROM announcements WHERE active").fetchone() is None)
    await bot.idle()


async def test_from_the_first_word_to_the_last_reader(tmp_path: Path) -> None:
    async with readership(tmp_path) as bot:
        author, second = Phone(bot, AUTHOR), Phone(bot, SECOND)
        await write(author)
        await approve(author, second)
        await send(author)
        await confirm(bot)
        await report(author)
        await correct(author, second)
        await try_again(author)
        await remind(author)
        await join_later(bot)
        await withdraw(author)


async def write(author: Phone) -> None:
    """Six texts, a picture, two buttons, and whom it is for."""
    await author.say("/announce")
    await author.tap("annnew", "anntexts", "English")
    for language in LANGUAGES:
        await author.say(TEXTS[language])
    await author.tap("draft", "annfiles", "All languages")
    picture = io.BytesIO()
    segno.make("https://example.org/venue").save(picture, kind="png", scale=8)
    author.bot.world.send_file(author.person, "photo", picture.getvalue(), "plan.png")
    await author.bot.idle()
    author.look()
    await author.tap("annfiles", "draft", "annbuttons", "annconfirm", "annmeets", "Brussels", "draft")
    await author.tap("audience", "Roles", "Focal points", "audience")
    author.sees("Focal points", f"{READERS} people", "English 34", "Portuguese 33", "Reader ")
    await author.tap("draft", "anncheck")
    # To see what a reader sees, in the reader's words.
    await author.tap("Preview: Russian")
    author.sees("Уважаемые коллеги")


async def approve(author: Phone, second: Phone) -> None:
    """It is refused, mended, and approved: what was approved is what is sent."""
    await author.say("/announce")
    await author.tap("deskpart", "draft", "anncheck", "annask")
    second.look()
    await second.tap("anncheck", "annno")
    await second.say("Il manque la date en français.")
    author.look()
    author.sees("Bruno Petit", "Il manque la date en français.")
    await author.tap("draft", "anntexts", "French")
    await author.say(f"{TEXTS['fr']} Le 14 juin 2023.")
    await author.tap("draft", "anncheck")
    assert not any("Send now" in label for label in labels(author.shown))
    await author.tap("annask")
    second.look()
    await second.tap("anncheck", "annok")
    author.look()
    author.sees("Bruno Petit")


async def send(author: Phone) -> None:
    """It goes out, waits at a tap, and goes on; nobody gets it twice."""
    bot = author.bot
    bot.world.faults.lose_answers(
        1, methods={"sendPhoto"}, when=lambda _, params: params.get("chat_id") == str(DOUBTFUL)
    )
    await author.tap("anncheck")
    author.tap_at_once("annsend")
    await bot.until(lambda: how_many(bot) >= 20)
    await bot.until(lambda: any("annpause" in str(row) for row in author.shown.inline_keyboard or []))
    author.tap_at_once("annpause")
    before = how_many(bot)
    await bot.until(lambda: any("annresume" in str(row) for row in author.shown.inline_keyboard or []))
    await bot.idle()
    stands = how_many(bot)
    assert before < READERS - UNDER_WAY - IN_A_SECOND
    assert stands <= before + UNDER_WAY + IN_A_SECOND
    bot.world.block(BLOCKS, True)
    later(bot, timedelta(minutes=3))
    await bot.caught_up()
    assert how_many(bot) == stands, "nothing leaves while it is paused"
    await author.tap("annresume")
    await settled(bot)
    assert all(len(announced(bot, person)) == (person != BLOCKS) for person in PEOPLE)
    assert reached(bot) == {"sent": READERS - 2, "gone": 1, "unknown": 1}
    for person in PEOPLE:
        if person != BLOCKS:
            (message,) = announced(bot, person)
            assert message.text.startswith(TEXTS[language_of(person)].split("**")[1]), message.text
            assert {"bold", "text_link"} <= {entity["type"] for entity in message.entities}


async def confirm(bot: Living) -> None:
    """Sixty people of all languages tap, some of them twice."""
    for person in CONFIRM:
        phone = Phone(bot, person)
        phone.look()
        phone.tap_at_once("annread")
    await bot.idle()
    for person in CONFIRM[:12]:
        (message,) = announced(bot, person)
        phone = Phone(bot, person)
        phone.look()
        assert "✅" in labels(message)[0]
        await phone.tap("annread")
        assert len(announced(bot, person)) == 1


async def report(author: Phone) -> None:
    """The numbers are those of the chats, on the screen and in the workbook."""
    author.look()
    await author.tap("annreport")
    author.sees(str(READERS - 2), f"{len(CONFIRM)}", "French", "Central Asia")
    before = len(author.bot.from_bot(AUTHOR))
    author.tap_at_once("annxlsx")
    await author.bot.until(lambda: len(author.bot.from_bot(AUTHOR)) > before)
    await author.bot.idle()
    sheet = load_workbook(io.BytesIO(file_of(author.bot, author.bot.from_bot(AUTHOR)[-1].media))).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == READERS
    assert sum(any("blocked" in str(cell).lower() for cell in row) for row in rows) == 1


async def correct(author: Phone, second: Phone) -> None:
    """A correction, which a second person looks at as well, stands where the first version stood; whoever reads another
    language sees nothing of it."""
    had = {person: announced(author.bot, person)[0].text for person in PEOPLE if person != BLOCKS}
    await author.say("/announce")
    await author.tap("Sent (", "draft", "anntexts", "Russian")
    await author.say("**Уважаемые коллеги**, встреча 14 июня пройдёт в [другом месте](https://example.org/venue).")
    await author.tap("draft", "anncheck", "annask")
    second.look()
    second.sees("correction", "russe")
    await second.tap("anncheck", "annok")
    author.look()
    await author.tap("anncheck", "annsend")
    await settled(author.bot)
    for person in PEOPLE:
        if person not in (BLOCKS, DOUBTFUL):
            (message,) = announced(author.bot, person)
            if language_of(person) == "ru":
                assert "14 июня" in message.text
            else:
                assert message.text == had[person]


async def try_again(author: Phone) -> None:
    """Whoever has blocked the bot, and is back, gets what all have; nobody else gets anything."""
    author.bot.world.block(BLOCKS, False)
    await author.bot.idle()
    before = how_many(author.bot)
    await author.say("/announce")
    await author.tap("Sent (", "draft", "annreport", "Send to those missed", "annretry")
    await settled(author.bot)
    assert how_many(author.bot) == before + 1
    assert all(len(announced(author.bot, person)) == 1 for person in PEOPLE)


async def remind(author: Phone) -> None:
    """Those who have not confirmed are reminded, and no others."""
    bot = author.bot
    before = {person: len(bot.from_bot(person)) for person in PEOPLE}
    await author.say("/announce")
    await author.tap("Sent (", "draft", "annreport", "Remind", "annremind")
    await settled(bot)
    reminded = {person for person in PEOPLE if len(bot.from_bot(person)) > before[person]}
    assert reminded == set(PEOPLE) - set(CONFIRM) - {DOUBTFUL}


async def join_later(bot: Living) -> None:
    """It stands among the news of those who got it."""
    reader = Phone(bot, FIRST + 1)
    await reader.say("/news")
    await reader.tap("newsitem")
    reader.sees("Chers collègues", "Le 14 juin 2023.")


async def withdraw(author: Phone) -> None:
    """It is taken back: deleted where that can be done."""
    await author.say("/announce")
    await author.tap("Sent (", "draft", "annreport", "Withdraw", "annback")
    await settled(author.bot)
    left = [person for person in PEOPLE if announced(author.bot, person)]
    assert left == sorted({FIRST + 1, DOUBTFUL}), "one was shown among the news, of one it is not known where it stands"
    reader = Phone(author.bot, FIRST + 2)
    await reader.say("/news")
    assert not any("newsitem" in str(row) for row in reader.shown.inline_keyboard or [])
