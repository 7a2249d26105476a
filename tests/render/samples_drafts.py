"""What those see who write announcements, to render."""

from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from bot.domain import messages as m
from bot.domain.announcements import State, Timing
from bot.domain.audience import EVERYONE, Condition, Filter, Group, Selection
from bot.domain.content_text import Text
from bot.domain.messages_drafts import FileListed, FileProblem, Listed, Missing

_NOW: Final = datetime(2023, 5, 20, 9, tzinfo=UTC)
_AT: Final = Timing(kind="at", at=_NOW + timedelta(days=3))
_LISTED: Final = (
    Listed(announcement=7, beginning="Registration is <open> & free", at=_NOW),
    Listed(announcement=8, beginning="سجّلوا الآن", at=_NOW),
    Listed(announcement=9, beginning="", at=_NOW),
)
_MISSING: Final = (
    Missing(language="ar", reads={"fr": 12, "en": 3}),
    Missing(language="ru", reads={"en": 1}),
    Missing(language="pt", reads={"en": 0}),
)
_BY_REGION: Final = Selection(groups=(Group(conditions=(Condition(filter=Filter.REGIONS, values=("seee",)),)),))
_FILES: Final = (
    FileListed(language=None, photo=True, name=None, key="0123456789ab"),
    FileListed(language="fr", photo=False, name="Ordre <du> jour.pdf", key="0123456789ac"),
    FileListed(language="ar", photo=False, name=None, key="0123456789ad"),
)
_ROUNDS: Final = {"r.1": Text({"en": "Priorities <2024> & after"}), "priorities": Text({"ar": "أولويات 2024"})}

DRAFTS: Final[tuple[m.Message, ...]] = (
    m.AnnouncementDesk(),
    m.AnnouncementDesk(kept=False),
    m.AnnouncementDesk(counts={"waiting": 1, "drafts": 3, "running": 1, "past": 4}),
    m.AnnouncementDesk(counts={"drafts": 20}, part="drafts", page=1, listed=_LISTED, dropped=True),
    *(m.AnnouncementDesk(counts={part: 3}, part=part, listed=_LISTED) for part in ("waiting", "running", "past")),
    m.EarlierAnnouncements(),
    m.EarlierAnnouncements(total=20, page=1, listed=_LISTED),
    m.AnnouncementDraft(announcement=7, missing=tuple(Missing(language=each) for each in ("en", "fr"))),
    m.AnnouncementDraft(
        announcement=7, beginning="Registration is <open> & free", copied=True, written=("en", "fr"), missing=_MISSING,
        files=2, confirm=True, meeting="workshop", round="r.1", rounds=_ROUNDS, link="https://example.org/a?b=1&c=2",
        selection=_BY_REGION, scope=("seee",), readers=16, timing=_AT, refusal="Too <long>",
    ),
    m.AnnouncementDraft(
        announcement=7, beginning="سجّلوا الآن", written=("ar",), meeting="gone", selection=EVERYONE, readers=1,
        timing=Timing(kind="morning"), approved=True,
    ),
    m.AnnouncementDraft(
        announcement=7, beginning="Come", written=("en",), selection=EVERYONE, timing=Timing(urgent=True), asked=True,
        own=False,
    ),
    *(
        m.AnnouncementDraft(announcement=7, beginning="Come", written=("en",), state=state, correction=correction)
        for state in State
        for correction in (False, True)
    ),
    m.AnnouncementTexts(announcement=7),
    m.AnnouncementTexts(
        announcement=7, lengths={"en": 1, "fr": 3800}, missing=_MISSING, saved=("en", "fr"), sent=True
    ),
    m.AnnouncementTexts(announcement=7, lengths={"en": 11}, removed="ar"),
    m.AskAnnouncementText(announcement=7, language="fr", most=3800),
    m.AskAnnouncementText(
        announcement=7, language="fr", there="Les inscriptions", saved="en", following="ar", most=3800
    ),
    m.AskAnnouncementText(announcement=7, language="ar", there="سجّلوا", sent=True, most=3800),
    *(
        m.AskAnnouncementText(announcement=7, language="ru", problem=problem, length=4000, most=3800)
        for problem in ("too_long", "no_words", "no_text", "no_file_now")
    ),
    m.AskAllTexts(announcement=7),
    *(
        m.AskAllTexts(announcement=7, problem=problem, named="Deutsch <b>", language="pt", length=4000, most=3800)
        for problem in get_args(FileProblem)
    ),
    m.TextsTemplate(announcement=7, texts={"fr": "<b>Les inscriptions</b> sont ouvertes"}),
    m.AnnouncementFiles(announcement=7),
    m.AnnouncementFiles(announcement=7, files=_FILES),
    m.AskAnnouncementFile(announcement=7),
    m.AskAnnouncementFile(announcement=7, language="fr", count=1, added=True, name="a <b>.pdf", caption_left=True),
    m.AskAnnouncementFile(announcement=7, count=2, added=True),
    *(m.AskAnnouncementFile(announcement=7, problem=problem) for problem in ("too_big", "too_many", "no_file")),
    m.AnnouncementButtons(announcement=7),
    m.AnnouncementButtons(announcement=7, confirm=True, meeting="workshop", link="https://example.org"),
    m.AnnouncementButtons(announcement=7, round="priorities", rounds=_ROUNDS),
    m.AnnouncementButtons(announcement=7, round="r.gone"),
    m.ChooseAnnouncedRound(announcement=7, rounds=_ROUNDS),
    m.ChooseAnnouncedRound(announcement=7),
    m.ChooseAnnouncedMeeting(announcement=7),
    m.ChooseAnnouncedMeeting(announcement=7, page=1),
    m.AskAnnouncedLink(announcement=7),
    m.AskAnnouncedLink(announcement=7, problem="no_address"),
    m.AskAnnouncedLink(announcement=7, problem="no_address", typed="example <org>"),
    m.AskAnnouncedLink(announcement=7, problem="not_allowed", typed="example.com"),
    m.AnnouncementWhen(announcement=7, zone="Asia/Tbilisi", most=90),
    m.AnnouncementWhen(announcement=7, zone="Asia/Tbilisi", timing=_AT, problem="unread"),
    m.AnnouncementWhen(announcement=7, zone="Asia/Tbilisi", timing=Timing(urgent=True), problem="skipped"),
    m.AnnouncementWhen(announcement=7, timing=Timing(kind="morning"), problem="past", typed=_NOW),
    m.AnnouncementWhen(announcement=7, problem="too_far", typed=_NOW + timedelta(days=200), most=90),
    m.AnnouncementWhen(announcement=7, zone="Asia/Tbilisi", day="2023-05-20"),
    m.AskDropAnnouncement(announcement=7, beginning="Registration is <open> & free"),
    m.AskDropAnnouncement(announcement=7, correction=True, beginning="سجّلوا"),
)  # fmt: skip
