"""A meeting for one's own calendar, by a tap and in words."""

import pytest

from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN
from tests.conversations.moving import BRUSSELS, calendar, card_of, files
from tests.conversations.office import force, known, onboard, tap
from tests.living import Living


async def copies(bot: Living) -> dict[int, int]:
    async with bot.database.unit_of_work() as uow:
        return await uow.calendar_copies.of(BRUSSELS)


async def test_a_tap_on_the_card_sends_the_file_and_a_second_one_does_not(demo: Living) -> None:
    card = await card_of(demo, NFP_EN)
    await tap(demo, NFP_EN, card, f"ics|{BRUSSELS}")
    await tap(demo, NFP_EN, card, f"ics|{BRUSSELS}")
    (file,) = files(demo, NFP_EN)
    assert "UID:brussels-2023@meetings.nfpbot\r\n" in file
    assert "SEQUENCE:0\r\n" in file
    assert "DTSTART;VALUE=DATE:20230614\r\n" in file
    assert "DTEND;VALUE=DATE:20230616\r\n" in file
    assert await copies(demo) == {(await known(demo, NFP_EN)).id: 0}


@pytest.mark.parametrize(
    "words",
    ["add Brussels to my calendar", "Ajoutez la réunion de Bruxelles à mon agenda", "добавь Брюссель в календарь"],
)
async def test_words_lead_to_it(demo: Living, words: str) -> None:
    message = await demo.ask(NFP_EN, words)
    assert message.kind == "document"
    assert "METHOD:PUBLISH" in calendar(demo, message)


async def test_without_a_meeting_one_chooses_among_them(demo: Living) -> None:
    message = await demo.ask(NFP_EN, "add it to my calendar")
    assert message.kind == "text"
    assert message.inline_keyboard


async def test_what_was_meant_is_sent_beneath_the_question(demo: Living) -> None:
    message = await demo.ask(NFP_EN, "Brussels meeting")
    await force(demo, NFP_EN, message, f"ask|do.calendar|{BRUSSELS}")
    assert len(files(demo, NFP_EN)) == 1
    assert demo.world.chats[NFP_EN].messages[message.id].text == message.text


async def test_it_comes_in_the_language_of_the_reader_with_the_link(demo: Living) -> None:
    card = await card_of(demo, NFP_AR)
    await tap(demo, NFP_AR, card, f"ics|{BRUSSELS}")
    (file,) = files(demo, NFP_AR)
    assert "بروكسل" in file
    assert "https://example.org/brussels-2023/join" in file


async def test_a_guest_gets_nothing_of_a_meeting_of_members(demo: Living) -> None:
    await onboard(demo, GUEST_ES, "es", "Perú")
    message = await demo.ask(GUEST_ES, "/help")
    await force(demo, GUEST_ES, message, f"ics|{BRUSSELS}")
    await force(demo, GUEST_ES, message, "ics|nothing")
    assert files(demo, GUEST_ES) == []
    assert await copies(demo) == {}
