"""What each reader of an announcement got, and what is still to be done for them."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.domain.announcements import REMINDED_AGAIN, Delivery, Reached, Settled, Share, Tally, Task, Timing, due_for
from bot.domain.audience import Resolved
from bot.domain.quiet import DEFAULT, Quiet
from storage.connections import Connection
from storage.grants import in_force
from storage.readers import REACHABLE, STOPPED, fits
from storage.tables import announcements, deliveries, grants, people

_WAITING: Final = 0
_CLAIMED: Final = 1


def _is_member(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a row of `people` is of somebody who holds a role at that time."""
    return select(grants.c.id).where(grants.c.person_id == people.c.id, in_force(at)).exists()


_DUE: Final = (
    select(
        deliveries.c.id,
        deliveries.c.announcement_id,
        deliveries.c.person_id,
        people.c.telegram_id,
        deliveries.c.task,
        people.c.language,
        people.c.second_language,
        people.c.zone,
        people.c.quiet,
        _is_member(bindparam("now")).label("member"),
        REACHABLE.label("reachable"),
        STOPPED.label("stopped"),
        deliveries.c.message_ids,
        deliveries.c.version,
        deliveries.c.sent_at,
        deliveries.c.reached,
        deliveries.c.reason,
        deliveries.c.language.label("sent_in"),
        deliveries.c.reminded_at,
        deliveries.c.read_at.is_not(None).label("read"),
    )
    .join(people, people.c.id == deliveries.c.person_id)
    .where(
        deliveries.c.announcement_id == bindparam("which"),
        deliveries.c.queue == _WAITING,
        deliveries.c.due_at <= bindparam("now"),
    )
    .order_by(deliveries.c.due_at, deliveries.c.id)
    .limit(bindparam("most"))
)
_CLAIM: Final = update(deliveries).where(deliveries.c.id.in_(bindparam("rows", expanding=True))).values(queue=_CLAIMED)
_SETTLE: Final = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"), deliveries.c.queue == _CLAIMED)
    .values(
        queue=bindparam("next_queue"),
        task=bindparam("next_task"),
        due_at=bindparam("next_due"),
        reached=bindparam("what"),
        reason=bindparam("why"),
        version=bindparam("which_version"),
        language=bindparam("in_language"),
        message_ids=bindparam("messages"),
        sent_at=bindparam("at"),
        reminded_at=bindparam("reminded"),
    )
)
_LEFT: Final = (
    select(deliveries.c.id)
    .where(deliveries.c.announcement_id == bindparam("which"), deliveries.c.queue >= _WAITING)
    .limit(1)
)
_NEXT_DUE: Final = (
    select(deliveries.c.due_at)
    .where(deliveries.c.announcement_id == bindparam("which"), deliveries.c.queue == _WAITING)
    .order_by(deliveries.c.due_at)
    .limit(1)
)

_ACTIVE: Final = select(announcements.c.id).where(announcements.c.active.is_(True))


class SqlDeliveries:
    """`ports.Deliveries` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fill(self, announcement_id: int, chosen: Resolved, timing: Timing, now: datetime, place: str) -> int:
        known = select(deliveries.c.person_id).where(
            deliveries.c.announcement_id == announcement_id, deliveries.c.person_id.is_not(None)
        )
        due_at = await self._turns(timing, now, place)
        waits = and_(REACHABLE, ~STOPPED)
        rows = select(
            literal(announcement_id),
            people.c.id,
            case((waits, _WAITING), else_=None),
            case((waits, Task.SEND.value), else_=None),
            case((waits, due_at), else_=None),
            case((waits, None), (REACHABLE, Reached.STOPPED.value), else_=Reached.GONE.value),
            literal(0),
            literal(""),
        ).where(people.c.id.not_in(known), fits(chosen))
        columns = ("announcement_id", "person_id", "queue", "task", "due_at", "reached", "version", "message_ids")
        added = await self._connection.execute(insert(deliveries).from_select(columns, rows.order_by(people.c.id)))
        return added.rowcount

    async def _turns(self, timing: Timing, now: datetime, place: str) -> ColumnElement[datetime | None]:
        """When it is the turn of a row of `people`: by its quiet hours and zone, of which there are few."""
        clocks = await self._connection.execute(select(people.c.zone, people.c.quiet).distinct())
        zones: dict[tuple[datetime, str | None], list[str | None]] = {}
        for zone, quiet in clocks.all():
            due = due_for(timing, zone, _quiet(quiet), now, place)
            if due > now:
                zones.setdefault((due, quiet), []).append(zone)
        turns = [
            (
                and_(people.c.quiet.is_not_distinct_from(quiet), _one_of(people.c.zone, alike)),
                literal(due, deliveries.c.due_at.type),
            )
            for (due, quiet), alike in zones.items()
        ]
        at_once = literal(now, deliveries.c.due_at.type)
        return case(*turns, else_=at_once) if turns else at_once

    async def claim(self, announcement_id: int, now: datetime, limit: int) -> list[Delivery]:
        found = await self._connection.execute(_DUE, {"which": announcement_id, "now": now, "most": limit})
        rows = [_delivery(row) for row in found.all()]
        if rows:
            await self._connection.execute(_CLAIM, {"rows": [row.id for row in rows]})
        return rows

    async def settle(self, settled: Sequence[Settled]) -> None:
        if settled:
            await self._connection.execute(_SETTLE, [_values(each) for each in settled])

    async def release(self, now: datetime) -> int:
        sending = deliveries.c.task == Task.SEND.value
        released = await self._connection.execute(
            update(deliveries)
            # Of all that was ever sent, the index finds these.
            .where(deliveries.c.announcement_id.in_(_ACTIVE), deliveries.c.queue == _CLAIMED)
            .values(
                # An edit or a deletion comes to the same however often it is made; what may have arrived is not sent
                # once more.
                queue=case((sending, None), else_=_WAITING),
                task=case(
                    (sending, None),
                    (deliveries.c.task == Task.REMIND.value, Task.EDIT.value),
                    else_=deliveries.c.task,
                ),
                due_at=case((sending, None), else_=deliveries.c.due_at),
                reached=case((sending, Reached.UNKNOWN.value), else_=deliveries.c.reached),
                reason=case((sending, "the program stopped while it was being sent"), else_=deliveries.c.reason),
                sent_at=case((sending, literal(now, deliveries.c.sent_at.type)), else_=deliveries.c.sent_at),
            )
        )
        return released.rowcount

    async def ready(self, announcement_id: int, now: datetime, until: datetime | None) -> None:
        late = deliveries.c.due_at > now
        await self._connection.execute(
            update(deliveries)
            .where(
                deliveries.c.announcement_id == announcement_id,
                deliveries.c.queue == _WAITING,
                late if until is None else and_(late, deliveries.c.due_at <= until),
            )
            .values(due_at=now)
        )

    async def left(self, announcement_id: int) -> bool:
        return await self._connection.scalar(_LEFT, {"which": announcement_id}) is not None

    async def next_due(self, announcement_id: int) -> datetime | None:
        due: datetime | None = await self._connection.scalar(_NEXT_DUE, {"which": announcement_id})
        return due

    async def withhold(self, announcement_id: int) -> int:
        held = await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(self._rows(announcement_id, Task.SEND)))
            .values(queue=None, task=None, due_at=None, reached=Reached.WITHHELD.value)
        )
        return held.rowcount

    async def drop_tasks(self, announcement_id: int, task: Task) -> None:
        await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(self._rows(announcement_id, task)))
            .values(queue=None, task=None, due_at=None)
        )

    async def renew(self, announcement_id: int, version: int, due_at: datetime) -> int:
        # Whatever else waits or is being done is followed by it (`bot.services.broadcast_settling`).
        older = and_(deliveries.c.message_ids != "", deliveries.c.version < version)
        return await self._queue(announcement_id, Task.EDIT, due_at, older)

    async def delete(self, announcement_id: int, now: datetime) -> int:
        there = deliveries.c.message_ids != ""
        return await self._queue(announcement_id, Task.DELETE, now, there, instead_of=(Task.EDIT, Task.REMIND))

    async def remind(self, announcement_id: int, now: datetime) -> int:
        return await self._queue(announcement_id, Task.REMIND, now, _unread(now), instead_of=(Task.EDIT,))

    async def remindable(self, announcement_id: int, now: datetime) -> int:
        which = (deliveries.c.announcement_id == announcement_id, _free(Task.EDIT), _unread(now))
        return int(await self._connection.scalar(select(func.count()).where(*which)))

    async def retry(self, announcement_id: int, reached: Collection[Reached], now: datetime) -> int:
        again = and_(deliveries.c.reached.in_([each.value for each in reached]), _can_get(now))
        queued = await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.announcement_id == announcement_id, deliveries.c.queue.is_(None), again)
            .values(queue=_WAITING, task=Task.SEND.value, due_at=now, reached=None, reason=None)
        )
        return queued.rowcount

    async def retriable(self, announcement_id: int, reached: Collection[Reached], now: datetime) -> int:
        again = select(func.count()).where(
            deliveries.c.announcement_id == announcement_id,
            deliveries.c.queue.is_(None),
            deliveries.c.reached.in_([each.value for each in reached]),
            _can_get(now),
        )
        return int(await self._connection.scalar(again))

    async def of(self, announcement_id: int, person_id: int) -> tuple[Reached | None, datetime | None] | None:
        found = select(deliveries.c.reached, deliveries.c.read_at).where(
            deliveries.c.announcement_id == announcement_id, deliveries.c.person_id == person_id
        )
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else (_reached(row.reached), row.read_at)

    async def note_read(self, announcement_id: int, person_id: int, at: datetime) -> bool:
        return await self._note(announcement_id, person_id, deliveries.c.read_at, at)

    async def note_pressed(self, announcement_id: int, person_id: int, at: datetime) -> bool:
        return await self._note(announcement_id, person_id, deliveries.c.pressed_at, at)

    async def tally(self, announcement_id: int, version: int, now: datetime) -> Tally:
        task, queue, due = deliveries.c.task, deliveries.c.queue, deliveries.c.due_at
        sending = and_(queue >= _WAITING, task == Task.SEND.value)
        later = and_(sending, queue == _WAITING, due > now)
        other = and_(queue >= _WAITING, task != Task.SEND.value, task != Task.REMIND.value)
        rows = await self._connection.execute(
            select(
                deliveries.c.reached,
                func.count(),
                _sum(sending),
                _sum(later),
                func.max(case((later, due), else_=None)),
                _sum(other),
                _sum(and_(deliveries.c.reached == Reached.SENT.value, deliveries.c.version == version)),
                _sum(deliveries.c.read_at.is_not(None)),
                _sum(deliveries.c.pressed_at.is_not(None)),
            )
            .where(deliveries.c.announcement_id == announcement_id)
            .group_by(deliveries.c.reached)
        )
        return _tally(rows.all())

    async def shares(self, announcement_id: int) -> list[Share]:
        read = deliveries.c.read_at.is_not(None)
        # The reader's own language, whatever it was sent in: else those who got it, and those who did not, would be
        # counted apart.
        grouped = (people.c.country, people.c.region, people.c.language, deliveries.c.reached, deliveries.c.reason)
        rows = await self._connection.execute(
            select(*grouped, read.label("read"), func.count())
            .outerjoin_from(deliveries, people, people.c.id == deliveries.c.person_id)
            .where(deliveries.c.announcement_id == announcement_id)
            .group_by(*grouped, read)
        )
        return [
            Share(country, region, language, _reached(reached), reason, bool(was_read), count)
            for country, region, language, reached, reason, was_read, count in rows.all()
        ]

    async def rows(self, announcement_id: int) -> AsyncIterator[dict[str, Any]]:
        after = 0
        while True:
            some = await self._connection.execute(
                select(deliveries, people.c.country, people.c.language.label("reads"))
                .outerjoin_from(deliveries, people, people.c.id == deliveries.c.person_id)
                .where(deliveries.c.announcement_id == announcement_id, deliveries.c.id > after)
                .order_by(deliveries.c.id)
                .limit(1000)
            )
            found = some.all()
            for row in found:
                yield dict(row._mapping)
            if not found:
                return
            after = found[-1].id

    async def got(self, person_id: int) -> set[int]:
        rows = await self._connection.execute(
            select(deliveries.c.announcement_id).where(
                deliveries.c.person_id == person_id, deliveries.c.reached == Reached.SENT.value
            )
        )
        return set(rows.scalars())

    async def tidy(self, before: datetime) -> int:
        """Delete rows that came to their end before then: those that were never sent, when their announcement has
        begun before; how many."""
        begun = select(announcements.c.id).where(announcements.c.started_at < before)
        never = and_(deliveries.c.sent_at.is_(None), deliveries.c.announcement_id.in_(begun))
        gone = delete(deliveries).where(deliveries.c.queue.is_(None), or_(deliveries.c.sent_at < before, never))
        return (await self._connection.execute(gone)).rowcount

    async def _note(self, announcement_id: int, person_id: int, column: ColumnElement[Any], at: datetime) -> bool:
        noted = await self._connection.execute(
            update(deliveries)
            .where(
                deliveries.c.announcement_id == announcement_id,
                deliveries.c.person_id == person_id,
                column.is_(None),
            )
            .values({column: at})
        )
        return noted.rowcount == 1

    async def _queue(
        self,
        announcement_id: int,
        task: Task,
        due_at: datetime,
        which: ColumnElement[bool],
        *,
        instead_of: Collection[Task] = (),
    ) -> int:
        """Have this done for those of whom nothing else is to be done, or one of these that are left, or made up for
        later."""
        queued = await self._connection.execute(
            update(deliveries)
            .where(deliveries.c.announcement_id == announcement_id, _free(*instead_of), which)
            .values(queue=_WAITING, task=task.value, due_at=due_at)
        )
        return queued.rowcount

    def _rows(self, announcement_id: int, task: Task) -> Any:
        return select(deliveries.c.id).where(
            deliveries.c.announcement_id == announcement_id,
            deliveries.c.queue == _WAITING,
            deliveries.c.task == task.value,
        )


def _free(*instead_of: Task) -> ColumnElement[bool]:
    """Nothing is to be done for a row, or only one of these."""
    other = and_(deliveries.c.queue == _WAITING, deliveries.c.task.in_([each.value for each in instead_of]))
    return or_(deliveries.c.queue.is_(None), other)


def _unread(now: datetime) -> ColumnElement[bool]:
    """Its reader got it, has not confirmed it, and can be reminded."""
    reminded = deliveries.c.reminded_at
    return and_(
        deliveries.c.reached == Reached.SENT.value,
        deliveries.c.read_at.is_(None),
        or_(reminded.is_(None), reminded <= now - REMINDED_AGAIN),
        _can_get(now),
    )


def _can_get(now: datetime) -> ColumnElement[bool]:
    """Whether the reader of a row can be written to, wants announcements, and is a member still."""
    theirs = people.c.id == deliveries.c.person_id
    return select(people.c.id).where(theirs, REACHABLE, ~STOPPED, _is_member(now)).exists()


def _sum(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


def _reached(value: str | None) -> Reached | None:
    return None if value is None else Reached(value)


def _quiet(written: str | None) -> Quiet:
    return DEFAULT if written is None else Quiet.read(written)


def _one_of(which: ColumnElement[Any], values: Sequence[str | None]) -> ColumnElement[bool]:
    known = which.in_([value for value in values if value is not None])
    return or_(which.is_(None), known) if None in values else known


def _delivery(row: Row[Any]) -> Delivery:
    (number, announcement, person, chat, task, language, second, zone, quiet, member, reachable, stopped) = row[:12]
    (ids, version, sent_at, reached, reason, sent_in, reminded_at, read) = row[12:]
    return Delivery(
        number,
        announcement,
        person,
        chat,
        Task(task),
        language,
        second,
        zone,
        quiet,
        bool(member),
        bool(reachable),
        bool(stopped),
        tuple(map(int, ids.split(","))) if ids else (),
        version,
        sent_at,
        _reached(reached),
        reason,
        sent_in,
        reminded_at,
        bool(read),
    )


def _values(settled: Settled) -> dict[str, Any]:
    return {
        "row": settled.id,
        "next_queue": None if settled.task is None else _WAITING,
        "next_task": None if settled.task is None else settled.task.value,
        "next_due": settled.due_at,
        "what": None if settled.reached is None else settled.reached.value,
        "why": settled.reason,
        "which_version": settled.version,
        "in_language": settled.language,
        "messages": ",".join(map(str, settled.message_ids)),
        "at": settled.sent_at,
        "reminded": settled.reminded_at,
    }


def _tally(rows: Sequence[Any]) -> Tally:
    reached: dict[Reached, int] = {}
    waiting = later = editing = current = read = pressed = 0
    last_due: datetime | None = None
    for what, count, sending, put_off, last, other, newest, were_read, were_pressed in rows:
        if what is not None:
            reached[Reached(what)] = count
        waiting, later, editing = waiting + sending, later + put_off, editing + other
        current, read, pressed = current + newest, read + were_read, pressed + were_pressed
        last_due = max(filter(None, (last_due, last)), default=None)
    return Tally(reached, waiting, later, last_due, editing, current, read, pressed)
