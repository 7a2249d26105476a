"""Which country somebody means who typed its name, in whatever language and spelling."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot import cldr
from bot.questions.normalise import fold, words

_MOST: Final = 3
_ALIKE: Final = 80
"""Of 100: two letters wrong in a name of ten."""
_SHORT: Final = 3


class Countries:
    """Knows the countries of a table by its names for them, by CLDR's, and by their ISO 3166-1 codes."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """`tables`: language → (country code → name); a country that is in no table is not known."""
        self._codes: dict[str, str] = {}
        known = self._known = frozenset(code for names in tables.values() for code in names)
        for language, names in tables.items():
            for code, name in names.items():
                self._add(name, code)
            for code, others in cldr.countries(language).items():
                if code in known:
                    for name in others:
                        self._add(name, code)
        for code in known:
            self._codes.setdefault(code.casefold(), code)

    def knows(self, code: str) -> bool:
        """Whether there is such a country code (ISO 3166-1 alpha-2, capitals)."""
        return code in self._known

    def propose(self, text: str) -> tuple[str, ...]:
        """At most three countries that the text can mean, the likeliest first; none where it resembles none."""
        typed = " ".join(words(fold(text)))
        if not typed:
            return ()
        found = [*self._named(typed), *self._alike(typed)]
        return tuple(dict.fromkeys(found))[:_MOST]

    def _add(self, name: str, code: str) -> None:
        self._codes.setdefault(" ".join(words(fold(name))), code)

    def _named(self, typed: str) -> Iterable[str]:
        """Countries named in full: as the whole text, then as a part of it, longer names first."""
        if typed in self._codes:
            yield self._codes[typed]
        spaced = f" {typed} "
        inside = (name for name in self._codes if len(name) > _SHORT and f" {name} " in spaced)
        for name in sorted(inside, key=len, reverse=True):
            yield self._codes[name]

    def _alike(self, typed: str) -> Iterable[str]:
        if len(typed) <= _SHORT:
            return
        for name, _, _ in process.extract(typed, list(self._codes), scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=9):
            if len(name) > _SHORT:
                yield self._codes[name]
