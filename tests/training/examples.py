"""The examples in `locales/<language>/examples/`, read as the bot reads what people write.

An example is a JSON object on a line: text, language, topic, and where they apply kind (of what is none of the bot's
business) and previous (what was said before, without which the text makes no sense). In its text, what names a thing is
marked with its kind: `[the Kigali workshop]{meeting}`.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.questions.lexicon import Lexicons
from bot.questions.names import Name, Said
from bot.questions.normalise import fold, words
from bot.questions.phrases import EXACT, INFLECTED, Hit, Sense
from bot.questions.reading import MARKS, MOST_WORDS, Reading, reading_of

MARK: Final = re.compile(r"\[([^\[\]]*)\]\{(\w+)\}")
TODAY: Final = date(2023, 4, 17)


@dataclass(frozen=True)
class Example:
    """A line of a file; `hand` is who wrote it: the language and the file's name, such as "fr-b"."""

    text: str
    language: str
    topic: str
    hand: str
    previous: str | None


def read_examples(locales: Path) -> list[Example]:
    """All examples, in the order of languages and files."""
    return [
        Example(row["text"], row["language"], row["topic"], f"{row['language']}-{path.stem}", row.get("previous"))
        for path in sorted(locales.glob("*/examples/*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def readings_of(text: str, lexicons: Lexicons) -> tuple[Reading, ...]:
    """How a marked text is read where the pack has what it names, and how where it does not, unless that is the same.

    What is named in words that everybody uses ("our training in March") is no name to the bot either.
    """
    spoken, marked = _split(text)
    hits = lexicons.phrases.find(spoken)
    said = [one for start, end, kind in marked if (one := _named(start, min(end, len(spoken)), kind, hits))]
    plain = reading_of(spoken, hits, (), frozenset(), TODAY)
    if not said:
        return (plain,)
    places = sorted(place for one in said for place in one.places)
    known = [Hit(place, place + 1, Sense("name", spoken[place], ""), EXACT) for place in places]
    return reading_of(spoken, [*hits, *known], said, frozenset(), TODAY), plain


def _split(text: str) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The folded words, and which of them (from, to) are marked with which kind."""
    found: list[str] = []
    marked = []
    end = 0
    for mark in MARK.finditer(text):
        found += words(fold(text[end : mark.start()]))
        start = len(found)
        found += words(fold(mark[1]))
        marked.append((start, len(found), mark[2]))
        end = mark.end()
    found += words(fold(text[end:]))
    return found[:MOST_WORDS], marked


def _named(start: int, end: int, kind: str, hits: Iterable[Hit]) -> Said | None:
    known = {place for hit in _spoken(hits) for place in range(hit.start, hit.end)}
    places = frozenset(range(start, end))
    if kind not in MARKS or places <= known:
        return None
    if kind == "meeting" and len(places) == 1:
        # A meeting that is called by one word is called by its city, more often than not.
        kind = "city"
    return named(kind, places)


def named(kind: str, places: Collection[int]) -> Said:
    """Something of that kind, named without doubt at these places."""
    return Said(Name(kind, kind, (), 1.0, solid=True, own=True), 1.0, 1.0, frozenset(places))


def _spoken(hits: Iterable[Hit]) -> Iterator[Hit]:
    return (hit for hit in hits if hit.sense.kind == "concept" and hit.quality >= INFLECTED)
