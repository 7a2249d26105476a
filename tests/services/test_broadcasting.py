"""Each reader of an announcement gets it once, in their language, in their time; and what came of it is kept."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.announcements import Content, State, Timing
from bot.domain.exchange import LiveMessage
from bot.domain.messages_announcements import subject_of
from bot.domain.outcomes import Failed, Gone, Later, Unknown
from bot.domain.people import Subscription
from bot.services.broadcasting import at_once_for
from tests import announce
from tests.services.broadcasts import House, house

EVENING = datetime(2026, 11, 24, 18, tzinfo=UTC)
"""22:00 in Tbilisi, 19:00 in Paris."""


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as found:
        yield found


@pytest.fixture
async def at_night(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, at=EVENING) as found:
        yield found


async def test_each_gets_it_once_in_their_language(here: House) -> None:
    readers = here.readers(60)
    begun = await here.begin()
    await here.until_over(begun)
    assert sorted(each.chat_id for each in here.post.sent) == readers
    for each in here.post.sent:
        text = announce.TEXTS[announce.LANGUAGES[each.chat_id % 6]]
        assert text in each.text.replace("\u200f", ""), each
    assert set(here.rows("reached, task, queue, version")) == {("sent", None, None, 1)}
    over = await here.get(begun)
    assert (over.state, over.finished_at) == (State.DONE, here.clock.now())
    assert here.messages() == ["announcement_finished"]


async def test_who_reads_no_language_of_it_gets_their_second_one_or_english(here: House) -> None:
    here.readers(1, language="pt", second_language="fr")
    here.readers(1, first=1002, language="pt")
    here.readers(1, first=1003, language="pt", second_language="ar")
    content = Content(texts={"en": "In English", "fr": "En français"})
    await here.until_over(await here.begin(content))
    by_reader = {each.chat_id: each.text for each in here.post.sent}
    assert "En français" in by_reader[1001]
    assert "francês" in by_reader[1001], "it says in which language it is"
    assert "In English" in by_reader[1002]
    assert "In English" in by_reader[1003]
    assert here.rows("language") == [("fr",), ("en",), ("en",)]


async def test_those_who_follow_it_are_told_how_far_it_has_come(here: House) -> None:
    here.readers(20)
    here.post.answers = 12
    begun = await here.begin()
    card = LiveMessage(announce.AUTHOR, 7, here.author.id, subject_of(begun), "announcement_status")
    async with here.database.unit_of_work() as uow:
        await uow.live_messages.note(card)
        await uow.commit()
    await here.until(lambda: len(here.rows("1", "reached = 'sent'")) == 12)
    here.clock.advance(4)
    await here.looks()
    assert (await here.get(begun)).pace == 60 * 12 // 4
    assert await outdated(here) == [card]
    here.clock.advance(5)
    here.post.open.set()
    await here.until_over(begun)
    assert (await here.get(begun)).pace is None
    assert await outdated(here) == [card]


async def outdated(here: House) -> list[LiveMessage]:
    async with here.database.unit_of_work() as uow:
        found = await uow.live_messages.take_outdated(10)
        await uow.commit()
    return found


async def test_why_it_did_not_arrive_is_kept(here: House) -> None:
    here.readers(4)
    here.post.says = {
        1001: [Gone("Forbidden: bot was blocked by the user")],
        1002: [Failed("Bad Request: wrong")],
        1003: [Unknown("TimedOut")],
    }
    await here.until_over(await here.begin())
    assert here.rows("reached, reason") == [
        ("gone", "Forbidden: bot was blocked by the user"),
        ("failed", "Bad Request: wrong"),
        ("unknown", "TimedOut"),
        ("sent", None),
    ]
    assert len(here.post.requests) == 4, "nothing that may have arrived is sent again by itself"
    async with here.database.unit_of_work() as uow:
        blocked = await uow.people.by_telegram(1001, here.clock.now())
        assert blocked is not None
        assert await uow.people.unreachable_untold(here.clock.now()) == [blocked.id]


async def test_who_is_to_be_left_alone_for_a_while_gets_it_after_that(here: House) -> None:
    here.readers(3)
    until = here.clock.now() + timedelta(hours=1)
    here.post.says = {1002: [Later(until, "429")]}
    begun = await here.begin()
    await here.until(lambda: here.rows("reached") == [("sent",), (None,), ("sent",)])
    await here.looks()
    assert len(here.post.requests) == 3
    await here.move_to(until - timedelta(seconds=1))
    assert len(here.post.requests) == 3
    await here.move_to(until)
    await here.until_over(begun)
    assert here.rows("reached") == [("sent",)] * 3
    assert Counter(each.chat_id for each in here.post.requests) == {1001: 1, 1002: 2, 1003: 1}


async def test_nobody_is_disturbed_in_their_quiet_hours(at_night: House) -> None:
    at_night.readers(2, zone="Asia/Tbilisi")
    at_night.readers(1, first=1003, zone="Europe/Paris")
    at_night.readers(1, first=1004, zone="Asia/Tbilisi", quiet="00-00")
    begun = await at_night.begin()
    await at_night.until(lambda: len(at_night.post.sent) == 2)
    await at_night.looks()
    assert {each.chat_id for each in at_night.post.sent} == {1003, 1004}
    await at_night.move_to(datetime(2026, 11, 25, 4, tzinfo=UTC))
    await at_night.until_over(begun)
    assert len(at_night.post.sent) == 4


async def test_quiet_hours_that_begin_while_it_is_sent_are_kept_and_hold_up_nobody_else(tmp_path: Path) -> None:
    async with house(tmp_path, at=EVENING - timedelta(hours=1, seconds=1), at_once=4) as here:
        here.readers(40, zone="Asia/Tbilisi")
        here.readers(10, first=2001, zone="Europe/Paris")
        here.post.answers = 0
        begun = await here.begin()
        await here.until(lambda: len(here.post.sent) == 4)
        await here.move_to(EVENING - timedelta(hours=1))
        here.post.open.set()
        await here.until(lambda: len(here.post.sent) == 14)
        await here.looks()
        assert Counter(each.chat_id < 2000 for each in here.post.sent) == {True: 4, False: 10}
        await here.move_to(datetime(2026, 11, 25, 4, tzinfo=UTC))
        await here.until_over(begun)
        assert sorted(each.chat_id for each in here.post.sent) == [*range(1001, 1041), *range(2001, 2011)]


async def test_what_is_urgent_comes_at_night_and_before_all_else(tmp_path: Path) -> None:
    async with house(tmp_path, at=EVENING, at_once=4) as here:
        here.readers(100, zone="Europe/Paris")
        here.post.answers = 0
        first = await here.begin()
        await here.until(lambda: len(here.post.sent) == 4)
        here.readers(20, first=2001, zone="Asia/Tbilisi")
        second = await here.begin(timing=Timing(urgent=True))
        here.post.open.set()
        await here.until_over(first, second)
        assert len(here.post.sent) == 100 + 120
        urgent = here.rows("person_id", f"announcement_id = {second} AND reached = 'sent'")
        assert len(urgent) == 120
        assert {each.chat_id for each in here.post.sent[4:124]} == {*range(1001, 1101), *range(2001, 2021)}


@pytest.mark.parametrize("at_once", [1, 8])
async def test_several_at_once_share_the_way(tmp_path: Path, at_once: int) -> None:
    async with house(tmp_path, at_once=at_once) as here:
        here.readers(60)
        here.post.answers = 0
        long = await here.begin(Content(texts={"en": "long"}))
        await here.until(lambda: len(here.post.sent) == at_once)
        short = await here.begin(Content(texts={"en": "short"}))
        here.post.open.set()
        await here.until_over(long, short)
        assert len(here.post.sent) == 120
        some = Counter("short" in each.text for each in here.post.sent[at_once : at_once + 80])
        assert 32 <= some[True] <= 48, some


async def test_who_has_stopped_them_or_blocked_the_bot_meanwhile_does_not_get_it(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=2) as here:
        here.readers(6)
        here.post.answers = 0
        begun = await here.begin()
        await here.until(lambda: len(here.post.sent) == 2)
        async with here.database.unit_of_work() as uow:
            await uow.people.set_stopped(1004, [Subscription.ANNOUNCEMENTS])
            await uow.people.set_unreachable(1005, here.clock.now())
            await uow.commit()
        here.post.open.set()
        await here.until_over(begun)
        assert [reached for (reached,) in here.rows("reached")] == ["sent", "sent", "sent", "stopped", "gone", "sent"]
        assert len(here.post.requests) == 4


@pytest.mark.parametrize(
    ("pace", "at_once"), [(0.5, 1), (5, 2), (28, 14), (100, 32), (500, 32), (800, 50), (20_000, 64)]
)
def test_few_are_in_doubt_at_an_ordinary_pace(pace: float, at_once: int) -> None:
    assert at_once_for(pace) == at_once
