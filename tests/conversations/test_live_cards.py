"""Cards that were sent before show the truth, whatever has changed since, and never make themselves heard."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import MeetingCard
from bot.simulator.messages import Message
from tests.conversations.conftest import NFP_EN, NFP_FR
from tests.conversations.moving import BRUSSELS, card_of, changed, publish, settled
from tests.conversations.office import force, known, later, tap
from tests.living import Living, living

NOON: Final = datetime(2023, 4, 17, 10, tzinfo=UTC)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=changed(), at=NOON, often=50) as alive:
        await settled(alive)
        yield alive


def now(bot: Living, message: Message) -> Message:
    """The message as it stands."""
    return bot.world.chats[message.chat_id].messages[message.id]


async def test_an_answer_in_words_shows_on_the_card_that_was_sent_before(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    assert "You have not answered yet." in card.text
    sent = len(bot.from_bot(NFP_EN))
    await bot.ask(NFP_EN, "I'll come to Brussels in person")
    await settled(bot)
    assert "Your answer: in person" in now(bot, card).text, [m.text for m in bot.from_bot(NFP_EN)]
    assert len(bot.from_bot(NFP_EN)) == sent + 1


async def test_the_last_place_is_gone_on_the_cards_of_others_too(bot: Living) -> None:
    registration = {"modes": ["in_person"], "capacity": {"in_person": 1}}
    await publish(bot, changed(registration=registration))
    card = await card_of(bot, NFP_FR)
    full = "complet"
    assert full not in card.text
    await force(bot, NFP_EN, await card_of(bot, NFP_EN), f"rsvp|{BRUSSELS}|in_person|card")
    await settled(bot)
    assert full in now(bot, card).text + str(now(bot, card).inline_keyboard)


async def test_an_import_shows_on_cards_at_once(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    await settled(bot)
    assert "21–22 June 2023" in now(bot, card).text
    await publish(bot, changed().model_copy(update={"meetings": (), "feedback": ()}))
    await settled(bot)
    assert "June 2023" not in now(bot, card).text


async def test_the_deadline_passes_on_the_card(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    later(bot, datetime(2023, 6, 8, 10, tzinfo=UTC) - bot.clock.now())
    await settled(bot)
    await settled(bot)
    assert "Please answer by" not in now(bot, card).text
    assert not any("rsvp|" in str(row) for row in now(bot, card).inline_keyboard or [])


async def test_a_change_of_language_turns_the_cards_over(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    await force(bot, NFP_EN, await bot.ask(NFP_EN, "/settings"), "lang|pt")
    await settled(bot)
    assert "junho de 2023" in now(bot, card).text


async def test_what_was_pressed_away_is_not_turned_back(bot: Living) -> None:
    """A refresh that waits in the outbox finds another message where the card stood."""
    card = await card_of(bot, NFP_EN)
    person = await known(bot, NFP_EN)
    waiting = Outgoing(
        NFP_EN,
        person.id,
        MeetingCard(meeting=BRUSSELS),
        Priority.ANNOUNCEMENT,
        edits=card.id,
        refreshes=True,
        not_before=bot.clock.now() + timedelta(minutes=1),
    )
    async with bot.database.unit_of_work() as uow:
        await uow.outbox.add([waiting], bot.clock.now())
        await uow.commit()
    topic = await tap(bot, NFP_EN, card, f"ask|meeting.when|{BRUSSELS}")
    later(bot, timedelta(minutes=2))
    await settled(bot)
    assert now(bot, card).text == topic.text


async def test_a_card_that_was_deleted_is_not_sent_anew(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    del bot.world.chats[NFP_EN].messages[card.id]
    before = len(bot.from_bot(NFP_EN))
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    await settled(bot)
    assert len(bot.from_bot(NFP_EN)) == before
    async with bot.database.unit_of_work() as uow:
        assert await uow.live_messages.get(NFP_EN, card.id) is None


async def test_a_receipt_tells_no_dates_and_no_answer_that_do_not_hold_any_more(bot: Living) -> None:
    receipt = await bot.ask(NFP_EN, "I'll come to Brussels in person")
    assert "Your answer: in person" in receipt.text
    await bot.ask(NFP_EN, "I can't come to Brussels")
    await settled(bot)
    assert "Your answer: not coming" in now(bot, receipt).text
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    later(bot, timedelta(minutes=6))
    await settled(bot)
    await bot.until(lambda: "You have not answered yet." in now(bot, receipt).text)
    assert "21–22 June 2023" in now(bot, receipt).text
