"""The service that takes answers, for tests that need nothing else of the bot."""

from datetime import datetime

from bot.domain.content import Pack
from bot.ports import UnitOfWork
from bot.services.attending import Attending
from bot.services.organizers import Organizers

NOTHING = Pack(default_language="en", timezone="UTC")


def attending(uow: UnitOfWork, now: datetime, pack: Pack = NOTHING) -> Attending:
    """Over this transaction, at this instant, and by default without any meeting."""
    return Attending(uow, Organizers(uow, now), pack, now)
