"""Rounds of feedback: what is asked, of whom, how it is answered, and who is promised what.

The terms of a round are kept with it from the moment it opens: what people were promised when they answered
(`anonymous`, `shown_from`, who sees what) cannot be changed by a later version of the content.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.attendance import Asked, Circle, days_of
from bot.domain.audience import announces_within
from bot.domain.content import Pack
from bot.domain.content_fields import duration
from bot.domain.content_parts import EVERYONE, Audience
from bot.domain.content_text import Text
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import may_organize

KEYS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""A choice is known by one of these for as long as its round exists: the first by `a`."""

MOST_CHOICES: Final = 40
"""Telegram takes a hundred buttons beneath a message."""

HIGHEST: Final = 5
"""Of a rating, from 1."""

TOP: Final = 3
"""So many are ranked where nothing else is said."""

SHOWN_FROM: Final = 5
"""So many answers it takes before results are shown, where nothing else is said."""

FEWEST: Final = 3
"""With fewer than these no round can be called anonymous: each of two would know what the other has said."""

LONGEST_REMARK: Final = 500
"""Characters of a line of text."""

SUBJECT: Final = "round/"
"""How the subjects of messages on rounds begin."""

_CHAT: Final = "r."
_MEETING: Final = "m."
_NO_DAYS: Final = ""
"""For which nobody has answered."""

Path = tuple[str, ...]
"""The group that an answer belongs to, from coarse to fine: `("seee", "GE")`; empty: none but all."""


_BETWEEN: Final = "/"


def path_text(path: Path) -> str:
    """A path as it is stored."""
    return _BETWEEN.join(path)


def path_from(stored: str) -> Path:
    """The path that `path_text` wrote."""
    return tuple(stored.split(_BETWEEN)) if stored else ()


class Method(StrEnum):
    RATE = "rate"
    """Each from 1 to 5."""
    CHOOSE = "choose"
    """Up to so many."""
    RANK = "rank"
    """The first so many, in order."""


class Grouping(StrEnum):
    """By what results are shown apart. No more than this is stored with an anonymous answer."""

    REGION = "region"
    COUNTRY = "country"
    LANGUAGE = "language"
    NONE = "none"


class RoundState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    """It opens at its time."""
    OPEN = "open"
    CLOSED = "closed"


class Remark(StrEnum):
    """A line of text beside an answer."""

    COMMENT = "comment"
    WHY = "why"
    """Why what was chosen first comes first."""


Showing = Literal["never", "after_closing", "live"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Value):
    """Something to rate, choose or rank. `source`: the strand or item that it is, or what the pack calls it."""

    key: str = Field(pattern="^[a-zA-Z]$")
    title: Text
    source: str | None = None
    withdrawn: bool = False
    """It was taken back while the round was open: it cannot be chosen, and counts no more."""


class Terms(_Value):
    """What is asked and how; times are instants. `most`: how many may be chosen or ranked; `roadmap`: the one whose
    strands or items the choices are; `meeting`: the one that the round follows, of those who came to it; `earlier`:
    the round with which results are compared."""

    title: Text
    method: Method
    most: int = 1
    choices: tuple[Choice, ...] = ()
    roadmap: str | None = None
    meeting: str | None = None
    audience: Audience = EVERYONE
    opens: datetime | None = None
    closes: datetime | None = None
    remind: tuple[str, ...] = ()
    """How long before it closes those are reminded who have not answered."""
    anonymous: bool = True
    shown_from: int = SHOWN_FROM
    grouping: Grouping = Grouping.REGION
    results: Showing = "after_closing"
    """When those who were asked see the results."""
    comment: bool = False
    why: bool = False
    earlier: str | None = None

    @property
    def open_choices(self) -> tuple[Choice, ...]:
        """Those that can be chosen."""
        return tuple(choice for choice in self.choices if not choice.withdrawn)

    @property
    def places(self) -> int:
        """How many can be chosen, or ranked, by now."""
        return min(self.most, len(self.open_choices))

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)

    def remarks(self) -> tuple[Remark, ...]:
        """The lines of text that are asked for."""
        return (*((Remark.WHY,) if self.why else ()), *((Remark.COMMENT,) if self.comment else ()))

    def reminders(self) -> dict[str, datetime]:
        """When those who have not answered are reminded, by what `remind` says."""
        if self.closes is None:
            return {}
        return {said: self.closes - duration(said) for said in self.remind}


@dataclass(frozen=True)
class Round:
    """`author_id` is none where the round is none of somebody's, or they are forgotten; `scope`: the regions beyond
    which nobody is asked (none: no such limit); `decision`: what was decided in the light of the results, as text by
    language; `asked`, `answered`: how many that were when it closed; `decided_at`: when the decision was published
    (none: it is still being written)."""

    id: str
    state: RoundState
    terms: Terms
    created_at: datetime
    changed_at: datetime
    author_id: int | None = None
    scope: frozenset[str] | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    asked: int | None = None
    answered: int | None = None
    decision: Mapping[str, str] = field(default_factory=dict)
    decided_at: datetime | None = None

    @property
    def of_chat(self) -> bool:
        return self.id.startswith(_CHAT)

    @property
    def of_pack(self) -> bool:
        return "." not in self.id

    @property
    def is_open(self) -> bool:
        return self.state is RoundState.OPEN


class Answered(NamedTuple):
    """An answer (`bot.domain.figures` says how it is written): as it stands on the screen, and as it counts (none: not
    yet). What was given counts until another answer is given."""

    draft: str = ""
    given: str | None = None


class Said(NamedTuple):
    """A line of text; `choice`: the one that it speaks of; `person_id`: none in an anonymous round."""

    remark: Remark
    words: str
    language: str
    choice: str | None = None
    person_id: int | None = None


class Respondent(NamedTuple):
    """Somebody with what they have answered (`bot.domain.figures` says how it is written), in a round with names."""

    person_id: int
    country: str | None
    region: str | None
    language: str
    marks: str


def chat_round_id(token: str) -> str:
    """The id of a round that is made in chat; `token`: some letters and digits that no other has."""
    return f"{_CHAT}{token}"


def meeting_round_id(meeting: str) -> str:
    """The id of the round that follows a meeting."""
    return f"{_MEETING}{meeting}"


def subject_of(round_id: str) -> str:
    """The subject of the messages on a round."""
    return f"{SUBJECT}{round_id}"


def asked_of(pack: Pack, round_: Round) -> Asked:
    """Whom a round asks by this pack: those of its audience, whatever their role where it names none. One that follows
    a meeting which is gone asks nobody."""
    audience = round_.terms.audience
    regions = frozenset(audience.regions) or (round_.scope or frozenset())
    circle = Circle(
        roles=frozenset(role for role in Role if role in audience.roles) or frozenset(Role),
        countries=frozenset(audience.countries) or None,
        regions=regions or None,
        of_regions=_countries_of(pack, regions),
    )
    if round_.terms.meeting is None:
        return Asked(circle)
    meeting = pack.meeting(round_.terms.meeting)
    return Asked(circle, round_.terms.meeting, _NO_DAYS if meeting is None else days_of(meeting))


def path_of(pack: Pack, person: Person, grouping: Grouping) -> Path:
    """The group that somebody's answer belongs to. Who has no country, or no region, belongs to the next larger one
    that they have."""
    if grouping is Grouping.LANGUAGE:
        return (person.language,)
    if grouping is Grouping.NONE:
        return ()
    country = next((grant.country for grant in person.grants if grant.country), None)
    regions = [region.id for region in pack.regions_of(country)] if country else []
    own = next((grant.region for grant in person.grants if grant.region), None)
    region = person.region if person.region in regions else next(iter(regions), own)
    if region is None:
        return ()
    return (region, country) if grouping is Grouping.COUNTRY and country else (region,)


def may_follow(grants: Iterable[Grant], round_: Round, pack: Pack) -> bool:
    """Whether whoever holds these grants looks after a round, and sees its results from the beginning: administrators
    and the coordination any; a regional secretariat one that asks its own region alone; who organizes a meeting, the
    one that follows it."""
    grants = tuple(grants)
    if round_.terms.meeting is not None:
        meeting = pack.meeting(round_.terms.meeting)
        if meeting is not None and may_organize(grants, meeting):
            return True
    within = announces_within(grants)
    if within is None:
        return True
    circle = asked_of(pack, round_).circle
    if circle.regions is not None:
        return bool(within) and circle.regions <= within
    return bool(within) and circle.countries is not None and circle.countries <= _countries_of(pack, within)


def _countries_of(pack: Pack, regions: Iterable[str]) -> frozenset[str]:
    found = (pack.region(each) for each in regions)
    return frozenset(country for region in found if region is not None for country in region.countries)
