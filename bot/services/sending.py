"""Announcements are approved, sent, paused and stopped."""

from datetime import datetime
from typing import Final, Literal, cast

from bot.domain.announcements import STARTED, Announcement, State
from bot.domain.messages import (
    AnnouncementGone,
    AnnouncementStatus,
    ApprovalAsked,
    ApprovalDecided,
    ApprovalNoted,
    AskReaderCount,
    AskRefusalReason,
    AskStopAnnouncement,
    Message,
)
from bot.domain.messages_sending import Looked, Refusal
from bot.domain.people import Person
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.announced import beginning
from bot.services.announcing import Announcing, NotNow
from bot.services.drafting import Drafting
from bot.services.looking import Looking
from bot.services.standing import Standing

SENDING: Final = "sending"
"""The flow in which the next text is a reason, or the number of readers."""

Step = Literal["reason", "count"]

_LONGEST_REASON: Final = 500


class Sending:
    """Over one transaction, at one instant. Each act asks anew whose announcement it is."""

    def __init__(
        self,
        uow: UnitOfWork,
        standing: Standing,
        drafting: Drafting,
        announcing: Announcing,
        looking: Looking,
        now: datetime,
    ) -> None:
        self._uow = uow
        self._standing = standing
        self._drafting = drafting
        self._announcing = announcing
        self._looking = looking
        self._now = now

    async def ask(self, author: Person, announcement_id: int) -> Message:
        """Have somebody else look at it, and tell all who may."""
        announcement = await self._drafting.own(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if _blocked(await self._looking.looked(announcement, author.language)):
            return await self._looking.screen(author, announcement, "blocked")
        deciders = await self._looking.others(announcement, author)
        if not deciders:
            return await self._looking.screen(author, announcement, "alone")
        asked_before = announcement.is_asked
        asked = await self._announcing.ask(author, announcement_id)
        if isinstance(asked, NotNow):
            return await self._looking.check(author, announcement_id, _why(asked))
        if not asked_before and asked.is_asked:
            names = await self._uow.people.names([author.id])
            for decider in deciders:
                looked = await self._looking.looked(asked, decider.language)
                request = ApprovalAsked(announcement=asked.id, looked=looked, by=names.get(author.id))
                await self._looking.tell([decider], request, about=author)
        return await self._looking.screen(author, asked)

    async def approve(self, person: Person, announcement_id: int, digest: str) -> Message:
        """It may go as it was looked at."""
        approved = await self._announcing.approve(person, announcement_id, digest)
        if isinstance(approved, NotNow):
            return await self._looking.check(person, announcement_id, _why(approved))
        await self._tell_author(approved, person, approved=True)
        return ApprovalNoted(announcement=approved.id, approved=True, beginning=beginning(approved, person.language))

    async def ask_reason(self, person: Person, announcement_id: int, digest: str) -> Message:
        """Why shall it not go?"""
        announcement = await self._looking.seen(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if announcement.author_id == person.id:
            return await self._looking.screen(person, announcement, "same")
        if not announcement.is_asked:
            return await self._looking.screen(person, announcement, "state")
        await self._put(person, "reason", announcement.id, digest=digest)
        return AskRefusalReason(announcement=announcement.id)

    async def send(self, author: Person, announcement_id: int, digest: str, typed: int | None = None) -> Message:
        """Let it go as it was looked at: now, or when its time comes; of one that was sent, the correction."""
        announcement = await self._drafting.own(author, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if not digest or not announcement.digest.startswith(digest):
            return await self._looking.screen(author, announcement, "changed")
        if _blocked(await self._looking.looked(announcement, author.language)):
            return await self._looking.screen(author, announcement, "blocked")
        if announcement.state in STARTED:
            sent = await self._announcing.correct(author, announcement_id)
        else:
            sent = await self._announcing.send(author, announcement_id, typed)
        if sent is NotNow.COUNT:
            await self._put(author, "count", announcement.id, digest=digest)
            readers = await self._drafting.readers(announcement)
            return AskReaderCount(announcement=announcement.id, readers=readers, wrong=typed is not None)
        if isinstance(sent, NotNow):
            return await self._looking.check(author, announcement_id, _why(sent))
        return AnnouncementStatus(announcement=sent.id)

    async def unschedule(self, person: Person, announcement_id: int) -> Message:
        """It is a draft again."""
        done = await self._announcing.unschedule(person, announcement_id)
        if isinstance(done, NotNow):
            return await self._looking.check(person, announcement_id, _why(done))
        if done.author_id == person.id:
            return await self._looking.screen(person, done)
        return AnnouncementStatus(announcement=done.id)

    async def status(self, person: Person, announcement_id: int) -> Message:
        """How far it has come."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if announcement.state is State.DRAFT:
            return await self._looking.check(person, announcement_id)
        return AnnouncementStatus(announcement=announcement.id)

    async def pause(self, person: Person, announcement_id: int) -> Message:
        """No more of it leaves."""
        await self._announcing.pause(person, announcement_id)
        return await self.status(person, announcement_id)

    async def resume(self, person: Person, announcement_id: int) -> Message:
        """It goes on."""
        await self._announcing.resume(person, announcement_id)
        return await self.status(person, announcement_id)

    async def ask_stop(self, person: Person, announcement_id: int) -> Message:
        """Shall it be stopped for good?"""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        if announcement.state not in (State.SENDING, State.PAUSED):
            return await self.status(person, announcement_id)
        tally = await self._uow.deliveries.tally(announcement.id, announcement.version, self._now)
        return AskStopAnnouncement(announcement=announcement.id, waiting=tally.waiting)

    async def stop(self, person: Person, announcement_id: int) -> Message:
        """Nobody else gets it."""
        await self._announcing.stop(person, announcement_id)
        return await self.status(person, announcement_id)

    async def awaits(self, person: Person) -> Step | None:
        """What was asked for."""
        standing = await self._standing.get(person.id, SENDING)
        return None if standing is None else cast(Step, standing.data["step"])

    async def leave(self, person: Person) -> Message:
        """Neither, after all."""
        standing = await self._standing.get(person.id, SENDING)
        await self._standing.clear(person.id, SENDING)
        return await self._looking.check(person, int(standing.data["announcement"]) if standing else 0)

    async def take(self, person: Person, text: str) -> Message:
        """What follows on what was typed."""
        standing = await self._standing.get(person.id, SENDING)
        assert standing is not None, "only what is awaited is taken"
        announcement_id, digest = int(standing.data["announcement"]), standing.data["digest"]
        if standing.data["step"] == "count":
            digits = "".join(text.split())
            typed = int(digits) if digits.isdecimal() and len(digits) < 10 else -1
            await self._standing.clear(person.id, SENDING)
            return await self.send(person, announcement_id, digest, typed)
        if len(text) > _LONGEST_REASON:
            return AskRefusalReason(announcement=announcement_id, too_long=True)
        await self._standing.clear(person.id, SENDING)
        refused = await self._announcing.refuse(person, announcement_id, digest, text)
        if isinstance(refused, NotNow):
            return await self._looking.check(person, announcement_id, _why(refused))
        await self._tell_author(refused, person, approved=False)
        return ApprovalNoted(announcement=refused.id, approved=False, beginning=beginning(refused, person.language))

    async def _tell_author(self, announcement: Announcement, by: Person, *, approved: bool) -> None:
        author = None
        if announcement.author_id is not None:
            author = await self._uow.people.find(announcement.author_id, self._now)
        if author is None:
            return
        names = await self._uow.people.names([by.id])
        decided = ApprovalDecided(
            announcement=announcement.id,
            approved=approved,
            beginning=beginning(announcement, author.language),
            by=names.get(by.id),
            reason=None if approved else announcement.refusal,
        )
        await self._looking.tell([author], decided, about=by)

    async def _put(self, person: Person, step: Step, announcement_id: int, *, digest: str) -> None:
        data = {"step": step, "announcement": str(announcement_id), "digest": digest}
        await self._standing.put(person.id, SENDING, MIND_KEPT, data)


def _blocked(looked: Looked) -> bool:
    return any(each.kind.blocks for each in looked.findings)


def _why(refused: NotNow) -> Refusal | None:
    """As the screen says it; none where that stands there already."""
    match refused:
        case NotNow.GONE | NotNow.COUNT:
            return None
        case _:
            return cast(Refusal, refused.value)
