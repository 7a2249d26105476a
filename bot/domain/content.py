"""The content pack: what the bot knows, and all that it answers from.

The fields and their names are the pack's own (see README, "The content pack"). Values are frozen; a pack that
exists is a valid one. Validation takes a context: `default_language` (the language of a plain string) and
`timezone` (the zone of a time written without one); both come from the pack's own head.
"""

from collections.abc import Collection
from typing import Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, to_jsonable_python

from bot.domain.content_fields import (
    Country,
    Domain,
    Id,
    PackLanguage,
    Short,
    Year,
    Zone,
)
from bot.domain.content_parts import Contact, Part, Source, Visibility
from bot.domain.content_rules import broken
from bot.domain.content_text import NO_WORDS, Details, Title, Words
from bot.domain.feedback import FeedbackRound
from bot.domain.meetings import Meeting
from bot.domain.roadmap import Roadmap


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


class FaqEntry(Part):
    """A published answer, and the ways in which people ask for it."""

    id: Id
    title: Title
    questions: Words = NO_WORDS
    answer: Details
    source: Source | None = None
    visibility: Visibility = Visibility.PUBLIC


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
