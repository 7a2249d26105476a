"""What members are called."""

from typing import Final

from bot.domain import messages
from bot.domain.messages import Message
from bot.domain.names import clean_name
from bot.domain.people import Person
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.standing import Standing

NAME: Final = "name"
"""The flow in which the next text is a member's name."""


class Naming:
    """Lets members change the name that others read in lists; guests have none here."""

    def __init__(self, uow: UnitOfWork, standing: Standing) -> None:
        self._uow = uow
        self._standing = standing

    async def ask(self, person: Person) -> Message:
        """Ask for the name; the next text is taken for it. Without a key none is kept."""
        if not self._uow.questions.keeps_words:
            return messages.NameUnkept()
        await self._standing.put(person.id, NAME, MIND_KEPT)
        return messages.AskName()

    async def awaits(self, person: Person) -> bool:
        """Whether the person was asked for their name, and still is somebody to have one."""
        return bool(person.grants) and await self._standing.get(person.id, NAME) is not None

    async def drop(self, person: Person) -> Message:
        """They keep the name they have."""
        await self._standing.clear(person.id, NAME)
        return messages.Settings()

    async def take(self, person: Person, text: str) -> Message:
        """Keep the name; where it is none, it may be typed again."""
        name = clean_name(text)
        if name is None:
            return messages.NameUnfit()
        await self._standing.clear(person.id, NAME)
        await self._uow.people.set_name(person.id, name)
        return messages.NameSet(name=name)
