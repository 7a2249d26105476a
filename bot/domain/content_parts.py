"""What several parts of the content pack are made of.

Values are frozen, and refuse fields that the format does not know.
"""

from enum import StrEnum
from typing import Self

from pydantic import (
    BaseModel,
    ConfigDict,
    model_validator,
)

from bot.domain.content_fields import (
    Country,
    Day,
    Email,
    Link,
    Phone,
    Reference,
    Short,
    refusal,
)
from bot.domain.content_text import Title


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


class Audience(Part):
    """Whom something concerns; what is empty does not narrow it."""

    regions: tuple[Reference, ...] = ()
    countries: tuple[Country, ...] = ()
    roles: tuple[Short, ...] = ()


EVERYONE = Audience()
