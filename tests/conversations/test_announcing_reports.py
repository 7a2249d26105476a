"""What has come of an announcement: the numbers, the workbook, trying again, reminding and withdrawing."""

import io
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.domain.announcements import Reached, State
from bot.simulator.messages import Message
from tests.announce import FOCAL_POINTS
from tests.conversations.approving import (
    ANA,
    ARAB,
    BEN,
    FOCAL_POINT,
    FRENCH,
    OTHER_REGION,
    READERS,
    SPANIARD,
    TEXTS,
    check,
    digest,
    kept,
    secretariat,
    written,
)
from tests.conversations.office import acts, demote, file_of, force, known, later, tap
from tests.living import Living, labels


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with secretariat(tmp_path, often=50) as alive:
        yield alive


async def at_rest(bot: Living, number: int) -> None:
    """Nothing of it is to be done any more, for anybody."""
    for _ in range(400):
        async with bot.database.unit_of_work() as uow:
            left = await uow.deliveries.left(number)
        if not left and not (await kept(bot, number)).active:
            await bot.idle()
            return
        await bot.world.changed.wait(bot.clock, 0.05)
    raise TimeoutError(number)


async def announced(bot: Living, *, texts: Mapping[str, str] = TEXTS, confirm: bool = True, **content: Any) -> int:
    """One that was sent to the focal points."""
    number = await written(bot, texts=texts, selection=FOCAL_POINTS, confirm=confirm, **content)
    await tap(bot, ANA, await check(bot, ANA, number), f"annsend|{number}|{await digest(bot, number)}")
    await at_rest(bot, number)
    return number


async def report(bot: Living, number: int, person: int = ANA) -> Message:
    return await force(bot, person, await bot.ask(person, "/announce"), f"annreport|{number}")


async def confirm(bot: Living, person: int, number: int) -> Message:
    return await tap(bot, person, bot.from_bot(person)[-1], f"annread|{number}")


async def set_reached(bot: Living, number: int, person: int, reached: Reached, reason: str | None = None) -> None:
    """As it would be had it gone otherwise."""
    reader = await known(bot, person)
    with closing(sqlite3.connect(bot.database.path)) as connection:
        connection.execute(
            "UPDATE deliveries SET reached = ?, reason = ?, message_ids = '', sent_at = NULL"
            " WHERE announcement_id = ? AND person_id = ?",
            (reached.value, reason, number, reader.id),
        )
        connection.commit()


async def test_the_report_says_who_has_read_it_by_region_and_language(bot: Living) -> None:
    bot.world.block(SPANIARD, True)
    await bot.idle()
    number = await announced(bot)
    for reader in (FOCAL_POINT, ARAB):
        await confirm(bot, reader, number)
    message = await report(bot, number)
    assert "✅ Sent." in message.text
    assert "Sent: 5" in message.text
    assert "Blocked the bot or left: 1" in message.text
    assert "Confirmed: 2 of 5 (40%)" in message.text
    assert "sent to 5 of 6, confirmed 2 (40%)" in message.text
    assert "Arabic: sent to 1 of 1, confirmed 1 (100%)" in message.text
    assert "Spanish: sent to 0 of 1, confirmed 0 (0%)" in message.text
    assert "Send to those missed" not in labels(message), "whoever has blocked the bot cannot be reached"


async def test_reasons_are_named(bot: Living) -> None:
    number = await announced(bot, confirm=False)
    await set_reached(bot, number, FRENCH, Reached.FAILED, "Bad Request: <chat> not found")
    message = await report(bot, number)
    assert "Refused by Telegram: 1" in message.text
    assert "Bad Request: <chat> not found: 1" in message.text
    assert "Confirmed" not in message.text


async def test_it_is_sent_again_to_those_alone_who_were_not_reached_and_once(bot: Living) -> None:
    number = await announced(bot)
    await set_reached(bot, number, FRENCH, Reached.FAILED, "Bad Request")
    before = {reader: len(bot.from_bot(reader)) for reader in READERS}
    message = await force(bot, ANA, await report(bot, number), f"annretry|{number}")
    assert "being sent to 1 person" in message.text
    await force(bot, ANA, message, f"annretry|{number}")
    await at_rest(bot, number)
    got = {reader: len(bot.from_bot(reader)) - before[reader] for reader in READERS}
    assert got == {reader: int(reader == FRENCH) for reader in READERS}
    message = await force(bot, ANA, message, f"annretry|{number}")
    assert "nobody left" in message.text


async def test_those_of_whom_it_is_not_known_get_it_only_where_somebody_says_so(bot: Living) -> None:
    number = await announced(bot)
    await set_reached(bot, number, FRENCH, Reached.UNKNOWN)
    message = await report(bot, number)
    assert "Send to those missed" not in labels(message)
    message = await tap(bot, ANA, message, f"annafter|{number}|unknown")
    assert "may get it twice" in message.text
    before = len(bot.from_bot(FRENCH))
    await tap(bot, ANA, message, f"annunknown|{number}")
    await at_rest(bot, number)
    assert len(bot.from_bot(FRENCH)) == before + 1
    assert "Sent: 6" in (await report(bot, number)).text


async def test_those_are_reminded_who_have_not_confirmed_and_once_a_day(bot: Living) -> None:
    number = await announced(bot)
    await confirm(bot, FOCAL_POINT, number)
    before = {reader: len(bot.from_bot(reader)) for reader in READERS}
    message = await tap(bot, ANA, await report(bot, number), f"annafter|{number}|remind")
    assert "5 people" in message.text
    assert all(len(bot.from_bot(reader)) == before[reader] for reader in READERS), "it asks first"
    message = await tap(bot, ANA, message, f"annremind|{number}")
    assert "5 people are being reminded" in message.text
    await at_rest(bot, number)
    message = await force(bot, ANA, message, f"annremind|{number}")
    assert "nobody left" in message.text
    await at_rest(bot, number)
    got = {reader: len(bot.from_bot(reader)) - before[reader] for reader in READERS}
    assert got == {reader: int(reader != FOCAL_POINT) for reader in READERS}
    await confirm(bot, FRENCH, number)
    later(bot, timedelta(days=1, minutes=1))
    message = await force(bot, ANA, message, f"annremind|{number}")
    assert "4 people are being reminded" in message.text


async def test_what_asks_for_no_confirmation_reminds_nobody(bot: Living) -> None:
    number = await announced(bot, confirm=False)
    message = await force(bot, ANA, await report(bot, number), f"annremind|{number}")
    assert "not possible" in message.text
    assert "Remind" not in labels(message)


async def test_withdrawing_asks_and_leaves_nothing(bot: Living) -> None:
    number = await announced(bot)
    message = await tap(bot, ANA, await report(bot, number), f"annafter|{number}|withdraw")
    assert "sent to 6 people" in message.text
    assert (await kept(bot, number)).state is State.DONE
    message = await tap(bot, ANA, message, f"annback|{number}")
    assert "It is being withdrawn." in message.text
    await at_rest(bot, number)
    assert not any(TEXTS["fr"][:10] in each.text for each in bot.from_bot(FRENCH))
    message = await force(bot, ANA, message, f"annback|{number}")
    assert "not possible" in message.text
    assert acts(bot).count("announcement.withdrawn") == 1


async def test_the_workbook_names_every_reader_and_the_log_notes_who_took_it(bot: Living) -> None:
    number = await announced(bot)
    await confirm(bot, FOCAL_POINT, number)
    await tap(bot, ANA, await report(bot, number), f"annxlsx|{number}")
    await bot.idle()
    book = load_workbook(io.BytesIO(file_of(bot, bot.from_bot(ANA)[-1].media)))
    head, *lines = book["Recipients"].iter_rows(values_only=True)
    assert head[:4] == ("Country", "Name", "Language", "Result")
    assert {line[1] for line in lines} >= {"Nino Beridze", "سامي حداد"}
    assert [line[1] for line in lines if line[7]] == ["Nino Beridze"]
    assert "deliveries.exported" in acts(bot)


async def test_others_see_nothing_of_it(bot: Living) -> None:
    number = await announced(bot)
    assert "Envoyée : 6" in (await report(bot, number, BEN)).text.replace("\u00a0", " ")
    for data in ("annreport", "annxlsx", "annretry", "annunknown", "annremind", "annback"):
        message = bot.from_bot(OTHER_REGION)[-1] if bot.from_bot(OTHER_REGION) else await bot.ask(OTHER_REGION, "/help")
        await force(bot, OTHER_REGION, message, f"{data}|{number}")
        assert TEXTS["ar"][:8] not in bot.from_bot(OTHER_REGION)[-1].text
    assert (await kept(bot, number)).state is State.DONE
    assert "announcement.withdrawn" not in acts(bot)


async def test_whoever_announces_no_more_gets_no_workbook(bot: Living) -> None:
    number = await announced(bot)
    message = await report(bot, number)
    await demote(bot, ANA)
    before = len(bot.from_bot(ANA))
    await force(bot, ANA, message, f"annxlsx|{number}")
    assert all(not each.media for each in bot.from_bot(ANA)[before:])
