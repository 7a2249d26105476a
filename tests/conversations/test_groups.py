"""A meeting's card in a group: each member answers for themselves, and nothing private is shown."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.domain.content_parts import Audience
from bot.domain.meetings import Mode, Registration
from bot.domain.people import Grant, Role
from bot.simulator.messages import Message
from storage.packs.yaml_writing import write_yaml
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_RU, ORGANIZER
from tests.conversations.office import known, later
from tests.living import Living, labels, living

GROUP, STRANGER = -4001, 2001
MEETING = "brussels-2023"
PRIVATE = ("Nino", "Beridze", "ليلى", "Claire", "Dubois", "Lucía", "join", "example.org/brussels-2023", "Noted", "سُجّل")
"""What no text before all may contain: names, the link, what somebody has answered."""


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Living]:
    """A group of five: an organizer who reads French, focal points who read English and Arabic, a guest, and somebody
    whom the bot has never met."""
    async with living(tmp_path, pack="demo") as bot:
        bot.world.add_person(STRANGER, "Rui Costa", "pt-br")
        bot.world.add_group(GROUP, "Focal points", (ORGANIZER, NFP_EN, NFP_AR, GUEST_ES, STRANGER))
        await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES))
        yield bot
        said = "\n".join(shown(bot))
        assert not [word for word in PRIVATE if word in said]


def shown(bot: Living) -> list[str]:
    """All that was ever sent to the group: texts and buttons."""
    return [
        f"{call.params.get('text')} {call.params.get('reply_markup')}"
        for call in bot.world.calls
        if call.params.get("chat_id") == str(GROUP)
    ]


def posted(bot: Living) -> list[Message]:
    """The bot's messages as they stand in the group."""
    return [message for message in bot.world.groups[GROUP].shown() if message.from_bot]


async def say(bot: Living, person: int, text: str) -> list[Message]:
    """Write in the group; what the bot has added there."""
    before = len(posted(bot))
    bot.world.say_in_group(GROUP, person, text)
    await bot.idle()
    return posted(bot)[before:]


async def press(bot: Living, person: int, message: Message, data: str) -> dict[str, Any]:
    """Press the button with this callback data (without the version); what is shown to the presser alone."""
    for row, buttons in enumerate(message.inline_keyboard or []):
        for column, found in enumerate(buttons):
            if found["callback_data"] == f"v1|{data}":
                return await shown_to(bot, person, bot.world.press_in_group(GROUP, person, message.id, row, column))
    raise LookupError(f"no button {data!r} on {labels(message)}")


async def forge(bot: Living, person: int, message: Message, data: str) -> dict[str, Any]:
    """Press with callback data that stands on no button (any more)."""
    chat = bot.world.chats[person]
    return await shown_to(bot, person, bot.world.query(bot.world.groups[GROUP], chat, message.id, f"v1|{data}"))


async def shown_to(bot: Living, person: int, query: str) -> dict[str, Any]:
    def found() -> list[dict[str, Any]]:
        events = bot.world.chats[person].log.since(0)
        return [event.data for event in events if event.name == "toast" and event.data["query"] == query]

    await bot.until(lambda: bool(found()))
    await bot.idle()
    (toast,) = found()
    return toast


async def card(bot: Living, by: int = ORGANIZER) -> Message:
    """The card, put into the group."""
    (choice,) = await say(bot, by, "/meetings")
    await press(bot, by, choice, f"group|{MEETING}")
    return bot.world.groups[GROUP].messages[choice.id]


def answers(bot: Living) -> dict[int, str]:
    """Telegram id → answer."""
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return dict(
            connection.execute("SELECT telegram_id, answer FROM rsvps JOIN people ON people.id = rsvps.person_id")
        )


async def test_an_organizer_shows_a_card_in_the_group(group: Living) -> None:
    (choice,) = await say(group, ORGANIZER, "/meetings@simulated_bot")
    assert "Quelle réunion" in choice.text
    assert any("Bruxelles" in label for label in labels(choice))
    toast = await press(group, ORGANIZER, choice, f"group|{MEETING}")
    assert toast["text"] == ""
    (shown_card,) = posted(group)
    assert shown_card.id == choice.id
    for part in ("Réunion internationale", "Du 14 au 15 juin 2023", "Bruxelles, Belgique", ": 120", ": 300"):
        assert part in shown_card.text
    assert "réponses ne sont pas affichées" in shown_card.text
    assert labels(shown_card) == ["En présentiel", "En ligne", "Pas encore décidé", "Je ne viens pas"]
    # Each phone shows the hour of its reader.
    assert any(entity["type"] == "date_time" for entity in shown_card.entities)


async def test_each_answers_for_themselves_and_is_told_alone_in_their_language(group: Living) -> None:
    message = await card(group)
    before_answers = message.text
    before = {person: len(group.from_bot(person)) for person in (NFP_EN, NFP_AR, GUEST_ES, ORGANIZER)}

    toast = await press(group, NFP_EN, message, f"rsvp|{MEETING}|in_person|card")
    assert toast["text"] == "Noted: in person.\nMore in our private chat."
    assert not toast["alert"]
    toast = await press(group, NFP_AR, message, f"rsvp|{MEETING}|online|card")
    assert "المشاركة عن بُعد" in toast["text"]
    assert "التفاصيل في محادثتنا الخاصة." in toast["text"]
    toast = await press(group, ORGANIZER, message, f"rsvp|{MEETING}|no|card")
    assert toast["text"].startswith("C’est noté\u00a0: pas de participation")
    toast = await press(group, GUEST_ES, message, f"rsvp|{MEETING}|in_person|card")
    assert toast["text"].startswith("Aquí solo pueden responder")
    assert toast["alert"]
    toast = await press(group, STRANGER, message, f"rsvp|{MEETING}|in_person|card")
    assert toast["text"].startswith("Ainda não nos conhecemos.")
    assert "@simulated_bot" in toast["text"]
    assert toast["alert"]

    assert answers(group) == {NFP_EN: "in_person", NFP_AR: "online", ORGANIZER: "no"}
    # The card follows with the places that are left, and nothing else.
    await group.until(lambda: ": 119" in posted(group)[0].text and ": 299" in posted(group)[0].text)
    assert posted(group)[0].text.replace(": 119", ": 120").replace(": 299", ": 300") == before_answers
    receipts = {person: group.from_bot(person)[count:] for person, count in before.items()}
    assert {person: len(messages) for person, messages in receipts.items()} == {
        NFP_EN: 1, NFP_AR: 1, GUEST_ES: 0, ORGANIZER: 1,
    }  # fmt: skip
    assert "in person" in receipts[NFP_EN][0].text
    assert "المشاركة عن بُعد" in receipts[NFP_AR][0].text
    assert len(posted(group)) == 1
    async with group.database.unit_of_work() as uow:
        assert await uow.people.by_telegram(STRANGER, group.clock.now()) is None
    assert not group.from_bot(STRANGER)


async def test_pressing_twice_is_the_same_as_once(group: Living) -> None:
    message = await card(group)
    before = len(group.from_bot(NFP_EN))
    first = await press(group, NFP_EN, message, f"rsvp|{MEETING}|online|card")
    again = await press(group, NFP_EN, message, f"rsvp|{MEETING}|online|card")
    assert again["text"] == first["text"]
    assert len(group.from_bot(NFP_EN)) == before + 1
    await press(group, NFP_EN, message, f"rsvp|{MEETING}|no|card")
    assert len(group.from_bot(NFP_EN)) == before + 2
    assert answers(group) == {NFP_EN: "no"}


async def test_after_the_deadline_the_card_takes_no_answer(group: Living) -> None:
    message = await card(group)
    later(group, timedelta(days=55))
    toast = await forge(group, NFP_EN, message, f"rsvp|{MEETING}|in_person|card")
    assert toast["text"].startswith("Answers are no longer taken.")
    assert toast["alert"]
    assert answers(group) == {}
    closed = await card(group)
    assert labels(closed) == []
    assert "Bruxelles" in closed.text


async def test_whoever_may_show_nothing_is_sent_to_their_private_chat(group: Living) -> None:
    (said,) = await say(group, GUEST_ES, "/meetings")
    assert (said.text, labels(said)) == ("Escríbame en un chat privado, por favor.", [])
    (said,) = await say(group, STRANGER, "/meetings")
    assert labels(said) == []


async def test_any_member_may_show_a_public_meeting(group: Living) -> None:
    (choice,) = await say(group, NFP_EN, "/meetings")
    assert [found["callback_data"] for (found,) in choice.inline_keyboard or []] == ["v1|group|webinar-2023"]
    await press(group, NFP_EN, choice, "group|webinar-2023")
    assert "Tuesday 30 May 2023, 10:00–11:30 (Brussels)" in posted(group)[0].text
    # Each phone shows the hour of its own reader.
    assert [entity["type"] for entity in posted(group)[0].entities].count("date_time") == 1
    toast = await press(group, NFP_AR, posted(group)[0], "rsvp|webinar-2023|online|card")
    assert "المشاركة عن بُعد" in toast["text"]


async def test_a_list_works_for_those_alone_who_may_show_the_meeting(group: Living) -> None:
    (choice,) = await say(group, ORGANIZER, "/meetings")
    for person, said in ((NFP_EN, "Only the organizers"), (GUEST_ES, "Aquí solo"), (STRANGER, "Ainda não")):
        toast = await press(group, person, choice, f"group|{MEETING}")
        assert toast["text"].startswith(said)
    assert posted(group)[0].text == choice.text
    toast = await forge(group, ORGANIZER, choice, "group|nowhere-2023")
    assert toast["text"].startswith("Seule l’équipe")


async def test_a_button_of_private_chats_is_answered_with_a_word_and_no_message(group: Living) -> None:
    message = await card(group)
    for data in (f"meeting|{MEETING}", "settings", f"rsvps|{MEETING}", "nothing"):
        toast = await forge(group, NFP_EN, message, data)
        assert toast["text"] == "This works only in our private chat."
    toast = await forge(group, NFP_EN, message, f"rsvp|{MEETING}|perhaps|card")
    assert toast["text"] == "This meeting cannot be attended that way."
    assert len(posted(group)) == 1
    assert posted(group)[0].text == message.text


async def test_whoever_has_blocked_the_bot_answers_all_the_same(group: Living) -> None:
    message = await card(group)
    group.world.block(NFP_EN, True)
    await group.idle()
    toast = await press(group, NFP_EN, message, f"rsvp|{MEETING}|in_person|card")
    assert toast["text"] == "Noted: in person."
    assert answers(group) == {NFP_EN: "in_person"}
    # That they have pressed in a group does not mean that they can be written to.
    assert not (await known(group, NFP_EN)).reachable


@asynccontextmanager
async def group_with(folder: Path, **changed: object) -> AsyncIterator[Living]:
    """As `group`, without the guests, where Brussels is otherwise."""
    pack = app.pack_named("demo")
    brussels = pack.meeting(MEETING)
    assert brussels is not None
    source = folder / "pack.yaml"
    other = pack.model_copy(update={"meetings": (brussels.model_copy(update=changed),)})
    source.write_bytes(write_yaml(other, app.knowledge().languages))
    async with living(folder, pack=str(source)) as bot:
        bot.world.add_group(GROUP, "Focal points", (ORGANIZER, NFP_EN, NFP_AR))
        yield bot


async def test_without_a_place_one_is_told_which_one_in_line_one_is(tmp_path: Path) -> None:
    room = Registration(modes=(Mode.IN_PERSON,), capacity={Mode.IN_PERSON: 1})
    async with group_with(tmp_path, registration=room) as bot:
        message = await card(bot)
        await press(bot, NFP_EN, message, f"rsvp|{MEETING}|in_person|card")
        toast = await press(bot, ORGANIZER, message, f"rsvp|{MEETING}|in_person|card")
        assert "liste d’attente, en position 1" in toast["text"]
        assert toast["alert"]


async def test_a_meeting_that_is_not_for_them_takes_no_answer_of_theirs(tmp_path: Path) -> None:
    async with group_with(tmp_path, audience=Audience(countries=("JO",))) as bot:
        message = await card(bot)
        toast = await press(bot, NFP_EN, message, f"rsvp|{MEETING}|in_person|card")
        assert toast["text"].startswith("This meeting is not open to you.")
        await press(bot, NFP_AR, message, f"rsvp|{MEETING}|in_person|card")
        assert answers(bot) == {NFP_AR: "in_person"}


async def test_a_list_shows_only_what_its_reader_may_show(tmp_path: Path) -> None:
    """The organizer of one meeting chooses among that one, and those that are public."""
    people = (app.Introduction(NFP_RU, "Айгуль", "ru", "KZ", "Asia/Almaty", (Grant(Role.ORGANIZER, meeting=MEETING),)),)
    async with living(tmp_path, pack="demo", people=people) as bot:
        bot.world.add_group(GROUP, "Координаторы", (NFP_RU,))
        (choice,) = await say(bot, NFP_RU, "/meetings")
        assert [found["callback_data"] for (found,) in choice.inline_keyboard or []] == [
            "v1|group|webinar-2023",
            f"v1|group|{MEETING}",
        ]
        assert "Какую встречу" in choice.text


async def test_the_menu_in_groups_has_what_works_there(group: Living) -> None:
    menus = group.world.profile.commands
    await group.until(lambda: (("all_group_chats", 0), "pt") in menus)
    assert [row["command"] for row in menus[("all_group_chats", 0), "fr"]] == ["meetings"]


async def test_a_button_of_groups_does_nothing_in_a_private_chat(group: Living) -> None:
    message = await group.ask(ORGANIZER, "/help")
    group.world.press_data(ORGANIZER, message.id, f"v1|group|{MEETING}")
    await group.idle()
    with closing(sqlite3.connect(group.database.path)) as connection:
        kinds = connection.execute("SELECT kind FROM outbox ORDER BY id").fetchall()
    assert kinds[-1] == ("button_expired",)
    assert shown(group) == []
