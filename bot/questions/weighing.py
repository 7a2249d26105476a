"""How likely a question is to be about each topic: by its words, and by what was spoken of before."""

import math
from collections.abc import Mapping
from typing import Final

from bot.questions.features import features_of
from bot.questions.mind import OF_MEETINGS, Mind
from bot.questions.reading import FORMATS, Reading
from bot.questions.topics import SETTLED, WEIGHED
from bot.questions.weights import Weights

_HINT: Final = 0.8
"""How much of a meeting's name it is worth that its time, its country or a word of its name is said."""

_SPOKEN_OF, _STILL_IN_MIND, _STRANGELY = 0.6, 0.35, 0.5
"""The same, of the name of what the last question was about; of what one before that was about; how much of this is
left where the question has words that are not known."""

_FAQ_WEIGHT, _FAQ_START, _FAQ_LEAST = 1.5, 2.5, -1.5
"""What the odds of the nearest FAQ entry add, in logarithms: how strongly, from where, and the least of it."""

_SETTLES: Final = 6.0
"""What a concept adds that settles a topic."""

_AGAIN: Final = 8.0
"""Weight of the last question's topic where only another thing is named."""

SILENT: Final = FORMATS | {
    *("function", "filler", "in", "and", "what", "next", "after", "meeting", "who"),
    *("hello", "thanks", "acknowledge", "goodbye", "notify"),
}
"""Concepts that do not tell what is asked."""

_MARKS: Final = (
    ("@meeting", OF_MEETINGS, "meeting"),
    ("@region", ("region.secretariat", "region.countries", "region.of_country", "roadmap.region"), "region"),
    ("@strand", ("roadmap.strand", "roadmap.status"), "strand"),
    ("@roadmap", ("roadmap.overview", "roadmap.status"), "roadmap"),
)
"""What stands for a name among the features, the topics that are asked of it, and where it is kept in mind."""

_FITS: Final = (
    (OF_MEETINGS, frozenset({"@meeting", "@country", "@city", "@date"})),
    (("region.", "roadmap.region"), frozenset({"@region", "@city", "@country"})),
    (("roadmap.status",), frozenset({"@strand", "@roadmap", "@region", "@country"})),
    (("roadmap.strand",), frozenset({"@strand"})),
    (("roadmap.overview",), frozenset({"@roadmap"})),
)
"""What may be named for a topic to be asked again of it."""

_PLACES: Final = frozenset({"@region", "@country"})
_OF_ALL_REGIONS: Final = frozenset({"roadmap.overview", "roadmap.strand"})
"""Topics after which a region or a country asks what the roadmap has for it."""

_ALWAYS_THERE: Final = frozenset({"meeting.when", "meeting.list"})
"""Topics of a meeting on which something is published wherever there is a meeting."""


def evidence_of(reading: Reading, hinted: bool) -> dict[str, float]:
    """Concepts, and @kinds of what is named, with their strengths (0…1); `hinted` says whether the words hint at a
    meeting without its name."""
    evidence = reading.evidence
    if hinted:
        evidence.setdefault("@meeting", _HINT)
    return evidence


def weigh(
    weights: Weights, reading: Reading, evidence: Mapping[str, float], mind: Mind, near: float | None
) -> dict[str, float]:
    """Topic → probability, likeliest first. `near` is the likeness of the nearest FAQ entry (0…1), if there is one."""
    sums = weights.sums(features_of(reading, {**evidence, **_left_unsaid(reading, evidence, mind)}))
    for concept in evidence.keys() & SETTLED.keys():
        sums[SETTLED[concept]] += _SETTLES * evidence[concept]
    sums["faq"] += -99.0 if near is None else max(_FAQ_LEAST, _FAQ_START + _FAQ_WEIGHT * _odds(near))
    if again := asked_again(reading, evidence, mind):
        sums[again] += _AGAIN * max(0.0, 1.0 - telling(reading))
    return _chances(sums)


def _left_unsaid(reading: Reading, evidence: Mapping[str, float], mind: Mind) -> dict[str, float]:
    """What was spoken of before and counts as half said, where nothing is named."""
    found = {}
    if not reading.named_something:
        for mark, topics, kept in _MARKS:
            if getattr(mind, kept) is not None:
                last = mind.last is not None and mind.last.topic.startswith(topics)
                strength = (1.0 if reading.known else _STRANGELY) * (_SPOKEN_OF if last else _STILL_IN_MIND)
                found[mark] = max(evidence.get(mark, 0.0), strength)
    return found


def _odds(likeness: float) -> float:
    """Their logarithm, of a likeness that is never quite none and never sure."""
    kept = min(max(likeness, 0.01), 0.99)
    return math.log(kept / (1 - kept))


def _chances(sums: Mapping[str, float]) -> dict[str, float]:
    most = max(sums.values())
    powers = {topic: math.exp(value - most) for topic, value in sums.items()}
    whole = sum(powers.values())
    return {topic: power / whole for topic, power in sorted(powers.items(), key=lambda item: -item[1])}


def asked_again(reading: Reading, evidence: Mapping[str, float], mind: Mind) -> str | None:
    """The topic that is asked again, of something else ("and Brussels?") or to be told of it ("notify me"), or that
    waits for its subject since it was asked back about; none where the question is not of that kind."""
    if "notify" in reading.concepts and not reading.named_something:
        return mind.last.topic if mind.last else None
    named = {mark for mark in evidence if mark.startswith("@")}
    if mind.last and mind.last.topic in _OF_ALL_REGIONS and _PLACES & named and "@strand" not in named:
        return "roadmap.region"
    for topic in (mind.last.topic if mind.last else None, mind.open):
        if topic and any(topic.startswith(topics) and named & marks for topics, marks in _FITS):
            return topic
    return None


def may_be_unpublished(mind: Mind) -> bool:
    """Whether the last question is one to which there may be no answer yet, so that somebody may want to be told."""
    last = mind.last
    return bool(last and last.target and last.topic.startswith("meeting.") and last.topic not in _ALWAYS_THERE)


def telling(reading: Reading) -> float:
    """How much is said besides names, times and courtesies: about the number of words that a topic goes by."""
    return sum(quality for concept, quality in reading.concepts.items() if concept in WEIGHED and concept not in SILENT)
