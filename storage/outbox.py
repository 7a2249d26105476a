"""What is to be sent, and what came of it.

A row is waiting, then claimed (under a lease) while it is being sent, then sent, failed, gone or unknown; one that may
not be sent yet is put off before it is waiting. Which row of a chat comes next, and from when on, stands in `queues`;
each change of a row here brings that up to date.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import Row, and_, bindparam, case, delete, func, insert, or_, select, update

from bot.domain import messages
from bot.domain.exchange import Claimed, Outgoing, Priority
from bot.domain.outcomes import Early, Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.people import Subscription
from storage import dialect
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.connections import Connection
from storage.tables import outbox, queues

_WAITING: Final = "waiting"
_PUT_OFF: Final = "put off"
_CLAIMED: Final = "claimed"
_SENT: Final = "sent"
_FAILED: Final = "failed"
_GONE: Final = "gone"
_UNKNOWN: Final = "unknown"

_QUEUED: Final = (outbox.c.chat_id, outbox.c.priority, outbox.c.id, outbox.c.state)
_ADD: Final = insert(outbox).returning(*_QUEUED)
_ADD_ONCE: Final = dialect.insert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.once]).returning(*_QUEUED)

_entry: Final = dialect.insert(queues)
# A chat that is known keeps its hold, and its next row unless this one goes before it; one with a row under a lease has
# no next row (null), and the comparison leaves it so.
_ENTER: Final = dialect.compiled(
    _entry.on_conflict_do_update(
        index_elements=[queues.c.chat_id],
        set_={"next_priority": _entry.excluded.next_priority, "next_id": _entry.excluded.next_id},
        where=or_(
            queues.c.next_priority > _entry.excluded.next_priority,
            and_(
                # One that was put off is older than what came meanwhile.
                queues.c.next_priority == _entry.excluded.next_priority,
                queues.c.next_id > _entry.excluded.next_id,
            ),
        ),
    ),
    *("chat_id", "ready_at", "next_priority", "next_id"),
)


_NEXT: Final = (
    select(outbox)
    .join_from(queues, outbox, outbox.c.id == queues.c.next_id)
    .where(
        # `>= 0` says what "is not null" means here, in a form that an index serves.
        queues.c.next_priority >= 0,
        queues.c.next_priority <= bindparam("up_to"),
        queues.c.ready_at <= bindparam("now"),
        queues.c.chat_id.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(queues.c.next_priority, queues.c.next_id)
    .limit(bindparam("most"))
)
_DUE: Final = select(queues.c.ready_at).where(queues.c.next_id.is_not(None)).order_by(queues.c.ready_at).limit(1)
_OWED: Final = select(outbox.c.not_before).where(outbox.c.state == _PUT_OFF).order_by(outbox.c.not_before).limit(1)
_WAKE: Final = (
    update(outbox)
    .where(outbox.c.state == _PUT_OFF, outbox.c.not_before <= bindparam("now"))
    .values(state=_WAITING)
    .returning(*_QUEUED)
)
_FOLLOWING: Final = (
    select(outbox.c.priority, outbox.c.id)
    .where(outbox.c.state == _WAITING, outbox.c.chat_id == bindparam("chat"))
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(1)
)
# The last word to somebody who is forgotten goes when it is settled. What lost its message because somebody was
# forgotten while it was being sent cannot be sent again.
_SERVED: Final = delete(outbox).where(
    or_(
        and_(outbox.c.person_id.is_(None), outbox.c.settled_at.is_not(None)),
        and_(outbox.c.message.is_(None), outbox.c.state.in_((_WAITING, _PUT_OFF))),
    )
)
# Of what only brings a message up to date there is much, and nothing to keep.
_REFRESHED: Final = delete(outbox).where(
    outbox.c.id == bindparam("row"), outbox.c.refreshes.is_(True), outbox.c.settled_at.is_not(None)
)
_EMPTY: Final = delete(queues).where(queues.c.chat_id == bindparam("chat"))


_REFRESHING: Final = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.state.in_((_WAITING, _CLAIMED)), outbox.c.refreshes.is_(True))
)


class SqlOutbox:
    """`ports.Outbox` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def add(self, outgoing: Sequence[Outgoing], at: datetime) -> None:
        if not outgoing:
            return
        added = await self._connection.execute(
            _ADD if all(each.once is None for each in outgoing) else _ADD_ONCE,
            [self._values(each, at) for each in outgoing],
        )
        await self._queue(added.all(), at)

    async def _queue(self, rows: Sequence[Row[Any]], at: datetime) -> None:
        """Let those of these rows that wait be claimed from an instant on."""
        heads: dict[int, tuple[int, int]] = {}
        for chat_id, priority, row, state in rows:
            if state == _WAITING:
                heads[chat_id] = min(heads.get(chat_id, (priority, row)), (priority, row))
        if heads:
            await self._connection.execute(
                _ENTER,
                [
                    {"chat_id": chat_id, "ready_at": at, "next_priority": priority, "next_id": row}
                    for chat_id, (priority, row) in heads.items()
                ],
            )

    async def claim(
        self,
        now: datetime,
        lease_until: datetime,
        limit: int,
        busy: Collection[int],
        up_to: Priority = Priority.GUEST,
    ) -> list[Claimed]:
        """A row whose message this version cannot read is recorded as failed, and the next one of its chat may be
        claimed by the next call."""
        if limit <= 0:
            return []
        await self._queue((await self._connection.execute(_WAKE, {"now": now})).all(), now)
        claimed: list[Claimed] = []
        rows = await self._connection.execute(
            _NEXT, {"now": now, "up_to": up_to.value, "busy": list(busy), "most": limit}
        )
        for row in rows.all():
            try:
                claimed.append(self._claimed(row))
            except (ValueError, UnreadableError) as error:
                reason = (
                    str(error)
                    if isinstance(error, UnreadableError)
                    else "the stored message is of a kind that this version does not know"
                )
                await self._set(row.id, state=_FAILED, settled_at=now, reason=reason)
                await self._advance(row.chat_id)
        if claimed:
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.id.in_([each.id for each in claimed]))
                .values(state=_CLAIMED, lease_until=lease_until)
            )
            await self._connection.execute(
                update(queues)
                .where(queues.c.chat_id.in_([each.chat_id for each in claimed]))
                .values(next_priority=None, next_id=None)
            )
        return claimed

    async def part_sent(self, row: int, message_id: int | None) -> None:
        await self._set(row, parts_sent=outbox.c.parts_sent + 1, message_id=message_id)

    async def record(
        self, row: int, outcome: Outcome | Early, at: datetime, *, retry_at: datetime | None = None
    ) -> None:
        """Nothing changes for a row that is not under a lease. `Later` does not count as an attempt: Telegram did not
        take the message."""
        recorded = (
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.id == row, outbox.c.state == _CLAIMED)
                .values(lease_until=None, **_after(outcome, at, retry_at))
                .returning(outbox.c.chat_id, outbox.c.person_id, outbox.c.state, outbox.c.refreshes)
            )
        ).one_or_none()
        if recorded is None:
            return
        if recorded.person_id is None or recorded.state in (_WAITING, _PUT_OFF):
            await self._connection.execute(_SERVED.where(outbox.c.id == row))
        if recorded.refreshes:
            await self._connection.execute(_REFRESHED, {"row": row})
        await self._advance(recorded.chat_id, outcome.until if isinstance(outcome, Later) else retry_at)

    async def queued_since(self, once: Collection[str], after: datetime) -> set[int]:
        which = or_(*(outbox.c.once.startswith(each, autoescape=True) for each in once))
        rows = await self._connection.execute(select(outbox.c.person_id).where(which, outbox.c.added_at > after))
        return {person_id for (person_id,) in rows if person_id is not None}

    async def put_off(self, person_id: int, kind: str) -> list[tuple[datetime, messages.Message]]:
        rows = await self._connection.execute(
            select(outbox.c.not_before, outbox.c.message, outbox.c.encrypted)
            .where(outbox.c.person_id == person_id, outbox.c.kind == kind, outbox.c.state == _PUT_OFF)
            .order_by(outbox.c.not_before, outbox.c.id)
        )
        return [(row.not_before, self._opened(row)) for row in rows]

    async def recall(self, once: str) -> bool:
        recalled = await self._connection.execute(
            delete(outbox)
            .where(outbox.c.once == once, outbox.c.state.in_((_WAITING, _PUT_OFF)))
            .returning(outbox.c.chat_id, outbox.c.state)
        )
        row = recalled.one_or_none()
        if row is not None and row.state == _WAITING and not await self._is_sending(row.chat_id):
            await self._advance(row.chat_id)
        return row is not None

    async def release(
        self, at: datetime, *, retry_at: Callable[[int], datetime], resend_up_to: Callable[[Priority], int]
    ) -> int:
        count = 0
        for priority in Priority:
            tried = outbox.c.attempts + 1
            # An edit that only brings something up to date comes to the same however often it is made.
            edit = and_(outbox.c.refreshes.is_(True), tried < resend_up_to(Priority.ANSWER))
            again = or_(tried < resend_up_to(priority), edit)
            released = await self._connection.execute(
                update(outbox)
                .where(outbox.c.state == _CLAIMED, outbox.c.priority == priority)
                .values(
                    state=case((again, _WAITING), else_=_UNKNOWN),
                    settled_at=case((again, None), else_=at),
                    attempts=outbox.c.attempts + 1,
                    lease_until=None,
                    reason="the program stopped while it was being sent",
                )
                .returning(outbox.c.id, outbox.c.chat_id, outbox.c.attempts)
            )
            rows = released.all()
            if rows:
                await self._connection.execute(_SERVED.where(outbox.c.id.in_([row.id for row in rows])))
            for _, chat_id, attempts in rows:
                await self._advance(chat_id, retry_at(attempts))
                count += 1
        return count

    async def next_due(self) -> datetime | None:
        """Rows behind one that is being sent do not count: they may be claimed once its outcome is recorded."""
        waiting = [await self._connection.scalar(each) for each in (_DUE, _OWED)]
        return min((instant for instant in waiting if instant is not None), default=None)

    async def refreshing(self) -> int:
        return int(await self._connection.scalar(_REFRESHING) or 0)

    async def ready(self, at: datetime) -> None:
        await self._connection.execute(update(queues).where(queues.c.ready_at > at).values(ready_at=at))

    async def forget(self, person_id: int) -> None:
        """What is being sent has left already: its row loses all that tells of the person but the chat. One to them
        goes as soon as it has an outcome, whichever that is; of one to others it stays known that it was sent."""
        theirs, of_them = outbox.c.person_id == person_id, outbox.c.about == person_id
        await self._connection.execute(
            update(outbox)
            .where(theirs, outbox.c.state == _CLAIMED)
            .values(person_id=None, message=None, once=None, language=None, edits=None)
        )
        deleted = await self._connection.execute(
            delete(outbox)
            .where(or_(theirs, and_(of_them, outbox.c.state.in_((_WAITING, _PUT_OFF)))))
            .returning(outbox.c.chat_id)
        )
        await self._connection.execute(update(outbox).where(of_them).values(about=None, message=None))
        for chat_id in set(deleted.scalars()):
            if not await self._is_sending(chat_id):
                await self._advance(chat_id)

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(outbox).where(outbox.c.settled_at < before))).rowcount

    async def _advance(self, chat_id: int, ready_at: datetime | None = None) -> None:
        """Let the next row of a chat follow, from an instant on where one is given."""
        following = (await self._connection.execute(_FOLLOWING, {"chat": chat_id})).one_or_none()
        if following is None:
            await self._connection.execute(_EMPTY, {"chat": chat_id})
            return
        values: dict[str, Any] = {"next_priority": following.priority, "next_id": following.id}
        if ready_at is not None:
            values["ready_at"] = ready_at
        await self._connection.execute(update(queues).where(queues.c.chat_id == chat_id).values(**values))

    async def _is_sending(self, chat_id: int) -> bool:
        under_way = select(outbox.c.id).where(outbox.c.state == _CLAIMED, outbox.c.chat_id == chat_id).limit(1)
        return await self._connection.scalar(under_way) is not None

    async def _set(self, row: int, **values: Any) -> None:
        await self._connection.execute(update(outbox).where(outbox.c.id == row).values(**values))

    def _values(self, outgoing: Outgoing, at: datetime) -> dict[str, Any]:
        sealed = self._cipher.seal(messages.dump(outgoing.message).encode("utf-8", "surrogatepass"))
        return {
            "chat_id": outgoing.chat_id,
            "person_id": outgoing.person_id,
            "about": outgoing.about,
            "priority": outgoing.priority.value,
            "kind": outgoing.message.kind,
            "message": sealed.content,
            "encrypted": sealed.encrypted,
            "subscription": outgoing.subscription,
            "language": outgoing.language,
            "not_before": outgoing.not_before,
            "urgent": outgoing.urgent,
            "refreshes": outgoing.refreshes,
            "edits": outgoing.edits,
            "once": outgoing.once,
            "added_at": at,
            "state": _WAITING if outgoing.not_before is None or outgoing.not_before <= at else _PUT_OFF,
            "attempts": 0,
            "parts_sent": 0,
        }

    def _opened(self, row: Row[Any]) -> messages.Message:
        stored = self._cipher.open(Sealed(row.message, row.encrypted))
        return messages.load(stored.decode("utf-8", "surrogatepass"))

    def _claimed(self, row: Row[Any]) -> Claimed:
        return Claimed(
            id=row.id,
            chat_id=row.chat_id,
            person_id=row.person_id,
            message=self._opened(row),
            priority=Priority(row.priority),
            subscription=None if row.subscription is None else Subscription(row.subscription),
            language=row.language,
            edits=row.edits,
            attempts=row.attempts,
            parts_sent=row.parts_sent,
            urgent=row.urgent,
            refreshes=row.refreshes,
        )


def _after(outcome: Outcome | Early, at: datetime, retry_at: datetime | None) -> dict[str, Any]:
    """What an outcome makes of its row."""
    tried = {"attempts": outbox.c.attempts + 1}
    match outcome:
        case Sent(message_id):
            sent = {} if message_id is None else {"message_id": message_id}
            return {**tried, **sent, "message": None, "state": _SENT, "settled_at": at, "reason": None}
        # What did not arrive may be asked for again.
        case Failed(reason):
            return {**tried, "message": None, "state": _FAILED, "settled_at": at, "reason": reason, "once": None}
        case Gone(reason):
            return {**tried, "message": None, "state": _GONE, "settled_at": at, "reason": reason, "once": None}
        case Later(_, reason):
            return {"state": _WAITING, "reason": reason}
        case Early(until):
            return {"state": _PUT_OFF, "not_before": until}
        case Unknown(reason) if retry_at is not None:
            return {**tried, "state": _WAITING, "reason": reason}
        case Unknown(reason):
            # An answer may be asked for again; whether an announcement goes out again is for a person to decide, and
            # only for that is it kept what it says.
            answer = outbox.c.priority.in_((Priority.ANSWER.value, Priority.GUEST.value))
            once, message = (case((answer, None), else_=column) for column in (outbox.c.once, outbox.c.message))
            return {**tried, "state": _UNKNOWN, "settled_at": at, "reason": reason, "once": once, "message": message}
        case _:
            assert_never(outcome)
