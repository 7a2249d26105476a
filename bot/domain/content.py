"""The content pack: what the bot knows, and all that it answers from.

The fields and their names are the pack's own (see README, "The content pack"). Values are frozen; a pack that
exists is a valid one. Validation takes a context: `default_language` (the language of a plain string) and
`timezone` (the zone of a time written without one); both come from the pack's own head.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, to_jsonable_python

from bot.domain.content_fields import (
    Count,
    Country,
    Day,
    Domain,
    Duration,
    Email,
    Id,
    Instant,
    Language,
    Link,
    Moment,
    PackLanguage,
    PackMoment,
    Phone,
    Reference,
    Short,
    Year,
    Zone,
    moment_in,
    refusal,
)
from bot.domain.content_rules import broken
from bot.domain.content_text import NO_WORDS, Details, Note, Title, Words


class Part(BaseModel):
    """A part of the pack: frozen, and with no field that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Visibility(StrEnum):
    """Who may see a part of the pack."""

    PUBLIC = "public"
    MEMBERS = "members"


class Source(Part):
    """Where a statement comes from; shown with every answer."""

    title: Title
    url: Link | None = None
    date: Day | None = None


class Contact(Part):
    """Whom to ask; each part optional, at least one given."""

    name: Title | None = None
    email: Email | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _someone(self) -> Self:
        if self.name is None and self.email is None and self.phone is None:
            raise refusal("nobody is named here", "give a name, an email or a phone, or leave the field out")
        return self


class Organization(Part):
    """Whose bot it is; `allowed_domains` are the web sites that announcements may link to."""

    name: Title
    privacy: Details | None = None
    controller: Contact | None = None
    allowed_domains: tuple[Domain, ...] = ()


class Coordination(Part):
    """Who looks after all regions."""

    contact: Contact | None = None
    hours: Short | None = None


class Secretariat(Part):
    """A region's secretariat; `since` is the year it was founded."""

    city: Title
    country: Country
    since: Year | None = None
    contact: Contact | None = None
    hours: Short | None = None


class Region(Part):
    """A region and the countries in it; a country may stand in several."""

    id: Id
    name: Title
    aliases: Words = NO_WORDS
    secretariat: Secretariat | None = None
    countries: tuple[Country, ...] = ()
    note: Details | None = None
    source: Source | None = None
    visibility: Visibility = Visibility.PUBLIC


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


class Audience(Part):
    """Whom something concerns; what is empty does not narrow it."""

    regions: tuple[Reference, ...] = ()
    countries: tuple[Country, ...] = ()
    roles: tuple[Short, ...] = ()


EVERYONE = Audience()


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
    details: dict[MeetingTopic, Details] = {}
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


class ItemStatus(StrEnum):
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DELAYED = "delayed"
    DROPPED = "dropped"


class Strand(Part):
    """One of the lines of work of a roadmap; its id is unique in the pack."""

    id: Id
    title: Title
    description: Details | None = None
    aliases: Words = NO_WORDS


class Item(Part):
    """One piece of work under a strand; no regions: all of them."""

    id: Id
    strand: Reference
    regions: tuple[Reference, ...] = ()
    title: Title
    description: Details | None = None
    due: Day | None = None
    status: ItemStatus = ItemStatus.PLANNED
    owner: Title | None = None


class Roadmap(Part):
    """What is planned; `period` is its first and last year."""

    id: Id
    title: Title
    aliases: Words = NO_WORDS
    period: tuple[Year, Year] | None = None
    summary: Details | None = None
    strands: tuple[Strand, ...] = ()
    items: tuple[Item, ...] = ()
    source: Source | None = None
    visibility: Visibility = Visibility.MEMBERS


class FaqEntry(Part):
    """A published answer, and the ways in which people ask for it."""

    id: Id
    title: Title
    questions: Words = NO_WORDS
    answer: Details
    source: Source | None = None
    visibility: Visibility = Visibility.PUBLIC


class Option(Part):
    """One thing to choose from."""

    id: Id
    title: Title


class RoadmapOptions(Part):
    """Options taken from a roadmap: its strands or its items."""

    strands: Reference | None = None
    items: Reference | None = None


def _options_kind(value: Any) -> str:
    return "roadmap" if isinstance(value, dict | RoadmapOptions) else "list"


Options = Annotated[
    Annotated[tuple[Option, ...], Tag("list")] | Annotated[RoadmapOptions, Tag("roadmap")],
    Discriminator(_options_kind),
]


class FeedbackRound(Part):
    """A question to many; `choose` is how many options one may choose, `shown_from` how many answers it takes
    before results are shown."""

    id: Id
    title: Title
    method: Literal["rate", "choose", "rank"]
    choose: Count | None = None
    options: Options
    opens: Instant | None = None
    closes: Instant | None = None
    audience: Audience = EVERYONE
    shown_from: Count = 5
    anonymous: bool = True
    results: Literal["never", "after_closing", "live"] = "after_closing"
    comment: bool = False
    why: bool = False
    remind: tuple[Duration, ...] = ()


class Pack(Part):
    """All that the bot knows."""

    # Others read and write the field by the name that the format has for it.
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    default_language: PackLanguage
    timezone: Zone
    organization: Organization | None = None
    coordination: Coordination | None = None
    regions: tuple[Region, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    roadmaps: tuple[Roadmap, ...] = ()
    faq: tuple[FaqEntry, ...] = ()
    feedback: tuple[FeedbackRound, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        flaws = broken(to_jsonable_python(self, by_alias=True))
        if flaws:
            errors = [InitErrorDetails(type=flaw.error, loc=flaw.path, input=None) for flaw in flaws]
            raise ValidationError.from_exception_data("Pack", errors)
        return self

    def meeting(self, meeting_id: str) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.id == meeting_id), None)

    def region(self, region_id: str) -> Region | None:
        return next((region for region in self.regions if region.id == region_id), None)

    def regions_of(self, country: str) -> tuple[Region, ...]:
        """The regions a country (ISO 3166-1 alpha-2) belongs to; several, one or none."""
        return tuple(region for region in self.regions if country in region.countries)

    def own_regions(self, granted: Collection[str], country: str | None, chosen: str | None) -> tuple[Region, ...]:
        """The regions that somebody means by theirs: those of their roles, else the one that they have chosen among
        those of their country, else these."""
        of_roles = tuple(region for region in self.regions if region.id in granted)
        of_country = self.regions_of(country) if country else ()
        return of_roles or tuple(region for region in of_country if region.id == chosen) or of_country
