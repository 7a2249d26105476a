"""What a handler works with: the services, over one transaction and at one instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.access_requests import AccessRequests
from bot.services.access_words import AccessWords
from bot.services.answers import Answers
from bot.services.giving import Giving
from bot.services.handover import Handover
from bot.services.invitations import Invitations, start_link
from bot.services.inviting import Inviting
from bot.services.joining import Joining
from bot.services.keepers import Keepers
from bot.services.library import Library
from bot.services.members import Members
from bot.services.memory import Memory
from bot.services.naming import Naming
from bot.services.onboarding import Onboarding
from bot.services.own_roles import OwnRoles
from bot.services.rights_forgetting import Forgetting
from bot.services.rights_own_data import OwnDataExport
from bot.services.rights_subscriptions import Choosing
from bot.services.roles import Roles
from bot.services.secretariat import Secretariat
from bot.services.standing import Standing
from bot.services.zones import Zones


@dataclass(frozen=True)
class Services:
    answers: Answers
    forgetting: Forgetting
    inviting: Inviting
    joining: Joining
    members: Members
    memory: Memory
    naming: Naming
    onboarding: Onboarding
    own_data: OwnDataExport
    own_roles: OwnRoles
    requests: AccessRequests
    roles: Roles
    secretariat: Secretariat
    standing: Standing
    subscriptions: Choosing
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Workshop:
    """What the services of every transaction share."""

    library: Library
    countries: Countries
    zones: Zones
    languages: tuple[str, ...]
    username: Callable[[], str]
    """The bot's @username, without the @; it is known once Telegram has been asked."""

    def services(self, uow: UnitOfWork, now: datetime) -> Services:
        pack = self.library.pack
        standing = Standing(uow, now)
        keepers = Keepers(uow, pack, now)
        access = AccessWords(uow, standing, keepers, now)
        onboarding = Onboarding(uow, standing, access, self.countries, self.zones, pack, now)
        memory = Memory(standing)
        roles = Roles(uow, now)
        giving = Giving(uow, roles, Handover(uow, roles, now), onboarding)
        requests = AccessRequests(uow, access, onboarding, giving, keepers, pack, now)
        invitations = Invitations(uow, now)
        own_roles = OwnRoles(uow, invitations, roles, keepers, self._link, now)
        return Services(
            answers=Answers(self.library, now, takes_questions=uow.questions.keeps_words),
            forgetting=Forgetting(uow, standing, keepers, now),
            inviting=Inviting(
                uow, standing, invitations, requests, self.countries, self.languages, pack, self._link, now
            ),
            joining=Joining(uow, invitations, giving, requests, onboarding, pack, now),
            members=Members(uow, invitations, roles, own_roles, pack, self._link, now),
            memory=memory,
            naming=Naming(uow, standing),
            onboarding=onboarding,
            own_data=OwnDataExport(uow, standing, now),
            own_roles=own_roles,
            requests=requests,
            roles=roles,
            secretariat=Secretariat(uow, standing, memory, now),
            standing=standing,
            subscriptions=Choosing(uow),
            languages=self.languages,
        )

    def _link(self, payload: str) -> str:
        return start_link(self.username(), payload)

    def language_for(self, tag: str | None) -> str:
        """The language to begin with, from the IETF tag of somebody's app ("pt-br"): one of ours, else English."""
        primary = (tag or "").lower().partition("-")[0]
        return primary if primary in self.languages else "en"
