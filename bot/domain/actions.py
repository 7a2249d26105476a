"""What a button does, and how that is written into its callback data.

`v1|kind|field|…`, at most 64 bytes, without language. What comes in may be forged or from an older version:
`parse` accepts exactly what `encode` writes.
"""

import re
from dataclasses import astuple, dataclass
from dataclasses import fields as fields_of
from typing import ClassVar, Final

from bot.domain.actions_access import (
    ApproveRequest,
    AskAccess,
    ChangeName,
    DropAccess,
    Invite,
    InviteCountries,
    InviteRole,
    InviteScope,
    MakeCountryLinks,
    MakeInvite,
    RefuseFor,
    RefuseRequest,
    ShowRequest,
    ShowRequests,
)
from bot.domain.actions_announcements import ConfirmRead, ShowAnnouncedMeeting, ShowAnnouncedRound
from bot.domain.actions_answers import (
    AskLate,
    ChangeAnswer,
    DecideLate,
    EraseDetail,
    GiveAnswer,
    GiveAnswerFor,
    ShowDetails,
    TellDetail,
)
from bot.domain.actions_audience import (
    ClearAudience,
    DropSaved,
    ForEveryone,
    GetUnreached,
    OrAlso,
    PickAnswers,
    PickCountries,
    PickFilter,
    PickRoundAnswers,
    SaveAudience,
    ShowAudience,
    ShowSaved,
    ToggleAnswer,
    ToggleCountry,
    ToggleRoundAnswer,
    ToggleValue,
    TurnFilter,
    TurnRound,
    UseSaved,
)
from bot.domain.actions_calendar import GetCalendar, TellChangeNow
from bot.domain.actions_drafts import (
    AddFile,
    AskDrop,
    BeginAnnouncement,
    ChooseDay,
    ChooseMeeting,
    ChooseRound,
    CopyAnnouncement,
    DropAnnouncement,
    GetTextsTemplate,
    RemoveFile,
    RemoveLink,
    RemoveText,
    SetConfirm,
    SetMeeting,
    SetRound,
    SetTime,
    SetTiming,
    SetUrgent,
    ShowButtons,
    ShowDesk,
    ShowDeskPart,
    ShowDraft,
    ShowEarlier,
    ShowFiles,
    ShowTexts,
    ShowWhen,
    WriteAllTexts,
    WriteLink,
    WriteText,
)
from bot.domain.actions_examples import DropExample, KeepExample, SkipExample
from bot.domain.actions_files import GetAttendanceFile
from bot.domain.actions_groups import ShowInGroup
from bot.domain.actions_news import ChooseSecondLanguage, ShowNews, ShowNewsItem, ShowSecondLanguages
from bot.domain.actions_organizing import (
    AddOf,
    AddSomebody,
    AddWith,
    AskCapacity,
    AskChase,
    AskRemoveEntry,
    Chase,
    EnterAnswer,
    MoveEntry,
    RemoveEntry,
    ResetCapacity,
    SetAfterwards,
    SetDoor,
    ShowBoard,
    ShowBoards,
    ShowEntry,
    ShowLate,
    ShowNames,
    ShowSilent,
)
from bot.domain.actions_people import (
    AskLayDown,
    AskTakeAway,
    ConfirmStill,
    HandOver,
    HandOverMine,
    LayDown,
    ShowMember,
    ShowMyRole,
    ShowMyRoles,
    ShowPeople,
    TakeAway,
)
from bot.domain.actions_reminders import (
    SetQuietHours,
    ShowQuietHours,
    ShowReminders,
    Snooze,
    SwitchReminders,
)
from bot.domain.actions_reports import (
    AskAfter,
    GetDeliveries,
    RemindReaders,
    RetryAnnouncement,
    RetryUnknown,
    ShowReport,
    WithdrawAnnouncement,
)
from bot.domain.actions_rights import (
    AskForget,
    ForgetMe,
    KeepEverything,
    ResumeMessages,
    ShowMyData,
    ShowSubscriptions,
    StopMessages,
)
from bot.domain.actions_round_decisions import (
    AskPublishDecision,
    PublishDecision,
    RemoveDecision,
    ShowDecision,
    WriteDecision,
)
from bot.domain.actions_round_making import (
    AskCloseRound,
    AskDropRound,
    AskOpenRound,
    BeginRound,
    CloseRound,
    CopyRound,
    DropRound,
    EraseRoundText,
    OpenRound,
    PreviewRound,
    SetRoundTerm,
    ShowRoundDesk,
    ShowRoundDeskPart,
    ShowRoundDraft,
    ShowRoundStep,
    UnplanRound,
    WriteRoundText,
)
from bot.domain.actions_round_results import GetResults, ShowLines, ShowResults
from bot.domain.actions_rounds import (
    DropChoice,
    EraseRemark,
    FinishAnswer,
    PickChoice,
    RateChoice,
    RateNext,
    ShowRound,
    ShowRounds,
    ShowRoundTerms,
    UndoChoice,
    WriteRemark,
)
from bot.domain.actions_sending import (
    ApproveAnnouncement,
    AskApproval,
    AskStop,
    PauseAnnouncement,
    PreviewAnnouncement,
    RefuseAnnouncement,
    ResumeAnnouncement,
    SendAnnouncement,
    ShowCheck,
    ShowColleagues,
    ShowStatus,
    StopAnnouncement,
    TryAnnouncement,
    UnscheduleAnnouncement,
)
from bot.domain.errors import BadActionError

VERSION: Final = "v1"
MAX_BYTES: Final = 64
_FIELD: Final = re.compile(r"[A-Za-z0-9_/+.-]{1,40}")


@dataclass(frozen=True)
class ChooseLanguage:
    kind: ClassVar[str] = "lang"
    language: str


@dataclass(frozen=True)
class ChooseCountry:
    kind: ClassVar[str] = "country"
    country: str


@dataclass(frozen=True)
class OtherCountry:
    """None of the proposed countries: type it again."""

    kind: ClassVar[str] = "nocountry"


@dataclass(frozen=True)
class ChooseZone:
    """`step`: "first" in the first conversation, which then goes on; "later" in the settings."""

    kind: ClassVar[str] = "zone"
    zone: str
    step: str


@dataclass(frozen=True)
class OtherZone:
    """None of the proposed zones: type a place."""

    kind: ClassVar[str] = "nozone"


@dataclass(frozen=True)
class ChooseRegion:
    """Which of the regions of their country somebody calls theirs."""

    kind: ClassVar[str] = "region"
    region: str


@dataclass(frozen=True)
class ShowSettings:
    kind: ClassVar[str] = "settings"


@dataclass(frozen=True)
class ShowZones:
    kind: ClassVar[str] = "zones"


@dataclass(frozen=True)
class ShowOwnRegions:
    """The regions of one's country, to choose from."""

    kind: ClassVar[str] = "ownregions"


@dataclass(frozen=True)
class ShowPrivacy:
    kind: ClassVar[str] = "privacy"


@dataclass(frozen=True)
class ShowRoadmaps:
    kind: ClassVar[str] = "roadmaps"


@dataclass(frozen=True)
class ShowHelp:
    kind: ClassVar[str] = "help"


@dataclass(frozen=True)
class ShowLanguages:
    kind: ClassVar[str] = "langs"


@dataclass(frozen=True)
class ShowMeetings:
    """The list: `upcoming` or `past`, from a page on."""

    kind: ClassVar[str] = "meetings"
    period: str
    page: str


@dataclass(frozen=True)
class ShowMeeting:
    kind: ClassVar[str] = "meeting"
    meeting: str


@dataclass(frozen=True)
class Ask:
    """A question put by a tap: a topic and a target, by the names that `bot.questions` gives them."""

    kind: ClassVar[str] = "ask"
    topic: str
    target: str


@dataclass(frozen=True)
class SomethingElse:
    """None of what it asked back with; `question` is the id of the message that asked."""

    kind: ClassVar[str] = "else"
    question: str


@dataclass(frozen=True)
class AskSecretariat:
    """Pass on a question on a topic and its target."""

    kind: ClassVar[str] = "human"
    topic: str
    target: str


@dataclass(frozen=True)
class PassOn:
    """Pass on a question that was not understood; `question` is the id of the message that asked it. "0": one that is
    still to be written."""

    kind: ClassVar[str] = "passon"
    question: str


@dataclass(frozen=True)
class DropQuestion:
    """No question for the secretariat after all."""

    kind: ClassVar[str] = "drop"


@dataclass(frozen=True)
class TellWhenPublished:
    kind: ClassVar[str] = "tell"
    topic: str
    target: str


@dataclass(frozen=True)
class SendMap:
    kind: ClassVar[str] = "map"
    meeting: str


Action = (
    ChooseLanguage
    | ChooseCountry
    | OtherCountry
    | ChooseZone
    | OtherZone
    | ChooseRegion
    | ShowHelp
    | ShowLanguages
    | ShowSettings
    | ShowZones
    | ShowOwnRegions
    | ShowPrivacy
    | ShowMeetings
    | ShowMeeting
    | ShowRoadmaps
    | Ask
    | SomethingElse
    | AskSecretariat
    | PassOn
    | DropQuestion
    | TellWhenPublished
    | KeepExample
    | DropExample
    | SkipExample
    | SendMap
    | GetCalendar
    | TellChangeNow
    | ShowPeople
    | ShowMember
    | AskTakeAway
    | TakeAway
    | HandOver
    | ShowMyRoles
    | ShowMyRole
    | HandOverMine
    | AskLayDown
    | LayDown
    | ConfirmStill
    | Invite
    | InviteRole
    | InviteCountries
    | InviteScope
    | MakeInvite
    | MakeCountryLinks
    | AskAccess
    | DropAccess
    | ShowRequests
    | ShowRequest
    | ApproveRequest
    | RefuseRequest
    | RefuseFor
    | ChangeName
    | ShowMyData
    | AskForget
    | ForgetMe
    | KeepEverything
    | ShowSubscriptions
    | StopMessages
    | ResumeMessages
    | GiveAnswer
    | GiveAnswerFor
    | ChangeAnswer
    | AskLate
    | DecideLate
    | ShowDetails
    | TellDetail
    | EraseDetail
    | GetAttendanceFile
    | ShowInGroup
    | ShowBoards
    | ShowBoard
    | ShowNames
    | ShowEntry
    | ShowSilent
    | ShowLate
    | MoveEntry
    | AskRemoveEntry
    | RemoveEntry
    | EnterAnswer
    | AddSomebody
    | AddOf
    | AddWith
    | SetDoor
    | SetAfterwards
    | AskCapacity
    | ResetCapacity
    | AskChase
    | Chase
    | Snooze
    | ShowReminders
    | SwitchReminders
    | ShowQuietHours
    | SetQuietHours
    | ShowDesk
    | ShowDraft
    | ShowDeskPart
    | BeginAnnouncement
    | ShowEarlier
    | CopyAnnouncement
    | ShowTexts
    | WriteText
    | RemoveText
    | WriteAllTexts
    | GetTextsTemplate
    | ShowFiles
    | AddFile
    | RemoveFile
    | ShowButtons
    | SetConfirm
    | ChooseMeeting
    | SetMeeting
    | ChooseRound
    | SetRound
    | WriteLink
    | RemoveLink
    | ShowWhen
    | SetTiming
    | SetUrgent
    | ChooseDay
    | SetTime
    | AskDrop
    | DropAnnouncement
    | ConfirmRead
    | ShowAudience
    | ForEveryone
    | OrAlso
    | ClearAudience
    | PickFilter
    | PickCountries
    | PickAnswers
    | PickRoundAnswers
    | ToggleValue
    | ToggleCountry
    | ToggleAnswer
    | ToggleRoundAnswer
    | TurnFilter
    | TurnRound
    | ShowSaved
    | UseSaved
    | DropSaved
    | SaveAudience
    | GetUnreached
    | ShowCheck
    | ShowStatus
    | PreviewAnnouncement
    | ShowColleagues
    | TryAnnouncement
    | AskApproval
    | ApproveAnnouncement
    | RefuseAnnouncement
    | SendAnnouncement
    | UnscheduleAnnouncement
    | PauseAnnouncement
    | ResumeAnnouncement
    | AskStop
    | StopAnnouncement
    | ShowReport
    | GetDeliveries
    | RetryAnnouncement
    | AskAfter
    | RetryUnknown
    | RemindReaders
    | WithdrawAnnouncement
    | ShowRoundDesk
    | ShowRoundDeskPart
    | ShowRoundDraft
    | BeginRound
    | CopyRound
    | AskDropRound
    | DropRound
    | WriteRoundText
    | EraseRoundText
    | ShowRoundStep
    | SetRoundTerm
    | PreviewRound
    | AskOpenRound
    | OpenRound
    | UnplanRound
    | AskCloseRound
    | CloseRound
    | ShowRounds
    | ShowRound
    | RateNext
    | PickChoice
    | DropChoice
    | UndoChoice
    | RateChoice
    | FinishAnswer
    | ShowRoundTerms
    | WriteRemark
    | EraseRemark
    | ShowResults
    | GetResults
    | ShowLines
    | ShowNews
    | ShowNewsItem
    | ShowSecondLanguages
    | ChooseSecondLanguage
    | ShowAnnouncedMeeting
    | ShowAnnouncedRound
    | ShowDecision
    | WriteDecision
    | RemoveDecision
    | AskPublishDecision
    | PublishDecision
)

ACTIONS: Final[tuple[type[Action], ...]] = (
    ChooseLanguage,
    ChooseCountry,
    OtherCountry,
    ChooseZone,
    OtherZone,
    ChooseRegion,
    ShowHelp,
    ShowLanguages,
    ShowSettings,
    ShowZones,
    ShowOwnRegions,
    ShowPrivacy,
    ShowMeetings,
    ShowMeeting,
    ShowRoadmaps,
    Ask,
    SomethingElse,
    AskSecretariat,
    PassOn,
    DropQuestion,
    TellWhenPublished,
    KeepExample,
    DropExample,
    SkipExample,
    SendMap,
    GetCalendar,
    TellChangeNow,
    ShowPeople,
    ShowMember,
    AskTakeAway,
    TakeAway,
    HandOver,
    ShowMyRoles,
    ShowMyRole,
    HandOverMine,
    AskLayDown,
    LayDown,
    ConfirmStill,
    Invite,
    InviteRole,
    InviteCountries,
    InviteScope,
    MakeInvite,
    MakeCountryLinks,
    AskAccess,
    DropAccess,
    ShowRequests,
    ShowRequest,
    ApproveRequest,
    RefuseRequest,
    RefuseFor,
    ChangeName,
    ShowMyData,
    AskForget,
    ForgetMe,
    KeepEverything,
    ShowSubscriptions,
    StopMessages,
    ResumeMessages,
    GiveAnswer,
    GiveAnswerFor,
    ChangeAnswer,
    AskLate,
    DecideLate,
    ShowDetails,
    TellDetail,
    EraseDetail,
    GetAttendanceFile,
    ShowInGroup,
    ShowBoards,
    ShowBoard,
    ShowNames,
    ShowEntry,
    ShowSilent,
    ShowLate,
    MoveEntry,
    AskRemoveEntry,
    RemoveEntry,
    EnterAnswer,
    AddSomebody,
    AddOf,
    AddWith,
    SetDoor,
    SetAfterwards,
    AskCapacity,
    ResetCapacity,
    AskChase,
    Chase,
    Snooze,
    ShowReminders,
    SwitchReminders,
    ShowQuietHours,
    SetQuietHours,
    ShowDesk,
    ShowDraft,
    ShowDeskPart,
    BeginAnnouncement,
    ShowEarlier,
    CopyAnnouncement,
    ShowTexts,
    WriteText,
    RemoveText,
    WriteAllTexts,
    GetTextsTemplate,
    ShowFiles,
    AddFile,
    RemoveFile,
    ShowButtons,
    SetConfirm,
    ChooseMeeting,
    SetMeeting,
    ChooseRound,
    SetRound,
    WriteLink,
    RemoveLink,
    ShowWhen,
    SetTiming,
    SetUrgent,
    ChooseDay,
    SetTime,
    AskDrop,
    DropAnnouncement,
    ShowAudience,
    ForEveryone,
    OrAlso,
    ClearAudience,
    PickFilter,
    PickCountries,
    PickAnswers,
    PickRoundAnswers,
    ToggleValue,
    ToggleCountry,
    ToggleAnswer,
    ToggleRoundAnswer,
    TurnFilter,
    TurnRound,
    ShowSaved,
    UseSaved,
    DropSaved,
    SaveAudience,
    GetUnreached,
    ShowCheck,
    ShowStatus,
    PreviewAnnouncement,
    ShowColleagues,
    TryAnnouncement,
    AskApproval,
    ApproveAnnouncement,
    RefuseAnnouncement,
    SendAnnouncement,
    UnscheduleAnnouncement,
    PauseAnnouncement,
    ResumeAnnouncement,
    AskStop,
    StopAnnouncement,
    ShowReport,
    GetDeliveries,
    RetryAnnouncement,
    AskAfter,
    RetryUnknown,
    RemindReaders,
    WithdrawAnnouncement,
    ShowRoundDesk,
    ShowRoundDeskPart,
    ShowRoundDraft,
    BeginRound,
    CopyRound,
    AskDropRound,
    DropRound,
    WriteRoundText,
    EraseRoundText,
    ShowRoundStep,
    SetRoundTerm,
    PreviewRound,
    AskOpenRound,
    OpenRound,
    UnplanRound,
    AskCloseRound,
    CloseRound,
    ShowRounds,
    ShowRound,
    RateNext,
    PickChoice,
    DropChoice,
    UndoChoice,
    RateChoice,
    FinishAnswer,
    ShowRoundTerms,
    WriteRemark,
    EraseRemark,
    ShowResults,
    GetResults,
    ShowLines,
    ShowNews,
    ShowNewsItem,
    ShowSecondLanguages,
    ChooseSecondLanguage,
    ConfirmRead,
    ShowAnnouncedMeeting,
    ShowAnnouncedRound,
    ShowDecision,
    WriteDecision,
    RemoveDecision,
    AskPublishDecision,
    PublishDecision,
)
_BY_KIND: Final = {action.kind: action for action in ACTIONS}


def encode(action: Action) -> str:
    """The callback data of an action. ValueError where it would not fit or could not be read back."""
    data = "|".join((VERSION, action.kind, *astuple(action)))
    if len(data.encode()) > MAX_BYTES or parse(data) != action:
        raise ValueError(f"not fit for a button: {data!r}")
    return data


def parse(data: str) -> Action:
    """The action that callback data stands for. BadActionError where it stands for none."""
    if len(data.encode(errors="replace")) > MAX_BYTES:
        raise BadActionError("callback data is too long")
    version, *rest = data.split("|")
    if version != VERSION or not rest or rest[0] not in _BY_KIND:
        raise BadActionError("callback data of another version or of no known kind")
    kind, *fields = rest
    action = _BY_KIND[kind]
    if len(fields) != len(fields_of(action)) or not all(map(_FIELD.fullmatch, fields)):
        raise BadActionError(f"callback data of kind {kind} with the wrong fields")
    return action(*fields)


def number_of(field: str) -> int:
    """A number as a field of an action carries it; 0, which is nobody's, for what is none."""
    return int(field) if field.isascii() and field.isdigit() and len(field) < 16 else 0
