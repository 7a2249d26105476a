"""From a question, or a tap that stands for one, to the messages that answer it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from bot.domain import messages
from bot.domain.content import Meeting, MeetingTopic, Pack
from bot.domain.messages import Choice, Message
from bot.domain.people import Person
from bot.domain.policy import Access, access_of, visible
from bot.questions.mind import Match, Mind
from bot.questions.normalise import LONGEST
from bot.questions.understand import Asker, Understood
from bot.services.library import Library

_TOO_FEW: Final = 2
"""Words that say nothing certain of the language they are in."""

_READABLE: Final = re.compile(r"[^\W_]")
_TONES: Final[tuple[Literal["thanks", "acknowledge", "goodbye"], ...]] = ("thanks", "goodbye", "acknowledge")
_MEMBERS_TOPICS: Final = ("meeting.", "roadmap.", "do.rsvp", "do.calendar")

RegionTopic = Literal["secretariat", "countries", "of_country"]
RoadmapTopic = Literal["overview", "strand", "region", "status"]
LaterTopic = Literal["do.rsvp", "do.calendar", "do.reminders", "do.feedback"]

_REGION: Final[dict[str, RegionTopic]] = {topic: topic for topic in get_args(RegionTopic)}
_ROADMAP: Final[dict[str, RoadmapTopic]] = {topic: topic for topic in get_args(RoadmapTopic)}
_LATER: Final[dict[str, LaterTopic]] = {topic: topic for topic in get_args(LaterTopic)}


@dataclass(frozen=True)
class Answer:
    """What was understood, and what answers it; `language` where the question was surely asked in another one; `mind`:
    what is spoken of from then on."""

    understood: Understood
    messages: tuple[Message, ...]
    language: str | None
    mind: Mind

    @property
    def missed(self) -> bool:
        """Whether it was not understood, or not well enough to be answered."""
        return any(isinstance(message, messages.NotUnderstood | messages.AskBack) for message in self.messages)

    @property
    def wants_language(self) -> str | None:
        """The language (ISO 639) that the asker wants to be spoken with, where that is what they ask for and name."""
        wanted = Match("do.language", None) in self.understood.matches
        named = self.understood.asked_languages
        return named[0] if wanted and len(named) == 1 else None


class Answers:
    """Answers from what the asker may see, and from nothing else."""

    def __init__(self, library: Library, now: datetime) -> None:
        self._library = library
        self._now = now

    def to_text(self, text: str, person: Person, mind: Mind) -> Answer:
        """The answer to a question in the asker's own words; `mind` is what was spoken of before."""
        access = access_of(person.grants)
        # Whose region is settled otherwise than by their country means that one by "my region".
        country = None if settled_regions(person, self._library.pack) else person.country
        asker = Asker(person.language, person.zone or "UTC", country)
        understood = self._library.understanding(access).understand(text, asker, self._now, mind)
        language = understood.language if _speaks_for_itself(text, understood) else None
        if understood.matches:
            found = [self._to_question(match, understood, person) for match in understood.matches]
            for match in understood.matches:
                mind = mind.after(match)
            return Answer(understood, tuple(dict.fromkeys(found)), language, mind)
        if understood.choices:
            return Answer(understood, (_ask_back(understood.choices),), language, mind.asked_back(understood.choices))
        # What was not understood is no sure sign of a language either.
        return Answer(understood, (self._nothing_for(text, understood, asker, access),), None, mind)

    def _to_question(self, match: Match, understood: Understood, person: Person) -> Message:
        """As `to_match`, with what else the question says."""
        match match.topic:
            case "smalltalk" if tone := next((tone for tone in _TONES if tone in understood.concepts), None):
                return messages.SmallTalk(tone=tone)
            case "smalltalk" if "help" in understood.concepts:
                return messages.Help()
            case "do.language" if "settings" in understood.concepts:
                return messages.Settings()
            case "meeting.list" if match.target == "all" and understood.meetings:
                return messages.MeetingsFound(meetings=understood.meetings)
            case "region.of_country" if match.target != "my-region" and understood.countries:
                return messages.RegionAnswer(
                    topic="of_country", region=match.target or "", country=understood.countries[0]
                )
            case _:
                return self.to_match(match.topic, match.target, person)

    def to_match(self, topic: str, target: str | None, person: Person) -> Message:
        """The message for a topic and a target, by the names of `bot.questions.topics`."""
        kind, _, detail = topic.partition(".")
        access = access_of(person.grants)
        pack = visible(self._library.pack, access)
        match kind:
            case "meeting" if detail == "list":
                return self._meetings(target, pack)
            case "meeting" if target is not None and detail in set(MeetingTopic):
                return messages.MeetingAnswer(meeting=target, topic=MeetingTopic(detail))
            case "region" if detail == "list":
                return messages.RegionList()
            case "region" if target is not None and detail in _REGION:
                return self._region(_REGION[detail], target, person, pack)
            case "roadmap" if not pack.roadmaps and not access.member:
                return messages.MembersOnly()
            case "roadmap" if target is not None and detail in _ROADMAP:
                return messages.RoadmapAnswer(topic=_ROADMAP[detail], target=target)
            case "faq" if target is not None:
                return messages.FaqAnswer(entry=target)
            case "do" if detail == "language":
                return messages.ChooseLanguage()
            case "do" if topic in _LATER:
                return messages.NotYet(topic=_LATER[topic], meeting=target)
            case "handover":
                return messages.Handover()
            case "smalltalk":
                return messages.SmallTalk()
            case _:
                # Also what a forged or an outdated button names.
                return messages.ButtonExpired()

    def to_roadmaps(self, person: Person) -> Message:
        """The roadmap that the person may see; a list where there are several."""
        pack = visible(self._library.pack, access_of(person.grants))
        if len(pack.roadmaps) == 1:
            return messages.RoadmapAnswer(topic="overview", target=pack.roadmaps[0].id)
        return messages.RoadmapList()

    def may_ask(self, about: Choice, person: Person) -> bool:
        """Whether a topic and a target, as a button names them, are there for this person."""
        kind, _, detail = about.topic.partition(".")
        pack = visible(self._library.pack, access_of(person.grants))
        match kind:
            case "meeting":
                return detail in set(MeetingTopic) and pack.meeting(about.target) is not None
            case "region":
                return detail in _REGION and pack.region(about.target) is not None
            case "roadmap":
                return detail in _ROADMAP and (
                    about.target in pack.roadmap_parts() or pack.region(about.target) is not None
                )
            case _:
                return False

    def _nothing_for(self, text: str, understood: Understood, asker: Asker, access: Access) -> Message:
        if not _READABLE.search(text):
            return messages.NothingToRead()
        topic = self._library.understanding(access).leaning(text, asker, self._now)
        if topic is not None and topic.startswith("region.") and understood.countries:
            return messages.RegionUnknown(country=understood.countries[0])
        # By what the guest sees, so that the answer is the same whether members have such a meeting or not.
        if topic is not None and topic.startswith(_MEMBERS_TOPICS) and not access.member:
            return messages.MembersOnly()
        return messages.TooLong() if len(text) > LONGEST else messages.NotUnderstood()

    def _meetings(self, target: str | None, pack: Pack) -> Message:
        if target in (None, "all"):
            return messages.MeetingList()
        if target == "no-meeting":
            upcoming = upcoming_meetings(pack, self._now)
            return messages.MeetingsFound(next=upcoming[0].id if upcoming else None)
        return messages.MeetingsFound(meetings=(target,))

    def _region(self, topic: RegionTopic, target: str, person: Person, pack: Pack) -> Message:
        if target != "my-region":
            return messages.RegionAnswer(topic=topic, region=target)
        own = own_regions(person, pack)
        if not own:
            return messages.RegionUnknown()
        if len(own) == 1:
            return messages.RegionAnswer(topic=topic, region=own[0])
        return _ask_back(tuple(Match(f"region.{topic}", region) for region in own))


def _speaks_for_itself(text: str, understood: Understood) -> bool:
    """Whether a question is surely in its language: a word or two are much the same in several."""
    return understood.sure_language and (len(text.split()) > _TOO_FEW or any(map(_is_not_latin, text)))


def _is_not_latin(char: str) -> bool:
    return char.isalpha() and not unicodedata.name(char, "LATIN").startswith("LATIN")


def upcoming_meetings(pack: Pack, now: datetime) -> list[Meeting]:
    """The meetings that are not over, the soonest first."""
    return sorted((meeting for meeting in pack.meetings if meeting.over_at() > now), key=Meeting.begins_at)


def settled_regions(person: Person, pack: Pack) -> tuple[str, ...]:
    """The regions of a person's grants, else the one that they have chosen among those of their country; none where
    only their country tells."""
    granted = tuple(grant.region for grant in person.grants if grant.region)
    return granted or tuple(region.id for region in pack.regions_of(person.country or "") if region.id == person.region)


def own_regions(person: Person, pack: Pack) -> tuple[str, ...]:
    """The regions that a person means by theirs."""
    return settled_regions(person, pack) or tuple(region.id for region in pack.regions_of(person.country or ""))


def _ask_back(choices: tuple[Match, ...]) -> messages.AskBack:
    return messages.AskBack(
        choices=tuple(messages.Choice(topic=choice.topic, target=choice.target or "all") for choice in choices[:3])
    )
