"""Which meeting a question is about, once its topic is known."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.content import Pack
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus
from bot.questions.dates import Period
from bot.questions.phrases import EXACT
from bot.questions.reading import Reading
from bot.questions.targets import ALL

NO_MEETING: Final = "no-meeting"

_DECIDED: Final = 1.25
"""How much more of a name must be said than of another for it to be the one that is meant."""

_FORMATS: Final = (
    ("online_meeting", MeetingFormat.ONLINE),
    ("hybrid_meeting", MeetingFormat.HYBRID),
    ("in_person_meeting", MeetingFormat.IN_PERSON),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What questions tell a meeting by, besides its names; days are those at its place, both included."""

    id: str
    country: str | None
    format: MeetingFormat | None
    first: date
    last: date

    def within(self, periods: Sequence[Period]) -> bool:
        """Whether it takes place, wholly or in part, in one of the periods."""
        return any(self.first <= period.last and period.first <= self.last for period in periods)


class Calendar:
    """The meetings of a pack that may be asked about, in order; drafts are not."""

    def __init__(self, pack: Pack) -> None:
        known = [meeting for meeting in pack.meetings if meeting.status is not MeetingStatus.DRAFT]
        known.sort(key=lambda meeting: (meeting.begins_at(), meeting.id))
        self._entries = [_entry(meeting) for meeting in known]
        self._over = {meeting.id: meeting.over_at() for meeting in known if meeting.status is MeetingStatus.PUBLISHED}
        self._turns = sorted(set(self._over.values()))
        self._seen: tuple[int, Meetings] | None = None

    def at(self, now: datetime) -> "Meetings":
        """The meetings as they are seen at an aware instant; the same until the next one is over."""
        turn = bisect_right(self._turns, now)
        if self._seen is None or self._seen[0] != turn:
            upcoming = frozenset(name for name, over in self._over.items() if over > now)
            self._seen = turn, Meetings(self._entries, upcoming)
        return self._seen[1]


class Meetings:
    """The meetings that may be asked about, seen at one instant."""

    def __init__(self, known: Sequence[Entry], upcoming: frozenset[str]) -> None:
        """`known` in the order in which they begin; `upcoming`: the ids of those that take place and are not over."""
        self._known = known
        self._upcoming = [entry for entry in known if entry.id in upcoming]
        past = [entry for entry in known if entry.id not in upcoming]
        self._nearest = [*self._upcoming, *reversed(past)]
        self._by_id = {entry.id: entry for entry in known}
        self._rank = {entry.id: rank for rank, entry in enumerate(self._nearest)}
        self._in_country: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._nearest:
            if entry.country:
                self._in_country[entry.country].append(entry)
        self._years = {entry.first.year for entry in known}
        self._coming = upcoming

    def hinted(self, reading: Reading) -> bool:
        """Whether a time, a country or a format is said at which, or in which, a meeting takes place."""
        if len(reading.touched) == 1 or self._of_format(reading):
            return True
        if any(entry.id in self._coming for code in reading.countries for entry in self._in_country.get(code, ())):
            return True
        return bool(reading.periods) and any(entry.within(reading.periods) for entry in self._upcoming)

    def of(self, reading: Reading, previous: str | None) -> list[str]:
        """The meetings that a question about a meeting is about; `previous` is the one spoken of before."""
        named = self._named(reading)
        if named:
            return named
        if not self._plausible(reading):
            return []
        placed = self._placed(reading)
        dated = [entry for entry in self._nearest if entry.within(reading.periods)] if reading.periods else []
        both = [entry for entry in placed if entry in dated]
        for found in (both, placed, dated, self._of_format(reading)):
            if found:
                coming = [entry.id for entry in found if entry.id in self._coming]
                return coming or [entry.id for entry in found]
        if "after_next" in reading.concepts and len(self._upcoming) > 1:
            return [self._upcoming[1].id]
        if "next" in reading.concepts and self._upcoming:
            return [self._upcoming[0].id]
        if previous in self._by_id:
            return [previous]
        touched = reading.touched & self._by_id.keys()
        if len(touched) == 1:
            return [*touched]
        if len(self._upcoming) == 1:
            return [self._upcoming[0].id]
        return [entry.id for entry in self._nearest]

    def coming(self, found: Iterable[str]) -> list[str]:
        """Those of these that take place and are not over."""
        return [name for name in found if name in self._coming]

    def listed(self, reading: Reading, previous: str | None) -> str:
        """What a question for meetings in general singles out; `previous` is the one spoken of before."""
        if "after_next" in reading.concepts:
            return self._after_next()
        if "after" in reading.concepts and (reading.periods or reading.said or previous):
            return self._later(reading, previous)
        if reading.periods:
            return _only(entry for entry in self._known if entry.within(reading.periods))
        if reading.years and not self._years.intersection(reading.years):
            return NO_MEETING
        if reading.countries:
            return _only(self._placed(reading))
        several = "list" in reading.concepts or reading.concepts.get("several") == EXACT
        if "next" in reading.concepts and not several:
            return self._upcoming[0].id if self._upcoming else NO_MEETING
        return ALL

    def within(self, reading: Reading) -> tuple[str, ...]:
        """The meetings of a time that is named, or in a country; none where neither is."""
        if reading.periods:
            return tuple(entry.id for entry in self._known if entry.within(reading.periods))
        placed = {entry.id for entry in self._placed(reading)}
        return tuple(entry.id for entry in self._known if entry.id in placed) if placed else ()

    def _after_next(self) -> str:
        return self._upcoming[1].id if len(self._upcoming) > 1 else NO_MEETING

    def _later(self, reading: Reading, previous: str | None) -> str:
        named = {said.name.target for said in reading.said} & self._by_id.keys()
        ends = [period.last for period in reading.periods] + [self._by_id[name].last for name in named]
        if not reading.said and not ends and previous in self._by_id:
            ends = [self._by_id[previous].last]
        later = (entry.id for entry in self._upcoming if entry.first > max(ends, default=date.min))
        return next(later, NO_MEETING)

    def _placed(self, reading: Reading) -> list[Entry]:
        return [entry for code in reading.countries for entry in self._in_country.get(code, ())]

    def _of_format(self, reading: Reading) -> list[Entry]:
        """The meetings of a format that is named: those to come, or else those that are over."""
        meant = {kind for concept, kind in _FORMATS if concept in reading.concepts}
        if not meant:
            return []
        found = [entry for entry in self._nearest if entry.format in meant]
        return [entry for entry in found if entry.id in self._coming] or found

    def _named(self, reading: Reading) -> list[str]:
        weights: dict[str, float] = {}
        for said in reading.named("meeting", "city"):
            weights[said.name.target] = weights.get(said.name.target, 0.0) + said.weight * said.share
        if not weights or (reading.cities and not reading.named("city")):
            return []
        best = max(weights.values())
        close = [self._by_id[target] for target, weight in weights.items() if weight * _DECIDED >= best]
        if len(close) > 1:
            close = [entry for entry in close if entry.within(reading.periods)] or close
            close = [entry for entry in close if entry.first.year in reading.years] or close
            close = [entry for entry in close if entry.country in reading.countries] or close
            close = [entry for entry in close if entry.id in self._coming] or close
        if reading.years:
            close = [entry for entry in close if entry.first.year in reading.years]
        return sorted((entry.id for entry in close), key=self._rank.__getitem__)

    def _plausible(self, reading: Reading) -> bool:
        """Whether it can be one of these: no year in which there is none, no other city."""
        return self._years.issuperset(reading.years) and not (reading.cities and not reading.countries)


def _only(found: Iterable[Entry]) -> str:
    names = [entry.id for entry in found]
    return NO_MEETING if not names else names[0] if len(names) == 1 else ALL


def _entry(meeting: Meeting) -> Entry:
    return Entry(meeting.id, meeting.country, meeting.format, _day(meeting.starts), _day(meeting.ends))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
