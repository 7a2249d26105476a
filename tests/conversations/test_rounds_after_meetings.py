"""Those who came to a meeting are asked the day after how it was, where its organizers want to know."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.clock import MovableClock
from bot.domain.rounds import Round, RoundState, meeting_round_id
from bot.simulator.messages import Message
from tests.conversations.answering import ANA, BEN, CIS, CLAIRE, DAN, GIORGI, MEETING, OLGA, answer, room
from tests.conversations.moving import changed, publish
from tests.conversations.office import acts, demote, force, tap
from tests.living import Living, labels

ROUND: Final = meeting_round_id(MEETING)
OPENS: Final = datetime(2023, 6, 16, 7, tzinfo=UTC)
"""The meeting is over on 15 June; it is nine in Brussels."""

ASK: Final = "Ask how it was"
LEAVE: Final = "Don’t ask afterwards"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """One place in person, four focal points, and two organizers."""
    async with room(tmp_path) as alive:
        yield alive


async def board(bot: Living, organizer: int = CLAIRE) -> Message:
    return await force(bot, organizer, await bot.ask(organizer, "/attendance"), f"board|{MEETING}")


async def switch(bot: Living, to: str = "on", organizer: int = CLAIRE) -> Message:
    return await tap(bot, organizer, await board(bot, organizer), f"boardafter|{MEETING}|{to}")


async def planned(bot: Living) -> Round | None:
    async with bot.database.unit_of_work() as uow:
        return await uow.rounds.get(ROUND)


async def move_to(bot: Living, at: datetime, state: RoundState | None) -> None:
    """Let the time come, and wait until the round is in this state."""
    assert isinstance(bot.clock, MovableClock)
    bot.clock.move_to(at)
    await stands(bot, state)


async def stands(bot: Living, state: RoundState | None) -> None:
    def found() -> str | None:
        with closing(sqlite3.connect(bot.database.path)) as connection:
            row = connection.execute("SELECT state FROM rounds WHERE id = ?", (ROUND,)).fetchone()
        return None if row is None else str(row[0])

    await bot.until(lambda: found() == state)
    await bot.caught_up()
    await bot.idle()


def asked(bot: Living, person: int) -> list[Message]:
    """The messages to somebody with the five ratings."""
    return [message for message in bot.from_bot(person) if {"1", "2", "3", "4", "5"} <= set(labels(message))]


async def test_those_who_came_are_asked_the_day_after_and_nobody_else(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await answer(bot, BEN, "in_person")
    await answer(bot, CIS, "online")
    await answer(bot, DAN, "no")
    shown = await switch(bot)
    assert "Those who come will be asked how it was, from" in shown.text
    assert "16 June" in shown.text
    assert LEAVE in labels(shown)
    await move_to(bot, OPENS - timedelta(minutes=1), RoundState.PLANNED)
    assert not asked(bot, ANA)
    await move_to(bot, OPENS, RoundState.OPEN)
    for person in (ANA, CIS):
        await bot.until(lambda person=person: bool(asked(bot, person)))  # type: ignore[misc]
        assert len(asked(bot, person)) == 1
        assert "International NFPs Meeting" in asked(bot, person)[0].text
    assert not asked(bot, BEN), "they were on the waiting list"
    assert not asked(bot, DAN)
    assert not asked(bot, GIORGI)


async def test_an_organizer_sees_on_the_board_what_becomes_of_it(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    shown = await switch(bot)
    await move_to(bot, OPENS, RoundState.OPEN)
    told = "Those who came are being asked how it was."
    await bot.until(lambda: told in bot.world.chats[CLAIRE].messages[shown.id].text)
    shown = await board(bot, OLGA)
    assert told in shown.text
    assert not {ASK, LEAVE} & set(labels(shown))
    results = await bot.press(OLGA, shown, "How it was")
    assert "International NFPs Meeting" in results.text
    assert "Answered: 0 of 1" in results.text
    await move_to(bot, OPENS + timedelta(days=7), RoundState.CLOSED)
    shown = await board(bot, OLGA)
    assert "Those who came were asked how it was." in shown.text
    assert "How it was" in labels(shown)


async def test_two_organizers_switch_it_on_once_and_off_again(bot: Living) -> None:
    first, second = await board(bot), await board(bot, OLGA)
    await tap(bot, CLAIRE, first, f"boardafter|{MEETING}|on")
    before = await planned(bot)
    await force(bot, OLGA, second, f"boardafter|{MEETING}|on")
    assert await planned(bot) == before
    await bot.until(lambda: LEAVE in labels(bot.world.chats[OLGA].messages[second.id]))
    await switch(bot, "off", OLGA)
    shown = await force(bot, CLAIRE, first, f"boardafter|{MEETING}|off")
    assert await planned(bot) is None
    assert ASK in labels(shown)
    assert "how it was" not in shown.text
    assert acts(bot).count("round.after_meeting") == 2
    with closing(sqlite3.connect(bot.database.path)) as connection:
        rows = connection.execute("SELECT detail FROM audit WHERE act = 'round.after_meeting'").fetchall()
    assert [json.loads(detail)["switch"] for (detail,) in rows] == ["on", "off"]


async def test_once_people_are_asked_an_old_button_shows_how_it_stands(bot: Living) -> None:
    old = await switch(bot)
    await move_to(bot, OPENS, RoundState.OPEN)
    shown = await force(bot, CLAIRE, old, f"boardafter|{MEETING}|off")
    assert "are being asked" in shown.text
    round_ = await planned(bot)
    assert round_ is not None
    assert round_.is_open


async def test_where_the_meeting_is_moved_its_round_moves(bot: Living) -> None:
    shown = await switch(bot)
    await publish(bot, changed(starts="2023-06-20T09:00", ends="2023-06-21T17:00"))
    await bot.until(lambda: "22 June" in bot.world.chats[CLAIRE].messages[shown.id].text)
    round_ = await planned(bot)
    assert round_ is not None
    assert round_.terms.opens == datetime(2023, 6, 22, 7, tzinfo=UTC)
    assert round_.terms.closes == datetime(2023, 6, 29, 7, tzinfo=UTC)
    await move_to(bot, OPENS + timedelta(days=2), RoundState.PLANNED)


@pytest.mark.parametrize("gone", [False, True], ids=["cancelled", "no longer there"])
async def test_with_a_meeting_that_does_not_take_place_its_round_goes(bot: Living, gone: bool) -> None:
    await answer(bot, ANA, "in_person")
    await switch(bot)
    pack = changed(status="cancelled")
    await publish(bot, pack.model_copy(update={"meetings": ()}) if gone else pack)
    await stands(bot, None)
    shown = await force(bot, CLAIRE, await bot.ask(CLAIRE, "/help"), f"boardafter|{MEETING}|on")
    assert await planned(bot) is None, shown.text
    await move_to(bot, OPENS, None)
    assert not asked(bot, ANA)


async def test_one_that_is_open_closes_where_the_meeting_turns_out_not_to_have_been(bot: Living) -> None:
    await switch(bot)
    await move_to(bot, OPENS, RoundState.OPEN)
    await publish(bot, changed(status="cancelled"))
    await stands(bot, RoundState.CLOSED)


async def test_it_can_still_be_asked_within_a_week(bot: Living) -> None:
    await answer(bot, CIS, "online")
    await move_to(bot, OPENS + timedelta(days=3), None)
    await switch(bot)
    await stands(bot, RoundState.OPEN)
    await bot.until(lambda: bool(asked(bot, CIS)))


async def test_a_week_later_it_is_too_late(bot: Living) -> None:
    old = await board(bot)
    assert ASK in labels(old)
    await move_to(bot, OPENS + timedelta(days=7), None)
    assert ASK not in labels(await board(bot))
    await force(bot, CLAIRE, old, f"boardafter|{MEETING}|on")
    assert await planned(bot) is None


@pytest.mark.parametrize("data", [f"boardafter|{MEETING}|perhaps", "boardafter|nowhere-2023|on"])
async def test_what_is_forged_plans_nothing(bot: Living, data: str) -> None:
    await force(bot, CLAIRE, await board(bot), data)
    async with bot.database.unit_of_work() as uow:
        assert not [each for each in await uow.rounds.in_states(*RoundState) if each.terms.meeting]


@pytest.mark.parametrize("who", [ANA, CLAIRE], ids=["a focal point", "an organizer no longer"])
async def test_nobody_else_switches_it(bot: Living, who: int) -> None:
    message = await bot.ask(who, "/help")
    if who == CLAIRE:
        await demote(bot, CLAIRE)
    await force(bot, who, message, f"boardafter|{MEETING}|on")
    assert await planned(bot) is None
