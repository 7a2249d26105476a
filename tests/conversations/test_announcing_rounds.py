"""Announcements lead to a round of feedback, and can be for those alone who have not answered it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.announcements import State, Timing
from bot.domain.audience import EVERYONE, Condition, Filter, Group, Selection
from bot.domain.rounds import Answered, Method, Round, RoundState, Terms
from bot.simulator.messages import Message
from tests import announce
from tests.conversations.approving import (
    ANA,
    ARAB,
    BEN,
    FOCAL_POINT,
    FRENCH,
    OTHER_REGION,
    READERS,
    check,
    digest,
    kept,
    secretariat,
    written,
)
from tests.conversations.office import force, known, later, tap
from tests.conversations.test_announcing_reports import announced, at_rest
from tests.living import Living, labels

OURS: Final = "r.ours"
THEIRS: Final = "r.theirs"
TITLES: Final = {"en": "What matters most?", "fr": "Qu’est-ce qui compte le plus ?"}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """A secretariat with a round of its own region, which is open, and one of another region."""
    async with secretariat(tmp_path, often=50) as alive:
        await add(alive, OURS)
        await add(alive, THEIRS, scope="mie")
        yield alive


async def add(
    bot: Living, name: str, state: RoundState = RoundState.OPEN, *, scope: str = "seee", **terms: Any
) -> None:
    """A round that asks focal points of a region to rate two things."""
    now = bot.clock.now()
    fields = {
        "title": TITLES,
        "method": Method.RATE,
        "choices": ({"key": "a", "title": {"en": "Finance"}}, {"key": "b", "title": {"en": "Data"}}),
        "audience": {"roles": ("nfp",)},
        "closes": now + timedelta(days=7),
    }
    async with bot.database.unit_of_work() as uow:
        terms_ = Terms.model_validate(fields | terms)
        await uow.rounds.add(Round(name, state, terms_, now, now, scope=frozenset({scope}), opened_at=now))
        if state is RoundState.OPEN:
            await uow.rounds.make_secret(name)
        await uow.commit()


async def answers(bot: Living, *people: int, name: str = OURS) -> None:
    for each in people:
        person = await known(bot, each)
        async with bot.database.unit_of_work() as uow:
            await uow.round_answers.put(name, person.id, Answered("a5b3", "a5b3"), ("seee",), named=False)
            await uow.commit()


async def alter(bot: Living, name: str, state: RoundState | None) -> None:
    """The round is in another state, or (none) gone."""
    async with bot.database.unit_of_work() as uow:
        round_ = await uow.rounds.get(name)
        assert round_ is not None
        await uow.rounds.remove(name)
        await uow.commit()
    if state is not None:
        await add(bot, name, state)


def by_answer(answer: str, *, excluded: bool = False) -> Selection:
    conditions = (
        Condition(filter=Filter.ROLES, values=("nfp",)),
        Condition(filter=Filter.ROUND, values=(OURS, answer), excluded=excluded),
    )
    return Selection(groups=(Group(conditions=conditions),))


async def screen(bot: Living, number: int, *taps: str, author: int = ANA) -> Message:
    """The screen after these buttons, from the draft on."""
    message = await force(bot, author, await bot.ask(author, "/help"), f"draft|{number}")
    for each in taps:
        message = await tap(bot, author, message, each.replace("#", str(number)))
    return message


async def pressed(bot: Living, number: int) -> int:
    async with bot.database.unit_of_work() as uow:
        return (await uow.deliveries.tally(number, 1, bot.clock.now())).pressed


async def test_its_author_chooses_among_the_rounds_that_they_look_after(bot: Living) -> None:
    await add(
        bot, "r.planned", RoundState.PLANNED, title={"en": "Next year"}, opens=bot.clock.now() + timedelta(days=1)
    )
    await add(bot, "r.draft", RoundState.DRAFT, title={"en": "Not yet asked"})
    await add(bot, "r.closed", RoundState.CLOSED, title={"en": "Last year"})
    number = await written(bot)
    message = await screen(bot, number, "annbuttons|#", "annrounds|#")
    assert labels(message)[:2] == ["Next year", "What matters most?"]
    assert not {"Not yet asked", "Last year"} & set(labels(message))
    assert len(labels(message)) == 3, "neither that of the other region nor that of the content, which asks all"
    message = await tap(bot, ANA, message, f"annsetround|{number}|{OURS}")
    assert "To the round: What matters most?" in message.text
    assert (await kept(bot, number)).content.round == OURS
    assert "To the round: What matters most?" in (await screen(bot, number)).text
    again = await force(bot, ANA, message, f"annsetround|{number}|{OURS}")
    assert again.text == message.text
    message = await tap(bot, ANA, again, f"annsetround|{number}|.")
    assert (await kept(bot, number)).content.round is None
    assert "To the round" not in message.text


@pytest.mark.parametrize("forged", [THEIRS, "r.draft", "r.closed", "r.nowhere", "priorities-2023"])
async def test_a_round_that_is_not_theirs_to_announce_is_not_taken(bot: Living, forged: str) -> None:
    await add(bot, "r.draft", RoundState.DRAFT)
    await add(bot, "r.closed", RoundState.CLOSED)
    number = await written(bot)
    await force(bot, ANA, await bot.ask(ANA, "/help"), f"annsetround|{number}|{forged}")
    assert (await kept(bot, number)).content.round is None


async def test_without_a_round_that_is_said(bot: Living) -> None:
    await alter(bot, OURS, None)
    message = await screen(bot, await written(bot), "annbuttons|#", "annrounds|#")
    assert "None of the rounds that you look after is open or planned." in message.text


async def test_a_reader_answers_it_from_the_announcement_and_that_is_counted(bot: Living) -> None:
    number = await announced(bot, round=OURS)
    got = bot.from_bot(FRENCH)[-1]
    assert "Donner mon avis" in labels(got)
    await tap(bot, FRENCH, got, f"annround|{number}")
    card = bot.from_bot(FRENCH)[-1]
    assert TITLES["fr"] in card.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert await pressed(bot, number) == 1
    await tap(bot, FRENCH, got, f"annround|{number}")
    assert await pressed(bot, number) == 1, "a second press is none of another reader"


async def test_before_it_opens_readers_are_told_when_it_will(bot: Living) -> None:
    opens = bot.clock.now() + timedelta(days=2)
    await add(bot, "r.planned", RoundState.PLANNED, opens=opens)
    number = await announced(bot, round="r.planned")
    await tap(bot, FOCAL_POINT, bot.from_bot(FOCAL_POINT)[-1], f"annround|{number}")
    told = bot.from_bot(FOCAL_POINT)[-1].text
    assert "The round “What matters most?” is not open yet. It opens on Wednesday 19 April 2023" in told
    stranger = await bot.ask(OTHER_REGION, "/help")
    await force(bot, OTHER_REGION, stranger, f"annround|{number}")
    assert TITLES["en"] not in bot.from_bot(OTHER_REGION)[-1].text, "it is none of theirs"


@pytest.mark.parametrize("which", ["0", "99999", "x", "999999999999999999"])
async def test_a_made_up_announcement_leads_to_no_round(bot: Living, which: str) -> None:
    message = await force(bot, FOCAL_POINT, await bot.ask(FOCAL_POINT, "/help"), f"annround|{which}")
    assert TITLES["en"] not in "".join(each.text for each in bot.from_bot(FOCAL_POINT)), message.text


async def test_a_round_that_is_gone_meanwhile_is_explained(bot: Living) -> None:
    number = await announced(bot, round=OURS)
    await alter(bot, OURS, None)
    before = len(bot.from_bot(FOCAL_POINT))
    await tap(bot, FOCAL_POINT, bot.from_bot(FOCAL_POINT)[-1], f"annround|{number}")
    assert len(bot.from_bot(FOCAL_POINT)) == before + 1
    assert TITLES["en"] not in bot.from_bot(FOCAL_POINT)[-1].text


async def test_those_who_have_not_answered_are_chosen_and_read_as_a_sentence(bot: Living) -> None:
    await answers(bot, FOCAL_POINT, FRENCH)
    number = await written(bot, selection=Selection())
    chosen = ("audience|#", "audpick|#|roles", "audset|#|roles|nfp", "audience|#", "audpick|#|round")
    message = await screen(bot, number, *chosen)
    assert labels(message) == ["What matters most?", "Done"]
    message = await tap(bot, ANA, message, f"audround|{number}|{OURS}")
    assert "Whom do you mean, in the round “What matters most?”?" in message.text
    assert labels(message)[:2] == ["Have answered", "Have not answered"]
    message = await tap(bot, ANA, message, f"audsaid|{number}|{OURS}|silent")
    assert "✓ Have not answered" in labels(message)
    message = await tap(bot, ANA, message, f"audience|{number}")
    assert "Focal points (answer to the round “What matters most?”: not given yet)" in message.text
    assert "It goes to 4 people." in message.text
    assert "Luc Moreau" not in message.text
    message = await screen(bot, number, "audience|#", "audpick|#|round", f"audround|#|{OURS}", f"audnotsaid|#|{OURS}")
    message = await tap(bot, ANA, message, f"audience|{number}")
    assert "but not those whose answer to the round “What matters most?” is: not given yet" in message.text
    assert "It goes to 2 people." in message.text


async def test_it_goes_to_those_who_are_silent_when_it_goes(bot: Living) -> None:
    number = await written(bot, selection=by_answer("silent"))
    await answers(bot, FOCAL_POINT)
    shown = await check(bot, ANA, number)
    await answers(bot, ARAB)
    before = {each: len(bot.from_bot(each)) for each in READERS}
    await bot.press(ANA, shown, "Send now")
    await at_rest(bot, number)
    got = {each for each in READERS if len(bot.from_bot(each)) > before[each]}
    assert got == set(READERS) - {FOCAL_POINT, ARAB}


async def test_of_a_round_that_is_gone_nobody_is_meant(bot: Living) -> None:
    number = await written(bot, selection=by_answer("silent"))
    await alter(bot, OURS, None)
    message = await screen(bot, number, "audience|#")
    assert "Focal points (answer to the round “r.ours”: not given yet)" in message.text
    assert "It goes to 0 people." in message.text


@pytest.mark.parametrize(
    "forged",
    [
        f"audround|#|{THEIRS}",
        f"audsaid|#|{THEIRS}|answered",
        f"audsaid|#|{OURS}|a5",
        "audsaid|#|r.nowhere|silent",
        "audsaid|#|priorities-2023|silent",
        f"audset|#|round|{OURS}",
    ],
)
async def test_what_is_forged_chooses_nobody(bot: Living, forged: str) -> None:
    """Who has answered a round is told to nobody but those who look after it."""
    await answers(bot, FOCAL_POINT, name=THEIRS)
    number = await written(bot, selection=announce.FOCAL_POINTS)
    message = await force(bot, ANA, await bot.ask(ANA, "/help"), forged.replace("#", str(number)))
    assert (await kept(bot, number)).selection == announce.FOCAL_POINTS
    assert "Have answered" not in labels(message)


async def test_the_check_tells_of_a_round_that_is_gone_closed_or_not_open_yet(bot: Living) -> None:
    number = await written(bot, selection=announce.FOCAL_POINTS, round=OURS)
    shown = await check(bot, ANA, number)
    assert "the round" not in shown.text.split("Recipients who")[0]
    await alter(bot, OURS, RoundState.CLOSED)
    shown = await check(bot, ANA, number)
    assert "the round that its button leads to will be closed" in shown.text
    assert "Send now" in labels(shown), "it can be sent all the same"
    await alter(bot, OURS, None)
    shown = await check(bot, ANA, number)
    assert "The round that its button leads to is no longer there." in shown.text
    assert "Send now" not in labels(shown)
    await add(bot, OURS, RoundState.PLANNED, opens=bot.clock.now() + timedelta(days=2))
    assert "will not be open yet" in (await check(bot, ANA, number)).text


async def test_the_check_knows_what_will_be_when_it_goes(bot: Living) -> None:
    """The round closes in a week; it is to be sent in eight days."""
    timing = Timing(kind="at", at=bot.clock.now() + timedelta(days=8))
    number = await written(bot, round=OURS, timing=timing)
    assert "the round that its button leads to will be closed" in (await check(bot, ANA, number)).text
    await add(bot, "r.planned", RoundState.PLANNED, opens=bot.clock.now() + timedelta(days=2), closes=None)
    number = await written(bot, round="r.planned", timing=timing)
    assert "the round" not in (await check(bot, ANA, number)).text.split("Recipients who")[0]


async def test_the_check_counts_those_whom_the_round_does_not_ask(bot: Living) -> None:
    """Two secretaries of the region are readers, and the round asks focal points; one of them has answered as such."""
    number = await written(bot, selection=EVERYONE, round=OURS)
    told = "Recipients who cannot answer the round that the button leads to, as it is meant for others: "
    assert f"{told}2" in (await check(bot, ANA, number)).text
    await answers(bot, BEN)
    assert f"{told}1" in (await check(bot, ANA, number)).text
    number = await written(bot, selection=announce.FOCAL_POINTS, round=OURS)
    assert told not in (await check(bot, ANA, number)).text


async def test_one_that_has_its_time_does_not_lead_to_a_round_that_is_gone(bot: Living) -> None:
    """It becomes a draft again, and its author is told."""
    at = bot.clock.now() + timedelta(hours=1)
    number = await written(bot, selection=announce.FOCAL_POINTS, round=OURS, timing=Timing(kind="at", at=at))
    await force(bot, ANA, await bot.ask(ANA, "/help"), f"annsend|{number}|{await digest(bot, number)}")
    assert (await kept(bot, number)).state is State.SCHEDULED
    await alter(bot, OURS, None)
    before = len(bot.from_bot(FOCAL_POINT))
    later(bot, timedelta(hours=2))
    await bot.until(lambda: "Something stands in its way" in bot.from_bot(ANA)[-1].text)
    assert (await kept(bot, number)).state is State.DRAFT
    assert len(bot.from_bot(FOCAL_POINT)) == before
