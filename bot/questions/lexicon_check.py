"""What is wrong, and what is worth a look, in the lexicons, for those who write them.

A mistake is what cannot be meant: a concept that a language lacks, a form that nothing a person writes can ever be.
A remark is what often is meant: a word that stands for two things, a concept with few forms.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Final

from rapidfuzz import process

from bot.questions import dates, pointers, spans
from bot.questions.lexicon import Lexicon, Lexicons, as_phrase, read_lexicon
from bot.questions.phrases import Phrases

_NEEDED: Final = ("concepts", "attending", "ordinals", "numbers")
"""Tables of which every language has every key."""

_KINDS: Final = {
    "concepts": "concept",
    "countries": "country",
    "languages": "language",
    "months": "month",
    "ordinals": "ordinal",
    "numbers": "number",
}
"""Tables whose forms are found in any question, and what they are found as."""

_KINDS_OF_COMING: Final = {"attending": "concept", "counts": "number", "parties": "party"}
_MENTIONS: Final = "mentions"

_FEW: Final = 1 / 3
"""A concept with fewer forms than this share of what is usual in the other languages may be wanting."""

_FEWER: Final = 4
"""So many fewer, at least, are worth a remark."""

_ALIKE: Final = 70
"""How alike (0…100) a name is that may have been meant."""

_EXAMPLES: Final = 4
"""Forms of another language that show what a concept is."""

_NAMES: Final = {
    "country": "a country",
    "city": "a city",
    "language": "a language",
    "month": "a month",
    "weekday": "a weekday",
}
_TABLE_OF: Final = {"country": "countries", "language": "languages"}
_PLACE: Final = re.compile(r"\s*(?:\[(?P<table>\w+)\]|(?P<key>[\w-]+|\"[^\"]*\")\s*=)")
_KEPT_APART: Final = frozenset({"function", "filler"})
"""Concepts of words that say nothing by themselves, which are many and stand under others as well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a lexicon: where (language, table, key), of which kind, and what, with what to do."""

    language: str
    table: str
    key: str
    kind: str
    text: str

    def line(self, lines: dict[tuple[str, str], int]) -> str:
        """One line of text; `lines` has the line of the file at which each table and key stands."""
        at = lines.get((self.table, self.key)) or lines.get((self.table, ""))
        where = f"locales/{self.language}/lexicon.toml" + (f":{at}" if at else "")
        return f"{where}: [{self.table}] {self.key}: {self.text}"


def check_lexicons(folder: Path, languages: Collection[str]) -> list[str]:
    """Each mistake of the lexicons in `folder` (as `locales/`) as one line: file, key, what is wrong, what to do.

    `languages` are those of the bot, each of which needs a lexicon.
    """
    lexicons, mistakes = _readable(folder, languages)
    found = [
        *_missing(lexicons, languages),
        *_malformed(lexicons),
        *_unknown_mentions(lexicons),
        *_never_found(lexicons),
    ]
    return mistakes + _lines(folder, found)


def remarks_on_lexicons(folder: Path, language: str | None = None) -> list[str]:
    """What is worth a look in the lexicons of `folder`, in lines: under each kind, with its count, all of that kind.

    With `language`, only what concerns its file. Files that cannot be read are left out: they are mistakes.
    """
    lexicons, _ = _readable(folder, ())
    found = [*_few(lexicons), *_twice(lexicons), *_across(lexicons), *_names_too(lexicons), *_swallowed(lexicons)]
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        if language in {None, finding.language}:
            by_kind[finding.kind].append(finding)
    lines = []
    for kind, findings in by_kind.items():
        lines += [f"{kind}: {len(findings)}", *(f"  {line}" for line in _lines(folder, findings))]
    return lines


def _readable(folder: Path, languages: Collection[str]) -> tuple[Lexicons, list[str]]:
    """The lexicons that can be read, and what is wrong with the others."""
    read: dict[str, Lexicon] = {}
    wrong = []
    for path in sorted({*folder.glob("*/lexicon.toml"), *(folder / code / "lexicon.toml" for code in languages)}):
        language = path.parent.name
        try:
            read[language] = read_lexicon(path)
        except FileNotFoundError:
            wrong.append(f"locales/{language}/lexicon.toml: missing: copy that of a language like it, and translate")
        except tomllib.TOMLDecodeError as error:
            wrong.append(f"locales/{language}/lexicon.toml: cannot be read: {error}: look for a quote or comma there")
        except ValueError as error:
            wrong.append(str(error).replace(str(folder), "locales", 1))
    return Lexicons(read, folder), wrong


def _lines(folder: Path, found: Sequence[Finding]) -> list[str]:
    places = {language: _places(folder / language / "lexicon.toml") for language in {one.language for one in found}}
    return [one.line(places[one.language]) for one in found]


def _places(path: Path) -> dict[tuple[str, str], int]:
    """The line at which each table ("" as key) and each of its keys stands."""
    places: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := _PLACE.match(line):
            table = match["table"] or table
            places.setdefault((table, (match["key"] or "").strip('"')), number)
    return places


def _tables(lexicon: Lexicon) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for table in (*_KINDS, *_KINDS_OF_COMING, _MENTIONS):
        for key, forms in getattr(lexicon, table).items():
            yield table, key, forms


def _missing(lexicons: Lexicons, order: Collection[str]) -> Iterator[Finding]:
    """Concepts that most languages have and one has not, and such as only one or few have; forms of the first language
    in `order` that has some are shown as examples."""
    known = lexicons.by_language
    first_known = [*(language for language in order if language in known), *known]
    for table in _NEEDED:
        having: dict[str, set[str]] = defaultdict(set)
        for language, lexicon in known.items():
            for key, forms in getattr(lexicon, table).items():
                if forms:
                    having[key].add(language)
        usual = [key for key, languages in having.items() if 2 * len(languages) >= len(known)]
        for key in usual:
            example = next(language for language in first_known if language in having[key])
            said = ", ".join(getattr(known[example], table)[key][:_EXAMPLES])
            for language in sorted(known.keys() - having[key]):
                text = f"no forms: write what people say for it; in {example}: {said} …"
                yield Finding(language, table, key, "missing", text)
        for key in sorted(having.keys() - set(usual)):
            alike = process.extractOne(key, usual, score_cutoff=_ALIKE)
            meant = f"did you mean {alike[0]}?" if alike else "take it out, or give it to all languages"
            for language in sorted(having[key]):
                yield Finding(language, table, key, "unknown", f"hardly any other language has this: {meant}")


def _unknown_mentions(lexicons: Lexicons) -> Iterator[Finding]:
    """Keys of `mentions` that nothing reads, such as are mistyped."""
    known = dates.KEYS | pointers.KEYS | spans.KEYS
    for language, lexicon in lexicons.by_language.items():
        for key in lexicon.mentions:
            if key not in known and not spans.counts(key):
                alike = process.extractOne(key, sorted(known), score_cutoff=_ALIKE)
                meant = f"did you mean {alike[0]}?" if alike else "take it out"
                yield Finding(language, _MENTIONS, key, "unknown", f"nothing reads this: {meant}")


def _malformed(lexicons: Lexicons) -> Iterator[Finding]:
    """Forms without letters, with a star elsewhere than at the end, and such as stand twice under one key."""
    for language, lexicon in lexicons.by_language.items():
        for table, key, forms in _tables(lexicon):
            seen: dict[tuple[str, ...], str] = {}
            for form in forms:
                phrase = as_phrase(form)
                text = None
                if not phrase:
                    text = f'"{form}" has no letters or digits, so it never matches: take it out'
                elif "*" in form[:-1]:
                    text = f'"{form}": a * counts at the end of the last word only: write out the other words'
                elif form.endswith("*") and len(phrase[-1]) <= 2:
                    text = f'"{form}": one letter and * never matches: write at least two letters before the *'
                elif phrase in seen:
                    text = f'"{form}" is "{seen[phrase]}" again (case and accents do not matter): take one out'
                if text:
                    yield Finding(language, table, key, "malformed", text)
                seen.setdefault(phrase, form)


def _never_found(lexicons: Lexicons) -> Iterator[Finding]:
    """Forms that are not found as what they stand for when somebody writes just them."""
    of_coming = _Found(lexicons.attending)
    of_any = _Found(lexicons.phrases)
    of_mentions = _Found(lexicons.mentions)
    for language, lexicon in lexicons.by_language.items():
        for table, key, forms in _tables(lexicon):
            kind = _KINDS.get(table) or _KINDS_OF_COMING.get(table, "mention")
            found = of_any if table in _KINDS else of_mentions if table == _MENTIONS else of_coming
            for form in forms:
                if (phrase := as_phrase(form)) and (kind, key) not in found[phrase]:
                    others = sorted({where for word in phrase for where in _concepts_of(lexicons, word)})
                    because = f": {', '.join(others)} wins" if others else ""
                    text = f'"{form}" never matches{because}: take it out, or write a longer phrase'
                    yield Finding(language, table, key, "never found", text)


class _Found(dict[tuple[str, ...], frozenset[tuple[str, str]]]):
    """Phrase → what it is found as, kind and value, where it is all that is written."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, phrase: tuple[str, ...]) -> frozenset[tuple[str, str]]:
        hits = self._phrases.find([word.rstrip("*") for word in phrase])
        whole = (hit.sense for hit in hits if (hit.start, hit.end) == (0, len(phrase)))
        found = self[phrase] = frozenset((sense.kind, sense.value) for sense in whole)
        return found


def _concepts_of(lexicons: Lexicons, word: str) -> Iterator[str]:
    """The concepts for which a word alone stands, with their languages."""
    for language, lexicon in lexicons.by_language.items():
        for concept, forms in lexicon.concepts.items():
            if any(as_phrase(form) == (word,) for form in forms):
                yield f"{concept} ({language})"


def _few(lexicons: Lexicons) -> Iterator[Finding]:
    known = lexicons.by_language
    for table in ("concepts", "attending", "countries"):
        for key in sorted({key for lexicon in known.values() for key in getattr(lexicon, table)}):
            counts = {language: len(getattr(lexicon, table).get(key, ())) for language, lexicon in known.items()}
            for language, count in counts.items():
                usual = median([other for name, other in counts.items() if name != language] or [0])
                least = 1 if table == "countries" else _FEWER
                if count < _FEW * usual and usual - count >= least:
                    yield Finding(language, table, key, "few forms", f"{count}, where other languages have {usual:g}")


def _twice(lexicons: Lexicons) -> Iterator[Finding]:
    """The same form under two concepts of a language."""
    for language, lexicon in lexicons.by_language.items():
        for form, concepts in _by_form(lexicon).items():
            for first, second in combinations(sorted(concepts), 2):
                text = f'"{" ".join(form)}" stands under {second} too'
                yield Finding(language, "concepts", first, "two concepts in one language", text)


def _across(lexicons: Lexicons) -> Iterator[Finding]:
    """Forms that are one concept in a language and another in another one, and not both in either."""
    forms = {language: _by_form(lexicon) for language, lexicon in lexicons.by_language.items()}
    for one, other in combinations(forms, 2):
        for form in sorted(forms[one].keys() & forms[other].keys()):
            here, there = forms[one][form], forms[other][form]
            if here.isdisjoint(there):
                for language, own, foreign, elsewhere in ((one, here, there, other), (other, there, here, one)):
                    text = f'"{" ".join(form)}" is {", ".join(sorted(foreign))} in {elsewhere}'
                    yield Finding(language, "concepts", min(own), "another concept in another language", text)


def _names_too(lexicons: Lexicons) -> Iterator[Finding]:
    """Forms that are also how a country, a month or a language is called."""
    for language, lexicon in lexicons.by_language.items():
        for form, concepts in _by_form(lexicon).items():
            if concepts <= _KEPT_APART:
                continue
            names = {
                f"{_NAMES[hit.sense.kind]} ({hit.sense.value}, in {hit.sense.language})"
                for hit in lexicons.phrases.find([*form[:-1], form[-1].rstrip("*")])
                if hit.sense.kind in _NAMES and hit.quality == 1.0
            }
            if names:
                text = f'"{" ".join(form)}" has the name of {", ".join(sorted(names))} in it'
                yield Finding(language, "concepts", min(concepts), "names too", text)


def _swallowed(lexicons: Lexicons) -> Iterator[Finding]:
    """Names of countries and languages that are none, since concepts have the same words."""
    for language in lexicons.languages:
        for written, sense in lexicons.swallowed(language):
            if table := _TABLE_OF.get(sense.kind):
                where = sorted({place for word in as_phrase(written) for place in _concepts_of(lexicons, word)})
                text = f'"{written}" is not known as {_NAMES[sense.kind]}: it is said for {", ".join(where)}'
                yield Finding(language, table, sense.value, "names that are none", text)


def _by_form(lexicon: Lexicon) -> dict[tuple[str, ...], set[str]]:
    """Phrase → the concepts of a language under which it stands; those of mere function words left out."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for concept, forms in lexicon.concepts.items():
        for form in forms:
            if phrase := as_phrase(form):
                found[phrase].add(concept)
    return {phrase: concepts - _KEPT_APART or concepts for phrase, concepts in found.items()}
