"""The results of a round: who sees which figures when, and what they say."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.actions import ShowResults, encode
from bot.domain.actions_round_results import ALL
from bot.domain.content_parts import Audience
from bot.domain.content_text import Text
from bot.domain.exchange import Outgoing
from bot.domain.messages import RoundResults
from bot.domain.round_results import code_of
from bot.domain.rounds import Choice, Grouping, Method
from tests.conversations.office import demote, force, known, later, tap
from tests.conversations.polled import (
    FOLLOWER,
    GEORGIANS,
    ID,
    JORDANIANS,
    KAZAKHS,
    OUTSIDER,
    PEOPLE,
    SECRETARIAT,
    answered,
    ended,
    opened,
    polled,
    results,
    terms,
    withdrawn,
)
from tests.living import Living, labels, living

GONE = "no longer available"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack="demo", people=PEOPLE) as alive:
        yield alive


def shown(text: str) -> list[str]:
    """Each choice with its figures, without the bar."""
    found = text.split("\n")
    return [f"{line} | {found[at + 1][11:]}" for at, line in enumerate(found) if line[:2] in ("1.", "2.", "3.")]


# What they say


async def test_a_ranking_by_points_and_by_first_choices(bot: Living) -> None:
    await polled(bot)
    message = await results(bot, GEORGIANS[0])
    # Two points for the first, one for the second; the four Kazakhs are too few to be counted.
    assert shown(message.text) == [
        "1. Training | points: 24 · first choice: 8",
        "1. Laboratories | points: 24 · first choice: 8",
        "3. Borders | points: 0 · first choice: 0",
    ]
    assert "By first choices" not in message.text, "the order is the same"
    assert "Answered: 20 of 20" in message.text
    assert "4 answers are left out of all these figures" in message.text


async def test_the_order_by_first_choices_where_it_is_another(bot: Living) -> None:
    round_ = await opened(bot, terms(most=3))
    await answered(bot, round_, GEORGIANS, "abc")
    await answered(bot, round_, JORDANIANS[:6], "bca")
    await ended(bot, round_)
    message = await results(bot, FOLLOWER)
    assert [line[:2] + line.partition("|")[2] for line in shown(message.text)] == [
        "1. points: 34 · first choice: 6",
        "2. points: 30 · first choice: 8",
        "3. points: 20 · first choice: 0",
    ]
    [_, by_firsts] = message.text.split("By first choices:\n")
    assert [line.rpartition(" ")[2] for line in by_firsts.split("\n")[:2]] == ["8", "6"]


async def test_how_many_have_chosen_each(bot: Living) -> None:
    round_ = await opened(bot, terms(method=Method.CHOOSE))
    await answered(bot, round_, GEORGIANS, "ab")
    await answered(bot, round_, JORDANIANS[:6], "a")
    await ended(bot, round_)
    assert shown((await results(bot, FOLLOWER)).text) == [
        "1. Training | 100% · chosen: 14",
        "2. Laboratories | 57% · chosen: 8",
        "3. Borders | 0% · chosen: 0",
    ]


async def test_mean_ratings_in_the_way_of_the_language(bot: Living) -> None:
    round_ = await opened(bot, terms(method=Method.RATE, most=1, grouping=Grouping.NONE))
    await answered(bot, round_, GEORGIANS[:4], "a5b3")
    await answered(bot, round_, JORDANIANS[:4], "a4b3")
    await ended(bot, round_)
    assert shown((await results(bot, FOLLOWER)).text) == [
        "1. Training | 4.5 of 5 · ratings: 8",
        "2. Laboratories | 3.0 of 5 · ratings: 8",
        "3. Borders | – of 5 · ratings: 0",
    ]
    assert "4,5 из 5 · оценок: 8" in (await results(bot, KAZAKHS[0])).text
    arabic = (await results(bot, JORDANIANS[0])).text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
    assert "المتوسط: 4.5 من 5 · التقييمات: 8" in arabic


async def test_what_is_withdrawn_counts_no_more_and_is_named(bot: Living) -> None:
    await withdrawn(bot, await polled(bot), "a")
    message = await results(bot, FOLLOWER)
    assert [line.partition(" |")[0] for line in shown(message.text)] == ["1. Laboratories", "2. Borders"]
    assert "Withdrawn, not counted: Training" in message.text


async def test_where_only_what_is_withdrawn_was_chosen_all_answers_are_blank(bot: Living) -> None:
    round_ = await opened(bot)
    await answered(bot, round_, GEORGIANS, "a")
    await ended(bot, await withdrawn(bot, round_, "a"))
    message = await results(bot, GEORGIANS[0])
    assert "All answers are blank" in message.text
    assert not shown(message.text)
    assert "Chart" not in labels(message)


async def test_nobody_has_answered(bot: Living) -> None:
    await ended(bot, await opened(bot))
    message = await results(bot, FOLLOWER)
    assert "Answered: 0 of 20" in message.text
    assert "There are no answers." in message.text


async def test_a_round_for_nobody(bot: Living) -> None:
    await ended(bot, await opened(bot, terms(audience=Audience(countries=("FJ",)))))
    assert "This round is for nobody" in (await results(bot, FOLLOWER)).text


async def test_with_too_few_answers_nothing_is_shown(bot: Living) -> None:
    round_ = await opened(bot)
    await answered(bot, round_, GEORGIANS[:4], "ab")
    await ended(bot, round_)
    message = await results(bot, FOLLOWER)
    assert "Answered: 4 of 20" in message.text
    assert "No results are shown: that takes at least 5 answers" in message.text
    assert not shown(message.text)


async def test_how_many_were_asked_stays_as_it_was_when_the_round_closed(bot: Living) -> None:
    await polled(bot)
    for each in KAZAKHS:
        await demote(bot, each)
    assert "Answered: 20 of 20" in (await results(bot, FOLLOWER)).text


# Group by group


async def test_groups_above_the_threshold_have_buttons_and_others_have_none(bot: Living) -> None:
    await polled(bot)
    message = await results(bot, FOLLOWER)
    assert [label for label in labels(message) if " · " in label] == [
        "Middle East · 8",
        "South East and Eastern Europe · 8",
    ]
    message = await tap(bot, FOLLOWER, message, f"results|{ID}|{code_of(('mie',))}")
    assert "Middle East · answers: 8" in message.text
    assert shown(message.text)[0] == "1. Laboratories | points: 16 · first choice: 8"
    message = await tap(bot, FOLLOWER, message, f"results|{ID}|all")
    assert "Answered: 20 of 20" in message.text


@pytest.mark.parametrize("group", [code_of(("ca",)), "ca", "seee", "00000000", "-"])
async def test_a_button_for_a_group_that_is_not_shown_shows_nothing(bot: Living, group: str) -> None:
    await polled(bot)
    message = await results(bot, FOLLOWER, group)
    assert not shown(message.text)
    assert "Borders" not in message.text


async def test_countries_are_shown_within_their_region(bot: Living) -> None:
    await polled(bot, terms(grouping=Grouping.COUNTRY))
    message = await results(bot, FOLLOWER, code_of(("seee",)))
    assert "Georgia · 8" in labels(message)
    message = await tap(bot, FOLLOWER, message, f"results|{ID}|{code_of(('seee', 'GE'))}")
    assert "Georgia · answers: 8" in message.text
    message = await tap(bot, FOLLOWER, message, f"results|{ID}|{code_of(('seee',))}")
    assert "South East and Eastern Europe · answers: 8" in message.text


async def test_languages_are_called_in_the_language_of_the_reader(bot: Living) -> None:
    await polled(bot, terms(grouping=Grouping.LANGUAGE))
    assert {"Arabic · 8", "English · 8"} <= set(labels(await results(bot, FOLLOWER)))


async def test_a_button_takes_the_longest_names(bot: Living) -> None:
    """Of a round, and of a region: both may have 32 letters."""
    assert encode(ShowResults("m." + "x" * 32, code_of(("y" * 32, "GE"))))


# Who sees them, and when


@pytest.mark.parametrize(
    ("when", "open_", "closed"), [("never", False, False), ("after_closing", False, True), ("live", True, True)]
)
async def test_those_who_were_asked_see_them_as_they_were_promised(
    bot: Living, when: Any, open_: bool, closed: bool
) -> None:
    round_ = await polled(bot, terms(results=when), open_=True)
    assert bool(shown((await results(bot, GEORGIANS[0])).text)) is open_
    assert shown((await results(bot, FOLLOWER)).text)
    await ended(bot, round_)
    assert bool(shown((await results(bot, GEORGIANS[0])).text)) is closed


@pytest.mark.parametrize("person", [OUTSIDER, SECRETARIAT], ids=["not asked", "of one of the regions"])
async def test_whoever_was_not_asked_and_does_not_look_after_it_sees_nothing(bot: Living, person: int) -> None:
    await polled(bot)
    message = await results(bot, person)
    assert not shown(message.text)
    assert "What matters" not in message.text


async def test_an_old_button_shows_nothing_to_whoever_has_lost_their_role(bot: Living) -> None:
    await polled(bot)
    message = await results(bot, FOLLOWER)
    await demote(bot, FOLLOWER)
    message = await tap(bot, FOLLOWER, message, f"results|{ID}|{code_of(('seee',))}")
    assert not shown(message.text)


async def test_results_that_come_unasked_do_not_come_to_whoever_may_not_see_them(bot: Living) -> None:
    await polled(bot, terms(results="never"))
    people = {person: await known(bot, person) for person in (GEORGIANS[0], FOLLOWER)}
    before = {person: len(bot.from_bot(person)) for person in people}
    async with bot.database.unit_of_work() as uow:
        told = RoundResults(round=ID, note="closed")
        await uow.outbox.add([Outgoing(each, found.id, told) for each, found in people.items()], bot.clock.now())
        await uow.commit()
    await bot.until(lambda: len(bot.from_bot(FOLLOWER)) > before[FOLLOWER])
    await bot.idle()
    assert "The round is closed. Here are its results." in bot.from_bot(FOLLOWER)[-1].text
    assert len(bot.from_bot(GEORGIANS[0])) == before[GEORGIANS[0]]


# While it is open


async def test_figures_advance_in_steps_and_say_so(bot: Living) -> None:
    round_ = await opened(bot)
    await answered(bot, round_, GEORGIANS[:4], "ab")
    message = await results(bot, FOLLOWER)
    assert "There are too few answers yet" in message.text
    assert "at least 5 new answers at a time" in message.text
    await answered(bot, round_, GEORGIANS[:6], "ab")
    assert "South East and Eastern Europe · 6" in labels(await results(bot, FOLLOWER))
    await answered(bot, round_, GEORGIANS, "ab")
    message = await results(bot, FOLLOWER)
    assert "South East and Eastern Europe · 6" in labels(message)
    assert "Answered: 8 of 20" in message.text


# With names


async def test_those_who_look_after_a_round_with_names_see_every_answer(bot: Living) -> None:
    await polled(bot, terms(anonymous=False, results="live"), open_=True)
    message = await results(bot, FOLLOWER)
    assert "Central Asia · 4" in labels(message)
    assert "you see every answer" in message.text
    assert shown(message.text)[0] == "1. Training | points: 28 · first choice: 8"
    message = await results(bot, GEORGIANS[0])
    assert "Central Asia · 4" not in labels(message)
    assert shown(message.text)[0] == "1. Training | points: 24 · first choice: 8"


# Compared with an earlier one


async def earlier(bot: Living, **fields: Any) -> None:
    """In an earlier round Borders came first, and Laboratories were not asked for."""
    choices = (
        Choice(key="a", title=Text({"en": "Frontiers"}), source="borders"),
        Choice(key="b", title=Text({"en": "Training of old"}), source="training"),
    )
    title = Text({"en": "What mattered?"})
    round_ = await opened(bot, terms(title=title, choices=choices, **fields), "r.before")
    await answered(bot, round_, GEORGIANS, "ab")
    await ended(bot, round_)


@pytest.mark.parametrize(("hours", "compared"), [(2, True), (0, False)], ids=["before", "after"])
async def test_a_round_is_compared_with_the_one_before_it_on_the_same_roadmap(
    bot: Living, hours: int, compared: bool
) -> None:
    await earlier(bot, roadmap="plan")
    later(bot, timedelta(hours=hours))
    await polled(bot, terms(roadmap="plan"))
    message = await results(bot, FOLLOWER)
    assert ("Compared with “What mattered?”" in message.text) is compared
    assert ("earlier place: 2" in message.text) is compared


@pytest.mark.parametrize("other", [{"roadmap": "another"}, {"roadmap": None}, {"method": Method.CHOOSE}])
async def test_a_round_of_another_kind_is_not_compared(bot: Living, other: dict[str, Any]) -> None:
    await earlier(bot, **{"roadmap": "plan", **other})
    later(bot, timedelta(hours=2))
    await polled(bot, terms(roadmap="plan"))
    assert "What mattered?" not in (await results(bot, FOLLOWER)).text


async def test_the_places_in_the_round_that_the_terms_name(bot: Living) -> None:
    await earlier(bot)
    await polled(bot, terms(earlier="r.before"))
    message = await results(bot, GEORGIANS[0])
    assert shown(message.text) == [
        "1. Training | points: 24 · first choice: 8 · earlier place: 2",
        "1. Laboratories | points: 24 · first choice: 8 · new",
        "3. Borders | points: 0 · first choice: 0 · earlier place: 1",
    ]
    assert "Compared with “What mattered?”, closed on 17 April 2023." in message.text
    # Nothing was shown of Jordan then.
    assert "before" not in (await results(bot, GEORGIANS[0], code_of(("mie",)))).text


async def test_an_earlier_round_that_the_reader_may_not_see_is_not_compared(bot: Living) -> None:
    await earlier(bot, results="never")
    await polled(bot, terms(earlier="r.before"))
    assert "before" not in (await results(bot, GEORGIANS[0])).text
    assert "earlier place: 2" in (await results(bot, FOLLOWER)).text


async def test_the_way_to_the_round_itself(bot: Living) -> None:
    await polled(bot)
    message = await results(bot, GEORGIANS[0])
    assert ALL in str(message.inline_keyboard)
    message = await tap(bot, GEORGIANS[0], message, f"round|{ID}")
    assert "What matters most?" in message.text


async def test_results_in_place_of_the_card_are_not_overwritten_by_it(tmp_path: Path) -> None:
    """The card is kept up to date where it stands; here it stands no more."""
    person = GEORGIANS[0]
    async with living(tmp_path, pack="demo", people=PEOPLE, often=50) as bot:
        await opened(bot, terms(results="live"))
        replaced, other, another = [
            await force(bot, person, await bot.ask(person, "/help"), f"round|{ID}") for _ in range(3)
        ]
        message = await tap(bot, person, replaced, f"results|{ID}|all")
        told, before, chat = message.text, another.text, bot.world.chats[person]
        await tap(bot, person, other, f"rpick|{ID}|a")
        await bot.until(lambda: chat.messages[another.id].text != before)
        await bot.idle()
        assert chat.messages[message.id].text == told
