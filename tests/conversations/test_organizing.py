"""Organizers see who comes, in numbers and by name, and look after that; nobody else does."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.attendance import Answer, Seat
from bot.domain.people import Grant, Role
from bot.services.roles import Roles
from bot.simulator.messages import Message
from tests.conversations.answering import (
    ANA,
    BEN,
    CIS,
    CLAIRE,
    DAN,
    GIORGI,
    MEETING,
    OLGA,
    answer,
    card,
    data_on,
    press,
    room,
    rsvp,
    stands,
    told,
)
from tests.conversations.office import acts, demote, force, known, tap
from tests.living import Living, labels


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """One place in person, seven people."""
    async with room(tmp_path) as alive:
        yield alive


async def board(bot: Living, organizer: int = CLAIRE) -> Message:
    """The numbers, asked for by command."""
    return await tap(bot, organizer, await bot.ask(organizer, "/attendance"), f"board|{MEETING}")


async def names(bot: Living, group: str, organizer: int = CLAIRE) -> Message:
    return await tap(bot, organizer, await board(bot, organizer), f"names|{MEETING}|{group}|0")


def detail(bot: Living, act: str) -> list[str]:
    """What the audit log tells of these acts."""
    with closing(sqlite3.connect(bot.database.path)) as connection:
        return [row for (row,) in connection.execute("SELECT detail FROM audit WHERE act = ?", (act,))]


async def test_the_numbers_are_what_people_did(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await answer(bot, BEN, "in_person")
    await answer(bot, CIS, "online")
    await answer(bot, DAN, "no")
    shown = await board(bot)
    for line in (
        "Answers: 4",
        "In person: 1\n",
        "Online: 1\n",
        "Waiting list: 1\n",
        "Not coming: 1\n",
        "Not answered: 1\n",
        "Places in person: 1, free: 0",
        "Places online: 300, free: 299",
        "• English: 2 · 4 · 1",
        "Answers are taken until",
    ):
        assert line in shown.text, line


async def test_one_answer_for_several_counts_as_so_many_people(bot: Living) -> None:
    await press(bot, CLAIRE, await board(bot), f"places|{MEETING}|in_person")
    await bot.ask(CLAIRE, "10")
    await answer(bot, ANA, "in_person", party=3)
    assert "In person: 1 (3 people)" in (await board(bot)).text


async def test_the_board_follows_where_it_stands(bot: Living) -> None:
    shown = await board(bot)
    assert "Answers: 0" in shown.text
    await answer(bot, ANA, "in_person")
    await bot.until(lambda: "Answers: 1" in bot.world.chats[CLAIRE].messages[shown.id].text)
    assert "In person: 1" in bot.world.chats[CLAIRE].messages[shown.id].text


async def test_whoever_is_no_organizer_any_more_loses_the_numbers(bot: Living) -> None:
    shown = await board(bot)
    await answer(bot, CIS, "online")
    await bot.until(lambda: "Answers: 1" in bot.world.chats[CLAIRE].messages[shown.id].text)
    await demote(bot, CLAIRE)
    await answer(bot, ANA, "in_person")
    await bot.until(lambda: "Answers" not in bot.world.chats[CLAIRE].messages[shown.id].text)
    refused = await force(bot, CLAIRE, shown, f"names|{MEETING}|online|0")
    assert not [each for each in labels(refused) if "Cis" in each]


ACTS = (
    f"board|{MEETING}",
    f"names|{MEETING}|in_person|0",
    f"entry|{MEETING}|1",
    f"silent|{MEETING}|2",
    "lateone|1",
    f"move|{MEETING}|1|no",
    f"askunrsvp|{MEETING}|1",
    f"unrsvp|{MEETING}|1",
    f"enter|{MEETING}|2|no",
    f"addone|{MEETING}",
    f"addof|{MEETING}|GE",
    f"addwith|{MEETING}|no",
    f"door|{MEETING}|closed",
    f"places|{MEETING}|in_person",
    f"packplaces|{MEETING}|in_person",
    f"chase|{MEETING}",
    f"chasenow|{MEETING}",
)


@pytest.mark.parametrize("who", ["nfp", "regional secretariat", "organizer of another meeting"])
async def test_nobody_else_sees_or_does_any_of_it(bot: Living, who: str) -> None:
    await answer(bot, ANA, "in_person")
    other = {"nfp": BEN, "regional secretariat": GIORGI, "organizer of another meeting": OLGA}[who]
    if other == OLGA:
        await demote(bot, OLGA)
        person = await known(bot, OLGA)
        async with bot.database.unit_of_work() as uow:
            await Roles(uow, bot.clock.now()).give(person, Grant(Role.ORGANIZER, meeting="other-2023"), by=None)
            await uow.commit()
    before = acts(bot)
    for data in ACTS:
        refused = await force(bot, other, await bot.ask(other, "/help"), data)
        assert "Ana" not in refused.text + str(labels(refused)), data
        assert not [each for each in data_on(refused) if MEETING in each], data
    assert acts(bot) == before
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)
    assert await stands(bot, BEN) is None


async def test_names_and_notes_are_for_organizers(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    note = await bot.ask(ANA, "/help")
    await press(bot, ANA, note, f"detail|{MEETING}|travel")
    await bot.ask(ANA, "By the night train")
    listed = await names(bot, "in_person")
    assert "In person: 1" in listed.text
    assert "Ana · Georgia" in labels(listed)
    found = await rsvp(bot, ANA)
    assert found is not None
    entry = await tap(bot, CLAIRE, listed, f"entry|{MEETING}|{found.id}")
    assert "Ana · Georgia" in entry.text
    assert "Travel: By the night train" in entry.text
    with closing(sqlite3.connect(bot.database.path)) as connection:
        stored = b"".join(row for (row,) in connection.execute("SELECT message FROM outbox WHERE message IS NOT NULL"))
    assert b"night train" not in stored


async def test_somebody_whose_name_is_not_known_is_called_by_role_and_country(bot: Living) -> None:
    person = await known(bot, BEN)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_name(person.id, None)
        await uow.commit()
    assert "Republic of Moldova · National Focal…" in labels(await names(bot, "silent"))


async def test_the_waiting_list_is_shown_in_order_and_a_place_can_be_given(bot: Living) -> None:
    for person in (ANA, BEN, CIS):
        await answer(bot, person, "in_person")
    listed = await names(bot, "waiting")
    assert labels(listed)[:2] == ["1. Ben · Republic of Moldova", "2. Cis · Jordan"]
    found = await rsvp(bot, CIS)
    assert found is not None
    entry = await tap(bot, CLAIRE, listed, f"entry|{MEETING}|{found.id}")
    assert "On the waiting list, number 2" in entry.text
    given = await bot.press(CLAIRE, entry, "Give a place")
    assert "waiting list" not in given.text.lower()
    assert await stands(bot, CIS) == (Answer.IN_PERSON, Seat.TAKEN, 1)
    assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.WAITING, 1)
    assert "exceeded by: 1" in (await board(bot)).text


async def test_an_answer_that_came_by_mail_is_entered_once(bot: Living) -> None:
    who = await known(bot, BEN)
    listed = await names(bot, "silent")
    entry = await tap(bot, CLAIRE, listed, f"silent|{MEETING}|{who.id}")
    assert "No answer yet." in entry.text
    for _ in range(2):
        entry = await force(bot, CLAIRE, entry, f"enter|{MEETING}|{who.id}|online")
    assert "Answer: online" in entry.text
    assert await stands(bot, BEN) == (Answer.ONLINE, Seat.TAKEN, 1)
    assert acts(bot).count("attendance.entered") == 1
    assert detail(bot, "attendance.entered") == [f'{{"answer":"online","country":"MD","meeting":"{MEETING}"}}']


async def test_whoever_has_answered_meanwhile_is_not_overruled(bot: Living) -> None:
    who = await known(bot, BEN)
    entry = await tap(bot, CLAIRE, await names(bot, "silent"), f"silent|{MEETING}|{who.id}")
    await answer(bot, BEN, "no")
    shown = await tap(bot, CLAIRE, entry, f"enter|{MEETING}|{who.id}|online")
    assert "Answer: not coming" in shown.text
    assert await stands(bot, BEN) == (Answer.NO, Seat.NONE, 1)


async def test_an_answer_is_taken_away_after_a_question(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await answer(bot, BEN, "in_person")
    found = await rsvp(bot, ANA)
    assert found is not None
    entry = await tap(bot, CLAIRE, await names(bot, "in_person"), f"entry|{MEETING}|{found.id}")
    asked = await tap(bot, CLAIRE, entry, f"askunrsvp|{MEETING}|{found.id}")
    assert "Remove this answer?" in asked.text
    assert await stands(bot, ANA) is not None
    removed = await tap(bot, CLAIRE, asked, f"unrsvp|{MEETING}|{found.id}")
    assert "No answer yet." in removed.text
    assert await stands(bot, ANA) is None
    assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.OFFERED, 1)
    again = await force(bot, CLAIRE, removed, f"unrsvp|{MEETING}|{found.id}")
    assert "no longer there" in again.text
    assert acts(bot).count("attendance.removed") == 1


async def test_somebody_who_is_not_on_telegram_is_added_once(bot: Living) -> None:
    asked = await tap(bot, CLAIRE, await board(bot), f"addone|{MEETING}")
    assert "From which country?" in asked.text
    await bot.ask(CLAIRE, "qwertz")
    named = await bot.ask(CLAIRE, "Armenia")
    assert "Armenia" in named.text
    assert "name" in named.text
    ready = await bot.ask(CLAIRE, "Anahit Sargsyan")
    assert "Anahit Sargsyan · Armenia" in ready.text
    for _ in range(2):
        entered = await force(bot, CLAIRE, ready, f"addwith|{MEETING}|online")
        assert "Anahit Sargsyan · Armenia" in entered.text
        assert "not on Telegram" in entered.text
    listed = await names(bot, "online")
    assert "Online: 1" in listed.text
    assert "Anahit Sargsyan · Armenia" in labels(listed)
    assert "• Not on Telegram: 1 · 1 · 0" in (await board(bot)).text
    assert "Anahit" not in str(detail(bot, "attendance.entered"))


async def test_several_countries_are_asked_back(bot: Living) -> None:
    await tap(bot, CLAIRE, await board(bot), f"addone|{MEETING}")
    proposed = await bot.ask(CLAIRE, "Congo or so")
    named = await tap(bot, CLAIRE, proposed, f"addof|{MEETING}|CD")
    assert "Congo" in named.text


async def test_without_a_key_no_name_is_asked_for(tmp_path: Path) -> None:
    async with room(tmp_path, key=None) as bot:
        await tap(bot, CLAIRE, await board(bot), f"addone|{MEETING}")
        ready = await bot.ask(CLAIRE, "Armenia")
        assert "keeps no names" in ready.text
        entered = await tap(bot, CLAIRE, ready, f"addwith|{MEETING}|no")
        assert "Armenia" in entered.text


async def test_adding_ends_when_it_is_taken_back_or_something_else_is_done(bot: Living) -> None:
    await tap(bot, CLAIRE, await board(bot), f"addone|{MEETING}")
    assert "Answers: 0" in (await bot.ask(CLAIRE, "never mind")).text
    await tap(bot, CLAIRE, await board(bot), f"addone|{MEETING}")
    await bot.ask(CLAIRE, "/help")
    assert "name" not in (await bot.ask(CLAIRE, "Armenia")).text.split("\n")[0].lower()


async def test_answers_are_closed_opened_and_left_to_the_content_again(bot: Living) -> None:
    closed = await tap(bot, CLAIRE, await board(bot), f"door|{MEETING}|closed")
    assert "Answers are closed" in closed.text
    refused = await answer(bot, ANA, "in_person")
    assert "no longer taken" in refused.text
    assert await stands(bot, ANA) is None
    opened = await tap(bot, CLAIRE, closed, f"door|{MEETING}|open")
    assert "until the meeting begins" in opened.text
    left = await tap(bot, CLAIRE, opened, f"door|{MEETING}|pack")
    assert "Dates as published" not in labels(left)
    await force(bot, CLAIRE, left, f"door|{MEETING}|pack")
    assert [each for each in acts(bot) if each.startswith("attendance")] == ["attendance.door"] * 3


async def test_more_places_go_to_those_who_wait(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await answer(bot, BEN, "in_person")
    asked = await tap(bot, CLAIRE, await board(bot), f"places|{MEETING}|in_person")
    assert "Places in person: 1, free: 0" in asked.text
    assert "Please type one number" in (await bot.ask(CLAIRE, "1 or 2")).text
    shown = await bot.ask(CLAIRE, "٢")
    assert "Places in person: 2, free: 0" in shown.text
    await told(bot, BEN, "place")
    assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.OFFERED, 1)
    assert detail(bot, "attendance.places") == [f'{{"meeting":"{MEETING}","mode":"in_person","places":"2"}}']


async def test_fewer_places_than_people_throw_nobody_out(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await tap(bot, CLAIRE, await board(bot), f"places|{MEETING}|in_person")
    shown = await bot.ask(CLAIRE, "0")
    assert "Places in person: 0, exceeded by: 1" in shown.text
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)
    asked = await tap(bot, CLAIRE, shown, f"places|{MEETING}|in_person")
    assert "Places in person: 1, free: 0" in (await bot.press(CLAIRE, asked, "As published")).text


async def test_those_who_cannot_be_written_to_stand_apart(bot: Living) -> None:
    person = await known(bot, BEN)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_unreachable(person.id, bot.clock.now() - timedelta(days=1))
        await uow.commit()
    shown = await board(bot)
    assert "Not answered: 4\n" in shown.text
    assert "Not reachable: 1\n" in shown.text
    listed = await names(bot, "unreachable")
    assert "Ben · Republic of Moldova" in labels(listed)
    assert "Armenia" in listed.text
    assert "Moldova" not in listed.text


async def test_late_requests_are_decided_from_the_board(bot: Living) -> None:
    await tap(bot, CLAIRE, await board(bot), f"door|{MEETING}|closed")
    await press(bot, ANA, await bot.ask(ANA, "/help"), f"late|{MEETING}|online|0")
    listed = await names(bot, "late")
    assert "Late requests: 1" in listed.text
    request = await bot.press(CLAIRE, listed, "Ana · Georgia")
    await bot.press(CLAIRE, request, "Allow")
    assert await stands(bot, ANA) == (Answer.ONLINE, Seat.TAKEN, 1)


async def test_pages_are_turned(bot: Living) -> None:
    async with bot.database.unit_of_work() as uow:
        for number in range(20):
            person = await uow.people.add(30_000 + number, "ar", bot.clock.now())
            await uow.people.set_country(person.id, "KE", "Africa/Nairobi", bot.clock.now())
            await Roles(uow, bot.clock.now()).give(person, Grant(Role.NFP, country="KE"), by=None)
        await uow.commit()
    first = await names(bot, "silent")
    assert "Not answered: 25" in first.text
    assert "Shown: 1–8" in first.text
    second = await tap(bot, CLAIRE, first, f"names|{MEETING}|silent|1")
    assert "Shown: 9–16" in second.text
    last = await force(bot, CLAIRE, second, f"names|{MEETING}|silent|99")
    assert "Shown: 25–25" in last.text
    assert len([each for each in data_on(last) if "silent|" in each]) == 2


async def test_an_organizer_finds_the_board_on_the_card_and_a_focal_point_does_not(bot: Living) -> None:
    assert f"v1|board|{MEETING}" in data_on(await card(bot, CLAIRE))
    assert f"v1|board|{MEETING}" not in data_on(await card(bot, ANA))
