"""What becomes of somebody who opens an invite link."""

from datetime import datetime

from bot.domain import messages
from bot.domain.content import Pack
from bot.domain.messages import Message
from bot.domain.people import Invite, Person
from bot.domain.policy import may_give, needs_second
from bot.ports import UnitOfWork
from bot.services.access_requests import AccessRequests
from bot.services.giving import Giving
from bot.services.invitations import Invitations
from bot.services.onboarding import Onboarding
from bot.services.roles import fields_of


class Joining:
    """Takes invites in. What their makers may give is looked up now: a link outlives nobody's authority."""

    def __init__(
        self,
        uow: UnitOfWork,
        invitations: Invitations,
        giving: Giving,
        requests: AccessRequests,
        onboarding: Onboarding,
        pack: Pack,
        now: datetime,
    ) -> None:
        self._uow = uow
        self._invitations = invitations
        self._giving = giving
        self._requests = requests
        self._onboarding = onboarding
        self._pack = pack
        self._now = now

    async def use(self, payload: str, person: Person, name: str | None) -> Message:
        """Consume the invite of a payload: its role is given, or waits for somebody's word. A link that would bring
        nothing new, or that comes back to its maker, is left for whom it is meant. `name`: what the person's Telegram
        calls them."""
        invite = await self._invitations.find(payload)
        if invite is None or (invite.until is not None and invite.until <= self._now):
            return messages.InviteRefused()
        if invite.made_by == person.id:
            return messages.InviteOwn()
        replaced = await self._uow.grants.get(invite.replaces) if invite.replaces is not None else None
        if invite.grant in person.grants and (replaced is None or replaced.person_id == person.id):
            return messages.InviteHeld(**fields_of(invite.grant))
        if await self._invitations.use(payload, person) is None:
            return messages.InviteRefused()
        if invite.language is not None and not person.language_chosen:
            person = await self._onboarding.choose_language(person, invite.language)
        maker = await self._uow.people.find(invite.made_by, self._now) if invite.made_by is not None else None
        if not self._takes_effect(invite, maker):
            if person.country is None and invite.grant.country is not None:
                person = await self._onboarding.settle_country(person, invite.grant.country)
            return await self._requests.by_link(person, invite, name)
        await self._giving.keep_name(person, name)
        await self._giving.give(person, invite.grant, by=maker, replaces=invite.replaces, until=invite.until)
        return messages.InviteAccepted(**fields_of(invite.grant))

    def _takes_effect(self, invite: Invite, maker: Person | None) -> bool:
        """Whether its role is given without anybody else's word."""
        if invite.made_by is None:
            return True
        return maker is not None and may_give(maker.grants, invite.grant, self._pack) and not needs_second(invite.grant)
