"""Where a person stands in conversations of several steps, read once in a transaction."""

from datetime import datetime, timedelta

from bot.domain.people import Dialog
from bot.ports import UnitOfWork


class Standing:
    """What was spoken of last, and questions of the bot that wait for their answer; each a flow of its own."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now
        self._read: dict[int, dict[str, Dialog]] = {}
        self._begun: set[str] = set()
        """The flows that were begun in this transaction."""

    async def get(self, person_id: int, flow: str) -> Dialog | None:
        return (await self._of(person_id)).get(flow)

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
        (await self._of(person_id))[flow] = dialog
        self._begun.add(flow)

    async def clear(self, person_id: int, *flows: str) -> None:
        """They stand there no more."""
        standing = await self._of(person_id)
        for flow in standing.keys() & set(flows):
            await self._uow.dialogs.clear(person_id, flow)
            del standing[flow]

    async def leave(self, person_id: int, *flows: str) -> None:
        """As `clear`, for flows that were not begun just now."""
        await self.clear(person_id, *(flow for flow in flows if flow not in self._begun))

    async def _of(self, person_id: int) -> dict[str, Dialog]:
        if person_id not in self._read:
            found = await self._uow.dialogs.of(person_id, self._now)
            self._read[person_id] = {dialog.flow: dialog for dialog in found}
        return self._read[person_id]
