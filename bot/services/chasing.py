"""Asking those once more who have not answered: whom, and the messages to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.attendance import Door, Invited, circle_of, days_of, door_of
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.meetings import Meeting
from bot.domain.messages import ChasePreview, ChaseSent, Message, Reminder
from bot.domain.messages_organizing import ChasePlan, Named
from bot.domain.people import Person, Subscription
from bot.domain.reminders import CHASE, ReminderKind
from bot.ports import UnitOfWork

_NOT_AGAIN: Final = timedelta(days=1)
"""Nobody is asked twice within this time."""

_FIRST: Final = 5
"""Names in a preview."""


@dataclass(frozen=True)
class Plan:
    """Whom a chase reaches, and how many it leaves out: who cannot be written to, who has stopped such messages, and
    who was asked within the last day."""

    to: Sequence[Invited]
    unreachable: int
    stopped: int
    lately: int

    @property
    def first(self) -> Sequence[Invited]:
        return self.to[:_FIRST]

    def model(self, first: tuple[Named, ...]) -> ChasePlan:
        """As an organizer sees it."""
        return ChasePlan(
            total=len(self.to),
            languages=dict(Counter(each.language for each in self.to).most_common()),
            first=first,
            unreachable=self.unreachable,
            stopped=self.stopped,
            lately=self.lately,
        )


async def plan_of(uow: UnitOfWork, pack: Pack, meeting: Meeting, now: datetime) -> Plan:
    """Those who have not answered, and not the others, as things are now."""
    days = days_of(meeting)
    silent = await uow.invited.silent(circle_of(pack, meeting), meeting.id, days, now)
    stopped = await uow.people.who_stopped(Subscription.ANSWERS)
    asked = await uow.outbox.queued_since(_asking(meeting), now - _NOT_AGAIN)
    to: list[Invited] = []
    left_out = Counter[str]()
    for each in silent:
        if not each.reachable:
            left_out["unreachable"] += 1
        elif each.person_id in stopped:
            left_out["stopped"] += 1
        elif each.person_id in asked:
            left_out["lately"] += 1
        else:
            to.append(each)
    return Plan(to, left_out["unreachable"], left_out["stopped"], left_out["lately"])


class Chasing:
    """Over one transaction; `may_organize` is asked before."""

    def __init__(self, uow: UnitOfWork, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._pack = pack
        self._now = now

    async def send(self, organizer: Person, meeting: Meeting) -> Message:
        """Ask those whom the preview counts, as things are by now. Where there is nobody to be asked (any more), the
        preview, which says why."""
        door = door_of(meeting, await self._uow.arrangements.get(meeting.id), self._now)
        plan = await plan_of(self._uow, self._pack, meeting, self._now)
        if door is not Door.OPEN or not plan.to:
            return ChasePreview(meeting=meeting.id)
        chase = f"{_chase(meeting)}{self._now.astimezone(UTC):%Y-%m-%d}"
        reminder = Reminder(meeting=meeting.id, reminder=CHASE)
        await self._uow.outbox.add(
            [
                Outgoing(
                    each.telegram_id,
                    each.person_id,
                    reminder,
                    Priority.REMINDER,
                    Subscription.ANSWERS,
                    once=f"{chase}:{each.person_id}",
                )
                for each in plan.to
            ],
            self._now,
        )
        detail = {"meeting": meeting.id, "people": str(len(plan.to))}
        await self._uow.audit.add(Entry(Act.ATTENDANCE_CHASED, organizer.pseudonym, detail=detail), self._now)
        return ChaseSent(meeting=meeting.id, count=len(plan.to))


def _chase(meeting: Meeting) -> str:
    return f"chase:{meeting.id}:{days_of(meeting)}:"


def _asking(meeting: Meeting) -> tuple[str, ...]:
    """How the keys of messages begin that ask for an answer: a chase, and the reminders that do the same."""
    remind = f"remind:{meeting.id}:{days_of(meeting)}:"
    return _chase(meeting), f"{remind}{ReminderKind.DEADLINE}-", f"{remind}{ReminderKind.OPENING}-"
