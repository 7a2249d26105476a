"""What of the answers to a round may be shown, so that nobody's can be told from what was shown before or beside it.

Answers become figures in steps. A step is a set of people of one group whose answers are new or have changed since they
were counted last: what they say now, less what was counted of them, is added to the group, for good. At least
`shown_from` of them must be new: if changes were enough, those who change their mind and change it back would make of
a few newcomers the difference between two moments. Everything that is ever shown (a group, a larger group, all) is a
sum of whole steps. So is whatever can be computed from that, by adding and subtracting groups and moments: it hangs on
all who were new in the last of its steps, or on none. Answers that no step takes in stay out of every figure, and so
out of the totals.

Until a round closes, steps are taken by the finest groups. When it closes, those that are left in groups too small go
together into the next larger one, and at last into one that belongs to the total alone. Nothing comes after that, so
that `shown_from` people who have changed their answer are enough by themselves. They do not make up for newcomers: who
is new can be known, and where the others have changed one choice alone, all that was added for another one would be
the newcomer's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from bot.domain.figures import Figures, tally
from bot.domain.rounds import Method, Path


class Waiting(NamedTuple):
    """People of a group who answer alike and were counted alike: their answer as it is, and as it is counted (none: not
    yet)."""

    path: Path
    marks: str
    counted: str | None
    people: int


@dataclass(frozen=True)
class Step:
    """So much is added to a group; `of`: the groups of those whose answers these are."""

    path: Path
    added: Figures
    of: tuple[Path, ...]


def steps(method: Method, waiting: Iterable[Waiting], shown_from: int, *, closing: bool) -> tuple[Step, ...]:
    """The steps that can be taken with those whose answers wait."""
    left: dict[Path, list[Waiting]] = defaultdict(list)
    # Fifty thousand answers are counted while somebody waits: what is done for each of them is as little as can be.
    for path, alike in groupby(waiting, key=itemgetter(0)):
        left[path].extend(alike)
    taken: list[Step] = []
    depths = range(max(map(len, left), default=0), -1, -1)
    for depth in depths:
        # Who has no finer group waits at the depth that they have.
        together: dict[Path, list[Path]] = defaultdict(list)
        for path in left:
            if len(path) == depth or (closing and len(path) > depth):
                together[path[:depth]].append(path)
        for group, paths in together.items():
            movers = list(chain.from_iterable(left[path] for path in paths))
            changed = [each for each in movers if each[2] is not None]
            newcomers = _people(movers) - _people(changed)
            if newcomers >= shown_from:
                taken.append(Step(group, _added(method, movers), tuple(paths)))
                for path in paths:
                    del left[path]
            elif closing and _people(changed) >= shown_from:
                taken.append(Step(group, _added(method, changed), tuple(paths)))
                for path in paths:
                    left[path] = [each for each in left[path] if each.counted is None]
    return tuple(taken)


def released(before: Mapping[Path, Figures], taken: Iterable[Step]) -> dict[Path, Figures]:
    """The figures by group after these steps."""
    after = dict(before)
    for step in taken:
        after[step.path] = after.get(step.path, Figures()) + step.added
    return after


def figures_of(shown: Mapping[Path, Figures], group: Path = ()) -> Figures | None:
    """The figures of a group with all that is in it, as far as they are shown; none where nothing is. The empty group
    is all."""
    within = [figures for path, figures in shown.items() if path[: len(group)] == group]
    return sum(within, Figures()) if within else None


def groups_of(shown: Mapping[Path, Figures]) -> tuple[Path, ...]:
    """The groups of which something is shown by itself, in order; without the one of all."""
    return tuple(sorted({path[:depth] for path in shown for depth in range(1, len(path) + 1)}))


def _people(waiting: Iterable[Waiting]) -> int:
    return sum([people for _, _, _, people in waiting])


def _added(method: Method, movers: Sequence[Waiting]) -> Figures:
    now = tally(method, [(marks, people) for _, marks, _, people in movers])
    before = tally(method, [(counted, people) for _, _, counted, people in movers if counted is not None])
    return now - before
