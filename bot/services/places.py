"""Places that are kept for somebody for a while."""

from datetime import datetime
from typing import Final

from bot.domain.content import Pack
from bot.ports import UnitsOfWork
from bot.services.attending import Attending
from bot.services.organizers import Organizers

LOOK_AT_PLACES: Final = 5.0
"""Seconds between looks at places that nobody has confirmed."""


async def let_offers_pass(units: UnitsOfWork, pack: Pack, now: datetime) -> bool:
    """Let the places go to the next in line that were not confirmed by then; whether somebody has to be told."""
    async with units() as uow:
        earliest = await uow.rsvps.next_offer_passes()
        if earliest is None or now < earliest:
            return False
        passed = await Attending(uow, Organizers(uow, now), pack, now).let_offers_pass()
        await uow.commit()
    return passed
