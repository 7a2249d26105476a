"""From a question, or a tap that stands for one, to the messages that answer it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from bot.domain import messages
from bot.domain.content import Pack
from bot.domain.meetings import Meeting, MeetingTopic
from bot.domain.messages import Choice, Message
from bot.domain.people import Person
from bot.domain.policy import Access, access_of
from bot.domain.publication import lacking
from bot.questions.mind import Match, Mind
from bot.questions.normalise import LONGEST
from bot.questions.understand import Asker, Understood
from bot.services.library import Library
from bot.services.memory import NOT_UNDERSTOOD

_READABLE: Final = re.compile(r"[^\W_]")
_ONLY_NAMED: Final = frozenset({"region.of_country", "smalltalk"})
_ASKING: Final = frozenset({"explain", "how_long", "how_many", "what", "when", "where", "who"})
_SURELY: Final = 0.85
"""Probability of a topic from which something is asked, though of which meeting is still open."""

_BRIEF: Final = 6
"""Words of a question that is one without its mark."""

_SMALLTALK: Final = Match("smalltalk", None)
_NO_ONE: Final = frozenset({"all", "no-meeting"})
"""Targets of meeting.list that are no meeting."""

Wish = Literal["access", "access_requests", "announce", "ask_members", "forget", "my_data", "news", "own_roles"]
"""What somebody asks to be done for them that takes more than the pack to answer."""

_WISHES: Final[dict[str, tuple[Wish, Message]]] = {
    "stepping_down": ("own_roles", messages.Settings()),
    "forget_me": ("forget", messages.Privacy()),
    "my_data": ("my_data", messages.Privacy()),
    "write_announcement": ("announce", messages.NotAllowed()),
    "start_round": ("ask_members", messages.NotAllowed()),
    "latest_news": ("news", messages.MembersOnly()),
    "access_requests": ("access_requests", messages.NotAllowed()),
    "bot_access": ("access", messages.MembersOnly()),
    "access": ("access", messages.MembersOnly()),
}
"""Concept → the wish it tells, and what answers it where nothing can be done: that leads to it, or says why not."""

_GREETING: Final = messages.SmallTalk()
_SMALL_TALK: Final[dict[str, Message]] = {
    "privacy": messages.Privacy(),
    "about_bot": messages.About(),
    "help": messages.Help(),
    "cancel": messages.QuestionDropped(),
    "thanks": messages.SmallTalk(tone="thanks"),
    "goodbye": messages.SmallTalk(tone="goodbye"),
    "acknowledge": messages.SmallTalk(tone="acknowledge"),
}
"""Concept → what answers it; the first that is said counts."""

_MEMBERS_TOPICS: Final = ("meeting.", "roadmap.", "do.rsvp", "do.calendar")

RegionTopic = Literal["secretariat", "countries", "of_country"]
RoadmapTopic = Literal["overview", "strand", "region", "status"]

_REGION: Final[dict[str, RegionTopic]] = {topic: topic for topic in get_args(RegionTopic)}
_ROADMAP: Final[dict[str, RoadmapTopic]] = {topic: topic for topic in get_args(RoadmapTopic)}


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
    def certain(self) -> bool:
        """Whether it surely asks something, and does not only name a country, a place or a meeting, or greet."""
        choices = self.understood.choices if self.understood.chance >= _SURELY else ()
        return any(
            match.topic not in _ONLY_NAMED and not (match.topic == "meeting.list" and match.target not in _NO_ONE)
            for match in (*self.understood.matches, *choices)
        )

    def plainly_asks(self, said: str) -> bool:
        """Whether `said`, which this answers, is a question or a wish, whatever else was awaited: a note may speak of
        the same things, but it does not ask."""
        if self.wish in ("forget", "my_data", "own_roles"):
            return True
        where = any(match.topic == "meeting.where" for match in self.understood.matches)
        brief = len(said.split()) <= _BRIEF and (where or not self.understood.concepts.isdisjoint(_ASKING))
        return self.certain and (brief or said.rstrip().endswith(("?", "؟")))

    @property
    def asked(self) -> tuple[Match, ...]:
        """What the words asked, or may have asked, that somebody else could answer."""
        regions = (
            Match(f"region.{message.topic}", message.region)
            for message in self.messages
            if isinstance(message, messages.RegionAnswer)
        )
        nothing = (NOT_UNDERSTOOD,) if self.missed else ()
        found = (*self.understood.matches, *self.understood.choices, *regions, *nothing)
        return tuple(match for match in dict.fromkeys(found) if match.topic != "smalltalk")

    @property
    def offered(self) -> tuple[Match, ...]:
        """What is asked back, where nothing else was asked with it: then the whole question means what is chosen."""
        return () if self.understood.matches else self.understood.choices

    @property
    def takes_back(self) -> bool:
        """Whether it only says that what was begun is to be left: "cancel", "stop"."""
        return self.understood.matches == (_SMALLTALK,) and "cancel" in self.understood.concepts

    @property
    def wish(self) -> Wish | None:
        """What the asker wants to be done for them, where it is all that they say."""
        said = self.understood.concepts if self.understood.matches == (_SMALLTALK,) else frozenset()
        return next((wish for concept, (wish, _) in _WISHES.items() if concept in said), None)

    @property
    def wants_language(self) -> str | None:
        """The language (ISO 639) that the asker wants to be spoken with, where that is what they ask for and name."""
        wanted = Match("do.language", None) in self.understood.matches
        named = self.understood.asked_languages
        return named[0] if wanted and len(named) == 1 else None


class Answers:
    """Answers from what the asker may see, and from nothing else."""

    def __init__(self, library: Library, now: datetime, *, takes_questions: bool = True) -> None:
        """`takes_questions`: whether questions in words can be left for the secretariat."""
        self._library = library
        self._now = now
        self._takes_questions = takes_questions

    def to_text(self, text: str, person: Person, mind: Mind) -> Answer:
        """The answer to a question in the asker's own words; `mind` is what was spoken of before."""
        access = access_of(person.grants)
        # Who has a region of their own, or has chosen one, means that by "my region", whatever their country tells.
        country = None if access.regions or person.region else person.country
        asker = Asker(person.language, person.zone or "UTC", country)
        understood = self._library.understanding(access).understand(text, asker, self._now, mind)
        language = understood.language if understood.sure_language else None
        found = [message for match in understood.matches for message in self._to_question(match, understood, person)]
        for match in understood.matches:
            mind = mind.after(match)
        if understood.choices:
            found.append(_ask_back(understood.choices))
            mind = mind.asked_back(understood.choices)
        if found:
            return Answer(understood, tuple(dict.fromkeys(found)), language, mind)
        # What was not understood is no sure sign of a language either.
        return Answer(understood, (self._nothing_for(text, understood, asker, access),), None, mind)

    def _to_question(self, match: Match, understood: Understood, person: Person) -> list[Message]:
        """As `to_match`, with what else the question says."""
        said, meetings = understood.concepts, understood.meetings
        match match.topic, match.target:
            case "smalltalk", _ if "cancel" in said and "halt" in said:
                # Nothing is awaited any more, so it is the messages that are to stop.
                return [_subscriptions(person)]
            case "smalltalk", _ if wishes := [instead for concept, (_, instead) in _WISHES.items() if concept in said]:
                return wishes[:1]
            case "do.reminders", _ if "subscriptions" in said:
                return [_subscriptions(person)]
            case "smalltalk", _:
                return [next((message for concept, message in _SMALL_TALK.items() if concept in said), _GREETING)]
            case "handover", _ if "complaint" in said:
                return [messages.Handover(leave=self._takes_questions, regret=True)]
            case "do.language", _ if "settings" in said:
                return [messages.Settings()]
            case "meeting.list", "all" if meetings:
                return [messages.MeetingsFound(meetings=meetings)]
            case "meeting.list", "all" if "past" in said:
                return [messages.MeetingList(period="past")]
            case "meeting.list", str(meeting) if meeting not in _NO_ONE and _only_named(understood):
                return [messages.MeetingCard(meeting=meeting)]
            case "region.of_country", str(region) if region != "my-region":
                pack = self._library.pack
                asked = [code for code in understood.countries if region in {each.id for each in pack.regions_of(code)}]
                return [
                    messages.RegionAnswer(topic="of_country", region=region, country=code) for code in asked or (None,)
                ]
            case _:
                return [self.to_match(match.topic, match.target, person)]

    def traced(self, message: Message, message_id: int, *, again: bool) -> Message:
        """A message that admits of doubt, with the message that it answers, so that the question can be passed on;
        where it was so before (`again`), with a person who may know."""
        match message:
            case messages.AskBack():
                return message.model_copy(update={"question": message_id})
            case messages.NotUnderstood() if again and not self._takes_questions:
                return messages.Handover(leave=False)
            case messages.NotUnderstood():
                return messages.NotUnderstood(again=again, question=message_id)
            case _:
                return message

    def to_match(self, topic: str, target: str | None, person: Person) -> Message:
        """The message for a topic and a target, by the names of `bot.questions.topics`."""
        kind, _, detail = topic.partition(".")
        access = access_of(person.grants)
        pack = self._library.seen_by(access)
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
            case "do" if detail == "reminders":
                return messages.RemindersAhead() if access.member else messages.MembersOnly()
            case "do" if detail == "rsvp":
                return self._rsvp(target, access, pack)
            case "do" if detail == "calendar":
                return (
                    self._meetings(None, pack) if target in (None, *_NO_ONE) else messages.CalendarFile(meeting=target)
                )
            case "do" if detail == "feedback":
                return messages.RoundList() if access.member else messages.MembersOnly()
            case "handover":
                return messages.Handover(leave=self._takes_questions)
            case "smalltalk":
                return messages.SmallTalk()
            case _:
                # Also what a forged or an outdated button names.
                return messages.ButtonExpired()

    def to_roadmaps(self, person: Person) -> Message:
        """The roadmap that the person may see; a list where there are several."""
        access = access_of(person.grants)
        roadmaps = self._library.seen_by(access).roadmaps
        if len(roadmaps) == 1:
            return messages.RoadmapAnswer(topic="overview", target=roadmaps[0].id)
        return messages.RoadmapList() if roadmaps or access.member else messages.MembersOnly()

    def may_ask(self, about: Choice, person: Person) -> bool:
        """Whether a topic and a target, as a button names them, are there for this person."""
        kind, _, detail = about.topic.partition(".")
        pack = self._library.seen_by(access_of(person.grants))
        strands = {strand.id for roadmap in pack.roadmaps for strand in roadmap.strands}
        regions = {region.id for region in pack.regions}
        match kind, detail:
            case "meeting", _:
                return detail in set(MeetingTopic) and pack.meeting(about.target) is not None
            case "region", _:
                return detail in _REGION and about.target in regions
            case "roadmap", "strand":
                return about.target in strands
            case "roadmap", "region":
                return bool(pack.roadmaps) and about.target in regions
            case "roadmap", "status":
                roadmaps = {roadmap.id for roadmap in pack.roadmaps}
                items = {item.id for roadmap in pack.roadmaps for item in roadmap.items}
                return bool(roadmaps) and about.target in roadmaps | strands | items | regions
            case _:
                return False

    def lacking(self, about: Choice, person: Person) -> bool:
        """Whether something on it is still to be published."""
        pack = self._library.seen_by(access_of(person.grants))
        return lacking(pack, about.topic, about.target, self._now)

    def _nothing_for(self, text: str, understood: Understood, asker: Asker, access: Access) -> Message:
        if not has_words(text):
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

    def _rsvp(self, target: str | None, access: Access, pack: Pack) -> Message:
        if not access.member:
            return messages.MembersOnly()
        if target is None or target in _NO_ONE:
            return self._meetings(target, pack)
        return messages.AskAnswer(meeting=target)

    def _region(self, topic: RegionTopic, target: str, person: Person, pack: Pack) -> Message:
        if target != "my-region":
            return messages.RegionAnswer(topic=topic, region=target)
        own = pack.own_regions(access_of(person.grants).regions, person.country, person.region)
        if not own:
            return messages.RegionUnknown()
        if len(own) == 1:
            return messages.RegionAnswer(topic=topic, region=own[0].id)
        return _ask_back(tuple(Match(f"region.{topic}", region.id) for region in own))


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return _READABLE.search(text) is not None


def _subscriptions(person: Person) -> Message:
    return messages.Subscriptions(stopped=tuple(sorted(person.stopped)))


def _only_named(understood: Understood) -> bool:
    """Whether a meeting is named and nothing asked of it."""
    return not understood.concepts


def upcoming_meetings(pack: Pack, now: datetime) -> list[Meeting]:
    """The meetings that are not over, the soonest first."""
    return sorted((meeting for meeting in pack.meetings if meeting.over_at() > now), key=Meeting.begins_at)


def _ask_back(choices: tuple[Match, ...]) -> messages.AskBack:
    return messages.AskBack(
        choices=tuple(messages.Choice(topic=choice.topic, target=choice.target or "all") for choice in choices[:3])
    )
