"""Focal points of some sixty countries, in a database of their own, and what they have answered; for benchmarks.

Everything is the same each time. It is written past the services, many rows at once.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, create_engine

from bot import app, cldr
from bot.domain.attendance import Answer, Seat, Why, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.people import Role
from storage.cipher import Cipher
from storage.tables import grants, people, rsvp_history, rsvps
from tests.benchmarks.many_meetings import LANGUAGES, pack_with

NOW: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
MEETING: Final = "brussels-2023"
"""A meeting for all of them, with answers in person and online."""

SHARES: Final[Mapping[tuple[Answer, Seat] | None, int]] = {
    (Answer.IN_PERSON, Seat.TAKEN): 45,
    (Answer.ONLINE, Seat.TAKEN): 20,
    (Answer.IN_PERSON, Seat.WAITING): 5,
    (Answer.UNSURE, Seat.NONE): 5,
    (Answer.NO, Seat.NONE): 10,
    None: 15,
}
"""Of a hundred people, how many answer so; none: not at all."""

EVERYBODY: Final[Mapping[tuple[Answer, Seat] | None, int]] = {
    answer: share for answer, share in SHARES.items() if answer is not None
}
"""The same, where nobody stays silent."""

_PORTION: Final = 5000
_NAMES: Final = ("Nino Beridze", "Amélie Durand", "ليلى الخطيب", "Иван Петров", "Inés Morales", "João Teixeira")
_WORDS: Final = ("Arrives on the 13th, late in the evening", "Train from Paris", "وصول مساء يوم 13", "Прилёт ночью")


def pack_of(meetings: int) -> Pack:
    """The demonstration's pack with so many meetings."""
    return pack_with(app.pack_named("demo"), app.knowledge().renderer.names, meetings)


def add_people(path: Path, cipher: Cipher, pack: Pack, count: int, at: datetime = NOW) -> None:
    """So many focal points, with ids from 1, each of a country of the pack, in its language and zone."""
    places = _places(pack)
    with create_engine(f"sqlite:///{path}").begin() as connection:
        _insert(connection, people, (_person(number, places, cipher, at) for number in range(1, count + 1)))
        _insert(connection, grants, (_grant(number, places, at) for number in range(1, count + 1)))


def add_answers(
    path: Path,
    cipher: Cipher,
    pack: Pack,
    meeting: Meeting,
    count: int,
    shares: Mapping[tuple[Answer, Seat] | None, int] = SHARES,
    at: datetime = NOW,
) -> None:
    """What the people with ids from 1 to `count` have answered for a meeting, with their history."""
    chance = random.Random(meeting.id)
    places = _places(pack)
    given = chance.choices(list(shares), list(shares.values()), k=count)
    answers = [
        _rsvp(number, places, cipher, meeting, answer, chance, at)
        for number, answer in enumerate(given, 1)
        if answer is not None
    ]
    with create_engine(f"sqlite:///{path}").begin() as connection:
        first = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM rsvps").scalar_one()
        numbered = [{"id": number, **answer} for number, answer in enumerate(answers, first)]
        _insert(connection, rsvps, iter(numbered))
        _insert(connection, rsvp_history, (step for answer in numbered for step in _steps(answer)))


def _places(pack: Pack) -> Sequence[tuple[str, str, str]]:
    """Country, zone and language."""
    found = []
    for country in sorted({country for region in pack.regions for country in region.countries}):
        spoken = cldr.official_languages(country)
        language = next((each for each in LANGUAGES[1:] if each in spoken), "en")
        found += [(country, zone, language) for zone in cldr.zones(country)[:1]]
    return found


def _person(number: int, places: Sequence[tuple[str, str, str]], cipher: Cipher, at: datetime) -> dict[str, Any]:
    country, zone, language = places[number % len(places)]
    return {
        "id": number,
        "telegram_id": 100_000 + number,
        "language": language,
        "language_chosen": True,
        "country": country,
        "zone": zone,
        "region": None,
        "name": cipher.seal_words(f"{_NAMES[LANGUAGES.index(language)]} {number}"),
        "pseudonym": f"p{number:015}",
        "stopped": "",
        "unreachable_since": at if number % 100 == 0 else None,
        "unreachable_told": False,
        "menu_due": False,
        "quiet": None,
        "zone_set_at": None,
        "added_at": at,
        "seen_at": at,
    }


def _grant(number: int, places: Sequence[tuple[str, str, str]], at: datetime) -> dict[str, Any]:
    return {
        "person_id": number,
        "role": Role.NFP.value,
        "country": places[number % len(places)][0],
        "region": "",
        "meeting": "",
        "granted_at": at,
        "granted_by": None,
        "expires_at": None,
        "confirm_by": at + timedelta(days=365),
        "asked": 0,
    }


def _rsvp(
    number: int,
    places: Sequence[tuple[str, str, str]],
    cipher: Cipher,
    meeting: Meeting,
    answer: tuple[Answer, Seat],
    chance: random.Random,
    at: datetime,
) -> dict[str, Any]:
    said, seat = answer
    answered = at - timedelta(minutes=chance.randrange(20_000))

    def now_and_then(share: float) -> bytes | None:
        return cipher.seal_words(chance.choice(_WORDS)) if chance.random() < share else None

    return {
        "meeting": meeting.id,
        "days": days_of(meeting),
        "person_id": number,
        "country": places[number % len(places)][0],
        "name": None,
        "answer": said.value,
        "seat": seat.value,
        "party": chance.choice((1, 1, 1, 2, 3)) if said is Answer.IN_PERSON else 1,
        "substitute": now_and_then(0.1),
        "travel": now_and_then(0.3) if said is Answer.IN_PERSON else None,
        "access": now_and_then(0.05) if said is Answer.IN_PERSON else None,
        "answered_at": answered,
        "queued_at": answered if seat is Seat.WAITING else None,
        "confirm_by": None,
        "over_at": meeting.over_at(),
    }


def _steps(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The history of an answer: one in ten was "not sure" a day earlier."""
    kept = {name: answer[name] for name in ("meeting", "days", "person_id", "country", "party", "over_at")}
    step = {**kept, "rsvp_id": answer["id"], "by": answer["person_id"], "why": Why.ANSWERED.value}
    if answer["person_id"] % 10 == 0:
        earlier = answer["answered_at"] - timedelta(days=1)
        yield {**step, "answer": Answer.UNSURE.value, "seat": Seat.NONE.value, "at": earlier}
    yield {**step, "answer": answer["answer"], "seat": answer["seat"], "at": answer["answered_at"]}


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while portion := list(islice(rows, _PORTION)):
        connection.execute(table.insert(), portion)
