"""Meetings, as the content pack has them."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.domain.content_fields import (
    Count,
    Country,
    Duration,
    Id,
    Language,
    Link,
    Moment,
    PackMoment,
    Zone,
    moment_in,
)
from bot.domain.content_parts import EVERYONE, Audience, Contact, Part, Source, Visibility
from bot.domain.content_text import NO_WORDS, Details, Note, Title, Words


class Venue(Part):
    """Where exactly; each part optional, the coordinates (degrees, WGS 84) both or none."""

    name: Title | None = None
    address: Note | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90, strict=True)
    longitude: float | None = Field(default=None, ge=-180, le=180, strict=True)


class MeetingStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class MeetingFormat(StrEnum):
    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ONLINE = "online"


class Mode(StrEnum):
    """How one takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"


def _places(value: Any) -> Any:
    """A number of places is for those who come in person."""
    return {Mode.IN_PERSON: value} if isinstance(value, int) else value


class Registration(Part):
    """How one registers; times are aware in the meeting's zone, a `closes` that is a day includes it."""

    opens: PackMoment | None = None
    closes: PackMoment | None = None
    modes: tuple[Mode, ...] = ()
    capacity: Annotated[dict[Mode, Count], BeforeValidator(_places)] | None = None
    ask: tuple[Literal["party_size", "substitute", "travel", "access"], ...] = ()
    confirm_within: Duration | None = None


class MeetingTopic(StrEnum):
    """What can be asked about a meeting; `details` in the pack has the same keys."""

    WHEN = "when"
    WHERE = "where"
    AGENDA = "agenda"
    REMOTE = "remote"
    ATTENDEES = "attendees"
    REGISTER = "register"
    VISA = "visa"
    HOTEL = "hotel"
    LANGUAGE = "language"
    DOCUMENTS = "documents"
    CONTACT = "contact"
    TRAVEL = "travel"


class Document(Part):
    """A paper on the web."""

    title: Title
    url: Link
    languages: tuple[Language, ...] = ()


class Meeting(Part):
    """One meeting. Times are aware in `timezone`; `ends` is the last day, or the instant it ends."""

    id: Id
    title: Title
    aliases: Words = NO_WORDS
    status: MeetingStatus = MeetingStatus.PUBLISHED
    format: MeetingFormat | None = None
    city: Title | None = None
    country: Country | None = None
    venue: Venue | None = None
    timezone: Zone
    starts: PackMoment
    ends: PackMoment
    link: Link | None = None
    languages: tuple[Language, ...] = ()
    audience: Audience = EVERYONE
    registration: Registration | None = None
    details: dict[MeetingTopic, Details] = Field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    contact: Contact | None = None
    reminders: tuple[Duration, ...] = ()
    reminder_text: Note | None = None
    source: Source | None = None
    visibility: Visibility = Visibility.MEMBERS

    @model_validator(mode="before")
    @classmethod
    def _at_its_place(cls, value: Any, info: ValidationInfo) -> Any:
        """Its times in its own zone, which is the pack's where it names none."""
        if not isinstance(value, dict):
            return value
        meeting = dict(value)
        if meeting.get("timezone") is None and (zone := (info.context or {}).get("timezone")):
            meeting["timezone"] = zone
        _move(meeting, ("starts", "ends"), meeting.get("timezone"))
        if isinstance(registration := meeting.get("registration"), dict):
            meeting["registration"] = _move(dict(registration), ("opens", "closes"), meeting.get("timezone"))
        return meeting

    def begins_at(self) -> datetime:
        """The instant it begins (UTC); an all-day meeting begins with its first day at the place."""
        return _beginning(self.starts, self.timezone)

    def over_at(self) -> datetime:
        """The instant from which it is over (UTC); an all-day meeting lasts to the end of its last day."""
        return _end(self.ends, self.timezone)

    def registration_opens_at(self) -> datetime | None:
        """The instant (UTC) from which one may register; none where it is not known."""
        opens = self.registration.opens if self.registration else None
        return None if opens is None else _beginning(opens, self.timezone)

    def registration_closes_at(self) -> datetime | None:
        """The instant (UTC) from which one may register no more; a day that is named is the last one."""
        closes = self.registration.closes if self.registration else None
        return None if closes is None else _end(closes, self.timezone)


def _move(fields: dict[str, Any], names: tuple[str, ...], zone: Any) -> dict[str, Any]:
    """The named moments in `zone`; what cannot be read stays for its own field to refuse."""
    for name in names:
        with suppress(PydanticCustomError, KeyError, ValueError, OSError, TypeError):
            fields[name] = moment_in(fields[name], zone)
    return fields


def _beginning(moment: Moment, zone: str) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), ZoneInfo(zone)).astimezone(UTC)


def _end(moment: Moment, zone: str) -> datetime:
    return _beginning(moment if isinstance(moment, datetime) else moment + timedelta(days=1), zone)
