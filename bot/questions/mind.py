"""What a conversation is about: the last question, and the meeting, strand, region and roadmap spoken of last."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

WITHOUT_TARGET: Final = frozenset({"do.reminders", "do.language", "do.feedback", "handover", "smalltalk"})
OF_MEETINGS: Final = ("meeting.", "do.rsvp", "do.calendar")
_OF_REGIONS: Final = frozenset({"region.secretariat", "region.countries", "region.of_country", "roadmap.region"})
_NO_MEETING: Final = frozenset({"all", "no-meeting"})


@dataclass(frozen=True)
class Match:
    """A topic, and what it is asked of: an id of the pack, "all", "no-meeting", "my-region" or None."""

    topic: str
    target: str | None


@dataclass(frozen=True)
class Mind:
    """What is in mind when the next question comes; ids that a pack no longer has are left unheeded there.

    `last` is the last question that is about something; its target is None where it was asked back what it is of.
    `open` is a topic that was asked back about before that, and never settled.
    """

    last: Match | None = None
    meeting: str | None = None
    strand: str | None = None
    region: str | None = None
    roadmap: str | None = None
    open: str | None = None

    def after(self, match: Match) -> "Mind":
        """What is in mind once a question was answered; politeness and settings in between leave it as it was.

        A list of meetings, or none, puts the one spoken of out of mind, as "my region" does with the other one.
        """
        topic, target = match.topic, match.target
        if topic in WITHOUT_TARGET:
            return self
        unsettled = self.last.topic if self.last and self.last.target is None else self.open
        mind = replace(self, last=match, open=None if unsettled == topic else unsettled)
        if target is None:
            return mind
        if topic.startswith(OF_MEETINGS):
            return replace(mind, meeting=None if target in _NO_MEETING else target)
        if topic in _OF_REGIONS:
            return replace(mind, region=None if target == "my-region" else target)
        if topic == "roadmap.strand":
            return replace(mind, strand=target)
        if topic == "roadmap.overview":
            return replace(mind, roadmap=target)
        return mind

    def asked_back(self, choices: Iterable[Match]) -> "Mind":
        """What is in mind while one of these is to be chosen: what they all share, be it the topic or what it is
        asked of."""
        told = tuple(choices)
        topics, aims = {choice.topic for choice in told}, {choice.target for choice in told}
        if len(topics) == 1:
            return self.after(Match(topics.pop(), None))
        if len(aims) == 1:
            return replace(self.after(told[0]), last=self.last)
        return self


NOTHING: Final = Mind()
"""What is in mind where nothing was spoken of."""
