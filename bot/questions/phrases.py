"""Where known phrases stand in a question: exactly, inflected, or mistyped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.questions.stems import bare, stem
from bot.questions.translit import arabizi_consonants, consonants, cyrillic

_ARABIZI = re.compile(r"[a-z][235679]|[35679][a-z]")

EXACT, INFLECTED, MISTYPED = 1.0, 0.95, 0.75
KINDRED = 0.4
"""For a word that shares its stem with one that is known exactly: "plan" where "plane" is said."""
MOST_CLOSE = 4
"""Mistyped readings that are kept of one word."""

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


class Phrases:
    """Phrases and what they stand for. A phrase is a tuple of folded words; a word that ends in * is a prefix."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        self._words: set[str] = set()
        self._alone: set[str] = set()
        self._yielding: set[str] = set()
        self._stems: dict[str, set[str]] = {}
        self._prefixes: dict[str, str] = {}
        self._by_letter: dict[str, list[str]] = {}
        self._consonants: dict[str, set[str]] = {}
        self._read: dict[str, dict[str, float]] = {}

    def add(self, phrase: tuple[str, ...], sense: Sense, fuzzy: bool = True) -> None:
        """Learn a phrase; `fuzzy` says whether its words may also be inflected or mistyped."""
        self._entries.setdefault(phrase[0], []).append((phrase, sense))
        if len(phrase) == 1:
            self._alone.add(phrase[0])
        for word in phrase:
            if word.endswith("*"):
                self._prefixes[word[:-1]] = word
                continue
            self._words.add(word)
            if fuzzy and word not in self._yielding:
                self._yielding.add(word)
                key = stem(word)
                if key not in self._stems and len(word) >= 4:
                    self._by_letter.setdefault(key[0], []).append(key)
                self._stems.setdefault(key, set()).add(word)
                if "ء" <= word[0] <= "ي":
                    self._consonants.setdefault(consonants(word), set()).add(word)

    def extended(self, phrases: Iterable[tuple[tuple[str, ...], Sense]]) -> "Phrases":
        """A copy that knows these phrases too."""
        copy = Phrases()
        copy._entries = {word: list(entries) for word, entries in self._entries.items()}
        copy._words = set(self._words)
        copy._alone = set(self._alone)
        copy._yielding = set(self._yielding)
        copy._stems = {key: set(found) for key, found in self._stems.items()}
        copy._consonants = {key: set(found) for key, found in self._consonants.items()}
        copy._prefixes = dict(self._prefixes)
        copy._by_letter = {letter: list(found) for letter, found in self._by_letter.items()}
        for phrase, sense in phrases:
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
        near = process.extract(
            key, self._by_letter.get(key[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=MOST_CLOSE
        )
        best = near[0][1] if near else 0
        keys = [other for other, slip, _ in near if slip == best and max(len(other), len(key)) > 4]
        return dict.fromkeys(sorted(known for other in keys for known in self._stems[other]), MISTYPED)

    def find(self, words: list[str]) -> list[Hit]:
        """Every phrase in the words, a shorter one inside a longer one left out; in order of place."""
        readings = [self.readings(word) for word in words]
        hits: dict[tuple[int, int, Sense], float] = {}
        for start, known in enumerate(readings):
            for first, quality in known.items():
                for phrase, sense in self._entries.get(first, ()):
                    end = start + len(phrase)
                    if end > len(words):
                        continue
                    worst = quality
                    for place in range(1, len(phrase)):
                        worst = min(worst, readings[start + place].get(phrase[place], 0.0))
                    if worst:
                        key = (start, end, sense)
                        hits[key] = max(hits.get(key, 0.0), worst)
        longest = [0] * len(words)
        for start, end, _ in hits:
            for place in range(start, end):
                longest[place] = max(longest[place], end - start)
        kept = [
            Hit(start, end, sense, quality)
            for (start, end, sense), quality in hits.items()
            if sense.kind == "name" or any(longest[place] <= end - start for place in range(start, end))
        ]
        return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.sense.kind, hit.sense.value, hit.sense.language))
