"""What a forged app, an old phone or somebody clever can send: it is refused or explained, changes nothing that it may
not, and holds back nobody."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.actions import ACTIONS, encode
from bot.domain.audit import Act
from bot.domain.policy import Right
from bot.services.roles import Roles
from bot.services.routing import OnButton
from handlers.routes import ROUTES
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, SECRETARIAT
from tests.living import Living, living

STRANGERS: Final = 9_000_000
GROUP: Final = {"id": -1001, "type": "supergroup", "title": "Focal points"}
GUESSES: Final = ("0", "1", "-1", "GE", "en", "seee", "brussels-2023", "all", "administrator", "UTC", "x" * 40, "-")

FORGED = st.one_of(
    st.text(max_size=70),
    st.from_regex(r"v[0-9]\|[a-z]{1,9}(\|[A-Za-z0-9_/+.-]{0,45}){0,4}", fullmatch=True),
    st.builds(
        lambda kind, values: "|".join(("v1", kind, *values)),
        st.sampled_from([action.kind for action in ACTIONS]),
        st.lists(st.sampled_from(GUESSES), max_size=4),
    ),
    st.sampled_from(["", "v1", "v1|", "\x00", "v1|meeting|" + "a" * 5000, "v1|ask|meeting.when|é", "🦠" * 64]),
)
PAYLOADS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    st.from_regex(r"i[A-Za-z0-9_-]{22}", fullmatch=True),
    st.text(min_size=1, max_size=80).filter(str.strip),
    st.sampled_from(
        ["i" * 4000, "<b>i</b>", "../../etc/passwd", "' OR 1=1 --", "iAAAAAAAAAAAAAAAAAAAAAA AAAA", "\u202ei"]
    ),
)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path) as alive:
        yield alive


def asked(bot: Living, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return connection.execute(query).fetchall()


def unhandled(bot: Living) -> list[tuple[Any, ...]]:
    return asked(bot, "SELECT update_id, state, error FROM inbox WHERE state != 'done' OR error IS NOT NULL")


def roles(bot: Living) -> list[tuple[Any, ...]]:
    return asked(bot, "SELECT person_id, role, country, region, meeting FROM grants ORDER BY id")


def kinds(bot: Living) -> set[str]:
    """Of all messages that were sent."""
    return {kind for (kind,) in asked(bot, "SELECT kind FROM outbox")}


def message(sender: int, chat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An update with a message as Telegram writes it."""
    person = {"id": sender, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
    private = {"id": sender, "type": "private", "first_name": "Somebody"}
    return {"message": {"message_id": 1, "date": 0, "chat": chat or private, "from": person, **more}}


def command(text: str) -> dict[str, Any]:
    length = len(text.split(maxsplit=1)[0])
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(FORGED, min_size=40, max_size=60))
def test_forged_presses_are_all_handled_and_change_no_roles(forged: Sequence[str]) -> None:
    async def press_all() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with living(Path(folder)) as bot:
                shown = await bot.ask(NFP_EN, "/meetings")
                before = roles(bot)
                for data in forged:
                    bot.world.press_data(NFP_EN, shown.id, data)
                    bot.world.press_data(NFP_EN, 999_999, data)
                await bot.idle()
                assert not unhandled(bot)
                assert "something_went_wrong" not in kinds(bot)
                assert set(roles(bot)) <= set(before)
                assert (await bot.ask(NFP_AR, "/help")).text

    asyncio.run(press_all())


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(PAYLOADS, min_size=30, max_size=40))
def test_forged_links_give_nobody_anything(payloads: Sequence[str]) -> None:
    async def open_all() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with living(Path(folder)) as bot:
                before = roles(bot)
                for number, payload in enumerate(payloads, STRANGERS):
                    bot.world.add_person(number, started=True)
                    bot.world.inject(message(number, **command(f"/start {payload}")))
                await bot.idle()
                assert not unhandled(bot)
                assert roles(bot) == before
                assert "something_went_wrong" not in kinds(bot)
                for number in range(STRANGERS, STRANGERS + len(payloads)):
                    assert any("link" in each.text for each in bot.from_bot(number))

    asyncio.run(open_all())


async def test_a_press_that_is_replayed_does_nothing_twice(bot: Living) -> None:
    shown = await bot.ask(NFP_EN, "/meetings")
    for _ in range(3):
        bot.world.press_data(NFP_EN, shown.id, "v1|tell|meeting.hotel|brussels-2023")
    for _ in range(3):
        bot.world.press_data(NFP_EN, shown.id, "v1|passon|0")
    await bot.idle()
    assert asked(bot, "SELECT wants, topic FROM questions") == [("publication", "meeting.hotel")]
    assert [kind for (kind,) in asked(bot, "SELECT kind FROM outbox")].count("write_question") == 1


@pytest.mark.parametrize(
    "press",
    [
        {"data": ""},
        {"data": None, "game_short_name": "chess"},
        {"message": None, "inline_message_id": "abc"},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": NFP_EN, "type": "private", "first_name": "N"}}},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": NFP_AR, "type": "private", "first_name": "L"}}},
    ],
    ids=["no data", "a game", "an inline message", "a message that is gone", "somebody else's chat"],
)
async def test_a_press_without_what_belongs_to_one(bot: Living, press: dict[str, Any]) -> None:
    person = {"id": NFP_EN, "is_bot": False, "first_name": "Nino"}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": "v1|meeting|brussels-2023", **press}
    bot.world.inject({"callback_query": {name: value for name, value in query.items() if value is not None}})
    await bot.idle()
    assert not unhandled(bot)
    assert not bot.from_bot(NFP_AR)
    assert (await bot.ask(NFP_EN, "/help")).text


async def test_nothing_is_done_for_whoever_presses_in_a_group(bot: Living) -> None:
    """Neither for a stranger nor for the one whose button it was."""
    button_of = {"message_id": 1, "date": 0, "chat": GROUP, "from": {"id": 1, "is_bot": True, "first_name": "B"}}
    before = roles(bot)
    for number, action in enumerate(ACTIONS, STRANGERS):
        data = encode(action(*["1"] * len(fields(action))))
        for sender in (number, SECRETARIAT):
            person = {"id": sender, "is_bot": False, "first_name": "Somebody"}
            query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "message": button_of}
            bot.world.inject({"callback_query": query})
    await bot.idle()
    assert not unhandled(bot)
    assert kinds(bot) == set()
    assert roles(bot) == before


async def test_the_old_buttons_of_somebody_who_is_no_longer_what_they_were(bot: Living) -> None:
    shown = await bot.ask(SECRETARIAT, "/help")
    now = bot.clock.now()
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(SECRETARIAT, now)
        assert person is not None
        for held in await uow.grants.of(person.id):
            await Roles(uow, now).take(person, held, Act.ROLE_REVOKED, by=None)
        await uow.commit()
    guarded = [route.on.action for route in ROUTES if isinstance(route.on, OnButton) and route.needs != Right.PUBLIC]
    assert guarded
    written = asked(bot, "SELECT count(*) FROM audit")
    for action in guarded:
        # They are a guest now, and guests who press on and on are not heard.
        bot.world.move_clock(bot.clock.now() + timedelta(seconds=10))
        bot.world.press_data(SECRETARIAT, shown.id, encode(action(*["1"] * len(fields(action)))))
        await bot.idle()
        assert "You do not have access to this" in bot.world.chats[SECRETARIAT].messages[shown.id].text, action
    assert asked(bot, "SELECT count(*) FROM audit") == written


async def test_what_is_edited_into_a_command_is_not_done(bot: Living) -> None:
    said = bot.world.send_text(NFP_EN, "/language")
    await bot.idle()
    for text in ("/forget", "/start iAAAAAAAAAAAAAAAAAAAAAA", "/language@simulated_bot", "/help"):
        bot.world.edit(NFP_EN, said.id, text)
    await bot.idle()
    assert len(bot.from_bot(NFP_EN)) == 1
    assert not unhandled(bot)


async def test_somebodys_contact_card_gives_nothing_but_a_kind_answer(bot: Living) -> None:
    before = roles(bot)
    card = {"phone_number": "+995555010001", "first_name": "Nino", "user_id": NFP_EN}
    origin = {"type": "user", "date": 0, "sender_user": {"id": NFP_EN, "is_bot": False, "first_name": "Nino"}}
    bot.world.chat_of(GUEST_ES).started = True
    bot.world.inject(message(GUEST_ES, contact=card, forward_origin=origin))
    await bot.idle()
    (answer,) = bot.from_bot(GUEST_ES)
    assert "Nino" not in answer.text
    assert roles(bot) == before


async def test_what_somebody_else_wrote_is_no_command_of_theirs(bot: Living) -> None:
    """A question that is passed on is answered to whoever passes it on, by what they may see."""
    bot.world.chat_of(GUEST_ES).started = True
    origin = {"type": "user", "date": 0, "sender_user": {"id": NFP_EN, "is_bot": False, "first_name": "Nino"}}
    bot.world.inject(message(GUEST_ES, text="When is the Brussels meeting?", forward_origin=origin))
    via = {"id": 5, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    bot.world.inject(message(GUEST_ES, text="When is the Brussels meeting?", via_bot=via))
    await bot.idle()
    answers = bot.from_bot(GUEST_ES)
    assert len(answers) == 2
    assert not [answer for answer in answers if "June" in answer.text or "junio" in answer.text]


async def test_whoever_cannot_be_told_is_not_answered(bot: Living) -> None:
    """Anonymous administrators, channels, other bots."""
    channel = {"id": -1002, "type": "channel", "title": "News"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    bot.world.inject(message(777000, GROUP, sender_chat=channel, is_automatic_forward=True, **command("/start")))
    bot.world.inject(message(1087968824, GROUP, **{"from": anonymous, "sender_chat": GROUP}, **command("/start")))
    bot.world.inject({"channel_post": {"message_id": 1, "date": 0, "chat": channel, **command("/start")}})
    bot.world.inject(message(5, **{"from": {"id": 5, "is_bot": True, "first_name": "B"}}, **command("/start")))
    await bot.idle()
    assert not unhandled(bot)
    assert kinds(bot) == set()
    known = asked(bot, "SELECT telegram_id FROM people")
    assert not {777000, 1087968824, 5} & {telegram_id for (telegram_id,) in known}


async def test_an_update_with_numbers_beyond_all_bounds_holds_back_nobody(bot: Living) -> None:
    for sender in (2**63, -(2**63) - 1, 0, -5):
        bot.world.inject(message(sender, **command("/start")))
    assert (await bot.ask_without_idle(NFP_EN, "/help")).text
