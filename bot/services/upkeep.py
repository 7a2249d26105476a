"""What keeps the tables small, and what people wrote no longer than it is needed."""

from datetime import datetime, timedelta
from typing import Final

from bot.ports import UnitsOfWork

ASIDE_KEPT: Final = timedelta(days=7)
"""An update that could not be handled keeps its content so long, for whoever looks into it."""

DONE_KEPT: Final = timedelta(days=14)
"""So long it is remembered that an update was handled, or set aside. Telegram repeats one for a day at most."""

SENT_KEPT: Final = timedelta(days=30)


async def tidy(units: UnitsOfWork, now: datetime) -> None:
    """Erase and delete what has served."""
    async with units() as uow:
        await uow.inbox.tidy(now - ASIDE_KEPT, now - DONE_KEPT)
        await uow.outbox.tidy(now - SENT_KEPT)
        await uow.commit()
