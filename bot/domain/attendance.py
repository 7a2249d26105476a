"""Who comes to a meeting: answers, places, and what may be answered when.

An answer is given for certain days. Where the meeting moves to others, it does not count any more, and is asked for
anew: every look at answers names the days (`days_of`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.content import Pack
from bot.domain.content_fields import Moment
from bot.domain.content_parts import Audience
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus, Mode
from bot.domain.people import Role

LARGEST_PARTY: Final = 20
"""People for whom one answer can stand."""


class Answer(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    NO = "no"
    UNSURE = "unsure"

    @property
    def mode(self) -> Mode | None:
        """How whoever answers so takes part; none where they do not (yet)."""
        return Mode(self.value) if self in (Answer.IN_PERSON, Answer.ONLINE) else None


class Seat(StrEnum):
    """What has come of an answer that needs a place."""

    NONE = "none"
    """It needs none."""
    TAKEN = "taken"
    WAITING = "waiting"
    OFFERED = "offered"
    """It is their turn on the waiting list: the place is kept until they confirm it, or let that pass."""
    LAPSED = "lapsed"
    """They were offered a place and have let it pass; they stand in no line until they answer again."""


HOLDING: Final = frozenset({Seat.TAKEN, Seat.OFFERED})
"""Seats that are nobody else's."""


class Detail(StrEnum):
    """What is asked besides, where the pack wants it (`registration.ask`)."""

    PARTY_SIZE = "party_size"
    SUBSTITUTE = "substitute"
    TRAVEL = "travel"
    ACCESS = "access"


class Why(StrEnum):
    """What has made an answer what it is, for its history."""

    ANSWERED = "answered"
    BY_ORGANIZER = "by_organizer"
    GRANTED = "granted"
    """A change after the deadline, that an organizer has allowed."""
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    SEATED = "seated"
    """A place became free, and nobody had to be asked."""
    PASSED_ON = "passed_on"
    """The country was handed over."""
    MOVED = "moved"
    """The meeting moved to other days: the answer counts no more."""
    REMOVED = "removed"


@dataclass(frozen=True)
class Rsvp:
    """An answer as it stands. It is one person's, or (`person_id`: none) that of somebody who is not on Telegram and
    whom an organizer has entered by `name`."""

    id: int
    meeting: str
    days: str
    person_id: int | None
    answer: Answer
    seat: Seat
    answered_at: datetime
    country: str | None = None
    party: int = 1
    """For how many people it stands, whoever answers among them."""
    queued_at: datetime | None = None
    """Since when it waits for a place."""
    confirm_by: datetime | None = None
    """Until when an offered place is kept."""
    name: str | None = None
    substitute: str | None = None
    travel: str | None = None
    access: str | None = None


class Past(NamedTuple):
    """What an answer became at an instant; `answer` none: it was taken away. `by`: who did it, none: the bot, or
    somebody who is forgotten."""

    rsvp_id: int
    days: str
    person_id: int | None
    country: str | None
    answer: Answer | None
    seat: Seat
    party: int
    at: datetime
    by: int | None
    why: Why


@dataclass(frozen=True)
class LateRequest:
    """Somebody wants to answer, or to answer otherwise, after the deadline: an organizer decides."""

    id: int
    meeting: str
    days: str
    person_id: int
    answer: Answer
    party: int
    asked_at: datetime


@dataclass(frozen=True)
class Arrangement:
    """What organizers have set for a meeting in the bot: it goes before what the pack says. `told`: the version of the
    content of which those concerned were told; `missed`: reminders that were due while the program stood still, and
    that had lost their point when it ran again."""

    open: bool | None = None
    capacity: Mapping[Mode, int] = field(default_factory=dict)
    told: int = 0
    missed: int = 0


@dataclass(frozen=True)
class Count:
    """So many answers of a kind (`people`: the heads that they stand for) by those of one country, region of their
    choice and language."""

    answer: Answer | None
    """None: of those invited, who have not answered."""
    seat: Seat
    country: str | None
    region: str | None
    language: str | None
    answers: int
    people: int


class Addressee(NamedTuple):
    """Somebody who is to be told something of a meeting, with their answer where they have given one. There may be tens
    of thousands of them at once."""

    person_id: int
    telegram_id: int
    answer: Answer | None
    seat: Seat


class Invited(NamedTuple):
    """Somebody whom a meeting concerns, with their answer where they have given one."""

    person_id: int
    telegram_id: int
    country: str | None
    region: str | None
    language: str
    zone: str | None
    reachable: bool
    answer: Answer | None
    seat: Seat


@dataclass(frozen=True)
class Circle:
    """Whom a meeting concerns, as grants tell it: these roles, of these countries or regions (none: of any)."""

    roles: frozenset[Role]
    countries: frozenset[str] | None = None
    """Those named, each by itself."""
    regions: frozenset[str] | None = None
    of_regions: frozenset[str] = frozenset()
    """The countries of `regions`."""


@dataclass(frozen=True)
class Asked:
    """Whom a round of feedback asks: a circle, and of it (where it follows a meeting) those alone who came to that, on
    its days."""

    circle: Circle
    meeting: str | None = None
    days: str | None = None


class Door(StrEnum):
    """Whether answers are taken."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    """After the deadline, or by an organizer: what changes now an organizer has to allow."""
    OVER = "over"
    """Past, cancelled, or a draft."""


def days_of(meeting: Meeting) -> str:
    """The days of a meeting at its place, for which answers are given."""
    first, last = (_day(moment, meeting.timezone) for moment in (meeting.starts, meeting.ends))
    return f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"


def first_day(meeting: Meeting) -> date:
    """Its first day at the place."""
    return _day(meeting.starts, meeting.timezone)


def modes_of(meeting: Meeting) -> tuple[Mode, ...]:
    """How one can take part: as registration says, else by its format; where neither is known, in person."""
    if meeting.registration is not None and meeting.registration.modes:
        return meeting.registration.modes
    match meeting.format:
        case MeetingFormat.HYBRID:
            return (Mode.IN_PERSON, Mode.ONLINE)
        case MeetingFormat.ONLINE:
            return (Mode.ONLINE,)
        case MeetingFormat.IN_PERSON | None:
            return (Mode.IN_PERSON,)


def answers_of(meeting: Meeting) -> tuple[Answer, ...]:
    """What can be answered, in order."""
    return (*(Answer(mode.value) for mode in modes_of(meeting)), Answer.UNSURE, Answer.NO)


def details_of(meeting: Meeting, answer: Answer) -> tuple[Detail, ...]:
    """What is asked besides of whoever answers so. Travel, access and the number of people are for those who come to
    the place."""
    asked = tuple(map(Detail, meeting.registration.ask)) if meeting.registration else ()
    if answer is Answer.IN_PERSON:
        return asked
    return tuple(each for each in asked if each is Detail.SUBSTITUTE and answer is Answer.ONLINE)


def capacity_of(meeting: Meeting, arrangement: Arrangement) -> Mapping[Mode, int]:
    """How many people there is room for; a mode that is not named has no limit."""
    of_pack = meeting.registration.capacity if meeting.registration and meeting.registration.capacity else {}
    return {**of_pack, **arrangement.capacity}


def door_of(meeting: Meeting, arrangement: Arrangement, now: datetime) -> Door:
    """Whether answers are taken at that instant."""
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.over_at() <= now:
        return Door.OVER
    if arrangement.open is not None:
        return Door.OPEN if arrangement.open else Door.CLOSED
    opens, closes = meeting.registration_opens_at(), meeting.registration_closes_at()
    if closes is not None and closes <= now:
        return Door.CLOSED
    return Door.NOT_YET if opens is not None and now < opens else Door.OPEN


def open_until(meeting: Meeting, arrangement: Arrangement) -> datetime:
    """Until when an answer can be changed, where that is open: the deadline, else its beginning. Where an organizer
    has opened it, the deadline has no say."""
    closes = meeting.registration_closes_at()
    return meeting.begins_at() if closes is None or arrangement.open else closes


def confirm_within(meeting: Meeting) -> timedelta | None:
    """How long a place is kept for whoever is next on the waiting list; none: it is theirs without asking."""
    said = meeting.registration.confirm_within if meeting.registration else None
    return None if said is None else duration(said)


def duration(said: str) -> timedelta:
    """A duration of the pack: `48h`, `7d`."""
    return timedelta(hours=int(said[:-1])) if said.endswith("h") else timedelta(days=int(said[:-1]))


def circle_of(pack: Pack, meeting: Meeting) -> Circle:
    """Who is asked whether they come, and reminded: those of its audience; where that names no roles, focal points and
    secretariats."""
    audience: Audience = meeting.audience
    regions = frozenset(audience.regions)
    return Circle(
        roles=frozenset(role for role in Role if role in audience.roles) or frozenset({Role.NFP, Role.SECRETARIAT}),
        countries=frozenset(audience.countries) or None,
        regions=regions or None,
        of_regions=frozenset(
            country for region in pack.regions if region.id in regions for country in region.countries
        ),
    )


def _day(moment: Moment, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment
