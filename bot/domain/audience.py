"""Whom an announcement is for: a selection of members, made of conditions, which is read aloud as a sentence.

A selection names groups: whoever fits one of them is meant, once. A group names conditions, all of which have to fit;
one for everyone means every member. Conditions on roles, countries and regions in a group speak of one and the
same role that somebody holds: "focal points of Georgia" are no translators who are focal points elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.attendance import Asked, Circle, circle_of, days_of
from bot.domain.content import Pack
from bot.domain.people import Grant, Role

MOST_GROUPS: Final = 5
MOST_CONDITIONS: Final = 8
MOST_VALUES: Final = 64

MOST_SAVED: Final = 20
"""Audiences that one person keeps under names."""


class Filter(StrEnum):
    """What a condition asks for; its values are ids and codes."""

    ROLES = "roles"
    """Of `people.Role`."""
    REGIONS = "regions"
    """A role for one of these regions, or for a country in one of them."""
    COUNTRIES = "countries"
    LANGUAGES = "languages"
    MEETING = "meeting"
    """The first value is a meeting, the others are `MeetingAnswer`s of which one was given for it."""
    ROUND = "round"
    """The first value is a round of feedback, the others are `RoundAnswer`s of which one fits."""
    ACTIVE = "active"
    """The value is a number of days within which they have written."""


OF_GRANTS: Final = frozenset({Filter.ROLES, Filter.REGIONS, Filter.COUNTRIES})
"""Conditions on what somebody holds."""

OF_ONE: Final = frozenset({Filter.MEETING, Filter.ROUND})
"""Conditions whose first value says what the others speak of; a group can have several of them."""

ACTIVE_DAYS: Final = (7, 30, 90)
"""What one can choose from."""


class MeetingAnswer(StrEnum):
    """What somebody has said to a meeting, as far as announcements tell it apart."""

    IN_PERSON = "in_person"
    """They have a place."""
    ONLINE = "online"
    """They have a place."""
    WAITING = "waiting"
    """They wait for a place, or are offered one."""
    UNSURE = "unsure"
    NO = "no"
    SILENT = "silent"
    """The meeting concerns them, and they have not answered."""


class RoundAnswer(StrEnum):
    """Whether somebody has answered a round of feedback; what they have said is not asked."""

    ANSWERED = "answered"
    SILENT = "silent"
    """The round asks them, and they have not answered."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(_Value):
    """`excluded`: whoever fits it is not meant."""

    filter: Filter
    values: tuple[str, ...] = Field(min_length=1, max_length=MOST_VALUES)
    excluded: bool = False


class Group(_Value):
    """Nobody, where there is no condition, unless it is for `everyone`."""

    conditions: tuple[Condition, ...] = Field(default=(), max_length=MOST_CONDITIONS)
    everyone: bool = False


class Selection(_Value):
    """Nobody, where there is no group."""

    groups: tuple[Group, ...] = Field(default=(), max_length=MOST_GROUPS)

    @property
    def is_everyone(self) -> bool:
        """Whether a group of it means every member."""
        return any(group.everyone and not group.conditions for group in self.groups)

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is chosen."""
        return not any(group.conditions or group.everyone for group in self.groups)

    def conditions(self) -> Iterable[Condition]:
        """Those of all groups."""
        return (condition for group in self.groups for condition in group.conditions)

    def named(self, filter_: Filter) -> frozenset[str]:
        """The meetings, or the rounds, that its conditions speak of."""
        return frozenset(condition.values[0] for condition in self.conditions() if condition.filter is filter_)


EVERYONE: Final = Selection(groups=(Group(everyone=True),))
NO_ROUNDS: Final[Mapping[str, Asked]] = {}


def toggled(selection: Selection, key: "Key", value: str) -> Selection:
    """With a value among those of a condition of the last group, or no longer among them; the same where it has as many
    as there can be."""
    *before, last = selection.groups or (Group(),)
    kept = [condition for condition in last.conditions if key_of(condition) != key]
    found = next((condition for condition in last.conditions if key_of(condition) == key), None)
    head: tuple[str, ...] = () if key.of is None else (key.of,)
    old = () if found is None else found.values[len(head) :]
    new: tuple[str, ...]
    if key.filter is Filter.ACTIVE:
        new = () if value in old else (value,)
    else:
        new = tuple(each for each in old if each != value) if value in old else (*old, value)
    excluded = found is not None and found.excluded
    conditions = [*kept, Condition(filter=key.filter, values=(*head, *new), excluded=excluded)] if new else kept
    if len(conditions) > MOST_CONDITIONS or len(head) + len(new) > MOST_VALUES:
        return selection
    return Selection(groups=(*before, Group(conditions=tuple(conditions))))


def turned(selection: Selection, key: "Key") -> Selection:
    """With a condition of the last group that means all but what it meant."""
    *before, last = selection.groups or (Group(),)
    conditions = tuple(
        condition.model_copy(update={"excluded": not condition.excluded}) if key_of(condition) == key else condition
        for condition in last.conditions
    )
    return Selection(groups=(*before, last.model_copy(update={"conditions": conditions})))


def or_also(selection: Selection) -> Selection:
    """With another group, of nobody yet; the same where the last one is so, or there are as many as there can be."""
    groups = selection.groups
    if not groups or len(groups) >= MOST_GROUPS or not groups[-1].conditions:
        return selection
    return Selection(groups=(*groups, Group()))


def countries_meant(pack: Pack, selection: Selection, within: frozenset[str] | None) -> set[str]:
    """The countries whose focal points a selection means by their office, whoever holds it: by roles, regions and
    countries alone."""
    meant: set[str] = set()
    everywhere = {country for region in pack.regions for country in region.countries}
    for group in selection.groups:
        of_office = all(condition.filter in OF_GRANTS for condition in group.conditions)
        if not (group.conditions or group.everyone) or not of_office:
            continue
        found = set(everywhere)
        for condition in group.conditions:
            match condition.filter:
                case Filter.ROLES:
                    fits = everywhere if Role.NFP in condition.values else set()
                case Filter.COUNTRIES:
                    fits = set(condition.values)
                case _:
                    fits = _countries_of(pack, condition.values)
            found = found - fits if condition.excluded else found & fits
        meant |= found
    return meant if within is None else meant & _countries_of(pack, within)


def _countries_of(pack: Pack, regions: Iterable[str]) -> set[str]:
    found = (pack.region(each) for each in regions)
    return {country for region in found if region is not None for country in region.countries}


class Key(NamedTuple):
    """What tells a condition of a group from its others: several can speak of meetings, or of rounds, each of another
    one (`of`)."""

    filter: Filter
    of: str | None = None


def key_of(condition: Condition) -> Key:
    """The key of a condition."""
    return Key(condition.filter, condition.values[0] if condition.filter in OF_ONE else None)


class OfMeeting(NamedTuple):
    """A meeting as a condition reads it: for which days its answers count, and whom it concerns."""

    days: str
    circle: Circle


@dataclass(frozen=True)
class Resolved:
    """A selection as it reads by a pack at an instant; `regions`: their countries; `within`: countries and regions
    beyond which nobody is meant (none: no such limit); `rounds`: whom those ask that it speaks of."""

    selection: Selection
    regions: Mapping[str, frozenset[str]]
    meetings: Mapping[str, OfMeeting]
    rounds: Mapping[str, Asked]
    within: frozenset[str] | None
    at: datetime


def resolve(
    pack: Pack,
    selection: Selection,
    within: frozenset[str] | None,
    at: datetime,
    rounds: Mapping[str, Asked] = NO_ROUNDS,
) -> Resolved:
    """What a selection means by this pack; `within`: the regions beyond which nobody is meant; `rounds`: whom the
    rounds ask of which it speaks. A region or a meeting that is gone from the pack fits nobody, nor does a round that
    is not given."""
    regions = {region.id: frozenset(region.countries) for region in pack.regions}
    named = selection.named(Filter.MEETING)
    meetings = {
        meeting.id: OfMeeting(days_of(meeting), circle_of(pack, meeting))
        for meeting in pack.meetings
        if meeting.id in named
    }
    return Resolved(selection, regions, meetings, rounds, within, at)


def announces_within(grants: Iterable[Grant]) -> frozenset[str] | None:
    """The regions to whose members whoever holds these grants may announce; none: to all. Empty: to nobody."""
    regions: set[str] = set()
    for grant in grants:
        match grant.role:
            case Role.ADMINISTRATOR:
                return None
            case Role.SECRETARIAT:
                if grant.region is None:
                    return None
                regions.add(grant.region)
            case Role.NFP | Role.ORGANIZER | Role.TRANSLATOR:
                continue
    return frozenset(regions)


class Unreached(NamedTuple):
    """A member who is meant and does not get it; `stopped`: they can be written to, and have stopped announcements."""

    person_id: int
    country: str | None
    role: Role
    stopped: bool


@dataclass(frozen=True)
class ReaderCount:
    """So many members of a country, region of their choice and languages; `reachable`: they can be written to;
    `stopped`: they have stopped announcements."""

    country: str | None
    region: str | None
    language: str
    second_language: str | None
    reachable: bool
    stopped: bool
    count: int

    @property
    def gets_it(self) -> bool:
        return self.reachable and not self.stopped
