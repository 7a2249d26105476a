"""Messages that are kept up to date where they stand, and meetings that people have in their calendars."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.domain.exchange import LiveMessage
from storage import dialect
from storage.connections import Connection
from storage.tables import calendar_copies, live_messages


class SqlLiveMessages:
    """`ports.LiveMessages` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note(self, live: LiveMessage) -> None:
        values = {"person_id": live.person_id, "subject": live.subject, "kind": live.kind}
        new = {"chat_id": live.chat_id, "message_id": live.message_id, "stale": False}
        row = dialect.insert(live_messages).values(**new, **values)
        key = [live_messages.c.chat_id, live_messages.c.message_id]
        await self._connection.execute(row.on_conflict_do_update(index_elements=key, set_=values))

    async def get(self, chat_id: int, message_id: int) -> LiveMessage | None:
        query = select(live_messages).where(
            live_messages.c.chat_id == chat_id, live_messages.c.message_id == message_id
        )
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _live(row)

    async def newest(self, chat_id: int, kind: str) -> LiveMessage | None:
        query = (
            select(live_messages)
            .where(live_messages.c.chat_id == chat_id, live_messages.c.kind == kind)
            .order_by(live_messages.c.message_id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _live(row)

    async def drop(self, chat_id: int, message_id: int) -> None:
        await self._connection.execute(
            delete(live_messages).where(live_messages.c.chat_id == chat_id, live_messages.c.message_id == message_id)
        )

    async def freshen(self, chat_id: int, message_id: int) -> None:
        await self._connection.execute(
            update(live_messages)
            .where(live_messages.c.chat_id == chat_id, live_messages.c.message_id == message_id)
            .values(stale=False)
        )

    async def outdate(self, subject: str, *, kind: str | None = None, person_id: int | None = None) -> None:
        which = [live_messages.c.subject == subject, live_messages.c.stale.is_(False)]
        if kind is not None:
            which.append(live_messages.c.kind == kind)
        if person_id is not None:
            which.append(live_messages.c.person_id == person_id)
        await self._connection.execute(update(live_messages).where(*which).values(stale=True))

    async def outdate_of(self, person_id: int) -> None:
        await self._connection.execute(
            update(live_messages).where(live_messages.c.person_id == person_id).values(stale=True)
        )

    async def take_outdated(self, limit: int) -> list[LiveMessage]:
        rows = (
            await self._connection.execute(
                select(live_messages)
                .where(live_messages.c.stale)
                .order_by(live_messages.c.chat_id, live_messages.c.message_id)
                .limit(limit)
            )
        ).all()
        found = [_live(row) for row in rows]
        for live in found:
            await self.freshen(live.chat_id, live.message_id)
        return found

    async def keep_only(self, subjects: Collection[str]) -> int:
        gone = live_messages.c.subject.not_in(list(subjects))
        return (await self._connection.execute(delete(live_messages).where(gone))).rowcount


def _live(row: Row[Any]) -> LiveMessage:
    return LiveMessage(row.chat_id, row.message_id, row.person_id, row.subject, row.kind)


class SqlCalendarCopies:
    """`ports.CalendarCopies` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note(self, person_id: int, meeting: str, sequence: int) -> None:
        row = dialect.insert(calendar_copies).values(person_id=person_id, meeting=meeting, sequence=sequence)
        key = [calendar_copies.c.person_id, calendar_copies.c.meeting]
        await self._connection.execute(row.on_conflict_do_update(index_elements=key, set_={"sequence": sequence}))

    async def of(self, meeting: str) -> dict[int, int]:
        rows = await self._connection.execute(
            select(calendar_copies.c.person_id, calendar_copies.c.sequence).where(calendar_copies.c.meeting == meeting)
        )
        return {row.person_id: row.sequence for row in rows}

    async def keep_only(self, meetings: Collection[str]) -> int:
        gone = calendar_copies.c.meeting.not_in(list(meetings))
        return (await self._connection.execute(delete(calendar_copies).where(gone))).rowcount
