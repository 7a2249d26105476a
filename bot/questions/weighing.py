"""How likely a question is to be about each topic: by its words, and by what was spoken of before."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from bot.questions.mind import OF_MEETINGS, Match, Mind
from bot.questions.reading import Reading
from bot.questions.topics import BY_NAME, TOPICS, likelihoods

SURE, LEAST, LIKELY, UNLIKELY = 0.4, 0.2, 0.15, 0.3
"""Probability from which a topic is answered; is so where no other is half as likely; is asked back about; is still
asked back about where it is likelier that the question is none of the bot's business."""

SUPPORT, TWICE = 0.7, 1.5
"""What some word has to say for a topic of a meeting, so that it is answered; is taken for one of two questions."""

AMONG, BRIEF = 0.5, 8
"""Probability from which a part of a message is taken for a question of its own; words of a part for which it is enough
that the topic is the likeliest by far."""

HINT = 0.8
"""How much of a meeting's name it is worth that its time, its country or a word of its name is said."""

SPOKEN_OF, STILL_IN_MIND = 0.6, 0.35
"""The same, of the name of what the last question was about; of what one before that was about."""

FAQ_NEAR, FAQ_WEIGHT = 0.5, 10.0
"""Likeness from which an FAQ entry speaks for itself, and how strongly."""

AGAIN = 6.0
"""Weight of the last question's topic where only another thing is named."""

_SILENT: Final = frozenset(
    "function filler in and what next after meeting who hello thanks acknowledge goodbye notify".split()
)
_WEIGHED: Final = frozenset(concept for topic in TOPICS for concept in topic.weights)
_FOREIGN: Final = frozenset(
    concept for concept, weight in BY_NAME["none"].weights.items() if weight > 1.0 and not concept.startswith("@")
)
"""Concepts that speak of what is none of the bot's business."""

_ALWAYS_THERE: Final = frozenset({"meeting.when", "meeting.list"})
"""Topics of a meeting on which something is published wherever there is a meeting."""

_TOLD_BY_NAME: Final = ("roadmap.", "faq")

_MARKS: Final = (
    ("@meeting", OF_MEETINGS, "meeting"),
    ("@region", ("region.secretariat", "region.countries", "region.of_country", "roadmap.region"), "region"),
    ("@strand", ("roadmap.strand", "roadmap.status"), "strand"),
    ("@roadmap", ("roadmap.overview", "roadmap.status"), "roadmap"),
)
"""What stands for a name in the weights of topics, the topics that are asked of it, and where it is kept in mind."""

_FITS: Final = (
    (OF_MEETINGS, frozenset({"@meeting", "@country", "@city", "@date"})),
    (("region.", "roadmap.region"), frozenset({"@region", "@city", "@country"})),
    (("roadmap.strand",), frozenset({"@strand"})),
    (("roadmap.",), frozenset({"@strand", "@roadmap", "@region", "@country"})),
)
"""What may be named for a topic to be asked again of it."""


def weigh(reading: Reading, mind: Mind, near: float | None, hinted: bool) -> dict[str, float]:
    """Topic → probability, likeliest first. `near` is the likeness of the nearest FAQ entry (0…1); `hinted` whether
    the words hint at a meeting without its name."""
    evidence = reading.evidence
    if reading.known and not reading.named_something and not evidence.keys() & _FOREIGN:
        evidence["@known"] = 1.0
    if hinted:
        evidence.setdefault("@meeting", HINT)
    more = {"faq": -99.0 if near is None else FAQ_WEIGHT * (near - FAQ_NEAR)}
    again = asked_again(reading, evidence, mind)
    if again:
        more[again] = more.get(again, 0.0) + AGAIN * max(0.0, 1.0 - telling(reading))
    elif not reading.named_something:
        _lean_on(mind, evidence, more)
    return likelihoods(evidence, more)


def _lean_on(mind: Mind, evidence: Mapping[str, float], more: dict[str, float]) -> None:
    """Add what it counts for topics that their subject need not be named: it is in mind."""
    spared = 0.0
    for mark, topics, kept in _MARKS:
        if getattr(mind, kept) is None:
            continue
        last = mind.last is not None and mind.last.topic.startswith(topics)
        strength = SPOKEN_OF if last else STILL_IN_MIND
        for topic in TOPICS:
            if topic.name.startswith(topics) and topic.support(evidence) >= SUPPORT:
                more[topic.name] = more.get(topic.name, 0.0) + strength * max(0.0, topic.weights.get(mark, 0.0))
                spared = min(spared, strength * BY_NAME["none"].weights.get(mark, 0.0))
    more["none"] = more.get("none", 0.0) + spared


def wanting_notice(reading: Reading, mind: Mind) -> Reading:
    """The reading of "let me know": after a question to which there may be no answer yet, it is about that one."""
    last = mind.last
    if not (last and last.target and last.topic.startswith("meeting.") and last.topic not in _ALWAYS_THERE):
        return reading
    if only_says(reading) != "inform":
        return reading
    concepts = {name: quality for name, quality in reading.concepts.items() if name != "inform"}
    return replace(reading, concepts={**concepts, "notify": reading.concepts["inform"]})


def asked_again(reading: Reading, evidence: Mapping[str, float], mind: Mind) -> str | None:
    """The topic that is asked again, of something else ("and Brussels?") or to be told of it ("notify me"), or that
    waits for its subject since it was asked back about; none where the question is not of that kind."""
    if "notify" in reading.concepts and not reading.named_something:
        return mind.last.topic if mind.last else None
    named = {mark for mark in evidence if mark.startswith("@")}
    for topic in (mind.last.topic if mind.last else None, mind.open):
        for topics, marks in _FITS:
            if topic and topic.startswith(topics) and named & marks:
                return topic
    return None


def telling(reading: Reading) -> float:
    """How much is said besides names, times and courtesies: about the number of words that a topic goes by."""
    return sum(
        quality for concept, quality in reading.concepts.items() if concept in _WEIGHED and concept not in _SILENT
    )


def only_says(reading: Reading) -> str | None:
    """The concept that is all that it tells, such as "contact" in "contacts, please"; none where it tells more."""
    told = [concept for concept in reading.concepts if concept in _WEIGHED and concept not in _SILENT]
    return told[0] if len(told) == 1 and not reading.named_something and not reading.languages else None


def decided(topics: Mapping[str, float]) -> bool:
    """Whether the likeliest topic is likely enough, by itself or beside the next one."""
    first, second = islice(topics.values(), 2)
    return first >= SURE or first >= max(LEAST, 2 * second)


def supported(topic: str, reading: Reading, mind: Mind) -> bool:
    """Whether the words say what is asked about a meeting, and not only which one."""
    evidence = reading.evidence
    return not topic.startswith(OF_MEETINGS) or asked_again(reading, evidence, mind) == topic or told(topic, evidence)


def clear(topic: str, reading: Reading) -> bool:
    """Whether a topic that is the only one that comes into question may be answered: a word says it, and none speaks
    of what is none of the bot's business."""
    evidence = reading.evidence
    return told(topic, evidence) and not evidence.keys() & _FOREIGN


def of_its_own(topics: Mapping[str, float], part: Reading) -> bool:
    """Whether the likeliest topic is what a part of a message asks for by itself."""
    topic, chance = next(iter(topics.items()))
    if topic in {"none", "smalltalk"} or not told(topic, part.evidence, TWICE):
        return False
    return chance >= AMONG or (len(part.words) <= BRIEF and decided(topics))


def told(topic: str, evidence: Mapping[str, float], least: float = SUPPORT) -> bool:
    """Whether some word says that it is this topic; of a strand, a roadmap or an FAQ entry the name says it."""
    return topic.startswith(_TOLD_BY_NAME) or BY_NAME[topic].support(evidence) >= least


def only_asks_where(reading: Reading, last: Match | None) -> bool:
    """Whether it is "and where?": of the meeting spoken of just before, since nothing else is named."""
    return bool(
        last
        and last.topic.startswith("meeting.")
        and "where" in reading.concepts
        and not reading.said
        and telling(reading) == reading.concepts["where"]
    )
