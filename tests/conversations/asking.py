"""A roadmap of two strands, and a round on it, for conversations about what comes of rounds."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.domain.content import Pack
from bot.domain.feedback import FeedbackRound
from bot.domain.roadmap import Roadmap
from bot.domain.rounds import RoundState
from bot.services.round_watch import MARK
from bot.simulator.messages import Message
from tests.conversations.conftest import NFP_AR, NFP_EN, NFP_FR, NFP_RU
from tests.conversations.office import force, later
from tests.living import PATIENCE, Living, demonstration

ROUND: Final = "matters-most"
ROADMAP: Final = "plan"
NOON: Final = datetime(2023, 4, 17, 10, tzinfo=UTC)
"""Day in all zones of those who take part."""

CLOSES: Final = NOON + timedelta(days=7)
_UNDER_WAY: Final = timedelta(seconds=7)

NFPS: Final = (NFP_EN, NFP_FR, NFP_AR, NFP_RU)


def asking(*, statuses: dict[str, str] | None = None, **fields: Any) -> Pack:
    """The demonstration's pack with this roadmap and this round alone; `statuses`: of its items; `fields`: of the
    round, which asks the focal points for an order, with their names."""
    items = (("labs", "training"), ("courses", "training"), ("hotline", "exchange"))
    roadmap = {
        "id": ROADMAP,
        "title": {"en": "Plan for 2024"},
        "visibility": "public",
        "strands": [
            {"id": "training", "title": {"en": "Training", "fr": "Formation"}},
            {"id": "exchange", "title": {"en": "Exchange", "fr": "Échanges"}},
        ],
        "items": [
            {
                "id": item,
                "strand": strand,
                "title": {"en": item.title()},
                "status": (statuses or {}).get(item, "planned"),
            }
            for item, strand in items
        ],
    }
    asked = {
        "id": ROUND,
        "title": {"en": "What matters most?", "fr": "Quelles priorités ?"},
        "method": "rank",
        "choose": 2,
        "options": {"strands": ROADMAP},
        "closes": CLOSES,
        "audience": {"roles": ["nfp"]},
        "anonymous": False,
        "shown_from": 2,
        "group_by": "none",
        **fields,
    }
    return demonstration().model_copy(
        update={
            "roadmaps": (Roadmap.model_validate(roadmap),),
            "feedback": (FeedbackRound.model_validate(asked),),
        }
    )


async def rank(bot: Living, person: int, *keys: str) -> Message:
    """This person ranks these choices, in this order, and is done."""
    card = await force(bot, person, await bot.ask(person, "/help"), f"round|{ROUND}")
    for key in keys:
        card = await force(bot, person, card, f"rpick|{ROUND}|{key}")
    return await force(bot, person, card, f"rdone|{ROUND}")


async def closed(bot: Living) -> None:
    """Let the round close, and what is told of it arrive."""
    later(bot, CLOSES - bot.clock.now())
    await watched(bot)


async def watched(bot: Living) -> None:
    """Wait until whatever has happened to the round by now is told."""
    async with asyncio.timeout(PATIENCE):
        while not await _is_turned(bot):
            await bot.caught_up()
        # So long the bot looks back once more, before it notes that all is told.
        later(bot, _UNDER_WAY)
        while not await _is_told(bot):
            await bot.caught_up()
    await bot.idle()


async def _is_turned(bot: Living) -> bool:
    """Whether it has opened, and closed where that was due."""
    async with bot.database.unit_of_work() as uow:
        round_ = await uow.rounds.get(ROUND)
    if round_ is None or round_.state is RoundState.PLANNED:
        return False
    return round_.closed_at is not None or bot.clock.now() < CLOSES


async def _is_told(bot: Living) -> bool:
    async with bot.database.unit_of_work() as uow:
        round_ = await uow.rounds.get(ROUND)
        told = await uow.marks.get(MARK)
    assert round_ is not None, "it was there"
    return told is not None and told >= max(filter(None, (round_.closed_at, round_.decided_at, NOON)))


def of_own_accord(bot: Living, person: int, words: str) -> list[Message]:
    """What came to this person and says this."""
    return [message for message in bot.from_bot(person) if words in message.text]
