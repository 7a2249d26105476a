"""Updates as they came, until they are handled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, func, select, update

from bot.domain.exchange import Incoming, Stored
from storage import dialect
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.connections import Connection
from storage.tables import inbox

_WAITING: Final = "waiting"
_DONE: Final = "done"
_ASIDE: Final = "aside"

_NOBODY: Final = 0

_HANDLED: Final = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("handled"), inbox.c.state == _WAITING)
    .values(state=_DONE, settled_at=bindparam("at"), payload=None)
)


class SqlInbox:
    """`ports.Inbox` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def store(self, updates: Sequence[Incoming]) -> list[Stored]:
        if not updates:
            return []
        new = await self._connection.execute(
            dialect.insert(inbox).on_conflict_do_nothing().returning(inbox.c.sequence, inbox.c.update_id),
            [self._values(each) for each in updates],
        )
        # Of two with the same id the first one was stored.
        came = {each.update_id: each for each in reversed(updates)}
        return [_as_stored(sequence, came[update_id]) for sequence, update_id in sorted(new.tuples())]

    async def pending(self, after: int, limit: int) -> list[Stored]:
        """One that the key does not open is set aside on the way, as of the instant at which it came."""
        found: list[Stored] = []
        while len(found) < limit:
            wanted = limit - len(found)
            rows = (
                await self._connection.execute(
                    select(inbox)
                    .where(inbox.c.state == _WAITING, inbox.c.sequence > after)
                    .order_by(inbox.c.sequence)
                    .limit(wanted)
                )
            ).all()
            for row in rows:
                after = row.sequence
                try:
                    found.append(self._stored(row))
                except UnreadableError as error:
                    await self.set_aside(row.update_id, str(error), row.received_at)
            if len(rows) < wanted:
                break
        return found

    async def done(self, update_id: int, at: datetime) -> bool:
        return (await self._connection.execute(_HANDLED, {"handled": update_id, "at": at})).rowcount == 1

    async def failed(self, update_id: int) -> int:
        """0 for an update that was never stored."""
        attempts = await self._connection.scalar(
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(attempts=inbox.c.attempts + 1)
            .returning(inbox.c.attempts)
        )
        return attempts or 0

    async def set_aside(self, update_id: int, error: str, at: datetime) -> None:
        await self._set(update_id, state=_ASIDE, settled_at=at, error=error)

    async def forget(self, telegram_id: int, at: datetime) -> None:
        theirs = inbox.c.person == telegram_id
        await self._connection.execute(
            update(inbox).where(theirs, inbox.c.state == _WAITING).values(state=_DONE, settled_at=at)
        )
        # That an update has come stays known by its number: it may come once more.
        await self._connection.execute(update(inbox).where(theirs).values(person=_NOBODY, payload=None, member=False))

    async def disown(self, update_id: int) -> None:
        await self._set(update_id, person=_NOBODY, payload=None, member=False)

    async def tidy(self, aside_before: datetime, done_before: datetime) -> int:
        deleted = await self._connection.execute(
            delete(inbox).where(inbox.c.state.in_((_DONE, _ASIDE)), inbox.c.settled_at < done_before)
        )
        erased = await self._connection.execute(
            update(inbox)
            .where(inbox.c.state == _ASIDE, inbox.c.settled_at < aside_before, inbox.c.payload.is_not(None))
            .values(payload=None)
        )
        return deleted.rowcount + erased.rowcount

    async def count_aside(self) -> int:
        return (
            await self._connection.scalar(select(func.count()).select_from(inbox).where(inbox.c.state == _ASIDE)) or 0
        )

    async def _set(self, update_id: int, **values: Any) -> None:
        await self._connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(**values))

    def _values(self, incoming: Incoming) -> dict[str, Any]:
        sealed = self._cipher.seal(incoming.payload)
        return {
            "update_id": incoming.update_id,
            "person": incoming.person,
            "member": incoming.member,
            "limited": incoming.limited,
            "payload": sealed.content,
            "encrypted": sealed.encrypted,
            "received_at": incoming.received_at,
            "attempts": 0,
            "state": _WAITING,
        }

    def _stored(self, row: Row[Any]) -> Stored:
        return Stored(
            sequence=row.sequence,
            update_id=row.update_id,
            person=row.person,
            payload=self._cipher.open(Sealed(row.payload, row.encrypted)),
            received_at=row.received_at,
            attempts=row.attempts,
            member=row.member,
            limited=row.limited,
        )


def _as_stored(sequence: int, update: Incoming) -> Stored:
    return Stored(
        sequence=sequence,
        update_id=update.update_id,
        person=update.person,
        payload=update.payload,
        received_at=update.received_at,
        attempts=0,
        member=update.member,
        limited=update.limited,
    )
