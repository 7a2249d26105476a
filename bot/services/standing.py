"""Where a person stands in a conversation of several steps, read once in a transaction."""

from datetime import datetime, timedelta

from bot.domain.people import Dialog
from bot.ports import UnitOfWork


class Standing:
    """One step at a time: a question of the bot that waits for its answer, or what was spoken of last."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now
        self._read: dict[int, Dialog | None] = {}

    async def get(self, person_id: int) -> Dialog | None:
        if person_id not in self._read:
            self._read[person_id] = await self._uow.dialogs.get(person_id, self._now)
        return self._read[person_id]

    async def put(
        self,
        person_id: int,
        flow: str,
        lasting: timedelta,
        data: dict[str, str] | None = None,
        words: str | None = None,
    ) -> None:
        """From now on and for so long they stand there."""
        dialog = Dialog(flow, data or {}, self._now + lasting, words)
        await self._uow.dialogs.put(person_id, dialog)
        self._read[person_id] = dialog

    async def clear(self, person_id: int) -> None:
        await self._uow.dialogs.clear(person_id)
        self._read[person_id] = None
