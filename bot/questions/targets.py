"""Which meeting, region or roadmap a question is about, once its topic is known.

Each function gives the targets in question: one where it is clear, several where the asker has to choose, none where
the pack has nothing of the kind that was named.
"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.content import Meeting, MeetingStatus, Pack
from bot.questions.dates import Period
from bot.questions.phrases import EXACT
from bot.questions.reading import Reading

ALL, NO_MEETING, MY_REGION = "all", "no-meeting", "my-region"

_DECIDED = 1.25
"""How much more of a name must be said than of another for it to be the one that is meant."""


class Meetings:
    """The meetings that may be asked about, seen at one instant."""

    def __init__(self, pack: Pack, now: datetime) -> None:
        known = [meeting for meeting in pack.meetings if meeting.status is not MeetingStatus.DRAFT]
        self.known = sorted(known, key=lambda meeting: (meeting.begins_at(), meeting.id))
        self.upcoming = [
            meeting for meeting in self.known if meeting.status is MeetingStatus.PUBLISHED and meeting.over_at() > now
        ]
        past = [meeting for meeting in self.known if meeting not in self.upcoming]
        self.nearest = [*self.upcoming, *reversed(past)]

    def hinted(self, reading: Reading) -> bool:
        """Whether a time or a country is said at which a meeting takes place."""
        return any(
            meeting.country in reading.countries or _within(meeting, reading.periods) for meeting in self.upcoming
        )

    def of(self, reading: Reading, previous: str | None) -> list[str]:
        """The meetings that a question about a meeting is about."""
        named = self._named(reading)
        if named:
            return named
        if not self._plausible(reading):
            return []
        placed = [meeting for meeting in self.nearest if meeting.country in reading.countries]
        dated = [meeting for meeting in self.nearest if _within(meeting, reading.periods)]
        both = [meeting for meeting in placed if meeting in dated]
        for found in (both, placed, dated):
            if found:
                coming = [meeting for meeting in found if meeting in self.upcoming]
                return [meeting.id for meeting in coming or found]
        if "next" in reading.concepts and self.upcoming:
            return [self.upcoming[0].id]
        if previous and any(meeting.id == previous for meeting in self.known):
            return [previous]
        touched = [meeting.id for meeting in self.nearest if meeting.id in reading.touched]
        if len(touched) == 1:
            return touched
        if len(self.upcoming) == 1:
            return [self.upcoming[0].id]
        return [meeting.id for meeting in self.nearest]

    def listed(self, reading: Reading) -> str:
        """What a question for meetings in general singles out."""
        after = "after" in reading.concepts
        if after and (reading.periods or reading.said):
            ends = [period.last for period in reading.periods]
            ends += [
                _last_day(meeting)
                for meeting in self.known
                if meeting.id in {said.name.target for said in reading.said}
            ]
            later = [meeting for meeting in self.upcoming if _first_day(meeting) > max(ends, default=date.min)]
            return later[0].id if later else NO_MEETING
        if reading.periods:
            found = [meeting for meeting in self.known if _within(meeting, reading.periods)]
            return NO_MEETING if not found else found[0].id if len(found) == 1 else ALL
        if reading.years and not any(_first_day(meeting).year in reading.years for meeting in self.known):
            return NO_MEETING
        placed = [meeting for meeting in self.known if meeting.country in reading.countries]
        if reading.countries:
            return NO_MEETING if not placed else placed[0].id if len(placed) == 1 else ALL
        several = "list" in reading.concepts or reading.concepts.get("several") == EXACT
        if "next" in reading.concepts and not several:
            return self.upcoming[0].id if self.upcoming else NO_MEETING
        return ALL

    def within(self, reading: Reading) -> tuple[str, ...]:
        """The meetings of a time that is named, or in a country; none where neither is."""
        return tuple(
            meeting.id
            for meeting in self.known
            if _within(meeting, reading.periods) or (not reading.periods and meeting.country in reading.countries)
        )

    def _named(self, reading: Reading) -> list[str]:
        weights: dict[str, float] = {}
        for said in reading.named("meeting", "city"):
            weights[said.name.target] = weights.get(said.name.target, 0.0) + said.weight * said.share
        if not weights:
            return []
        if reading.cities and not reading.named("city"):
            return []
        best = max(weights.values())
        close = [target for target, weight in weights.items() if weight * _DECIDED >= best]
        if len(close) > 1:
            for telling in (
                [meeting.id for meeting in self.nearest if _within(meeting, reading.periods)],
                [meeting.id for meeting in self.nearest if _first_day(meeting).year in reading.years],
                [meeting.id for meeting in self.nearest if meeting.country in reading.countries],
                [meeting.id for meeting in self.upcoming],
            ):
                close = [target for target in close if target in telling] or close
        dated = {meeting.id for meeting in self.known if _first_day(meeting).year in reading.years}
        if reading.years and not dated.intersection(close):
            return []
        order = [meeting.id for meeting in self.nearest]
        return sorted(close, key=order.index)

    def _plausible(self, reading: Reading) -> bool:
        if any(not any(_first_day(meeting).year == year for meeting in self.known) for year in reading.years):
            return False
        return not (reading.cities and not reading.countries)


def _first_day(meeting: Meeting) -> date:
    return meeting.starts.date() if isinstance(meeting.starts, datetime) else meeting.starts


def _last_day(meeting: Meeting) -> date:
    return meeting.ends.date() if isinstance(meeting.ends, datetime) else meeting.ends


def _within(meeting: Meeting, periods: Sequence[Period]) -> bool:
    return any(_first_day(meeting) <= period.last and period.first <= _last_day(meeting) for period in periods)


def regions(pack: Pack, reading: Reading, country: str | None, previous: str | None) -> list[str]:
    """The regions that a question about a region is about; `country` is the asker's, if known."""
    named = [said.name.target for said in reading.named("region")][:1]
    seats = [said.name.target for said in reading.named("seat")][:1]
    of_countries = [region.id for code in reading.countries for region in pack.regions_of(code)]
    if named or seats or of_countries:
        return list(dict.fromkeys(named or of_countries or seats))
    if reading.countries:
        return []
    if "my" not in reading.concepts and previous and pack.region(previous):
        return [previous]
    own = [region.id for region in pack.regions_of(country)] if country else []
    return own or [MY_REGION]


def roadmaps(pack: Pack, reading: Reading) -> list[str]:
    """The roadmaps that a question about a roadmap is about: the one named, or of the year named, or the latest."""
    named = [said.name.target for said in reading.named("roadmap") if said.name.solid]
    if named:
        return named[:1]
    found = [
        roadmap
        for roadmap in pack.roadmaps
        if not reading.years or not roadmap.period or roadmap.period[0] <= max(reading.years) <= roadmap.period[1]
    ]
    return [max(found, key=lambda roadmap: (roadmap.period or (0, 0), roadmap.id)).id] if found else []
