"""What those see who look at announcements, approve them and have them sent, to render."""

from datetime import UTC, datetime
from typing import Final, get_args

from bot.domain import messages as m
from bot.domain.announcements import Reached, State, Timing
from bot.domain.audience import EVERYONE
from bot.domain.messages_announcements import Progress, Shown
from bot.domain.messages_sending import Colleague, Finding, FindingKind, Looked, Refusal

_AT: Final = datetime(2023, 5, 23, 9, tzinfo=UTC)
_FINDINGS: Final = tuple(
    Finding(kind=kind, language="ar", detail="fr" if kind is FindingKind.UNTRANSLATED else "https://a.org/<b>", count=3)
    for kind in FindingKind
)
_LOOKED: Final = Looked(
    beginning="Registration is <open> & free",
    selection=EVERYONE,
    scope=("seee",),
    timing=Timing(kind="at", at=_AT),
    readers=1234,
    read=(("en", "en", 1200), ("pt", "en", 34)),
    digest="01234567",
)
_REACHED: Final = {reached: number for number, reached in enumerate(Reached, 1)}

SENDING: Final[tuple[m.Message, ...]] = (
    m.AnnouncementCheck(announcement=7, looked=_LOOKED),
    m.AnnouncementCheck(announcement=7, looked=Looked(findings=_FINDINGS, digest="01234567"), second=True),
    m.AnnouncementCheck(announcement=7, looked=_LOOKED, second=True, refusal="Too <long>"),
    m.AnnouncementCheck(announcement=7, looked=_LOOKED, second=True, asked=True, own=False),
    m.AnnouncementCheck(announcement=7, looked=_LOOKED, second=True, approved=True),
    m.AnnouncementCheck(
        announcement=7, looked=_LOOKED.model_copy(update={"state": State.DONE, "correction": True, "read": ()})
    ),
    *(
        m.AnnouncementCheck(announcement=7, looked=_LOOKED.model_copy(update={"timing": Timing(kind=kind)}))
        for kind in ("now", "morning")
    ),
    m.AnnouncementCheck(announcement=7, looked=_LOOKED.model_copy(update={"state": State.SCHEDULED})),
    *(m.AnnouncementCheck(announcement=7, looked=_LOOKED, refused=refused) for refused in get_args(Refusal)),
    m.PreviewNote(announcement=7, language="ru", count=21),
    m.PreviewNote(announcement=7, language="ru", count=0),
    m.ChooseColleague(announcement=7),
    m.ChooseColleague(
        announcement=7,
        colleagues=(Colleague(person=3, name="Ana <b>"), Colleague(person=4, name="ليلى")),
        sent_to="Ana",
    ),
    m.TrialNote(announcement=7, by="ليلى <b>"),
    m.TrialNote(announcement=7),
    m.ApprovalAsked(announcement=7, looked=_LOOKED, by="Ana <b>"),
    m.ApprovalAsked(announcement=7, looked=Looked(digest="01234567")),
    m.ApprovalAsked(
        announcement=7,
        looked=Looked(digest="01234567", state=State.DONE, correction=True, corrected=("ru", "ar")),
        by="Ana",
    ),
    m.ApprovalDecided(announcement=7, approved=True, beginning="Come", by="Ana"),
    m.ApprovalDecided(announcement=7, approved=False, beginning="سجّلوا", reason="Too <long>"),
    *(m.ApprovalNoted(announcement=7, approved=approved, beginning="Come") for approved in (True, False)),
    m.AskRefusalReason(announcement=7),
    m.AskRefusalReason(announcement=7, too_long=True),
    m.AskReaderCount(announcement=7, readers=1234),
    m.AskReaderCount(announcement=7, readers=3, wrong=True),
    m.AskStopAnnouncement(announcement=7, waiting=12),
    *(
        m.AnnouncementUnsent(announcement=7, reason=reason, beginning="Come & see")
        for reason in ("second", "right", "blocked")
    ),
    *(
        m.AnnouncementStatus(
            announcement=7,
            beginning="Come <now>",
            progress=Progress(
                state=state, total=300, reached=_REACHED, waiting=200, later=80, last_due=_AT, pace=1700, at=_AT
            ),
        )
        for state in State
    ),
    m.AnnouncementStatus(
        announcement=7,
        progress=Progress(state=State.PAUSED, total=0, version=2, current=3, editing=4, confirm=True, halted="500"),
    ),
    m.AnnouncementStatus(announcement=7, progress=Progress(state=State.SENDING, total=10, waiting=10)),
    m.AnnouncementHalted(
        announcement=7, reason="Bad Request: <b>", progress=Progress(state=State.PAUSED, total=9, waiting=2)
    ),
    m.AnnouncementFinished(announcement=7, progress=Progress(state=State.DONE, total=9, reached=_REACHED)),
    m.AnnouncementReminder(announcement=7, shown=Shown(language="en", html="<b>Come</b> &amp; see", confirm=True)),
    m.AnnouncementWithdrawn(announcement=7),
    m.AnnouncementGone(),
    m.Announced(
        announcement=7,
        shown=Shown(
            language="ar", html="<b>سجّلوا</b>", confirm=True, meeting="workshop", round="r.1", corrected_at=_AT
        ),
    ),
)
