"""What can be computed from sums: whether any of them, added and subtracted, hangs on a few people alone."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

Sum = Mapping[tuple[int, int], int]
"""How often each version of each person's answer is in a figure."""

_PRIME: Final = 2**61 - 1
"""Far beyond any minor of matrices as small as these."""


def few_that_can_be_told(sums: Iterable[Sum], threshold: int) -> tuple[int, ...] | None:
    """Less people than the threshold on whom some combination of the sums hangs, and on nobody else; none where there
    are none."""
    rows = _independent([{key: times for key, times in each.items() if times} for each in sums])
    people = sorted({person for row in rows for person, _ in row})
    for few in combinations(people, min(threshold - 1, len(people))):
        others = [{key: times for key, times in row.items() if key[0] not in few} for row in rows]
        if len(_independent(others)) < len(rows):
            return few
    return None


def _independent(rows: Sequence[Sum]) -> list[Sum]:
    """As many of the rows as none of which is a combination of the others."""
    found: list[Sum] = []
    reduced: list[tuple[tuple[int, int], dict[tuple[int, int], int]]] = []
    for row in rows:
        left = dict(row)
        for pivot, other in reduced:
            if factor := left.get(pivot, 0):
                for key, times in other.items():
                    left[key] = (left.get(key, 0) - factor * times) % _PRIME
        left = {key: times for key, times in left.items() if times % _PRIME}
        if not left:
            continue
        pivot, leading = next(iter(left.items()))
        inverse = pow(leading, -1, _PRIME)
        reduced.append((pivot, {key: times * inverse % _PRIME for key, times in left.items()}))
        found.append(row)
    return found
