"""The names by which a pack's meetings, regions, strands and roadmaps are called in a question.

A name counts as said where enough of its words are there, in any order: "the forensics one" is the "Regional
training on forensics". Words that the lexicon knows (meeting, region, international …) say little by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.content import Pack
from bot.domain.content_text import Text, Words
from bot.domain.meetings import MeetingStatus
from bot.questions.lexicon import Lexicons, as_phrase
from bot.questions.phrases import EXACT, INFLECTED, MISTYPED, Hit, Sense
from bot.questions.stems import brief_forms, stem

ENOUGH = 0.6
"""Share of a name's weight that has to be said."""

ALMOST_ALL = 0.8
"""The same, for a name of which the lexicon knows every word."""

_EMPTY, _COMMON, _KNOWN, _OWN = 0.05, 0.15, 0.5, 1.0
"""Weight of a word: an article; one that many questions have; another that the lexicon knows; the name's own."""

_CALLED = 5
"""Letters from which a word that the lexicon knows is a name by itself."""

_ENDED = 4
"""Letters of a region's name to which an ending may be put."""

_LEAST_INITIALS, _MOST_INITIALS = 3, 7

_COMMON_CONCEPTS = frozenset(
    {"meeting", "events", "several", "filler", "region", "roadmap", "project", "list", "date", "in"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing, as weighted words; `kind` is meeting, city, region, seat, strand, roadmap or item."""

    kind: str
    target: str
    weights: tuple[tuple[str, float], ...]
    total: float
    solid: bool
    """Whether it is a name by itself, and no mere word that everybody uses."""
    own: bool
    """Whether it has a word that the lexicon does not know."""


@dataclass(frozen=True, slots=True)
class Said:
    """A name found in a question: how much of it (0…1), how many of its words, and where."""

    name: Name
    share: float
    weight: float
    places: frozenset[int]


class Names:
    """All names of a pack, ready to be found."""

    def __init__(self, pack: Pack, lexicons: Lexicons) -> None:
        called = dict.fromkeys((kind, target, as_phrase(written)) for kind, target, written in _written(pack))
        called |= dict.fromkeys(_acronyms(pack, lexicons))
        called |= dict.fromkeys((kind, target, joined) for kind, target, phrase in called for joined in _joined(phrase))
        weigher = _Weigher(lexicons, _seats(pack))
        self._by_word: dict[str, list[Name]] = defaultdict(list)
        self._touching: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._forms = lexicons.forms
        self._adjectives: set[str] = set()
        parts: dict[str, dict[str, float]] = defaultdict(dict)
        pairs: dict[tuple[str, str], dict[str, Name]] = defaultdict(dict)
        for kind, target, phrase in called:
            name = weigher.name(kind, target, phrase)
            keys = _keys(name)
            for word, weight in name.weights:
                self._by_word.setdefault(word, [])
                if word in keys:
                    self._by_word[word].append(name)
                if weight == _COMMON:
                    self._touching[kind, word].add(target)
                if weight == _OWN:
                    shares = parts[stem(word)]
                    shares[target] = max(shares.get(target, 0.0), weight / name.total)
            if kind == "region":
                own = (word for word, weight in name.weights if weight == _OWN and word.isalpha())
                self._adjectives |= {word for word in own if len(stem(word)) >= _ENDED}
            if kind == "meeting":
                for pair in _pairs(name, phrase, lexicons.ordinals):
                    pairs[pair].setdefault(target, name)
        self._pairs: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        for (first, second), called_so in pairs.items():
            if len(called_so) == 1:
                self._pairs[first].append((second, next(iter(called_so.values()))))
        self._telling = {
            key: max(shares, key=lambda target: shares[target])
            for key, shares in parts.items()
            if len(key) >= 3 and _stands_out(shares)
        }

    def phrases(self) -> Iterator[tuple[tuple[str, ...], Sense]]:
        """Each word of each name once, for the index of phrases."""
        for word in sorted(self._adjectives):
            # "Asian" of Asia, "africain" of Afrique: a name with an ending.
            yield (f"{stem(word)}*",), Sense("name", word, "")
        for word in self._by_word:
            yield (word,), Sense("name", word, "")
            for form in brief_forms(word):
                if (form,) not in self._forms:
                    yield (form,), Sense("name", word, "")

    def touched(self, hits: Sequence[Hit], kind: str) -> frozenset[str]:
        """Things of which a common word is heard that no other of their kind has: "the webinar", if there is one."""
        heard = {hit.sense.value for hit in hits if hit.sense.kind == "name" and hit.quality >= INFLECTED}
        called = (self._touching.get((kind, word)) for word in heard)
        return frozenset(target for targets in called if targets and len(targets) == 1 for target in targets)

    def said(self, hits: Sequence[Hit]) -> list[Said]:
        """The names that a question says, best first; at most one of each thing and kind."""
        heard: dict[str, tuple[float, frozenset[int]]] = {}
        for hit in hits:
            if hit.sense.kind == "name":
                quality, places = heard.get(hit.sense.value, (0.0, frozenset()))
                heard[hit.sense.value] = max(quality, hit.quality), places | {hit.start}
        best: dict[tuple[str, str], Said] = {("meeting", one.name.target): one for one in self._in_pairs(heard)}
        for name in {id(name): name for word in heard for name in self._by_word.get(word, ())}.values():
            there = [(word, weight) for word, weight in name.weights if word in heard]
            weight = sum(weight * heard[word][0] for word, weight in there)
            share = sum(weight for _, weight in there) / name.total
            if share < (ENOUGH if name.own else ALMOST_ALL) and not any(
                self._telling.get(stem(word)) == name.target for word, _ in there
            ):
                continue
            places = frozenset(place for word, _ in there for place in heard[word][1])
            said = Said(name, share, weight, places)
            key = (name.kind, name.target)
            if key not in best or (said.weight, said.share) > (best[key].weight, best[key].share):
                best[key] = said
        return sorted(best.values(), key=lambda one: (-one.weight, -one.share, one.name.kind, one.name.target))

    def _in_pairs(self, heard: Mapping[str, tuple[float, frozenset[int]]]) -> Iterator[Said]:
        """Meetings of whose title two words that stand side by side are said, if no other title has them so."""
        for first in heard.keys() & self._pairs.keys():
            for second, name in self._pairs[first]:
                quality, there = heard.get(second, (0.0, frozenset()))
                beside = {place for place in heard[first][1] if place + 1 in there}
                if beside and min(quality, heard[first][0]) >= MISTYPED and max(quality, heard[first][0]) == EXACT:
                    weight = sum(weight for word, weight in name.weights if word in {first, second})
                    yield Said(name, weight / name.total, weight, frozenset(beside | {one + 1 for one in beside}))


def _seats(pack: Pack) -> frozenset[str]:
    """Stems of the cities of the secretariats: "the Rabat secretariat" is a region, and Rabat alone a city."""
    cities = (city for region in pack.regions if region.secretariat for city in _texts(region.secretariat.city))
    return frozenset(stem(word) for city in cities for word in as_phrase(city))


class _Weigher:
    """Weighs the words of names by what the lexicon knows of them."""

    def __init__(self, lexicons: Lexicons, seats: frozenset[str]) -> None:
        self._known = lexicons.concepts_of_stems
        self._common = {"meeting": lexicons.named, "region": seats}
        self._weights: dict[tuple[str, str], float] = {}

    def name(self, kind: str, target: str, phrase: tuple[str, ...]) -> Name:
        weights = tuple((word, self._weight(kind, word)) for word in dict.fromkeys(phrase))
        own = any(weight == _OWN for _, weight in weights)
        # Whoever gives a meeting one word for a name, such as that of a wind, means people to call it so.
        called = kind == "meeting" and any(weight == _KNOWN and len(word) >= _CALLED for word, weight in weights)
        solid = own or called or len(weights) > 1
        return Name(kind, target, weights, sum(weight for _, weight in weights), solid, own)

    def _weight(self, kind: str, word: str) -> float:
        weight = self._weights.get((kind, word))
        if weight is None:
            key = stem(word)
            common = key in self._common.get(kind, frozenset())
            weight = self._weights[kind, word] = min(
                _weight(word, self._known.get(key, frozenset())), _COMMON if common else _OWN
            )
        return weight


def _weight(word: str, concepts: frozenset[str]) -> float:
    if "function" in concepts:
        return _EMPTY
    if word.isdigit() or concepts & _COMMON_CONCEPTS:
        return _COMMON
    return _KNOWN if concepts else _OWN


def _pairs(name: Name, phrase: tuple[str, ...], ordinals: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Two words side by side, of which one is what meetings are called and the other says which: "tenth session"."""
    weights = dict(name.weights)
    for pair in pairwise(phrase):
        counted = any(stem(word) in ordinals for word in pair) and not any(weights[word] == _EMPTY for word in pair)
        if counted or ({weights[word] for word in pair} == {_COMMON, _KNOWN} and not any(map(str.isdecimal, pair))):
            yield pair


def _keys(name: Name) -> frozenset[str]:
    """Words of which one at least is heard where the name is said: its own, and the heaviest without which too little
    is left. Of a thousand workshops only those come into question whose subject is named."""
    least = (ENOUGH if name.own else ALMOST_ALL) * name.total
    keys = {word for word, weight in name.weights if weight == _OWN}
    left = name.total - sum(weight for word, weight in name.weights if word in keys)
    for word, weight in sorted(name.weights, key=lambda pair: -pair[1]):
        if left < least:
            break
        if word not in keys:
            keys.add(word)
            left -= weight
    return frozenset(keys)


def _stands_out(shares: dict[str, float]) -> bool:
    """Whether a word makes up much more of one thing's names than of any other's."""
    first, *rest = sorted(shares.values(), reverse=True)
    return not rest or first >= 1.25 * rest[0]


def _written(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for meeting in pack.meetings:
        if meeting.status is not MeetingStatus.DRAFT:
            yield from _each("meeting", meeting.id, _texts(meeting.title, meeting.aliases))
            yield from _each("city", meeting.id, _texts(meeting.city))
    for region in pack.regions:
        yield from _each("region", region.id, _texts(region.name, region.aliases))
        if region.secretariat:
            yield from _each("seat", region.id, _texts(region.secretariat.city))
    for roadmap in pack.roadmaps:
        yield from _each("roadmap", roadmap.id, _texts(roadmap.title, roadmap.aliases))
        for strand in roadmap.strands:
            yield from _each("strand", strand.id, _texts(strand.title, strand.aliases))
        for item in roadmap.items:
            yield from _each("item", item.id, _texts(item.title))


def _joined(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The phrase with a number written in one with the acronym before it: "JSC-10" as "jsc10"."""
    for place, (before, after) in enumerate(pairwise(phrase)):
        if before.isalpha() and after.isdecimal() and len(before) <= _MOST_INITIALS and len(after) < len("2025"):
            yield (*phrase[:place], before + after, *phrase[place + 2 :])


def _acronyms(pack: Pack, lexicons: Lexicons) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What the initials of titles make, with and without their small words, if it is no word itself."""
    for meeting in pack.meetings:
        if meeting.status is not MeetingStatus.DRAFT:
            for title in meeting.title.root.values():
                phrase = [word for word in as_phrase(title) if not word.isdecimal()]
                large = [word for word in phrase if "function" not in lexicons.concepts_of_stems.get(stem(word), ())]
                for made in sorted({"".join(word[0] for word in words) for words in (phrase, large)}):
                    fits = _LEAST_INITIALS <= len(made) <= _MOST_INITIALS and not "ء" <= made[0] <= "ي"
                    if fits and made not in lexicons.words:
                        yield "meeting", meeting.id, (made,)


def _each(kind: str, target: str, written: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    return ((kind, target, text) for text in written)


def _texts(text: Text | None, more: Words | None = None) -> tuple[str, ...]:
    return (*(text.root.values() if text else ()), *(more.all() if more else ()))
