"""Reminders that have become due: whom each concerns is found when it is due, and each gets it once.

What was due is known by one mark alone, the instant up to which this was looked after. A row of the outbox has a key
of meeting, days, rule and person, so that looking at the same hours twice tells nobody twice.
"""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.attendance import Addressee, Arrangement, Door, circle_of, days_of, door_of
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.meetings import Meeting
from bot.domain.messages_reminders import Reminder
from bot.domain.reminders import (
    LATE,
    SUBSCRIPTIONS,
    Rule,
    asks,
    breaks_quiet,
    concerns,
    due_at,
    may_be_due,
    pointless_at,
    rules_of,
)
from bot.ports import UnitOfWork, UnitsOfWork

LOOK: Final = 2.0
"""Seconds between looks."""

MARK: Final = "reminders"
BATCH: Final = 500
"""People in one transaction, so that nobody's answer waits for all of them."""

_MARK_EVERY: Final = timedelta(minutes=1)
"""How far the mark may lag where nothing was due: moving it costs a write."""

_UNDER_WAY: Final = timedelta(minutes=1)
"""A zone that was set at an instant is seen when its transaction has ended, somewhat later."""

log = logging.getLogger(__name__)

Zones = tuple[str | None, ...]


@dataclass(frozen=True)
class _Round:
    """A rule that is due for those of these zones (none: of all), among these people alone where given. `late`: it has
    lost its point."""

    meeting: Meeting
    rule: Rule
    zones: Zones | None
    late: bool = False
    among: Collection[int] | None = None


async def remind(units: UnitsOfWork, pack: Pack, now: datetime) -> bool:
    """Queue what became due since the last look; whether there was anything. At the very first, and where the clock was
    set back, nothing is: the mark is set to now."""
    async with units() as uow:
        since = await uow.marks.get(MARK)
        if since is None or now < since:
            await uow.marks.set(MARK, now)
            await uow.commit()
            return False
        rounds = await _rounds(uow, pack, since, now)
    queued, missed = 0, Counter[str]()
    for each in rounds:
        async for concerned in _concerned(units, pack, each, now):
            if each.late:
                missed[each.meeting.id] += len(concerned)
            else:
                queued += len(concerned)
    if rounds or now - since > _MARK_EVERY:
        await _look_done(units, missed, now)
    return queued > 0


async def _rounds(uow: UnitOfWork, pack: Pack, since: datetime, now: datetime) -> Sequence[_Round]:
    """What is due in (`since`, `now`], and what was due in the last day for those who have come into another zone."""
    arrangements = await uow.arrangements.all()
    zones = await uow.people.zones()
    moved = await uow.people.zone_set_since(since - _UNDER_WAY)
    found: list[_Round] = []
    for meeting in pack.meetings:
        arrangement = arrangements.get(meeting.id, Arrangement())
        for rule in rules_of(meeting):
            if may_be_due(meeting, rule, since, now):
                found += _due(meeting, rule, arrangement, zones, since, now, now)
            if moved and may_be_due(meeting, rule, now - LATE, since):
                late_for = _due(meeting, rule, arrangement, zones, now - LATE, since, now)
                found += (replace(each, among=moved) for each in late_for if not each.late)
    return found


def _due(
    meeting: Meeting,
    rule: Rule,
    arrangement: Arrangement,
    zones: Sequence[str | None],
    after: datetime,
    until: datetime,
    now: datetime,
) -> Iterator[_Round]:
    """A rule for those for whom it was due in (`after`, `until`]: where it still has a point, and where it has none."""
    if asks(rule.kind) and arrangement.open is False:
        return
    instants = {zone: due_at(meeting, rule, zone) for zone in zones}
    due = {zone: instant for zone, instant in instants.items() if after < instant <= until}
    late = tuple(zone for zone, instant in due.items() if pointless_at(meeting, rule, instant) <= now)
    in_time = tuple(zone for zone in due if zone not in late)
    if late:
        yield _Round(meeting, rule, _of(zones, late), late=True)
    if in_time and (not asks(rule.kind) or door_of(meeting, arrangement, now) is Door.OPEN):
        yield _Round(meeting, rule, _of(zones, in_time))


def _of(zones: Sequence[str | None], some: Zones) -> Zones | None:
    return None if len(some) == len(zones) else some


async def _concerned(units: UnitsOfWork, pack: Pack, each: _Round, now: datetime) -> AsyncIterator[list[Addressee]]:
    """Those whom it concerns, in batches; what they are told is queued with each batch."""
    # One zone after the other: each is a stretch of an index, from which a batch is read off without sorting.
    for zones in (None,) if each.zones is None else [(zone,) for zone in each.zones]:
        after: int | None = 0
        while after is not None:
            concerned, after = await _batch(units, pack, each, zones, after, now)
            yield concerned


async def _batch(
    units: UnitsOfWork, pack: Pack, each: _Round, zones: Zones | None, after: int, now: datetime
) -> tuple[list[Addressee], int | None]:
    """Those concerned among the next people after an id, and the id after which to go on; none at the end."""
    meeting = each.meeting
    async with units() as uow:
        batch = await uow.invited.to_tell(
            circle_of(pack, meeting),
            meeting.id,
            days_of(meeting),
            now,
            zones=zones,
            among=each.among,
            after=after,
            limit=BATCH,
        )
        concerned = [one for one in batch if concerns(each.rule.kind, one.answer, one.seat)]
        if concerned and not each.late:
            await uow.outbox.add([_outgoing(each, one) for one in concerned], now)
            await uow.commit()
    return concerned, batch[-1].person_id if len(batch) == BATCH else None


def _outgoing(each: _Round, one: Addressee) -> Outgoing:
    meeting, rule = each.meeting, each.rule
    return Outgoing(
        one.telegram_id,
        one.person_id,
        Reminder(meeting=meeting.id, reminder=rule.kind, amount=rule.amount),
        Priority.REMINDER,
        SUBSCRIPTIONS[rule.kind],
        once=f"remind:{meeting.id}:{days_of(meeting)}:{rule}:{one.person_id}",
        urgent=breaks_quiet(rule.kind, one.answer),
    )


async def _look_done(units: UnitsOfWork, missed: Mapping[str, int], now: datetime) -> None:
    """Everything up to now was looked after; what had lost its point is counted, and told in the log."""
    async with units() as uow:
        for meeting, count in missed.items():
            await uow.arrangements.add_missed(meeting, count)
        await uow.marks.set(MARK, now)
        await uow.commit()
    for meeting, count in missed.items():
        log.warning("%s: %s reminders were due while none could be sent, and have lost their point", meeting, count)
