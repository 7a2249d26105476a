"""Everything that is stored encrypted, and how it comes under another key."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Row, Table, and_, select, update

from bot.domain.audit import OPERATOR, Act, Entry
from storage import forgotten, key_check
from storage.audit import SqlAudit
from storage.cipher import Cipher, Sealed, UnreadableError
from storage.connections import Connection, Connections
from storage.tables import (
    access_requests,
    announcements,
    audiences,
    dialogs,
    examples,
    inbox,
    outbox,
    people,
    questions,
    round_remarks,
    rounds,
    rsvps,
)

_BATCH: Final = 50
"""Rows that come under another key in one transaction, so that a running bot waits for no more."""

_PAUSE: Final = 0.03
"""Seconds between two of them: a bot that waits asks for the file again and again, and is to find it free."""


@dataclass(frozen=True)
class SealedColumn:
    """`flag`: the column that says whether it is encrypted; none: it is not kept otherwise."""

    column: Column[Any]
    flag: Column[Any] | None = None

    @property
    def table(self) -> Table:
        return self.column.table

    def __str__(self) -> str:
        return f"{self.table.name}.{self.column.name}"


SEALED: Final = (
    SealedColumn(inbox.c.payload, inbox.c.encrypted),
    SealedColumn(outbox.c.message, outbox.c.encrypted),
    SealedColumn(dialogs.c.words),
    SealedColumn(questions.c.words),
    SealedColumn(examples.c.words),
    SealedColumn(access_requests.c.words),
    SealedColumn(people.c.name),
    SealedColumn(rsvps.c.name),
    SealedColumn(rsvps.c.substitute),
    SealedColumn(rsvps.c.travel),
    SealedColumn(rsvps.c.access),
    SealedColumn(announcements.c.content),
    SealedColumn(announcements.c.correction),
    SealedColumn(announcements.c.refusal),
    SealedColumn(audiences.c.name),
    SealedColumn(rounds.c.terms, rounds.c.encrypted),
    SealedColumn(rounds.c.secret, rounds.c.secret_encrypted),
    SealedColumn(rounds.c.decision),
    SealedColumn(round_remarks.c.words),
)
"""Each column with names, words or updates of people in it. The secrets in `facts` are seen to by `storage.key_check`
and `storage.forgotten`."""


@dataclass
class Rotation:
    """What became of a change of keys: how many values were sealed anew, and how many none of the keys opens, by
    column."""

    renewed: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)


async def rotate(connections: Connections, cipher: Cipher, at: datetime) -> Rotation:
    """Seal everything with the first key, a few rows in each transaction; what is so already stays. It may be cut off
    and begun again, and a bot that has all these keys may run meanwhile."""
    rotation = Rotation()
    for sealed in SEALED:
        keys = await _filled(connections, sealed)
        for start in range(0, len(keys), _BATCH):
            async with connections.begin() as connection:
                for key in keys[start : start + _BATCH]:
                    await _renew(connection, cipher, sealed, key, rotation)
                await connection.commit()
            await asyncio.sleep(_PAUSE)
    async with connections.begin() as connection:
        # The check comes last: until then the former keys are needed.
        await _renew_facts(connection, cipher, rotation)
        if rotation.renewed:
            noted = Entry(Act.KEY_ROTATED, OPERATOR, detail={"values": str(rotation.renewed)})
            await SqlAudit(connection).add(noted, at)
        await connection.commit()
    return rotation


async def _filled(connections: Connections, sealed: SealedColumn) -> Sequence[Row[Any]]:
    """The keys of the rows that hold something now; what comes later has the first key."""
    async with connections.begin() as connection:
        known = select(*sealed.table.primary_key.columns).where(sealed.column.is_not(None))
        return (await connection.execute(known)).all()


async def _renew(
    connection: Connection, cipher: Cipher, sealed: SealedColumn, key: Row[Any], rotation: Rotation
) -> None:
    this = and_(*(column == value for column, value in zip(sealed.table.primary_key.columns, key, strict=True)))
    columns = (sealed.column,) if sealed.flag is None else (sealed.column, sealed.flag)
    found = (await connection.execute(select(*columns).where(this))).one_or_none()
    if found is None or found[0] is None:
        return  # handled, sent or erased meanwhile
    try:
        anew = cipher.sealed_anew(Sealed(found[0], encrypted=sealed.flag is None or found[1]))
    except UnreadableError:
        rotation.unreadable[str(sealed)] += 1
        return
    if anew is not None:
        flags = {} if sealed.flag is None else {sealed.flag.name: anew.encrypted}
        await connection.execute(update(sealed.table).where(this).values({sealed.column.name: anew.content, **flags}))
        rotation.renewed += 1


async def _renew_facts(connection: Connection, cipher: Cipher, rotation: Rotation) -> None:
    for name, renew in ((forgotten.FACT, forgotten.renew_secret), (key_check.FACT, key_check.renew)):
        try:
            rotation.renewed += await renew(connection, cipher)
        except UnreadableError:
            rotation.unreadable[f"facts.{name}"] += 1
