"""Where each person stands in a conversation."""

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Dialog
from storage import dialect
from storage.cipher import Cipher
from storage.tables import dialogs


class SqlDialogs:
    """`ports.Dialogs` over one transaction."""

    def __init__(self, connection: AsyncConnection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def get(self, person_id: int, at: datetime) -> Dialog | None:
        row = (
            await self._connection.execute(
                select(dialogs).where(dialogs.c.person_id == person_id, dialogs.c.expires_at > at)
            )
        ).one_or_none()
        if row is None:
            return None
        return Dialog(row.flow, json.loads(row.data), row.expires_at, self._cipher.open_words(row.words))

    async def put(self, person_id: int, dialog: Dialog) -> None:
        values = {
            "flow": dialog.flow,
            "data": json.dumps(dialog.data),
            "expires_at": dialog.expires_at,
            "words": self._cipher.seal_words(dialog.words),
        }
        await self._connection.execute(
            dialect.insert(dialogs)
            .values(person_id=person_id, **values)
            .on_conflict_do_update(index_elements=[dialogs.c.person_id], set_=values)
        )

    async def clear(self, person_id: int) -> None:
        await self._connection.execute(delete(dialogs).where(dialogs.c.person_id == person_id))

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(dialogs).where(dialogs.c.expires_at < before))).rowcount
