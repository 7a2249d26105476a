"""An announcement can be paused, stopped, corrected and withdrawn while it is sent; what is under way follows."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.announcements import Attachment, Content, Reached, State
from bot.domain.exchange import DocumentPart, PhotoPart, TextPart
from bot.domain.outcomes import Failed, Later, Sent, Unknown
from tests.services.broadcasts import House, house

OLD = Content(texts={"en": "The old text"}, confirm=True)
NEW = Content(texts={"en": "The new text"}, confirm=True)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    """Twenty readers, four messages at once."""
    async with house(tmp_path, at_once=4) as found:
        found.readers(20)
        yield found


async def begun(here: House, content: Content = OLD) -> int:
    """With four messages that have left, and are not answered."""
    here.post.answers = 0
    announcement = await here.begin(content)
    await here.until(lambda: len(here.post.sent) == 4)
    return announcement


async def test_a_pause_lets_nothing_more_leave(here: House) -> None:
    announcement = await begun(here)
    await here.act(lambda announcing: announcing.pause(here.author, announcement))
    here.post.open.set()
    await here.until(lambda: len(here.rows("1", "reached = 'sent'")) == 4)
    here.clock.advance(60)
    await here.looks()
    assert len(here.post.requests) == 4
    assert not here.rows("1", "queue = 1"), "nothing is claimed, so nothing would be in doubt"
    await here.act(lambda announcing: announcing.resume(here.author, announcement))
    await here.until_over(announcement)
    assert len(here.post.sent) == 20


async def test_what_waits_for_its_turn_does_not_leave_after_a_pause(here: House) -> None:
    here.post.no_turns = True
    announcement = await here.begin()
    await here.until(lambda: here.post.waiting == 4)
    await here.act(lambda announcing: announcing.pause(here.author, announcement))
    await here.until(lambda: not here.rows("1", "queue = 1"))
    here.post.give_turns()
    await here.looks()
    assert here.post.requests == []
    await here.act(lambda announcing: announcing.resume(here.author, announcement))
    await here.until_over(announcement)
    assert len(here.post.sent) == 20


async def test_nothing_is_in_doubt_while_telegram_wants_to_be_left_alone(here: House) -> None:
    here.post.no_turns = True
    announcement = await here.begin()
    await here.until(lambda: here.post.waiting == 4)
    here.post.paused = 3600
    await here.looks()
    assert not here.rows("1", "queue = 1")
    here.post.paused = 0
    here.post.give_turns()
    await here.until_over(announcement)
    assert len(here.post.sent) == 20


async def test_one_that_has_paused_with_nothing_left_is_over(here: House) -> None:
    here.post.answers = 16
    announcement = await here.begin()
    await here.until(lambda: len(here.post.sent) == 20)
    await here.act(lambda announcing: announcing.pause(here.author, announcement))
    here.post.open.set()
    await here.until_over(announcement)
    assert (await here.get(announcement)).state is State.DONE
    assert here.messages() == ["announcement_finished"]


async def test_who_has_not_got_it_when_it_is_stopped_does_not_get_it(here: House) -> None:
    announcement = await begun(here)
    here.post.says = {1001: [Later(here.clock.now() + timedelta(seconds=5), "429")]}
    await here.act(lambda announcing: announcing.stop(here.author, announcement))
    here.post.open.set()
    await here.until_over(announcement)
    assert [reached for (reached,) in here.rows("reached")] == ["withheld", *["sent"] * 3, *["withheld"] * 16]
    assert len(here.post.requests) == 4
    assert (await here.get(announcement)).state is State.STOPPED
    assert here.messages() == [], "whoever has stopped it knows"


async def test_those_who_have_not_got_it_can_get_it_later(here: House) -> None:
    announcement = await begun(here)
    await here.act(lambda announcing: announcing.stop(here.author, announcement))
    here.post.open.set()
    await here.until_over(announcement)
    await here.act(lambda announcing: announcing.retry(here.author, announcement))
    await here.until_over(announcement)
    assert sorted(each.chat_id for each in here.post.sent) == list(range(1001, 1021))


async def test_a_correction_reaches_all_also_those_whose_message_is_under_way(here: House) -> None:
    announcement = await begun(here)
    await here.correct(announcement, NEW)
    here.post.open.set()
    await here.until_over(announcement)
    sent = {each.chat_id: each.text for each in here.post.sent}
    assert len(sent) == 20
    assert [chat for chat, text in sent.items() if "old" in text] == [1001, 1002, 1003, 1004]
    edited = {each.chat_id: each.message_ids for each in here.post.edited}
    assert edited == {1001: (1,), 1002: (2,), 1003: (3,), 1004: (4,)}
    assert all("The new text" in each.text for each in here.post.edited)
    assert set(here.rows("version, reached")) == {(2, "sent")}


async def test_who_has_confirmed_it_keeps_that_in_a_correction(here: House) -> None:
    announcement = await here.begin(OLD)
    await here.until_over(announcement)
    reader = here.rows("person_id")[0][0]
    async with here.database.unit_of_work() as uow:
        assert await uow.deliveries.note_read(announcement, reader, here.clock.now())
        await uow.commit()
    await here.correct(announcement, NEW)
    await here.until_over(announcement)
    labels = {
        each.chat_id: each.part.buttons[0][0].label for each in here.post.edited if isinstance(each.part, TextPart)
    }
    assert len(labels) == 20
    assert [chat for chat, label in labels.items() if label.startswith("✅")] == [1001]


async def test_those_who_have_the_old_text_are_corrected_before_others_get_the_new_one(here: House) -> None:
    here.post.answers = 8
    announcement = await here.begin(OLD)
    await here.until(lambda: len(here.post.sent) == 12)
    await here.until(lambda: len(here.rows("1", "reached = 'sent'")) == 8)
    await here.correct(announcement, NEW)
    here.post.open.set()
    await here.until_over(announcement)
    edited = [bool(each.message_ids) for each in here.post.requests[12:]]
    assert edited[:8] == [True] * 8
    assert edited.count(True) == 12
    assert edited.count(False) == 8


async def test_what_waits_for_its_turn_is_not_sent_in_the_old_version(here: House) -> None:
    here.post.no_turns = True
    announcement = await here.begin(OLD)
    await here.until(lambda: here.post.waiting == 4)
    await here.correct(announcement, NEW)
    await here.looks()
    here.post.give_turns()
    await here.until_over(announcement)
    assert {"The new text" in each.text for each in here.post.requests} == {True}
    assert len(here.post.requests) == 20


async def test_an_edit_of_which_nothing_is_known_is_made_again(here: House) -> None:
    announcement = await here.begin(OLD)
    await here.until_over(announcement)
    here.post.says = {1001: [Unknown("TimedOut")], 1002: [Failed("Bad Request: message to edit not found")]}
    await here.correct(announcement, NEW)
    await here.until(lambda: len(here.post.edited) == 20)
    here.clock.advance(31)
    await here.until_over(announcement)
    assert [each.chat_id for each in here.post.edited[20:]] == [1001]
    assert here.rows("version, reached, reason")[:3] == [
        (2, "sent", None),
        (1, "sent", "Bad Request: message to edit not found"),
        (2, "sent", None),
    ]


async def test_withdrawing_deletes_also_what_is_under_way(here: House) -> None:
    announcement = await begun(here)
    await here.act(lambda announcing: announcing.withdraw(here.author, announcement))
    here.post.open.set()
    await here.until_over(announcement)
    assert {(each.chat_id, each.message_ids) for each in here.post.deleted} == {
        (chat, (chat - 1000,)) for chat in range(1001, 1005)
    }
    assert here.rows("reached, message_ids") == [("sent", "")] * 4 + [("withheld", "")] * 16


async def test_what_is_too_old_to_be_deleted_becomes_a_notice(here: House) -> None:
    announcement = await here.begin(OLD)
    await here.until_over(announcement)
    here.clock.advance(timedelta(hours=48).total_seconds())
    await here.act(lambda announcing: announcing.withdraw(here.author, announcement))
    await here.until_over(announcement)
    assert here.post.deleted == []
    assert len(here.post.edited) == 20
    assert all("old text" not in each.text for each in here.post.edited)
    assert all(isinstance(each.part, TextPart) and not each.part.buttons for each in here.post.edited)


async def test_a_reminder_under_way_makes_no_message_miss_its_deletion(here: House) -> None:
    announcement = await here.begin(OLD)
    await here.until_over(announcement)
    here.post.answers = 20
    await here.act(lambda announcing: announcing.remind(here.author, announcement))
    await here.until(lambda: len(here.post.requests) == 24)
    await here.act(lambda announcing: announcing.withdraw(here.author, announcement))
    here.post.open.set()
    await here.until_over(announcement)
    assert len(here.post.requests) == 24 + 20, "reminders that have not left do not leave any more"
    assert sorted(each.message_ids for each in here.post.deleted) == [(number,) for number in range(1, 21)]


async def test_a_reminder_does_not_cost_anybody_a_correction(here: House) -> None:
    announcement = await here.begin(OLD)
    await here.until_over(announcement)
    here.post.no_turns = True
    await here.correct(announcement, NEW)
    await here.until(lambda: here.post.waiting == 4)
    await here.act(lambda announcing: announcing.remind(here.author, announcement))
    here.post.give_turns()
    await here.until_over(announcement)
    assert set(here.rows("version")) == {(2,)}
    assert len(here.post.edited) == 20
    assert len(here.post.sent) == 20 + len(here.rows("1", "reminded_at IS NOT NULL")) == 20 + 16


async def test_several_messages_go_on_after_the_one_that_has_left(here: House) -> None:
    files = (Attachment(kind="photo", file_id="p"), Attachment(kind="document", file_id="d", name="agenda.pdf"))
    content = Content(texts={"en": "x " * 600}, files={"": files})
    here.post.says = {
        1001: [Sent(101), Later(here.clock.now() + timedelta(seconds=30), "429")],
        1002: [Sent(201), Sent(202), Failed("Bad Request: wrong file identifier")],
    }
    announcement = await here.begin(content)
    await here.until(lambda: len(here.post.requests) == 59)
    here.clock.advance(31)
    await here.until_over(announcement)
    mine = [each.part for each in here.post.requests if each.chat_id == 1001]
    assert [type(part) for part in mine] == [TextPart, PhotoPart, PhotoPart, DocumentPart]
    assert here.rows("reached, message_ids")[1] == ("failed", "201,202")
    await here.act(lambda announcing: announcing.retry(here.author, announcement))
    await here.until_over(announcement)
    assert isinstance(here.post.requests[-1].part, DocumentPart)
    assert [reached for (reached,) in here.rows("reached")] == [Reached.SENT.value] * 20


async def test_a_text_whose_files_come_after_a_correction_is_corrected_as_well(here: House) -> None:
    files = {"": (Attachment(kind="document", file_id="d", name="agenda.pdf"),)}
    old, new = (content.model_copy(update={"files": files}) for content in (OLD, NEW))
    here.post.says = {1001: [Sent(101), Later(here.clock.now() + timedelta(seconds=30), "429")]}
    announcement = await here.begin(old)
    await here.until(lambda: len(here.post.requests) == 40)
    await here.correct(announcement, new)
    here.clock.advance(31)
    await here.until_over(announcement)
    mine = [each for each in here.post.requests if each.chat_id == 1001]
    assert [type(each.part) for each in mine] == [TextPart, DocumentPart, DocumentPart, TextPart]
    assert "new text" in mine[-1].text
    assert mine[-1].message_ids == (101,)


async def test_a_corrected_text_is_tried_as_what_it_may_be(here: House) -> None:
    """Short enough, it stands beneath its picture; too long, above it."""
    files = {"": (Attachment(kind="photo", file_id="p"),)}
    announcement = await here.begin(Content(texts={"en": "x " * 600}, files=files))
    await here.until_over(announcement)
    wrong = Failed("Bad Request: there is no caption in the message to edit")
    here.post.says = {chat: [wrong] for chat in range(1001, 1021)}
    await here.correct(announcement, Content(texts={"en": "short"}, files=files))
    await here.until_over(announcement)
    assert set(here.rows("version, reason")) == {(2, None)}
    mine = [each.part for each in here.post.edited if each.chat_id == 1001]
    assert [type(part) for part in mine] == [PhotoPart, TextPart]
