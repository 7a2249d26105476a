"""Which FAQ entries a question may ask for, by the pack's own words in whatever language they were written.

A word of the question counts for an entry that has it: as written, inflected or mistyped; less for one that has but
its concept (in any language), a word that sounds alike, or says it only in its answer. Rare words count most. An
entry is near where it has most of what the question says, and the question has most of one of its wordings.

A question first gathers the entries that have its rarest words, and then weighs only the best of these: so it takes
hardly longer among thousands of entries than among ten.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Final

from bot.domain.content import FaqEntry, Pack
from bot.questions.faq_concepts import Concepts, concepts_in
from bot.questions.lexicon import Lexicons
from bot.questions.normalise import fold, words
from bot.questions.phrases import EXACT, KINDRED, Hit, Sense
from bot.questions.sounds import sounds
from bot.questions.stems import stem

_EMPTY: Final = frozenset({"function", "filler", "what", "explain", "in"})
"""Concepts of words that tell nothing of what is asked for."""

_ASKING: Final = frozenset({"who", "when", "where", "how_many", "how_long", "my"})
"""Concepts that many questions share, whatever they are about."""

_IDLE: Final = frozenset(
    ["and", "hello", "thanks", "goodbye", "acknowledge", "order_sign", "chat", "leisure", "politics", "jokes"]
)
"""Concepts that no entry is about, though their words may stand in it."""

_NOT_SHARED: Final = _EMPTY | _ASKING | _IDLE

_FAINT, _SLIGHT = 0.1, 0.3
"""Weights of words that tell nothing, and of those that many questions share."""

_COMMON: Final = 0.75
"""Share of its weight that a word keeps that stands in the lexicon too, and so may be about anything."""

_STRANGE, _ELSEWHERE = 0.6, 1.3
"""Weight of a word that no entry has; of one that says something of which no entry speaks."""

_TELLING: Final = frozenset({"concept", "country", "city", "language", "month"})
"""What a word has to stand for to say something."""

_SAME_CONCEPT, _ALIKE, _ANSWERED = 0.6, 0.6, 0.35
"""What it counts for an entry that it has a word's concept, one that sounds alike, the word in its answer."""

_CONCEPT: Final = 0.4
"""Weight of a concept in a wording of which the question has no word."""

_SOUNDS: Final = (3, 5)
"""Consonants that words have to share: at least, and at most, since endings differ from language to language."""

_OF_A_PHRASE: Final = 0.5
"""Share that counts of words that say something as a phrase of which no entry speaks."""

_PLACES: Final = frozenset({"country", "city"})
_OF_A_PLACE: Final = 0.7
"""Share that is left of a likeness where the question names a place of which no entry speaks."""

_MOST_ALIKE: Final = 12
"""Words that may sound alike; where more do, none is meant."""

_LOOKED_AT: Final = 2_000
"""Entries that one question may look up by its words, the rarest first; words that more entries have tell nothing."""

_WEIGHED: Final = 10
"""Entries of which all wordings are weighed."""

_START, _OF_QUESTION, _OF_WORDING = -7.6, 8.8, 9.6
"""What makes an entry near: fitted to paraphrases of entries, and to questions on other things."""

_MOST: Final = 3


@dataclass(slots=True)
class _Unit:
    """A word of the question: its weight, and the keys of the index that it may be, each with how sure that is."""

    weight: float
    keys: dict[str, float]


class FaqIndex:
    """The entries' titles and questions in all languages, by their words and concepts; and the words of answers."""

    def __init__(self, pack: Pack, lexicons: Lexicons) -> None:
        self._empty = lexicons.words_of(_EMPTY)
        self._asking = lexicons.words_of(_ASKING)
        self._ordinary = lexicons.words
        self._ids = [entry.id for entry in pack.faq]
        concepts = concepts_in(lexicons)
        self._wordings = [tuple(_keys(entry, concepts)) for entry in pack.faq]
        """Of each entry, each wording's keys: its words, and @ before its concepts."""
        self._having = self._inverted(pack)
        self._weights = {
            key: self._weight(key, len(entries), lexicons) for key, entries in self._having.items() if key[0] != "="
        }
        self._alike: dict[str, list[str]] = defaultdict(list)
        """The words of the index, by what they sound like."""
        for word in self._words():
            if sound := self._sound(word):
                self._alike[sound].append(word)
        self.on_initiative = self._on_initiative()
        """The entry on the initiative as a whole, if there is one."""

    def phrases(self) -> Iterator[tuple[tuple[str, ...], Sense]]:
        """Each word of titles and questions once, for the index of phrases."""
        for word in self._words():
            yield (word,), Sense("name", word, "")

    def best(self, words: Sequence[str], hits: Sequence[Hit], aside: Collection[int] = ()) -> tuple[str | None, float]:
        """The entry that is nearest, and how near it is: close to 1 for a paraphrase of it, to 0 for anything else.

        Words at the places `aside` speak for no entry: they name something else.
        """
        return next(iter(self.ranked(words, hits, aside, 1)), (None, 0.0))

    def ranked(
        self, words: Sequence[str], hits: Sequence[Hit], aside: Collection[int] = (), most: int = _MOST
    ) -> tuple[tuple[str, float], ...]:
        """The `most` entries that are nearest, as `best` has it, the nearest first; fewer where no more share a word
        with the question."""
        units = self._units(words, hits, aside)
        said = sum(unit.weight for unit in units)
        share = _OF_A_PLACE if any(_names_a_place(hit, units) for hit in hits) else 1.0
        near = ((self._ids[entry], share * self._likeness(entry, units, said)) for entry in self._gathered(units))
        return tuple(sorted(near, key=lambda found: -found[1])[:most])

    def _inverted(self, pack: Pack) -> dict[str, "array[int]"]:
        """The entries that have a key, in order; of an answer's words, their stems after =."""
        having: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, (entry, wordings) in enumerate(zip(pack.faq, self._wordings, strict=True)):
            answer = {word for written in entry.answer.root.values() for word in words(fold(written))}
            for key in {key for wording in wordings for key in wording}:
                having[key].append(number)
            for key in {f"={stem(word)}" for word in answer - self._empty}:
                having[key].append(number)
        return dict(having)

    def _words(self) -> Iterator[str]:
        return (key for key in self._weights if key[0] != "@")

    def _weight(self, key: str, entries: int, lexicons: Lexicons) -> float:
        if key in self._empty or key in self._asking:
            return _FAINT if key in self._empty else _SLIGHT
        rare = math.log(1 + len(self._ids) / entries) / math.log(1 + len(self._ids))
        return rare * (_COMMON if key in self._ordinary else 1.0)

    def _sound(self, word: str) -> str:
        least, most = _SOUNDS
        sound = "" if word in self._empty else sounds(stem(word))
        return sound[:most] if len(sound) >= least else ""

    def _units(self, words: Sequence[str], hits: Sequence[Hit], aside: Collection[int]) -> list[_Unit]:
        units = [_Unit(self._unknown(word), {}) for word in words]
        elsewhere, of_phrases = set(aside), set[int]()
        for hit in hits:
            places = {place for place in range(hit.start, hit.end) if place not in aside}
            key = hit.sense.value if hit.sense.kind == "name" else f"@{hit.sense.value}"
            if hit.sense.kind == "name" and key in self._weights:
                for place in places:
                    units[place].keys[key] = max(hit.quality, units[place].keys.get(key, 0.0))
            elif hit.sense.kind in _TELLING and hit.quality > KINDRED and hit.sense.value not in _NOT_SHARED:
                places = {place for place in places if units[place].weight > _SLIGHT}
                elsewhere |= places
                if key not in self._weights and hit.end - hit.start > 1:
                    of_phrases |= places
                worth = _SAME_CONCEPT * hit.quality * self._weights.get(key, 0.0)
                for place in places if worth else ():
                    units[place].keys[key] = max(worth, units[place].keys.get(key, 0.0))
        for place, (word, unit) in enumerate(zip(words, units, strict=True)):
            if said := [self._weights[key] for key in unit.keys if key[0] != "@"]:
                unit.weight = max(said)
            elif place not in aside and len(alike := self._alike.get(self._sound(word), ())) <= _MOST_ALIKE:
                unit.keys.update(dict.fromkeys(alike, _ALIKE))
            if place in of_phrases:
                unit.keys = {key: _OF_A_PHRASE * quality for key, quality in unit.keys.items()}
            if place in elsewhere and not unit.keys:
                unit.weight = _ELSEWHERE
            if place not in aside and unit.weight > _SLIGHT:
                unit.keys[f"={stem(word)}"] = _ANSWERED
        return units

    def _unknown(self, word: str) -> float:
        """The weight of a word that no entry has."""
        return _FAINT if word in self._empty else _SLIGHT if word in self._asking else _STRANGE

    def _gathered(self, units: Sequence[_Unit]) -> list[int]:
        """The entries that have most of the question's rarest words."""
        known = ((place, key) for place, unit in enumerate(units) for key in unit.keys if key in self._having)
        asked = sorted((len(self._having[key]), place, key) for place, key in known)
        looked_at = 0
        shared: dict[int, dict[int, float]] = defaultdict(dict)
        for entries, place, key in asked:
            looked_at += entries
            if looked_at > _LOOKED_AT:
                break
            worth = units[place].weight * units[place].keys[key]
            for entry in self._having[key]:
                of_entry = shared[entry]
                of_entry[place] = max(worth, of_entry.get(place, 0.0))
        worths = sorted((-sum(of_entry.values()), entry) for entry, of_entry in shared.items())
        return [entry for _, entry in worths[:_WEIGHED]]

    def _shares(self, entry: int, units: Sequence[_Unit], said: float) -> tuple[float, float]:
        """How much of the question the entry has, and how much of its nearest wording the question has."""
        gains: dict[str, list[tuple[int, float]]] = defaultdict(list)
        whole: dict[int, float] = {}
        for place, unit in enumerate(units):
            for key, quality in unit.keys.items():
                gains[key].append((place, quality))
                if key[0] == "=" and self._has(entry, key):
                    whole[place] = unit.weight * quality
        nearest = 0.0
        for wording in self._wordings[entry]:
            found: set[int] = set()
            worth = 0.0
            for key in wording:
                said_so = gains.get(key)
                if not said_so:
                    continue
                if key[0] != "@":
                    worth += self._weights[key] * max(quality for _, quality in said_so)
                    found.update(place for place, _ in said_so)
                elif any(place not in found for place, _ in said_so):
                    worth += _CONCEPT * max(quality for _, quality in said_so)
                for place, quality in said_so:
                    whole[place] = max(units[place].weight * quality, whole.get(place, 0.0))
            if worth:
                weight = _FAINT + sum(self._weights[key] for key in wording if key[0] != "@")
                nearest = max(nearest, min(1.0, worth / weight))
        return sum(whole.values()) / (said + _SLIGHT), nearest

    def _has(self, entry: int, key: str) -> bool:
        entries: Sequence[int] = self._having.get(key, ())
        place = bisect_left(entries, entry)
        return place < len(entries) and entries[place] == entry

    def _likeness(self, entry: int, units: Sequence[_Unit], said: float) -> float:
        return _likelihood(*self._shares(entry, units, said))

    def _on_initiative(self) -> str | None:
        """The entry of which most titles and questions speak of the initiative; none where none does."""
        spoken = [sum("@initiative" in wording for wording in wordings) for wordings in self._wordings]
        most = max(spoken, default=0)
        return self._ids[spoken.index(most)] if most else None


def _names_a_place(hit: Hit, units: Sequence[_Unit]) -> bool:
    """Whether it names a place of which no entry speaks, unless in its answer."""
    keys = units[hit.start].keys
    return hit.sense.kind in _PLACES and hit.quality == EXACT and all(key[0] == "=" for key in keys)


def _keys(entry: FaqEntry, concepts: Concepts) -> Iterator[tuple[str, ...]]:
    for language, written in _wordings(entry):
        found = words(fold(written))
        spoken = sorted(concepts.of(found, language) - _NOT_SHARED)
        # One object for each word, however many wordings have it.
        yield tuple(map(intern, (*dict.fromkeys(found), *(f"@{concept}" for concept in spoken))))


def _wordings(entry: FaqEntry) -> Iterator[tuple[str, str]]:
    """Language and text of titles and questions."""
    yield from entry.title.root.items()
    for language, asked in entry.questions.root.items():
        yield from ((language, written) for written in asked)


def _likelihood(of_question: float, of_wording: float) -> float:
    return 1 / (1 + math.exp(-(_START + _OF_QUESTION * of_question + _OF_WORDING * of_wording)))
