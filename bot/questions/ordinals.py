"""Strands by their place in the roadmap: "the second strand", "strand 3"."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.content import Pack
from bot.domain.roadmap import Roadmap
from bot.questions.names import Name, Said
from bot.questions.phrases import EXACT, INFLECTED, Hit

_STRANDS: Final = frozenset({"strand", "within_strand"})
_HYPHENATED: Final = frozenset({"й", "я", "е", "ю", "м", "го", "му", "ое", "ая"})
"""What Russian writes after a number and a hyphen: "4-м"."""


def strand_by_order(pack: Pack, words: Sequence[str], hits: Sequence[Hit], said: Sequence[Said]) -> Said | None:
    """The strand that is called by its place, in the roadmap that is named or else the latest one."""
    named = {one.name.target for one in said if one.name.kind == "roadmap"}
    roadmaps = [roadmap for roadmap in pack.roadmaps if roadmap.id in named] or pack.roadmaps
    if not roadmaps:
        return None
    roadmap = max(roadmaps, key=lambda one: (one.period or (0, 0), one.id))
    for order, places in _orders(words, hits):
        strand = _at(roadmap, order)
        if strand:
            return Said(Name("strand", strand, (), EXACT, solid=True, own=True), EXACT, EXACT, places)
    return None


def _at(roadmap: Roadmap, order: int) -> str | None:
    """The id of the strand at a place that counts from 1, or from the end if it is negative."""
    index = order - 1 if order > 0 else order
    return roadmap.strands[index].id if -len(roadmap.strands) <= index < len(roadmap.strands) else None


def _orders(words: Sequence[str], hits: Sequence[Hit]) -> Iterator[tuple[int, frozenset[int]]]:
    """The places that are said of strands, with the words that say so.

    "Second" may stand before and after; a mere number stands after: "the 4 strands" are all of them.
    """
    strands = [hit for hit in hits if hit.sense.value in _STRANDS and hit.quality >= INFLECTED]
    if not strands:
        return
    ordinals = {hit.start: int(hit.sense.value) for hit in hits if hit.sense.kind == "ordinal"}
    # Exactly: "the four", with its article, are all of them in Arabic.
    numbers = {hit.start: int(hit.sense.value) for hit in hits if hit.sense.kind == "number" and hit.quality == EXACT}
    numbers |= {place: int(word) for place, word in enumerate(words) if word.isdecimal() and 0 < int(word) < 100}
    signs = {hit.start for hit in hits if hit.sense.value == "order_sign"}
    for hit in strands:
        before, after = hit.start - 1, hit.end
        if before > 0 and words[before] in _HYPHENATED and before - 1 in numbers:
            yield numbers[before - 1], frozenset({before - 1, before, *range(hit.start, hit.end)})
        for place in (before, after):
            if place in ordinals:
                yield ordinals[place], frozenset({place, *range(hit.start, hit.end)})
        place = after + 1 if after in signs else after
        if place in numbers or place in ordinals:
            yield numbers.get(place, ordinals.get(place, 0)), frozenset(range(hit.start, place + 1))
