"""Putting a pack in force, and what came of those before."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.content import Pack
from bot.domain.content_changes import Counts, Difference, difference
from bot.domain.errors import SetupError
from bot.ports import ContentStore


@dataclass(frozen=True)
class Import:
    """What a pack changes; `replaces` is the number of the pack in force so far (0: none), `unread` whether that one is
    in a form that this program does not read, so that all counts as added."""

    changes: Difference
    replaces: int
    unread: bool


@dataclass(frozen=True)
class Version:
    """A pack that was put in force, and how much it changed; no counts where it, or the one before it, is in a form
    that this program does not read."""

    number: int
    at: datetime
    counts: Counts | None


async def compare(content: ContentStore, pack: Pack) -> Import:
    """What this pack would change if it were put in force."""
    replaces = await content.version()
    try:
        newest = await content.load()
    except SetupError:
        return Import(difference(None, pack), replaces, unread=True)
    return Import(difference(newest[1] if newest else None, pack), replaces, unread=False)


async def history(content: ContentStore) -> list[Version]:
    """All packs that were put in force, the oldest first."""
    versions = []
    before: Pack | None = None
    known = True
    for number, at in await content.versions():
        try:
            pack = await content.get(number)
        except SetupError:
            pack = None
        counts = difference(before, pack).counts() if pack is not None and known else None
        versions.append(Version(number, at, counts))
        before, known = pack, pack is not None
    return versions
