"""The weights by which a question's features speak for topics, learned from the examples in `locales/*/examples/`.

`make weights` learns them and writes `locales/weights.npz`, which is kept with the source: the same examples and
lexicons give the same file, byte for byte. In it are `topics` and `features` (their names, one a line, as UTF-8),
`start` (a topic's weight before a word is said) and `weights` (a row a feature, a column a topic, in steps of `STEP`).
Sums of weights are logarithms of odds, set on examples that the weights were not learned from.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

STEP: Final = 1 / 24
FILE: Final = "weights.npz"


class Weights:
    """What each feature says for each topic."""

    def __init__(
        self, topics: tuple[str, ...], features: tuple[str, ...], start: NDArray[np.float32], rows: NDArray[np.int8]
    ) -> None:
        """`start`: topics; `rows`: features × topics, in steps of `STEP`."""
        self.topics = topics
        self._start = start
        self._rows = rows
        self._places = {feature: place for place, feature in enumerate(features)}

    def sums(self, features: Mapping[str, float]) -> dict[str, float]:
        """Topic → the sum of what the features (with their strengths) say for it."""
        known = [(place, features[name]) for name in features if (place := self._places.get(name)) is not None]
        places = [place for place, _ in known]
        strengths = np.array([strength for _, strength in known], dtype=np.float32)
        sums = self._start + STEP * (strengths @ self._rows[places].astype(np.float32))
        return dict(zip(self.topics, map(float, sums), strict=True))


def load_weights(folder: Path) -> Weights:
    """The weights in `folder`. Raises FileNotFoundError where there are none, ValueError for a file that is not one."""
    with np.load(folder / FILE, allow_pickle=False) as kept:
        return weights_of(kept)


def weights_of(kept: Mapping[str, NDArray[Any]]) -> Weights:
    """The weights of what the file holds."""
    topics, features = (tuple(kept[name].tobytes().decode().split("\n")) for name in ("topics", "features"))
    return Weights(topics, features, kept["start"], kept["weights"])
