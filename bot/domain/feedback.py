"""Rounds of feedback, as the content pack has them."""

from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Tag,
)

from bot.domain.content_fields import (
    Count,
    Duration,
    Id,
    Instant,
    Reference,
)
from bot.domain.content_parts import EVERYONE, Audience, Part
from bot.domain.content_text import Title


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
    """A question to many; `choose` is how many options one may choose, or rank (where that is not said: three);
    `shown_from` how many answers it takes before results are shown, `group_by` by what they are shown apart."""

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
    group_by: Literal["region", "country", "language", "none"] = "region"
    comment: bool = False
    why: bool = False
    remind: tuple[Duration, ...] = ()
