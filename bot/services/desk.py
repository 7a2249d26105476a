"""Where announcements are written: which there are, new ones, copies of earlier ones."""

from datetime import datetime
from typing import Final

from bot.domain.announcements import Announcement, Content, State
from bot.domain.audience import Selection
from bot.domain.messages import AnnouncementDesk, AnnouncementGone, EarlierAnnouncements, Message
from bot.domain.messages_drafts import ON_A_PAGE, Listed, Part
from bot.domain.people import Person
from bot.services.announced import beginning
from bot.services.drafting import Drafting
from bot.services.writing import Writing

PARTS: Final[tuple[Part, ...]] = ("waiting", "drafts", "running", "past")


class Desk:
    """Over one transaction."""

    def __init__(self, drafting: Drafting, writing: Writing) -> None:
        self._drafting = drafting
        self._writing = writing

    async def show(self, person: Person, part: str | None = None, page: int = 0, *, dropped: bool = False) -> Message:
        """How many there are, and those of a part (none, or no part: of none)."""
        if not self._drafting.keeps:
            return AnnouncementDesk(kept=False)
        by_part: dict[Part, list[Announcement]] = {}
        for each in await self._drafting.all(person):
            for found in _parts(each, person):
                by_part.setdefault(found, []).append(each)
        shown = next((each for each in PARTS if each == part and each in by_part), None)
        return AnnouncementDesk(
            counts={each: len(by_part[each]) for each in PARTS if each in by_part},
            part=shown,
            page=_page(page, len(by_part[shown])) if shown else 0,
            listed=_listed(by_part[shown], page, person) if shown else (),
            dropped=dropped,
        )

    async def begin(self, person: Person) -> Message:
        """A new one, with nothing in it; the one begun last, where nothing is in that."""
        if not self._drafting.keeps:
            return AnnouncementDesk(kept=False)
        announcement = await self._same(person, Content(), Selection()) or await self._drafting.begin(person)
        return await self._writing.card_of(person, announcement)

    async def earlier(self, person: Person, page: int) -> Message:
        """Those from which a new one can begin."""
        found = [each for each in await self._drafting.all(person) if each.content.texts]
        return EarlierAnnouncements(total=len(found), page=_page(page, len(found)), listed=_listed(found, page, person))

    async def copy(self, person: Person, announcement_id: int) -> Message:
        """A new one that begins as this one; the one begun so last, where nothing of that was changed."""
        earlier = await self._drafting.shown(person, announcement_id)
        if earlier is None:
            return AnnouncementGone()
        copy = await self._same(person, earlier.content, earlier.selection, besides=earlier.id)
        copy = copy or await self._drafting.copy(person, announcement_id)
        return AnnouncementGone() if copy is None else await self._writing.card_of(person, copy, copied=True)

    async def drop(self, person: Person, announcement_id: int) -> Message:
        """Delete a draft; of what was sent, its correction."""
        announcement = await self._writing.droppable(person, announcement_id)
        if announcement is not None:
            await self._drafting.remove(announcement)
        return await self.show(person, "drafts", dropped=announcement is not None)

    async def _same(
        self, person: Person, content: Content, selection: Selection, besides: int | None = None
    ) -> Announcement | None:
        """Their newest draft where it says just this, to just these: pressing twice is the same as once."""
        newest = next(
            (each for each in await self._drafting.all(person)
             if each.author_id == person.id and each.state is State.DRAFT),
            None,
        )  # fmt: skip
        if newest is None or newest.id == besides or (newest.content, newest.selection) != (content, selection):
            return None
        return newest


def _parts(announcement: Announcement, person: Person) -> list[Part]:
    """Where it stands on the desk of whoever may see it."""
    own = announcement.author_id in (None, person.id)
    parts: list[Part] = ["waiting"] if announcement.is_asked and not own else []
    match announcement.state:
        case State.DRAFT:
            return parts + (["drafts"] if own else [])
        case State.SCHEDULED | State.SENDING | State.PAUSED:
            return [*parts, "running"]
        case State.STOPPED | State.DONE | State.WITHDRAWN:
            return [*parts, "past"]


def _page(page: int, total: int) -> int:
    return min(page, max(0, total - 1) // ON_A_PAGE)


def _listed(found: list[Announcement], page: int, person: Person) -> tuple[Listed, ...]:
    first = _page(page, len(found)) * ON_A_PAGE
    return tuple(
        Listed(announcement=each.id, beginning=beginning(each, person.language), at=_at(each))
        for each in found[first : first + ON_A_PAGE]
    )


def _at(announcement: Announcement) -> datetime:
    return announcement.started_at or announcement.timing.at or announcement.changed_at
