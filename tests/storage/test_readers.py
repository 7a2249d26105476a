"""Who is meant by a selection: what the database finds, against a plain reading of the same people in memory."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.domain.announcements import Timing, due_for
from bot.domain.attendance import Answer, Seat
from bot.domain.audience import (
    EVERYONE,
    Condition,
    Filter,
    Group,
    MeetingAnswer,
    Resolved,
    RoundAnswer,
    Selection,
    resolve,
)
from bot.domain.content import Pack, Region
from bot.domain.content_parts import Audience
from bot.domain.meetings import Meeting
from bot.domain.people import Role
from bot.domain.quiet import Quiet
from bot.domain.rounds import Method, Round, RoundState, Terms, asked_of
from storage import dialect
from storage.connections import Connection, Connections
from storage.deliveries import SqlDeliveries
from storage.readers import SqlReaders
from storage.tables import announcements, deliveries, grants, people, round_people, rounds, rsvps
from tests.storage.conftest import NOON

COUNTRIES: Final = {"seee": ("GE", "AM"), "ca": ("KZ", "GE")}
PLACES: Final = ("GE", "AM", "KZ", "FR")
"""One in two regions, one in none."""
LANGUAGES: Final = ("en", "ar", "ru")
DAYS: Final = "2023-06-14/2023-06-15"
EARLIER_DAYS: Final = "2023-05-14/2023-05-15"

CONCERNS: Final = {
    "all": Audience(),
    "east": Audience(roles=("nfp",), regions=("seee",)),
    "one": Audience(roles=("nfp", "translator"), countries=("KZ",)),
}
MEETINGS: Final = (*CONCERNS, "gone")
"""Those of the pack, by whom they concern, and one that is not in it."""

PACK: Final = Pack(
    default_language="en",
    timezone="UTC",
    regions=tuple(Region(id=each, name={"en": each}, countries=held) for each, held in COUNTRIES.items()),
    meetings=tuple(
        Meeting(
            id=each,
            title={"en": each},
            timezone="UTC",
            starts=datetime(2023, 6, 14, 9, tzinfo=UTC),
            ends=datetime(2023, 6, 15, 17, tzinfo=UTC),
            audience=concerned,
        )
        for each, concerned in CONCERNS.items()
    ),
)


REGIONAL: Final = frozenset({"ca"})


def _round(name: str, scope: frozenset[str] | None = None, **terms: Any) -> Round:
    title = {"title": {"en": name}, "method": Method.RATE}
    return Round(name, RoundState.OPEN, Terms.model_validate(title | terms), NOON, NOON, scope=scope)


ROUNDS: Final = {
    each.id: each
    for each in (
        _round("r.all"),
        _round("r.one", audience=Audience(roles=("nfp", "translator"), countries=("KZ",))),
        _round("r.regional", scope=REGIONAL),
        _round("m.all", meeting="all"),
    )
}
LOST: Final = "r.lost"
"""A round that nobody knows any more."""


@dataclass(frozen=True)
class Holding:
    role: Role
    country: str = ""
    region: str = ""
    confirm_by: datetime = NOON + timedelta(days=1)
    expires_at: datetime | None = None

    @property
    def counts(self) -> bool:
        return self.confirm_by > NOON and (self.expires_at is None or self.expires_at > NOON)

    def lies_in(self, region: str) -> bool:
        return self.region == region or self.country in COUNTRIES.get(region, ())


@dataclass(frozen=True)
class Somebody:
    language: str
    seen_at: datetime
    held: tuple[Holding, ...] = ()
    said: dict[str, tuple[str, Answer, Seat]] = field(default_factory=dict)
    """By meeting: the days for which it was said, what, and what came of it."""
    rounds: dict[str, bool] = field(default_factory=dict)
    """By round: they have answered it; or (false) have begun to."""
    reachable: bool = True
    stopped: str = ""
    zone: str | None = None
    quiet: str | None = None

    @property
    def holds(self) -> list[Holding]:
        return [each for each in self.held if each.counts]

    @property
    def gets_it(self) -> bool:
        return self.reachable and "announcements" not in self.stopped.split()


def is_meant(somebody: Somebody, selection: Selection, within: frozenset[str] | None) -> bool:
    return any(_in_group(somebody, group, within) for group in selection.groups)


def _in_group(somebody: Somebody, group: Group, within: frozenset[str] | None) -> bool:
    if not group.everyone and not group.conditions:
        return False
    wanted = [each for each in group.conditions if not each.excluded]
    unwanted = [each for each in group.conditions if each.excluded]
    by_role = any(
        (within is None or any(held.lies_in(region) for region in within))
        and all(_of_holding(held, each) for each in wanted)
        for held in somebody.holds
    )
    return (
        by_role
        and all(_of_person(somebody, each) for each in wanted)
        and not any(
            _of_person(somebody, each) and any(_of_holding(held, each) for held in somebody.holds) for each in unwanted
        )
    )


def _of_holding(held: Holding, condition: Condition) -> bool:
    """Whether a role fits; one fits any condition that speaks of no roles."""
    if condition.filter is Filter.ROLES:
        return held.role in condition.values
    if condition.filter is Filter.COUNTRIES:
        return held.country in condition.values
    if condition.filter is Filter.REGIONS:
        return any(held.lies_in(region) for region in condition.values)
    return True


def _of_person(somebody: Somebody, condition: Condition) -> bool:
    """Whether a person fits; anybody fits a condition that speaks of roles."""
    if condition.filter is Filter.LANGUAGES:
        return somebody.language in condition.values
    if condition.filter is Filter.ACTIVE:
        return somebody.seen_at >= NOON - timedelta(days=int(condition.values[0]))
    if condition.filter is Filter.MEETING:
        meeting, *answers = condition.values
        return meeting in CONCERNS and _said(somebody, meeting) in answers
    if condition.filter is Filter.ROUND:
        round_id, *answers = condition.values
        return round_id in ROUNDS and _answered(somebody, round_id) in answers
    return True


def _said(somebody: Somebody, meeting: str) -> str | None:
    days, answer, seat = somebody.said.get(meeting, (EARLIER_DAYS, Answer.NO, Seat.NONE))
    if days != DAYS:
        return "silent" if any(_concerns(meeting, held) for held in somebody.holds) else None
    if answer in (Answer.UNSURE, Answer.NO):
        return answer.value
    places = {Seat.TAKEN: answer.value, Seat.WAITING: "waiting", Seat.OFFERED: "waiting"}
    return places.get(seat)


def _answered(somebody: Somebody, round_id: str) -> str | None:
    if somebody.rounds.get(round_id):
        return "answered"
    came = round_id != "m.all" or _said(somebody, "all") in ("in_person", "online")
    return "silent" if came and any(_asks(round_id, held) for held in somebody.holds) else None


def _asks(round_id: str, held: Holding) -> bool:
    if round_id == "r.one":
        return held.role in (Role.NFP, Role.TRANSLATOR) and held.country == "KZ"
    return round_id != "r.regional" or any(held.lies_in(region) for region in REGIONAL)


def _concerns(meeting: str, held: Holding) -> bool:
    concerned = CONCERNS[meeting]
    return (
        held.role.value in (concerned.roles or ("nfp", "secretariat"))
        and (not concerned.countries or held.country in concerned.countries)
        and (not concerned.regions or any(held.lies_in(region) for region in concerned.regions))
    )


def several(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


HOLDINGS: Final = st.builds(
    Holding,
    st.sampled_from(Role),
    st.sampled_from(("", *PLACES)),
    st.sampled_from(("", *COUNTRIES)),
    st.sampled_from((NOON + timedelta(days=1), NOON + timedelta(days=1), NOON)),
    st.sampled_from((None, None, NOON, NOON + timedelta(seconds=1))),
)
SAID: Final = st.dictionaries(
    st.sampled_from(MEETINGS),
    st.one_of(
        st.tuples(
            st.sampled_from((DAYS, DAYS, EARLIER_DAYS)),
            st.sampled_from((Answer.IN_PERSON, Answer.ONLINE)),
            st.sampled_from((Seat.TAKEN, Seat.WAITING, Seat.OFFERED, Seat.LAPSED)),
        ),
        st.tuples(st.just(DAYS), st.sampled_from((Answer.NO, Answer.UNSURE)), st.just(Seat.NONE)),
    ),
)
SEEN: Final = st.sampled_from((timedelta(0), timedelta(days=7), timedelta(days=7, seconds=1), timedelta(days=91)))
SOMEBODY: Final = st.builds(
    Somebody,
    st.sampled_from(LANGUAGES),
    SEEN.map(lambda ago: NOON - ago),
    st.lists(HOLDINGS, max_size=3, unique_by=lambda held: (held.role, held.country, held.region)).map(tuple),
    SAID,
    st.dictionaries(st.sampled_from((*ROUNDS, LOST)), st.booleans()),
    st.sampled_from((True, True, False)),
    st.sampled_from(("", "", "announcements", "reminders announcements", "reminders")),
    st.sampled_from((None, "Asia/Tbilisi", "Asia/Almaty", "America/Lima")),
    st.sampled_from((None, None, "00-00", "10-20")),
)
CONDITIONS: Final = st.one_of(
    st.tuples(st.just(Filter.ROLES), several(tuple(Role))),
    st.tuples(st.just(Filter.REGIONS), several((*COUNTRIES, "gone"))),
    st.tuples(st.just(Filter.COUNTRIES), several(PLACES)),
    st.tuples(st.just(Filter.LANGUAGES), several(LANGUAGES)),
    st.tuples(st.just(Filter.ACTIVE), st.sampled_from((("7",), ("90",)))),
    st.tuples(
        st.just(Filter.MEETING),
        st.tuples(st.sampled_from(MEETINGS), several(tuple(MeetingAnswer))).map(lambda drawn: (drawn[0], *drawn[1])),
    ),
    st.tuples(
        st.just(Filter.ROUND),
        st.tuples(st.sampled_from((*ROUNDS, LOST)), several(tuple(RoundAnswer))).map(
            lambda drawn: (drawn[0], *drawn[1])
        ),
    ),
)
GROUPS: Final = st.builds(
    Group,
    conditions=st.lists(
        st.builds(
            lambda drawn, excluded: Condition(filter=drawn[0], values=drawn[1], excluded=excluded),
            CONDITIONS,
            st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    everyone=st.booleans(),
)
SELECTIONS: Final = st.builds(Selection, groups=st.lists(GROUPS, max_size=3).map(tuple))
TIMINGS: Final = st.builds(Timing, kind=st.sampled_from(("now", "morning")), urgent=st.booleans())
HOURS: Final = st.integers(0, 23).map(lambda hours: NOON + timedelta(hours=hours))
WITHIN: Final = st.sampled_from((None, None, frozenset({"seee"}), frozenset({"ca", "seee"}), frozenset()))


@pytest.fixture
async def nobody(made: Path, file: Path) -> AsyncIterator[Connections]:
    """A database in which there is nobody, and into which nothing is committed."""
    shutil.copyfile(made, file)
    connections = Connections(dialect.create_engine(file, patience=0))
    yield connections
    await connections.close()


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(everybody=st.lists(SOMEBODY, max_size=8), selection=SELECTIONS, within=WITHIN)
async def test_the_database_finds_whom_a_plain_reading_finds(
    nobody: Connections, everybody: list[Somebody], selection: Selection, within: frozenset[str] | None
) -> None:
    meant = [number for number, each in enumerate(everybody, 1) if is_meant(each, selection, within)]
    get_it = {number for number in meant if everybody[number - 1].gets_it}
    chosen = _resolved(selection, within)

    async def found(connection: Connection) -> None:
        readers = SqlReaders(connection)
        counted: Counter[tuple[str, bool]] = Counter()
        for each in await readers.counts(chosen):
            counted[each.language, each.gets_it] += each.count
        assert counted == Counter((everybody[number - 1].language, number in get_it) for number in meant)
        assert sorted(await readers.first(chosen, 100)) == sorted(get_it)
        assert {each.person_id: (each.role, each.stopped) for each in await readers.not_reached(chosen)} == {
            number: (everybody[number - 1].holds[0].role, everybody[number - 1].reachable)
            for number in meant
            if number not in get_it
        }
        assert [number for number in range(1, len(everybody) + 1) if await readers.has(chosen, number)] == meant

    await _among(nobody, everybody, found)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(everybody=st.lists(SOMEBODY, max_size=8), selection=SELECTIONS, timing=TIMINGS, at=HOURS)
async def test_whoever_is_meant_has_one_row_that_waits_for_their_turn(
    nobody: Connections, everybody: list[Somebody], selection: Selection, timing: Timing, at: datetime
) -> None:
    """However many groups they fit, and however often the rows are made."""
    meant = {number: each for number, each in enumerate(everybody, 1) if is_meant(each, selection, None)}

    async def filled(connection: Connection) -> None:
        await connection.execute(insert(announcements).values(_announcement()))
        rows = SqlDeliveries(connection)
        assert await rows.fill(1, _chosen(selection), timing, at, "Europe/Brussels") == len(meant)
        assert await rows.fill(1, _chosen(selection), timing, at, "Europe/Brussels") == 0
        there = (await connection.execute(deliveries.select())).all()
        assert {row.person_id: row.due_at for row in there} == {
            number: due_for(timing, each.zone, Quiet.read(each.quiet or "21-08"), at, "Europe/Brussels")
            if each.gets_it
            else None
            for number, each in meant.items()
        }
        assert all((row.queue is None) == (row.due_at is None) for row in there)

    await _among(nobody, everybody, filled)


async def test_whether_a_round_was_answered_is_read_alike_of_people_of_all_kinds(nobody: Connections) -> None:
    """Whoever has answered or begun, is asked or not, by their role, country, region or by having come to a meeting."""
    everybody = [
        Somebody("en", NOON, (held,), said, dict.fromkeys((*ROUNDS, LOST), finished) if finished is not None else {})
        for held, said, finished in product(
            (
                Holding(Role.NFP, "KZ"),
                Holding(Role.NFP, "AM"),
                Holding(Role.TRANSLATOR, "KZ"),
                Holding(Role.SECRETARIAT, region="ca"),
                Holding(Role.NFP, "KZ", confirm_by=NOON),
            ),
            (
                {},
                {"all": (DAYS, Answer.ONLINE, Seat.TAKEN)},
                {"all": (DAYS, Answer.IN_PERSON, Seat.WAITING)},
                {"all": (EARLIER_DAYS, Answer.ONLINE, Seat.TAKEN)},
                {"all": (DAYS, Answer.NO, Seat.NONE)},
            ),
            (None, False, True),
        )
    ]

    async def found(connection: Connection) -> None:
        for round_id, answers, excluded in product(
            (*ROUNDS, LOST), (("answered",), ("silent",), tuple(RoundAnswer)), (False, True)
        ):
            condition = Condition(filter=Filter.ROUND, values=(round_id, *answers), excluded=excluded)
            selection = Selection(groups=(Group(conditions=(condition,)),))
            meant = [number for number, each in enumerate(everybody, 1) if is_meant(each, selection, None)]
            assert sorted(await SqlReaders(connection).first(_chosen(selection), 100)) == meant, condition

    await _among(nobody, everybody, found)


async def test_everyone_is_whoever_holds_a_role(nobody: Connections) -> None:
    """Guests are no members, nor are those whose role has ended."""
    seen = NOON - timedelta(days=400)
    member = Somebody("en", seen, (Holding(Role.TRANSLATOR),))
    ended = Somebody("en", seen, (Holding(Role.NFP, "GE", confirm_by=NOON),))

    async def found(connection: Connection) -> None:
        assert await SqlReaders(connection).first(_chosen(EVERYONE), 10) == [2]

    await _among(nobody, [Somebody("en", seen), member, ended], found)


async def test_a_role_and_its_country_are_of_one_grant(nobody: Connections) -> None:
    """A translator who is a focal point elsewhere is no focal point of Georgia."""
    conditions = (
        Condition(filter=Filter.ROLES, values=("nfp",)),
        Condition(filter=Filter.COUNTRIES, values=("GE",)),
    )
    both = (Holding(Role.TRANSLATOR, "GE"), Holding(Role.NFP, "FR"))

    async def found(connection: Connection) -> None:
        selection = Selection(groups=(Group(conditions=conditions),))
        assert await SqlReaders(connection).first(_chosen(selection), 10) == [2]

    await _among(nobody, [Somebody("en", NOON, both), Somebody("en", NOON, (Holding(Role.NFP, "GE"),))], found)


def _chosen(selection: Selection) -> Resolved:
    return _resolved(selection, None)


def _resolved(selection: Selection, within: frozenset[str] | None) -> Resolved:
    asked = {each.id: asked_of(PACK, each) for each in ROUNDS.values()}
    return resolve(PACK, selection, within, NOON, asked)


async def _among(nobody: Connections, everybody: list[Somebody], look: Callable[[Connection], Awaitable[None]]) -> None:
    """Look, in a transaction in which there is everybody, by numbers from 1 on, and which is rolled back."""
    async with nobody.begin() as connection:
        await connection.execute(insert(rounds), [_stored(each) for each in (*ROUNDS, LOST)])
        for number, each in enumerate(everybody, 1):
            await connection.execute(insert(people), _person(number, each))
            for held in each.held:
                await connection.execute(insert(grants), _grant(number, held))
            for meeting, (days, answer, seat) in each.said.items():
                await connection.execute(insert(rsvps), _rsvp(number, meeting, days, answer, seat))
            for round_id, finished in each.rounds.items():
                row = {"round_id": round_id, "person_id": number, "finished": finished}
                await connection.execute(insert(round_people), row)
        await look(connection)


def _person(number: int, somebody: Somebody) -> dict[str, Any]:
    return {
        "id": number,
        "telegram_id": number,
        "language": somebody.language,
        "language_chosen": True,
        "pseudonym": str(number),
        "stopped": somebody.stopped,
        "zone": somebody.zone,
        "quiet": somebody.quiet,
        "unreachable_since": None if somebody.reachable else NOON,
        "unreachable_told": False,
        "menu_due": False,
        "added_at": NOON,
        "seen_at": somebody.seen_at,
    }


def _grant(number: int, held: Holding) -> dict[str, Any]:
    return {
        "person_id": number,
        "role": held.role.value,
        "country": held.country,
        "region": held.region,
        "meeting": "",
        "granted_at": NOON,
        "expires_at": held.expires_at,
        "confirm_by": held.confirm_by,
        "asked": 0,
    }


def _rsvp(number: int, meeting: str, days: str, answer: Answer, seat: Seat) -> dict[str, Any]:
    return {
        "person_id": number,
        "meeting": meeting,
        "days": days,
        "answer": answer.value,
        "seat": seat.value,
        "party": 1,
        "answered_at": NOON,
        "over_at": NOON,
    }


def _stored(round_id: str) -> dict[str, Any]:
    return {
        "id": round_id,
        "state": "open",
        "terms": b"",
        "encrypted": False,
        "secret_encrypted": False,
        "figures": "{}",
        "created_at": NOON,
        "changed_at": NOON,
    }


def _announcement() -> dict[str, Any]:
    return {
        "id": 1,
        "state": "sending",
        "selection": "{}",
        "timing": "{}",
        "version": 1,
        "created_at": NOON,
        "changed_at": NOON,
        "active": True,
    }
