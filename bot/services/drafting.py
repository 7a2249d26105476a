"""Announcements while they are written: whose they are, what is in them, and whom they would reach."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.announcements import STARTED, Announcement, Content, State, Timing
from bot.domain.audience import ReaderCount, Resolved, Selection, announces_within
from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.messages_announcements import subject_of
from bot.domain.people import Person
from bot.domain.policy import Right, access_of, may
from bot.domain.rounds import Round, RoundState
from bot.ports import UnitOfWork
from bot.services.announced_rounds import chosen, offered, resolved, titles_of

_PAST: Final = frozenset({State.STOPPED, State.DONE, State.WITHDRAWN})
_LISTED: Final = 300
"""So many of the past ones are looked through."""


class Drafting:
    """Over one transaction, at one instant. Each act asks anew whose it is; what is not there and what is not theirs is
    answered alike."""

    def __init__(self, uow: UnitOfWork, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._pack = pack
        self._now = now
        self._counted: dict[tuple[Selection, frozenset[str] | None], list[ReaderCount]] = {}

    @property
    def keeps(self) -> bool:
        """Whether texts can be kept: not without a key."""
        return self._uow.questions.keeps_words

    async def begin(self, author: Person) -> Announcement:
        """A new one of theirs, with nothing in it."""
        return await self._uow.announcements.add(self._new(author, Content(), Selection()))

    async def copy(self, author: Person, announcement_id: int) -> Announcement | None:
        """A new one of theirs that says the same to the same people."""
        earlier = await self.shown(author, announcement_id)
        if earlier is None:
            return None
        content = earlier.content.model_copy(update={"corrected": {}})
        return await self._uow.announcements.add(self._new(author, content, earlier.selection))

    async def of(self, person: Person, announcement_id: int) -> Announcement | None:
        """One that this person may see as those do who announce: their own, or one of those whose members are theirs to
        announce to."""
        announcement = await self._uow.announcements.get(announcement_id)
        return announcement if announcement is not None and may_follow(person, announcement) else None

    async def shown(self, person: Person, announcement_id: int) -> Announcement | None:
        """As `of`; others' drafts only where they are asked about them, or have decided on them as they stand."""
        announcement = await self.of(person, announcement_id)
        if announcement is None or announcement.state is not State.DRAFT or concerns(person, announcement):
            return announcement
        return None

    async def own(self, person: Person, announcement_id: int) -> Announcement | None:
        """One that this person may edit: their own, or one whose author is forgotten."""
        announcement = await self.of(person, announcement_id)
        if announcement is None or announcement.author_id not in (None, person.id):
            return None
        return announcement

    async def all(self, person: Person) -> list[Announcement]:
        """Those that they may see so, the newest first; others' drafts only where they are to look at them."""
        open_ones = await self._uow.announcements.in_states(tuple(set(State) - _PAST))
        found = [*open_ones, *await self._uow.announcements.in_states(tuple(_PAST), _LISTED)]
        return [
            each
            for each in found
            if may_follow(person, each)
            and (each.author_id in (None, person.id) or each.is_asked or each.state is not State.DRAFT)
        ]

    async def change(
        self,
        announcement: Announcement,
        *,
        content: Content | None = None,
        selection: Selection | None = None,
        timing: Timing | None = None,
    ) -> Announcement:
        """Edit a draft; of what was sent, its content, as a correction. What was approved, or asked about, was
        something else: it is to be looked at anew."""
        if announcement.state in STARTED:
            changed = replace(announcement, correction=content)
        else:
            changed = replace(
                announcement,
                content=content or announcement.content,
                selection=announcement.selection if selection is None else selection,
                timing=timing or announcement.timing,
                state=State.DRAFT,
            )
        changed = replace(changed, asked_at=None, refusal=None, changed_at=self._now)
        await self._uow.announcements.put(changed)
        await self._uow.live_messages.outdate(subject_of(announcement.id))
        return changed

    async def remove(self, announcement: Announcement) -> None:
        """Drop a draft; of what was sent, its correction."""
        if announcement.state in STARTED:
            await self.change(announcement, content=None)
        else:
            await self._uow.announcements.remove(announcement.id)

    async def chosen(self, announcement: Announcement) -> Resolved:
        """Whom it is for, by now."""
        return await resolved(self._uow, self._pack, announcement.selection, announcement.scope, self._now)

    async def titles(self, *selections: Selection, button: str | None = None) -> dict[str, Text]:
        """The titles of the rounds of feedback that selections speak of, and of that of a button; by id."""
        return await titles_of(self._uow, selections, button)

    async def rounds(self, author: Person, *states: RoundState) -> dict[str, Text]:
        """The rounds of feedback in these states that this author can choose from, by id, with their titles."""
        return await offered(self._uow, self._pack, author, *states)

    async def round(self, author: Person, round_id: str, *states: RoundState) -> Round | None:
        """One that this author can choose."""
        return await chosen(self._uow, self._pack, author, round_id, *states)

    async def counts(self, announcement: Announcement) -> list[ReaderCount]:
        """Whom it is for, in numbers: counted once, since that takes long where there are many."""
        meant = (announcement.selection, announcement.scope)
        if meant not in self._counted:
            self._counted[meant] = await self._uow.readers.counts(await self.chosen(announcement))
        return self._counted[meant]

    async def readers(self, announcement: Announcement) -> int:
        """To how many it would go."""
        return sum(each.count for each in await self.counts(announcement) if each.gets_it)

    def _new(self, author: Person, content: Content, selection: Selection) -> Announcement:
        return Announcement(
            id=0,
            author_id=author.id,
            state=State.DRAFT,
            created_at=self._now,
            changed_at=self._now,
            content=content,
            selection=selection,
            scope=announces_within(author.grants),
        )


def may_follow(person: Person, announcement: Announcement) -> bool:
    """Whether somebody may see an announcement as those do who announce, and decide on it: they announce to all whom it
    can reach."""
    if not may(access_of(person.grants), Right.ANNOUNCING):
        return False
    within = announces_within(person.grants)
    return within is None or (announcement.scope is not None and announcement.scope <= within)


def concerns(person: Person, announcement: Announcement) -> bool:
    """Whether somebody who may follow an announcement writes it, is asked about it, or has decided on it as it
    stands."""
    decided = announcement.approved_by == person.id and (announcement.is_approved or announcement.refusal is not None)
    return announcement.author_id in (None, person.id) or announcement.is_asked or decided
