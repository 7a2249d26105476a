"""A question read once: its words, what they stand for, and the evidence that topics are weighed by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.domain.content import Pack
from bot.questions import dates
from bot.questions.compounds import compounded
from bot.questions.lexicon import Lexicons
from bot.questions.names import Names, Said
from bot.questions.ordinals import strand_by_order
from bot.questions.phrases import EXACT, INFLECTED, KINDRED, Hit, Sense
from bot.questions.pointers import NO_POINTERS, Pointers, pointers

MOST_WORDS = 150
"""Words of one message that are read."""

FORMATS = frozenset({"online_meeting", "hybrid_meeting", "in_person_meeting"})
"""Concepts that name a meeting by its format: "the webinar"."""

_MEETINGS = FORMATS | {"meeting"}
"""Concepts of which one shows that a name of everyday words is a meeting's."""

_KEPT_IN_NAMES = FORMATS | {"meeting", "region", "roadmap", "strand", "next", "priority", "project"}
"""Concepts that still count where they stand inside a name: "the Brussels meeting" speaks of a meeting."""

_KEPT_IN_REGIONS = _KEPT_IN_NAMES | {"country", "members", "secretariat"}
"""The same inside a region's name: "the countries of Central Asia" speaks of countries."""

_SUPPORT = {
    "region": {"region", "secretariat", "country", "belong", "roadmap", "priority", "regional_plan", "status"},
    "seat": {"secretariat"},
}
"""Concepts beside which a name that is also an everyday word ("sea", "ca") is taken for a name."""

_VAGUELY = 0.7
"""What a name counts that may mean something else as well."""

_SMALL = frozenset(
    ["function", "filler", "and", "in", "hello", "thanks", "chat", "goodbye", "acknowledge", "order_sign"]
)
"""Concepts beside which "ok" is an answer; beside others it only opens a question: "ok, and the hotel?"."""

_LONGEST_ANSWER = 5
"""Words of an answer such as "ok, got it"; a longer message with words that are not known asks something."""

MARKS = {
    "meeting": "@meeting",
    "city": "@place",
    "region": "@region",
    "seat": "@city",
    "strand": "@strand",
    "item": "@strand",
    "roadmap": "@roadmap",
}
"""What a name of each kind is to the topics."""


@dataclass(frozen=True)
class Reading:
    """What a question says."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    concepts: dict[str, float]
    said: tuple[Said, ...]
    touched: frozenset[str]
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    languages: tuple[str, ...]
    periods: tuple[dates.Period, ...]
    years: tuple[int, ...]
    pointers: Pointers = NO_POINTERS

    @cached_property
    def strange(self) -> frozenset[int]:
        """The places of words that neither the lexicon nor the pack has, be it in another form."""
        known = {place for hit in self.hits if hit.quality >= INFLECTED for place in range(hit.start, hit.end)}
        return frozenset(range(len(self.words))) - known

    @property
    def known(self) -> bool:
        """Whether every word of it is one that the lexicon or the pack has."""
        return not self.strange

    @property
    def named_something(self) -> bool:
        """Whether it says what it is about: a thing of the pack, a place, or a time."""
        return bool(self.said or self.countries or self.cities or self.periods or FORMATS & self.concepts.keys())

    @property
    def evidence(self) -> dict[str, float]:
        """Concepts, and @kinds of what is named, each with its strength (0…1)."""
        found = dict(self.concepts)
        strange = not self.known and len(self.words) > _LONGEST_ANSWER
        if strange or self.named_something or any(found[name] > KINDRED for name in found.keys() - _SMALL):
            found.pop("acknowledge", None)
        for said in self.said:
            mark = MARKS[said.name.kind]
            found[mark] = max(found.get(mark, 0.0), 1.0 if self.plainly(said) else _VAGUELY)
            if mark == "@place":
                found["@meeting"] = 1.0
        for mark, there in (
            ("@country", self.countries),
            ("@language", self.languages),
            ("@date", self.periods),
            ("@city", self.cities),
        ):
            if there:
                found[mark] = 1.0
        return found

    def with_concept(self, concept: str, *, instead_of: str) -> "Reading":
        """The same, in which one concept stands in the place of another."""
        concepts = {concept if name == instead_of else name: quality for name, quality in self.concepts.items()}
        return replace(self, concepts=concepts)

    def plainly(self, said: Said) -> bool:
        """Whether a name can mean nothing else; "focal points" alone need not be their meeting."""
        return said.name.own or said.name.kind != "meeting" or bool(_MEETINGS & self.concepts.keys())

    def named(self, *kinds: str) -> list[Said]:
        """What is named of these kinds, best first."""
        return [said for said in self.said if said.name.kind in kinds]

    def meant(self, *kinds: str) -> list[Said]:
        """As `named`, without what is named to say that it is not meant: "not the Brussels one"."""
        return [said for said in self.named(*kinds) if said.name.target not in self.pointers.dropped]

    @property
    def meant_countries(self) -> tuple[str, ...]:
        """The countries that are named, but for those of which another one is meant."""
        return tuple(code for code in self.countries if code not in self.pointers.countries)

    @property
    def meant_periods(self) -> tuple[dates.Period, ...]:
        """The times that are named, but for those of which another one is meant."""
        return tuple(period for period in self.periods if period.start not in self.pointers.periods)


class Reader:
    """Reads questions for one pack."""

    def __init__(self, pack: Pack, lexicons: Lexicons, more: Iterable[tuple[tuple[str, ...], Sense]] = ()) -> None:
        """`more` are phrases that are to be found besides the pack's names."""
        self._pack = pack
        self._names = Names(pack, lexicons)
        self._mentions = lexicons.mentions
        self._phrases = lexicons.phrases.extended(dict.fromkeys((*self._names.phrases(), *more)))

    def read(self, words: Sequence[str], today: date, of_region: bool = False) -> Reading:
        """Read folded words; `today` is the asker's own, `of_region` whether a region is spoken of."""
        kept = list(words[:MOST_WORDS])
        hits = self._phrases.find(kept)
        spoken = {hit.sense.value for hit in hits if hit.sense.kind == "concept"}
        said = [
            one
            for one in self._names.said(hits)
            if one.name.solid or spoken & _SUPPORT.get(one.name.kind, set()) or len(kept) <= 2
        ]
        said = _settled(said, of_region or any(hit.sense.kind == "country" for hit in hits), spoken)
        if counted := strand_by_order(self._pack, kept, hits, said):
            said = [counted, *(one for one in said if one.name.kind != "strand")]
        mentions = [hit for hit in self._mentions.find(kept, nested=True) if hit.quality >= INFLECTED]
        return reading_of(kept, hits, said, self._names.touched(hits, "meeting"), today, mentions)


def reading_of(
    words: Sequence[str],
    hits: Sequence[Hit],
    said: Sequence[Said],
    touched: frozenset[str],
    today: date,
    mentions: Sequence[Hit] = (),
) -> Reading:
    """The reading of folded words once it is known which phrases stand in them, and what they name."""
    periods = dates.periods(words, hits, today, mentions)
    covered = {place for one in said for place in one.places}
    in_regions = covered - {place for one in said if one.name.kind not in _OF_SEATS for place in one.places}
    concepts: dict[str, float] = {}
    for hit in hits:
        if hit.sense.kind == "concept" and (
            hit.sense.value in (_KEPT_IN_REGIONS if hit.start in in_regions else _KEPT_IN_NAMES)
            or not covered.issuperset(range(hit.start, hit.end))
        ):
            concepts[hit.sense.value] = max(concepts.get(hit.sense.value, 0.0), hit.quality)
    regions = {place for one in said if one.name.kind not in {"city", "meeting"} for place in one.places}
    return Reading(
        words=tuple(words),
        hits=tuple(hits),
        concepts=compounded(concepts),
        said=tuple(said),
        touched=touched,
        countries=_values(hits, "country", regions),
        cities=_values(hits, "city", covered),
        languages=_values([hit for hit in hits if _is_language(hit, words)], "language", covered),
        periods=periods,
        years=dates.years(words),
        pointers=pointers(words, hits, mentions, said, periods),
    )


def _settled(said: list[Said], of_region: bool, spoken: set[str]) -> list[Said]:
    """Without the names that another one, or a word beside them, shows not to be meant."""
    if spoken & {"strand", "within_strand"} and any(one.name.kind == "strand" for one in said):
        # "the cooperation strand" is not the region of the cooperation council
        strands = {place for one in said if one.name.kind == "strand" for place in one.places}
        said = [one for one in said if one.name.kind != "region" or not one.places <= strands]
    if "explain" in spoken and not spoken & _MEETINGS:
        # "what is a focal point?" is not the meeting of the focal points
        said = [one for one in said if one.name.own or one.name.kind != "meeting"]
    if of_region or any(one.name.kind == "region" for one in said):
        # "the head of secretariat for Iraq" is not the meeting of the heads of secretariat
        said = [one for one in said if one.name.own or one.name.kind != "meeting"]
    seats = {place for one in said if one.name.kind in _OF_SEATS for place in one.places}
    meetings = {place for one in said if one.name.kind in {"city", "meeting"} for place in one.places}
    if "secretariat" in spoken and not any(one.name.kind == "meeting" and one.places - seats for one in said):
        return [one for one in said if one.name.kind not in {"city", "meeting"} or not one.places <= seats]
    return [one for one in said if one.name.kind not in _OF_SEATS or not one.places <= meetings]


_OF_SEATS = frozenset({"seat", "region"})
"""Names that may be the city of a secretariat: "the Rabat secretariat" is a region's."""


def _is_language(hit: Hit, words: Sequence[str]) -> bool:
    """Whether a language is called by more than a syllable of its name."""
    return hit.quality == EXACT or len(words[hit.start]) > 3


def _values(hits: Sequence[Hit], kind: str, covered: set[int]) -> tuple[str, ...]:
    found = (hit for hit in hits if hit.sense.kind == kind and not covered.issuperset(range(hit.start, hit.end)))
    return tuple(dict.fromkeys(hit.sense.value for hit in sorted(found, key=lambda hit: (-hit.quality, hit.start))))
