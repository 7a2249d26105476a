"""How likely one word was typed where another was meant: keys side by side, sounds alike, letters swapped or lost.

The layouts are those of phones: Latin letters as on QWERTY and AZERTY, Cyrillic ones, Arabic ones.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Final

_LAYOUTS: Final = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءؤريهوزظد"),
)
"""Rows of keys from the top, from left to right."""

_SOUNDS: Final = (
    *("aeiouy", "ckqs", "sz", "bv", "vfw", "gj", "mn"),
    *("оа", "еияэы", "тд", "зс", "шщж", "бп", "вф", "гкх", "ую"),
    *("تطث", "دذض", "ضظذز", "سصث", "كق", "هح", "غخ", "اع"),
)
"""Letters that are written for each other by ear."""

_SHIFT: Final = 0.5
"""By how much of a key a row stands to the right of the one above it."""

_REACH: Final = 1.1

SLIP: Final = 0.5
"""What a neighbouring key costs, or a letter that was hit twice or once too seldom."""

SWAP: Final = 0.6
"""What two letters in the wrong order cost."""

EAR: Final = 0.7
"""What a letter costs that sounds like the right one."""

LOSS: Final = 0.8
"""What a letter costs that is missing."""

ANY: Final = 1.0
"""What any other letter costs."""


def _neighbours() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for layout in _LAYOUTS:
        keys = [
            (letter, place + _SHIFT * row, row)
            for row, letters in enumerate(layout)
            for place, letter in enumerate(letters)
        ]
        for (one, here, above), (other, there, below) in combinations(keys, 2):
            if abs(here - there) <= _REACH and abs(above - below) <= 1:
                found[one].add(other)
                found[other].add(one)
    return {letter: frozenset(beside) for letter, beside in found.items()}


def _alike() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for letters in _SOUNDS:
        for letter in letters:
            found[letter].update(letters)
    return {letter: frozenset(others) for letter, others in found.items()}


_ALIKE: Final = _alike()

NEIGHBOURS: Final = _neighbours()
"""The letters whose keys lie beside a letter's."""

_NONE: Final[frozenset[str]] = frozenset()


def cost(typed: str, meant: str) -> float:
    """What it costs to have typed one word where the other was meant: 0 for the same, about 1 for a slip that no
    keyboard explains."""
    before: list[float] = []
    row = [0.0]
    for place, letter in enumerate(meant):
        row.append(row[-1] + _lost(meant, place, letter))
    for line, letter in enumerate(typed):
        earlier, before, row = before, row, [row[0] + ANY]
        beside, alike = NEIGHBOURS.get(letter, _NONE), _ALIKE.get(letter, _NONE)
        for place, other in enumerate(meant):
            best = before[place] + (
                0.0 if letter == other else SLIP if other in beside else EAR if other in alike else ANY
            )
            best = min(best, row[place] + _lost(meant, place, other), before[place + 1] + _added(typed, line, beside))
            if line and place and letter == meant[place - 1] and typed[line - 1] == other and letter != other:
                best = min(best, earlier[place - 1] + SWAP)
            row.append(best)
    return row[-1]


def _lost(meant: str, place: int, letter: str) -> float:
    """What it costs to leave a letter out: less where it only doubles the one before."""
    return SLIP if place and meant[place - 1] == letter else LOSS


def _added(typed: str, place: int, beside: frozenset[str]) -> float:
    """What it costs to have typed a letter too many: less where the finger hit it together with its neighbour."""
    letter = typed[place]
    around = typed[max(place - 1, 0) : place] + typed[place + 1 : place + 2]
    return SLIP if letter in around or not beside.isdisjoint(around) else ANY
