"""What is announced, and whom somebody announces to again and again."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.announcements import Announcement, Content, Running, State, Timing
from bot.domain.audience import MOST_SAVED, Selection
from storage.cipher import Cipher, Sealed
from storage.connections import Connection
from storage.tables import announcements, audiences

_RUNNING: Final = (
    select(
        *(announcements.c[name] for name in ("id", "state", "version", "timing", "started_at")),
    )
    .where(announcements.c.active.is_(True))
    .order_by(announcements.c.id)
)


class SqlAnnouncements:
    """`ports.Announcements` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def add(self, new: Announcement) -> Announcement:
        values = {**self._values(new), "created_at": new.created_at}
        added = await self._connection.execute(insert(announcements).values(**values).returning(announcements.c.id))
        found = await self.get(added.scalar_one())
        assert found is not None, "it was added just now"
        return found

    async def get(self, announcement_id: int) -> Announcement | None:
        row = (
            await self._connection.execute(select(announcements).where(announcements.c.id == announcement_id))
        ).one_or_none()
        return None if row is None else self._announcement(row)

    async def put(self, announcement: Announcement) -> None:
        await self._connection.execute(
            update(announcements).where(announcements.c.id == announcement.id).values(**self._values(announcement))
        )

    async def remove(self, announcement_id: int) -> None:
        await self._connection.execute(delete(announcements).where(announcements.c.id == announcement_id))

    async def in_states(self, states: Collection[State], limit: int | None = None) -> list[Announcement]:
        rows = await self._connection.execute(
            select(announcements)
            .where(announcements.c.state.in_([state.value for state in states]))
            .order_by(announcements.c.id.desc())
            .limit(limit)
        )
        return [self._announcement(row) for row in rows.all()]

    async def running(self) -> list[Running]:
        rows = await self._connection.execute(_RUNNING)
        return [
            Running(row.id, State(row.state), row.version, Timing.model_validate_json(row.timing), row.started_at)
            for row in rows.all()
        ]

    async def note_pace(self, announcement_id: int, pace: int | None) -> None:
        await self._connection.execute(
            update(announcements).where(announcements.c.id == announcement_id).values(pace=pace)
        )

    async def tidy(self, before: datetime) -> int:
        """Delete drafts that were changed last before then; how many."""
        draft = announcements.c.state == State.DRAFT.value
        gone = delete(announcements).where(draft, announcements.c.changed_at < before)
        return (await self._connection.execute(gone)).rowcount

    async def save_audience(self, person_id: int, name: str, selection: Selection, at: datetime) -> None:
        kept = await self.audiences(person_id)
        others = [audience_id for audience_id, other, _ in kept if other != name]
        for audience_id, *_ in kept:
            if audience_id not in others[-MOST_SAVED + 1 :]:
                await self.drop_audience(person_id, audience_id)
        sealed = self._cipher.seal_words(name)
        await self._connection.execute(
            insert(audiences).values(
                person_id=person_id, name=sealed, selection=selection.model_dump_json(), added_at=at
            )
        )

    async def audiences(self, person_id: int) -> list[tuple[int, str, Selection]]:
        rows = await self._connection.execute(
            select(audiences).where(audiences.c.person_id == person_id).order_by(audiences.c.id)
        )
        opened = ((row, self._cipher.open_words(row.name)) for row in rows.all())
        return [
            (row.id, name, Selection.model_validate_json(row.selection)) for row, name in opened if name is not None
        ]

    async def drop_audience(self, person_id: int, audience_id: int) -> None:
        await self._connection.execute(
            delete(audiences).where(audiences.c.id == audience_id, audiences.c.person_id == person_id)
        )

    def _values(self, announcement: Announcement) -> dict[str, Any]:
        return {
            "author_id": announcement.author_id,
            "state": announcement.state.value,
            "content": self._sealed(announcement.content),
            "correction": None if announcement.correction is None else self._sealed(announcement.correction),
            "selection": announcement.selection.model_dump_json(),
            "scope": None if announcement.scope is None else json.dumps(sorted(announcement.scope)),
            "timing": announcement.timing.model_dump_json(),
            "version": announcement.version,
            "approved": announcement.approved,
            "approved_by": announcement.approved_by,
            "asked_at": announcement.asked_at,
            "refusal": self._cipher.seal_words(announcement.refusal),
            "changed_at": announcement.changed_at,
            "started_at": announcement.started_at,
            "finished_at": announcement.finished_at,
            "active": announcement.active,
            "halted": announcement.halted,
            "pace": announcement.pace,
        }

    def _announcement(self, row: Row[Any]) -> Announcement:
        return Announcement(
            id=row.id,
            author_id=row.author_id,
            state=State(row.state),
            created_at=row.created_at,
            changed_at=row.changed_at,
            content=self._content(row.content) or Content(),
            correction=self._content(row.correction),
            scope=None if row.scope is None else frozenset(json.loads(row.scope)),
            selection=Selection.model_validate_json(row.selection),
            timing=Timing.model_validate_json(row.timing),
            version=row.version,
            approved=row.approved,
            approved_by=row.approved_by,
            asked_at=row.asked_at,
            refusal=self._cipher.open_words(row.refusal),
            started_at=row.started_at,
            finished_at=row.finished_at,
            active=row.active,
            halted=row.halted,
            pace=row.pace,
        )

    def _sealed(self, content: Content) -> bytes | None:
        return self._cipher.seal_words(content.model_dump_json())

    def _content(self, stored: bytes | None) -> Content | None:
        """UnreadableError where the key does not open it: else it would be stored once more, and be empty."""
        if stored is None:
            return None
        return Content.model_validate_json(self._cipher.open(Sealed(stored, encrypted=True)))
