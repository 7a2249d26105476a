"""A meeting is moved, cancelled, held elsewhere: it is told once, and answers are asked for anew for other days."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.simulator.messages import Message
from tests.conversations.conftest import NFP_AR, NFP_EN, NFP_FR, NFP_RU, ORGANIZER
from tests.conversations.moving import BRUSSELS, card_of, changed, files, gathered, publish, settled
from tests.conversations.office import force, known, later, tap
from tests.living import Living, living

NOON: Final = datetime(2023, 4, 17, 10, tzinfo=UTC)
"""Day in all zones of those who take part."""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=changed(), at=NOON, often=50) as alive:
        await settled(alive)
        yield alive


async def answered(bot: Living, person: int, answer: str) -> Message:
    return await force(bot, person, await card_of(bot, person), f"rsvp|{BRUSSELS}|{answer}|card")


def told(bot: Living, person: int, words: str) -> list[Message]:
    """What came of its own accord and says this: in a message that was sent, and not edited into it."""
    return [message for message in bot.from_bot(person) if words in message.text and message.kind == "text"]


async def test_moved_to_other_days_everybody_is_told_and_asked_again(bot: Living) -> None:
    await answered(bot, NFP_EN, "in_person")
    await answered(bot, NFP_FR, "no")
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    assert told(bot, NFP_EN, "This meeting has changed") == []
    await gathered(bot)

    (message,) = told(bot, NFP_EN, "This meeting has changed")
    assert "Date: 14–15 June 2023 → 21–22 June 2023" in message.text
    assert "Please answer again." in message.text
    (message_fr,) = told(bot, NFP_FR, "Cette réunion a été modifiée")
    assert "du 14 au 15 juin 2023 → du 21 au 22 juin 2023" in message_fr.text
    assert "Merci de répondre à nouveau." in message_fr.text
    (message_ar,) = told(bot, NFP_AR, "طرأ تغيير على هذا الاجتماع")
    assert "←" in message_ar.text
    assert "هل ستشاركون" in message_ar.text
    assert len(told(bot, NFP_RU, "Изменения по этой встрече")) == 1

    await tap(bot, NFP_EN, message, f"rsvp|{BRUSSELS}|online|note")
    person = await known(bot, NFP_EN)
    async with bot.database.unit_of_work() as uow:
        rsvp = await uow.rsvps.of(BRUSSELS, "2023-06-21/2023-06-22", person.id)
    assert rsvp is not None
    assert rsvp.answer == "online"
    await gathered(bot)
    assert len(told(bot, NFP_RU, "Изменения по этой встрече")) == 1


async def test_struck_out_is_what_it_was(bot: Living) -> None:
    await publish(bot, changed(city={"en": "Ghent"}))
    await gathered(bot)
    (message,) = told(bot, NFP_EN, "This meeting has changed")
    (struck,) = [each for each in message.entities if each["type"] == "strikethrough"]
    text = message.text.encode("utf-16-le")
    was = text[2 * struck["offset"] : 2 * (struck["offset"] + struck["length"])].decode("utf-16-le")
    assert was.endswith("Brussels, Belgium")
    assert "Ghent, Belgium" in message.text
    assert "Please answer again" not in message.text


async def test_elsewhere_is_no_news_for_whoever_has_declined(bot: Living) -> None:
    await answered(bot, NFP_EN, "no")
    await answered(bot, NFP_FR, "in_person")
    await publish(bot, changed(city={"en": "Ghent", "fr": "Gand"}))
    await gathered(bot)
    assert told(bot, NFP_EN, "This meeting has changed") == []
    (message,) = told(bot, NFP_FR, "Cette réunion a été modifiée")
    assert "Votre réponse" in message.text or "en présentiel" in message.text or "sur place" in message.text


async def test_several_imports_are_told_as_one_and_what_is_taken_back_is_not(bot: Living) -> None:
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    later(bot, timedelta(minutes=2))
    await publish(bot, changed(starts="2023-06-28", ends="2023-06-29"))
    await gathered(bot)
    (message,) = told(bot, NFP_EN, "This meeting has changed")
    assert "14–15 June 2023 → 28–29 June 2023" in message.text

    await publish(bot, changed())
    later(bot, timedelta(minutes=2))
    await publish(bot, changed(starts="2023-06-28", ends="2023-06-29"))
    await gathered(bot)
    assert len(told(bot, NFP_EN, "This meeting has changed")) == 1


async def test_an_organizer_hears_of_it_first_and_does_not_have_to_wait(bot: Living) -> None:
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    (notice,) = told(bot, ORGANIZER, "Un avis de cette modification sera envoyé à")
    assert told(bot, NFP_EN, "This meeting has changed") == []
    after = await tap(bot, ORGANIZER, notice, f"tellnow|{BRUSSELS}")
    assert "en cours d’envoi" in after.text
    await settled(bot)
    assert len(told(bot, NFP_EN, "This meeting has changed")) == 1
    await force(bot, ORGANIZER, notice, f"tellnow|{BRUSSELS}")
    assert "plus rien à envoyer" in bot.world.chats[ORGANIZER].messages[notice.id].text
    await gathered(bot)
    assert len(told(bot, NFP_EN, "This meeting has changed")) == 1


async def test_a_focal_point_cannot_have_it_told(bot: Living) -> None:
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    message = await bot.ask(NFP_EN, "/meetings")
    refused = await force(bot, NFP_EN, message, f"tellnow|{BRUSSELS}")
    assert refused.text.startswith("You do not have access to this")
    await settled(bot)
    assert told(bot, NFP_FR, "Cette réunion a été modifiée") == []


async def test_the_calendar_follows_a_move_and_a_cancellation(bot: Living) -> None:
    card = await card_of(bot, NFP_EN)
    await tap(bot, NFP_EN, card, f"ics|{BRUSSELS}")
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
    await gathered(bot)
    await publish(bot, changed(starts="2023-06-21", ends="2023-06-22", status="cancelled"))
    await gathered(bot)
    first, second, third = files(bot, NFP_EN)
    assert [file.count(f"UID:{BRUSSELS}@meetings.nfpbot\r\n") for file in (first, second, third)] == [1, 1, 1]
    assert ["SEQUENCE:0" in first, "SEQUENCE:1" in second, "SEQUENCE:2" in third] == [True, True, True]
    assert "DTSTART;VALUE=DATE:20230621" in second
    assert "METHOD:PUBLISH" in second
    assert "METHOD:CANCEL" in third
    assert "STATUS:CANCELLED" in third
    assert len(told(bot, NFP_EN, "This meeting has been cancelled.")) >= 1
    # Whoever has no copy is sent none.
    assert files(bot, NFP_FR) == []


async def test_what_the_bot_learns_at_night_is_told_in_the_morning(tmp_path: Path) -> None:
    night = datetime(2023, 4, 17, 20, tzinfo=UTC)
    async with living(tmp_path, pack=changed(), at=night, often=50) as bot:
        await settled(bot)
        await publish(bot, changed(starts="2023-06-21", ends="2023-06-22"))
        await gathered(bot)
        assert told(bot, NFP_EN, "This meeting has changed") == []
        later(bot, timedelta(hours=9))
        await settled(bot)
        assert len(told(bot, NFP_EN, "This meeting has changed")) == 1
