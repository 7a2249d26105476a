"""What may be shown of answers, whatever people do and whenever somebody looks.

Each version of each person's answer is a choice of its own, so that figures tell exactly which answers are in them.
All that was ever shown, of every group at every moment, is then put together: nothing that can be computed from it by
adding and subtracting may hang on fewer people than the threshold.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.disclosure import Waiting, figures_of, groups_of, released, steps
from bot.domain.figures import Figures, tally
from bot.domain.rounds import Method, Path
from tests.linear import Sum, few_that_can_be_told

LOOK: Final = "look"
VERSIONS: Final = 2
"""People change their mind, and change it back."""

PLACES: Final[tuple[Path, ...]] = (
    *[("seee", "GE")] * 5,
    *[("seee", "AM")] * 2,
    ("seee",),
    *[("mie", "JO")] * 4,
    ("mie", "IQ"),
    (),
)
"""Where people belong, each by their number."""

Act = str | tuple[tuple[int, ...], int]
"""Somebody looks, or the people with these numbers give this version of their answer."""

PEOPLE: Final = st.sampled_from(((0, 1, 2), (3, 4), (8, 9, 10), (11,))) | st.tuples(st.integers(0, len(PLACES) - 1))
ACTS: Final = st.lists(st.just(LOOK) | st.tuples(PEOPLE, st.integers(0, VERSIONS - 1)), max_size=60)


def mark(person: int, version: int) -> str:
    return chr(0x4E00 + person * VERSIONS + version)


def sum_of(figures: Figures) -> Sum:
    """Which versions of whose answers these figures are made of."""
    return {divmod(ord(key) - 0x4E00, VERSIONS): times for key, (times,) in figures.marks.items()}


@dataclass
class Kept:
    """Answers as they are kept and counted, in plain dictionaries."""

    shown_from: int
    places: Sequence[Path] = PLACES
    given: dict[int, str] = field(default_factory=dict)
    counted: dict[int, str] = field(default_factory=dict)
    figures: dict[Path, Figures] = field(default_factory=dict)
    shown: list[Figures] = field(default_factory=list)
    """Whatever anybody has seen."""

    @property
    def waiting(self) -> list[int]:
        return [person for person, marks in self.given.items() if marks != self.counted.get(person)]

    def look(self, *, closing: bool = False) -> None:
        rows = [Waiting(self.places[each], self.given[each], self.counted.get(each), 1) for each in self.waiting]
        taken = steps(Method.CHOOSE, rows, self.shown_from, closing=closing)
        self.figures = released(self.figures, taken)
        for step in taken:
            # One that adds nobody is of those alone who were counted before.
            movers = [each for each in self.waiting if self.places[each] in step.of]
            self.counted |= {each: self.given[each] for each in movers if step.added.answers or each in self.counted}
        for group in ((), *groups_of(self.figures)):
            if (figures := figures_of(self.figures, group)) is not None:
                self.shown.append(figures)

    def play(self, acts: Sequence[Act]) -> None:
        for act in acts:
            if isinstance(act, str):
                self.look()
            else:
                people, version = act
                self.given |= {each: mark(each, version) for each in people}


def tuple_of(ratings: dict[int, int]) -> tuple[int, ...]:
    """How often each rating was given, from 1 to the highest that was."""
    given_ = [rating for rating, times in ratings.items() if times]
    return tuple(ratings.get(rating, 0) for rating in range(1, max(given_) + 1))


def plain(kept: Kept, group: Path = ()) -> Figures:
    """The figures of a group as a child would count them: each counted answer of each of its people."""
    within = [marks for each, marks in kept.counted.items() if kept.places[each][: len(group)] == group]
    return tally(Method.CHOOSE, ((marks, 1) for marks in within))


@settings(max_examples=1000, deadline=None)
@given(acts=ACTS, shown_from=st.integers(3, 5))
def test_nothing_that_is_ever_shown_gives_few_away(acts: Sequence[Act], shown_from: int) -> None:
    kept = Kept(shown_from)
    kept.play([*acts, LOOK])
    kept.look(closing=True)
    assert few_that_can_be_told(map(sum_of, kept.shown), shown_from) is None


@settings(max_examples=200, deadline=None)
@given(acts=ACTS, shown_from=st.integers(3, 5))
def test_groups_and_totals_are_what_a_child_would_count(acts: Sequence[Act], shown_from: int) -> None:
    kept = Kept(shown_from)
    kept.play([*acts, LOOK])
    for group in groups_of(kept.figures):
        assert figures_of(kept.figures, group) == plain(kept, group)
    assert (figures_of(kept.figures) or Figures()) == plain(kept)
    kept.look(closing=True)
    assert (figures_of(kept.figures) or Figures()) == plain(kept)
    # Whoever is in no total at last, or not with what they said last, is one of a few.
    newcomers = [each for each in kept.waiting if each not in kept.counted]
    assert len(newcomers) < shown_from
    assert len(kept.waiting) - len(newcomers) < shown_from


@settings(max_examples=200, deadline=None)
@given(answers=st.lists(st.tuples(PEOPLE, st.integers(0, VERSIONS - 1)), max_size=60))
def test_without_looks_a_closed_round_shows_each_group_that_is_large_enough_as_it_is(
    answers: Sequence[Act],
) -> None:
    kept = Kept(4)
    kept.play(answers)
    people: dict[Path, list[int]] = defaultdict(list)
    for each in kept.given:
        people[kept.places[each]].append(each)
    kept.look(closing=True)
    for place, theirs in people.items():
        if len(place) == 2:
            assert (place in groups_of(kept.figures)) is (len(theirs) >= 4)
            if len(theirs) >= 4:
                whole = tally(Method.CHOOSE, ((kept.given[each], 1) for each in theirs))
                assert figures_of(kept.figures, place) == whole


def test_with_eight_eight_and_four_the_four_are_in_no_figure() -> None:
    kept = Kept(5, [*[("seee",)] * 8, *[("mie",)] * 8, *[("cae",)] * 4])
    kept.play([(tuple(range(20)), 0)])
    kept.look(closing=True)
    assert groups_of(kept.figures) == (("mie",), ("seee",))
    total = figures_of(kept.figures)
    assert total is not None
    assert total.answers == 16
    assert {person for person, _ in sum_of(total)} == set(range(16))


def test_groups_too_small_go_together_into_the_total_where_they_are_many_enough() -> None:
    kept = Kept(5, [*[("seee",)] * 8, *[("mie",)] * 3, *[("cae",)] * 2])
    kept.play([(tuple(range(13)), 0)])
    kept.look(closing=True)
    assert groups_of(kept.figures) == (("seee",),)
    total = figures_of(kept.figures)
    assert total is not None
    assert total.answers == 13


def test_the_countries_of_a_region_go_together_before_regions_do() -> None:
    kept = Kept(5, [*[("seee", "GE")] * 3, *[("seee", "AM")] * 2, *[("mie", "JO")] * 4])
    kept.play([(tuple(range(9)), 0)])
    kept.look(closing=True)
    assert groups_of(kept.figures) == (("seee",),)
    total = figures_of(kept.figures)
    assert total is not None
    assert total.answers == 5


@pytest.mark.parametrize("newcomers", [1, 4, 5])
def test_those_who_change_to_and_fro_do_not_give_away_who_comes_new(newcomers: int) -> None:
    """Five who change their mind and change it back would otherwise make each newcomer the difference of two looks."""
    kept = Kept(5, [("seee",)] * 10)
    five, new = (0, 1, 2, 3, 4), tuple(range(5, 5 + newcomers))
    kept.play([(five, 0), LOOK, (five, 1), LOOK, (five, 0), (new, 0), LOOK])
    assert few_that_can_be_told(map(sum_of, kept.shown), 5) is None
    total = figures_of(kept.figures)
    assert total is not None
    assert total.answers == (10 if newcomers == 5 else 5)


@pytest.mark.parametrize("newcomers", [0, 1, 4, 5])
@pytest.mark.parametrize("changed", [4, 5])
def test_those_who_change_at_the_end_do_not_make_up_for_newcomers(newcomers: int, changed: int) -> None:
    """They have changed one rating alone: whatever else is added would be what a newcomer has rated."""
    before: dict[Path, Figures] = {("seee",): tally(Method.RATE, [("a1b1", 5)])}
    waiting = [Waiting(("seee",), "a2b1", "a1b1", changed), Waiting(("seee",), "a5b5", None, newcomers)]
    after = released(before, steps(Method.RATE, waiting, 5, closing=True))
    told, stayed = newcomers == 5, 5 if changed < 5 and newcomers < 5 else 5 - changed
    assert after == {
        ("seee",): Figures(
            10 if told else 5,
            {
                "a": tuple_of({1: stayed, 2: 5 - stayed, 5: 5 if told else 0}),
                "b": tuple_of({1: 5, 5: 5 if told else 0}),
            },
        )
    }


def test_newcomers_go_on_into_the_total_also_where_those_who_have_changed_stay_in_their_group() -> None:
    waiting = [
        Waiting(("seee",), "b", "a", 5),
        Waiting(("seee",), "c", None, 3),
        Waiting(("mie",), "d", None, 2),
    ]
    after = released({("seee",): Figures(5, {"a": (5,)})}, steps(Method.CHOOSE, waiting, 5, closing=True))
    assert after == {("seee",): Figures(5, {"b": (5,)}), (): Figures(5, {"c": (3,), "d": (2,)})}


def test_people_who_answer_alike_are_as_many_as_they_are() -> None:
    taken = steps(Method.CHOOSE, [Waiting(("seee",), "ab", None, 4)], 5, closing=False)
    assert taken == ()
    (step,) = steps(
        Method.CHOOSE, [Waiting(("seee",), "ab", None, 4), Waiting(("seee",), "", None, 1)], 5, closing=False
    )
    assert step.added == Figures(5, {"a": (4,), "b": (4,)})


def test_who_changes_is_counted_once_by_what_they_say_now() -> None:
    before: dict[Path, Figures] = {("seee",): Figures(5, {"a": (5,)})}
    waiting = [Waiting(("seee",), "b", "a", 2), Waiting(("seee",), "b", None, 5)]
    after = released(before, steps(Method.CHOOSE, waiting, 5, closing=False))
    assert after == {("seee",): Figures(10, {"a": (3,), "b": (7,)})}
