"""Whether somebody may ask for access now, and asking them to write who they are."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain import messages
from bot.domain.messages import Message
from bot.domain.people import AccessRequest, Grant, Person, Role
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.keepers import Keepers
from bot.services.standing import Standing

PAUSE: Final = timedelta(days=7)
"""So long after a refusal nobody may ask again."""

AGAIN: Final = timedelta(days=1)
"""So long a request stands before another one may take its place: each one is a notice to people."""

WORDS: Final = "access"
"""The flow in which the next text says who somebody is that asks for access."""

WANTED: Final = "access wanted"
"""The flow of those who want to ask once the first conversation is behind them."""

_PATIENCE: Final = timedelta(days=1)


class AccessWords:
    """Where a person stands who asks for access."""

    def __init__(self, uow: UnitOfWork, standing: Standing, keepers: Keepers, now: datetime) -> None:
        self._uow = uow
        self._standing = standing
        self._keepers = keepers
        self._now = now

    async def ask(self, person: Person) -> Message:
        """Ask for them, the next text is taken for them; or why that cannot be now."""
        await self._standing.clear(person.id, WANTED)
        hindrance = await self.hindrance(person)
        if hindrance is None:
            await self._standing.put(person.id, WORDS, MIND_KEPT)
        return hindrance or messages.WriteAccess()

    async def hindrance(self, person: Person) -> Message | None:
        """Why this person cannot ask for access now; none where they can. Without a key no words are kept, and without
        anybody to decide nothing would come of them: then whom to write to is said."""
        if person.grants:
            return messages.AccessHeld()
        for each in await self._uow.requests.of(person.id):
            # What a link has asked for may be more than they could ask for themselves.
            if each.state == "open" and (each.invited_by is not None or self._now < each.asked_at + AGAIN):
                return messages.AccessWaiting(asked_at=each.asked_at)
            if each.state == "refused" and each.invited_by is None and each.decided_at is not None:
                until = each.decided_at + PAUSE
                if self._now < until:
                    return messages.AccessPaused(until=until)
        if not self._uow.questions.keeps_words or not await self._keepers.of_request(self.request(person)):
            return messages.AccessUnavailable()
        return None

    def request(self, person: Person, words: str | None = None) -> AccessRequest:
        """What a guest asks for: to be an NFP of their country."""
        return AccessRequest(0, person.id, Grant(Role.NFP, country=person.country), self._now, words=words)

    async def awaits(self, person: Person) -> bool:
        """Whether they were asked for and have not come."""
        return await self._standing.get(person.id, WORDS) is not None

    async def drop(self, person: Person) -> None:
        """They are waited for no more."""
        await self._standing.clear(person.id, WORDS, WANTED)

    async def ask_later(self, person: Person) -> None:
        """Ask once the first conversation is over."""
        await self._standing.put(person.id, WANTED, _PATIENCE)

    async def are_wanted(self, person: Person) -> bool:
        """Whether the first conversation leads to them."""
        return not person.grants and await self._standing.get(person.id, WANTED) is not None
