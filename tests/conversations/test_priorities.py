"""Sixty focal points in six languages say what matters to them, from the invitation to the results.

Twenty of them answer, by taps and by numbers: eight of each of two regions, which are shown, and four of a third one,
which is not, and cannot be computed. All figures are compared with what a plain dictionary says.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from bot.app import Introduction
from bot.domain.people import Grant, Role
from bot.domain.round_results import code_of
from bot.domain.rounds import RoundState
from bot.services.round_watch import MARK
from bot.simulator.messages import Message
from tests.conversations.asking import CLOSES, NOON, ROUND, closed
from tests.conversations.office import file_of, later, tap
from tests.conversations.rounds import cards, now, of_things, pick
from tests.living import PATIENCE, Living, labels, living

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
TITLES: Final = {
    "en": "What matters most to your country?",
    "fr": "Qu’est-ce qui compte le plus pour votre pays ?",
    "ar": "ما الأهم لبلدكم؟",
    "ru": "Что важнее всего для вашей страны?",
    "es": "¿Qué es lo más importante para su país?",
    "pt": "O que é mais importante para o seu país?",
}
WORDS: Final = (
    ("Training", "Formation", "التدريب", "Обучение", "Formación", "Formação"),
    ("Laboratories", "Laboratoires", "المختبرات", "Лаборатории", "Laboratorios", "Laboratórios"),
    ("Borders", "Frontières", "الحدود", "Границы", "Fronteras", "Fronteiras"),
    ("Equipment", "Équipement", "المعدات", "Оборудование", "Equipos", "Equipamento"),
    ("Law", "Droit", "التشريعات", "Законодательство", "Legislación", "Legislação"),
)
OPTIONS: Final[tuple[Mapping[str, str], ...]] = tuple(dict(zip(LANGUAGES, words, strict=True)) for words in WORDS)
KEYS: Final = "abcde"
FOLLOWER: Final = 3001

COUNTRIES: Final = (
    *(("GE", "Asia/Tbilisi"),) * 22,
    *(("JO", "Asia/Amman"),) * 22,
    *(("KZ", "Asia/Almaty"),) * 16,
)
NFPS: Final = tuple(range(2000, 2000 + len(COUNTRIES)))
EUROPE, MIDDLE_EAST, ASIA = NFPS[:22], NFPS[22:44], NFPS[44:]
SPEAKS: Final = {person: LANGUAGES[number % len(LANGUAGES)] for number, person in enumerate(NFPS)}
PEOPLE: Final = (
    *(
        Introduction(person, f"Person {person}", SPEAKS[person], country, zone, (Grant(Role.NFP, country=country),))
        for person, (country, zone) in zip(NFPS, COUNTRIES, strict=True)
    ),
    Introduction(FOLLOWER, "Claire Dubois", "en", "BE", "Europe/Brussels", (Grant(Role.ADMINISTRATOR),)),
)

ANSWERS: Final = {
    **dict(zip(EUROPE, ("abc", "abd", "bca", "acb", "eab", "abc", "dba", "ab"), strict=False)),
    **dict(zip(MIDDLE_EAST, ("cde", "ced", "dce", "cab", "edc", "cde", "ecd", "c"), strict=False)),
    **dict(zip(ASIA, ("eda", "eda", "edb", "ecb"), strict=False)),
}
"""What everybody who answers wants in the end. The third region is of one mind on what comes first."""

TAPPED: Final = (*EUROPE[:4], *MIDDLE_EAST[:3], ASIA[0])
NUMBERED: Final = (*EUROPE[4:6], *MIDDLE_EAST[3:5], *ASIA[1:3])
CHANGED: Final = (EUROPE[6], MIDDLE_EAST[5])
REMINDED: Final = (MIDDLE_EAST[6], ASIA[3])
"""These answer only then."""
BEGUN: Final = (EUROPE[7], MIDDLE_EAST[7])
"""These never come to the end of it."""

NUMERALS: Final = {"ar": "٠١٢٣٤٥", "": "012345"}
COMMENTS: Final = {
    EUROPE[1]: "Il faut surtout des formateurs.",
    EUROPE[4]: "Los equipos llegan tarde.",
    MIDDLE_EAST[2]: "نحتاج إلى مختبر إقليمي",
}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    options = [{"id": f"option-{key}", "title": dict(title)} for key, title in zip(KEYS, OPTIONS, strict=True)]
    pack = of_things(
        title=TITLES, options=options, opens=NOON + timedelta(hours=1), remind=["2d"], comment=True, shown_from=5
    )
    async with living(tmp_path, pack=pack, at=NOON, people=PEOPLE, often=50) as alive:
        yield alive


def borda(answers: Iterable[str]) -> list[tuple[int, str, int, int]]:
    """Place, option in English, points and first places, as a child would count them."""
    answers = list(answers)
    points = {key: sum(3 - marks.index(key) for marks in answers if key in marks) for key in KEYS}
    ordered = sorted(KEYS, key=lambda key: (-points[key], key))
    return [
        (
            1 + sum(points[other] > points[key] for other in KEYS),
            OPTIONS[KEYS.index(key)]["en"],
            points[key],
            sum(marks[:1] == key for marks in answers),
        )
        for key in ordered
    ]


def of(people: Iterable[int]) -> list[str]:
    return [ANSWERS[person] for person in people if person in ANSWERS]


SHOWN: Final = {
    "All answers": borda([*of(EUROPE), *of(MIDDLE_EAST)]),
    "Middle East": borda(of(MIDDLE_EAST)),
    "South East and Eastern Europe": borda(of(EUROPE)),
}


async def looked(bot: Living) -> None:
    """Wait until the bot knows of the round: it tells of what happens from then on."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with bot.database.unit_of_work() as uow:
                if await uow.marks.get(MARK) is not None:
                    return
            await bot.world.changed.wait(bot.clock, 0.05)


async def told(bot: Living, people: Iterable[int], count: int) -> None:
    """Wait until each of these has so many messages."""
    await bot.until(lambda: all(len(bot.from_bot(person)) >= count for person in people))
    await bot.idle()


def numbers(person: int, marks: str) -> str:
    """As this person types them: 2, 4, 1."""
    numerals = NUMERALS.get(SPEAKS[person], NUMERALS[""])
    comma = "، " if SPEAKS[person] == "ar" else ", "
    return comma.join(numerals[KEYS.index(key) + 1] for key in marks)


async def answer_by_taps(bot: Living, person: int) -> None:
    """With a step that is taken back."""
    marks = ANSWERS[person]
    wrong = next(key for key in KEYS if key not in marks)
    card = await pick(bot, person, cards(bot, person)[-1], marks[0], wrong)
    card = await tap(bot, person, card, f"rundo|{ROUND}|1")
    await pick(bot, person, card, *marks[1:])


async def change(bot: Living, person: int) -> None:
    """First the other way round, then all anew."""
    first = await bot.ask(person, numbers(person, ANSWERS[person][::-1]))
    card = await tap(bot, person, first, f"rundo|{ROUND}|2")
    for left in (1, 0):
        card = await tap(bot, person, card, f"rundo|{ROUND}|{left}")
    await pick(bot, person, card, *ANSWERS[person])


async def comment(bot: Living, person: int) -> None:
    await tap(bot, person, now(bot, cards(bot, person)[-1]), f"rsay|{ROUND}|comment")
    await bot.ask(person, COMMENTS[person])


async def book_of(bot: Living, person: int, message: Message) -> dict[str, list[tuple[Any, ...]]]:
    data = f"v1|resfile|{ROUND}|all|xlsx"
    (came,) = await bot.answers(person, lambda: bot.world.press_data(person, message.id, data))
    book = load_workbook(io.BytesIO(file_of(bot, came.media)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


async def test_sixty_people_in_six_languages_come_to_their_results(bot: Living) -> None:
    await looked(bot)
    # The invitation comes to each in their language.
    later(bot, timedelta(hours=1))
    await told(bot, NFPS, 1)
    for person in NFPS:
        (invitation,) = bot.from_bot(person)
        assert TITLES[SPEAKS[person]] in invitation.text
        assert all(f"{number}. {title[SPEAKS[person]]}" in bare(invitation.text) for number, title in numbered())
    assert not bot.from_bot(FOLLOWER)

    for person in TAPPED:
        await answer_by_taps(bot, person)
    for person in NUMBERED:
        await bot.ask(person, numbers(person, ANSWERS[person]))
    for person in CHANGED:
        await change(bot, person)
    for person in BEGUN:
        await pick(bot, person, cards(bot, person)[-1], *ANSWERS[person])
    for person in COMMENTS:
        await comment(bot, person)

    # Those alone are reminded who have not answered.
    before = {person: len(bot.from_bot(person)) for person in NFPS}
    later(bot, CLOSES - timedelta(days=2) - bot.clock.now())
    answered = {*TAPPED, *NUMBERED, *CHANGED}
    silent = [person for person in NFPS if person not in answered]
    await bot.until(lambda: all(len(bot.from_bot(person)) > before[person] for person in silent))
    await bot.idle()
    assert {person: len(bot.from_bot(person)) - before[person] for person in NFPS} == {
        person: int(person not in answered) for person in NFPS
    }
    for person in REMINDED:
        await bot.ask(person, numbers(person, ANSWERS[person]))

    # It closes, and everybody has the results in their language.
    before = {person: len(bot.from_bot(person)) for person in (*NFPS, FOLLOWER)}
    await closed(bot)
    await bot.until(lambda: all(len(bot.from_bot(person)) > before[person] for person in before))
    await bot.idle()
    for person in NFPS:
        came = bot.from_bot(person)[before[person] :]
        assert len(came) == 1
        assert TITLES[SPEAKS[person]] in came[0].text
        assert "20" in came[0].text
        assert "60" in came[0].text
        (first, *_) = SHOWN["All answers"]
        assert named(first[1], SPEAKS[person]) in bare(came[0].text)
    async with bot.database.unit_of_work() as uow:
        round_ = await uow.rounds.get(ROUND)
        assert round_ is not None
        assert (round_.state, round_.asked, round_.answered) == (RoundState.CLOSED, 60, 20)

    # What the screens show, for whoever looks after it as for whoever was asked.
    for reader in (FOLLOWER, EUROPE[0]):
        message = bot.from_bot(reader)[-1]
        assert [label for label in labels(message) if " · " in label] == [
            "Middle East · 8",
            "South East and Eastern Europe · 8",
        ]
        assert "Answered: 20 of 60" in message.text
        assert "4 answers are left out of all these figures" in message.text
        assert shown(message.text) == lines(SHOWN["All answers"])
        for group, name in (("mie", "Middle East"), ("seee", "South East and Eastern Europe")):
            message = await tap(bot, reader, message, f"results|{ROUND}|{code_of((group,))}")
            assert shown(message.text) == lines(SHOWN[name])
            message = await tap(bot, reader, message, f"results|{ROUND}|all")
        # The third region is nowhere, also where somebody guesses how its button would be.
        bot.world.press_data(reader, message.id, f"v1|results|{ROUND}|{code_of(('ca',))}")
        await bot.idle()
        assert all("Central Asia" not in f"{each.text} {labels(each)}" for each in bot.from_bot(reader))

    # The workbook says the same, and no more: what is shown of all is the sum of what is shown of both.
    book = await book_of(bot, FOLLOWER, bot.from_bot(FOLLOWER)[-1])
    assert {name: [(*row[2:5], row[5]) for row in rows_of(book, name)] for name in SHOWN} == SHOWN
    assert {row[0] for sheet in ("Results", "By group") for row in book[sheet][1:]} == set(SHOWN)
    assert rows_of(book, "All answers")[0][1] == 16
    both = [points(rows_of(book, name)) for name in ("Middle East", "South East and Eastern Europe")]
    assert points(rows_of(book, "All answers")) == {option: both[0][option] + both[1][option] for option in both[0]}
    # Comments are for whoever looks after it, without names and in no order of theirs.
    assert {row[2] for row in book["Comments"][1:]} == set(COMMENTS.values())
    assert "Person" not in str(book)
    assert "Comments" not in await book_of(bot, EUROPE[0], bot.from_bot(EUROPE[0])[-1])


def numbered() -> Iterable[tuple[int, Mapping[str, str]]]:
    return enumerate(OPTIONS, 1)


def bare(text: str) -> str:
    """Without what keeps directions apart."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f")))


def named(option: str, language: str) -> str:
    return next(title[language] for title in OPTIONS if title["en"] == option)


def shown(text: str) -> list[str]:
    """Each option with its place, points and first places, as a message has them."""
    found = text.split("\n")
    return [f"{line} | {found[at + 1][11:]}" for at, line in enumerate(found[:-1]) if line[1:3] == ". "]


def lines(standing: Iterable[tuple[int, str, int, int]]) -> list[str]:
    return [
        f"{place}. {option} | points: {points} · first choice: {firsts}" for place, option, points, firsts in standing
    ]


def rows_of(book: Mapping[str, list[tuple[Any, ...]]], group: str) -> list[tuple[Any, ...]]:
    return [row for sheet in ("Results", "By group") for row in book[sheet][1:] if row[0] == group]


def points(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    return {row[3]: row[4] for row in rows}
