"""Roadmaps, as the content pack has them."""

from enum import StrEnum

from bot.domain.content_fields import (
    Day,
    Id,
    Reference,
    Year,
)
from bot.domain.content_parts import Part, Source, Visibility
from bot.domain.content_text import NO_WORDS, Details, Title, Words


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
