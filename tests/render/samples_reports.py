"""Messages on what has come of announcements, and those to their readers, to render."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain import messages as m
from bot.domain.announcements import Reached, State
from bot.domain.content_text import Text
from bot.domain.messages_announcements import Progress, Shown
from bot.domain.messages_readers import NewsEntry
from bot.domain.messages_reports import After, DeliveryLine, Part

_NOW: Final = datetime(2023, 5, 20, 9, tzinfo=UTC)
_PROGRESS: Final = Progress(
    state=State.DONE, total=12, waiting=1, editing=2, current=3, version=2, read=3, pressed=4, confirm=True,
    reached=dict.fromkeys(Reached, 2),
)  # fmt: skip
_PARTS: Final = (Part(key="seee", total=7, sent=5, read=2), Part(key=None, total=3, sent=0, read=0))
_LANGUAGES: Final = (Part(key="en", total=7, sent=5, read=2), Part(key=None, total=3, sent=1, read=0))
_FULL: Final = m.AnnouncementReport(
    announcement=7, beginning="Come <all> & see", progress=_PROGRESS, regions=_PARTS, languages=_LANGUAGES,
    reasons=(("Bad Request: message is <too> long", 2),), retriable=1, uncertain=2, remindable=3, own=True,
)  # fmt: skip

REPORTS: Final[tuple[m.Message, ...]] = (
    m.NewsList(),
    m.NewsList(
        listed=(
            NewsEntry(announcement=7, beginning="Registration is <open>", at=_NOW),
            NewsEntry(announcement=6, beginning="سجّلوا الآن", at=_NOW),
            NewsEntry(announcement=5, beginning="", at=_NOW),
        ),
        page=1,
        more=True,
    ),
    m.AnnouncementConfirmed(announcement=7),
    m.AnnouncementConfirmed(announcement=7, shown=Shown(language="ar", html="<b>سجّلوا</b>", confirm=True, read=True)),
    m.ReadNotNoted(),
    m.RoundToCome(title=Text({"en": "Priorities <2024>", "ar": "أولويات 2024"}), opens=_NOW + timedelta(days=3)),
    m.RoundToCome(title=Text({"en": "Priorities <2024>"})),
    m.ChooseSecondLanguage(),
    m.ChooseSecondLanguage(second="ru"),
    m.AnnouncementReport(announcement=7, progress=Progress(state=State.SENDING)),
    _FULL,
    _FULL.model_copy(update={"progress": Progress(state=State.DONE, total=12)}),
    *(_FULL.model_copy(update={"done": act, "count": count}) for act in After for count in (None, 0, 1, 5)),
    m.AskAfterwards(announcement=7, act=After.UNKNOWN, count=2, beginning="Come <all>"),
    m.AskAfterwards(announcement=7, act=After.WITHDRAW, count=1),
    *(
        m.AskAfterwards(announcement=7, act=act, count=count)
        for act in (After.RETRY, After.REMIND)
        for count in (1, 21)
    ),
    m.DeliveriesWorkbook(announcement=7),
    m.DeliveriesWorkbook(
        announcement=7,
        lines=(
            DeliveryLine("=Nino", "GE", "en", Reached.SENT, None, 1, _NOW, _NOW, None, None),
            DeliveryLine(None, None, None, None, None, 0, None, None, None, None),
        ),
    ),
)
