"""How a question singles out what it is about without naming it: "not the Oslo one", "the other", "the last of 2026".

The words for it stand in the table `mentions` of a lexicon; names, countries and times are those of the reading.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.questions.dates import Period
from bot.questions.names import Said
from bot.questions.phrases import INFLECTED, Hit

_FORMATS: Final = frozenset({"online_meeting", "hybrid_meeting", "in_person_meeting"})
_NOUNS: Final = _FORMATS | {"meeting", "several"}
_LONGEST_LEAD: Final = 5
"""Words between "not" and what is not meant: "not the one that was in Oslo"."""

_LIGHT_CONCEPTS: Final = frozenset({"function", "filler", "in", "wrong"})
KEYS: Final = frozenset(
    ["hybrid", "online", "not", "none_there", "other", "one", "lead", "after", "before", "one_after", "one_before"]
)
"""Keys of `mentions` that are read here."""

_ASKING: Final = frozenset({"when", "where", "what", "who", "and"})
_SMALL: Final = 3
"""Letters of a word that may be one of any language."""

_BRIEF: Final = 4
"""Words of a question that is nothing but "and after Oslo?"."""


@dataclass(frozen=True, slots=True)
class Pointers:
    """What is not meant, and where what is meant stands beside other things.

    `dropped` are ids of the pack, `countries` codes, and `periods` the places of times, all of which are not meant.
    `other`: another one than was spoken of. `step`: 1 for the one after, -1 for the one before what is named (or was
    spoken of, where `named_step` is false), 0 for neither. `order`: its place among those in question, -1 for the last.
    `there`: countries (codes) that are said to be the place of a meeting; `then`: whether a time is said to be that of
    one. `formats`: concepts of formats by which a meeting is called: "the hybrid one". `strange`: whether one
    is called by a word that nobody knows: "the Xanadu meeting".
    """

    dropped: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    periods: frozenset[int] = frozenset()
    other: bool = False
    step: int = 0
    named_step: bool = False
    order: int | None = None
    there: frozenset[str] = frozenset()
    then: bool = False
    formats: frozenset[str] = frozenset()
    strange: bool = False

    @property
    def negates(self) -> bool:
        """Whether something is not meant."""
        return bool(self.dropped or self.countries or self.periods)


NO_POINTERS: Final = Pointers()


@dataclass(slots=True)
class _Text:
    """What stands at each word of a question."""

    length: int
    mentions: list[set[str]] = field(default_factory=list)
    concepts: list[set[str]] = field(default_factory=list)
    targets: list[set[str]] = field(default_factory=list)
    countries: list[set[str]] = field(default_factory=list)
    periods: list[set[int]] = field(default_factory=list)

    def noun(self, place: int) -> bool:
        """Whether a meeting is spoken of by a common word there: "the conference", "the one"."""
        if not 0 <= place < self.length:
            return False
        return not self.mentions[place].isdisjoint({"one", "noun"}) or bool(_NOUNS & self.concepts[place])

    def meeting(self, place: int) -> bool:
        """Whether a meeting is spoken of there, and no session in its agenda."""
        return 0 <= place < self.length and "noun" in self.mentions[place] and "agenda" not in self.concepts[place]

    def pronoun(self, place: int) -> bool:
        """Whether a thing is spoken of by a word that is no article as well: "the second one"."""
        return place < self.length and "one" in self.mentions[place] and "lead" not in self.mentions[place]

    def light(self, place: int) -> bool:
        """Whether the word there only leads to what comes after it."""
        return not self.mentions[place].isdisjoint({"lead", "after", "before"}) or self.noun(place)

    def told(self, place: int) -> bool:
        """Whether something is named there, and not by a mere word for meetings."""
        named = self.countries[place] or self.periods[place] or (self.targets[place] and not self.light(place))
        return bool(named)

    def none_there(self, hit: Hit) -> bool:
        """Whether a "not" belongs to words that say that there is none: "there is not"."""
        return all("none_there" in self.mentions[place] for place in range(hit.start, hit.end))

    def next_told(self, place: int) -> int | None:
        """Where the thing is named that the words from here on lead to."""
        for reached in range(place, min(place + _LONGEST_LEAD + 1, self.length)):
            if self.told(reached):
                return reached
            if not self.light(reached):
                return None
        return None


def pointers(
    words: Sequence[str],
    hits: Sequence[Hit],
    mentions: Sequence[Hit],
    said: Collection[Said],
    periods: Collection[Period],
) -> Pointers:
    """What the words single out; `hits` and `mentions` are phrases in them, `said` and `periods` what they name."""
    text = _text(len(words), hits, mentions, said, periods)
    whole = [hit for hit in hits if hit.sense.kind == "concept" and hit.end - hit.start > 1]
    dropped: set[str] = set()
    countries: set[str] = set()
    spent: set[int] = set()
    for hit in mentions:
        if hit.sense.value == "not" and not text.none_there(hit) and not any(_within(hit, other) for other in whole):
            place = text.next_told(hit.end)
            if place is None and hit.start and text.told(hit.start - 1) and _other_follows(text, hit.end):
                place = hit.start - 1
            if place is not None:
                _drop(text, place, dropped, countries, spent)
    step, named_step = _step(text, mentions, whole)
    return Pointers(
        dropped=frozenset(dropped),
        countries=frozenset(countries),
        periods=frozenset(spent),
        other=any("other" in there for there in text.mentions),
        step=step,
        named_step=named_step,
        order=_order(text, mentions),
        there=frozenset(code for place in _of_meetings(text, text.countries) for code in text.countries[place]),
        then=any(True for _ in _of_meetings(text, text.periods)),
        formats=_formats(text, mentions),
        strange=any(True for _ in _of_meetings(text, _unknown(words, hits, text))),
    )


def _text(
    length: int, hits: Sequence[Hit], mentions: Sequence[Hit], said: Collection[Said], periods: Collection[Period]
) -> _Text:
    text = _Text(length)
    for column in (text.mentions, text.concepts, text.targets, text.countries):
        column.extend(set() for _ in range(length))
    text.periods.extend(set() for _ in range(length))
    for hit in mentions:
        for place in range(hit.start, hit.end) if hit.sense.kind == "mention" else ():
            text.mentions[place].add(hit.sense.value)
    for hit in hits:
        if hit.quality >= INFLECTED and hit.sense.kind in {"concept", "country"}:
            column = text.concepts if hit.sense.kind == "concept" else text.countries
            for place in range(hit.start, hit.end):
                column[place].add(hit.sense.value)
    for one in said:
        for place in one.places:
            text.targets[place].add(one.name.target)
    for period in periods:
        for place in range(period.start, period.end):
            text.periods[place].add(period.start)
    return text


def _within(hit: Hit, other: Hit) -> bool:
    """Whether a word is part of a longer phrase that means something of its own: "I will not come"."""
    longer = other.end - other.start > hit.end - hit.start and other.sense.value not in _LIGHT_CONCEPTS
    return longer and other.start <= hit.start and hit.end <= other.end


def _other_follows(text: _Text, place: int) -> bool:
    """Whether "the other" comes next: "Oslo no, the other one"."""
    return any("other" in text.mentions[near] for near in range(place, min(place + 3, text.length)))


def _drop(text: _Text, place: int, dropped: set[str], countries: set[str], spent: set[int]) -> None:
    """Note what is named from `place` on, as far as it is one thing, as not meant."""
    targets = set() if text.noun(place) else set(text.targets[place])
    if targets:
        dropped |= targets
        return
    while place < text.length and (text.countries[place] or text.periods[place]) and not text.targets[place]:
        countries |= text.countries[place]
        spent |= text.periods[place]
        place += 1


def _step(text: _Text, mentions: Sequence[Hit], whole: Sequence[Hit]) -> tuple[int, bool]:
    """1 or -1 for the one after or before, and whether what that is counted from is named behind it."""
    for hit in mentions:
        # "In two weeks" has the word for "after" in some languages.
        if any(text.periods[place] for place in range(hit.start, hit.end)) or any(
            _within(hit, other) for other in whole
        ):
            continue
        way = {"after": 1, "before": -1, "one_after": 1, "one_before": -1}.get(hit.sense.value)
        if way is None:
            continue
        by_itself = hit.sense.value.startswith("one_")
        front = hit.start - 1
        while not by_itself and front > 0 and text.light(front) and not text.noun(front):
            front -= 1
        of_meeting = by_itself or text.noun(front) or (front >= 0 and "next" in text.concepts[front])
        reached = text.next_told(hit.end)
        named = reached is not None
        if of_meeting or (named and hit.start <= 1 and text.length <= _BRIEF):
            return way, named
    return 0, False


def _order(text: _Text, mentions: Sequence[Hit]) -> int | None:
    """The place in order that is said of a meeting: "the second one", "the last of the year"."""
    for hit in mentions:
        if hit.sense.kind != "ordinal":
            continue
        if any(text.targets[place] for place in range(hit.start, hit.end)):
            continue
        after = hit.end
        while after < text.length and "lead" in text.mentions[after] and not text.periods[after]:
            after += 1
        of_time = after < text.length and bool(text.periods[after]) and after > hit.end
        closed = hit.end == text.length or after > hit.end or bool(_ASKING & text.concepts[hit.end])
        alone = hit.start > 0 and "one" in text.mentions[hit.start - 1] and closed
        counted = text.meeting(hit.end) or text.meeting(hit.start - 1) or text.pronoun(hit.end)
        if counted or of_time or alone:
            return int(hit.sense.value)
    return None


def _of_meetings(text: _Text, column: Sequence[Collection[object]]) -> Iterator[int]:
    """The places of a column at which something stands beside a word for meetings, or behind "in" that follows one."""
    for place in range(text.length):
        front = place - 1
        while column[place] and front > 0 and "lead" in text.mentions[front] and not text.meeting(front):
            front -= 1
        if column[place] and (text.meeting(front) or text.meeting(place + 1) or text.pronoun(place + 1)):
            yield place


def _unknown(words: Sequence[str], hits: Sequence[Hit], text: _Text) -> Sequence[Collection[object]]:
    """The words that are none of the lexicon's nor of the pack's."""
    known = {place for hit in hits for place in range(hit.start, hit.end)}
    return [
        {word} if place not in known and not text.mentions[place] and len(word) > _SMALL else ()
        for place, word in enumerate(words)
    ]


def _formats(text: _Text, mentions: Sequence[Hit]) -> frozenset[str]:
    """The concepts of formats by which a meeting is called, with "one" or "the" beside them, or which stand alone."""
    found = set()
    for hit in mentions:
        concept = {"hybrid": "hybrid_meeting", "online": "online_meeting"}.get(hit.sense.value)
        before = hit.start > 0 and not text.mentions[hit.start - 1].isdisjoint({"one", "noun"})
        if concept and (before or text.noun(hit.end) or text.length == 1):
            found.add(concept)
    return frozenset(found)
