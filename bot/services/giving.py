"""A role comes into somebody's hands, with what goes with it."""

from datetime import datetime

from bot.domain.people import Grant, Person
from bot.ports import UnitOfWork
from bot.services.handover import Handover
from bot.services.onboarding import Onboarding
from bot.services.roles import Roles


class Giving:
    """Gives what a link, or the approval of a request, brings. Whether it may is asked before, of the policy."""

    def __init__(self, uow: UnitOfWork, roles: Roles, handover: Handover, onboarding: Onboarding) -> None:
        self._uow = uow
        self._roles = roles
        self._handover = handover
        self._onboarding = onboarding

    async def give(
        self, person: Person, grant: Grant, *, by: Person | None, replaces: int | None, until: datetime | None
    ) -> None:
        """Give a role, by somebody (none: the command line); where it replaces another's, that one passes over, unless
        it is gone by now. Its country becomes theirs."""
        if grant.country is not None and grant.country != person.country:
            person = await self._onboarding.settle_country(person, grant.country)
        handed = replaces is not None and await self._handover.complete(replaces, person, by=by, until=until)
        if not handed:
            await self._roles.give(person, grant, by=by, until=until)

    async def keep_name(self, person: Person, name: str | None) -> None:
        """Keep what the Telegram of somebody calls them who is or wants to become more than a guest; a name that a
        member has chosen stays."""
        if not person.grants or person.id not in await self._uow.people.names([person.id]):
            await self._uow.people.set_name(person.id, name)
