"""Two people of one secretariat, their readers in six languages, and an announcement of theirs.

For conversations on what comes before it goes, and while it does.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from bot.app import Introduction
from bot.domain.announcements import Announcement, Content, Timing
from bot.domain.audience import EVERYONE, Selection
from bot.domain.content import Pack
from bot.domain.people import Grant, Role
from bot.gateway.pacing import Rates
from bot.services.drafting import Drafting
from bot.simulator.messages import Message
from tests import announce
from tests.conversations.office import force, known
from tests.living import FAST, Living, living

ANA, BEN, OTHER_REGION, FOCAL_POINT, FRENCH, ARAB, RUSSIAN, SPANIARD, PORTUGUESE = range(2001, 2010)
READERS: Final = (FOCAL_POINT, FRENCH, ARAB, RUSSIAN, SPANIARD, PORTUGUESE)

_OURS: Final = (Grant(Role.SECRETARIAT, region="seee"),)
_FOCAL_POINT: Final = (Grant(Role.NFP, country="GE"),)
PEOPLE: Final = (
    Introduction(ANA, "Ana Petrova", "en", "GE", "Asia/Tbilisi", _OURS),
    Introduction(BEN, "Benoît Martin", "fr", "GE", "Asia/Tbilisi", _OURS),
    Introduction(OTHER_REGION, "ليلى الخطيب", "ar", "JO", "Asia/Amman", (Grant(Role.SECRETARIAT, region="mie"),)),
    Introduction(FOCAL_POINT, "Nino Beridze", "en", "GE", "Asia/Tbilisi", _FOCAL_POINT),
    Introduction(FRENCH, "Luc Moreau", "fr", "GE", "Europe/Brussels", _FOCAL_POINT),
    Introduction(ARAB, "سامي حداد", "ar", "GE", "Asia/Amman", _FOCAL_POINT),
    Introduction(RUSSIAN, "Иван Орлов", "ru", "GE", "Asia/Tbilisi", _FOCAL_POINT),
    Introduction(SPANIARD, "Inés Vega", "es", "GE", "Europe/Madrid", _FOCAL_POINT),
    Introduction(PORTUGUESE, "Rui Costa", "pt", "GE", "Europe/Lisbon", _FOCAL_POINT),
)
TEXTS: Final[Mapping[str, str]] = {**announce.TEXTS}


@asynccontextmanager
async def secretariat(
    folder: Path, *, pack: str | Pack = "demo", rates: Rates = FAST, often: float = 1.0
) -> AsyncIterator[Living]:
    """A bot that these people know; announcements may link to example.org."""
    async with living(folder, pack=pack, people=PEOPLE, rates=rates, often=often) as alive:
        yield alive


async def written(
    bot: Living,
    author: int = ANA,
    *,
    texts: Mapping[str, str] = TEXTS,
    selection: Selection = EVERYONE,
    timing: Timing | None = None,
    **content: Any,
) -> int:
    """A draft of theirs; its id."""
    person = await known(bot, author)
    async with bot.database.unit_of_work() as uow:
        drafting = Drafting(uow, announce.PACK, bot.clock.now())
        draft = await drafting.begin(person)
        await drafting.change(draft, content=Content(texts=dict(texts), **content), selection=selection, timing=timing)
        await uow.commit()
    return draft.id


async def mend(bot: Living, number: int, texts: Mapping[str, str]) -> None:
    """Its author writes something else."""
    announcement = await kept(bot, number)
    async with bot.database.unit_of_work() as uow:
        content = announcement.written.model_copy(update={"texts": dict(texts)})
        await Drafting(uow, announce.PACK, bot.clock.now()).change(announcement, content=content)
        await uow.commit()


async def kept(bot: Living, number: int) -> Announcement:
    """As it stands in the database."""
    return await announce.get(bot.database, number)


async def check(bot: Living, person: int, number: int) -> Message:
    """What somebody is shown who wants to look at it before it goes."""
    return await force(bot, person, await bot.ask(person, "/announce"), f"anncheck|{number}")


async def digest(bot: Living, number: int) -> str:
    """As buttons carry it."""
    return (await kept(bot, number)).digest[:16]
