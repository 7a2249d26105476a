"""A round closes: those who look after it and those who were asked hear of it, and later of what was decided."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.domain.people import Subscription
from bot.domain.rounds import Round
from bot.simulator.messages import Message
from tests.conversations.asking import NFPS, NOON, ROUND, asking, closed, of_own_accord, rank, watched
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, NFP_FR, NFP_RU, ORGANIZER, SECRETARIAT
from tests.conversations.office import acts, force, known, tap
from tests.living import Living, labels, living

TITLE: Final = "What matters most?"
DECIDED: Final = "We begin with training."


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as alive:
        await watched(alive)
        yield alive


async def round_of(bot: Living) -> Round:
    async with bot.database.unit_of_work() as uow:
        found = await uow.rounds.get(ROUND)
    assert found is not None
    return found


async def desk(bot: Living, person: int) -> Message:
    """What was decided, as somebody looks at it."""
    return await force(bot, person, await bot.ask(person, "/help"), f"decision|{ROUND}")


async def write(bot: Living, person: int, language: str, text: str) -> Message:
    await tap(bot, person, await desk(bot, person), f"decwrite|{ROUND}|{language}")
    return await bot.ask(person, text)


async def publish(bot: Living, person: int) -> Message:
    asked = await tap(bot, person, await desk(bot, person), f"decask|{ROUND}")
    return await tap(bot, person, asked, f"decpublish|{ROUND}")


# It has closed


async def test_those_who_were_asked_and_those_who_look_after_it_get_the_results_once(bot: Living) -> None:
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    before = {person: len(bot.from_bot(person)) for person in (*NFPS, SECRETARIAT, ORGANIZER, COORDINATOR)}
    await closed(bot)

    for person in NFPS:
        (came,) = bot.from_bot(person)[before[person] :]
        assert f"v1|round|{ROUND}" in str(came.inline_keyboard)
    assert TITLE in bot.from_bot(NFP_EN)[-1].text
    assert "Quelles priorités" in bot.from_bot(NFP_FR)[-1].text
    for person in (ORGANIZER, COORDINATOR):
        assert len(bot.from_bot(person)) == before[person] + 1, "they look after every round"
    assert len(bot.from_bot(SECRETARIAT)) == before[SECRETARIAT], "the round asks more than their region"


async def test_a_region_that_is_asked_alone_has_its_secretariat_told(tmp_path: Path) -> None:
    audience = {"regions": ["seee"], "roles": ["nfp"]}
    async with living(tmp_path, pack=asking(audience=audience), at=NOON, often=50) as bot:
        await watched(bot)
        before = {person: len(bot.from_bot(person)) for person in (SECRETARIAT, NFP_EN, NFP_FR)}
        await closed(bot)
        assert {person: len(bot.from_bot(person)) - count for person, count in before.items()} == {
            SECRETARIAT: 1,
            NFP_EN: 0,
            NFP_FR: 0,
        }, "nobody has answered"
        assert TITLE in bot.from_bot(SECRETARIAT)[-1].text


async def test_whoever_has_stopped_such_messages_is_not_told(bot: Living) -> None:
    person = await known(bot, NFP_RU)
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_stopped(person.id, [Subscription.FEEDBACK])
        await uow.commit()
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    before = len(bot.from_bot(NFP_RU))
    await closed(bot)
    assert len(bot.from_bot(NFP_RU)) == before
    assert of_own_accord(bot, NFP_AR, TITLE)


@pytest.mark.parametrize("results", ["never", "too few"])
async def test_where_nothing_is_to_be_seen_only_those_hear_of_it_who_look_after_it(
    tmp_path: Path, results: str
) -> None:
    fields = {"results": "never"} if results == "never" else {"shown_from": 3}
    async with living(tmp_path, pack=asking(**fields), at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "a", "b")
        await rank(bot, NFP_FR, "a")
        before = {person: len(bot.from_bot(person)) for person in (NFP_RU, ORGANIZER)}
        await closed(bot)
        assert len(bot.from_bot(NFP_RU)) == before[NFP_RU]
        assert len(bot.from_bot(ORGANIZER)) == before[ORGANIZER] + 1


# What was decided


async def test_what_was_decided_is_written_published_once_and_told(bot: Living) -> None:
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    await closed(bot)
    saved = await write(bot, ORGANIZER, "en", DECIDED)
    assert "Enregistré" in saved.text
    await write(bot, ORGANIZER, "fr", "Nous commençons par la formation.")
    assert (await round_of(bot)).decided_at is None

    asked = await tap(bot, ORGANIZER, await desk(bot, ORGANIZER), f"decask|{ROUND}")
    assert "4 personnes consultées" in asked.text
    assert "arabe" in asked.text, "it says in which languages nothing is written"
    before = {person: len(bot.from_bot(person)) for person in NFPS}
    await tap(bot, ORGANIZER, asked, f"decpublish|{ROUND}")
    await watched(bot)
    for person, words in ((NFP_EN, DECIDED), (NFP_FR, "Nous commençons"), (NFP_AR, DECIDED), (NFP_RU, DECIDED)):
        (came,) = bot.from_bot(person)[before[person] :]
        assert words in came.text
        assert f"results|{ROUND}|all" in str(came.inline_keyboard)
    assert acts(bot).count("round.decided") == 1

    again = await force(bot, ORGANIZER, await desk(bot, ORGANIZER), f"decpublish|{ROUND}")
    assert "Publiée le" in again.text
    await write(bot, COORDINATOR, "ar", "نبدأ بالتدريب.")
    await watched(bot)
    assert {person: len(bot.from_bot(person)) for person in NFPS} == {
        person: count + 1 for person, count in before.items()
    }
    assert acts(bot).count("round.decided") == 1
    assert (await round_of(bot)).decision["ar"] == "نبدأ بالتدريب."


async def test_what_is_too_long_or_no_text_is_explained_and_may_be_sent_again(bot: Living) -> None:
    await closed(bot)
    assert "1501" in (await write(bot, ORGANIZER, "en", "x" * 1501)).text
    assert "aucun mot" in (await bot.ask(ORGANIZER, "— … —")).text
    # What could be a question is taken as well: it was asked for.
    await bot.ask(ORGANIZER, "When is the meeting in Brussels?")
    assert (await round_of(bot)).decision == {"en": "When is the meeting in Brussels?"}
    removed = await force(bot, ORGANIZER, await desk(bot, ORGANIZER), f"decremove|{ROUND}|en")
    assert (await round_of(bot)).decision == {}
    assert f"decask|{ROUND}" not in str(removed.inline_keyboard), "there is nothing to publish"


async def test_whoever_takes_it_back_writes_nothing(bot: Living) -> None:
    await closed(bot)
    await tap(bot, ORGANIZER, await desk(bot, ORGANIZER), f"decwrite|{ROUND}|en")
    await bot.ask(ORGANIZER, "annuler")
    assert (await round_of(bot)).decision == {}
    assert "Rien" not in (await bot.ask(ORGANIZER, "/help")).text


async def test_without_a_key_nothing_is_written(tmp_path: Path) -> None:
    async with living(tmp_path, pack=asking(), at=NOON, often=50, key=None) as bot:
        await watched(bot)
        await closed(bot)
        shown = await desk(bot, ORGANIZER)
        assert "clé de chiffrement" in shown.text
        assert "decwrite" not in str(shown.inline_keyboard)
        await force(bot, ORGANIZER, shown, f"decwrite|{ROUND}|en")
        await bot.ask(ORGANIZER, "Nous commençons par la formation.")
        assert (await round_of(bot)).decision == {}


@pytest.mark.parametrize("act", ["decision", "decwrite|en", "decremove|en", "decask", "decpublish"])
async def test_nobody_else_writes_or_publishes_anything(bot: Living, act: str) -> None:
    kind, *rest = act.split("|")
    data = "|".join((kind, ROUND, *rest))
    early = await force(bot, ORGANIZER, await bot.ask(ORGANIZER, "/help"), data)
    await closed(bot)
    await write(bot, ORGANIZER, "en", DECIDED)
    for person in (NFP_EN, SECRETARIAT):
        shown = await force(bot, person, await bot.ask(person, "/help"), data)
        assert DECIDED not in shown.text
    assert labels(early), "before it has closed they are told that there is nothing"
    await bot.ask(NFP_EN, "I have decided otherwise.")
    found = await round_of(bot)
    assert (found.decision, found.decided_at) == ({"en": DECIDED}, None)


async def test_a_draft_is_seen_by_nobody_until_it_is_published(bot: Living) -> None:
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    await closed(bot)
    await write(bot, ORGANIZER, "en", DECIDED)
    results = await force(bot, NFP_EN, await bot.ask(NFP_EN, "/help"), f"results|{ROUND}|all")
    assert DECIDED not in results.text
    await publish(bot, ORGANIZER)
    await watched(bot)
    results = await force(bot, NFP_EN, await bot.ask(NFP_EN, "/help"), f"results|{ROUND}|all")
    assert DECIDED in results.text


async def test_the_results_lead_those_who_look_after_it_to_the_decision(bot: Living) -> None:
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    await closed(bot)
    results = await force(bot, ORGANIZER, await bot.ask(ORGANIZER, "/help"), f"results|{ROUND}|all")
    assert "Décision" in (await tap(bot, ORGANIZER, results, f"decision|{ROUND}")).text
    results = await force(bot, NFP_EN, await bot.ask(NFP_EN, "/help"), f"results|{ROUND}|all")
    assert f"decision|{ROUND}" not in str(results.inline_keyboard)
