"""What answers amount to: counts that add up, and the order that they give.

An answer is written as `marks`, by the keys of its choices: rated `a5c3`, chosen `acf`, ranked `cab` from the first on.
Nothing chosen is the empty text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.domain.rounds import HIGHEST, Choice, Method, Terms


@dataclass(frozen=True)
class Figures:
    """So many answers, and how often each choice got each mark: rated, how often 1 to 5; chosen, how often; ranked,
    how often it came first, second and so on. Choices without any mark are left out."""

    answers: int = 0
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __add__(self, other: Self) -> Self:
        return self._with(other, 1)

    def __sub__(self, other: Self) -> Self:
        return self._with(other, -1)

    def _with(self, other: Self, sign: int) -> Self:
        marks = {}
        for key in sorted({*self.marks, *other.marks}):
            own, theirs = self.marks.get(key, ()), other.marks.get(key, ())
            width = max(len(own), len(theirs))
            padded = zip(own + (0,) * (width - len(own)), theirs + (0,) * (width - len(theirs)), strict=True)
            counts = tuple(one + sign * two for one, two in padded)
            if any(counts):
                marks[key] = counts
        return type(self)(self.answers + sign * other.answers, marks)


@dataclass(frozen=True)
class Place:
    """Where a choice stands. `place`: from 1, the same for those that are level; `score`: the mean rating, how often it
    was chosen, or its Borda points (of `most` ranked: the first gets as many as there are, the last one); `share`: the
    score as a part of the highest possible one, from 0 to 1; `firsts`: how often it was ranked first."""

    choice: Choice
    place: int
    score: float
    share: float
    count: int
    firsts: int


def tally(method: Method, answers: Iterable[tuple[str, int]]) -> Figures:
    """The figures of answers, each given as its marks and how often these were given."""
    people = 0
    counts: Counter[tuple[str, int]] = Counter()
    alike: defaultdict[int, list[str]] = defaultdict(list)
    for marks, times in answers:
        people += times
        alike[times].append(marks)
    for times, every in alike.items():
        for key, position, count in _counted(method, every):
            counts[key, position] += count * times
    found: dict[str, list[int]] = {}
    for (key, position), count in counts.items():
        row = found.setdefault(key, [])
        row.extend([0] * (position + 1 - len(row)))
        row[position] += count
    return Figures(people, {key: tuple(found[key]) for key in sorted(found)})


def _counted(method: Method, answers: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """How often each choice has each mark, as `positions` counts it. Fifty thousand answers are counted while somebody
    waits, so that none is taken apart by itself."""
    match method:
        case Method.RATE:
            by_keys: defaultdict[str, list[str]] = defaultdict(list)
            for marks in answers:
                by_keys[marks[::2]].append(marks)
            for keys, alike in by_keys.items():
                every = "".join(alike)
                for place, key in enumerate(keys):
                    ratings = Counter(every[2 * place + 1 :: 2 * len(keys)])
                    yield from ((key, int(rating) - 1, count) for rating, count in ratings.items())
        case Method.CHOOSE:
            yield from ((key, 0, count) for key, count in Counter("".join(answers)).items())
        case Method.RANK:
            for place in range(max(map(len, answers))):
                keys = "".join([marks[place : place + 1] for marks in answers])
                yield from ((key, place, count) for key, count in Counter(keys).items())


def positions(method: Method, marks: str) -> Iterable[tuple[str, int]]:
    """The choices of an answer, each with its mark counted from 0: the rating less one, or its place."""
    match method:
        case Method.RATE:
            return ((key, int(rating) - 1) for key, rating in zip(marks[::2], marks[1::2], strict=True))
        case Method.CHOOSE:
            return ((key, 0) for key in marks)
        case Method.RANK:
            return ((key, place) for place, key in enumerate(marks))


def chosen(terms: Terms, marks: str) -> list[str]:
    """The choices of an answer that are not withdrawn, in its order."""
    there = {choice.key for choice in terms.open_choices}
    return [key for key, _ in positions(terms.method, marks) if key in there]


def first_of(terms: Terms, marks: str) -> str | None:
    """The choice that comes first in an answer, without those that are withdrawn: of several that were chosen without
    order none does."""
    keys = chosen(terms, marks)
    return keys[0] if keys and (terms.method is Method.RANK or len(keys) == 1) else None


def standing(terms: Terms, figures: Figures) -> tuple[Place, ...]:
    """The choices that are not withdrawn, from the first on. Level ones share a place and stand in the order in which
    they were offered; where nothing was chosen, all are level."""
    scored = [(choice, *_score(terms, figures, choice)) for choice in terms.open_choices]
    ordered = sorted(scored, key=lambda each: -each[1])
    places: list[Place] = []
    for number, (choice, score, share, count, firsts) in enumerate(ordered, 1):
        level = places and places[-1].score == score
        places.append(Place(choice, places[-1].place if level else number, score, share, count, firsts))
    return tuple(places)


def _score(terms: Terms, figures: Figures, choice: Choice) -> tuple[float, float, int, int]:
    """Score, share, how many marked it, how many put it first."""
    marks = figures.marks.get(choice.key, ())
    count = sum(marks)
    match terms.method:
        case Method.RATE:
            mean = sum(mark * times for mark, times in enumerate(marks, 1)) / count if count else 0.0
            return mean, mean / HIGHEST, count, 0
        case Method.CHOOSE:
            return count, count / figures.answers if figures.answers else 0.0, count, 0
        case Method.RANK:
            points = sum((terms.most - place) * times for place, times in enumerate(marks))
            best = terms.most * figures.answers
            return points, points / best if best else 0.0, count, marks[0] if marks else 0
