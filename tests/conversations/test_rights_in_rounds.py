"""What somebody has answered in rounds: shown to them, taken away when they are forgotten, and left where it is when
their role passes on."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.people import Grant, Role
from bot.domain.rounds import Answered
from bot.services.invitations import Invitations
from tests.conversations.asking import NOON, ROUND, asking, closed, rank, watched
from tests.conversations.conftest import GUEST_ES, NFP_EN, NFP_FR, NFP_RU, ORGANIZER
from tests.conversations.office import file_of, force, known
from tests.living import Living, living

NAMED: Final = asking()
ANONYMOUS: Final = asking(anonymous=True, shown_from=3)


async def answers(bot: Living) -> list[str]:
    """All that was answered, by nobody's name."""
    async with bot.database.unit_of_work() as uow:
        return sorted(given for _, given, people in await uow.round_answers.given(ROUND) for _ in range(people))


async def own_file(bot: Living, person: int) -> dict[str, Any]:
    _, file = await bot.answers(person, lambda: bot.world.send_text(person, "/mydata"), 2)
    found: dict[str, Any] = json.loads(file_of(bot, file.media))
    return found


async def test_my_data_tells_what_was_answered_with_a_name(tmp_path: Path) -> None:
    async with living(tmp_path, pack=NAMED, at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "b", "a")
        found = await own_file(bot, NFP_EN)
        assert "Rounds answered: 1" in bot.from_bot(NFP_EN)[-2].text
        assert found["round_answers"] == [{"round_id": ROUND, "draft": "ba", "given": "ba"}]
        assert found["rounds_answered"] == [{"round_id": ROUND, "finished": True}]
        assert (await own_file(bot, NFP_RU))["round_answers"] == []


async def test_my_data_tells_of_an_anonymous_round_that_it_was_answered_and_not_what(tmp_path: Path) -> None:
    async with living(tmp_path, pack=ANONYMOUS, at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "b", "a")
        found = await own_file(bot, NFP_EN)
        assert found["round_answers"] == []
        assert found["rounds_answered"] == [{"round_id": ROUND, "finished": True}]


@pytest.mark.parametrize("pack", [NAMED, ANONYMOUS], ids=["named", "anonymous"])
async def test_whoever_is_forgotten_takes_along_what_bears_their_name_and_nothing_else(
    tmp_path: Path, pack: Any
) -> None:
    async with living(tmp_path, pack=pack, at=NOON, often=50) as bot:
        await watched(bot)
        for person in (NFP_EN, NFP_FR, NFP_RU):
            await rank(bot, person, "a", "b")
        asked = await bot.ask(NFP_EN, "/forget")
        assert "answered rounds of feedback" in asked.text
        assert "Your anonymous answers stay" in asked.text
        await bot.press(NFP_EN, asked, "Forget me")
        assert await answers(bot) == (["ab"] * 2 if pack is NAMED else ["ab"] * 3)

        # An old button of theirs finds nothing, and they come back as somebody else.
        await bot.answers(NFP_EN, lambda: bot.world.start(NFP_EN))
        stranger = await known(bot, NFP_EN)
        async with bot.database.unit_of_work() as uow:
            assert await uow.round_answers.of(ROUND, stranger.id) is None
        before = len(bot.from_bot(NFP_EN))
        await closed(bot)
        assert len(bot.from_bot(NFP_EN)) == before
        results = await force(bot, ORGANIZER, await bot.ask(ORGANIZER, "/help"), f"results|{ROUND}|all")
        points = {"named": "4", "anonymous": "6"}["named" if pack is NAMED else "anonymous"]
        assert f"points : {points}".replace(" :", "\xa0:") in results.text


async def test_a_role_that_passes_on_leaves_the_answer_with_whoever_gave_it(tmp_path: Path) -> None:
    async with living(tmp_path, pack=NAMED, at=NOON, often=50) as bot:
        await watched(bot)
        await rank(bot, NFP_EN, "b", "a")
        holder, maker = await known(bot, NFP_EN), await known(bot, ORGANIZER)
        async with bot.database.unit_of_work() as uow:
            (held,) = await uow.grants.of(holder.id)
            payload = await Invitations(uow, bot.clock.now()).create(held.grant, "es", by=maker, replaces=held.id)
            await uow.commit()
        bot.world.start(GUEST_ES, payload)
        await bot.idle()
        successor = await known(bot, GUEST_ES)
        assert successor.grants == (Grant(Role.NFP, country="GE"),)
        async with bot.database.unit_of_work() as uow:
            assert await uow.round_answers.of(ROUND, holder.id) == Answered("ba", "ba")
            assert await uow.round_answers.of(ROUND, successor.id) is None
        await rank(bot, GUEST_ES, "a", "b")
        assert await answers(bot) == ["ab", "ba"]
