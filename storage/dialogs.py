"""Where each person stands in a conversation."""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select

from bot.domain.people import Dialog
from storage import dialect
from storage.cipher import Cipher
from storage.connections import Connection
from storage.tables import dialogs

_OF_PERSON: Final = select(dialogs).where(
    dialogs.c.person_id == bindparam("person"), dialogs.c.expires_at > bindparam("at")
)
_entry: Final = dialect.insert(dialogs)
_SAID: Final = ("data", "expires_at", "words")
_PUT: Final = dialect.compiled(
    _entry.on_conflict_do_update(
        index_elements=[dialogs.c.person_id, dialogs.c.flow], set_={name: _entry.excluded[name] for name in _SAID}
    ),
    *("person_id", "flow", *_SAID),
)


class SqlDialogs:
    """`ports.Dialogs` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def of(self, person_id: int, at: datetime) -> list[Dialog]:
        rows = await self._connection.execute(_OF_PERSON, {"person": person_id, "at": at})
        return [
            Dialog(row.flow, json.loads(row.data), row.expires_at, self._cipher.open_words(row.words)) for row in rows
        ]

    async def put(self, person_id: int, dialog: Dialog) -> None:
        values = {
            "person_id": person_id,
            "flow": dialog.flow,
            "data": json.dumps(dialog.data),
            "expires_at": dialog.expires_at,
            "words": self._cipher.seal_words(dialog.words),
        }
        await self._connection.execute(_PUT, values)

    async def clear(self, person_id: int, flow: str) -> None:
        await self._connection.execute(delete(dialogs).where(dialogs.c.person_id == person_id, dialogs.c.flow == flow))

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(dialogs).where(dialogs.c.expires_at < before))).rowcount
