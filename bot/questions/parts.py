"""The questions of a message that has several."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.questions.normalise import LONGEST as LONGEST_READ
from bot.questions.normalise import clauses, fold, sentences, words
from bot.questions.phrases import EXACT
from bot.questions.reading import Reading

MOST_PARTS: Final = 8

LONGEST: Final = 24
"""Words of a message in which commas and "and" part questions; in a longer one they part what is told with them."""

Read = Callable[[Sequence[str]], Reading]


def parts(text: str, whole: Reading, language: str | None, read: Read) -> list[Reading]:
    """What may each be a question: sentences, and in them what commas and "and" part; none where there is but one.

    `whole` is the reading of the text; `language` is the question's, where it is sure: "e" is "and" in Portuguese.
    """
    folded = fold(text)
    short = len(whole.words) <= LONGEST
    found = clauses(folded) if short else sentences(folded)
    readings = [whole] if len(found) == 1 else [read(words(clause)) for clause in found[:MOST_PARTS]]
    verbs, cut, start = _verbs(text, whole), list[tuple[str, ...]](), 0
    for reading in readings:
        cut += _cut(reading, language, {place - start for place in verbs}) if short else [reading.words]
        start += len(reading.words)
    if len(cut) == len(readings):
        return readings if len(readings) > 1 else []
    return [read(said) for said in cut[:MOST_PARTS]]


def _verbs(text: str, whole: Reading) -> set[int]:
    """The places of "é", which is no "and" but Portuguese for "is"; folded, they are the same."""
    written = words(unicodedata.normalize("NFC", text[:LONGEST_READ]).casefold())
    return {place for place, word in enumerate(written) if word == "é"} if len(written) == len(whole.words) else set()


def _cut(reading: Reading, language: str | None, verbs: set[int]) -> Iterator[tuple[str, ...]]:
    """The words between each "and" that stands in no name such as "ownership and sustainability"."""
    whole = {place for said in reading.said for place in range(min(said.places) + 1, max(said.places) + 1)}
    whole |= {place for hit in reading.hits for place in range(hit.start + 1, hit.end)}
    places = {hit.start for hit in reading.hits if hit.sense.value == "and" and language in {None, hit.sense.language}}
    if language in {None, "ar"}:
        places |= _arabic_ands(reading)
    edges = [0, *sorted(place for place in places - whole - verbs if place), len(reading.words)]
    return (reading.words[start:end] for start, end in pairwise(edges))


def _arabic_ands(reading: Reading) -> set[int]:
    """Where a word begins with the Arabic "and", which is written in one with it."""
    known = {hit.start for hit in reading.hits if hit.quality < EXACT}
    exact = {hit.start for hit in reading.hits if hit.quality == EXACT}
    return {place for place in known - exact if reading.words[place].startswith("و")}


def named_by_neighbours(readings: Sequence[Reading]) -> list[Reading]:
    """The parts, those that name nothing with the names of the part before that does, or else of one after it."""
    found = []
    for place, reading in enumerate(readings):
        near = next((other for other in (*readings[place::-1], *readings[place:]) if other.named_something), reading)
        found.append(reading if near is reading else _with_names(reading, near))
    return found


def _with_names(part: Reading, other: Reading) -> Reading:
    return replace(
        part,
        said=other.said,
        touched=other.touched,
        countries=other.countries,
        cities=other.cities,
        periods=other.periods,
        years=other.years,
        pointers=other.pointers,
    )
