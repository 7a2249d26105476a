"""What a handler works with: the services, over one transaction and at one instant."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.answers import Answers
from bot.services.invitations import Invitations
from bot.services.library import Library
from bot.services.memory import Memory
from bot.services.onboarding import Onboarding
from bot.services.roles import Roles
from bot.services.secretariat import Secretariat
from bot.services.standing import Standing
from bot.services.zones import Zones


@dataclass(frozen=True)
class Services:
    answers: Answers
    invitations: Invitations
    memory: Memory
    onboarding: Onboarding
    roles: Roles
    secretariat: Secretariat
    standing: Standing
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Workshop:
    """What the services of every transaction share."""

    library: Library
    countries: Countries
    zones: Zones
    languages: tuple[str, ...]

    def services(self, uow: UnitOfWork, now: datetime) -> Services:
        standing = Standing(uow, now)
        memory = Memory(standing)
        roles = Roles(uow, now)
        return Services(
            answers=Answers(self.library, now, takes_questions=uow.questions.keeps_words),
            invitations=Invitations(uow, roles, now),
            memory=memory,
            onboarding=Onboarding(uow, standing, self.countries, self.zones, self.library.pack, now),
            roles=roles,
            secretariat=Secretariat(uow, standing, memory, now),
            standing=standing,
            languages=self.languages,
        )

    def language_for(self, tag: str | None) -> str:
        """The language to begin with, from the IETF tag of somebody's app ("pt-br"): one of ours, else English."""
        primary = (tag or "").lower().partition("-")[0]
        return primary if primary in self.languages else "en"
