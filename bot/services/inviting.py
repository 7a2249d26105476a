"""Making invite links in the bot, tap by tap. Each step asks the policy again."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Literal, assert_never

from bot import cldr
from bot.domain import messages
from bot.domain.actions_access import ALL
from bot.domain.content import Pack
from bot.domain.messages import Message
from bot.domain.messages_access import CountryLink
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import access_of, may_give, needs_second, visible
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.access_requests import AccessRequests
from bot.services.invitations import Invitations
from bot.services.roles import fields_of
from bot.services.standing import Standing

_MADE: Final = "invite made"
"""The flow that tells on which message links were made."""


def suggested_language(country: str, languages: Iterable[str]) -> str | None:
    """The one of the bot's languages that is official in a country; none where there are several, or none is."""
    official = cldr.official_languages(country)
    ours = official.intersection(languages)
    # One without a law beside one by law is no good guess: whoever speaks the other may take it amiss (Ukraine).
    alone = ours == official or ours <= cldr.official_languages(country, in_fact=False)
    return next(iter(ours)) if len(ours) == 1 and alone else None


class Inviting:
    """From "whom?" to the link."""

    def __init__(
        self,
        uow: UnitOfWork,
        standing: Standing,
        invitations: Invitations,
        requests: AccessRequests,
        countries: Countries,
        languages: tuple[str, ...],
        pack: Pack,
        link: Callable[[str], str],
        now: datetime,
    ) -> None:
        """`pack`: the whole of it; `link`: the address that starts the bot with a payload."""
        self._uow = uow
        self._standing = standing
        self._invitations = invitations
        self._requests = requests
        self._countries = countries
        self._languages = languages
        self._pack = pack
        self._link = link
        self._now = now

    async def begin(self, maker: Person) -> Message:
        """Whom may they invite? Where it is but one role, what for."""
        roles = tuple(role for role in Role if self._may_invite_to(maker, role))
        if not roles:
            return messages.NotAllowed()
        return await self.role(maker, roles[0]) if len(roles) == 1 else messages.ChooseInviteRole(roles=roles)

    async def role(self, maker: Person, role: Role, page: int = 0) -> Message:
        """For what is somebody invited to this role?"""
        if not self._may_invite_to(maker, role):
            return messages.NotAllowed()
        if role is Role.ORGANIZER:
            return messages.ChooseInviteMeeting(page=page)
        if role is not Role.NFP and role is not Role.SECRETARIAT:
            return await self.scope(maker, role, ALL)
        regions = self._regions(maker, role)
        whole = self._may(maker, Role.NFP)
        if role is Role.NFP and not whole and len(regions) == 1:
            return await self.countries(maker, regions[0])
        return messages.ChooseInviteRegion(role=role, regions=regions, whole=whole)

    async def countries(self, maker: Person, region_id: str, page: int = 0) -> Message:
        """For which country of a region?"""
        if region_id not in self._regions(maker, Role.NFP):
            return messages.NotAllowed()
        taken = await self._taken()
        return messages.ChooseInviteCountry(region=region_id, page=page, taken=tuple(sorted(taken)))

    async def typed(self, maker: Person, text: str) -> Message:
        """A country was typed: an NFP is to be invited."""
        found = tuple(code for code in self._countries.propose(text) if self._may(maker, Role.NFP, code))
        if len(found) == 1 or (found and self._countries.names(text)):
            return await self.scope(maker, Role.NFP, found[0])
        return messages.ProposeInviteCountries(countries=found)

    async def scope(self, maker: Person, role: Role, scope: str) -> Message:
        """In which language does the bot begin?"""
        grant = self._grant(maker, role, scope)
        return messages.ChooseInviteLanguage(**fields_of(grant)) if isinstance(grant, Grant) else grant

    async def make(self, maker: Person, role: Role, scope: str, language: str, on: int) -> tuple[Message, ...]:
        """The link, and its picture; nothing where one was made on that message (its id) just before."""
        grant = self._grant(maker, role, scope)
        if not isinstance(grant, Grant):
            return (grant,)
        if language not in (ALL, *self._languages):
            return (messages.ButtonExpired(),)
        if await self._made_before(maker, on):
            return ()
        chosen = None if language == ALL else language
        link = self._link(await self._invitations.create(grant, chosen, by=maker))
        expires = self._invitations.expire
        second: Literal["no", "awaited", "missing"] = "no"
        if needs_second(grant):
            second = "awaited" if await self._requests.deciders(grant, maker) else "missing"
        made = messages.InviteMade(**fields_of(grant), language=chosen, link=link, expires=expires, second=second)
        return made, messages.InviteQr(**fields_of(grant), link=link, expires=expires)

    async def make_for_each(self, maker: Person, region_id: str, on: int) -> tuple[Message, ...]:
        """A link for each country of a region that has no NFP; for all where each has one. Nothing as for `make`."""
        region = self._pack.region(region_id)
        if region is None or region_id not in self._regions(maker, Role.NFP):
            return (messages.NotAllowed(),)
        if await self._made_before(maker, on):
            return ()
        taken = await self._taken()
        countries = [country for country in region.countries if country not in taken] or region.countries
        links = []
        for country in countries:
            language = suggested_language(country, self._languages)
            payload = await self._invitations.create(Grant(Role.NFP, country=country), language, by=maker)
            links.append(CountryLink(country=country, language=language, link=self._link(payload)))
        expires = self._invitations.expire
        workbook = messages.InviteWorkbook(region=region_id, links=tuple(links), expires=expires)
        return messages.InviteLinksMade(), workbook

    def _may(self, maker: Person, role: Role, country: str | None = None) -> bool:
        return may_give(maker.grants, Grant(role, country=country), self._pack)

    def _may_invite_to(self, maker: Person, role: Role) -> bool:
        return self._may(maker, role) or (role is Role.NFP and bool(self._regions(maker, role)))

    def _regions(self, maker: Person, role: Role) -> tuple[str, ...]:
        """The regions whose secretariat, or for each of whose countries an NFP, this person may invite."""
        if role is Role.SECRETARIAT:
            return tuple(
                region.id
                for region in self._pack.regions
                if may_give(maker.grants, Grant(role, region=region.id), self._pack)
            )
        return tuple(
            region.id
            for region in self._pack.regions
            if region.countries and all(self._may(maker, role, country) for country in region.countries)
        )

    def _grant(self, maker: Person, role: Role, scope: str) -> Grant | Message:
        """The grant that a button names; or what is said where there is none, or this person may not give it."""
        grant: Grant | None = None
        match role:
            case Role.NFP:
                if self._countries.knows(scope):
                    grant = Grant(role, country=scope)
            case Role.SECRETARIAT:
                if scope == ALL or self._pack.region(scope):
                    grant = Grant(role, region=None if scope == ALL else scope)
            case Role.ORGANIZER:
                if scope == ALL or visible(self._pack, access_of(maker.grants)).meeting(scope):
                    grant = Grant(role, meeting=None if scope == ALL else scope)
            case Role.TRANSLATOR | Role.ADMINISTRATOR:
                if scope == ALL:
                    grant = Grant(role)
            case _:
                assert_never(role)
        if grant is None:
            return messages.ButtonExpired()
        return grant if may_give(maker.grants, grant, self._pack) else messages.NotAllowed()

    async def _taken(self) -> frozenset[str]:
        """The countries that have an NFP."""
        held = await self._uow.grants.in_force(self._now)
        return frozenset(each.grant.country for each in held if each.grant.role is Role.NFP and each.grant.country)

    async def _made_before(self, maker: Person, on: int) -> bool:
        """Whether the same tap came before; from now on it has."""
        before = await self._standing.get(maker.id, _MADE)
        await self._standing.put(maker.id, _MADE, MIND_KEPT, {"message": str(on)})
        return before is not None and before.data.get("message") == str(on)
