"""Weights are learned from examples: `python -m tests.training.learning [--check]`, or `make weights`."""

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.questions.features import features_of
from bot.questions.lexicon import Lexicons, as_phrase, load_lexicons
from bot.questions.phrases import EXACT, Hit, Sense
from bot.questions.reading import Reading, reading_of
from bot.questions.topics import TOPICS, Topic
from bot.questions.weights import FILE, STEP
from tests.training.examples import TODAY, named, read_examples, readings_of

LOCALES: Final = Path(__file__).parents[2] / "locales"

LEXICON: Final = "lexicon"
"""The hand of which the phrases of the lexicons are."""

_SELDOM: Final = 4
"""Readings that have to have a feature, so that something is learned of it."""

_STRENGTH: Final = 3.0
"""How closely the weights follow the examples (inverse of the L2 penalty)."""

_PHRASES: Final = 0.25
"""What the phrases of the lexicons count together, beside all examples."""

_NAME: Final = 40.0
"""What it counts beside a phrase that a name alone asks for a topic."""

_THING: Final = "x"

_PARTS: Final = 2
"""Times that it is learned with some of the newest hands left out."""

_FAINT: Final = 2
"""Steps that a feature has to reach for some topic, to be kept."""


@dataclass(frozen=True)
class Row:
    """One reading of an example, or of a phrase of a lexicon."""

    features: Mapping[str, float]
    topic: str
    weight: float
    hand: str


@dataclass(frozen=True)
class Table:
    """Rows as a matrix: rows × features; and of each row its topic, weight and hand."""

    matrix: Any
    features: NDArray[np.str_]
    topics: NDArray[np.str_]
    weights: NDArray[np.float64]
    hands: NDArray[np.str_]


def rows_of(lexicons: Lexicons, locales: Path = LOCALES) -> list[Row]:
    """All that is learned from; what only makes sense after another message is left out."""
    rows = []
    for example in read_examples(locales):
        readings = [reading for reading in readings_of(example.text, lexicons) if reading.words]
        if example.previous is None:
            rows += [Row(features_of(one), example.topic, 1 / len(readings), example.hand) for one in readings]
    phrases = [*_phrases(lexicons)]
    share = _PHRASES * sum(row.weight for row in rows) / sum(row.weight for row in phrases)
    return [*rows, *(replace(row, weight=share * row.weight) for row in phrases)]


def _phrases(lexicons: Lexicons) -> Iterator[Row]:
    """Phrases that ask for topics, in turn alone and beside a name of what the topic is asked of; and names alone."""
    kinds = {topic.name: cycle((None, *topic.asked_of)) for topic in TOPICS}
    asking: dict[str, list[Topic]] = {}
    for topic in TOPICS:
        for concept in (*topic.concepts, *topic.settling):
            asking.setdefault(concept, []).append(topic)
        for name in topic.named:
            yield Row(features_of(_read((), name, lexicons)), topic.name, _NAME, LEXICON)
    for lexicon in lexicons.by_language.values():
        for concept, topics in asking.items():
            for written in lexicon.concepts.get(concept, ()):
                spoken = as_phrase(written.removesuffix("*"))
                for topic in topics:
                    kind = next(kinds[topic.name])
                    yield Row(features_of(_read(spoken, kind, lexicons)), topic.name, 1 / len(topics), LEXICON)


def _read(spoken: tuple[str, ...], kind: str | None, lexicons: Lexicons) -> Reading:
    """A phrase, and behind it the name of a thing of that kind."""
    hits = lexicons.phrases.find([*spoken])
    if kind is None:
        return reading_of(spoken, hits, (), frozenset(), TODAY)
    place = len(spoken)
    hits.append(Hit(place, place + 1, Sense("name", _THING, ""), EXACT))
    return reading_of((*spoken, _THING), hits, (named(kind, {place}),), frozenset(), TODAY)


def table_of(rows: Sequence[Row]) -> Table:
    """The rows as a matrix."""
    vectors = DictVectorizer(dtype=np.float32)
    return Table(
        vectors.fit_transform([row.features for row in rows]).tocsr(),
        np.array(vectors.get_feature_names_out()),
        np.array([row.topic for row in rows]),
        np.array([row.weight for row in rows]),
        np.array([row.hand for row in rows]),
    )


def fitted(table: Table, learned: NDArray[np.bool_]) -> tuple[LogisticRegression, NDArray[np.intp]]:
    """The model of the rows of which `learned` is true, and the features that it goes by."""
    matrix = table.matrix[learned]
    often = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= _SELDOM)
    model = LogisticRegression(C=_STRENGTH, tol=1e-3, max_iter=150)
    return model.fit(matrix[:, often], table.topics[learned], sample_weight=table.weights[learned]), often


def sums_of_others(table: Table) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Sums (rows × topics) of the newest hands' rows by what was learned without them, and which rows have them.

    The lexicons were made with the older hands in view: what they say of those is truer than of what people will write.
    """
    newest = sorted({hand.partition("-")[0]: hand for hand in sorted({*table.hands} - {LEXICON})}.values())
    sums = np.zeros((len(table.topics), len(np.unique(table.topics))))
    for part in range(_PARTS):
        own = np.isin(table.hands, newest[part::_PARTS])
        model, often = fitted(table, ~own)
        sums[own] = model.decision_function(table.matrix[own][:, often])
    return sums, np.isin(table.hands, newest)


def sharpness(sums: NDArray[np.float64], topics: NDArray[np.str_], weights: NDArray[np.float64]) -> float:
    """The factor by which sums become logarithms of odds that are true of rows that they were not learned from.

    Guo and others, On Calibration of Modern Neural Networks (2017): one temperature for all, by likelihood.
    """
    right = np.searchsorted(np.unique(topics), topics)

    def surprise(factor: float) -> float:
        scaled = factor * sums
        most = scaled.max(axis=1, keepdims=True)
        chances = scaled - most - np.log(np.exp(scaled - most).sum(axis=1, keepdims=True))
        return float(-(weights * chances[np.arange(len(right)), right]).sum())

    return float(minimize_scalar(surprise, bounds=(0.1, 3.0), method="bounded").x)


def learned_from(table: Table, learned: NDArray[np.bool_], factor: float) -> dict[str, NDArray[Any]]:
    """What `weights.npz` holds, learned from the rows of which `learned` is true, sums made sharper by the factor."""
    model, often = fitted(table, learned)
    steps = np.rint(factor * model.coef_.T / STEP).clip(-127, 127).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(axis=1) >= _FAINT)
    return {
        "topics": _names(model.classes_),
        "features": _names(table.features[often[kept]]),
        "start": (factor * model.intercept_).astype(np.float32).round(3),
        "weights": steps[kept],
    }


def _names(names: NDArray[np.str_]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def main() -> int:
    """Learn, and write; with --check, compare with what is kept instead: exit code 1 where it is not the same."""
    table = table_of(rows_of(load_lexicons(LOCALES)))
    sums, judged = sums_of_others(table)
    factor = sharpness(sums[judged], table.topics[judged], table.weights[judged])
    learned = learned_from(table, np.ones(len(table.topics), dtype=bool), factor)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **learned)
    sys.stdout.write(f"{len(table.topics)} readings, {len(learned['weights'])} features, factor {factor:.3f}\n")
    if "--check" in sys.argv[1:]:
        same = (LOCALES / FILE).read_bytes() == file.getvalue()
        sys.stdout.write("the same as what is kept\n" if same else f"not what {FILE} holds: run `make weights`\n")
        return 0 if same else 1
    (LOCALES / FILE).write_bytes(file.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
