"""What somebody says of their own coming to a meeting: whether, how, and with how many."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.domain.attendance import Answer
from bot.questions.lexicon import Lexicons
from bot.questions.normalise import clauses, fold, words
from bot.questions.parties import MODES, Word, covered, days, party_of
from bot.questions.phrases import EXACT, INFLECTED, KINDRED, Hit
from bot.questions.reading import MOST_WORDS, Reading
from bot.questions.topics import WEIGHED
from bot.questions.weighing import SILENT

_SENTENCE: Final = re.compile(r"([?؟]+|[!;\n؛…]+|\.+(?=\s|$))")
_MORE: Final = re.compile(r"(?<![\w+])\+\s?(\d{1,2})(?![\w:./])")
"""So many besides whoever writes: "+2"."""

_COMING: Final = frozenset({"coming", "we_come"})
_DOUBT: Final = frozenset({"perhaps", "condition"})
_GROUNDS: Final = frozenset({"because", "condition"})
"""What opens a reason, or what it depends on."""

_TELLING: Final = frozenset({"coming", "we_come", "declining", "undecided", "instead"})
"""What by itself says that somebody speaks of their coming."""

_BESIDE: Final = (SILENT - {"who"}) | {"my", "change", "today", "tomorrow", "yesterday", "rsvp", "cannot"}
"""What may be said besides in a message that only answers."""

_OTHERS: Final = WEIGHED - {"rsvp", "not_coming", "come", "online", "in_person", "attendees"}
"""Concepts of other questions."""

_FEW: Final = 4
"""Words of a message that says no more than "perhaps"."""

_STRANGE: Final = 0.25
"""The part of a message that may be words that are not known, so that the rest still says what is meant."""


@dataclass(frozen=True, slots=True)
class Intention:
    """What was said of somebody's own coming.

    `answer` is none where they come and do not say how, and where it is not clear what they do: they are not `sure`
    then, nor where words leave doubt: a condition, a question, a contradiction, "maybe". `party`: for how many people,
    themselves among them, where that is said.
    """

    answer: Answer | None
    party: int | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An intention, whether a message says nothing else, and the places of the words that say it."""

    intention: Intention
    alone: bool
    places: frozenset[int]


class Attending:
    """Reads answers in words."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._phrases = lexicons.attending

    def read(self, text: str, whole: Reading, languages: Sequence[str], *, others: bool) -> Told | None:
        """What `text` says of its writer's coming, none where it says nothing; `whole` is its reading, `languages` are
        those that it is likely in, the likeliest first, `others` whether it may be in another one."""
        folded = fold(text)
        found = self._phrases.find(list(whole.words))
        hits = [hit for hit in found if hit.quality > KINDRED and not _yields(hit, whole)]
        where = list(_clauses(folded))[: len(whole.words)]
        more = _MORE.search(folded)
        besides = int(more[1]) if more else None
        first = None
        spoken = sorted({hit.sense.language for hit in hits})
        for language in dict.fromkeys((*languages, *(spoken if others else ()), None)):
            told = _read([hit for hit in hits if language in (None, hit.sense.language)], whole, where, besides)
            if told is not None and told.alone:
                return told
            first = first or told
        return first


def _read(hits: Sequence[Hit], whole: Reading, where: Sequence[tuple[int, bool]], besides: int | None) -> Told | None:
    """What is told by the phrases of one language; by what is asked only where nothing is stated."""
    said = _said(hits, where)
    stated = [word for word in said if not word.asked]
    for found, asked in ((stated, False), (said, True)):
        intention = _told(found, whole, besides, asked=asked)
        if intention is not None:
            # Phrases that were not taken overlap with those that were: their words are about coming as well.
            rest = {place: known for place, known in _rest(said, whole, where).items() if not _within(place, hits)}
            if _doubtful(found, rest, where):
                intention = replace(intention, sure=False)
            alone = len(stated) == len(said) and _alone(
                said, whole, rest, counted=intention.party is not None or party_of(said, whole, besides) != (None, True)
            )
            return Told(intention, alone, frozenset(covered(said)))
    return None


def _yields(hit: Hit, whole: Reading) -> bool:
    """Whether words that are not quite a phrase of coming are quite another one."""
    return hit.quality < EXACT and any(
        other.start <= hit.start and hit.end <= other.end and other.quality == EXACT
        for other in whole.hits
        if other.sense.kind == "concept" and other.sense.value in _OTHERS
    )


def _said(hits: Sequence[Hit], where: Sequence[tuple[int, bool]]) -> list[Word]:
    """What is said, in order, each word of the text in one phrase at most: the longest one."""
    taken: set[int] = set()
    kept = []
    for start, end in sorted({(hit.start, hit.end) for hit in hits}, key=lambda spot: (spot[0] - spot[1], spot[0])):
        if end <= len(where) and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end))
    said = []
    for start, end in sorted(kept):
        senses = [hit.sense for hit in hits if (hit.start, hit.end) == (start, end)]
        number = next((int(sense.value) for sense in senses if sense.kind in {"number", "party"}), 0)
        means = frozenset(sense.value if sense.kind == "concept" else sense.kind for sense in senses)
        said.append(Word(means, start, end, *where[start], number))
    return said


def _clauses(folded: str) -> Iterator[tuple[int, bool]]:
    """Of each word: the number of its clause, and whether its sentence is a question."""
    pieces = [*_SENTENCE.split(folded), ""]
    number = 0
    for text, end in zip(pieces[::2], pieces[1::2], strict=False):
        for clause in clauses(text):
            for _ in words(clause):
                yield number, "?" in end or "؟" in end
            number += 1


def _told(said: Sequence[Word], whole: Reading, besides: int | None, *, asked: bool) -> Intention | None:
    clause, parted = 0, []
    last = -1
    for word in said:
        # "But" begins something new, as a comma does.
        clause += word.clause != last or "but" in word.means
        last = word.clause
        parted.append(Word(word.means, word.start, word.end, clause, word.asked, word.number))
    negated, denied = _denials(parted)
    modes = {MODES[name] for word in parted for name in word.means & MODES.keys() if word not in negated}
    comes = [word for word in parted if word.means & _COMING and word not in negated]
    declines = [word for word in parted if ("declining" in word.means or word in denied) and word not in negated]
    means = {name for word in parted for name in word.means}
    party, agreed = party_of(parted, whole, besides)
    counted = party is not None or not agreed
    if not (comes or declines or modes or negated or counted or means & (_TELLING | {"perhaps", "cannot_travel"})):
        return None
    plain = not asked and agreed and "asking" not in means
    firm = plain and not means & _DOUBT
    if "instead" in means:
        return Intention(None, None, False)
    if "undecided" in means:
        return _undecided(parted, comes, modes, party, firm=plain)
    if declines:
        return _declining(declines, comes, modes, party, firm=firm)
    if len(modes) == 1:
        # A manner alone may also answer something else.
        return Intention(modes.pop(), party, firm and bool(comes or counted or negated or "cannot_travel" in means))
    if modes or negated or "cannot_travel" in means:
        return Intention(None, party, False)
    if "perhaps" in means:
        return Intention(
            Answer.UNSURE, party, not (asked or comes or counted or "come" in means or "condition" in means)
        )
    return Intention(None, party, firm) if comes or counted else None


def _denials(said: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """What is said not to be ("not online", "I can't come in person"), and words for coming that a "not" turns into
    their contrary."""
    negated, denied = [], []
    for before, word in pairwise(said):
        near = word.start - before.end <= 1 and word.clause == before.clause
        if not near:
            continue
        if before.means & {"not", "declining"} and word.means & MODES.keys():
            negated += [before, word] if "declining" in before.means else [word]
        elif "not" in before.means and word.means & (_COMING | {"come"}):
            denied.append(word)
    # "I cannot come to it in person": nothing but a manner is declined, however far off in the clause.
    for word in said:
        if "declining" in word.means and word not in negated:
            rest = [other for other in said if other.clause == word.clause and other.start >= word.end]
            manners = [other for other in rest if other.means & MODES.keys()]
            if manners and not any(other.means & _COMING for other in rest):
                negated += [word, *manners]
    return negated, denied


def _undecided(
    said: Sequence[Word], comes: Sequence[Word], modes: set[Answer], party: int | None, *, firm: bool
) -> Intention:
    """ "I am coming, not sure yet how" comes; "not sure that I am coming" does not know."""
    since = min(word.start for word in said if "undecided" in word.means)
    if any(word.start < since for word in comes):
        return Intention(next(iter(modes)) if len(modes) == 1 else None, party, False)
    if any(word.start < since and word.means & MODES.keys() for word in said):
        return Intention(None, party, False)
    return Intention(Answer.UNSURE, None, firm)


def _declining(
    declines: Sequence[Word], comes: Sequence[Word], modes: set[Answer], party: int | None, *, firm: bool
) -> Intention:
    """ "I can't come but will follow online" takes part; "I am coming, no, I can't" is to be asked about."""
    if len(modes) == 1:
        mode = modes.pop()
        return Intention(mode, party, firm and mode is Answer.ONLINE)
    if modes:
        return Intention(None, party, False)
    if comes:
        last = max((*declines, *comes), key=lambda word: word.start)
        return Intention(Answer.NO if last in declines else None, None, False)
    return Intention(Answer.NO, None, firm)


def _rest(said: Sequence[Word], whole: Reading, where: Sequence[tuple[int, bool]]) -> dict[int, bool]:
    """The places of words that are neither about coming nor a courtesy, a name, a day or what it depends on; with
    whether they are known, and speak of something else."""
    spared = covered(said) | days(said, whole) | {place for one in whole.said for place in one.places}
    spared |= {
        place
        for word in said
        if word.means & _GROUNDS
        for place in range(word.end, len(where))
        if where[place][0] == word.clause
    }
    rest = {}
    for place in range(len(whole.words)):
        if place in spared:
            continue
        here = [hit for hit in whole.hits if hit.start <= place < hit.end and hit.quality >= INFLECTED]
        concepts = {hit.sense.value for hit in here if hit.sense.kind == "concept"}
        if not here or (concepts & WEIGHED) - _BESIDE:
            rest[place] = bool(here)
    return rest


def _doubtful(said: Sequence[Word], rest: Mapping[int, bool], where: Sequence[tuple[int, bool]]) -> bool:
    """Whether it may be something else that is spoken of, or somebody else: "I can't come to the dinner", "I won't be
    bored", "my colleague cannot come"."""
    told = {word.clause for word in said if word.means & _TELLING}
    if any("someone" in word.means and word.clause in told for word in said):
        return True
    declined = {word.clause for word in said if word.means & {"declining", "undecided"}}
    return any(where[place][0] in (told if known else declined) for place, known in rest.items())


def _alone(said: Sequence[Word], whole: Reading, rest: Mapping[int, bool], *, counted: bool) -> bool:
    """Whether nothing else is said."""
    means = {name for word in said for name in word.means}
    if any(rest.values()) or "asking" in means or len(whole.words) >= MOST_WORDS:
        return False
    if means & _TELLING or counted or (means & MODES.keys() and "not" in means):
        return len(rest) <= max(1, len(whole.words) * _STRANGE)
    return "perhaps" in means and len(whole.words) <= _FEW and not rest


def _within(place: int, hits: Sequence[Hit]) -> bool:
    return any(hit.start <= place < hit.end for hit in hits)
