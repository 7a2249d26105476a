"""What the topic of a question is told by: its concepts, pairs of them, its words, and the letters of its words.

What names something (a meeting, a country, a day …) is replaced by its kind: topics hold for any pack. A feature is
its family (one letter, a colon) and what it is: `c:visa`, `p:@meeting&visa`, `w:koi`, `s:quan` (a stem), `b:@meeting
koi` (two words that follow each other), `n:<ko` (letters, with the edges of the word), `u:` (how much is not known).
"""

import re
from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Final

from bot.questions.phrases import INFLECTED
from bot.questions.reading import MARKS, Reading
from bot.questions.stems import stem

_KINDS: Final = {
    "country": "@country",
    "city": "@city",
    "language": "@language",
    "month": "@date",
    "weekday": "@date",
}
"""What is not called by the pack, but by everybody."""

_PAIR, _WORD, _FOLLOWING, _LETTERS = 0.7, 0.7, 0.6, 2.0
"""How much a feature of each family counts beside a concept; of letters, all of them together."""

_LENGTHS: Final = (3, 4, 5)
_LONG: Final = 20
"""Words from which a question is as long as any."""

_DIGIT: Final = re.compile(r"\d")


def features_of(reading: Reading, evidence: Mapping[str, float] | None = None) -> dict[str, float]:
    """Feature → its strength; `evidence` is the reading's own unless more is known."""
    evidence = evidence or reading.evidence
    said = _sequence(reading)
    found = {f"c:{name}": strength for name, strength in evidence.items()}
    for first, second in combinations(sorted(evidence), 2):
        found[f"p:{first}&{second}"] = _PAIR * min(evidence[first], evidence[second])
    words = [word for word in said if not word.startswith("@")]
    for word in words:
        found[f"w:{word}"] = _WORD
        found[f"s:{stem(word)}"] = _WORD
    for first, second in pairwise(("<", *said, ">")):
        found[f"b:{first} {second}"] = _FOLLOWING
    letters = {
        bounded[start : start + length]
        for bounded in (f"<{word}>" for word in dict.fromkeys(words))
        for length in _LENGTHS
        for start in range(len(bounded) - length + 1)
    }
    for piece in letters:
        found[f"n:{piece}"] = _LETTERS / len(letters) ** 0.5
    found["u:share"] = len(reading.strange) / max(1, len(reading.words))
    found["u:none"] = float(reading.known)
    found["u:length"] = min(len(reading.words), _LONG) / _LONG
    return found


def _sequence(reading: Reading) -> list[str]:
    """The words of a question, those that name something as its kind, digits all as 0."""
    kinds: dict[int, str] = {}
    for said in reading.said:
        kinds |= dict.fromkeys(said.places, MARKS[said.name.kind])
    for hit in reading.hits:
        if hit.sense.kind in _KINDS and hit.quality >= INFLECTED:
            for place in range(hit.start, hit.end):
                kinds.setdefault(place, _KINDS[hit.sense.kind])
    found: list[str] = []
    for place, word in enumerate(reading.words):
        spoken = kinds.get(place) or _DIGIT.sub("0", word)
        if spoken not in found[-1:] or not spoken.startswith("@"):
            found.append(spoken)
    return found
