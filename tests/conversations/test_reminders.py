"""Reminders as people get them: when, what they say, and what one can do about them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import app
from bot.app import Introduction
from bot.clock import MovableClock
from bot.domain.attendance import Answer, Rsvp, Seat, Why, days_of
from bot.domain.people import Grant, Role
from bot.domain.quiet import Quiet
from bot.simulator.messages import Message
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR
from tests.conversations.office import force, known, tap
from tests.living import Living, labels, living

TBILISI, CASABLANCA = ZoneInfo("Asia/Tbilisi"), ZoneInfo("Africa/Casablanca")
PEOPLE = (
    Introduction(NFP_EN, "Nino Beridze", "en", "GE", "Asia/Tbilisi", (Grant(Role.NFP, country="GE"),)),
    Introduction(NFP_FR, "Youssef El Amrani", "fr", "MA", "Africa/Casablanca", (Grant(Role.NFP, country="MA"),)),
    Introduction(NFP_AR, "ليلى الخطيب", "ar", "JO", "Asia/Tbilisi", (Grant(Role.NFP, country="JO"),)),
)
PACK = """
schema: 1
default_language: en
timezone: Asia/Tbilisi
meetings:
  - id: dawn
    title: Dawn meeting
    format: hybrid
    starts: 2023-06-14T07:00
    ends: 2023-06-14T12:00
    link: https://example.org/join
    registration: {opens: 2023-05-10, closes: 2023-05-31}
    reminder_text: Please bring your passport.
"""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """With one meeting, early in the morning, and a clock in the week before its registration opens."""
    file = tmp_path / "pack.yaml"
    file.write_text(PACK, "utf-8")
    async with living(
        tmp_path, pack=str(file), at=datetime(2023, 5, 8, 9, tzinfo=UTC), people=PEOPLE, often=50
    ) as alive:
        await alive.caught_up()
        yield alive


async def at(bot: Living, said: str, zone: ZoneInfo = TBILISI) -> None:
    """Let it be that time there, and the bot do what is due."""
    assert isinstance(bot.clock, MovableClock)
    bot.clock.move_to(datetime.fromisoformat(said).replace(tzinfo=zone))
    await bot.caught_up()
    await bot.idle()


def last(bot: Living, person: int) -> Message:
    return bot.from_bot(person)[-1]


def heard(bot: Living, person: int) -> int:
    return len(bot.from_bot(person))


async def answers(bot: Living, telegram_id: int, answer: Answer) -> None:
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        content = await uow.content.load()
        assert content is not None
        (meeting,) = content[1].meetings
        seat = Seat.NONE if answer.mode is None else Seat.TAKEN
        now = bot.clock.now()
        rsvp = Rsvp(0, meeting.id, days_of(meeting), person.id, answer, seat, now, person.country)
        await uow.rsvps.put(rsvp, meeting.over_at(), now, by=person.id, why=Why.ANSWERED)
        await uow.commit()


async def keeps_quiet(bot: Living, telegram_id: int, hours: Quiet) -> None:
    person = await known(bot, telegram_id)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_quiet(person.id, hours)
        await uow.commit()


async def test_everybody_is_asked_at_nine_by_their_own_clock_and_answers_at_once(bot: Living) -> None:
    await at(bot, "2023-05-10T09:00")
    asked = last(bot, NFP_EN)
    assert asked.text.startswith("Will you come?\nDawn meeting")
    assert "Please bring your passport." in asked.text
    assert heard(bot, NFP_FR) == 0
    await at(bot, "2023-05-10T09:00", CASABLANCA)
    assert last(bot, NFP_FR).text.startswith("Participerez-vous")
    await tap(bot, NFP_EN, asked, "rsvp|dawn|online|note")
    before = heard(bot, NFP_EN)
    await at(bot, "2023-05-24T12:00")
    assert "before" not in last(bot, NFP_EN).text
    assert heard(bot, NFP_EN) - before == 0
    assert last(bot, NFP_FR).text.startswith("Merci de répondre\u00a0: il reste 7 jours.")


async def test_before_the_deadline_it_says_how_many_days_are_left(bot: Living) -> None:
    await at(bot, "2023-05-24T09:00")
    assert last(bot, NFP_EN).text.startswith("7 days left: please answer by Wednesday 31 May 2023, 23:59 (Tbilisi)\n")
    await at(bot, "2023-05-29T09:00")
    asked = last(bot, NFP_EN)
    assert asked.text.startswith("2 days left: please answer by Wednesday 31 May 2023, 23:59 (Tbilisi)\n")
    assert asked.text.count("31 May") == 1
    await at(bot, "2023-05-29T09:00", CASABLANCA)
    assert last(bot, NFP_FR).text.startswith("Merci de répondre\u00a0: il reste 2 jours.")


async def test_the_hour_comes_within_quiet_hours_to_those_online_alone(bot: Living) -> None:
    await answers(bot, NFP_EN, Answer.ONLINE)
    await answers(bot, NFP_AR, Answer.IN_PERSON)
    await answers(bot, NFP_FR, Answer.NO)
    await at(bot, "2023-06-14T00:00")
    before = heard(bot, NFP_AR)
    await at(bot, "2023-06-14T06:00")
    assert last(bot, NFP_EN).text.startswith("In an hour")
    assert "Join online" in last(bot, NFP_EN).text
    await at(bot, "2023-06-14T09:00")
    assert heard(bot, NFP_AR) == before
    assert heard(bot, NFP_FR) == 0


async def test_a_reminder_waits_for_the_end_of_quiet_hours(bot: Living) -> None:
    await keeps_quiet(bot, NFP_EN, Quiet(22, 10))
    await at(bot, "2023-05-10T09:30")
    assert heard(bot, NFP_EN) == 0
    await at(bot, "2023-05-10T10:00")
    assert last(bot, NFP_EN).text.startswith("Will you come?")


async def test_what_was_answered_while_it_waited_is_not_asked_any_more(bot: Living) -> None:
    await keeps_quiet(bot, NFP_EN, Quiet(22, 10))
    await at(bot, "2023-05-10T09:30")
    await answers(bot, NFP_EN, Answer.NO)
    await at(bot, "2023-05-10T12:00")
    assert heard(bot, NFP_EN) == 0


async def test_a_late_one_tells_the_truth(bot: Living) -> None:
    """The program stood still on the day before the last week, and ran again in the evening after."""
    await answers(bot, NFP_EN, Answer.IN_PERSON)
    await at(bot, "2023-06-08T08:30")
    assert last(bot, NFP_EN).text.startswith("In 6 days")
    assert "Your answer" in last(bot, NFP_EN).text


async def test_the_question_whether_one_still_has_a_role_waits_as_well(bot: Living) -> None:
    await at(bot, "2024-05-08T23:00")
    assert heard(bot, NFP_EN) == 0
    await at(bot, "2024-05-09T08:00")
    assert "National Focal Point" in last(bot, NFP_EN).text


async def test_snoozing_brings_it_again_once_also_within_quiet_hours(bot: Living) -> None:
    await at(bot, "2023-05-10T20:30")
    asked = last(bot, NFP_EN)
    assert [label for label in labels(asked) if "Remind" in label] == ["Remind me in 1 hour", "Remind me tomorrow"]
    snoozed = await tap(bot, NFP_EN, asked, "snooze|dawn|opening-0|1h")
    assert "21:30" in snoozed.text
    again = await force(bot, NFP_EN, asked, "snooze|dawn|opening-0|1h")
    assert "21:30" in again.text
    before = heard(bot, NFP_EN)
    await at(bot, "2023-05-10T21:31")
    assert heard(bot, NFP_EN) == before + 1
    assert last(bot, NFP_EN).text.startswith("Will you come?")
    await at(bot, "2023-05-12T12:00")
    assert heard(bot, NFP_EN) == before + 1


@pytest.mark.parametrize(
    ("now", "when", "until"),
    [
        ("2023-05-10T09:00", "tonight", "10 May 2023, 18:00"),
        ("2023-05-10T18:30", "tonight", "10 May 2023, 20:00"),
        ("2023-05-10T18:30", "tomorrow", "11 May 2023, 09:00"),
    ],
)
async def test_tonight_and_tomorrow_are_by_the_readers_clock(bot: Living, now: str, when: str, until: str) -> None:
    await at(bot, now)
    assert until in (await tap(bot, NFP_EN, last(bot, NFP_EN), f"snooze|dawn|opening-0|{when}")).text


async def test_it_cannot_be_put_off_beyond_the_beginning(bot: Living) -> None:
    await answers(bot, NFP_EN, Answer.ONLINE)
    await at(bot, "2023-06-14T06:00")
    hour = last(bot, NFP_EN)
    assert not [label for label in labels(hour) if "Remind" in label]
    assert "can no longer" in (await force(bot, NFP_EN, hour, "snooze|dawn|hours-1|tomorrow")).text


@pytest.mark.parametrize("forged", ["nowhere|days-7|1h", "dawn|days|1h", "dawn|weeks-1|1h", "dawn|days-7|2h"])
async def test_a_forged_wish_is_refused(bot: Living, forged: str) -> None:
    await at(bot, "2023-05-10T09:00")
    assert "no longer works" in (await force(bot, NFP_EN, last(bot, NFP_EN), f"snooze|{forged}")).text


async def test_the_list_tells_what_is_to_come_and_switches_it_off(bot: Living) -> None:
    shown = await bot.ask(NFP_EN, "/reminders")
    coming = [line for line in shown.text.splitlines() if "Dawn meeting" in line]
    assert [line.split(" (")[0].removeprefix("• ") for line in coming] == [
        "Wednesday 10 May 2023, 09:00",
        "Monday 15 May 2023, 09:00",
        "Wednesday 24 May 2023, 09:00",
        "Monday 29 May 2023, 09:00",
        "Wednesday 7 June 2023, 09:00",
        "Tuesday 13 June 2023, 09:00",
    ]
    shown = await tap(bot, NFP_EN, shown, "remind|answers|off")
    assert "10 May" not in shown.text
    assert "stopped: questions" in shown.text
    await at(bot, "2023-05-10T12:00")
    assert heard(bot, NFP_EN) == 1
    shown = await tap(bot, NFP_EN, shown, "remind|answers|on")
    assert "24 May" in shown.text


async def test_a_snoozed_one_stands_in_the_list(bot: Living) -> None:
    await at(bot, "2023-05-10T09:00")
    await tap(bot, NFP_EN, last(bot, NFP_EN), "snooze|dawn|opening-0|tonight")
    shown = await bot.ask(NFP_EN, "/reminders")
    assert "10 May 2023, 18:00 (Tbilisi) – Dawn meeting: put off by you" in shown.text


async def test_quiet_hours_are_chosen(bot: Living) -> None:
    shown = await bot.ask(NFP_EN, "/reminders")
    assert "21:00–08:00" in shown.text
    shown = await tap(bot, NFP_EN, shown, "quiet")
    shown = await tap(bot, NFP_EN, shown, "setquiet|00-00")
    assert "no quiet hours" in shown.text
    await answers(bot, NFP_EN, Answer.IN_PERSON)
    await at(bot, "2023-06-14T06:00")
    assert last(bot, NFP_EN).text.startswith("In an hour")
    assert "no longer works" in (await force(bot, NFP_EN, shown, "setquiet|05-04")).text


@pytest.mark.parametrize("said", ["remind me", "what reminders do I have?"])
async def test_words_lead_to_the_list(bot: Living, said: str) -> None:
    assert (await bot.ask(NFP_EN, said)).text.startswith("Your reminders")


async def test_reminders_are_for_members(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES))
    assert "reminders" not in (await bot.ask(GUEST_ES, "/reminders")).text.lower()
    assert message.id


async def test_the_next_thing_due_is_the_next_reminder(bot: Living) -> None:
    assert isinstance(bot.clock, MovableClock)
    bot.clock.move_to(datetime(2023, 5, 10, 4, tzinfo=UTC))
    due = await app.next_due_in(bot.database, bot.clock)
    assert due == datetime(2023, 5, 10, 5, tzinfo=UTC)
    bot.clock.move_to(due)
    await bot.until(lambda: heard(bot, NFP_EN) == 1)
    assert bot.clock.now() - due < timedelta(seconds=30)
