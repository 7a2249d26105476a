"""What keeps the tables small, and what people wrote no longer than it is needed."""

from datetime import datetime
from typing import Final

from bot.domain.content import Pack
from bot.domain.retention import (
    ASIDE_KEPT,
    DELIVERY_KEPT,
    DONE_KEPT,
    DRAFT_KEPT,
    EXAMPLE_KEPT,
    GUEST_KEPT,
    INVITE_KEPT,
    QUESTION_KEPT,
    REQUEST_KEPT,
    ROUND_KEPT,
    RSVP_DETAILS_KEPT,
    RSVP_KEPT,
    SENT_KEPT,
)
from bot.ports import UnitsOfWork
from bot.services.attending import Attending
from bot.services.organizers import Organizers
from bot.services.rights_forgetting import forget

_AT_ONCE: Final = 50
"""Guests that are forgotten in one transaction: nobody waits for it for long."""


async def tidy(units: UnitsOfWork, pack: Pack, now: datetime) -> None:
    """Erase and delete what has served; `pack`: the one in force."""
    async with units() as uow:
        await uow.inbox.tidy(now - ASIDE_KEPT, now - DONE_KEPT)
        await uow.outbox.tidy(now - SENT_KEPT)
        await uow.dialogs.tidy(now)
        await uow.questions.tidy(now - QUESTION_KEPT)
        await uow.examples.tidy(now - EXAMPLE_KEPT)
        await uow.invites.tidy(now - INVITE_KEPT)
        await uow.requests.tidy(now - REQUEST_KEPT)
        await uow.rsvps.tidy(now - RSVP_DETAILS_KEPT, now - RSVP_KEPT)
        await uow.announcements.tidy(now - DRAFT_KEPT)
        await uow.deliveries.tidy(now - DELIVERY_KEPT)
        await uow.rounds.tidy(now - DRAFT_KEPT, now - ROUND_KEPT)
        await uow.people.tidy_names()
        await uow.commit()
    while await _forget_some(units, pack, now):
        pass


async def _forget_some(units: UnitsOfWork, pack: Pack, now: datetime) -> bool:
    """Forget some of the guests who have not written for long; whether there may be more."""
    async with units() as uow:
        idle = await uow.people.idle_guests(now - GUEST_KEPT, _AT_ONCE)
        for person_id in idle:
            person = await uow.people.find(person_id, now)
            if person is not None:
                attending = Attending(uow, Organizers(uow, now), pack, now)
                await forget(uow, attending, person, now, by=None)
        await uow.commit()
    return len(idle) == _AT_ONCE
