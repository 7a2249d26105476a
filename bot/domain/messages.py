"""Every message that the bot can send: its kind and its parameters, never its words.

A message is stored in the outbox as JSON and put into words by `bot.render` when it is sent, from the content and
the reader as they are then. Ids name parts of the pack; a part that is gone by then is said to be gone.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.domain.meetings import MeetingTopic
from bot.domain.message_model import MessageModel
from bot.domain.messages_access import (
    AccessAsked,
    AccessDropped,
    AccessGranted,
    AccessHeld,
    AccessPaused,
    AccessRefused,
    AccessSent,
    AccessUnavailable,
    AccessWaiting,
    AccessWordsTooLong,
    AskName,
    ChooseInviteCountry,
    ChooseInviteLanguage,
    ChooseInviteMeeting,
    ChooseInviteRegion,
    ChooseInviteRole,
    ChooseRefusal,
    InviteHeld,
    InviteLinksMade,
    InviteMade,
    InviteOwn,
    InviteQr,
    InviteWaits,
    InviteWorkbook,
    NameSet,
    NameUnfit,
    NameUnkept,
    OpenRequests,
    ProposeInviteCountries,
    RequestDecided,
    RequestGone,
    WriteAccess,
)
from bot.domain.messages_announcements import (
    Announced,
    AnnouncementFinished,
    AnnouncementGone,
    AnnouncementHalted,
    AnnouncementReminder,
    AnnouncementStatus,
    AnnouncementWithdrawn,
)
from bot.domain.messages_answers import (
    AnswerDetails,
    AnswerNoted,
    AnswerRefused,
    AskAnswer,
    AskDetail,
    DetailTooLong,
    DetailUnkept,
    LateGone,
    LateSent,
    LateSettled,
)
from bot.domain.messages_audience import (
    AskAudienceName,
    AudienceCard,
    AudiencePick,
    SavedAudiences,
    UnreachedWorkbook,
)
from bot.domain.messages_calendar import CalendarFile
from bot.domain.messages_changes import ChangeTold, ChangeWaits, MeetingChanged
from bot.domain.messages_drafts import (
    AnnouncementButtons,
    AnnouncementDesk,
    AnnouncementDraft,
    AnnouncementFiles,
    AnnouncementTexts,
    AnnouncementWhen,
    AskAllTexts,
    AskAnnouncedLink,
    AskAnnouncementFile,
    AskAnnouncementText,
    AskDropAnnouncement,
    ChooseAnnouncedMeeting,
    ChooseAnnouncedRound,
    EarlierAnnouncements,
    TextsTemplate,
)
from bot.domain.messages_examples import ExampleToReview, NoExamples
from bot.domain.messages_files import AttendanceChart, AttendanceCsv, AttendanceWorkbook
from bot.domain.messages_groups import GroupMeetings, NotedInGroup, RefusedInGroup, StrangerInGroup
from bot.domain.messages_meetings import (
    AnswerEntered,
    AnswerPassedOn,
    LateAsked,
    LateDecided,
    MeetingCard,
    SeatGiven,
    SeatLapsed,
    SeatOffered,
)
from bot.domain.messages_organizing import (
    AskEntryAnswer,
    AskEntryCountry,
    AskEntryName,
    AskPlaces,
    AttendanceBoard,
    AttendanceBoards,
    AttendanceEntry,
    AttendanceNames,
    ChasePreview,
    ChaseSent,
)
from bot.domain.messages_people import (
    AskLayDown,
    AskStill,
    AskTakeAway,
    HandoverLink,
    LastAdministrator,
    MemberCard,
    MemberGone,
    MemberLeft,
    MemberUnreachable,
    MyRole,
    MyRoles,
    People,
    RoleEnded,
    RoleTaken,
    StillConfirmed,
)
from bot.domain.messages_readers import (
    AnnouncementConfirmed,
    ChooseSecondLanguage,
    NewsList,
    ReadNotNoted,
    RoundToCome,
)
from bot.domain.messages_reminders import (
    ChooseQuietHours,
    Reminder,
    RemindersAhead,
    ReminderSnoozed,
    SnoozeTooLate,
)
from bot.domain.messages_reports import AnnouncementReport, AskAfterwards, DeliveriesWorkbook
from bot.domain.messages_rights import (
    AskForget,
    Forgotten,
    MyData,
    MyDataFile,
    NothingForgotten,
    Subscriptions,
)
from bot.domain.messages_round_decisions import (
    AskDecision,
    AskPublishDecision,
    DecisionDraft,
    FirstChoiceMoved,
    RoundDecided,
)
from bot.domain.messages_round_making import (
    AskRoundClosing,
    AskRoundDropping,
    AskRoundOpening,
    AskRoundText,
    RoundDesk,
    RoundDraft,
    RoundPreview,
    RoundStep,
)
from bot.domain.messages_round_results import ResultsPicture, ResultsWorkbook, RoundLines, RoundResults
from bot.domain.messages_rounds import AskRemark, RemarkUnkept, RoundCard, RoundGone, RoundList, RoundTerms
from bot.domain.messages_sending import (
    AnnouncementCheck,
    AnnouncementUnsent,
    ApprovalAsked,
    ApprovalDecided,
    ApprovalNoted,
    AskReaderCount,
    AskRefusalReason,
    AskStopAnnouncement,
    ChooseColleague,
    PreviewNote,
    TrialNote,
)
from bot.domain.people import Role
from bot.domain.roadmap_said import RoundSaid


class Choice(BaseModel):
    """One thing that a question could have meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    target: str


class ChooseLanguage(MessageModel):
    """The languages by their own names, asked in all of them: the reader's is not known yet."""

    kind: Literal["choose_language"] = "choose_language"


class LanguageSet(MessageModel):
    """The bot speaks the reader's language from now on."""

    kind: Literal["language_set"] = "language_set"


class AskCountry(MessageModel):
    """Which country do you work for? To be typed."""

    kind: Literal["ask_country"] = "ask_country"


class ProposeCountries(MessageModel):
    """Did you mean … ? One to three countries, most likely first, and "another one"."""

    kind: Literal["propose_countries"] = "propose_countries"
    countries: tuple[str, ...]


class CountryNotRecognized(MessageModel):
    """What was typed is no country that we know: type it again."""

    kind: Literal["country_not_recognized"] = "country_not_recognized"


class AskZone(MessageModel):
    """The time zones of a country: which one? `first`: in the first conversation, which then goes on."""

    kind: Literal["ask_zone"] = "ask_zone"
    first: bool = False
    country: str
    zones: tuple[str, ...]


class AskPlace(MessageModel):
    """A city or a country in the reader's time zone? To be typed."""

    kind: Literal["ask_place"] = "ask_place"


class ProposeZones(MessageModel):
    """The time zones that a typed place can mean, and "another one"; `first` as in AskZone."""

    kind: Literal["propose_zones"] = "propose_zones"
    first: bool = False
    zones: tuple[str, ...]


class PlaceNotRecognized(MessageModel):
    """What was typed is no place whose time we know: type it again."""

    kind: Literal["place_not_recognized"] = "place_not_recognized"


class Welcome(MessageModel):
    """The end of the first conversation: what the bot can do for this reader (member or guest), and where to tap."""

    kind: Literal["welcome"] = "welcome"


class InviteAccepted(MessageModel):
    """The link was used: the role that the reader has now, and its country, region or meeting."""

    kind: Literal["invite_accepted"] = "invite_accepted"
    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None


class InviteRefused(MessageModel):
    """The link is unknown, used or expired (the reader is not told which): ask the secretariat for another."""

    kind: Literal["invite_refused"] = "invite_refused"


class Settings(MessageModel):
    """Language, country, time zone and region, with a button for each that the reader may change."""

    kind: Literal["settings"] = "settings"


class ChooseRegion(MessageModel):
    """The regions of the reader's country: which one is theirs?"""

    kind: Literal["choose_region"] = "choose_region"


class About(MessageModel):
    """Whose bot it is, what it answers from, and questions that it is often asked."""

    kind: Literal["about"] = "about"


class Privacy(MessageModel):
    """What is kept of the reader, for how long, and who answers for it."""

    kind: Literal["privacy"] = "privacy"


class Help(MessageModel):
    """What one can ask and type, with examples from what this reader may see."""

    kind: Literal["help"] = "help"


class MeetingList(MessageModel):
    """Meetings as one list with a button each: upcoming (soonest first) or past (latest first)."""

    kind: Literal["meeting_list"] = "meeting_list"
    period: Literal["upcoming", "past"] = "upcoming"
    page: int = Field(default=0, ge=0)


class MeetingsFound(MessageModel):
    """The answer to "which meetings in June?": those that fit; where none does, that is said and `next` is named."""

    kind: Literal["meetings_found"] = "meetings_found"
    meetings: tuple[str, ...] = ()
    next: str | None = None


class MeetingAnswer(MessageModel):
    """What is published on one topic of one meeting, or that nothing is yet; with source and date."""

    kind: Literal["meeting_answer"] = "meeting_answer"
    meeting: str
    topic: MeetingTopic


class MeetingMap(MessageModel):
    """The venue on a map."""

    kind: Literal["meeting_map"] = "meeting_map"
    meeting: str


class RegionAnswer(MessageModel):
    """A region's secretariat, or its countries; `country` is the one that was asked about."""

    kind: Literal["region_answer"] = "region_answer"
    topic: Literal["secretariat", "countries", "of_country"]
    region: str
    country: str | None = None


class RegionList(MessageModel):
    """All regions, with their secretariats' cities."""

    kind: Literal["region_list"] = "region_list"


class RegionUnknown(MessageModel):
    """ "My region" was asked, but the reader's country is not known, or is in no region."""

    kind: Literal["region_unknown"] = "region_unknown"
    country: str | None = None
    """The country that was asked about; none: the reader's own."""


class RoadmapList(MessageModel):
    """The roadmaps, where there are several or none."""

    kind: Literal["roadmap_list"] = "roadmap_list"


class RoadmapAnswer(MessageModel):
    """A roadmap: its overview; one strand; what it says of one region; or where its items stand (of a roadmap,
    strand, item or region). `target` is the id that the topic calls for; `said`: what was said about it in rounds of
    feedback, which is filled in when it is sent."""

    kind: Literal["roadmap_answer"] = "roadmap_answer"
    topic: Literal["overview", "strand", "region", "status"]
    target: str
    said: tuple[RoundSaid, ...] = ()


class FaqAnswer(MessageModel):
    """The answer of an entry of the FAQ."""

    kind: Literal["faq_answer"] = "faq_answer"
    entry: str


class AskBack(MessageModel):
    """The question could mean several things: at most three buttons, and "something else". `question`: the id of the
    message that asked it."""

    kind: Literal["ask_back"] = "ask_back"
    question: int = 0
    choices: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=3)]


class Rephrase(MessageModel):
    """None of what was asked back was meant: say it in other words, or ask a person. `question` as in AskBack."""

    kind: Literal["rephrase"] = "rephrase"
    question: int = 0


class SmallTalk(MessageModel):
    """A greeting, thanks, "all right" or a goodbye returned; the first with what the bot can do."""

    kind: Literal["small_talk"] = "small_talk"
    tone: Literal["greeting", "thanks", "acknowledge", "goodbye"] = "greeting"


class Handover(MessageModel):
    """A human is wanted: whom to write to (the region's secretariat, else the coordination), as far as published, and
    a button that leaves a question, where that can be done (`leave`); with regret where somebody has complained."""

    kind: Literal["handover"] = "handover"
    leave: bool = True
    regret: bool = False


class WriteQuestion(MessageModel):
    """Please write the question for the secretariat in one message."""

    kind: Literal["write_question"] = "write_question"


class QuestionDropped(MessageModel):
    """No question was left after all."""

    kind: Literal["question_dropped"] = "question_dropped"


class QuestionNoted(MessageModel):
    """A question is kept for the secretariat; nothing is promised. `about`: its topic, where it has one."""

    kind: Literal["question_noted"] = "question_noted"
    about: Choice | None = None


class PublicationNoted(MessageModel):
    """It is kept that the reader wants to be told when this is published; nothing is promised."""

    kind: Literal["publication_noted"] = "publication_noted"
    about: Choice


class MembersOnly(MessageModel):
    """A guest asked about what only members see; the same whether it exists or not."""

    kind: Literal["members_only"] = "members_only"


class NotAllowed(MessageModel):
    """A command or a button for which the reader does not hold the role, or not any more."""

    kind: Literal["not_allowed"] = "not_allowed"


class NotUnderstood(MessageModel):
    """Outside what the bot may answer, or not understood: one sentence, and what it can do. The second time in a row
    (`again`) a person is offered. `question` as in AskBack."""

    kind: Literal["not_understood"] = "not_understood"
    again: bool = False
    question: int = 0


class NothingToRead(MessageModel):
    """Only emoji, control characters or nothing: please write words."""

    kind: Literal["nothing_to_read"] = "nothing_to_read"


class TooLong(MessageModel):
    """A text longer than the bot reads: please ask in a sentence or two."""

    kind: Literal["too_long"] = "too_long"


class CannotRead(MessageModel):
    """A sticker, voice message, picture or file: the bot reads text only."""

    kind: Literal["cannot_read"] = "cannot_read"
    what: Literal["sticker", "voice", "photo", "video", "document", "location", "contact", "other"]


class UnknownCommand(MessageModel):
    """A command that does not exist: those that do."""

    kind: Literal["unknown_command"] = "unknown_command"


class ButtonExpired(MessageModel):
    """The button no longer works (what it stood for is gone or has changed): start again from the menu."""

    kind: Literal["button_expired"] = "button_expired"


class PrivateOnly(MessageModel):
    """In a group: please write to me in a private chat."""

    kind: Literal["private_only"] = "private_only"


class TooManyMessages(MessageModel):
    """A guest has sent more than may come in a minute: please wait a moment; what they send meanwhile is not read."""

    kind: Literal["too_many_messages"] = "too_many_messages"


class SomethingWentWrong(MessageModel):
    """The bot failed at a message; it is noted, please try again."""

    kind: Literal["something_went_wrong"] = "something_went_wrong"


Message = Annotated[
    ChooseLanguage
    | LanguageSet
    | AskCountry
    | ProposeCountries
    | CountryNotRecognized
    | AskZone
    | AskPlace
    | ProposeZones
    | PlaceNotRecognized
    | Welcome
    | InviteAccepted
    | InviteRefused
    | Settings
    | ChooseRegion
    | About
    | Privacy
    | Help
    | MeetingList
    | MeetingsFound
    | AttendanceWorkbook
    | AttendanceCsv
    | AttendanceChart
    | MeetingCard
    | MeetingAnswer
    | MeetingMap
    | CalendarFile
    | MeetingChanged
    | ChangeWaits
    | ChangeTold
    | RegionAnswer
    | RegionList
    | RegionUnknown
    | RoadmapList
    | RoadmapAnswer
    | FaqAnswer
    | AskBack
    | Rephrase
    | ExampleToReview
    | NoExamples
    | SmallTalk
    | Handover
    | WriteQuestion
    | QuestionDropped
    | QuestionNoted
    | PublicationNoted
    | MembersOnly
    | NotAllowed
    | People
    | MemberCard
    | MemberGone
    | AskTakeAway
    | RoleTaken
    | LastAdministrator
    | HandoverLink
    | MyRoles
    | MyRole
    | AskLayDown
    | RoleEnded
    | MemberLeft
    | MemberUnreachable
    | AskStill
    | StillConfirmed
    | NotUnderstood
    | NothingToRead
    | TooLong
    | CannotRead
    | UnknownCommand
    | ButtonExpired
    | PrivateOnly
    | GroupMeetings
    | NotedInGroup
    | RefusedInGroup
    | StrangerInGroup
    | TooManyMessages
    | SomethingWentWrong
    | ChooseInviteRole
    | ChooseInviteRegion
    | ChooseInviteCountry
    | ProposeInviteCountries
    | ChooseInviteMeeting
    | ChooseInviteLanguage
    | InviteMade
    | InviteQr
    | InviteWorkbook
    | InviteLinksMade
    | InviteOwn
    | InviteHeld
    | InviteWaits
    | WriteAccess
    | AccessWordsTooLong
    | AccessDropped
    | AccessUnavailable
    | AccessHeld
    | AccessSent
    | AccessWaiting
    | AccessPaused
    | AccessGranted
    | AccessRefused
    | AccessAsked
    | ChooseRefusal
    | RequestDecided
    | RequestGone
    | OpenRequests
    | NameUnkept
    | AskName
    | NameUnfit
    | NameSet
    | MyData
    | MyDataFile
    | AskForget
    | NothingForgotten
    | Forgotten
    | Subscriptions
    | SeatOffered
    | SeatGiven
    | SeatLapsed
    | AnswerEntered
    | AnswerPassedOn
    | LateDecided
    | LateAsked
    | AnswerDetails
    | AnswerNoted
    | AnswerRefused
    | AskAnswer
    | AskDetail
    | DetailTooLong
    | DetailUnkept
    | LateGone
    | LateSent
    | LateSettled
    | AskEntryAnswer
    | AskEntryCountry
    | AskEntryName
    | AskPlaces
    | AttendanceBoard
    | AttendanceBoards
    | AttendanceEntry
    | AttendanceNames
    | ChasePreview
    | ChaseSent
    | Reminder
    | ReminderSnoozed
    | SnoozeTooLate
    | RemindersAhead
    | ChooseQuietHours
    | Announced
    | AnnouncementReminder
    | AnnouncementWithdrawn
    | AnnouncementStatus
    | AnnouncementHalted
    | AnnouncementFinished
    | AnnouncementDesk
    | EarlierAnnouncements
    | AnnouncementDraft
    | AnnouncementTexts
    | AskAnnouncementText
    | AskAllTexts
    | TextsTemplate
    | AnnouncementFiles
    | AskAnnouncementFile
    | AnnouncementButtons
    | ChooseAnnouncedMeeting
    | ChooseAnnouncedRound
    | AskAnnouncedLink
    | AnnouncementWhen
    | AskDropAnnouncement
    | AudienceCard
    | AnnouncementCheck
    | PreviewNote
    | ChooseColleague
    | TrialNote
    | ApprovalAsked
    | ApprovalDecided
    | ApprovalNoted
    | AskRefusalReason
    | AskReaderCount
    | AskStopAnnouncement
    | AnnouncementUnsent
    | AudiencePick
    | SavedAudiences
    | AskAudienceName
    | UnreachedWorkbook
    | NewsList
    | AnnouncementConfirmed
    | ReadNotNoted
    | RoundToCome
    | ChooseSecondLanguage
    | AnnouncementReport
    | AskAfterwards
    | DeliveriesWorkbook
    | AnnouncementGone
    | RoundResults
    | ResultsPicture
    | ResultsWorkbook
    | RoundLines
    | RoundCard
    | RoundList
    | RoundTerms
    | AskRemark
    | RemarkUnkept
    | RoundGone
    | AskRoundClosing
    | AskRoundDropping
    | AskRoundOpening
    | AskRoundText
    | RoundDesk
    | RoundDraft
    | RoundPreview
    | RoundStep
    | DecisionDraft
    | AskDecision
    | AskPublishDecision
    | RoundDecided
    | FirstChoiceMoved,
    Field(discriminator="kind"),
]

_ADAPTER: Final[TypeAdapter[Message]] = TypeAdapter(Message)


def dump(message: Message) -> str:
    """A message as JSON, as the outbox keeps it."""
    return message.model_dump_json()


def load(stored: str) -> Message:
    """The message that `dump` wrote. ValueError where it is none that this version knows."""
    return _ADAPTER.validate_json(stored)
