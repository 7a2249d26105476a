"""What a question is asked of, once its topic is known: ids of the pack, or what stands for them."""

from dataclasses import replace
from typing import Final

from bot.domain.content import Pack
from bot.questions import targets
from bot.questions.faq import FaqIndex
from bot.questions.likeness import SURE, Likeness, of_strands
from bot.questions.meetings import Meetings
from bot.questions.mind import OF_MEETINGS, WITHOUT_TARGET, Mind
from bot.questions.reading import Reading

_OF_PARTS: Final = frozenset({"roadmap.strand", "roadmap.region", "roadmap.status"})


class Aims:
    """Finds what questions about one pack are asked of."""

    def __init__(self, pack: Pack, faq: FaqIndex) -> None:
        self._pack = pack
        self._faq = faq
        self.on_initiative = faq.on_initiative
        self._meetings = {meeting.id for meeting in pack.meetings}
        self._regions = {region.id for region in pack.regions}
        self._roadmaps = {roadmap.id for roadmap in pack.roadmaps}
        self._strands_like = Likeness(of_strands(pack))
        self._strands = {strand.id for roadmap in pack.roadmaps for strand in roadmap.strands}

    def present(self, mind: Mind) -> Mind:
        """The mind without what the pack no longer has; what a progress was asked of counts as spoken of."""
        last = mind.last.target if mind.last and mind.last.topic == "roadmap.status" else None
        return replace(
            mind,
            meeting=mind.meeting if mind.meeting in self._meetings else None,
            strand=next((spoken for spoken in (last, mind.strand) if spoken in self._strands), None),
            region=next((spoken for spoken in (last, mind.region) if spoken in self._regions), None),
            roadmap=mind.roadmap if mind.roadmap in self._roadmaps else None,
        )

    def nearest_entry(self, reading: Reading) -> tuple[str | None, float]:
        """The FAQ entry whose questions are nearest, and how near (0…1)."""
        named = {place for said in reading.named("meeting") if reading.plainly(said) for place in said.places}
        return self._faq.best(reading.words, reading.hits, named)

    def of(self, topic: str, reading: Reading, country: str | None, meetings: Meetings, mind: Mind) -> list[str | None]:
        """What it may be asked of: one where that is clear, none where the pack has nothing of the kind.

        `country` is the asker's (ISO 3166-1 alpha-2), where it is known.
        """
        if topic in WITHOUT_TARGET:
            return [None]
        if topic == "meeting.list":
            return [meetings.listed(reading, mind.meeting)]
        if topic.startswith(OF_MEETINGS):
            if topic != "do.rsvp":
                return [*meetings.of(reading, mind.meeting)]
            # A word of a name may be one of the answer: "online" names no webinar.
            found = meetings.of(replace(reading, touched=frozenset()), mind.meeting)
            return [*(meetings.coming(found) or found)]
        if topic == "region.list":
            return [targets.ALL]
        if topic.startswith("region.") or topic == "roadmap.region":
            return [*targets.regions(self._pack, reading, country, mind.region)]
        if topic == "faq":
            entry, _ = self.nearest_entry(reading)
            return [entry] if entry else []
        return [*self._of_roadmap(topic, reading, mind)]

    def _of_roadmap(self, topic: str, reading: Reading, mind: Mind) -> list[str]:
        if topic == "roadmap.strand":
            named = [said.name.target for said in reading.meant("strand")[:1]]
            return named or self._strands_like.like(reading) or ([mind.strand] if mind.strand else [])
        if topic == "roadmap.status":
            parts = reading.meant("strand", "item", "region")[:1]
            if parts:
                return [said.name.target for said in parts]
            if of_countries := [region.id for code in reading.countries for region in self._pack.regions_of(code)]:
                return of_countries
            if mind.last and mind.last.topic in _OF_PARTS and "@roadmap" not in reading.evidence:
                spoken = mind.last.target
                if spoken in self._strands | self._regions and "roadmap" not in reading.concepts:
                    return [spoken]
            if len(like := self._strands_like.like(reading, SURE)) == 1:
                return [*like]
        return targets.roadmaps(self._pack, reading, mind.roadmap)
