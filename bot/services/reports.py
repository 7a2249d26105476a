"""What has come of an announcement, and what can be done about it."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, assert_never

from bot.domain.announcements import NOT_REACHED, STARTED, Announcement, Reached, Share
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.messages import (
    AnnouncementGone,
    AnnouncementReport,
    AskAfterwards,
    ButtonExpired,
    DeliveriesWorkbook,
    Message,
)
from bot.domain.messages_reports import After, DeliveryLine, Part
from bot.domain.people import Person
from bot.domain.tallies import region_of
from bot.ports import UnitOfWork
from bot.services.announced import beginning, progress_of
from bot.services.announcing import Announcing, NotNow
from bot.services.drafting import Drafting

_MOST_REASONS: Final = 5


class Reports:
    """Over one transaction, at one instant. Each act asks anew whether they may follow the announcement."""

    def __init__(self, uow: UnitOfWork, drafting: Drafting, announcing: Announcing, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._drafting = drafting
        self._announcing = announcing
        self._pack = pack
        self._now = now

    async def show(
        self, person: Person, announcement_id: int, done: After | None = None, count: int | None = None
    ) -> Message:
        """The numbers; `done`, `count`: what was wanted just now (`AnnouncementReport`)."""
        announcement = await self._sent(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        shares = await self._uow.deliveries.shares(announcement.id)
        return AnnouncementReport(
            announcement=announcement.id,
            beginning=beginning(announcement, person.language),
            progress=await progress_of(self._uow, announcement, self._now),
            reasons=_reasons(shares),
            regions=_parts(shares, lambda each: region_of(self._pack, each.country, each.region)),
            languages=_parts(shares, lambda each: each.language),
            retriable=await self._concerned(announcement, After.RETRY),
            uncertain=await self._concerned(announcement, After.UNKNOWN),
            remindable=await self._concerned(announcement, After.REMIND),
            own=announcement.author_id in (None, person.id),
            done=done,
            count=count,
        )

    async def ask(self, person: Person, announcement_id: int, name: str) -> Message:
        """Shall this be done (an After)? The numbers, where there is nobody to do it for."""
        if name not in set(After):
            return ButtonExpired()
        act = After(name)
        announcement = await self._sent(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        count = await self._concerned(announcement, act)
        if not count and act is not After.WITHDRAW:
            return await self.show(person, announcement_id, act, 0)
        title = beginning(announcement, person.language)
        return AskAfterwards(announcement=announcement.id, act=act, count=count, beginning=title)

    async def do(self, person: Person, announcement_id: int, act: After) -> Message:
        """Do it, once."""
        if await self._sent(person, announcement_id) is None:
            return AnnouncementGone()
        count = await self._done(person, announcement_id, act)
        return await self.show(person, announcement_id, act, count)

    async def file(self, person: Person, announcement_id: int) -> Message:
        """A workbook of all readers, which is filled in when it is sent."""
        announcement = await self._sent(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        await note_export(self._uow, announcement.id, person.pseudonym, self._now)
        return DeliveriesWorkbook(announcement=announcement.id)

    async def _done(self, person: Person, announcement_id: int, act: After) -> int | None:
        """For how many; none where it is not possible now."""
        match act:
            case After.RETRY | After.UNKNOWN:
                done = await self._announcing.retry(person, announcement_id, unknown=act is After.UNKNOWN)
            case After.REMIND:
                done = await self._announcing.remind(person, announcement_id)
            case After.WITHDRAW:
                withdrawn = await self._announcing.withdraw(person, announcement_id)
                return None if isinstance(withdrawn, NotNow) else 0
            case _:
                assert_never(act)
        return None if isinstance(done, NotNow) else done[1]

    async def _concerned(self, announcement: Announcement, act: After) -> int:
        deliveries = self._uow.deliveries
        match act:
            case After.RETRY:
                return await deliveries.retriable(announcement.id, NOT_REACHED, self._now)
            case After.UNKNOWN:
                return await deliveries.retriable(announcement.id, (Reached.UNKNOWN,), self._now)
            case After.REMIND:
                return await deliveries.remindable(announcement.id, self._now) if announcement.content.confirm else 0
            case After.WITHDRAW:
                tally = await deliveries.tally(announcement.id, announcement.version, self._now)
                return tally.reached.get(Reached.SENT, 0)
            case _:
                assert_never(act)

    async def _sent(self, person: Person, announcement_id: int) -> Announcement | None:
        announcement = await self._drafting.of(person, announcement_id)
        return announcement if announcement is not None and announcement.state in STARTED else None


async def filled(
    uow: UnitOfWork, pack: Pack, message: DeliveriesWorkbook, person: Person, now: datetime
) -> DeliveriesWorkbook | None:
    """The workbook with its lines; none where this person may not follow the announcement (any more)."""
    announcement = await Drafting(uow, pack, now).of(person, message.announcement)
    if announcement is None:
        return None
    # What is copied so is not checked again, line by line: it comes from our own tables.
    return message.model_copy(update={"lines": await lines_of(uow, announcement.id)})


async def lines_of(uow: UnitOfWork, announcement_id: int) -> tuple[DeliveryLine, ...]:
    """All readers of an announcement; those who are forgotten have neither name nor country."""
    rows = [row async for row in uow.deliveries.rows(announcement_id)]
    names = await uow.people.names([row["person_id"] for row in rows if row["person_id"] is not None])
    return tuple(
        DeliveryLine(
            name=names.get(row["person_id"]),
            country=row["country"],
            language=row["language"] or row["reads"],
            reached=None if row["reached"] is None else Reached(row["reached"]),
            reason=row["reason"],
            version=row["version"],
            sent_at=row["sent_at"],
            read_at=row["read_at"],
            pressed_at=row["pressed_at"],
            reminded_at=row["reminded_at"],
        )
        for row in rows
    )


async def note_export(uow: UnitOfWork, announcement_id: int, actor: str, at: datetime) -> None:
    """Keep in the audit log who has taken the list of an announcement's readers away."""
    await uow.audit.add(Entry(Act.DELIVERIES_EXPORTED, actor, detail={"announcement": str(announcement_id)}), at)


def _reasons(shares: Iterable[Share]) -> tuple[tuple[str, int], ...]:
    """Why it was not sent, the most frequent first."""
    found = Counter[str]()
    for each in shares:
        if each.reached is Reached.FAILED and each.reason:
            found[each.reason] += each.count
    return tuple(found.most_common(_MOST_REASONS))


def _parts(shares: Iterable[Share], key: Callable[[Share], str | None]) -> tuple[Part, ...]:
    """The largest first, what has no name last."""
    total, sent, read = Counter[str | None](), Counter[str | None](), Counter[str | None]()
    for each in shares:
        found = key(each)
        total[found] += each.count
        sent[found] += each.count if each.reached is Reached.SENT else 0
        read[found] += each.count if each.read else 0
    order = sorted(total, key=lambda each: (each is None, -total[each], each or ""))
    return tuple(Part(key=each, total=total[each], sent=sent[each], read=read[each]) for each in order)
