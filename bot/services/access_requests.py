"""Requests for access: a guest's own, and those that a link makes; and what is decided on them."""

from datetime import datetime
from typing import Final

from bot.domain import messages
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import Message
from bot.domain.messages_access import OpenRequest, RefusalReason
from bot.domain.people import AccessRequest, Grant, Invite, Person, Role
from bot.domain.policy import may_decide, may_give
from bot.ports import UnitOfWork
from bot.services.access_words import PAUSE, AccessWords
from bot.services.giving import Giving
from bot.services.keepers import Keepers
from bot.services.onboarding import Onboarding
from bot.services.roles import described, fields_of

LONGEST: Final = 500
"""Characters in which somebody says who they are."""

_LISTED: Final = 20


class AccessRequests:
    """What becomes of a request, from the first word to the decision."""

    def __init__(
        self,
        uow: UnitOfWork,
        words: AccessWords,
        onboarding: Onboarding,
        giving: Giving,
        keepers: Keepers,
        pack: Pack,
        now: datetime,
    ) -> None:
        self._uow = uow
        self._words = words
        self._onboarding = onboarding
        self._giving = giving
        self._keepers = keepers
        self._pack = pack
        self._now = now

    async def begin(self, person: Person) -> Message:
        """Somebody wants access: ask for what is missing, and then who they are; or why that cannot be now."""
        if not person.enrolled:
            await self._words.ask_later(person)
            return await self._onboarding.next_step(person)
        return await self._words.ask(person)

    async def awaits(self, person: Person) -> bool:
        """Whether somebody was asked who they are and has not said it."""
        return await self._words.awaits(person)

    async def drop(self, person: Person) -> Message:
        """No request after all."""
        await self._words.drop(person)
        return messages.AccessDropped()

    async def take(self, person: Person, words: str, name: str | None) -> Message:
        """Keep the request of somebody who has said who they are, and tell those who decide. `name`: as their Telegram
        shows it."""
        words = words.strip()
        if len(words) > LONGEST:
            return messages.AccessWordsTooLong(most=LONGEST)
        await self._words.drop(person)
        if hindrance := await self._words.hindrance(person):
            return hindrance
        told = await self._add(self._words.request(person, words), person, name)
        regions = [held.region for each in told for held in each.grants if held.role is Role.SECRETARIAT]
        theirs = {region.id for region in self._pack.regions_of(person.country or "")}
        return messages.AccessSent(regions=tuple(sorted(theirs & set(filter(None, regions)))))

    async def by_link(self, person: Person, invite: Invite, name: str | None) -> Message:
        """Keep the request that a link makes whose role somebody has to confirm."""
        grant = invite.grant
        request = AccessRequest(
            0, person.id, grant, self._now, invited_by=invite.made_by, replaces=invite.replaces, until=invite.until
        )
        told = await self._add(request, person, name)
        return messages.InviteWaits(**fields_of(grant), nobody=not told)

    async def deciders(self, grant: Grant, maker: Person) -> list[Person]:
        """Who will be asked when somebody uses a link of this maker's that has to be confirmed."""
        return await self._keepers.of_request(AccessRequest(0, 0, grant, self._now, invited_by=maker.id))

    async def show(self, decider: Person, request_id: int) -> Message:
        """A request as those see it who may decide on it, or what was decided."""
        request = await self._decidable(decider, request_id)
        return await self._asked(request) if isinstance(request, AccessRequest) else request

    async def all_open(self, decider: Person) -> Message:
        """Those on which this person may decide."""
        found = [
            each
            for each in await self._uow.requests.open()
            if may_decide(decider, each, self._pack) and not self._too_late(each)
        ]
        names = await self._uow.people.names(each.person_id for each in found)
        return messages.OpenRequests(
            requests=tuple(
                OpenRequest(
                    request=each.id, role=each.grant.role, country=each.grant.country, name=names.get(each.person_id)
                )
                for each in found[:_LISTED]
            ),
            more=len(found) > _LISTED,
        )

    async def ask_why(self, decider: Person, request_id: int) -> Message:
        """Before a refusal: for which reason?"""
        request = await self._decidable(decider, request_id)
        if not isinstance(request, AccessRequest):
            return request
        return messages.ChooseRefusal(request=request.id, name=await self._name(request.person_id))

    async def approve(self, decider: Person, request_id: int) -> Message:
        """Give what was asked for, and tell the one who asked; what the notice becomes."""
        request = await self._decidable(decider, request_id)
        if not isinstance(request, AccessRequest):
            return request
        if await self._uow.requests.decide(request_id, approved=True, by=decider.id, at=self._now):
            person = await self._requester(request)
            await self._giving.give(person, request.grant, by=decider, replaces=request.replaces, until=request.until)
            await self._tell(person, messages.AccessGranted(**fields_of(request.grant)))
        return await self._decided(request_id)

    async def refuse(self, decider: Person, request_id: int, reason: RefusalReason) -> Message:
        """Refuse it, and tell the one who asked why; what the notice becomes."""
        request = await self._decidable(decider, request_id)
        if not isinstance(request, AccessRequest):
            return request
        if await self._uow.requests.decide(request_id, approved=False, by=decider.id, at=self._now):
            person = await self._requester(request)
            again = self._now + PAUSE if request.invited_by is None else None
            await self._tell(person, messages.AccessRefused(reason=reason, again=again))
            detail = {**described(request.grant), "reason": reason}
            await self._uow.audit.add(Entry(Act.ACCESS_REFUSED, decider.pseudonym, person.pseudonym, detail), self._now)
        decided = await self._decided(request_id)
        if not (await self._requester(request)).grants:
            # Guests have no name here.
            await self._uow.people.set_name(request.person_id, None)
        return decided

    async def _add(self, request: AccessRequest, person: Person, name: str | None) -> list[Person]:
        """Keep a request and tell those who decide on it: who they are."""
        await self._giving.keep_name(person, name)
        request_id = await self._uow.requests.add(request)
        await self._uow.audit.add(
            Entry(Act.ACCESS_REQUESTED, person.pseudonym, person.pseudonym, described(request.grant)), self._now
        )
        kept = await self._uow.requests.get(request_id)
        assert kept is not None, "it was added just now"
        deciders = await self._keepers.of_request(kept)
        await self._keepers.tell(deciders, await self._asked(kept), about=person)
        return deciders

    async def _asked(self, request: AccessRequest) -> Message:
        """The notice of a request."""
        person = await self._requester(request)
        people = [request.person_id, *([request.invited_by] if request.invited_by else [])]
        names = await self._uow.people.names(people)
        held = await self._uow.grants.in_force(self._now)
        replaced = None if request.replaces is None else await self._uow.grants.get(request.replaces)
        return messages.AccessAsked(
            request=request.id,
            **fields_of(request.grant),
            name=names.get(request.person_id),
            words=request.words,
            language=person.language,
            invited=request.invited_by is not None,
            invited_by=names.get(request.invited_by or 0),
            taken=request.grant.role is Role.NFP and any(each.grant == request.grant for each in held),
            successor=replaced is not None and replaced.in_force(self._now),
        )

    async def _decidable(self, decider: Person, request_id: int) -> AccessRequest | Message:
        """The request, where this person may decide on it now; else what to tell them."""
        request = await self._uow.requests.get(request_id)
        # What is not theirs is answered as what is not there.
        if request is None or not may_give(decider.grants, request.grant, self._pack):
            return messages.RequestGone()
        if not may_decide(decider, request, self._pack):
            return messages.NotAllowed()
        if request.state == "open" and self._too_late(request):
            return messages.RequestGone()
        return request if request.state == "open" else await self._decided(request_id)

    def _too_late(self, request: AccessRequest) -> bool:
        """Whether the role would have ended before it began."""
        return request.until is not None and request.until <= self._now

    async def _decided(self, request_id: int) -> Message:
        request = await self._uow.requests.get(request_id)
        if request is None or request.state == "open":
            return messages.RequestGone()
        return messages.RequestDecided(
            state=request.state,
            **fields_of(request.grant),
            name=await self._name(request.person_id),
            by=await self._name(request.decided_by) if request.decided_by else None,
        )

    async def _name(self, person_id: int) -> str | None:
        return (await self._uow.people.names([person_id])).get(person_id)

    async def _requester(self, request: AccessRequest) -> Person:
        person = await self._uow.people.find(request.person_id, self._now)
        assert person is not None, "what somebody has asked for goes when they are forgotten"
        return person

    async def _tell(self, person: Person, message: Message) -> None:
        await self._uow.outbox.add([Outgoing(person.telegram_id, person.id, message, Priority.REMINDER)], self._now)
