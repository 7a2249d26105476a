"""Which strand, or which meeting, is spoken of in other words than its name: by its description, what belongs to it, or
words like those.

It is asked for where it is known that a question is about one of them; a word that several have says little, one that
all have nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log
from typing import Final

from bot.domain.content import Pack
from bot.domain.content_text import NO_WORDS, Text, Words
from bot.domain.meetings import MeetingStatus
from bot.questions.lexicon import as_phrase
from bot.questions.phrases import INFLECTED
from bot.questions.reading import Reading
from bot.questions.stems import bare, stem

NAME, _PART, _TEXT = 1.0, 0.8, 0.5
"""What a word counts in a name, in the name of a part, and in another text."""

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
"""How like a thing has to be for it to be meant, and for it to be meant though something else may be."""

_DECIDED: Final = 1.5
"""How much better than the next one a strand has to fit to be the one that is meant."""

_MOST: Final = 3


class Likeness:
    """Finds things of a kind by what is written of them in any of the pack's languages."""

    def __init__(self, texts: Iterable[tuple[str, str, float]], *, everyday: bool = True) -> None:
        """`texts`: of what, the text, and what its words count; where not `everyday`, a word that the lexicon knows
        counts in names only: "the hotel" is spoken of at every meeting, though but one may have it written."""
        self._of: dict[str, dict[str, float]] = defaultdict(dict)
        """Stem → the things that have it, each with what it counts there."""
        self._everyday = everyday
        things = set()
        for thing, written, weight in texts:
            things.add(thing)
            for word in as_phrase(written):
                having = self._of[stem(word)]
                having[thing] = max(having.get(thing, 0.0), weight)
        self._telling = {
            key: 1 - log(len(having)) / log(len(things)) if len(things) > 1 else 1.0 for key, having in self._of.items()
        }
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for key in self._of:
            if len(key) >= _BEGINNING and self._telling[key] > 0:
                self._beginning[key[:_BEGINNING]].append(key)

    def like(self, reading: Reading, least: float = ENOUGH) -> list[str]:
        """The things that a question's words are likest to, best first: one where that is clear, at most three, or
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
                least_weight = NAME if spoken[place] and not self._everyday else 0.0
                for thing, likeness in self._likeness(word, least_weight).items():
                    scores[thing] += likeness
        best = max(scores.values(), default=0.0)
        if best < least:
            return []
        near = [thing for thing, score in scores.items() if score * _DECIDED > best]
        return sorted(near, key=lambda thing: (-scores[thing], thing))[:_MOST]

    def _likeness(self, word: str, least: float) -> dict[str, float]:
        """How much a word speaks for each thing; only where it counts `least` at least."""
        found: dict[str, float] = {}
        for key in dict.fromkeys(map(stem, (word, *bare(word)))):
            kindred = [(key, 1.0)] if key in self._of else self._kindred(key)
            for other, share in kindred:
                for thing, weight in self._of[other].items():
                    if weight >= least:
                        found[thing] = max(found.get(thing, 0.0), share * weight * self._telling[other])
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


def of_strands(pack: Pack) -> Iterator[tuple[str, str, float]]:
    """What is written of each strand, with what its words count."""
    for roadmap in pack.roadmaps:
        for strand in roadmap.strands:
            yield from _texts(strand.id, NAME, strand.title, strand.aliases)
            yield from _texts(strand.id, _TEXT, strand.description)
        for item in roadmap.items:
            yield from _texts(item.strand, _PART, item.title)
            yield from _texts(item.strand, _TEXT, item.description)


def of_meetings(pack: Pack) -> Iterator[tuple[str, str, float]]:
    """What is written of each meeting, with what its words count."""
    for meeting in pack.meetings:
        if meeting.status is not MeetingStatus.DRAFT:
            yield from _texts(meeting.id, NAME, meeting.title, meeting.aliases)
            for document in meeting.documents:
                yield from _texts(meeting.id, _PART, document.title)
            for details in meeting.details.values():
                yield from _texts(meeting.id, _TEXT, details)


def _texts(thing: str, weight: float, text: Text | None, more: Words = NO_WORDS) -> Iterator[tuple[str, str, float]]:
    written = (*(text.root.values() if text else ()), *more.all())
    return ((thing, each, weight) for each in written)
