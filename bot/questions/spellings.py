"""What somebody means who typed a name, in whatever language and spelling."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot.questions.normalise import fold, words

_MOST: Final = 3
ALIKE: Final = 80
"""Two letters wrong in a name of ten."""
_SHORT: Final = 3


class Spellings:
    """Knows things by their names in a table."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]], alike: int = ALIKE) -> None:
        """`tables`: language → (code → name); a code that is in no table is not known. `alike`: of 100, how much a text
        has to resemble a name to be taken for it."""
        self._least = alike
        self._codes: dict[str, str] = {}
        self._known = frozenset(code for names in tables.values() for code in names)
        for names in tables.values():
            for code, name in names.items():
                self._add(name, code)

    def knows(self, code: str) -> bool:
        """Whether there is such a code."""
        return code in self._known

    def names(self, text: str) -> bool:
        """Whether the whole text is a known name."""
        return " ".join(words(fold(text))) in self._codes

    def propose(self, text: str) -> tuple[str, ...]:
        """At most three codes that the text can mean, the likeliest first; none where it resembles none."""
        typed = " ".join(words(fold(text)))
        found = [*self._named(typed), *self._alike(typed)]
        return tuple(dict.fromkeys(found))[:_MOST]

    def named(self, text: str) -> tuple[str, ...]:
        """As `propose`, for what is named in full only."""
        return tuple(dict.fromkeys(self._named(" ".join(words(fold(text))))))[:_MOST]

    def _add(self, name: str, code: str) -> None:
        self._codes.setdefault(" ".join(words(fold(name))), code)

    def _named(self, typed: str) -> Iterable[str]:
        """Things named in full: as the whole text, then as a part of it, longer names first."""
        if typed in self._codes:
            yield self._codes[typed]
        spaced = f" {typed} "
        inside = (name for name in self._codes if len(name) > _SHORT and f" {name} " in spaced)
        for name in sorted(inside, key=len, reverse=True):
            yield self._codes[name]

    def _alike(self, typed: str) -> Iterable[str]:
        if len(typed) <= _SHORT:
            return
        for name, _, _ in process.extract(
            typed, list(self._codes), scorer=fuzz.WRatio, score_cutoff=self._least, limit=9
        ):
            if len(name) > _SHORT:
                yield self._codes[name]
