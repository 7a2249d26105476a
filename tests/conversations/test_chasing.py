"""Those who have not answered are asked once more: they alone, each in their own language, and not twice in a day."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.people import Subscription
from bot.simulator.messages import Message
from tests.conversations.answering import MEETING, answer
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, NFP_FR, NFP_RU, ORGANIZER, SECRETARIAT
from tests.conversations.office import acts, demote, force, known, later, tap
from tests.living import Living, living

NOON: Final = datetime(2023, 4, 17, 10, tzinfo=UTC)
"""Nobody's quiet hours."""

ASKED: Final = {
    NFP_EN: "still waiting for your answer",
    NFP_FR: "attendent encore votre réponse",
    NFP_AR: "ما زال المنظمون ينتظرون ردّكم",
    NFP_RU: "Организаторы ещё ждут вашего ответа",
}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """Four focal points and two secretariats are asked whether they come to Brussels; the organizer reads French."""
    async with living(tmp_path, pack="demo", at=NOON) as alive:
        yield alive


async def preview(bot: Living) -> Message:
    return await force(bot, ORGANIZER, await bot.ask(ORGANIZER, "/attendance"), f"chase|{MEETING}")


async def chase(bot: Living) -> Message:
    return await force(bot, ORGANIZER, await preview(bot), f"chasenow|{MEETING}")


def asked(bot: Living, person: int) -> int:
    """How often somebody was asked."""
    return sum(ASKED[person] in message.text for message in bot.from_bot(person))


async def test_the_preview_says_whom_it_reaches_and_what_they_read(bot: Living) -> None:
    await answer(bot, NFP_EN, "no")
    shown = await preview(bot)
    for said in (
        "5 personnes seraient relancées",
        "Français\u00a0: 1",
        "Arabe\u00a0: 1",
        "Russe\u00a0: 1",
        "Youssef El Amrani · Maroc",
        "Participerez-vous\u00a0?",
        "jusqu’au",
    ):
        assert said in shown.text, said
    assert "Nino" not in shown.text
    assert [asked(bot, person) for person in ASKED] == [0, 0, 0, 0], "a preview sends nothing"


async def test_those_alone_are_asked_who_have_not_answered(bot: Living) -> None:
    await answer(bot, NFP_EN, "no")
    await answer(bot, NFP_FR, "unsure")
    sent = await chase(bot)
    assert "4 personnes sont relancées" in sent.text
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [0, 0, 1, 1]
    assert acts(bot).count("attendance.chased") == 1


async def test_nobody_is_asked_twice_within_a_day(bot: Living) -> None:
    shown = await preview(bot)
    for _ in range(2):
        await force(bot, ORGANIZER, shown, f"chasenow|{MEETING}")
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [1, 1, 1, 1]
    again = await preview(bot)
    assert "Il n’y a personne à relancer" in again.text
    assert "il y a moins d’un jour\u00a0: 6" in again.text
    later(bot, timedelta(hours=23))
    assert "il y a moins d’un jour\u00a0: 6" in (await preview(bot)).text
    later(bot, timedelta(hours=2))
    await chase(bot)
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [2, 2, 2, 2]


async def test_who_has_stopped_such_messages_or_cannot_be_reached_is_left_out(bot: Living) -> None:
    stopped, away = await known(bot, NFP_EN), await known(bot, NFP_FR)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_stopped(stopped.id, [Subscription.ANSWERS])
        await uow.people.set_unreachable(away.id, bot.clock.now())
        await uow.commit()
    shown = await preview(bot)
    for said in ("4 personnes seraient", "car injoignables\u00a0: 1", "car elles ont arrêté ces messages\u00a0: 1"):
        assert said in shown.text, said
    await chase(bot)
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [0, 0, 1, 1]


async def test_whoever_answers_before_it_leaves_is_not_asked(bot: Living) -> None:
    """At night it waits for the morning."""
    later(bot, timedelta(hours=10))
    await chase(bot)
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [0, 1, 0, 0], "it is night everywhere but in Casablanca"
    await answer(bot, NFP_EN, "online")
    later(bot, timedelta(hours=13))
    await bot.until(lambda: asked(bot, NFP_AR) == 1 and asked(bot, NFP_RU) == 1)
    assert asked(bot, NFP_EN) == 0


async def test_nobody_is_asked_while_answers_are_not_taken(bot: Living) -> None:
    shown = await preview(bot)
    await tap(bot, ORGANIZER, await force(bot, ORGANIZER, shown, f"board|{MEETING}"), f"door|{MEETING}|closed")
    refused = await force(bot, ORGANIZER, shown, f"chasenow|{MEETING}")
    assert "Les réponses ne sont pas acceptées" in refused.text
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [0, 0, 0, 0]


async def test_a_role_that_was_lost_in_between_sends_nothing(bot: Living) -> None:
    shown = await preview(bot)
    await demote(bot, ORGANIZER)
    await force(bot, ORGANIZER, shown, f"chasenow|{MEETING}")
    await bot.idle()
    assert [asked(bot, person) for person in ASKED] == [0, 0, 0, 0]


async def test_the_audit_log_counts_and_names_nobody(bot: Living) -> None:
    await chase(bot)
    with closing(sqlite3.connect(bot.database.path)) as connection:
        rows = connection.execute("SELECT subject, detail FROM audit WHERE act = 'attendance.chased'").fetchall()
    assert rows == [(None, f'{{"meeting":"{MEETING}","people":"6"}}')]


async def test_secretariats_are_asked_too(bot: Living) -> None:
    await chase(bot)
    await bot.idle()
    assert any("still waiting for your answer" in message.text for message in bot.from_bot(SECRETARIAT))
    assert any("aún esperan su respuesta" in message.text for message in bot.from_bot(COORDINATOR))
