"""The words of a language that questions are made of, read from `lexicon.toml`, and the names that CLDR knows.

A lexicon has the tables `concepts` (concept → words and phrases; a word that ends in * stands for all that begin so),
`countries` (ISO 3166-1 alpha-2 → other names of the country and of its people), `languages` (ISO 639 → other names of
the language), `months` (1 … 12 → other names), `ordinals` (1, 2 … and -1 for the last → words) and `numbers` (1, 2 … →
words). Of coming to a meeting: `attending` (concept → words and phrases), `parties` (how many come → phrases that say
so without a number) and `counts` (1, 2 … → more words, by which people are counted). And `mentions`: words by which a
thing is singled out without its name ("not", "the other", "in two weeks", "at the end of"); see `pointers` and `spans`.
"""

import gc
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from bot import cldr
from bot.questions.normalise import fold, words
from bot.questions.phrases import Phrases, Sense
from bot.questions.stems import stem
from bot.questions.weights import Weights, load_weights

_YIELDS = frozenset({"country", "city", "language"})
"""Names that are none where the lexicon has the same word: "réunion" is a meeting, and no island."""

_SHORTENED = frozenset({"weekday", "month"})
"""Names of which only the abbreviations are none then: "qui" is who, and no quinta-feira."""

_TABLES = (
    *("concepts", "countries", "languages", "months", "ordinals", "numbers"),
    *("attending", "parties", "counts", "mentions"),
)

_NOUNS = ("meeting", "online_meeting", "several")
"""Concepts whose words speak of a meeting: "the last conference"."""

_OF_COMING = {"not_coming": "declining", "come": "come", "cannot_travel": "cannot_travel"}
"""Concepts that also say something of somebody's coming, by what they are called there."""


@contextmanager
def _nothing_dropped() -> Iterator[None]:
    """Meanwhile no garbage is looked for: of tens of thousands of tuples that are made none is dropped,
    and looking through them again and again takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True)
class Lexicon:
    """One language: concept → its words and phrases as written; code of a country → other names and demonyms, of a
    language → other names; number of a month → other names; place, or number → its words; what is said of coming to
    a meeting, how many come, and how people are counted; and words by which things are singled out."""

    language: str
    concepts: dict[str, tuple[str, ...]]
    countries: dict[str, tuple[str, ...]]
    languages: dict[str, tuple[str, ...]]
    months: dict[str, tuple[str, ...]]
    ordinals: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]]
    attending: dict[str, tuple[str, ...]]
    parties: dict[str, tuple[str, ...]]
    counts: dict[str, tuple[str, ...]]
    mentions: dict[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Lexicons:
    """The lexicons of all languages, and the folder that they were read from. Each is itself, and equal to no other."""

    by_language: dict[str, Lexicon]
    folder: Path

    @cached_property
    def weights(self) -> Weights:
        """What their concepts and the words of examples say for topics."""
        return load_weights(self.folder)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.by_language)

    @cached_property
    @_nothing_dropped()
    def phrases(self) -> Phrases:
        """All that is the same for every pack: concepts, and names of countries, cities, languages, months, days."""
        known = Phrases()
        seen = set()
        for lexicon in self.by_language.values():
            for written, sense in (*_own(lexicon), *_from_cldr(lexicon.language)):
                phrase = as_phrase(written)
                if sense.kind != "concept":
                    if not phrase or (phrase, sense) in seen or self._gives_way(phrase, sense):
                        continue
                    seen.add((phrase, sense))
                known.add(phrase, sense, fuzzy=sense.kind != "city")
        return known

    def swallowed(self, language: str) -> Iterator[tuple[str, Sense]]:
        """The names of CLDR, and what they name, that nobody can say in this language, since concepts have the same
        words; of months and weekdays only their abbreviations are such, and they are left out."""
        for written, sense in _from_cldr(language):
            if sense.kind in _YIELDS and (phrase := as_phrase(written)) and self._gives_way(phrase, sense):
                yield written, sense

    def _gives_way(self, phrase: tuple[str, ...], sense: Sense) -> bool:
        return _yields(phrase, sense) and all((word,) in self.forms for word in phrase)

    @cached_property
    @_nothing_dropped()
    def attending(self) -> Phrases:
        """What people say of their coming to a meeting, and with how many."""
        known = Phrases()
        seen = set()
        for lexicon in self.by_language.values():
            for written, sense in _of_coming(lexicon):
                phrase = as_phrase(written)
                if (phrase, sense) not in seen:
                    seen.add((phrase, sense))
                    known.add(phrase, sense)
        return known

    @cached_property
    def mentions(self) -> Phrases:
        """The words by which things are singled out without their names, apart from all others: topics know none."""
        known = Phrases()
        for lexicon in self.by_language.values():
            for value, forms in lexicon.mentions.items():
                for form in forms:
                    known.add(as_phrase(form), Sense("mention", value, lexicon.language))
            of_sessions = {as_phrase(form) for form in lexicon.concepts.get("agenda", ())}
            for form in (form for concept in _NOUNS for form in lexicon.concepts.get(concept, ())):
                if len(phrase := as_phrase(form)) == 1 and phrase not in of_sessions:
                    known.add(phrase, Sense("mention", "noun", lexicon.language))
            for value, forms in lexicon.ordinals.items():
                for form in forms:
                    known.add(as_phrase(form), Sense("ordinal", value, lexicon.language))
        return known

    @cached_property
    def named(self) -> frozenset[str]:
        """Stems of the words that name countries and months, by themselves no name of a meeting."""
        return frozenset(
            stem(word)
            for lexicon in self.by_language.values()
            for written in (
                *(name for names in cldr.countries(lexicon.language).values() for name in names),
                *cldr.months(lexicon.language),
            )
            for word in as_phrase(written)
        )

    @cached_property
    @_nothing_dropped()
    def concepts_of_stems(self) -> Mapping[str, frozenset[str]]:
        """The concepts in whose phrases a word stands, by its stem."""
        found: dict[str, set[str]] = defaultdict(set)
        for lexicon in self.by_language.values():
            for concept, forms in lexicon.concepts.items():
                for form in forms:
                    for word in as_phrase(form):
                        found[stem(word)].add(concept)
        return {key: frozenset(concepts) for key, concepts in found.items()}

    @cached_property
    def ordinals(self) -> frozenset[str]:
        """The stems of words that say which one in order: "tenth", so far as the lexicon counts."""
        tables = (lexicon.ordinals for lexicon in self.by_language.values())
        written = (form for table in tables for forms in table.values() for form in forms)
        return frozenset(stem(phrase[0]) for form in written if len(phrase := as_phrase(form)) == 1)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all phrases of all concepts."""
        return frozenset(word for phrase in self.forms for word in phrase)

    def words_of(self, concepts: Collection[str]) -> frozenset[str]:
        """The words of all phrases of some concepts, in all languages."""
        return frozenset(
            word
            for lexicon in self.by_language.values()
            for concept in concepts
            for form in lexicon.concepts.get(concept, ())
            for word in as_phrase(form)
        )

    @cached_property
    @_nothing_dropped()
    def forms(self) -> frozenset[tuple[str, ...]]:
        """Every phrase of every concept, folded."""
        return frozenset(
            as_phrase(form)
            for lexicon in self.by_language.values()
            for found in lexicon.concepts.values()
            for form in found
        )


_PLAIN: Final = re.compile(
    "(?!.*(.)\\1\\1)(?:"
    + "|".join(f"[{letters}]+(?: [{letters}]+)*" for letters in ("a-z", "а-щыьэюя", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"))
    + ")"
)
"""What folding leaves as it is, as most forms of a lexicon are: told at once, since there are tens of thousands."""


@lru_cache(maxsize=100_000)
def as_phrase(written: str) -> tuple[str, ...]:
    """The folded words of a phrase, a prefix still marked with its *; empty where it has no letters or digits."""
    if _PLAIN.fullmatch(written):
        return tuple(written.split())
    found = tuple(words(fold(written)))
    return (*found[:-1], found[-1] + "*") if found and written.endswith("*") else found


def _yields(phrase: tuple[str, ...], sense: Sense) -> bool:
    return sense.kind in _YIELDS or (sense.kind in _SHORTENED and len(phrase) == 1 and len(phrase[0]) <= 3)


def _own(lexicon: Lexicon) -> Iterator[tuple[str, Sense]]:
    for kind, table in (
        ("concept", lexicon.concepts),
        ("country", lexicon.countries),
        ("language", lexicon.languages),
        ("month", lexicon.months),
        ("ordinal", lexicon.ordinals),
        ("number", lexicon.numbers),
    ):
        for value, forms in table.items():
            sense = Sense(kind, value, lexicon.language)
            for form in forms:
                yield form, sense


def _of_coming(lexicon: Lexicon) -> Iterator[tuple[str, Sense]]:
    shared = {_OF_COMING[name]: forms for name, forms in lexicon.concepts.items() if name in _OF_COMING}
    for kind, table in (
        ("concept", shared),
        ("concept", lexicon.attending),
        ("number", lexicon.numbers),
        ("number", lexicon.counts),
        ("party", lexicon.parties),
    ):
        for value, forms in table.items():
            for form in forms:
                yield form, Sense(kind, value, lexicon.language)


def _from_cldr(language: str) -> Iterator[tuple[str, Sense]]:
    for code, names in cldr.countries(language).items():
        for name in names:
            if len(name) > 3:
                yield name, Sense("country", code, language)
    for code, name in cldr.languages(language).items():
        if len(name) > 4 or not name.isascii():
            yield name, Sense("language", code, language)
    for name, number in cldr.months(language).items():
        yield name, Sense("month", str(number), language)
    for name, number in cldr.weekdays(language).items():
        if len(name.strip(".")) > 2:
            yield name, Sense("weekday", str(number), language)
    for name in cldr.cities(language):
        if len(name) > 3:
            yield name, Sense("city", name, language)


def load_lexicons(folder: Path) -> Lexicons:
    """The lexicons of all languages in `folder` (<language>/lexicon.toml).

    Raises FileNotFoundError where there is none, tomllib.TOMLDecodeError or ValueError for a file that is not one.
    """
    files = sorted(folder.glob("*/lexicon.toml"))
    if not files:
        raise FileNotFoundError(f"no lexicon: {folder} holds no <language>/lexicon.toml")
    return Lexicons({path.parent.name: read_lexicon(path) for path in files}, folder)


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of one file (<language>/lexicon.toml); raises as `load_lexicons` does."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    read: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in _TABLES}
    for name, table in tables.items():
        if name not in read or not isinstance(table, dict):
            raise ValueError(f"{path}: {name}: a lexicon has the tables {', '.join(read)} and nothing else")
        for key, forms in table.items():
            if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
                raise ValueError(f"{path}: {name}.{key}: write a list of words and phrases in quotes")
            read[name][key] = tuple(forms)
    return Lexicon(path.parent.name, **read)
