"""How well words are understood that were never seen: `python -m tests.benchmarks.understanding.held_out`.

In turn, a third of all forms of the lexicons and a third of the hands that wrote examples are left out, the weights are
learned from the rest, and the examples of those hands are judged: topics alone, since they belong to no pack.
"""

import math
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Final

import numpy as np

from bot.questions.choices import MOST_CHOICES
from bot.questions.features import features_of
from bot.questions.lexicon import Lexicon, Lexicons, load_lexicons
from bot.questions.verdicts import SURE
from bot.questions.weights import Weights, weights_of
from tests.benchmarks.understanding.__main__ import interval
from tests.training.examples import Example, read_examples, readings_of
from tests.training.learning import LOCALES, learned_from, rows_of, sharpness, sums_of_others, table_of

_PARTS: Final = 3


def without(lexicons: Lexicons, part: int) -> Lexicons:
    """The lexicons without that part of the forms of their concepts."""

    def kept(lexicon: Lexicon) -> Lexicon:
        concepts = {
            concept: tuple(form for form in forms if zlib.crc32(form.encode()) % _PARTS != part)
            for concept, forms in lexicon.concepts.items()
        }
        return replace(lexicon, concepts=concepts)

    return Lexicons({name: kept(lexicon) for name, lexicon in lexicons.by_language.items()}, lexicons.folder)


def outcome(example: Example, lexicons: Lexicons, weights: Weights) -> str:
    """What comes of an example: right, asked back with the right one, wrong, or nothing."""
    sums = weights.sums(features_of(readings_of(example.text, lexicons)[0]))
    ordered = sorted(sums, key=lambda topic: -sums[topic])
    chance = 1 / sum(math.exp(value - sums[ordered[0]]) for value in sums.values())
    answered = chance >= SURE and ordered[0] not in {"none", "smalltalk"}
    if example.topic == "none":
        return "wrong" if answered else "kept out"
    if chance >= SURE:
        return "right" if ordered[0] == example.topic else "wrong" if answered else "nothing"
    return "asked back" if example.topic in ordered[:MOST_CHOICES] else "nothing"


def main() -> int:
    """Print a line for each language, and one for all."""
    lexicons = load_lexicons(LOCALES)
    examples = [example for example in read_examples(LOCALES) if example.previous is None]
    hands = sorted({example.hand for example in examples})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in range(_PARTS):
        known, left_out = without(lexicons, part), set(hands[part::_PARTS])
        table = table_of([row for row in rows_of(known) if row.hand not in left_out])
        sums, judged = sums_of_others(table)
        factor = sharpness(sums[judged], table.topics[judged], table.weights[judged])
        weights = weights_of(learned_from(table, np.ones(len(table.topics), dtype=bool), factor))
        for example in examples:
            if example.hand in left_out and readings_of(example.text, known)[0].words:
                kind = "none " if example.topic == "none" else ""
                counts[example.language][kind + outcome(example, known, weights)] += 1
    for language in sorted(counts):
        counts["all"] += counts[language]
    for name, count in counts.items():
        inside = sum(hits for kind, hits in count.items() if not kind.startswith("none "))
        nones = count["none kept out"] + count["none wrong"]
        cells = (f"{kind} {interval(count[kind], inside)}" for kind in ("right", "asked back", "wrong"))
        kept_out = interval(count["none kept out"], nones)
        sys.stdout.write(f"{name:4}{inside:6} questions: {', '.join(cells)}; none kept out {kept_out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
