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
from bot.questions.likeness import SURE, Likeness, of_meetings
from bot.questions.phrases import EXACT
from bot.questions.reading import Reading
from bot.questions.series import series
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
    series: str | None
    """What it shares with the other meetings of its series; none where it is the only one."""

    def within(self, periods: Sequence[Period]) -> bool:
        """Whether it takes place, wholly or in part, in one of the periods."""
        return any(self.first <= period.last and period.first <= self.last for period in periods)


class Calendar:
    """The meetings of a pack that may be asked about, in order; drafts are not."""

    def __init__(self, pack: Pack) -> None:
        known = [meeting for meeting in pack.meetings if meeting.status is not MeetingStatus.DRAFT]
        known.sort(key=lambda meeting: (meeting.begins_at(), meeting.id))
        of_series = series(known)
        self._entries = [_entry(meeting, of_series.get(meeting.id)) for meeting in known]
        self._over = {meeting.id: meeting.over_at() for meeting in known if meeting.status is MeetingStatus.PUBLISHED}
        self._turns = sorted(set(self._over.values()))
        self._likeness = Likeness(of_meetings(pack), everyday=False)
        self._seen: tuple[int, Meetings] | None = None

    def at(self, now: datetime) -> "Meetings":
        """The meetings as they are seen at an aware instant; the same until the next one is over."""
        turn = bisect_right(self._turns, now)
        if self._seen is None or self._seen[0] != turn:
            upcoming = frozenset(name for name, over in self._over.items() if over > now)
            self._seen = turn, Meetings(self._entries, upcoming, self._likeness)
        return self._seen[1]


class Meetings:
    """The meetings that may be asked about, seen at one instant."""

    def __init__(self, known: Sequence[Entry], upcoming: frozenset[str], likeness: Likeness) -> None:
        """`known` in the order in which they begin; `upcoming`: the ids of those that take place and are not over;
        `likeness` finds them by other words than their names."""
        self._known = known
        self._likeness = likeness
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
        pointers = reading.pointers
        named = self._named(reading)
        if pointers.step and (pointers.named_step or not named) and (beside := self._beside(reading, named, previous)):
            return beside
        dropped = self._dropped(reading, previous)
        if dropped and (others := self._others(reading, named, dropped)):
            return others
        if named:
            return named
        if not self._plausible(reading):
            return []
        found = self._narrowed(reading)
        if pointers.order and (found is not None or not pointers.negates):
            return self._in_order(reading, found, pointers.order)
        if found:
            return found
        if len(like := self._likeness.like(reading, SURE)) == 1:
            return like
        if found is not None and self._elsewhere(reading):
            return []
        if "after_next" in reading.concepts and len(self._upcoming) > 1:
            return [self._upcoming[1].id]
        if "next" in reading.concepts and self._upcoming:
            return [self._upcoming[0].id]
        if previous in self._by_id:
            return [previous]
        touched = reading.touched & self._by_id.keys()
        if len(touched) == 1 and not pointers.strange:
            return [*touched]
        if len(self._upcoming) == 1:
            return [self._upcoming[0].id]
        return [entry.id for entry in self._nearest]

    def _narrowed(self, reading: Reading) -> list[str] | None:
        """The meetings of the country, the time or the format that is said, those to come if there are such; None
        where none of these is said."""
        told = [
            found
            for said, found in (
                (reading.meant_countries, self._placed(reading)),
                (reading.meant_periods, self._dated(reading)),
                (self._of_format(reading), self._of_format(reading)),
            )
            if said
        ]
        if not told:
            return None
        every = [entry for entry in self._nearest if all(entry in found for found in told if found)]
        kept = every if any(told) and every else next((found for found in told if found), [])
        coming = [entry.id for entry in kept if entry.id in self._coming]
        return coming or [entry.id for entry in kept]

    def _elsewhere(self, reading: Reading) -> bool:
        """Whether it is asked of a meeting in a country where there is none, or at a time when there is none."""
        return reading.pointers.then or any(not self._in_country.get(code) for code in reading.pointers.there)

    def _in_order(self, reading: Reading, found: list[str] | None, order: int) -> list[str]:
        """The first, the second or the last of those in question."""
        if found is None and reading.years:
            ids = [entry.id for entry in self._known if entry.first.year in reading.years]
        elif found is None:
            # Whether the last one is that which was, or that which comes last, only the asker knows.
            ids = [entry.id for entry in self._upcoming] if order > 0 else []
        else:
            ids = [entry.id for entry in self._known if entry.id in found]
        place = order - 1 if order > 0 else order
        if -len(ids) <= place < len(ids):
            return [ids[place]]
        return found or [entry.id for entry in self._nearest]

    def _beside(self, reading: Reading, named: list[str], previous: str | None) -> list[str]:
        """The meeting right after, or right before, the one that is named or was spoken of."""
        described = [] if named else self._narrowed(reading) or []
        told = named[:1] if reading.pointers.named_step else described
        base = next(iter(told or described), previous) if len(told or described) <= 1 else None
        if base not in self._by_id:
            return []
        places = [entry.id for entry in self._known]
        place = places.index(base) + reading.pointers.step
        return [places[place]] if 0 <= place < len(places) else []

    def _dropped(self, reading: Reading, previous: str | None) -> set[str]:
        """The meetings that are said not to be meant."""
        pointers = reading.pointers
        dropped = set(pointers.dropped & self._by_id.keys())
        if pointers.countries or pointers.periods:
            times = [period for period in reading.periods if period.start in pointers.periods]
            for entry in self._known:
                there = not pointers.countries or entry.country in pointers.countries
                if there and (not times or entry.within(times)):
                    dropped.add(entry.id)
        if not dropped and pointers.other and previous in self._by_id:
            dropped = {previous}
        return dropped

    def _others(self, reading: Reading, named: list[str], dropped: set[str]) -> list[str]:
        """What is meant where some are not: those that are named or described besides, or that are like them."""
        if rest := [name for name in named if name not in dropped]:
            return rest
        narrowed = [name for name in self._narrowed(reading) or () if name not in dropped]
        if narrowed:
            return narrowed
        countries = {self._by_id[name].country for name in dropped if reading.pointers.countries}
        alike = self._like(dropped) or [entry.id for entry in self._upcoming if entry.country in countries - {None}]
        if kept := [name for name in alike if name not in dropped]:
            return kept
        return [entry.id for entry in self._upcoming if entry.id not in dropped]

    def _like(self, dropped: set[str]) -> list[str]:
        """Those to come, or else all, that are of one series with these: another session of the same committee."""
        series = {self._by_id[name].series for name in dropped} - {None}
        found = [entry.id for entry in self._nearest if entry.series in series and entry.id not in dropped]
        return [name for name in found if name in self._coming] or found

    def coming(self, found: Iterable[str]) -> list[str]:
        """Those of these that take place and are not over."""
        return [name for name in found if name in self._coming]

    def listed(self, reading: Reading, previous: str | None) -> str:
        """What a question for meetings in general singles out; `previous` is the one spoken of before."""
        if reading.pointers.order and (single := self._single(reading, reading.pointers.order)):
            return single
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

    def _single(self, reading: Reading, order: int) -> str | None:
        """The meeting of a place in order, where it is said of which: the last one of 2026."""
        found = self._narrowed(reading)
        if found is None and not reading.years:
            return None
        return next(iter(self._in_order(reading, found, order)), None)

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
        return [entry for code in reading.meant_countries for entry in self._in_country.get(code, ())]

    def _dated(self, reading: Reading) -> list[Entry]:
        found = [entry for entry in self._nearest if entry.within(reading.meant_periods)]
        # "The one in February" may be the last one as well, where no February to come has any.
        before = [period.year_before() for period in reading.meant_periods if period.rolled]
        if before and (not found or "past" in reading.concepts):
            return [entry for entry in self._nearest if entry.within(before)] or found
        return found

    def _of_format(self, reading: Reading) -> list[Entry]:
        """The meetings of a format that is named: those to come, or else those that are over."""
        meant = {
            kind for concept, kind in _FORMATS if concept in reading.concepts or concept in reading.pointers.formats
        }
        if not meant:
            return []
        found = [entry for entry in self._nearest if entry.format in meant]
        return [entry for entry in found if entry.id in self._coming] or found

    def _named(self, reading: Reading) -> list[str]:
        weights: dict[str, float] = {}
        for said in reading.meant("meeting", "city"):
            weights[said.name.target] = weights.get(said.name.target, 0.0) + said.weight * said.share
        if not weights or (reading.cities and not reading.meant("city")):
            return []
        best = max(weights.values())
        close = [self._by_id[target] for target, weight in weights.items() if weight * _DECIDED >= best]
        if len(close) > 1:
            close = [entry for entry in close if entry.within(reading.meant_periods)] or close
            close = [entry for entry in close if entry.first.year in reading.years] or close
            close = [entry for entry in close if entry.country in reading.meant_countries] or close
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


def _entry(meeting: Meeting, of_series: str | None) -> Entry:
    days = _day(meeting.starts), _day(meeting.ends)
    return Entry(meeting.id, meeting.country, meeting.format, *days, of_series)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
