"""Somebody is forgotten, at their own wish or because a guest has not written for long: all at once, in one
transaction."""

from datetime import datetime
from typing import Final

from bot.domain.audit import BOT, Act, Entry
from bot.domain.exchange import Outgoing
from bot.domain.messages import AskForget, Forgotten, MemberLeft, Message
from bot.domain.people import Person
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.attending import Attending
from bot.services.keepers import Keepers
from bot.services.rights_own_data import roles_of
from bot.services.roles import Roles, fields_of
from bot.services.standing import Standing

FORGET: Final = "forget"
"""The flow of those who were asked whether they are to be forgotten."""


async def forget(uow: UnitOfWork, attending: Attending, person: Person, now: datetime, *, by: Person | None) -> None:
    """Leave nothing of a person but what the audit log tells of their pseudonym; `by`: none for the bot itself."""
    await attending.withdraw(person)
    roles = Roles(uow, now)
    for held in await uow.grants.of(person.id):
        await roles.take(person, held, Act.ROLE_REVOKED, by=by)
    await uow.audit.add(Entry(Act.PERSON_FORGOTTEN, by.pseudonym if by else BOT, person.pseudonym), now)
    await uow.outbox.forget(person.id)
    await uow.inbox.forget(person.telegram_id, now)
    await uow.own_data.erase(person.id)


class Forgetting:
    """Asks first, and then does it."""

    def __init__(
        self, uow: UnitOfWork, standing: Standing, keepers: Keepers, attending: Attending, now: datetime
    ) -> None:
        self._uow = uow
        self._standing = standing
        self._keepers = keepers
        self._attending = attending
        self._now = now

    async def ask(self, person: Person) -> Message:
        """What would be lost. The answer is awaited for a while, so that no tap on an old button forgets anybody."""
        data = await self._uow.own_data.of(person.id)
        assert data is not None, "a person is not deleted while being spoken with"
        await self._standing.put(person.id, FORGET, MIND_KEPT)
        wanted = [row["wants"] for row in data.questions]
        return AskForget(
            roles=roles_of(data),
            requests=sum(row["state"] == "open" for row in data.access_requests),
            questions=wanted.count("answer"),
            publications=wanted.count("publication"),
            answers=len(data.rsvps),
            rounds=len(data.rounds_answered),
        )

    async def keep(self, person: Person) -> None:
        """They do not want to be forgotten after all."""
        await self._standing.clear(person.id, FORGET)

    async def forget_as_asked(self, person: Person, chat_id: int, message_id: int | None) -> Message | None:
        """Forget somebody who was asked lately, and let the last word take the place of the message that asked; the
        question anew for anybody else."""
        if await self._standing.get(person.id, FORGET) is None:
            return await self.ask(person)
        left = person.grants
        await forget(self._uow, self._attending, person, self._now, by=person)
        for grant in left:
            # Whom they were is forgotten; that nobody holds their role now has to be known.
            notice = MemberLeft(**fields_of(grant), why="forgotten")
            await self._keepers.tell(await self._keepers.of(grant), notice, about=None)
        await self._uow.forgotten.note(person.telegram_id, self._now)
        last_word = Outgoing(chat_id, None, Forgotten(), language=person.language, edits=message_id)
        await self._uow.outbox.add([last_word], self._now)
        return None
