"""Whether focal points come to Brussels: they answer, change their mind, wait for a place, and get one or lose it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.attendance import Answer, Seat, Why
from tests.conversations.answering import (
    ANA,
    BEN,
    CIS,
    DAN,
    GIORGI,
    MEETING,
    answer,
    card,
    data_on,
    history,
    press,
    room,
    rsvp,
    stands,
    told,
)
from tests.conversations.conftest import GUEST_ES
from tests.conversations.office import LINK, demote, force, known, later, tap
from tests.living import Living, labels

CLOSED = datetime(2023, 6, 8, 9, tzinfo=UTC)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with room(tmp_path) as alive:
        yield alive


async def test_a_card_stays_a_card_and_shows_the_answer(bot: Living) -> None:
    asked = await card(bot, ANA)
    assert "You have not answered yet." in asked.text
    assert "Please answer by Thursday 8 June 2023, 02:00 (Tbilisi)." in asked.text
    assert "Places left in person: 1" in asked.text

    coming = await tap(bot, ANA, asked, f"rsvp|{MEETING}|in_person|card")
    assert coming.id == asked.id
    assert "Your answer: in person" in coming.text
    assert labels(coming)[:4] == ["✓ In person", "Online", "Not sure yet", "Not coming"]
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)

    changed = await tap(bot, ANA, coming, f"rsvp|{MEETING}|online|card")
    assert "Your answer: online" in changed.text
    assert "✓ Online" in labels(changed)
    assert await stands(bot, ANA) == (Answer.ONLINE, Seat.TAKEN, 1)


async def test_any_other_message_becomes_the_receipt(bot: Living) -> None:
    receipt = await answer(bot, ANA, "in_person")
    assert "Your answer: in person" in receipt.text
    assert "Noted: Monday 17 April 2023, 13:00 (Tbilisi)" in receipt.text
    assert "You can change your answer until Thursday 8 June 2023, 02:00 (Tbilisi)." in receipt.text
    assert "The organizers would also like to know: how many people will come" in receipt.text
    again = await tap(bot, ANA, receipt, f"rsvps|{MEETING}")
    declined = await tap(bot, ANA, again, f"rsvp|{MEETING}|no|note")
    assert "Your answer: not coming" in declined.text
    assert "would also like to know" not in declined.text
    whole = await tap(bot, ANA, declined, f"meeting|{MEETING}")
    assert "✓ Not coming" in labels(whole)


async def test_pressing_twice_is_pressing_once(bot: Living) -> None:
    note = await bot.ask(ANA, "/help")
    for _ in range(2):
        bot.world.press_data(ANA, note.id, f"v1|rsvp|{MEETING}|in_person|note")
    await bot.idle()
    assert [past.answer for past in await history(bot)] == [Answer.IN_PERSON]
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)


@pytest.mark.parametrize(
    "data",
    [
        f"rsvp|{MEETING}|maybe|note",
        "rsvp|no-such-meeting|no|note",
        f"rsvpfor|{MEETING}|in_person|0",
        f"rsvpfor|{MEETING}|in_person|21",
        f"rsvpfor|{MEETING}|in_person|-1",
        f"late|{MEETING}|no|0",
        f"late|{MEETING}|whatever|0",
        f"detail|{MEETING}|travel",
        f"nodetail|{MEETING}|party_size",
    ],
)
async def test_a_forged_button_changes_nothing(bot: Living, data: str) -> None:
    note = await bot.ask(ANA, "/help")
    before = note.text
    assert (await press(bot, ANA, note, data)).text != before
    assert await history(bot) == []


async def test_two_people_take_the_last_place_at_the_same_instant(bot: Living) -> None:
    notes = {person: await bot.ask(person, "/help") for person in (ANA, BEN, CIS, DAN)}
    for person, note in notes.items():
        bot.world.press_data(person, note.id, f"v1|rsvp|{MEETING}|in_person|note")
    await bot.idle()
    seats = [(await stands(bot, person) or (None, None))[1] for person in notes]
    assert sorted(filter(None, seats)) == [Seat.TAKEN, Seat.WAITING, Seat.WAITING, Seat.WAITING]
    for person, seat in zip(notes, seats, strict=True):
        text = bot.world.chats[person].messages[notes[person].id].text
        assert ("You are on the waiting list" in text) == (seat is Seat.WAITING)


async def test_a_waiting_list_moves_up_one_at_a_time(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    for number, person in enumerate((BEN, CIS, DAN), 1):
        waiting = await answer(bot, person, "in_person")
        assert f"You are on the waiting list, number {number}." in waiting.text

    # The place becomes free: it is the first one's turn, and nobody else hears of it.
    await answer(bot, ANA, "no")
    offer = await told(bot, BEN, "A place to attend in person is free for you.")
    assert "A place is kept for you until Wednesday 19 April 2023, 12:00 (Chisinau)." in offer.text
    assert "✓" not in "".join(labels(offer))
    assert not [message for message in bot.from_bot(CIS) if "is free for you" in message.text]
    assert "number 1." in (await card(bot, CIS)).text

    receipt = await tap(bot, BEN, offer, f"rsvp|{MEETING}|in_person|note")
    assert receipt.id == offer.id
    assert "Your answer: in person" in receipt.text
    assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.TAKEN, 1)

    # The next one declines what they are offered; it goes on at once.
    await answer(bot, BEN, "online")
    offer = await told(bot, CIS, "A place to attend in person is free for you.")
    await tap(bot, CIS, offer, f"rsvp|{MEETING}|no|note")
    assert await stands(bot, CIS) == (Answer.NO, Seat.NONE, 1)
    await told(bot, DAN, "A place to attend in person is free for you.")
    assert await stands(bot, DAN) == (Answer.IN_PERSON, Seat.OFFERED, 1)


async def test_whoever_does_not_confirm_in_time_loses_the_place_to_the_next(bot: Living) -> None:
    for person in (ANA, BEN, CIS):
        await answer(bot, person, "in_person")
    await answer(bot, ANA, "unsure")
    offer = await told(bot, BEN, "is free for you")
    later(bot, timedelta(hours=47))
    await bot.caught_up()
    assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.OFFERED, 1)
    later(bot, timedelta(hours=2))
    lapsed = await told(bot, BEN, "was not confirmed in time")
    assert "To return to the waiting list, please give your answer again." in lapsed.text
    await told(bot, CIS, "is free for you")

    # The old button of the offer still works: it puts its owner back in line, behind nobody.
    back = await tap(bot, BEN, offer, f"rsvp|{MEETING}|in_person|note")
    assert "You are on the waiting list, number 1." in back.text
    assert [past.why for past in await history(bot)][-4:] == [Why.OFFERED, Why.LAPSED, Why.OFFERED, Why.ANSWERED]


async def test_a_place_on_offer_can_be_confirmed_after_the_deadline(tmp_path: Path) -> None:
    at = datetime(2023, 6, 7, 14, tzinfo=UTC)
    async with room(tmp_path, at=at) as bot:
        await answer(bot, ANA, "in_person")
        await answer(bot, BEN, "in_person")
        await answer(bot, ANA, "no")
        offer = await told(bot, BEN, "is free for you")
        later(bot, timedelta(hours=18))
        receipt = await tap(bot, BEN, offer, f"rsvp|{MEETING}|in_person|note")
        assert "Answers can no longer be changed here." in receipt.text
        assert await stands(bot, BEN) == (Answer.IN_PERSON, Seat.TAKEN, 1)


async def test_more_people_than_there_are_places_are_refused_and_the_place_stays(tmp_path: Path) -> None:
    async with room(tmp_path, capacity={"in_person": 3}) as bot:
        await answer(bot, ANA, "in_person")
        await answer(bot, BEN, "in_person")
        refused = await answer(bot, ANA, "in_person", party=3)
        assert "There are not enough places for this answer: in person, 3 people." in refused.text
        assert "Places left in person: 1" in refused.text
        assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 1)
        receipt = await answer(bot, ANA, "in_person", party=2)
        assert "Your answer: in person, 2 people" in receipt.text
        assert "In person: no places left" in (await card(bot, CIS)).text
        assert "In person: waiting list" in labels(await card(bot, CIS))


async def test_answers_are_taken_from_a_day_on(tmp_path: Path) -> None:
    async with room(tmp_path, opens="2023-05-02") as bot:
        early = await answer(bot, ANA, "no")
        assert "Answers are not taken yet." in early.text
        assert "You can answer from Tuesday 2 May 2023, 02:00 (Tbilisi)." in early.text
        assert f"v1|rsvp|{MEETING}|no|card" not in data_on(await card(bot, ANA))
        later(bot, timedelta(days=15))
        assert "Your answer: not coming" in (await answer(bot, ANA, "no")).text


async def test_nobody_answers_what_is_over(tmp_path: Path) -> None:
    async with room(tmp_path, at=datetime(2023, 6, 16, 9, tzinfo=UTC)) as bot:
        assert "This meeting is over or has been cancelled" in (await answer(bot, ANA, "no")).text
        shown = await card(bot, ANA)
        assert "Ended on 15 June 2023" in shown.text
        assert not [data for data in data_on(shown) if data.startswith("v1|rsvp")]


async def test_a_guest_is_told_how_to_get_access_instead(bot: Living) -> None:
    note = await bot.ask(ANA, "/help")
    await demote(bot, ANA)
    refused = await force(bot, ANA, note, f"rsvp|{MEETING}|no|note")
    assert refused.text.startswith("You do not have access to this")
    assert await history(bot) == []


async def test_whoever_takes_a_country_over_has_its_answer(bot: Living) -> None:
    receipt = await answer(bot, ANA, "in_person")
    for detail, words in (("travel", "Arriving by the night train"), ("substitute", "Nino Beridze")):
        await force(bot, ANA, receipt, f"detail|{MEETING}|{detail}")
        await bot.ask(ANA, words)
    people = await bot.ask(GIORGI, "/people")
    predecessor = await known(bot, ANA)
    async with bot.database.unit_of_work() as uow:
        (held,) = await uow.grants.of(predecessor.id)
    member = await tap(bot, GIORGI, people, f"member|{held.id}")
    link = LINK.search((await tap(bot, GIORGI, member, f"handover|{held.id}")).text)
    assert link
    await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES, link[1]), 3)

    notice = await told(bot, GUEST_ES, "esta respuesta pasa a ser suya")
    assert "Su respuesta: asistencia presencial" in notice.text
    passed = await rsvp(bot, GUEST_ES)
    assert passed is not None
    assert (passed.country, passed.seat, passed.travel) == ("GE", Seat.TAKEN, None)
    assert await rsvp(bot, ANA) is None
    changed = await tap(bot, GUEST_ES, notice, f"rsvp|{MEETING}|online|note")
    assert "Su respuesta: asistencia en línea" in changed.text
    refused = await tap(bot, ANA, await bot.ask(ANA, "/help"), "meetings|upcoming|0")
    assert MEETING not in " ".join(data_on(refused))


@pytest.mark.parametrize("place", [1, 2])
async def test_those_behind_somebody_who_is_forgotten_move_up_in_order(bot: Living, place: int) -> None:
    line = [BEN, CIS, DAN]
    for person in (ANA, *line):
        await answer(bot, person, "in_person")
    gone = line.pop(place)
    asked = await bot.ask(gone, "/forget")
    await tap(bot, gone, asked, "forgetme")
    for number, person in enumerate(line, 1):
        assert f"number {number}." in (await card(bot, person)).text
    await answer(bot, ANA, "no")
    offer = await told(bot, line[0], "is free for you")
    await tap(bot, line[0], offer, f"rsvp|{MEETING}|no|note")
    await told(bot, line[1], "is free for you")


async def test_the_place_of_somebody_who_is_forgotten_goes_to_the_next(bot: Living) -> None:
    await answer(bot, ANA, "in_person")
    await answer(bot, BEN, "in_person")
    await tap(bot, ANA, await bot.ask(ANA, "/forget"), "forgetme")
    await told(bot, BEN, "is free for you")
