"""What somebody's last question was about, so that "and the hotel?" is understood; kept for half an hour."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Dialog
from bot.ports import UnitOfWork
from bot.questions.understand import Match

KEPT: Final = timedelta(minutes=30)
_FLOW: Final = "topic"


class Memory:
    """Remembers the topic and its target, and nothing of what was written."""

    def __init__(self, uow: UnitOfWork, now: datetime) -> None:
        self._uow = uow
        self._now = now

    async def recall(self, person_id: int) -> Match | None:
        """What the last question was understood as; none where there was none lately."""
        dialog = await self._uow.dialogs.get(person_id, self._now)
        if dialog is None or dialog.flow != _FLOW:
            return None
        return Match(dialog.data["topic"], dialog.data["target"])

    async def keep(self, person_id: int, topic: str, target: str) -> None:
        """Remember a question that was answered. A question of the bot that waits for its answer is not put aside."""
        dialog = await self._uow.dialogs.get(person_id, self._now)
        if dialog is None or dialog.flow == _FLOW:
            dialog = Dialog(_FLOW, {"topic": topic, "target": target}, self._now + KEPT)
            await self._uow.dialogs.put(person_id, dialog)
