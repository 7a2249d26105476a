"""Answers that people tap together, against a plain reference, whatever they tap in any order and by each method."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.messages import Message
from bot.domain.messages_rounds import RoundCard
from bot.domain.people import Grant, Person, Role
from bot.domain.rounds import Answered, Choice, Method, Round, RoundState, Terms
from bot.ports import UnitOfWork
from bot.services.responding import Responding
from bot.services.round_watch import close
from bot.services.rounds import Rounds
from storage.cipher import Cipher
from storage.database import Database
from tests.databases import make_tables

START: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
PACK: Final = Pack(default_language="en", timezone="UTC")
KEYS: Final = "abcde"
MOST: Final = 3
ID: Final = "r.1"
WHICH: Final = st.sampled_from(KEYS)

T = TypeVar("T")


class Reference:
    """One person's answer, as lists: what stands on the screen, and what counts."""

    def __init__(self, method: Method) -> None:
        self.method = method
        self.chosen: list[str] = []
        self.ratings: dict[str, int] = {}
        self.given: str | None = None
        self.withdrawn: set[str] = set()

    @property
    def there(self) -> list[str]:
        return [key for key in KEYS if key not in self.withdrawn]

    @property
    def draft(self) -> str:
        if self.method is Method.RATE:
            return "".join(f"{key}{self.ratings[key]}" for key in KEYS if key in self.ratings)
        return "".join(self.chosen)

    def seen(self) -> list[str]:
        """Without what is withdrawn."""
        marked = self.ratings if self.method is Method.RATE else self.chosen
        return [key for key in marked if key not in self.withdrawn]

    def settle(self) -> None:
        """It counts where nothing more can be chosen."""
        whole = len(self.there) if self.method is Method.RATE else min(MOST, len(self.there))
        if 0 < whole <= len(self.seen()):
            self.given = self.draft

    def pick(self, key: str) -> bool:
        """Whether there was room for it."""
        if self.method is Method.RATE or key in self.withdrawn or key in self.chosen:
            return True
        if len(self.seen()) >= min(MOST, len(self.there)):
            return False
        self.chosen = [*self.seen(), key]
        if self.method is Method.CHOOSE:
            self.chosen.sort()
        self.settle()
        return True

    def drop(self, key: str) -> None:
        if key in self.withdrawn:
            return
        if key in self.chosen:
            self.chosen.remove(key)
            self.settle()
        if self.ratings.pop(key, None):
            self.settle()

    def undo(self, left: int) -> None:
        if self.method is not Method.RATE and left < len(self.chosen):
            self.chosen = self.chosen[:left]
            self.settle()

    def rate(self, key: str, rating: int) -> None:
        if self.method is not Method.RATE or key in self.withdrawn or not 1 <= rating <= 5:
            return
        if self.ratings.get(key) != rating:
            self.ratings[key] = rating
            self.settle()

    def finish(self) -> None:
        if self.seen():
            self.given = self.draft


class RespondingMachine(RuleBasedStateMachine):
    """Two people answer; what each sees is their own."""

    made: ClassVar[Path]
    """An empty database, to be copied."""
    method: ClassVar[Method]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.made, self.folder / "bot.sqlite3")
        self.loop = asyncio.new_event_loop()
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'bot.sqlite3'}", Cipher(None))
        self.references = [Reference(self.method), Reference(self.method)]

    def run(self, step: Callable[[UnitOfWork, Responding], Coroutine[Any, Any, T]]) -> T:
        async def within() -> T:
            async with self.database.unit_of_work() as uow:
                result = await step(uow, Responding(uow, Rounds(uow, PACK, START), PACK, START))
                await uow.commit()
            return result

        return self.loop.run_until_complete(within())

    @initialize()
    def it_opens(self) -> None:
        most = 1 if self.method is Method.RATE else MOST
        choices = tuple(Choice(key=key, title=Text({"en": key})) for key in KEYS)
        terms = Terms(title=Text({"en": "What matters?"}), method=self.method, most=most, choices=choices)

        async def step(uow: UnitOfWork, _: Responding) -> list[Person]:
            await uow.rounds.add(Round(ID, RoundState.OPEN, terms, START, START, opened_at=START))
            await uow.rounds.make_secret(ID)
            people = []
            for number in range(2):
                person = await uow.people.add(number, "en", START)
                grant = Grant(Role.NFP, country="GE")
                await uow.grants.give(person.id, grant, START, by=None, confirm_by=START + timedelta(days=9))
                found = await uow.people.find(person.id, START)
                assert found is not None
                people.append(found)
            return people

        self.people = self.run(step)

    def act(self, who: int, step: Callable[[Responding, Person], Coroutine[Any, Any, Message]]) -> RoundCard:
        """Once or twice is the same."""
        person = self.people[who]
        card = self.run(lambda _, responding: step(responding, person))
        self.run(lambda _, responding: step(responding, person))
        assert isinstance(card, RoundCard)
        return card

    @rule(who=st.integers(0, 1), key=WHICH)
    def picks(self, who: int, key: str) -> None:
        card = self.act(who, lambda responding, person: responding.pick(person, ID, key))
        assert (card.note == "full") is not self.references[who].pick(key)

    @rule(who=st.integers(0, 1), key=WHICH)
    def drops(self, who: int, key: str) -> None:
        self.act(who, lambda responding, person: responding.drop(person, ID, key))
        self.references[who].drop(key)

    @rule(who=st.integers(0, 1), left=st.integers(0, MOST + 1))
    def goes_back(self, who: int, left: int) -> None:
        self.act(who, lambda responding, person: responding.undo(person, ID, left))
        self.references[who].undo(left)

    @rule(who=st.integers(0, 1), key=WHICH, rating=st.integers(0, 6))
    def rates(self, who: int, key: str, rating: int) -> None:
        self.act(who, lambda responding, person: responding.rate(person, ID, key, rating))
        self.references[who].rate(key, rating)

    @rule(who=st.integers(0, 1))
    def is_done(self, who: int) -> None:
        card = self.act(who, lambda responding, person: responding.finish(person, ID))
        assert (card.note == "noted") is bool(self.references[who].seen())
        self.references[who].finish()

    @rule(keys=st.sets(WHICH, max_size=3))
    def options_are_withdrawn_or_offered_again(self, keys: set[str]) -> None:
        async def step(uow: UnitOfWork, _: Responding) -> None:
            round_ = await uow.rounds.get(ID)
            assert round_ is not None
            choices = tuple(each.model_copy(update={"withdrawn": each.key in keys}) for each in round_.terms.choices)
            await uow.rounds.put(replace(round_, terms=round_.terms.model_copy(update={"choices": choices})))

        self.run(step)
        for reference in self.references:
            reference.withdrawn = keys

    @invariant()
    def each_has_what_they_tapped(self) -> None:
        if not hasattr(self, "people"):
            return
        for person, reference in zip(self.people, self.references, strict=True):
            found = self.run(lambda uow, _, one=person: uow.round_answers.of(ID, one.id))  # type: ignore[misc]
            assert (found or Answered()) == Answered(reference.draft, reference.given)
            assert self.run(
                lambda uow, _, one=person: uow.round_answers.has_finished(ID, one.id)  # type: ignore[misc]
            ) is (reference.given is not None)
            assert len(reference.chosen) <= MOST

    def teardown(self) -> None:
        try:
            if hasattr(self, "people"):
                self.it_closes()
        finally:
            self.loop.run_until_complete(self.database.close())
            self.loop.close()
            shutil.rmtree(self.folder)

    def it_closes(self) -> None:
        async def step(uow: UnitOfWork, _: Responding) -> list[str]:
            round_ = await uow.rounds.get(ID)
            assert round_ is not None
            await close(uow, PACK, round_, START)
            return [given for _, given, people in await uow.round_answers.given(ID) for _ in range(people)]

        counts = [reference.given or reference.draft for reference in self.references]
        assert sorted(self.run(step)) == sorted(marks for marks in counts if marks)


@pytest.mark.parametrize("method", Method)
def test_answers_are_as_in_the_reference(method: Method, tmp_path: Path) -> None:
    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{tmp_path}/made.sqlite3", Cipher(None))
        await make_tables(database)
        await database.close()

    asyncio.run(make())
    RespondingMachine.made = tmp_path / "made.sqlite3"
    RespondingMachine.method = method
    run_state_machine_as_test(
        RespondingMachine,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
