"""Which strand of a roadmap is spoken of in other words than its title: by its description, its items, or words like
them.

It is asked for where it is known that a question is about a strand; a word of several strands says little, one of all
of them nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import log
from typing import Final

from bot.domain.content import Pack
from bot.domain.roadmap import Roadmap
from bot.questions.lexicon import as_phrase
from bot.questions.phrases import INFLECTED
from bot.questions.reading import Reading
from bot.questions.stems import bare, stem

_TITLE, _ITEM, _DESCRIPTION = 1.0, 0.8, 0.5
"""What a word counts by where it stands."""

_SILENT: Final = frozenset(
    ["function", "filler", "what", "explain", "in", "and", "hello", "thanks", "anything", "my", "list", "status",
     "tell", "country", "roadmap", "strand", "within_strand", "planned", "project", "meeting", "several", "events",
     "region"]
)  # fmt: skip
"""Concepts of words that tell no strand from another."""

_BRIEF: Final = 3
_BEGINNING: Final = 5
"""Letters that two words have to share to be kindred."""

_KINDRED: Final = 0.55
"""The same, as a share of the longer one."""

ENOUGH: Final = 0.45
SURE: Final = 0.8
"""How like a strand has to be for it to be meant, and to be meant instead of the roadmap as a whole."""

_DECIDED: Final = 1.5
"""How much better than the next one a strand has to fit to be the one that is meant."""

_MOST: Final = 3


class Strands:
    """Finds strands by what is said of them in any of the pack's languages."""

    def __init__(self, pack: Pack) -> None:
        self._of: dict[str, dict[str, float]] = defaultdict(dict)
        """Stem → the strands that have it, each with what it counts there."""
        strands = {strand.id for roadmap in pack.roadmaps for strand in roadmap.strands}
        for roadmap in pack.roadmaps:
            for strand, written, weight in _written(roadmap):
                for word in as_phrase(written):
                    having = self._of[stem(word)]
                    having[strand] = max(having.get(strand, 0.0), weight)
        self._telling = {
            key: 1 - log(len(having)) / log(len(strands)) if len(strands) > 1 else 1.0
            for key, having in self._of.items()
        }
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for key in self._of:
            if len(key) >= _BEGINNING and self._telling[key] > 0:
                self._beginning[key[:_BEGINNING]].append(key)

    def like(self, reading: Reading, least: float = ENOUGH) -> list[str]:
        """The strands that a question's words are likest to, best first: one where that is clear, at most three, or
        none where none is as like as `least`: a word that only its title has is 1, one of the text about it less.
        """
        spoken: dict[int, set[str]] = defaultdict(set)
        for hit in reading.hits:
            if hit.sense.kind == "concept" and hit.quality >= INFLECTED:
                for place in range(hit.start, hit.end):
                    spoken[place].add(hit.sense.value)
        scores: dict[str, float] = defaultdict(float)
        for place, word in enumerate(reading.words):
            # Three letters are an acronym where nobody knows them as a word.
            brief = len(word) < _BRIEF or (len(word) == _BRIEF and place in spoken)
            if not brief and not spoken[place] & _SILENT:
                for strand, likeness in self._likeness(word).items():
                    scores[strand] += likeness
        best = max(scores.values(), default=0.0)
        if best < least:
            return []
        near = [strand for strand, score in scores.items() if score * _DECIDED > best]
        return sorted(near, key=lambda strand: (-scores[strand], strand))[:_MOST]

    def _likeness(self, word: str) -> dict[str, float]:
        """How much a word speaks for each strand."""
        found: dict[str, float] = {}
        for key in dict.fromkeys(map(stem, (word, *bare(word)))):
            kindred = [(key, 1.0)] if key in self._of else self._kindred(key)
            for other, share in kindred:
                for strand, weight in self._of[other].items():
                    found[strand] = max(found.get(strand, 0.0), share * weight * self._telling[other])
        return found

    def _kindred(self, key: str) -> list[tuple[str, float]]:
        """Stems that begin as this one does, or stand in it: "poison" in "empoisonnement"."""
        found = []
        for start in range(max(1, len(key) - _BEGINNING + 1)):
            for other in self._beginning.get(key[start : start + _BEGINNING], ()):
                shared = _shared(key[start:], other)
                share = shared / max(len(key), len(other))
                if share >= _KINDRED or (shared == len(other) and start):
                    found.append((other, share))
        return found


def _shared(one: str, other: str) -> int:
    """Letters with which both begin."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _written(roadmap: Roadmap) -> Iterator[tuple[str, str, float]]:
    """What is written of each strand, with what its words count."""
    for strand in roadmap.strands:
        for text in (*strand.title.root.values(), *strand.aliases.all()):
            yield strand.id, text, _TITLE
        for text in strand.description.root.values() if strand.description else ():
            yield strand.id, text, _DESCRIPTION
    for item in roadmap.items:
        for text in item.title.root.values():
            yield item.strand, text, _ITEM
        for text in item.description.root.values() if item.description else ():
            yield item.strand, text, _DESCRIPTION
