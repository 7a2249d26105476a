"""Free text → what it asks for.

It would rather ask back than be wrong, and leaves alone what is none of its business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from bot.domain.content import Pack
from bot.questions import targets, tongue
from bot.questions.faq import FaqIndex
from bot.questions.lexicon import Lexicons
from bot.questions.normalise import fold, sentences, words
from bot.questions.reading import Reader, Reading
from bot.questions.topics import BY_NAME, likelihoods

SURE, LEAST, LIKELY, UNLIKELY = 0.4, 0.2, 0.15, 0.3
"""Probability from which a topic is answered; is so where no other is half as likely; is asked back about; is still
asked back about where it is likelier that the question is none of the bot's business."""

SUPPORT, TWICE = 0.7, 1.5
"""What some word has to say for a topic of a meeting, so that it is answered; is taken for one of two questions."""

LEANING = 0.08
"""Probability from which words lean to a topic at all."""

MOST_CHOICES, MOST_PARTS = 3, 8

HINT = 0.8
"""How much of a meeting's name it is worth that its time, its country or a word of its name is said."""

FAQ_NEAR, FAQ_WEIGHT = 0.5, 10.0
"""Likeness from which an FAQ entry speaks for itself, and how strongly."""

_WITHOUT_TARGET = frozenset({"do.reminders", "do.language", "do.feedback", "handover", "smalltalk"})
_OF_MEETINGS = ("meeting.", "do.rsvp", "do.calendar")


@dataclass(frozen=True)
class Asker:
    """Who asks: language, IANA zone, and country (ISO 3166-1 alpha-2) where it is known."""

    language: str
    zone: str = "UTC"
    country: str | None = None


@dataclass(frozen=True)
class Match:
    """A topic, and what it is asked of: an id of the pack, "all", "no-meeting", "my-region" or None."""

    topic: str
    target: str | None


@dataclass(frozen=True)
class Understood:
    """What a message asks for.

    `matches` are to be answered, one for each question in it; where there are none, `choices` (at most three) are to be
    asked back; where both are empty, nothing was understood. `language` is the question's, `sure_language` whether
    that is certain. Beside them: the concepts of the lexicon that it uses, the countries that it names, and the
    meetings of the time that it asks for.
    """

    language: str
    sure_language: bool
    matches: tuple[Match, ...]
    choices: tuple[Match, ...]
    concepts: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


class Understanding:
    """Understands questions about one pack."""

    def __init__(self, pack: Pack, lexicons: Lexicons) -> None:
        self._pack = pack
        self._faq = FaqIndex(pack, lexicons)
        self._asked = {
            tuple(words(fold(text))): entry.id
            for entry in pack.faq
            for text in (*entry.title.root.values(), *entry.questions.all())
        }
        """The FAQ's own wordings: whoever uses one word for word means that entry."""
        self._reader = Reader(pack, lexicons, self._faq.phrases())

    def understand(self, text: str, asker: Asker, now: datetime, previous: Match | None = None) -> Understood:
        """What `text` asks for, at the aware instant `now`; `previous` is what the asker's last question was."""
        today = now.astimezone(ZoneInfo(asker.zone)).date()
        meetings = targets.Meetings(self._pack, now)
        folded = fold(text)
        whole = self._reader.read(words(folded), today)
        language, sure = tongue.guess(whole.words, whole.hits, asker.language)
        if not whole.words:
            return Understood(asker.language, False, (), ())
        parts = [self._reader.read(part, today) for part in _parts(folded, whole)]
        choices: tuple[Match, ...] = ()
        matches = self._several(parts, whole, asker, meetings, previous)
        if not matches:
            matches, choices = self._one(whole, asker, meetings, previous)
        return Understood(
            language,
            sure,
            matches,
            choices,
            concepts=frozenset(whole.concepts),
            countries=tuple(whole.countries),
            meetings=meetings.within(whole),
        )

    def leaning(self, text: str, asker: Asker, now: datetime) -> str | None:
        """The topic that the words of `text` lean to, whether or not this pack has anything on it; none where they
        lean to nothing."""
        reading = self._reader.read(words(fold(text)), now.astimezone(ZoneInfo(asker.zone)).date())
        topics = self._topics(reading, targets.Meetings(self._pack, now), None)
        likeliest = next(topic for topic in topics if topic != "none")
        return likeliest if topics[likeliest] >= LEANING else None

    def _several(
        self,
        parts: Sequence[Reading],
        whole: Reading,
        asker: Asker,
        meetings: targets.Meetings,
        previous: Match | None,
    ) -> tuple[Match, ...]:
        """The questions of a message in which several parts each ask something of their own."""
        found: list[Match] = []
        for part in parts if len(parts) > 1 else ():
            reading = part if part.said or part.countries or part.periods else _with_names(part, whole)
            topics = self._topics(reading, meetings, previous)
            topic = next(iter(topics))
            if _decided(topics) and topic not in {"none", "smalltalk"} and self._supported(topic, part, None, TWICE):
                aims = self._targets(topic, reading, asker, meetings, previous)
                if len(aims) == 1:
                    found.append(Match(topic, aims[0]))
        return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()

    def _one(
        self, reading: Reading, asker: Asker, meetings: targets.Meetings, previous: Match | None
    ) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The match, or the choices, of a message that is one question."""
        if entry := self._asked.get(reading.words):
            return (Match("faq", entry),), ()
        if previous and previous.topic.startswith("meeting.") and _only_asks_where(reading):
            place = self._targets("meeting.where", reading, asker, meetings, previous)
            if len(place) == 1:
                return (Match("meeting.where", place[0]),), ()
        topics = self._topics(reading, meetings, previous)
        topic = next(iter(topics))
        if topic == "region.list" and "my" in reading.concepts:
            topic = "region.secretariat"
        if topic != "none":
            aims = self._targets(topic, reading, asker, meetings, previous)
            if _decided(topics) and len(aims) == 1 and self._supported(topic, reading, previous):
                return (Match(topic, aims[0]),), ()
            if len(aims) > 1:
                return (), tuple(Match(topic, aim) for aim in aims[:MOST_CHOICES])
        least = UNLIKELY if topic == "none" else LIKELY
        likely = [name for name, chance in topics.items() if chance >= least and name not in {"none", "smalltalk"}]
        of_each = MOST_CHOICES if len(likely) == 1 else 1
        asked = (
            Match(name, aim)
            for name in likely
            for aim in self._targets(name, reading, asker, meetings, previous)[:of_each]
        )
        return (), tuple(dict.fromkeys(asked))[:MOST_CHOICES]

    def _supported(self, topic: str, reading: Reading, previous: Match | None, least: float = SUPPORT) -> bool:
        """Whether the words say what is asked about a meeting, and not only which one."""
        if not topic.startswith(_OF_MEETINGS) or (previous and previous.topic == topic):
            return True
        return BY_NAME[topic].support(reading.evidence) >= least

    def _topics(self, reading: Reading, meetings: targets.Meetings, previous: Match | None) -> dict[str, float]:
        entry, near = self._nearest(reading)
        more = {"faq": FAQ_WEIGHT * (near - FAQ_NEAR) if entry else -99.0}
        if previous:
            more[previous.topic] = more.get(previous.topic, 0.0) + _carried(reading)
        evidence = reading.evidence
        if "@meeting" not in evidence and (meetings.hinted(reading) or len(reading.touched) == 1):
            evidence["@meeting"] = HINT
        return likelihoods(evidence, more)

    def _targets(
        self, topic: str, reading: Reading, asker: Asker, meetings: targets.Meetings, previous: Match | None
    ) -> list[str | None]:
        last = previous.target if previous else None
        found: Iterable[str | None]
        if topic in _WITHOUT_TARGET:
            found = [None]
        elif topic == "meeting.list":
            found = [meetings.listed(reading)]
        elif topic.startswith(_OF_MEETINGS):
            found = meetings.of(reading, last)
        elif topic == "region.list":
            found = [targets.ALL]
        elif topic.startswith("region.") or topic == "roadmap.region":
            found = targets.regions(self._pack, reading, asker.country, last)
        elif topic == "faq":
            entry, _ = self._nearest(reading)
            found = [entry] if entry else []
        else:
            found = self._of_roadmap(topic, reading, last)
        return list(found)

    def _nearest(self, reading: Reading) -> tuple[str | None, float]:
        named = {place for said in reading.named("meeting") if reading.plainly(said) for place in said.places}
        return self._faq.best(reading.words, reading.hits, named)

    def _of_roadmap(self, topic: str, reading: Reading, last: str | None) -> list[str]:
        strands = [said.name.target for said in reading.named("strand")][:1]
        if topic == "roadmap.strand":
            return strands or ([last] if last and last in self._strands() else [])
        if topic == "roadmap.status":
            parts = [said.name.target for said in reading.named("strand", "item", "region")][:1]
            return parts or targets.roadmaps(self._pack, reading)
        return targets.roadmaps(self._pack, reading)

    def _strands(self) -> set[str]:
        return {strand.id for roadmap in self._pack.roadmaps for strand in roadmap.strands}


def _decided(topics: Mapping[str, float]) -> bool:
    """Whether the likeliest topic is likely enough, by itself or beside the next one."""
    first, second = islice(topics.values(), 2)
    return first >= SURE or first >= max(LEAST, 2 * second)


def _carried(reading: Reading) -> float:
    """How much of the last question's topic still counts: only where something new is named, and little besides."""
    if not (reading.said or reading.countries or reading.cities or reading.periods):
        return 0.0
    telling = sum(quality for concept, quality in reading.concepts.items() if concept not in _SILENT)
    return max(0.0, 6.0 - 6.0 * telling)


def _only_asks_where(reading: Reading) -> bool:
    """Whether it is "and where?": of what was spoken of just before, since nothing else is named."""
    return "where" in reading.concepts and not reading.said and set(reading.concepts) <= _SILENT


_SILENT = frozenset({"function", "filler", "in", "and", "what", "next", "after", "meeting", "where", "who", "hello"})


def _parts(folded: str, whole: Reading) -> list[list[str]]:
    """The words of each sentence; of a message of one sentence, those before and after each "and"."""
    found = [words(sentence) for sentence in sentences(folded)]
    if len(found) > 1:
        return found[:MOST_PARTS]
    said = list(whole.words)
    cuts = [hit.start for hit in whole.hits if hit.sense.kind == "concept" and hit.sense.value == "and" and hit.start]
    edges = [0, *dict.fromkeys(cuts), len(said)]
    return [said[start:end] for start, end in pairwise(edges)][:MOST_PARTS] if len(edges) > 2 else []


def _with_names(part: Reading, whole: Reading) -> Reading:
    """The part, with the meeting, region … that the rest of the message names."""
    return replace(
        part,
        said=whole.said,
        touched=whole.touched,
        countries=whole.countries,
        cities=whole.cities,
        periods=whole.periods,
        years=whole.years,
    )
