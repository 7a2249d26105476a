"""What anybody can see of an anonymous round, whatever people do, through the database and the services.

Each person has choices of their own, and may mark two of them, so that every figure tells whose answers are in it. All
that was shown on screens and in workbooks, of every group at every moment, is put together as in
`tests.domain.test_disclosure`; and at last the totals are compared with what a plain dictionary has kept.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.figures import Figures
from bot.domain.messages_round_results import ResultsWorkbook, RoundResults
from bot.domain.people import Grant, Person, Role
from bot.domain.round_results import ResultsShown, code_of
from bot.domain.rounds import KEYS, Choice, Grouping, Method, Round, RoundState, Terms
from bot.ports import UnitOfWork
from bot.services.responding import Responding
from bot.services.rights_forgetting import forget
from bot.services.round_results import Results
from bot.services.round_watch import close
from bot.services.rounds import Rounds
from storage.cipher import Cipher
from storage.database import Database
from tests.attend import attending
from tests.databases import make_tables
from tests.linear import Sum, few_that_can_be_told

START: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
FIELDS: Final[dict[str, Any]] = {"default_language": "en", "timezone": "UTC"}
PACK: Final = Pack.model_validate(
    {
        **FIELDS,
        "regions": [
            {"id": "seee", "name": "Europe", "countries": ["GE", "AM"]},
            {"id": "mie", "name": "Middle East", "countries": ["JO", "IQ"]},
        ],
    },
    context=FIELDS,
)
COUNTRIES: Final = (*["GE"] * 4, *["AM"] * 2, *["JO"] * 3, "IQ", "US", "BR")
VERSIONS: Final = 4
"""Choices of each person."""
SHOWN_FROM: Final = 3
ID: Final = "r.1"

WHO: Final = st.integers(0, len(COUNTRIES) - 1)
WHICH: Final = st.integers(0, VERSIONS - 1)
TOGETHER: Final = st.sampled_from(((0, 1, 2), (0, 1, 2, 3), (4, 5), (6, 7, 8), (9, 10, 11)))

T = TypeVar("T")


def key_of(person: int, version: int) -> str:
    return KEYS[person * VERSIONS + version]


class CountingMachine(RuleBasedStateMachine):
    """People answer, change their mind, begin and go away; options are withdrawn; and somebody looks now and then."""

    made: ClassVar[Path]
    """An empty database, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.made, self.folder / "bot.sqlite3")
        self.loop = asyncio.new_event_loop()
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'bot.sqlite3'}", Cipher(None))
        self.now = START
        self.joined = 0
        self.closed = False
        self.withdrawn: set[str] = set()
        self.drafts: dict[int, str] = defaultdict(str)
        """By number, as the reference has them."""
        self.given: dict[int, str] = {}
        self.ever: dict[int, set[str]] = defaultdict(set)
        """All that somebody has given so far."""
        self.gone: set[int] = set()
        self.seen: list[ResultsShown] = []

    def run(self, step: Callable[[UnitOfWork, Responding], Coroutine[Any, Any, T]]) -> T:
        self.now += timedelta(seconds=1)

        async def within() -> T:
            async with self.database.unit_of_work() as uow:
                result = await step(uow, Responding(uow, Rounds(uow, PACK, self.now), PACK, self.now))
                await uow.commit()
            return result

        return self.loop.run_until_complete(within())

    def joins(self, grant: Grant) -> Person:
        self.joined += 1

        async def step(uow: UnitOfWork, _: Responding) -> Person:
            person = await uow.people.add(self.joined, "en", self.now)
            await uow.people.set_country(person.id, grant.country or "BE", None, self.now)
            await uow.grants.give(person.id, grant, self.now, by=None, confirm_by=self.now + timedelta(days=365))
            found = await uow.people.find(person.id, self.now)
            assert found is not None
            return found

        return self.run(step)

    @initialize()
    def it_opens(self) -> None:
        self.follower = self.joins(Grant(Role.ADMINISTRATOR))
        self.people = [self.joins(Grant(Role.NFP, country=country)) for country in COUNTRIES]
        keys = [key_of(person, version) for person in range(len(COUNTRIES)) for version in range(VERSIONS)]
        terms = Terms(
            title=Text({"en": "What matters?"}),
            method=Method.CHOOSE,
            most=2,
            choices=tuple(Choice(key=key, title=Text({"en": key})) for key in keys),
            shown_from=SHOWN_FROM,
            grouping=Grouping.COUNTRY,
            results="live",
        )

        async def step(uow: UnitOfWork, _: Responding) -> None:
            await uow.rounds.add(Round(ID, RoundState.OPEN, terms, self.now, self.now, opened_at=self.now))
            await uow.rounds.make_secret(ID)

        self.run(step)

    @precondition(lambda self: not self.closed)
    @rule(who=WHO, which=WHICH)
    def picks(self, who: int, which: int) -> None:
        if who in self.gone:
            return
        key, draft = key_of(who, which), self.drafts[who]
        self.run(lambda _, responding: responding.pick(self.people[who], ID, key))
        left = [each for each in draft if each not in self.withdrawn]
        if key in self.withdrawn or key in draft or len(left) >= 2:
            return
        self.drafts[who] = "".join(sorted([*left, key], key=KEYS.index))
        if len(left) == 1:
            self.gives(who)

    @precondition(lambda self: not self.closed)
    @rule(people=TOGETHER, first=WHICH, second=WHICH)
    def all_answer(self, people: tuple[int, ...], first: int, second: int) -> None:
        """So that steps are taken often."""
        for who in people:
            self.goes_back(who, 0)
            self.picks(who, first)
            self.picks(who, second)
            self.is_done(who)

    @precondition(lambda self: not self.closed)
    @rule(who=WHO, left=st.integers(0, 1))
    def goes_back(self, who: int, left: int) -> None:
        if who not in self.gone:
            self.run(lambda _, responding: responding.undo(self.people[who], ID, left))
            self.drafts[who] = self.drafts[who][:left]

    @precondition(lambda self: not self.closed)
    @rule(who=WHO)
    def is_done(self, who: int) -> None:
        if who not in self.gone:
            self.run(lambda _, responding: responding.finish(self.people[who], ID))
            if set(self.drafts[who]) - self.withdrawn:
                self.gives(who)

    @precondition(lambda self: not self.closed)
    @rule(who=WHO)
    def is_forgotten(self, who: int) -> None:
        if who in self.gone:
            return
        self.gone.add(who)

        async def step(uow: UnitOfWork, _: Responding) -> None:
            await forget(uow, attending(uow, self.now, PACK), self.people[who], self.now, by=None)

        self.run(step)

    @precondition(lambda self: not self.closed)
    @rule(who=WHO, which=WHICH)
    def an_option_is_withdrawn(self, who: int, which: int) -> None:
        if len(self.withdrawn) >= 3:
            return
        self.withdrawn.add(key_of(who, which))

        async def step(uow: UnitOfWork, _: Responding) -> None:
            round_ = await uow.rounds.get(ID)
            assert round_ is not None
            choices = tuple(
                each.model_copy(update={"withdrawn": each.key in self.withdrawn}) for each in round_.terms.choices
            )
            await uow.rounds.put(replace(round_, terms=round_.terms.model_copy(update={"choices": choices})))

        self.run(step)

    @rule(follows=st.booleans())
    def somebody_looks(self, follows: bool) -> None:
        """At all that they can open: the total, each group, and the workbook."""
        there = next((person for number, person in enumerate(self.people) if number not in self.gone), self.follower)
        reader = self.follower if follows else there

        async def step(uow: UnitOfWork, _: Responding) -> None:
            results = Results(uow, PACK, self.now)
            groups = [code_of(())]
            while groups:
                asked = await results.show(reader, ID, groups.pop())
                assert isinstance(asked, RoundResults)
                message = await results.fill(asked, reader)
                assert isinstance(message, RoundResults)
                assert message.shown is not None
                self.seen.append(message.shown)
                groups += [code_of(each.path) for each in message.shown.inner]
            book = await results.fill(ResultsWorkbook(round=ID), reader)
            assert isinstance(book, ResultsWorkbook)
            assert book.named == ()
            self.seen += book.groups

        self.run(step)

    @precondition(lambda self: not self.closed)
    @rule(odd=st.integers(0, 3))
    def it_closes(self, odd: int) -> None:
        if odd:
            return

        async def step(uow: UnitOfWork, _: Responding) -> None:
            round_ = await uow.rounds.get(ID)
            assert round_ is not None
            await close(uow, PACK, round_, self.now)

        self.run(step)
        self.closed = True
        for who, draft in self.drafts.items():
            if draft and who not in self.given:
                self.gives(who)

    def gives(self, who: int) -> None:
        self.given[who] = self.drafts[who]
        self.ever[who].add(self.drafts[who])

    @invariant()
    def nothing_leads_to_anybody(self) -> None:
        with closing(sqlite3.connect(self.database.path)) as connection:
            named = connection.execute("SELECT count(*) FROM round_answers WHERE person_id IS NOT NULL").fetchone()
            stored = sorted(connection.execute("SELECT given FROM round_answers WHERE given IS NOT NULL").fetchall())
            secrets = connection.execute("SELECT count(*) FROM rounds WHERE secret IS NOT NULL").fetchone()
        assert named == (0,)
        assert [given for (given,) in stored] == sorted(self.given.values())
        assert secrets == (0 if self.closed else 1,)

    @invariant()
    def figures_are_of_what_was_given(self) -> None:
        for shown in self.seen[-3:]:
            if shown.figures is None:
                continue
            told = answers_in(shown.figures)
            assert shown.figures.answers == len(told)
            assert all(marks in self.ever[who] for who, marks in told.items())
            assert {COUNTRIES[who] for who in told} <= {*shown.group[1:]} or len(shown.group) < 2
            assert shown.answered - shown.hidden >= len(told)

    def teardown(self) -> None:
        try:
            if hasattr(self, "people"):
                self.somebody_looks(follows=True)
                if not self.closed:
                    self.it_closes(odd=0)
                self.somebody_looks(follows=False)
                self.all_is_told_that_can_be()
                self.few_can_be_told_from_it()
        finally:
            self.loop.run_until_complete(self.database.close())
            self.loop.close()
            shutil.rmtree(self.folder)

    def all_is_told_that_can_be(self) -> None:
        (*_, total) = (shown for shown in self.seen if shown.group == ())
        told = answers_in(total.figures or Figures())
        assert total.answered == len(self.given)
        assert total.hidden == len(self.given) - len(told)
        assert sum(who not in told for who in self.given) < SHOWN_FROM
        assert sum(told.get(who, marks) != marks for who, marks in self.given.items()) < SHOWN_FROM

    def few_can_be_told_from_it(self) -> None:
        sums: list[Sum] = [
            {divmod(KEYS.index(key), VERSIONS): times for key, (times,) in shown.figures.marks.items()}
            for shown in self.seen
            if shown.figures is not None
        ]
        assert few_that_can_be_told(unlike(sums), SHOWN_FROM) is None


def answers_in(figures: Figures) -> dict[int, str]:
    """Whose answers are in figures, and which."""
    found: dict[int, str] = defaultdict(str)
    for key, counts in sorted(figures.marks.items(), key=lambda each: KEYS.index(each[0])):
        assert counts == (1,)
        found[KEYS.index(key) // VERSIONS] += key
    return found


def unlike(sums: Iterable[Sum]) -> list[Sum]:
    return list({tuple(sorted(each.items())): each for each in sums}.values())


def test_nothing_that_anybody_sees_gives_few_away(tmp_path: Path) -> None:
    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{tmp_path}/made.sqlite3", Cipher(None))
        await make_tables(database)
        await database.close()

    asyncio.run(make())
    CountingMachine.made = tmp_path / "made.sqlite3"
    run_state_machine_as_test(
        CountingMachine,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
