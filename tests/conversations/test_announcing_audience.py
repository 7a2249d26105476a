"""Whom an announcement is for is chosen with buttons, read as a sentence, and counted before anything is sent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from bot.app import DEMO_PEOPLE
from bot.domain.announcements import Announcement, State
from bot.domain.audience import EVERYONE, Selection
from bot.domain.people import Subscription
from bot.simulator.messages import Message
from tests.conversations.answering import MEETING, answer
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, NFP_FR, NFP_RU, ORGANIZER, SECRETARIAT
from tests.conversations.office import demote, file_of, force, known, later, tap
from tests.living import Living, labels, living

NOON: Final = datetime(2023, 4, 17, 10, tzinfo=UTC)
PEOPLE: Final = (*DEMO_PEOPLE[:-1], replace(DEMO_PEOPLE[-1], language="en"))
FOCAL_POINTS: Final = ("audpick|#|roles", "audset|#|roles|nfp", "audience|#")
SECRETARIATS: Final = ("audpick|#|roles", "audset|#|roles|secretariat", "audience|#")
RUSSIAN: Final = ("audpick|#|languages", "audset|#|languages|ru", "audience|#")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """Four focal points, the secretariat of South East Europe, an organizer, and a coordinator who reads English."""
    async with living(tmp_path, pack="demo", at=NOON, people=PEOPLE) as alive:
        yield alive


async def newest(bot: Living) -> Announcement:
    async with bot.database.unit_of_work() as uow:
        return (await uow.announcements.in_states(tuple(State)))[0]


async def go_on(bot: Living, author: int, message: Message, *taps: str) -> Message:
    number = (await newest(bot)).id
    for each in taps:
        message = await tap(bot, author, message, each.replace("#", str(number)))
    return message


async def choose(bot: Living, *taps: str, author: int = COORDINATOR) -> Message:
    """The screen after these buttons, from the audience of a new announcement on."""
    message = await tap(bot, author, await bot.ask(author, "/announce"), "annnew")
    return await go_on(bot, author, message, "audience|#", *taps)


async def test_nobody_is_meant_until_somebody_is_chosen(bot: Living) -> None:
    message = await choose(bot)
    assert "Nobody yet" in message.text
    assert "It goes to" not in message.text
    assert not {"Save under a name", "And also others …"} & set(labels(message))


async def test_the_sentence_and_the_numbers_say_whom_it_reaches(bot: Living) -> None:
    before = len(bot.from_bot(NFP_EN))
    message = await choose(bot, *FOCAL_POINTS)
    for said in (
        "\n\nFocal points\n\n",
        "It goes to 4 people.",
        "English 1",
        "Russian 1",
        "Nino Beridze (Georgia)",
        "Youssef El Amrani (Morocco)",
    ):
        assert said in message.text, said
    assert len(bot.from_bot(NFP_EN)) == before, "nothing is sent while it is chosen"


async def test_conditions_have_to_fit_together_and_others_can_be_added(bot: Living) -> None:
    message = await choose(bot, *FOCAL_POINTS, *RUSSIAN)
    assert "Focal points (language: Russian)" in message.text
    assert "It goes to 1 person." in message.text
    message = await go_on(bot, COORDINATOR, message, "audor|#")
    assert "Who else is it for?" in message.text
    message = await go_on(bot, COORDINATOR, message, *SECRETARIATS)
    assert "Focal points (language: Russian); and also secretariats" in message.text
    assert "It goes to 3 people." in message.text


async def test_a_second_press_takes_a_choice_back(bot: Living) -> None:
    message = await choose(bot, "audpick|#|roles", "audset|#|roles|nfp")
    assert "✓ Focal points" in labels(message)
    message = await go_on(bot, COORDINATOR, message, "audset|#|roles|nfp")
    assert "Focal points" in labels(message)
    assert "So far: Nobody yet" in message.text
    assert (await newest(bot)).selection.is_nobody


async def test_countries_are_chosen_by_region_and_can_be_excepted(bot: Living) -> None:
    """Morocco is of two regions: the one that is looked at stays."""
    message = await choose(bot, *FOCAL_POINTS, "audpick|#|countries", "audctry|#|nas", "audland|#|nas|MA")
    assert "Region: North Africa" in message.text
    assert {"Algeria", "✓ Morocco"} < set(labels(message))
    done = await go_on(bot, COORDINATOR, message, "audience|#")
    assert "Focal points (country: Morocco)" in done.text
    assert "It goes to 1 person." in done.text
    message = await go_on(
        bot, COORDINATOR, done, "audpick|#|countries", "audctry|#|nas", "audnot|#|countries", "audience|#"
    )
    assert "Focal points (but not the country: Morocco)" in message.text
    assert "It goes to 3 people." in message.text
    assert "Youssef" not in message.text


async def test_answers_for_a_meeting_say_who_is_meant(bot: Living) -> None:
    await answer(bot, NFP_EN, "no")
    chosen = ("audpick|#|meeting", f"audmeet|#|{MEETING}")
    silent = (*chosen, f"audans|#|{MEETING}|silent", "audience|#")
    message = await choose(bot, *FOCAL_POINTS, *silent)
    assert "(answer for “International NFPs Meeting”: none yet)" in message.text
    assert "It goes to 3 people." in message.text
    assert "Nino" not in message.text
    message = await choose(
        bot, *FOCAL_POINTS, *chosen, f"audans|#|{MEETING}|no", f"audans|#|{MEETING}|online", "audience|#"
    )
    assert "none yet" not in message.text
    assert "not coming or online" in message.text
    assert "It goes to 1 person." in message.text


async def test_those_who_have_written_of_late(bot: Living) -> None:
    later(bot, timedelta(days=8))
    await bot.ask(NFP_RU, "/help")
    message = await choose(bot, *FOCAL_POINTS, "audpick|#|active", "audset|#|active|7", "audience|#")
    assert "(wrote to the bot in the last 7 days)" in message.text
    assert "It goes to 1 person." in message.text
    message = await go_on(bot, COORDINATOR, message, "audpick|#|active", "audset|#|active|30", "audience|#")
    assert "in the last 30 days" in message.text
    assert "7 days" not in message.text
    assert "It goes to 4 people." in message.text


async def test_everyone_is_everyone_whom_the_author_may_write_to(bot: Living) -> None:
    """A regional secretariat reaches the members of its own region."""
    assert "It goes to 7 people." in (await choose(bot, "audall|#")).text
    message = await choose(bot, "audall|#", author=SECRETARIAT)
    assert "All members; all of them only in the region: South East and Eastern Europe" in message.text
    assert "It goes to 2 people." in message.text
    assert "Youssef" not in message.text


async def test_an_audience_is_saved_under_a_name_and_used_again(bot: Living) -> None:
    message = await choose(bot, *FOCAL_POINTS, *RUSSIAN, "audsave|#")
    assert "Under which name" in message.text
    (message,) = await bot.answers(COORDINATOR, lambda: bot.world.send_text(COORDINATOR, "Russian speakers"))
    assert "Saved as “Russian speakers”." in message.text
    message = await choose(bot, "audsaved|#")
    assert "Russian speakers: Focal points (language: Russian)" in message.text
    (use,) = [each for row in message.inline_keyboard or [] for each in row if each["text"] == "Russian speakers"]
    data = use["callback_data"].removeprefix("v1|")
    message = await tap(bot, COORDINATOR, message, data)
    assert "It goes to 1 person." in message.text
    stranger = await choose(bot, "audsaved|#", author=SECRETARIAT)
    assert "You have not saved any audience yet." in stranger.text
    number = (await newest(bot)).id
    forged = await force(bot, SECRETARIAT, stranger, f"auduse|{number}|{data.split('|')[2]}")
    assert "It goes to" not in forged.text
    assert (await newest(bot)).selection == Selection()


async def test_a_saved_audience_can_be_deleted(bot: Living) -> None:
    await choose(bot, *FOCAL_POINTS, "audsave|#")
    await bot.answers(COORDINATOR, lambda: bot.world.send_text(COORDINATOR, "All of them"))
    message = await bot.press(COORDINATOR, await choose(bot, "audsaved|#"), "Delete")
    assert "You have not saved any audience yet." in message.text


async def test_those_whom_telegram_does_not_reach_come_as_a_workbook(bot: Living) -> None:
    await unreach(bot)
    message = await choose(bot, *FOCAL_POINTS)
    assert "It goes to 2 people." in message.text
    assert "2 more people are meant, but have blocked the bot or stopped announcements." in message.text
    number = (await newest(bot)).id
    (sent,) = await bot.answers(
        COORDINATOR, lambda: bot.world.press_data(COORDINATOR, message.id, f"v1|audxlsx|{number}")
    )
    assert sent.media is not None
    rows = list(load_workbook(BytesIO(file_of(bot, sent.media))).active.values)  # type: ignore[union-attr]
    assert rows[0] == ("Country", "Name", "Role", "Why")
    found = {row[0]: row[1:] for row in rows[1:]}
    assert found["Morocco"] == ("Youssef El Amrani", "National Focal Point", "has stopped announcements")
    assert found["Jordan"] == ("ليلى الخطيب", "National Focal Point", "has blocked the bot or left Telegram")
    assert found["Albania"] == (None, None, "nobody on Telegram")
    assert "Georgia" not in found


async def unreach(bot: Living) -> None:
    """Two focal points do not get announcements."""
    stopped, away = await known(bot, NFP_FR), await known(bot, NFP_AR)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_stopped(stopped.id, frozenset({Subscription.ANNOUNCEMENTS}))
        await uow.people.set_unreachable(away.id, NOON)
        await uow.commit()


async def test_only_its_author_chooses_whom_it_is_for(bot: Living) -> None:
    await choose(bot, *FOCAL_POINTS)
    number = (await newest(bot)).id
    message = await bot.ask(ORGANIZER, "/help")
    for data in (f"audience|{number}", f"audall|{number}", f"audset|{number}|roles|nfp", f"audience|{number + 1}"):
        shown = await force(bot, ORGANIZER, message, data)
        assert "It goes to" not in shown.text
    assert (await newest(bot)).selection != EVERYONE


@pytest.mark.parametrize(
    "forged",
    [
        "audset|#|roles|king",
        "audset|#|active|8",
        "audset|#|countries|GE",
        "audset|#|height|2",
        "audland|#|seee|FR",
        "audland|#|nowhere|FR",
        "audans|#|nowhere|no",
        f"audans|#|{MEETING}|perhaps",
        "audpick|#|height",
        "audctry|#|nowhere",
        "audmeet|#|nowhere",
        "auduse|#|99",
        "audset|x|roles|nfp",
    ],
)
async def test_what_is_forged_changes_nothing(bot: Living, forged: str) -> None:
    message = await choose(bot, *FOCAL_POINTS)
    before = await newest(bot)
    await force(bot, COORDINATOR, message, forged.replace("#", str(before.id)))
    assert (await newest(bot)).selection == before.selection


async def test_whoever_may_announce_no_more_chooses_nobody(bot: Living) -> None:
    message = await choose(bot, *FOCAL_POINTS)
    before = await newest(bot)
    await demote(bot, COORDINATOR)
    await force(bot, COORDINATOR, message, f"audall|{before.id}")
    assert (await newest(bot)).selection == before.selection
