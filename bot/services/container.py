"""What a handler works with: the services, over one transaction and at one instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.announcements import APPROVAL_ABOVE
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.access_requests import AccessRequests
from bot.services.access_words import AccessWords
from bot.services.announcing import Announcing
from bot.services.answer_details import AnswerDetails
from bot.services.answering import Answering
from bot.services.answers import Answers
from bot.services.attendance_files import AttendanceFiles
from bot.services.attending import Attending
from bot.services.audiences import Audiences
from bot.services.calendars import Calendars
from bot.services.changes import Changes
from bot.services.completing import Completing
from bot.services.desk import Desk
from bot.services.drafting import Drafting
from bot.services.examples import Examples
from bot.services.giving import Giving
from bot.services.groups import Groups
from bot.services.handover import Handover
from bot.services.invitations import Invitations, start_link
from bot.services.inviting import Inviting
from bot.services.joining import Joining
from bot.services.keepers import Keepers
from bot.services.library import Library
from bot.services.looking import Looking
from bot.services.meeting_rounds import MeetingRounds
from bot.services.members import Members
from bot.services.memory import Memory
from bot.services.naming import Naming
from bot.services.news import News
from bot.services.onboarding import Onboarding
from bot.services.organizers import Organizers
from bot.services.organizing import Organizing
from bot.services.organizing_words import OrganizingWords
from bot.services.own_reminders import OwnReminders
from bot.services.own_roles import OwnRoles
from bot.services.remarks import Remarks
from bot.services.reports import Reports
from bot.services.responding import Responding
from bot.services.rights_forgetting import Forgetting
from bot.services.rights_own_data import OwnDataExport
from bot.services.rights_subscriptions import Choosing
from bot.services.roles import Roles
from bot.services.round_decisions import RoundDecisions
from bot.services.round_desk import RoundsDesk
from bot.services.round_making import RoundMaking
from bot.services.round_opening import RoundOpening
from bot.services.round_results import Results
from bot.services.round_words import RoundWords
from bot.services.rounds import Rounds
from bot.services.secretariat import Secretariat
from bot.services.sending import Sending
from bot.services.standing import Standing
from bot.services.writing import Writing
from bot.services.writing_media import WritingMedia
from bot.services.writing_when import WritingWhen
from bot.services.writing_words import WritingWords
from bot.services.zones import Zones


@dataclass(frozen=True)
class Services:
    announcing: Announcing
    answer_details: AnswerDetails
    answering: Answering
    answers: Answers
    attendance_files: AttendanceFiles
    attending: Attending
    audiences: Audiences
    calendars: Calendars
    changes: Changes
    completing: Completing
    decisions: RoundDecisions
    desk: Desk
    drafting: Drafting
    examples: Examples
    forgetting: Forgetting
    groups: Groups
    inviting: Inviting
    joining: Joining
    looking: Looking
    members: Members
    meeting_rounds: MeetingRounds
    memory: Memory
    naming: Naming
    news: News
    onboarding: Onboarding
    organizing: Organizing
    organizing_words: OrganizingWords
    own_data: OwnDataExport
    own_roles: OwnRoles
    reminders: OwnReminders
    remarks: Remarks
    reports: Reports
    requests: AccessRequests
    responding: Responding
    results: Results
    roles: Roles
    round_desk: RoundsDesk
    round_making: RoundMaking
    round_opening: RoundOpening
    round_words: RoundWords
    rounds: Rounds
    secretariat: Secretariat
    sending: Sending
    standing: Standing
    subscriptions: Choosing
    writing: Writing
    writing_when: WritingWhen
    writing_words: WritingWords
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
    approval_above: int = APPROVAL_ABOVE
    """For more readers than these a second person has to approve an announcement."""

    def services(self, uow: UnitOfWork, now: datetime) -> Services:
        pack = self.library.pack
        standing = Standing(uow, now)
        keepers = Keepers(uow, pack, now)
        access = AccessWords(uow, standing, keepers, now)
        onboarding = Onboarding(uow, standing, access, self.countries, self.zones, pack, now)
        memory = Memory(standing)
        roles = Roles(uow, now)
        organizers = Organizers(uow, now)
        attending = Attending(uow, organizers, pack, now)
        giving = Giving(uow, roles, Handover(uow, roles, attending, now), onboarding)
        requests = AccessRequests(uow, access, onboarding, giving, keepers, pack, now)
        invitations = Invitations(uow, now)
        own_roles = OwnRoles(uow, invitations, roles, keepers, self._link, now)
        answering = Answering(uow, attending, pack, now)
        drafting = Drafting(uow, pack, now)
        writing = Writing(drafting, pack, self.languages, now)
        when = WritingWhen(drafting, writing, pack, now)
        organizing = Organizing(uow, attending, pack, now)
        announcing = Announcing(uow, drafting, pack, now, approval_above=self.approval_above)
        rounds = Rounds(uow, pack, now)
        round_making = RoundMaking(uow, rounds, pack, self.languages, now)
        round_desk = RoundsDesk(uow, rounds, round_making, now)
        looking = Looking(uow, drafting, announcing, pack, now)
        return Services(
            announcing=announcing,
            desk=Desk(drafting, writing),
            drafting=drafting,
            answer_details=AnswerDetails(uow, standing, answering, pack),
            answering=answering,
            answers=Answers(self.library, now, takes_questions=uow.questions.keeps_words),
            attendance_files=AttendanceFiles(uow, pack, now),
            attending=attending,
            audiences=Audiences(uow, standing, drafting, pack, self.languages, now),
            calendars=Calendars(uow),
            changes=Changes(uow, self.library, now),
            completing=Completing(uow, pack, now),
            decisions=RoundDecisions(uow, rounds, standing, self.languages, now),
            examples=Examples(uow, memory, pack, now),
            forgetting=Forgetting(uow, standing, keepers, attending, now),
            groups=Groups(uow, answering, pack, now),
            inviting=Inviting(
                uow, standing, invitations, requests, self.countries, self.languages, pack, self._link, now
            ),
            joining=Joining(uow, invitations, giving, requests, onboarding, pack, now),
            looking=looking,
            members=Members(uow, invitations, roles, own_roles, pack, self._link, now),
            meeting_rounds=MeetingRounds(uow, organizing, now),
            memory=memory,
            naming=Naming(uow, standing),
            news=News(uow, rounds, pack, self.languages, now),
            onboarding=onboarding,
            organizing=organizing,
            organizing_words=OrganizingWords(uow, standing, organizing, self.countries),
            own_data=OwnDataExport(uow, standing, now),
            own_roles=own_roles,
            reminders=OwnReminders(uow, Completing(uow, pack, now), Choosing(uow), pack, now),
            remarks=Remarks(uow, standing, rounds),
            reports=Reports(uow, drafting, announcing, pack, now),
            requests=requests,
            responding=Responding(uow, rounds, pack, now),
            results=Results(uow, pack, now),
            roles=roles,
            round_desk=round_desk,
            round_making=round_making,
            round_opening=RoundOpening(uow, round_making, pack, self.languages, now),
            round_words=RoundWords(round_making, round_desk, standing, self.languages, self.library.days, now),
            rounds=rounds,
            secretariat=Secretariat(uow, standing, memory, now),
            sending=Sending(uow, standing, drafting, announcing, looking, now),
            standing=standing,
            subscriptions=Choosing(uow),
            writing=writing,
            writing_when=when,
            writing_words=WritingWords(
                writing, when, WritingMedia(writing, pack), standing, self.languages, self.library.days, now
            ),
            languages=self.languages,
        )

    def _link(self, payload: str) -> str:
        return start_link(self.username(), payload)

    def language_for(self, tag: str | None) -> str:
        """The language to begin with, from the IETF tag of somebody's app ("pt-br"): one of ours, else English."""
        primary = (tag or "").lower().partition("-")[0]
        return primary if primary in self.languages else "en"
