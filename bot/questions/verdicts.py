"""Whether what a question is likeliest about is sure enough to be answered."""

from collections.abc import Mapping
from itertools import islice
from typing import Final

from bot.questions.mind import Match, Mind
from bot.questions.phrases import KINDRED
from bot.questions.reading import Reading
from bot.questions.topics import WEIGHED
from bot.questions.weighing import SILENT, asked_again, telling

SURE: Final = 0.65
"""Probability from which a topic is answered."""

_SMALLTALK: Final = 0.5
"""The same for small talk, by which nobody is misled."""

OF_PART: Final = 0.5
"""Probability that the topic of a part of a message has in that part, to be a question of its own."""

_ASKING: Final = frozenset({"what", "who", "where", "when", "how_many", "how_long", "hour", "explain", "list", "tell"})
"""Concepts of which one shows that a part of a message asks."""

_BRIEF: Final = 3
"""Words of a part that asks without one of them."""

_PLAINLY, _UNHEARD = 0.9, 0.05
"""Probability from which a topic is plain, and that of another one beside it that the words hardly speak of."""

_LIKELIEST: Final = 12
"""Topics of the whole message among which such a question is."""

LIKELY: Final = 0.05
"""Probability from which a topic is one to ask back about."""

FIRST_LIKELY: Final = 0.15
"""The same, of the likeliest of them: where it is less likely than that, nothing is asked back."""

FOREIGN_SURELY: Final = 0.7
"""Probability of being none of the bot's business from which a question is not asked back either."""

_OF_LANGUAGES: Final = frozenset({"language", "switch_language"})
_FEW: Final = 4
_TAKING_PART: Final = frozenset({"attendees", "come", "rsvp"})
_OF_COUNTING: Final = _TAKING_PART | {"country_count", "how_many", "country", "members", "initiative"}
_BESIDE_ACCESS: Final = frozenset({"before", "help", "human", "my", "nfp"})
"""What may be said besides: who wants access, and "do", which is "until" in another language."""

_REGIONS: Final = frozenset({"region", "belong", "region_set"})
_OF_OWN_REGION: Final = _REGIONS | {"my", "explain", "list"}


def decided(topics: Mapping[str, float]) -> bool:
    """Whether the likeliest topic is likely enough to be answered."""
    topic, chance = next(iter(topics.items()))
    return chance >= (_SMALLTALK if topic == "smalltalk" else SURE)


def plain(topics: Mapping[str, float]) -> bool:
    """Whether the likeliest topic is plain from the words, so that no single word of them decides otherwise."""
    return next(iter(topics.values())) >= _PLAINLY


def unheard(topic: str, topics: Mapping[str, float]) -> bool:
    """Whether all the words together hardly speak of a topic that some of them, or a rule, say: they plainly say
    another."""
    return plain(topics) and topics[topic] < _UNHEARD


def of_its_own(topics: Mapping[str, float], of_whole: Mapping[str, float]) -> bool:
    """Whether the likeliest topic is what a part of a message asks for by itself: the whole speaks of it as well."""
    topic, chance = next(iter(topics.items()))
    return topic in {*islice(filter("none".__ne__, of_whole), _LIKELIEST)} - {"smalltalk"} and chance >= OF_PART


def asks(part: Reading, topics: Mapping[str, float]) -> bool:
    """Whether a part of a message asks: by a word for it, by how plain it is, or because it is only a few words."""
    return plain(topics) or len(part.words) <= _BRIEF or bool(_ASKING & part.concepts.keys())


def only_says(reading: Reading) -> str | None:
    """The concept that is all that a question tells, such as "contact" in "contacts, please"; none where it tells more.

    "In Russian, please" tells a language.
    """
    found = {concept for concept in reading.concepts if concept in WEIGHED and concept not in SILENT}
    if reading.named_something:
        return None
    if reading.languages:
        return "language" if found <= _OF_LANGUAGES and len(reading.words) <= _FEW else None
    return found.pop() if len(found) == 1 else None


def asks_own_region(reading: Reading) -> bool:
    """Whether nothing but the asker's own region is spoken of: "my region", "which one is my region?"."""
    told = {concept for concept in reading.concepts if concept in WEIGHED and concept not in SILENT}
    return not reading.named_something and "my" in told and bool(told & _REGIONS) and told <= _OF_OWN_REGION


def counts_countries(reading: Reading, mind: Mind) -> bool:
    """Whether it is how many countries there are, of no region or meeting: those of the whole initiative."""
    if "country_count" not in reading.concepts or reading.named_something or mind.region is not None:
        return False
    told = {concept for concept in reading.concepts if concept in WEIGHED and concept not in SILENT}
    return told <= _OF_COUNTING and (mind.meeting is None or not told & _TAKING_PART)


def takes_back(reading: Reading) -> bool:
    """Whether nothing is said but that something is to be left: "cancel", "never mind"; of a participation it is a
    question."""
    told = {concept for concept, quality in reading.concepts.items() if concept in WEIGHED and quality > KINDRED}
    return not reading.named_something and told - SILENT == {"cancel"} and len(reading.words) <= _FEW


def wants_access(reading: Reading, mind: Mind) -> bool:
    """Whether it is access that is wanted, and nothing says to what: to the bot, unless a meeting is spoken of."""
    if "access" not in reading.concepts or not reading.known or reading.named_something or mind.meeting is not None:
        return False
    spoken = [hit for hit in reading.hits if hit.sense.kind == "concept"]
    of_access = {place for hit in spoken if hit.sense.value == "access" for place in range(hit.start, hit.end)}
    others = {hit.sense.value for hit in spoken if not of_access.issuperset(range(hit.start, hit.end))}
    return (others | {"meeting"} & reading.concepts.keys()) & WEIGHED - SILENT <= _BESIDE_ACCESS


def asks_all(reading: Reading) -> bool:
    """Whether it is "everything about" what is named, and no single thing."""
    return "everything" in reading.concepts and telling(reading) == 0


def only_names(reading: Reading, evidence: Mapping[str, float], mind: Mind) -> bool:
    """Whether a question only names a meeting, a country or a time, and does not ask again what was asked before."""
    return bool(
        reading.known
        and telling(reading) == 0
        and "goodbye" not in reading.concepts
        and (reading.countries or reading.periods or any(map(reading.plainly, reading.named("meeting", "city"))))
        and not reading.named("region", "strand", "item", "roadmap")
        and asked_again(reading, evidence, mind) is None
    )


def only_asks_where(reading: Reading, last: Match | None) -> bool:
    """Whether it is "and where?": of the meeting spoken of just before, since nothing else is named."""
    return bool(
        last
        and last.topic.startswith("meeting.")
        and "where" in reading.concepts
        and not reading.said
        and telling(reading) == reading.concepts["where"]
    )
