"""The audit log: rows that are added and never changed, each with the hash of the one before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import insert, select

from bot.domain.audit import Entry
from storage.connections import Connection
from storage.tables import audit

BEGINNING: Final = "0" * 64
"""What stands before the first row."""

_HEAD: Final = select(audit.c.sequence, audit.c.hash).order_by(audit.c.sequence.desc()).limit(1)


class SqlAudit:
    """`ports.Audit` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, entry: Entry, at: datetime) -> None:
        head = (await self._connection.execute(_HEAD)).one_or_none()
        sequence, previous = (head.sequence + 1, head.hash) if head else (1, BEGINNING)
        detail = json.dumps(dict(entry.detail), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        values: dict[str, Any] = {
            "sequence": sequence,
            "at": at,
            "actor": entry.actor,
            "act": entry.act.value,
            "subject": entry.subject,
            "detail": detail,
            "previous": previous,
        }
        await self._connection.execute(insert(audit).values(**values, hash=chained(**values)))


def chained(
    *, sequence: int, at: datetime, actor: str, act: str, subject: str | None, detail: str, previous: str
) -> str:
    """The hash of a row: SHA-256 over all of it, the hash of the row before included."""
    fields = [sequence, at.astimezone(UTC).isoformat(), actor, act, subject, detail, previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
