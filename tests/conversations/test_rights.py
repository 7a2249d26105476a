"""What people may know, stop and have deleted of what the bot keeps of them."""

import json
import re
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import Help
from bot.domain.people import Grant, Role, Subscription
from bot.services.roles import Roles
from bot.simulator.messages import Message
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, SECRETARIAT
from tests.living import Living, labels, living


def rows(bot: Living, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return connection.execute(query, values).fetchall()


def known(bot: Living, telegram_id: int) -> bool:
    return bool(rows(bot, "SELECT 1 FROM people WHERE telegram_id = ?", telegram_id))


def document(bot: Living, message: Message) -> dict[str, Any]:
    """The file that a message carries."""
    assert message.kind == "document"
    assert message.media["file_name"] == "my-data.json"
    file = bot.world.files.get(message.media["file_id"])
    assert file is not None
    found: dict[str, Any] = json.loads(file.content)
    return found


async def forget(bot: Living, person: int, label: str = "Forget me") -> Message:
    """They ask to be forgotten, and press the button; the message that asked, as it is then."""
    return await bot.press(person, await bot.ask(person, "/forget"), label)


async def leave_a_question(bot: Living, person: int, words: str) -> None:
    asked = await bot.ask(person, "i want to talk to a human")
    await bot.press(person, asked, "Ask the secretariat")
    await bot.ask(person, words)


def spinner_stopped(bot: Living, before: int) -> bool:
    """Whether a press of after that event was answered."""
    return any(event.name == "toast" for event in bot.world.chats[NFP_EN].log.since(before))


# What is kept


async def test_my_data_to_read_and_as_a_file(bot: Living) -> None:
    await leave_a_question(bot, NFP_EN, "May I bring my blue umbrella?")
    summary, file = await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/mydata"), 2)
    for said in ("1001", "Georgia", "National Focal Point", "Tbilisi", "secretariat: 1 (17 April 2023)"):
        assert said in summary.text
    kept = document(bot, file)
    assert kept["profile"]["telegram_id"] == NFP_EN
    assert [role["country"] for role in kept["roles"]] == ["GE"]
    assert [question["words"] for question in kept["questions"]] == ["May I bring my blue umbrella?"]
    assert "Write" not in json.dumps(kept["messages_sent"])
    # As a number of its own: four digits can stand anywhere in an instant or a pseudonym.
    assert not re.search(rf"\b{SECRETARIAT}\b", json.dumps(kept))


async def test_my_data_in_arabic(bot: Living) -> None:
    summary, file = await bot.answers(NFP_AR, lambda: bot.world.send_text(NFP_AR, "/mydata"), 2)
    assert "الأردن" in summary.text
    assert "نقطة اتصال وطنية" in summary.text
    assert "محفوظ" in file.text
    assert document(bot, file)["profile"]["language"] == "ar"


async def test_my_data_is_noted_and_its_file_comes_once_a_minute(bot: Living) -> None:
    exports = "SELECT count(*) FROM audit WHERE act = 'data.exported'"
    await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/mydata"), 2)
    assert rows(bot, exports) == [(1,)]
    assert "in a minute" in (await bot.ask(NFP_EN, "/mydata")).text
    assert rows(bot, exports) == [(1,)]


async def test_what_is_kept_of_it_in_the_outbox_is_that_it_was_sent(bot: Living) -> None:
    await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/mydata"), 2)
    assert rows(bot, "SELECT kind, message FROM outbox ORDER BY id") == [("my_data", None), ("my_data_file", None)]


async def test_a_guest_has_rights_too(bot: Living) -> None:
    privacy = await bot.ask(GUEST_ES, "/privacy")
    assert "365 días" in privacy.text
    assert "invitaciones" not in privacy.text
    assert labels(privacy)[0] == "Mis datos"
    bot.world.press(GUEST_ES, privacy.id, 0, 0)
    await bot.idle()
    assert document(bot, bot.from_bot(GUEST_ES)[-1])["roles"] == []


# Being forgotten


async def test_the_question_says_what_is_lost(bot: Living) -> None:
    await leave_a_question(bot, NFP_EN, "May I bring my blue umbrella?")
    asked = await bot.ask(NFP_EN, "/forget")
    for said in ("National Focal Point – Georgia", "secretariat: 1", "successor", "stays with Telegram"):
        assert said in asked.text
    assert "Nothing has been deleted" in (await bot.press(NFP_EN, asked, "Keep everything")).text
    assert known(bot, NFP_EN)


async def test_forgetting_works_at_once_and_the_last_word_leaves_no_trace(bot: Living) -> None:
    last_word = await forget(bot, NFP_EN)
    assert "You are forgotten" in last_word.text
    assert not labels(last_word)
    assert not known(bot, NFP_EN)
    assert rows(bot, "SELECT 1 FROM outbox WHERE chat_id = ?", NFP_EN) == []
    assert rows(bot, "SELECT 1 FROM inbox WHERE person = ?", NFP_EN) == []
    acts = [act for (act,) in rows(bot, "SELECT act FROM audit ORDER BY sequence DESC LIMIT 2")]
    assert acts == ["person.forgotten", "role.revoked"]


async def test_forgetting_in_arabic_and_coming_back_as_a_guest(bot: Living) -> None:
    last_word = await forget(bot, NFP_AR, "حذف كل شيء")
    assert "حُذفت بياناتكم" in last_word.text
    (begun,) = await bot.answers(NFP_AR, lambda: bot.world.send_text(NFP_AR, "/start"))
    assert "العربية" in labels(begun)
    ((country, chosen),) = rows(bot, "SELECT country, language_chosen FROM people WHERE telegram_id = ?", NFP_AR)
    assert (country, chosen) == (None, 0)
    assert rows(bot, "SELECT 1 FROM grants JOIN people p ON p.id = person_id WHERE p.telegram_id = ?", NFP_AR) == []
    assert rows(bot, "SELECT count(*) FROM forgotten") == [(0,)]


async def test_a_second_press_and_old_buttons_bring_nobody_back(bot: Living) -> None:
    help_ = await bot.ask(NFP_EN, "/help")
    asked = await bot.ask(NFP_EN, "/forget")
    for _ in range(2):
        bot.world.press_data(NFP_EN, asked.id, "v1|forgetme")
    await bot.idle()
    count = len(bot.from_bot(NFP_EN))
    for message, data in ((asked, "v1|forgetme"), (help_, "v1|settings"), (asked, "v1|mydata"), (asked, "nonsense")):
        before = bot.world.chats[NFP_EN].log.last
        bot.world.press_data(NFP_EN, message.id, data)
        await bot.idle()
        await bot.until(partial(spinner_stopped, bot, before))
    assert len(bot.from_bot(NFP_EN)) == count
    assert not known(bot, NFP_EN)
    assert rows(bot, "SELECT 1 FROM inbox WHERE person = ?", NFP_EN) == []
    assert rows(bot, "SELECT count(*) FROM audit WHERE act = 'person.forgotten'") == [(1,)]


async def test_blocking_and_editing_bring_nobody_back(bot: Living) -> None:
    mine = bot.world.send_text(NFP_EN, "when is the brussels meeting?")
    await bot.idle()
    await forget(bot, NFP_EN)
    count = len(bot.from_bot(NFP_EN))
    bot.world.edit(NFP_EN, mine.id, "where is the brussels meeting?")
    bot.world.block(NFP_EN, True)
    bot.world.block(NFP_EN, False)
    await bot.idle()
    assert not known(bot, NFP_EN)
    assert len(bot.from_bot(NFP_EN)) == count


async def test_whoever_writes_again_begins_anew(bot: Living) -> None:
    await forget(bot, NFP_EN)
    assert "personal invitation link" in (await bot.ask(NFP_EN, "which meetings are there?")).text
    settings = await bot.ask(NFP_EN, "/settings")
    assert "Country: not known yet" in settings.text


async def test_the_menu_of_a_former_member_goes_when_they_come_back(bot: Living) -> None:
    menus = bot.world.profile.commands
    await bot.until(lambda: (("chat", SECRETARIAT), "") in menus)
    await forget(bot, SECRETARIAT)
    await bot.answers(SECRETARIAT, lambda: bot.world.send_text(SECRETARIAT, "/start"))
    await bot.until(lambda: (("chat", SECRETARIAT), "") not in menus)


async def test_rights_do_not_depend_on_a_key(tmp_path: Path) -> None:
    async with living(tmp_path, key=None) as bot:
        _, file = await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/mydata"), 2)
        assert document(bot, file)["profile"]["name"] is None
        await forget(bot, NFP_EN)
        bot.world.block(NFP_EN, True)
        await bot.idle()
        assert not known(bot, NFP_EN)


async def test_nothing_that_waits_is_sent_to_whoever_is_forgotten(bot: Living) -> None:
    """An answer and an announcement wait since Telegram takes nothing for a moment."""
    asked = await bot.ask(NFP_EN, "/forget")
    before = len(bot.from_bot(NFP_EN))
    bot.world.limits.refuse_next(NFP_EN, 1, 2)
    bot.world.send_text(NFP_EN, "/help")
    await bot.until(lambda: rows(bot, "SELECT reason FROM outbox WHERE state = 'waiting'") == [("429",)])
    ((person,),) = rows(bot, "SELECT id FROM people WHERE telegram_id = ?", NFP_EN)
    async with bot.database.unit_of_work() as uow:
        announcement = Outgoing(NFP_EN, person, Help(), Priority.ANNOUNCEMENT, Subscription.ANNOUNCEMENTS)
        await uow.outbox.add([announcement], bot.clock.now())
        await uow.commit()
    bot.world.press_data(NFP_EN, asked.id, "v1|forgetme")
    await bot.until(lambda: not known(bot, NFP_EN))
    assert rows(bot, "SELECT kind FROM outbox WHERE chat_id = ?", NFP_EN) == [("forgotten",)]
    await bot.idle()
    assert len(bot.from_bot(NFP_EN)) == before
    assert "You are forgotten" in bot.world.chats[NFP_EN].messages[asked.id].text


async def test_an_old_button_does_not_forget_anybody_unasked(bot: Living) -> None:
    privacy = await bot.ask(NFP_EN, "/privacy")
    bot.world.press_data(NFP_EN, privacy.id, "v1|forgetme")
    await bot.idle()
    assert known(bot, NFP_EN)
    assert "Shall I forget you?" in bot.world.chats[NFP_EN].messages[privacy.id].text


async def test_forgetting_while_an_answer_is_being_sent(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "/forget")
    bot.world.faults.slow_answers(0.7, 1, methods={"sendMessage"})
    bot.world.send_text(NFP_EN, "/help")
    await bot.until(lambda: bool(rows(bot, "SELECT 1 FROM outbox WHERE state = 'claimed'")))
    bot.world.press_data(NFP_EN, asked.id, "v1|forgetme")
    await bot.until(lambda: not known(bot, NFP_EN))
    to_them = "SELECT person_id, message FROM outbox WHERE state = 'claimed' AND chat_id = ?"
    assert rows(bot, to_them, NFP_EN) == [(None, None)]
    await bot.idle()
    assert "You are forgotten" in bot.world.chats[NFP_EN].messages[asked.id].text
    assert rows(bot, "SELECT 1 FROM outbox WHERE chat_id = ?", NFP_EN) == []


# What comes unasked


async def test_stopping_and_starting_by_kind(bot: Living) -> None:
    shown = await bot.ask(NFP_EN, "/stop")
    assert labels(shown)[:7] == [
        "Stop reminders",
        "Stop last-hour reminders",
        "Stop attendance questions",
        "Stop change notices",
        "Stop announcements",
        "Stop rounds",
        "Stop all",
    ]
    assert "always come" in shown.text
    shown = await bot.press(NFP_EN, shown, "Stop reminders")
    assert "stopped: reminders" in shown.text
    assert "on: announcements" in shown.text
    shown = await bot.press(NFP_EN, shown, "Start reminders")
    assert "on: reminders" in shown.text
    shown = await bot.press(NFP_EN, shown, "Stop all")
    assert "on:" not in shown.text
    shown = await bot.press(NFP_EN, shown, "Start all")
    assert "stopped:" not in shown.text


async def test_notices_are_for_those_who_look_after_access(bot: Living) -> None:
    assert "Stop notices" in labels(await bot.ask(SECRETARIAT, "/stop"))
    shown = await bot.ask(NFP_EN, "/stop")
    bot.world.press_data(NFP_EN, shown.id, "v1|stop|notices")
    await bot.idle()
    assert "no longer works" in bot.world.chats[NFP_EN].messages[shown.id].text
    assert rows(bot, "SELECT stopped FROM people WHERE telegram_id = ?", NFP_EN) == [("",)]


async def test_stopping_in_arabic_from_the_settings(bot: Living) -> None:
    shown = await bot.press(NFP_AR, await bot.ask(NFP_AR, "/settings"), "الرسائل")
    shown = await bot.press(NFP_AR, shown, "إيقاف التذكيرات")
    assert "موقوف: تذكيرات قبل الاجتماع بأيام" in shown.text


async def test_start_works_when_everything_is_stopped_and_says_so(bot: Living) -> None:
    await bot.press(NFP_EN, await bot.ask(NFP_EN, "/stop"), "Stop all")
    welcome, stopped = await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/start"), 2)
    assert "Georgia" in welcome.text
    await bot.press(NFP_EN, stopped, "Start all")
    await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/start"), 1)


async def test_what_was_stopped_is_not_sent_and_the_rest_is(bot: Living) -> None:
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(SECRETARIAT, bot.clock.now())
        assert person is not None
        await Roles(uow, bot.clock.now()).give(person, Grant(Role.ADMINISTRATOR), by=None)
        await uow.commit()
    for kind in Subscription:
        async with bot.database.unit_of_work() as uow:
            await uow.people.set_stopped(person.id, [kind])
            await uow.outbox.add(
                [
                    Outgoing(SECRETARIAT, person.id, Help(), Priority.REMINDER, each, once=f"{kind}:{each}")
                    for each in (*Subscription, None)
                ],
                bot.clock.now(),
            )
            await uow.commit()
        await bot.idle()
        newest = "SELECT subscription, state FROM outbox WHERE added_at IS NOT NULL ORDER BY id DESC LIMIT ?"
        states = rows(bot, newest, len(Subscription) + 1)
        assert dict(states) == {None: "sent"} | {
            str(each): "failed" if each is kind else "sent" for each in Subscription
        }
