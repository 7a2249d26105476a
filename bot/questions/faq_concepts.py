"""The concepts of the lexicon in a pack's own words, found fast: a pack may have a hundred thousand wordings.

`Phrases.find` reads questions, which are strange and mistyped, and of which the language is not known. What a pack
says is written with care, in a language that it names, so each word is looked up as it stands or inflected, and most
of them are in no lexicon at all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.questions.lexicon import Lexicon, Lexicons, as_phrase
from bot.questions.phrases import INFLECTED, MOST_REMEMBERED
from bot.questions.stems import bare, stem

_Phrase = tuple[tuple[str, ...], str]


@dataclass
class _Known:
    """A language's phrases and their concepts: of one word by that, longer ones by their first and second."""

    alone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    longer: dict[str, dict[str, list[_Phrase]]] = field(default_factory=lambda: defaultdict(dict))


class Concepts:
    """Finds concepts in folded words."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._phrases = lexicons.phrases
        self._stems = lexicons.concepts_of_stems
        self._of = {language: _known(lexicon) for language, lexicon in lexicons.by_language.items()}
        self._fronts = {word[:-1] for word in lexicons.words if word.endswith("*")}
        self._readings: dict[str, frozenset[str]] = {}

    def of(self, words: Sequence[str], language: str) -> frozenset[str]:
        """The concepts whose phrases in a language (ISO 639) stand in the words, be they inflected; none of a phrase
        inside a longer one, and none at all for a language that has no lexicon."""
        known = self._of.get(language)
        if known is None:
            return frozenset()
        readings = [self._reading(word) for word in words]
        found: list[tuple[int, int, str]] = []
        for start, forms in enumerate(readings):
            following = readings[start + 1] if start + 1 < len(readings) else frozenset()
            for form in forms:
                found.extend((start, start + 1, concept) for concept in known.alone.get(form, ()))
                seconds: Mapping[str, list[_Phrase]] = known.longer.get(form, {})
                for second in following & seconds.keys():
                    for phrase, concept in seconds[second]:
                        rest = readings[start + 2 : start + len(phrase)]
                        if len(rest) == len(phrase) - 2 and all(map(frozenset.__contains__, rest, phrase[2:])):
                            found.append((start, start + len(phrase), concept))
        if not found:
            return frozenset()
        longest = [0] * len(words)
        for start, end, _ in found:
            longest[start:end] = [max(length, end - start) for length in longest[start:end]]
        return frozenset(concept for start, end, concept in found if min(longest[start:end]) <= end - start)

    def _reading(self, word: str) -> frozenset[str]:
        """The words of lexicons that a word is, as it stands or inflected."""
        known = self._readings.get(word)
        if known is None:
            if len(self._readings) >= MOST_REMEMBERED:
                self._readings.clear()
            sure = self._phrases.readings(word).items() if self._may_be_known(word) else ()
            known = self._readings[word] = frozenset(form for form, quality in sure if quality >= INFLECTED)
        return known

    def _may_be_known(self, word: str) -> bool:
        """Whether it is worth asking: reading a word that is not known takes long, since it may be mistyped."""
        forms = (word, *bare(word))
        return any(stem(form) in self._stems for form in forms) or any(
            form[:length] in self._fronts for form in forms for length in range(2, len(form) + 1)
        )


@cache
def concepts_in(lexicons: Lexicons) -> Concepts:
    """The same for every pack; what it makes of words is remembered."""
    return Concepts(lexicons)


def _known(lexicon: Lexicon) -> _Known:
    known = _Known()
    for concept, forms in lexicon.concepts.items():
        for phrase in {as_phrase(form) for form in forms}:
            if len(phrase) == 1:
                known.alone[phrase[0]].add(concept)
            elif phrase:
                known.longer[phrase[0]].setdefault(phrase[1], []).append((phrase, concept))
    return known
