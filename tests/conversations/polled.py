"""A round that twenty focal points of three regions have answered, and those who look at its results."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from openpyxl import load_workbook

from bot.app import Introduction
from bot.domain.actions_round_results import ALL
from bot.domain.content_parts import Audience
from bot.domain.content_text import Text
from bot.domain.people import Grant, Person, Role
from bot.domain.rounds import Answered, Choice, Method, Remark, Round, RoundState, Said, Terms, path_of
from bot.services.round_watch import close
from bot.simulator.messages import Message
from tests.conversations.office import file_of, force, known
from tests.living import Living, demonstration

ID: Final = "r.poll"
GEORGIANS: Final = tuple(range(2001, 2009))
JORDANIANS: Final = tuple(range(2101, 2109))
KAZAKHS: Final = tuple(range(2201, 2205))
VOTERS: Final = (*GEORGIANS, *JORDANIANS, *KAZAKHS)
FOLLOWER, OUTSIDER, SECRETARIAT = 3001, 3002, 3003

PEOPLE: Final = (
    *(
        Introduction(number, f"Voter {number}", language, country, zone, (Grant(Role.NFP, country=country),))
        for numbers, language, country, zone in (
            (GEORGIANS, "en", "GE", "Asia/Tbilisi"),
            (JORDANIANS, "ar", "JO", "Asia/Amman"),
            (KAZAKHS, "ru", "KZ", "Asia/Almaty"),
        )
        for number in numbers
    ),
    Introduction(FOLLOWER, "Claire Dubois", "en", "BE", "Europe/Brussels", (Grant(Role.ADMINISTRATOR),)),
    Introduction(OUTSIDER, "Luc Petit", "en", "BE", "Europe/Brussels", (Grant(Role.TRANSLATOR),)),
    Introduction(SECRETARIAT, "Ana", "en", "GE", "Asia/Tbilisi", (Grant(Role.SECRETARIAT, region="seee"),)),
)
CHOICES: Final = tuple(
    Choice(key=key, title=Text({"en": title}), source=title.lower())
    for key, title in (("a", "Training"), ("b", "Laboratories"), ("c", "Borders"))
)
TERMS: Final = Terms(
    title=Text({"en": "What matters most?", "ar": "ما الأهم؟"}),
    method=Method.RANK,
    most=2,
    choices=CHOICES,
    audience=Audience(roles=("nfp",)),
)


def terms(**fields: Any) -> Terms:
    """Two of three are ranked, without names, and shown by region from five answers on; unless it is said otherwise."""
    return TERMS.model_copy(update=fields)


async def opened(bot: Living, of: Terms = TERMS, round_id: str = ID) -> Round:
    """It is open."""
    now = bot.clock.now()
    round_ = Round(round_id, RoundState.OPEN, of, now, now, opened_at=now)
    async with bot.database.unit_of_work() as uow:
        await uow.rounds.add(round_)
        await uow.rounds.make_secret(round_id)
        await uow.commit()
    return round_


async def answered(bot: Living, round_: Round, people: Iterable[int], marks: str) -> None:
    """All of these give this answer."""
    for telegram_id in people:
        person = await known(bot, telegram_id)
        path = path_of(demonstration(), person, round_.terms.grouping)
        async with bot.database.unit_of_work() as uow:
            given = Answered(marks, marks)
            await uow.round_answers.put(round_.id, person.id, given, path, named=not round_.terms.anonymous)
            await uow.commit()


async def said(
    bot: Living, round_: Round, telegram_id: int, words: str, why: str | None = None, language: str = "en"
) -> None:
    """A line of text; `why`: it says why this choice comes first."""
    person: Person = await known(bot, telegram_id)
    remark = Remark.COMMENT if why is None else Remark.WHY
    line = Said(remark, words, language, why)
    async with bot.database.unit_of_work() as uow:
        await uow.round_answers.set_remark(round_.id, person.id, line, named=not round_.terms.anonymous)
        await uow.commit()


async def ended(bot: Living, round_: Round) -> Round:
    """It closes, an hour later."""
    now = bot.clock.now() + timedelta(hours=1)
    async with bot.database.unit_of_work() as uow:
        found = await uow.rounds.get(round_.id)
        closed = await close(uow, demonstration(), found or round_, now)
        await uow.commit()
    return closed


async def polled(bot: Living, of: Terms = TERMS, *, open_: bool = False) -> Round:
    """Eight of a region want training first, eight of another one laboratories; four of a third one borders."""
    round_ = await opened(bot, of)
    for people, marks in ((GEORGIANS, "ab"), (JORDANIANS, "ba"), (KAZAKHS, "ca")):
        await answered(bot, round_, people, marks)
    return round_ if open_ else await ended(bot, round_)


async def withdrawn(bot: Living, round_: Round, *keys: str) -> Round:
    """These cannot be chosen any more."""
    choices = [each.model_copy(update={"withdrawn": each.key in keys}) for each in round_.terms.choices]
    changed = replace(round_, terms=round_.terms.model_copy(update={"choices": tuple(choices)}))
    async with bot.database.unit_of_work() as uow:
        await uow.rounds.put(changed)
        await uow.commit()
    return changed


async def results(bot: Living, person: int, group: str = ALL, round_id: str = ID) -> Message:
    """The results, as this person sees them."""
    return await force(bot, person, await bot.ask(person, "/help"), f"results|{round_id}|{group}")


async def file(bot: Living, person: int, message: Message, what: str, group: str = ALL) -> Message | None:
    """The file that comes; none where none does."""
    before = len(bot.from_bot(person))
    await force(bot, person, message, f"resfile|{ID}|{group}|{what}")
    return next(iter(bot.from_bot(person)[before:]), None)


async def workbook(bot: Living, person: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet of the workbook."""
    came = await file(bot, person, await results(bot, person), "xlsx")
    assert came is not None
    book = load_workbook(io.BytesIO(file_of(bot, came.media)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
