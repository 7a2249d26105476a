"""A roadmap shows what was said about its parts in rounds that have closed, and what was decided."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.content_text import Text
from bot.simulator.messages import Message
from tests.conversations.asking import NOON, ROADMAP, ROUND, asking, closed, rank, watched
from tests.conversations.conftest import GUEST_ES, NFP_EN, NFP_FR, NFP_RU, ORGANIZER, SECRETARIAT
from tests.conversations.office import force
from tests.living import Living, living

SAID: Final = "What was said"


async def asked(bot: Living, person: int, topic: str, target: str) -> Message:
    return await force(bot, person, await bot.ask(person, "/help"), f"ask|roadmap.{topic}|{target}")


async def answered(bot: Living) -> None:
    """Two of three put training first, and the round closes."""
    await rank(bot, NFP_EN, "a", "b")
    await rank(bot, NFP_FR, "a")
    await rank(bot, NFP_RU, "b", "a")
    await closed(bot)


async def decided(bot: Living, language: str, text: str) -> None:
    decision = await force(bot, ORGANIZER, await bot.ask(ORGANIZER, "/help"), f"decwrite|{ROUND}|{language}")
    await bot.ask(ORGANIZER, text)
    await force(bot, ORGANIZER, decision, f"decpublish|{ROUND}")
    await watched(bot)


async def test_each_part_has_its_place_once_results_are_out_and_the_round_is_the_source(tmp_path: Path) -> None:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "a", "b")
        await rank(bot, NFP_RU, "a", "b")
        for topic, target in (("overview", ROADMAP), ("strand", "training"), ("status", "training")):
            assert SAID not in (await asked(bot, NFP_EN, topic, target)).text, "it is open"
        await closed(bot)

        overview = (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        assert "What was said in the round “What matters most?” (closed on 24 April 2023; 2 answers)" in overview
        assert "1. Training: points: 4 · first choice: 2" in overview
        assert "2. Exchange: points: 2 · first choice: 0" in overview
        for topic in ("strand", "status"):
            said = (await asked(bot, NFP_EN, topic, "training")).text
            assert "Training: place 1 of 2 – points: 4" in said
            assert "Exchange: place" not in said
        assert SAID not in (await asked(bot, NFP_EN, "status", "labs")).text, "the round was on strands"
        french = (await asked(bot, NFP_FR, "strand", "exchange")).text
        assert (
            "Ce qui a été dit dans la consultation « Quelles priorités ? »".replace("« ", "«\xa0").replace(
                " »", "\xa0»"
            )
            in french
        )
        assert "Échanges" in french


async def test_what_was_decided_stands_there_in_the_readers_language(tmp_path: Path) -> None:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as bot:
        await watched(bot)
        await answered(bot)
        await decided(bot, "fr", "Nous commençons par la formation.")
        for topic, target in (("overview", ROADMAP), ("strand", "training"), ("status", "exchange")):
            said = (await asked(bot, NFP_FR, topic, target)).text
            assert "Ce qui a été décidé\nNous commençons par la formation." in said
        said = (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        assert "shown in French:\nNous commençons" in said


@pytest.mark.parametrize("fields", [{"results": "never"}, {"shown_from": 4}], ids=["never", "too few"])
async def test_where_no_results_are_shown_the_decision_alone_stands_there(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    async with living(tmp_path, pack=asking(**fields), at=NOON, often=50) as bot:
        await watched(bot)
        await answered(bot)
        assert SAID not in (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        await decided(bot, "en", "We begin with training.")
        said = (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        assert "After the round “What matters most?”, closed on 24 April 2023" in said
        assert "We begin with training." in said
        assert "place 1" not in said
        assert "points" not in said


async def test_whoever_may_not_see_the_results_sees_nothing_of_them(tmp_path: Path) -> None:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as bot:
        await watched(bot)
        await answered(bot)
        await decided(bot, "en", "We begin with training.")
        for person in (GUEST_ES, SECRETARIAT):
            said = await asked(bot, person, "overview", ROADMAP)
            assert "training." not in said.text
            assert "points" not in said.text
        for person in (NFP_EN, ORGANIZER):
            assert "training." in (await asked(bot, person, "overview", ROADMAP)).text


async def test_a_later_round_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    async with living(tmp_path, pack=asking(), at=NOON, often=50) as bot:
        await watched(bot)
        await answered(bot)
        async with bot.database.unit_of_work() as uow:
            first = await uow.rounds.get(ROUND)
            assert first is not None
            terms = first.terms.model_copy(update={"title": Text({"en": "And now?"})})
            second = replace(first, id="r.second", terms=terms, closed_at=NOON + timedelta(days=8))
            await uow.rounds.add(second)
            await uow.rounds.set_figures(second.id, await uow.rounds.figures(ROUND))
            await uow.commit()
        overview = (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        assert "in the round “And now?”" in overview
        assert "What matters most?" not in overview
        await decided(bot, "en", "We begin with training.")
        overview = (await asked(bot, NFP_EN, "overview", ROADMAP)).text
        assert overview.index("And now?") < overview.index("What matters most?"), "what was decided stays"
