"""What keeps the tables small, and what people wrote no longer than it is needed."""

from datetime import datetime

from bot.domain.retention import ASIDE_KEPT, DONE_KEPT, QUESTION_KEPT, SENT_KEPT
from bot.ports import UnitsOfWork


async def tidy(units: UnitsOfWork, now: datetime) -> None:
    """Erase and delete what has served."""
    async with units() as uow:
        await uow.inbox.tidy(now - ASIDE_KEPT, now - DONE_KEPT)
        await uow.outbox.tidy(now - SENT_KEPT)
        await uow.dialogs.tidy(now)
        await uow.questions.tidy(now - QUESTION_KEPT)
        await uow.commit()
