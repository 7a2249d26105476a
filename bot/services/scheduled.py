"""Announcements whose time has come."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.domain.announcements import Announcement, State
from bot.domain.audit import BOT
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import AnnouncementUnsent
from bot.domain.messages_announcements import subject_of
from bot.domain.messages_sending import FindingKind
from bot.domain.people import Person, Subscription
from bot.domain.rounds import Round
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.announced import beginning
from bot.services.announcing import Announcing
from bot.services.checks import findings
from bot.services.drafting import Drafting, may_follow


async def begin_scheduled(units: UnitsOfWork, pack: Pack, now: datetime, *, approval_above: int) -> bool:
    """Send the announcements whose time has come; whether there were any. One that may not go as things are by now
    becomes a draft again, and its author is told; `approval_above`: as in `Announcing`."""
    async with units() as uow:
        drafting = Drafting(uow, pack, now)
        announcing = Announcing(uow, drafting, pack, now, approval_above=approval_above)
        due = [
            each
            for each in await uow.announcements.in_states((State.SCHEDULED,))
            if each.timing.at is not None and each.timing.at <= now
        ]
        for announcement in due:
            author = await _person(uow, announcement.author_id, now)
            button = announcement.written.round
            round_ = None if button is None else await uow.rounds.get(button)
            hindrance = await _hindrance(announcement, author, drafting, announcing, pack, now, round_)
            if hindrance is None:
                await announcing.begin(announcement, BOT)
                continue
            await uow.announcements.put(replace(announcement, state=State.DRAFT))
            await uow.live_messages.outdate(subject_of(announcement.id))
            decider = await _person(uow, announcement.approved_by, now)
            await _tell(uow, announcement, hindrance, (author, decider), now)
        await uow.commit()
    return bool(due)


async def _hindrance(
    announcement: Announcement,
    author: Person | None,
    drafting: Drafting,
    announcing: Announcing,
    pack: Pack,
    now: datetime,
    round_: Round | None,
) -> Literal["right", "blocked", "second"] | None:
    if author is None or not may_follow(author, announcement):
        return "right"
    found = findings(announcement, pack, await drafting.counts(announcement), now, round_=round_)
    # Its time is over by now in any case.
    if any(each.kind.blocks and each.kind is not FindingKind.PAST for each in found):
        return "blocked"
    if await announcing.needs_second(announcement) and not announcement.is_approved:
        return "second"
    return None


async def _person(uow: UnitOfWork, person_id: int | None, now: datetime) -> Person | None:
    return None if person_id is None else await uow.people.find(person_id, now)


async def _tell(
    uow: UnitOfWork,
    announcement: Announcement,
    reason: Literal["right", "blocked", "second"],
    people: Iterable[Person | None],
    now: datetime,
) -> None:
    for person in people:
        if person is None:
            continue
        message = AnnouncementUnsent(
            announcement=announcement.id, reason=reason, beginning=beginning(announcement, person.language)
        )
        row = Outgoing(person.telegram_id, person.id, message, Priority.REMINDER, Subscription.NOTICES)
        await uow.outbox.add([row], now)
