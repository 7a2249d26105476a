"""What organizers ask besides: how many people, who comes instead, notes on travel and access."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.attendance import Answer, Seat
from bot.simulator.messages import Message
from tests.conversations.answering import ANA, MEETING, answer, press, room, rsvp, stands
from tests.conversations.office import force, tap
from tests.living import Living, labels


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with room(tmp_path, capacity={"in_person": 5}) as alive:
        yield alive


async def details(bot: Living) -> Message:
    """What is asked of somebody who comes."""
    receipt = await answer(bot, ANA, "in_person")
    return await tap(bot, ANA, receipt, f"details|{MEETING}")


async def test_notes_are_told_changed_and_erased(bot: Living) -> None:
    shown = await details(bot)
    assert "Travel: –" in shown.text
    asked = await tap(bot, ANA, shown, f"detail|{MEETING}|travel")
    assert "about your travel" in asked.text
    told = await bot.ask(ANA, "Flight LO 724,\nback on Friday  evening")
    assert "Travel: Flight LO 724, back on Friday evening" in told.text
    assert "deleted 30 days after the meeting" in told.text

    again = await tap(bot, ANA, told, f"detail|{MEETING}|travel")
    assert "Travel: Flight LO 724" in again.text
    changed = await bot.ask(ANA, "By train")
    assert "Travel: By train" in changed.text
    again = await tap(bot, ANA, changed, f"detail|{MEETING}|travel")
    erased = await tap(bot, ANA, again, f"nodetail|{MEETING}|travel")
    assert "Travel: –" in erased.text
    kept = await rsvp(bot, ANA)
    assert kept is not None
    assert kept.travel is None


async def test_they_are_kept_encrypted(bot: Living) -> None:
    shown = await details(bot)
    for detail, words in (("travel", "SECRETFLIGHT"), ("access", "SECRETDIET"), ("substitute", "SECRETNAME")):
        await force(bot, ANA, shown, f"detail|{MEETING}|{detail}")
        await bot.ask(ANA, words)
    kept = await rsvp(bot, ANA)
    assert kept is not None
    assert (kept.travel, kept.access, kept.substitute) == ("SECRETFLIGHT", "SECRETDIET", "SECRETNAME")
    with closing(sqlite3.connect(bot.database.path)) as connection:
        stored = "\n".join(connection.iterdump())
    assert "SECRET" not in stored


async def test_what_is_too_long_loses_nothing_and_is_awaited_still(bot: Living) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|access")
    refused = await bot.ask(ANA, "x" * 501)
    assert "Your text has 501 characters, and I can keep 500." in refused.text
    assert "Needs on site: step-free" in (await bot.ask(ANA, "step-free")).text


@pytest.mark.parametrize("way", ["/help", "cancel"])
async def test_a_command_or_a_word_ends_the_wait(bot: Living, way: str) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|travel")
    await bot.ask(ANA, way)
    answered = await bot.ask(ANA, "when is the Brussels meeting?")
    assert "14–15 June 2023" in answered.text or "14 June 2023" in answered.text
    kept = await rsvp(bot, ANA)
    assert kept is not None
    assert kept.travel is None


@pytest.mark.parametrize("said", ["3", "٣", "we will be 3", "3 people please"])
async def test_a_number_of_people_is_typed(bot: Living, said: str) -> None:
    shown = await details(bot)
    asked = await tap(bot, ANA, shown, f"detail|{MEETING}|party_size")
    assert labels(asked)[:6] == ["1", "2", "3", "4", "5", "6"]
    receipt = await bot.ask(ANA, said)
    assert "Your answer: in person, 3 people" in receipt.text
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 3)


@pytest.mark.parametrize("said", ["0", "21", "2 or 3", "lots", "-", "1000000000000000000000"])
async def test_what_is_no_number_of_people_is_asked_again(bot: Living, said: str) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|party_size")
    assert "I need one number here, from 1 to 20." in (await bot.ask(ANA, said)).text
    assert "2 people" in (await bot.ask(ANA, "2")).text


async def test_a_question_in_between_is_answered(bot: Living) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|party_size")
    assert "June 2023" in (await bot.ask(ANA, "when is the Brussels meeting?")).text
    assert "2 people" in (await bot.ask(ANA, "2")).text


async def test_more_people_than_there_is_room_for(bot: Living) -> None:
    shown = await details(bot)
    asked = await tap(bot, ANA, shown, f"detail|{MEETING}|party_size")
    refused = await tap(bot, ANA, asked, f"rsvpfor|{MEETING}|in_person|6")
    assert "There are not enough places for this answer: in person, 6 people." in refused.text
    assert "Places left in person: 4" in refused.text
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)


async def test_nothing_is_asked_of_those_who_do_not_come(bot: Living) -> None:
    await details(bot)
    declined = await answer(bot, ANA, "no")
    assert f"details|{MEETING}" not in str(declined.inline_keyboard)
    for data in (f"details|{MEETING}", f"detail|{MEETING}|travel", f"detail|{MEETING}|nothing"):
        shown = await press(bot, ANA, await bot.ask(ANA, "/help"), data)
        assert "Your answer: not coming" in shown.text
    await bot.ask(ANA, "By train")
    kept = await rsvp(bot, ANA)
    assert kept is not None
    assert kept.travel is None


async def test_without_a_key_no_notes_are_asked_for(tmp_path: Path) -> None:
    async with room(tmp_path, key=None) as bot:
        shown = await details(bot)
        refused = await tap(bot, ANA, shown, f"detail|{MEETING}|travel")
        assert "does not keep such notes at present" in refused.text
        await bot.ask(ANA, "By train")
        kept = await rsvp(bot, ANA)
        assert kept is not None
        assert kept.travel is None
        # A number is no note.
        assert "How many people will come" in (await press(bot, ANA, refused, f"detail|{MEETING}|party_size")).text


ASKED = [
    ("travel", "when is the Brussels meeting?"),
    ("travel", "when is the Brussels meeting"),
    ("access", "what is the agenda in Brussels?"),
    ("substitute", "where is the Brussels meeting"),
]


@pytest.mark.parametrize(("detail", "question"), ASKED)
async def test_a_question_is_no_note_and_the_note_may_still_follow(bot: Living, detail: str, question: str) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|{detail}")
    answered = await bot.ask(ANA, question)
    assert "International NFPs Meeting" in answered.text
    assert "Your answers to the organizers" not in answered.text
    kept = await rsvp(bot, ANA)
    assert kept is not None
    assert (kept.substitute, kept.travel, kept.access) == (None, None, None)
    assert "Maria Lopez" in (await bot.ask(ANA, "Maria Lopez")).text


NOTES = [
    "I need a hotel near the venue",
    "By train, and I need a visa",
    "arrive 13 June Brussels airport, leave 16 June",
    "I am coming by car from Paris",
    "when I arrive on Monday evening I shall need a taxi",
    "прилетаю в понедельник вечером",
    "j'arrive lundi soir en train",
    "أحتاج تأشيرة",
]


@pytest.mark.parametrize("note", NOTES)
async def test_a_note_may_speak_of_what_can_be_asked(bot: Living, note: str) -> None:
    shown = await details(bot)
    await tap(bot, ANA, shown, f"detail|{MEETING}|travel")
    assert note in (await bot.ask(ANA, note)).text
