"""The audit log: rows that are added and never changed; the database itself refuses to change or delete one."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row as Found
from sqlalchemy import insert, select

from bot.domain.audit import Anchor, Entry, Row, following
from bot.domain.errors import UsageError
from storage import dialect
from storage.connections import Connection
from storage.tables import audit, facts

FACT: Final = "audit_head"
"""The last row, kept apart from the rows: where some at the end are deleted, the next one leaves a gap."""

_TEXTS: Final = ("at", "actor", "act", "subject", "detail", "previous", "hash")
_BATCH: Final = 1000
_ROWS: Final = select(audit.c.sequence, *(dialect.as_kept(audit.c[name]).label(name) for name in _TEXTS)).order_by(
    audit.c.sequence
)
_LAST: Final = _ROWS.order_by(None).order_by(audit.c.sequence.desc()).limit(1)

_fact: Final = dialect.insert(facts)
_KEEP: Final = dialect.compiled(
    _fact.on_conflict_do_update(index_elements=[facts.c.name], set_={"value": _fact.excluded.value}),
    *("name", "value"),
)


class SqlAudit:
    """`ports.Audit` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, entry: Entry, at: datetime) -> None:
        row = following(await self._last(), entry, at)
        values = {name: getattr(row, name) for name in ("sequence", *_TEXTS)}
        await self._connection.execute(insert(audit).values(**values))
        await self._connection.execute(_KEEP, {"name": FACT, "value": str(Anchor(row.sequence, row.hash))})

    async def head(self) -> Anchor | None:
        stored = await self._connection.scalar(select(facts.c.value).where(facts.c.name == FACT))
        try:
            return None if stored is None else Anchor.parse(stored)
        except UsageError:
            return None

    async def rows(self) -> AsyncIterator[Row]:
        found = (await self._connection.execute(_ROWS.limit(_BATCH))).all()
        while found:
            for each in found:
                yield _row(each)
            following_ones = _ROWS.where(audit.c.sequence > found[-1].sequence).limit(_BATCH)
            found = (await self._connection.execute(following_ones)).all()

    async def _last(self) -> Anchor | None:
        """What the next row follows: what is known as the last one, or a later one that somebody has put there. The
        log goes on whatever was done to it, and tells of it when it is verified."""
        found = (await self._connection.execute(_LAST)).one_or_none()
        last = None if found is None else _row(found)
        # What stands there as its hash can be anything.
        ends = (await self.head(), last and Anchor(last.sequence, last.digest))
        return max((end for end in ends if end), key=lambda end: end.sequence, default=None)


def _row(found: Found[Any]) -> Row:
    """What is no text becomes one that nobody writes, so that it is found as any other change is."""
    texts: dict[str, Any] = {
        name: kept if kept is None else kept.decode("utf-8", "surrogateescape")
        for name, kept in ((name, getattr(found, name)) for name in _TEXTS)
    }
    return Row(found.sequence, **texts)
