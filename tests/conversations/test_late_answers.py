"""After the deadline an organizer decides: what is asked for, allowed and refused, and what is pressed too late."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.attendance import Answer, Seat, Why
from bot.simulator.messages import Message
from tests.conversations.answering import (
    ANA,
    BEN,
    CIS,
    CLAIRE,
    MEETING,
    OLGA,
    answer,
    card,
    data_on,
    history,
    late_requests,
    press,
    room,
    stands,
    told,
)
from tests.conversations.office import later, tap
from tests.living import Living, labels


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """On the eve of the deadline."""
    async with room(tmp_path, at=datetime(2023, 6, 7, 12, tzinfo=UTC)) as alive:
        yield alive


async def asked(bot: Living, person: int, said: str, *, party: int | None = None) -> None:
    """Answer too late, and have the organizers asked."""
    refused = await answer(bot, person, said, party=party)
    sent = await press(bot, person, refused, f"late|{MEETING}|{said}|{party or 0}")
    assert "I have asked the organizers to allow this answer" in sent.text


def decision(notice: Message, word: str) -> str:
    (data,) = [each for each in data_on(notice) if each.endswith(word)]
    return data.removeprefix("v1|")


async def test_the_deadline_passes_while_the_keyboard_is_open(bot: Living) -> None:
    shown = await card(bot, ANA)
    later(bot, timedelta(hours=18))
    refused = await tap(bot, ANA, shown, f"rsvp|{MEETING}|in_person|card")
    assert "Answers are no longer taken, so this one was not noted: in person." in refused.text
    assert await stands(bot, ANA) is None
    assert "Ask the organizers" in labels(await card(bot, ANA))
    sent = await tap(bot, ANA, refused, f"late|{MEETING}|in_person|0")
    assert "until then, nothing changes" in sent.text
    assert "You have asked the organizers to allow this answer: in person." in (await card(bot, ANA)).text


async def test_an_organizer_allows_it_and_it_counts(bot: Living) -> None:
    await answer(bot, ANA, "online")
    later(bot, timedelta(hours=18))
    await asked(bot, ANA, "in_person", party=2)
    notice = await told(bot, CLAIRE, "awaits your decision")
    assert "Ana, Georgia" in notice.text
    assert "Answer wanted: in person, 2 people" in notice.text
    second = await told(bot, OLGA, "awaits your decision")

    settled = await tap(bot, CLAIRE, notice, decision(notice, "granted"))
    assert "The answer is noted, and they have been told." in settled.text
    granted = await told(bot, ANA, "The organizers have allowed your answer: in person.")
    assert "Your answer: in person, 2 people" in granted.text
    # An organizer's word holds also where there is no room.
    assert await stands(bot, ANA) == (Answer.IN_PERSON, Seat.TAKEN, 2)
    assert [past.why for past in await history(bot)] == [Why.ANSWERED, Why.GRANTED]

    # Two decide at once: the second one is told, and nothing happens twice.
    gone = await tap(bot, OLGA, second, decision(second, "refused"))
    assert "There is nothing to decide here any more" in gone.text
    assert (
        len([each for each in bot.from_bot(ANA) if "have allowed" in each.text or "could not allow" in each.text]) == 1
    )


async def test_an_organizer_refuses_it_and_nothing_changes(bot: Living) -> None:
    await answer(bot, ANA, "online")
    later(bot, timedelta(hours=18))
    await asked(bot, ANA, "no")
    notice = await told(bot, CLAIRE, "awaits your decision")
    settled = await tap(bot, CLAIRE, notice, decision(notice, "refused"))
    assert "Nothing changes, and they have been told." in settled.text
    refused = await told(bot, ANA, "could not allow this answer: not coming")
    assert "Your answer: online" in refused.text
    assert await stands(bot, ANA) == (Answer.ONLINE, Seat.TAKEN, 1)
    assert await late_requests(bot) == []


async def test_asking_twice_is_asking_once(bot: Living) -> None:
    later(bot, timedelta(hours=18))
    refused = await answer(bot, BEN, "in_person")
    for _ in range(2):
        bot.world.press_data(BEN, refused.id, f"v1|late|{MEETING}|in_person|0")
    await bot.idle()
    await told(bot, CLAIRE, "awaits your decision")
    assert len([each for each in bot.from_bot(CLAIRE) if "awaits your decision" in each.text]) == 1


async def test_an_organizer_decides_on_what_they_were_shown(bot: Living) -> None:
    later(bot, timedelta(hours=18))
    await asked(bot, CIS, "in_person")
    first = await told(bot, CLAIRE, "Answer wanted: in person")
    await asked(bot, CIS, "online")
    second = await told(bot, CLAIRE, "Answer wanted: online")
    gone = await tap(bot, CLAIRE, first, decision(first, "granted"))
    assert "the request has changed" in gone.text
    assert await stands(bot, CIS) is None
    await tap(bot, CLAIRE, second, decision(second, "granted"))
    assert await stands(bot, CIS) == (Answer.ONLINE, Seat.TAKEN, 1)


async def test_who_does_not_look_after_the_meeting_decides_nothing(bot: Living) -> None:
    later(bot, timedelta(hours=18))
    await asked(bot, CIS, "in_person")
    (request,) = await late_requests(bot)
    note = await bot.ask(ANA, "/help")
    for person, own in ((ANA, note), (1007, await bot.ask(1007, "/help"))):
        await press(bot, person, own, f"judge|{request.id}|in_person|1|granted")
    assert await stands(bot, CIS) is None
    assert await late_requests(bot) == [request]
    notice = await told(bot, CLAIRE, "awaits your decision")
    for forged in (
        "judge|4711|in_person|1|granted",
        f"judge|{request.id}|in_person|1|whatever",
        "judge|x|no|1|granted",
    ):
        await press(bot, CLAIRE, notice, forged)
    assert await late_requests(bot) == [request]


async def test_after_the_deadline_the_card_leads_to_the_organizers(bot: Living) -> None:
    await answer(bot, ANA, "online")
    later(bot, timedelta(hours=18))
    shown = await card(bot, ANA)
    assert "Answers can no longer be changed here." in shown.text
    choices = await tap(bot, ANA, shown, f"rsvps|{MEETING}")
    assert f"v1|late|{MEETING}|online|0" not in data_on(choices)
    sent = await tap(bot, ANA, choices, f"late|{MEETING}|no|0")
    assert "to allow this answer: not coming" in sent.text
