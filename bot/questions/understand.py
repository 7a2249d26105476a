"""Free text → what it asks for.

It would rather ask back than be wrong, and leaves alone what is none of its business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.content import Pack
from bot.questions import tongue, verdicts, weighing
from bot.questions.aims import Aims
from bot.questions.attending import Attending, Intention, Told
from bot.questions.choices import MOST_CHOICES, sensible
from bot.questions.dates import Period
from bot.questions.faq import FaqIndex
from bot.questions.lexicon import Lexicons
from bot.questions.meetings import NO_MEETING, Calendar, Meetings
from bot.questions.mind import NOTHING, OF_MEETINGS, Match, Mind
from bot.questions.normalise import fold, words
from bot.questions.parts import named_by_neighbours, parts
from bot.questions.reading import Reader, Reading
from bot.questions.targets import ALL, MY_REGION
from bot.questions.topics import ASKED_BY

LEANING: Final = 0.06
"""Probability from which words lean to a topic at all."""

_ALONE: Final = {"contact": "region.secretariat", "language": "do.language"}
"""What a word asks for where it is all that is said, and no meeting was spoken of."""

_OF_ROADMAPS: Final = frozenset({"roadmap.overview", "roadmap.status"})
_OWN_REGION: Final = frozenset({"my", "region"})

_FEW: Final = 2
"""Words of a message that a rule may understand against all likelihood."""

_NO_CHOICE: Final = frozenset({"none", "smalltalk"})
"""Topics that nobody is asked back about."""

_LATER: Final = frozenset({"next", "after", "after_next"})
"""Words for the meeting after this one, some of which may say something else."""

_REASONS: Final = {"meeting.remote": "do.rsvp"}
"""Topics beside which another one is but the reason: "I can't come, is there a link?"."""


@dataclass(frozen=True)
class Asker:
    """Who asks: language, IANA zone, and country (ISO 3166-1 alpha-2) where it is known."""

    language: str
    zone: str = "UTC"
    country: str | None = None


@dataclass(frozen=True)
class Understood:
    """What a message asks for.

    `matches` are to be answered, one for each question in it; `choices` (at most three) are to be asked back, of the
    question that was not clear; where both are empty, nothing was understood. `language` is the question's,
    `sure_language` whether that is certain. Beside them: the concepts of the lexicon that it uses, the languages
    (ISO 639) and countries (ISO 3166-1 alpha-2) that it names, the meetings of the time or place that it asks for,
    what it says of the asker's own coming, where that is among what it is about, and the probability (0…1) of the first
    topic that is answered, or else of the likeliest one.
    """

    language: str
    sure_language: bool
    matches: tuple[Match, ...]
    choices: tuple[Match, ...]
    concepts: frozenset[str] = frozenset()
    asked_languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    intention: Intention | None = None
    chance: float = 1.0


@dataclass(frozen=True)
class _Setting:
    """What a question is understood by, besides its words."""

    country: str | None
    meetings: Meetings
    mind: Mind


class Understanding:
    """Understands questions about one pack."""

    def __init__(self, pack: Pack, lexicons: Lexicons) -> None:
        faq = FaqIndex(pack, lexicons)
        self._aims = Aims(pack, faq)
        self._calendar = Calendar(pack)
        self._asked = {
            tuple(words(fold(text))): entry.id
            for entry in pack.faq
            for text in (*entry.title.root.values(), *entry.questions.all())
        }
        """The FAQ's own wordings: whoever uses one word for word means that entry."""
        self._reader = Reader(pack, lexicons, faq.phrases())
        self._attending = Attending(lexicons)
        self._weights = lexicons.weights

    def understand(self, text: str, asker: Asker, now: datetime, mind: Mind = NOTHING) -> Understood:
        """What `text` asks for, at the aware instant `now`; `mind` is what was spoken of before."""
        of_region = mind.last is not None and mind.last.topic.startswith("region.")
        today = now.astimezone(ZoneInfo(asker.zone)).date()
        read = partial(self._reader.read, today=today, of_region=of_region)
        whole = read(words(fold(text)))
        if not whole.words:
            return Understood(asker.language, False, (), ())
        language, sure = tongue.guess(text, whole, asker.language)
        setting = _Setting(asker.country, self._calendar.at(now), self._aims.present(mind))
        if verdicts.only_says(whole) == "inform" and weighing.may_be_unpublished(setting.mind):
            whole = whole.with_concept("notify", instead_of="inform")
        told = self._attending.read(text, whole, (language, asker.language), others=not sure)
        topics = self._weigh(whole, setting)
        matches, choices = self._answered(told, whole, setting) or (
            self._several(parts(text, whole, language if sure else None, read), whole, topics, setting, _asks_on(text))
            or self._one(whole, topics, setting)
        )
        if len(matches) == 1 and len(whole.words) > _FEW and verdicts.unheard(matches[0].topic, topics):
            matches, choices = self._by_chance(whole, topics, setting)
        all_of_meeting = verdicts.asks_all(whole) and {match.topic for match in matches} == {"meeting.list"}
        return Understood(
            language,
            sure,
            matches,
            choices,
            concepts=frozenset() if all_of_meeting else frozenset(whole.concepts),
            asked_languages=whole.languages,
            countries=whole.countries,
            meetings=setting.meetings.within(whole),
            intention=_intention(told, whole, matches, choices),
            chance=topics[matches[0].topic] if matches else max(topics.values()),
        )

    def days(self, text: str, today: date) -> tuple[Period, ...]:
        """What `text` says of days, weeks and months, counted from `today`."""
        return self._reader.read(words(fold(text)), today).periods

    def leaning(self, text: str, asker: Asker, now: datetime) -> str | None:
        """The topic that the words of `text` lean to, whether or not this pack has anything on it; none where they
        lean to nothing."""
        reading = self._reader.read(words(fold(text)), now.astimezone(ZoneInfo(asker.zone)).date())
        topics = self._weigh(reading, _Setting(None, self._calendar.at(now), NOTHING))
        likeliest = next(topic for topic in topics if topic != "none")
        return likeliest if topics[likeliest] >= LEANING else None

    def _answered(
        self, told: Told | None, whole: Reading, setting: _Setting
    ) -> tuple[tuple[Match, ...], tuple[Match, ...]] | None:
        """The match, or the choices, of a message that only says whether the asker comes; none of any other."""
        if told is None or not told.alone or self._asked.get(whole.words):
            return None
        # "Online" is how they come, though it may stand in a meeting's name as well.
        said = tuple(said for said in whole.said if not said.places <= told.places)
        # "After all" and "then" change a mind, and name no later meeting.
        elsewhere = {hit.sense.value for hit in whole.hits if not told.places.issuperset(range(hit.start, hit.end))}
        concepts = {name: kept for name, kept in whole.concepts.items() if name not in _LATER or name in elsewhere}
        return self._chosen("do.rsvp", replace(whole, said=said, concepts=concepts), setting)

    def _several(
        self,
        readings: Sequence[Reading],
        whole: Reading,
        of_whole: Mapping[str, float],
        setting: _Setting,
        several_asked: bool,
    ) -> tuple[tuple[Match, ...], tuple[Match, ...]] | None:
        """The matches of a message in which several parts each ask something of their own, and the choices for the
        first of them that is not clear; none where it is not such a message.

        `several_asked`: whether it has several marks of a question.
        """
        if of_whole["none"] >= verdicts.FOREIGN_SURELY:
            return None
        matches: dict[Match, None] = {}
        unclear: list[tuple[Match, ...]] = []
        for part, borrowed in zip(readings, named_by_neighbours(readings), strict=True):
            reading = part
            topics = self._weigh(part, setting)
            if next(iter(topics)) == "smalltalk":
                continue
            if not verdicts.of_its_own(topics, of_whole) or next(iter(topics)).startswith(OF_MEETINGS):
                reading, topics = borrowed, self._weigh(borrowed, setting)
            topic = next(iter(topics))
            if not (verdicts.asks(part, topics) or part is readings[-1]):
                continue
            if not verdicts.of_its_own(topics, of_whole) or (topic == "do.reminders" and "notify" in whole.concepts):
                continue
            aims = [Match(topic, aim) for aim in self._aim(topic, reading, setting)]
            if len(aims) == 1 or (aims and _all_meant(topic, reading)):
                matches.update(dict.fromkeys(aims))
                setting = replace(setting, mind=replace(setting.mind.after(aims[-1]), last=None, open=None))
            elif aims:
                unclear.append(tuple(aims[:MOST_CHOICES]))
        asked = [match for match in matches if match.topic != "meeting.list" or match.target in {ALL, NO_MEETING}]
        if any(match.topic.startswith("meeting.") for match in (*asked, *(choices[0] for choices in unclear))):
            # "I mean the next one" only says which.
            matches = dict.fromkeys(asked)
        if verdicts.plain(of_whole) and next(iter(of_whole)) not in {match.topic for match in matches}:
            return None
        if not several_asked:
            matches = {match: None for match in matches if not verdicts.unheard(match.topic, of_whole)}
        reasons = {Match(_REASONS[match.topic], match.target) for match in matches if match.topic in _REASONS}
        found = tuple(match for match in matches if match not in reasons)
        if not found or len(found) + len(unclear) < 2:
            return None if not reasons.intersection(matches) else (found, ())
        return found, unclear[0] if unclear else ()

    def _one(
        self, reading: Reading, topics: Mapping[str, float], setting: _Setting
    ) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The match, or the choices, of a message that is one question."""
        if entry := self._asked.get(reading.words):
            return (Match("faq", entry),), ()
        if verdicts.only_asks_where(reading, setting.mind.last):
            place = self._aim("meeting.where", reading, setting)
            if len(place) == 1:
                return (Match("meeting.where", place[0]),), ()
        evidence = self._evidence(reading, setting)
        if verdicts.only_names(reading, evidence, setting.mind) and not verdicts.plain(topics):
            return self._named(reading, setting)
        if verdicts.takes_back(reading) or verdicts.wants_access(reading, setting.mind):
            return (Match("smalltalk", None),), ()
        if (whole := self._aims.on_initiative) and verdicts.counts_countries(reading, setting.mind):
            return (Match("faq", whole),), ()
        if verdicts.asks_own_region(reading):
            topic = self._of_own_region(setting.mind)
            return tuple(Match(topic, aim) for aim in self._aim(topic, reading, setting)), ()
        alone = verdicts.only_says(reading)
        if setting.mind.meeting is None and alone in _ALONE:
            return self._alone(_ALONE[alone], reading, setting)
        asked = ASKED_BY.get(alone or "", "none") if reading.known else "none"
        of_meeting = setting.mind.meeting is not None and asked.startswith("meeting.")
        if asked != "none" and (setting.mind.last is None or of_meeting):
            return self._chosen(asked, reading, setting)
        return self._by_chance(reading, topics, setting)

    def _by_chance(
        self, reading: Reading, topics: Mapping[str, float], setting: _Setting
    ) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The match, or the choices, of the likeliest topics."""
        topic = next(iter(topics))
        if topic == "region.list" and "my" in reading.concepts and reading.known:
            topic = "region.secretariat"
        if topic in _OF_ROADMAPS and reading.concepts.keys() >= _OWN_REGION and not reading.named("strand", "item"):
            topic = "roadmap.region"
        aims = self._aim(topic, reading, setting) if topic != "none" else []
        if aims and verdicts.decided(topics) and (len(aims) == 1 or _all_meant(topic, reading)):
            return tuple(Match(topic, aim) for aim in aims), ()
        if len(aims) > 1:
            return (), tuple(Match(topic, aim) for aim in aims[:MOST_CHOICES])
        if topics["none"] >= verdicts.FOREIGN_SURELY:
            return (), ()
        likely = [name for name, chance in topics.items() if chance >= verdicts.LIKELY and name not in _NO_CHOICE]
        of_each = MOST_CHOICES if len(likely) == 1 else 1
        choices = sensible(Match(name, aim) for name in likely for aim in self._aim(name, reading, setting)[:of_each])
        return (), choices if choices and topics[choices[0].topic] >= verdicts.FIRST_LIKELY else ()

    def _of_own_region(self, mind: Mind) -> str:
        """What "my region" asks for: what was asked of another one, or of the roadmap, or else which it is."""
        last = mind.last.topic if mind.last else ""
        if last.startswith("roadmap."):
            return "roadmap.region"
        return last if last in {"region.secretariat", "region.countries"} else "region.of_country"

    def _named(self, reading: Reading, setting: _Setting) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The meetings that are named and nothing asked of them; of a country, also the choice of its region."""
        if reading.periods or not reading.countries:
            named = setting.meetings.of(reading, None) if reading.said else [setting.meetings.listed(reading, None)]
            return tuple(Match("meeting.list", meeting) for meeting in named), ()
        regions = [Match("region.of_country", aim) for aim in self._aim("region.of_country", reading, setting)]
        meetings = [Match("meeting.list", meeting) for meeting in setting.meetings.within(reading)]
        choices = tuple((*regions, *meetings)[:MOST_CHOICES])
        return (choices, ()) if len(choices) == 1 or not meetings else ((), choices)

    def _chosen(self, topic: str, reading: Reading, setting: _Setting) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The match of a topic, or the choices where it may be asked of several."""
        found = tuple(Match(topic, aim) for aim in self._aim(topic, reading, setting))
        return (found, ()) if len(found) == 1 else ((), found[:MOST_CHOICES])

    def _alone(self, topic: str, reading: Reading, setting: _Setting) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        """The match of a word alone; where it is about the asker's own region, and that is not known, the choices."""
        first, *others = (Match(topic, aim) for aim in self._aim(topic, reading, setting))
        if not others and first.target != MY_REGION:
            return (first,), ()
        contacts = (Match("meeting.contact", aim) for aim in self._aim("meeting.contact", reading, setting))
        return (), (first, *others, *contacts)[:MOST_CHOICES]

    def _evidence(self, reading: Reading, setting: _Setting) -> Mapping[str, float]:
        return weighing.evidence_of(reading, setting.meetings.hinted(reading))

    def _weigh(self, reading: Reading, setting: _Setting) -> Mapping[str, float]:
        entry, near = self._aims.nearest_entry(reading)
        evidence = self._evidence(reading, setting)
        return weighing.weigh(self._weights, reading, evidence, setting.mind, near if entry else None)

    def _aim(self, topic: str, reading: Reading, setting: _Setting) -> list[str | None]:
        return self._aims.of(topic, reading, setting.country, setting.meetings, setting.mind)


def _asks_on(text: str) -> bool:
    """Whether more than one sentence ends as questions do."""
    return text.count("?") + text.count("؟") > 1


def _intention(
    told: Told | None, whole: Reading, matches: Sequence[Match], choices: Sequence[Match]
) -> Intention | None:
    """What was said of the asker's coming, where it is about that, be it to one meeting or to one of several."""
    of_coming = [match for match in matches if match.topic == "do.rsvp"]
    undecided = bool(choices) and all(choice.topic == "do.rsvp" for choice in choices)
    if told is None or not (of_coming or undecided):
        return None
    if len(of_coming) > 1 or len({said.places for said in whole.named("city")}) > 1:
        # "To Tbilisi, but not to Brussels": what holds for which is not told apart.
        return Intention(None, None, False)
    return told.intention


def _all_meant(topic: str, reading: Reading) -> bool:
    """Whether all that a question may be asked of is meant: the regions of the countries that it names."""
    return topic.startswith("region.") and bool(reading.countries)
