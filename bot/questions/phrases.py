"""Where known phrases stand in a question: exactly, inflected, or mistyped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.questions.keyboards import NEIGHBOURS, SLIP, cost
from bot.questions.stems import bare, of_places, stem
from bot.questions.translit import arabizi_consonants, consonants, cyrillic

_ARABIZI = re.compile(r"[a-z][235679]|[35679][a-z]")

EXACT, INFLECTED, MISTYPED = 1.0, 0.95, 0.75
KINDRED = 0.4
"""For a word that shares its stem with one that is known exactly: "plan" where "plane" is said."""
MOST_CLOSE = 4
"""Mistyped readings that are kept of one word."""

_BRIEF = 5
"""Letters of a name that has to be written without a slip."""

_MOST_COST = ((5, 0.8), (1_000, 1.2))
"""Letters of a word, and what slips in it may cost: in a short word those only that a keyboard explains."""

_AS_LIKELY = 0.15
"""By how much another reading may cost more than the cheapest."""

MOST_REMEMBERED = 20_000
"""Words whose readings are remembered; then it begins anew."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase stands for: a concept of the lexicon, a country's code, a month's number …"""

    kind: str
    value: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at words `start` to `end` (exclusive) of the question; quality from 0 to 1."""

    start: int
    end: int
    sense: Sense
    quality: float


_Entry = tuple[tuple[str, ...], Sense]


class Phrases:
    """Phrases and what they stand for. A phrase is a tuple of folded words; a word that ends in * is a prefix."""

    def __init__(self) -> None:
        # Values are never changed but replaced, so that a copy can share them.
        self._alone: dict[str, tuple[Sense, ...]] = {}
        self._longer: dict[tuple[str, ...], tuple[_Entry, ...]] = {}
        """Phrases of several words, by their first two."""
        self._words: set[str] = set()
        self._yielding: set[str] = set()
        self._brief: set[str] = set()
        """Short words of names, which a slip of the hand makes of other words too: "Astana" is not ASEAN."""
        self._stems: dict[str, tuple[str, ...]] = {}
        self._prefixes: dict[str, str] = {}
        self._stems_like: dict[tuple[str, int], list[str]] = {}
        """The stems that begin with a letter and have a length."""
        self._consonants: dict[str, tuple[str, ...]] = {}
        self._read: dict[str, dict[str, float]] = {}

    def add(self, phrase: tuple[str, ...], sense: Sense, fuzzy: bool = True) -> None:
        """Learn a phrase; `fuzzy` says whether its words may also be inflected or mistyped."""
        if len(phrase) == 1:
            self._alone[phrase[0]] = (*self._alone.get(phrase[0], ()), sense)
        else:
            start = phrase[:2]
            self._longer[start] = (*self._longer.get(start, ()), (phrase, sense))
        for word in phrase:
            if word in self._yielding:
                continue
            if word[-1] == "*":
                self._prefixes[word[:-1]] = word
                continue
            self._words.add(word)
            if fuzzy:
                self._yielding.add(word)
                key = stem(word)
                if key not in self._stems and len(word) >= 4:
                    self._stems_like.setdefault((key[0], len(key)), []).append(key)
                self._stems[key] = (*self._stems.get(key, ()), word)
                if "ء" <= word[0] <= "ي":
                    sounds = consonants(word)
                    self._consonants[sounds] = (*self._consonants.get(sounds, ()), word)

    def extended(self, phrases: Iterable[tuple[tuple[str, ...], Sense]]) -> "Phrases":
        """A copy that knows these phrases too."""
        copy = Phrases()
        copy._alone = dict(self._alone)
        copy._longer = dict(self._longer)
        copy._words = set(self._words)
        copy._yielding = set(self._yielding)
        copy._stems = dict(self._stems)
        copy._prefixes = dict(self._prefixes)
        copy._stems_like = {kind: list(found) for kind, found in self._stems_like.items()}
        copy._consonants = dict(self._consonants)
        learnt = list(phrases)
        copy._brief = {word for phrase, _ in learnt for word in phrase if len(word) <= _BRIEF} - self._words
        for phrase, sense in learnt:
            copy.add(phrase, sense)
        return copy

    def readings(self, word: str) -> dict[str, float]:
        """The known words that a word may be, each with how sure that is; empty for a word that is not known."""
        found = self._read.get(word)
        if found is None:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            found = self._read[word] = self._readings(word)
        return found

    def _readings(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for form in (word, *bare(word)):
            if form in self._words:
                found[form] = EXACT if form is word else INFLECTED
            for near in self._stems.get(stem(form), ()):
                found.setdefault(near, KINDRED if form in self._alone else INFLECTED)
            for length in range(2, len(form) + 1):
                prefix = self._prefixes.get(form[:length])
                if prefix:
                    found[prefix] = INFLECTED
        if word not in found:
            for near, quality in self._transliterated(word).items():
                found.setdefault(near, quality)
        for base in of_places(word) if not found else ():
            found |= dict.fromkeys(self._stems.get(base, ()), INFLECTED)
        return found or self._mistyped(word)

    def _transliterated(self, word: str) -> dict[str, float]:
        """Readings of Russian or Arabic in Latin letters; a sound written otherwise than expected may be one."""
        if len(word) < 4 or not word.isascii():
            return {}
        russian = cyrillic(word)
        found = dict.fromkeys(sorted(self._stems.get(stem(russian), ())), MISTYPED)
        if not found and _ARABIZI.search(word):
            sounds = arabizi_consonants(word)
            return dict.fromkeys(sorted(self._consonants.get(sounds, ())), MISTYPED) if len(sounds) > 2 else {}
        return found

    def _mistyped(self, word: str) -> dict[str, float]:
        if len(word) < 4 or not word.isalpha():
            return {}
        key = stem(word)
        slips = 1 if len(key) < 8 else 2
        lengths = range(len(key) - slips, len(key) + slips + 1)
        alike = [other for length in lengths for other in self._stems_like.get((key[0], length), ())]
        near = process.extract(key, alike, scorer=OSA.distance, score_cutoff=slips, limit=2 * MOST_CLOSE)
        alike = [*(other for other, _, _ in near), *(other for other in _begun_otherwise(key) if other in self._stems)]
        costs = {other: cost(key, other) for other in alike if max(len(other), len(key)) > 4}
        best = min(costs.values(), default=0.0)
        if best > next(most for length, most in _MOST_COST if len(key) <= length):
            return {}
        keys = sorted((slip, other) for other, slip in costs.items() if slip <= best + _AS_LIKELY)[:MOST_CLOSE]
        # A letter hit twice makes no other word of a short name.
        twice = best <= SLIP and all(len(other) == len(key) - 1 and len(key) > _BRIEF for _, other in keys)
        meant = (known for _, other in keys for known in self._stems[other] if twice or known not in self._brief)
        return dict.fromkeys(sorted(meant), MISTYPED)

    def find(self, words: list[str], *, nested: bool = False) -> list[Hit]:
        """Every phrase in the words, in order of place; a shorter one inside a longer one only where `nested`."""
        readings = [self.readings(word) for word in words]
        hits: dict[tuple[int, int, Sense], float] = {}
        for start, known in enumerate(readings):
            following = readings[start + 1] if start + 1 < len(readings) else {}
            for first, quality in known.items():
                for sense in self._alone.get(first, ()):
                    key = (start, start + 1, sense)
                    hits[key] = max(hits.get(key, 0.0), quality)
                for second in following:
                    for phrase, sense in self._longer.get((first, second), ()):
                        worst = _worst(phrase, readings[start:]) if start + len(phrase) <= len(words) else 0.0
                        if worst:
                            key = (start, start + len(phrase), sense)
                            hits[key] = max(hits.get(key, 0.0), worst)
        longest = [0] * len(words)
        for (start, end, _), quality in hits.items():
            for place in range(start, end if quality > KINDRED else start):
                longest[place] = max(longest[place], end - start)
        kept = [
            Hit(start, end, sense, quality)
            for (start, end, sense), quality in hits.items()
            if nested
            or sense.kind == "name"
            or (sense.kind == "language" and quality == EXACT)
            or any(longest[place] <= end - start for place in range(start, end))
        ]
        return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.sense.kind, hit.sense.value, hit.sense.language))


def _begun_otherwise(key: str) -> Iterator[str]:
    """What a key may be whose first letter is a slip: the one beside it, one too many, or the second one."""
    yield from (beside + key[1:] for beside in sorted(NEIGHBOURS.get(key[0], ())))
    yield key[1] + key[0] + key[2:]
    yield key[1:]


def _worst(phrase: tuple[str, ...], readings: list[dict[str, float]]) -> float:
    """How surely the words that begin here are the phrase: as surely as the least sure of them."""
    return min(reading.get(word, 0.0) for word, reading in zip(phrase, readings, strict=False))
