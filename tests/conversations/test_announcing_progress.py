"""How an announcement goes out: at its time, with a pause that holds at once, and told while it does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.announcements import Reached, State, Timing
from bot.gateway.pacing import Rates
from bot.simulator.messages import Message
from tests.announce import FOCAL_POINTS, add_readers
from tests.conversations.approving import (
    ANA,
    BEN,
    FOCAL_POINT,
    FRENCH,
    PORTUGUESE,
    RUSSIAN,
    TEXTS,
    check,
    digest,
    kept,
    mend,
    secretariat,
    written,
)
from tests.conversations.office import demote, force, later, tap
from tests.living import Living, labels

SLOW = Rates(overall=40, chat=1000, chat_burst=1000)
SLOWER = Rates(overall=10, chat=1000, chat_burst=1000)
AT_ONCE = 20
"""Messages that are under way at that rate, at most."""

READERS = range(5001, 5041)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with secretariat(tmp_path, often=50) as alive:
        yield alive


@pytest.fixture
async def slow(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Living]:
    """So slow that somebody can press buttons meanwhile, with forty more readers."""
    async with secretariat(tmp_path, rates=getattr(request, "param", SLOW), often=50) as alive:
        add_readers(alive.database.path, READERS[0], len(READERS), alive.clock.now())
        for reader in READERS:
            alive.world.add_person(reader, "Reader", "en")
            alive.world.chats[reader].started = True
        yield alive


async def sent(bot: Living, number: int) -> Message:
    """The message that tells how far it has come, of one that goes now or at its time."""
    return await tap(bot, ANA, await check(bot, ANA, number), f"annsend|{number}|{await digest(bot, number)}")


async def reached(bot: Living, number: int) -> int:
    """How many have got it."""
    async with bot.database.unit_of_work() as uow:
        tally = await uow.deliveries.tally(number, 1, bot.clock.now())
    return tally.reached.get(Reached.SENT, 0)


async def turned(bot: Living, number: int, state: State) -> None:
    """Wait until it stands so, and whoever is to know of it has been told."""
    async with asyncio.timeout(60):
        while (await kept(bot, number)).state is not state:
            await bot.world.changed.wait(bot.clock, 0.05)
    await bot.caught_up()
    await bot.idle()


def got(bot: Living, person: int, words: str) -> bool:
    return any(words in message.text for message in bot.from_bot(person))


@pytest.mark.parametrize("slow", [SLOWER], indirect=True)
async def test_a_pause_holds_within_a_second_and_it_goes_on(slow: Living) -> None:
    number = await written(slow, selection=FOCAL_POINTS)
    screen = await sent(slow, number)
    assert "On its way." in screen.text
    before = sum(bool(slow.from_bot(reader)) for reader in READERS)
    paused = await tap(slow, ANA, screen, f"annpause|{number}")
    assert "⏸ Paused." in paused.text
    await asyncio.sleep(1.0)
    held = await reached(slow, number)
    assert held < len(READERS)
    assert sum(bool(slow.from_bot(reader)) for reader in READERS) <= before + AT_ONCE
    await asyncio.sleep(1.0)
    assert await reached(slow, number) == held
    await tap(slow, ANA, paused, f"annresume|{number}")
    await turned(slow, number, State.DONE)
    assert all(len(slow.from_bot(reader)) == 1 for reader in READERS)
    assert await reached(slow, number) == len(READERS) + 6


async def test_stopping_asks_once_and_is_for_good(slow: Living) -> None:
    number = await written(slow, selection=FOCAL_POINTS)
    screen = await sent(slow, number)
    screen = await tap(slow, ANA, screen, f"annpause|{number}")
    screen = await tap(slow, ANA, screen, f"annaskstop|{number}")
    assert "would not get it" in screen.text
    screen = await tap(slow, ANA, screen, f"annstop|{number}")
    assert "⏹ Stopped before everyone had it." in screen.text
    assert "Not sent: " in screen.text
    held = await reached(slow, number)
    screen = await force(slow, ANA, screen, f"annresume|{number}")
    assert "⏹ Stopped before everyone had it." in screen.text
    await asyncio.sleep(0.5)
    assert await reached(slow, number) == held < len(READERS)


async def test_a_colleague_can_pause_it_as_well(slow: Living) -> None:
    number = await written(slow, selection=FOCAL_POINTS)
    await sent(slow, number)
    status = await force(slow, BEN, await slow.ask_without_idle(BEN, "/announce"), f"annpause|{number}")
    assert "⏸" in status.text
    assert (await kept(slow, number)).state is State.PAUSED


async def test_its_author_is_told_when_it_has_gone_to_all(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    screen = await sent(bot, number)
    await turned(bot, number, State.DONE)
    await bot.until(lambda: len(bot.from_bot(ANA)) > 1 and "✅ Sent." in bot.from_bot(ANA)[-1].text)
    notice = bot.from_bot(ANA)[-1]
    assert notice.id != screen.id
    assert "Sent: 6" in notice.text
    await bot.until(lambda: "✅ Sent." in bot.world.chats[ANA].messages[screen.id].text)


async def test_pressing_send_twice_sends_once(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    screen = await sent(bot, number)
    send = f"annsend|{number}|{await digest(bot, number)}"
    await force(bot, ANA, screen, send)
    await turned(bot, number, State.DONE)
    again = await force(bot, ANA, screen, send)
    assert "✅ Sent." in again.text
    assert len([each for each in bot.from_bot(FRENCH) if "réunion" in each.text]) == 1


async def test_at_its_time_and_not_before(bot: Living) -> None:
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(days=1))
    number = await written(bot, selection=FOCAL_POINTS, timing=timing)
    screen = await sent(bot, number)
    assert "It is sent at the time set." in screen.text
    assert (await kept(bot, number)).state is State.SCHEDULED
    later(bot, timedelta(hours=23))
    await bot.caught_up()
    assert not got(bot, FRENCH, "réunion")
    later(bot, timedelta(hours=1))
    await bot.until(lambda: got(bot, FRENCH, "réunion"))


async def test_a_time_can_be_taken_back(bot: Living) -> None:
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(days=1))
    number = await written(bot, selection=FOCAL_POINTS, timing=timing)
    screen = await tap(bot, ANA, await sent(bot, number), f"annunsched|{number}")
    assert "Schedule" in labels(screen)
    later(bot, timedelta(days=2))
    await bot.caught_up()
    assert not got(bot, FRENCH, "réunion")
    assert (await kept(bot, number)).state is State.DRAFT


async def test_at_nine_in_the_morning_of_each_reader(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS, timing=Timing(kind="morning"))
    screen = await sent(bot, number)
    assert "get it later" in screen.text
    nine_in_tbilisi = datetime(2023, 4, 18, 5, tzinfo=UTC)
    later(bot, nine_in_tbilisi - bot.clock.now() + timedelta(seconds=5))
    await bot.until(lambda: got(bot, RUSSIAN, "Совещание"))
    await bot.caught_up()
    assert not got(bot, FRENCH, "réunion")
    later(bot, timedelta(hours=2))
    await bot.until(lambda: got(bot, FRENCH, "réunion"))
    await bot.caught_up()
    assert not got(bot, PORTUGUESE, "reunião")
    later(bot, timedelta(hours=1))
    await bot.until(lambda: got(bot, PORTUGUESE, "reunião"))
    await turned(bot, number, State.DONE)


@pytest.mark.parametrize("hindrance", ["role", "readers", "meeting"])
async def test_what_may_not_go_any_more_at_its_time_is_a_draft_again(bot: Living, hindrance: str) -> None:
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(hours=1))
    number = await written(bot, selection=FOCAL_POINTS, timing=timing)
    await sent(bot, number)
    told = {
        "role": "Its author may no longer send announcements",
        "readers": "A colleague now has to approve it",
        "meeting": "Something stands in its way",
    }[hindrance]
    if hindrance == "role":
        await demote(bot, ANA)
    elif hindrance == "readers":
        add_readers(bot.database.path, 6001, 60, bot.clock.now())
    else:
        for reader in (FOCAL_POINT, FRENCH, RUSSIAN, PORTUGUESE, 2006, 2008):
            await demote(bot, reader)
    later(bot, timedelta(hours=1))
    await bot.until(lambda: got(bot, ANA, told))
    assert (await kept(bot, number)).state is State.DRAFT
    assert not got(bot, FRENCH, "réunion")


async def test_it_pauses_by_itself_where_too_much_fails_and_tells(slow: Living) -> None:
    texts = {"en": "The meeting has moved.", "fr": TEXTS["fr"]}
    number = await written(slow, texts=texts, selection=FOCAL_POINTS)
    for reader in READERS:
        slow.world.chats[reader].messages.clear()
    slow.world.faults.server_errors(
        1000, status=400, methods={"sendMessage"}, when=lambda _, params: int(params["chat_id"]) in READERS
    )
    await sent(slow, number)
    await turned(slow, number, State.PAUSED)
    await slow.until(lambda: got(slow, ANA, "It paused by itself"))
    slow.world.faults.clear()
    notice = slow.from_bot(ANA)[-1]
    status = await tap(slow, ANA, notice, f"annstatus|{number}")
    assert "⏸ Paused." in status.text
    await tap(slow, ANA, status, f"annresume|{number}")
    await turned(slow, number, State.DONE)


async def test_a_correction_goes_the_same_way(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    await sent(bot, number)
    await turned(bot, number, State.DONE)
    await mend(bot, number, {**TEXTS, "fr": "La réunion est à Tbilissi."})
    screen = await check(bot, ANA, number)
    assert "Before sending the correction" in screen.text
    assert "Send the correction" in labels(screen)
    screen = await tap(bot, ANA, screen, f"annsend|{number}|{await digest(bot, number)}")
    await bot.until(lambda: got(bot, FRENCH, "à Tbilissi"))
    assert not got(bot, FRENCH, "déplacée")
    assert len([each for each in bot.from_bot(FRENCH) if "réunion" in each.text]) == 1


async def test_a_colleague_takes_back_a_time_and_the_author_sees_it(bot: Living) -> None:
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(days=1))
    number = await written(bot, selection=FOCAL_POINTS, timing=timing)
    screen = await sent(bot, number)
    await force(bot, BEN, await bot.ask(BEN, "/announce"), f"annunsched|{number}")
    assert (await kept(bot, number)).state is State.DRAFT
    await bot.until(lambda: "A draft." in bot.world.chats[ANA].messages[screen.id].text)


async def test_an_edit_of_what_has_its_time_takes_that_back(bot: Living) -> None:
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(days=1))
    number = await written(bot, selection=FOCAL_POINTS, timing=timing)
    screen = await sent(bot, number)
    await mend(bot, number, {"en": "Something else."})
    await bot.until(lambda: "A draft." in bot.world.chats[ANA].messages[screen.id].text)
    later(bot, timedelta(days=1))
    await bot.caught_up()
    assert not got(bot, FOCAL_POINT, "Something else.")


async def test_how_far_it_has_come_is_not_told_at_every_message(slow: Living) -> None:
    number = await written(slow, selection=FOCAL_POINTS)
    screen = await sent(slow, number)
    await turned(slow, number, State.DONE)
    await slow.until(lambda: "✅ Sent." in slow.world.chats[ANA].messages[screen.id].text)
    edits = [
        call
        for call in slow.world.calls
        if call.method == "editMessageText" and call.params.get("message_id") == str(screen.id)
    ]
    assert 2 <= len(edits) <= 4
