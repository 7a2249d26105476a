"""Packs, readers and messages to render."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain import messages as m
from bot.domain.attendance import Answer, Door, Seat
from bot.domain.content import Pack
from bot.domain.meeting_changes import bare
from bot.domain.meetings import Meeting, MeetingTopic
from bot.domain.messages_access import CountryLink, OpenRequest
from bot.domain.messages_meetings import Attendance, Own
from bot.domain.messages_people import Member
from bot.domain.messages_reminders import Ahead
from bot.domain.messages_rights import OwnRequest, OwnRole
from bot.domain.people import Grant, Role, Subscription
from bot.domain.policy import GUEST, access_of
from bot.domain.reminders import ReminderKind
from bot.ports import Reader
from tests.render.samples_answers import ANSWERS
from tests.render.samples_audience import AUDIENCES
from tests.render.samples_drafts import DRAFTS
from tests.render.samples_examples import EXAMPLES
from tests.render.samples_files import ATTENDANCE_FILES
from tests.render.samples_organizing import ORGANIZING
from tests.render.samples_reports import REPORTS
from tests.render.samples_round_decisions import DECISIONS
from tests.render.samples_round_making import ROUND_MAKING
from tests.render.samples_round_results import ROUND_RESULTS
from tests.render.samples_rounds import ROUNDS
from tests.render.samples_sending import SENDING

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")
NOW = datetime(2023, 5, 20, 9, tzinfo=UTC)
GEORGIA = Grant(Role.NFP, country="GE")
MEMBER = access_of([GEORGIA])


def reader(
    language: str = "en", *, zone: str | None = "Asia/Tbilisi", country: str | None = "GE", member: bool = True
) -> Reader:
    """A reader, a focal point of Georgia or a guest."""
    return Reader(language, zone, country, MEMBER if member else GUEST, None, (GEORGIA,) if member else ())


def pack(**parts: Any) -> Pack:
    """A pack with these parts, as the format has them."""
    head = {"schema": 1, "default_language": "en", "timezone": "Europe/Brussels"}
    return Pack.model_validate({**head, **parts}, context=head)


SOURCE = {
    "title": {"en": "Note of the organizers", "fr": "Note de l’organisation"},
    "url": "https://example.org/note?a=1&b=2",
    "date": "2023-05-05",
}

WORKSHOP = {
    "id": "workshop",
    "title": {"en": "Workshop", "fr": "Atelier", "ar": "ورشة عمل", "ru": "Семинар", "es": "Taller", "pt": "Oficina"},
    "city": {"en": "Brussels", "fr": "Bruxelles", "ar": "بروكسل", "ru": "Брюссель", "es": "Bruselas", "pt": "Bruxelas"},
    "country": "BE",
    "format": "hybrid",
    "venue": {"name": "Egmont Palace", "address": "Petit Sablon 8", "latitude": 50.84, "longitude": 4.35},
    "timezone": "Europe/Brussels",
    "starts": "2023-06-20T09:00",
    "ends": "2023-06-20T17:30",
    "link": "https://example.org/join?a=1&b=2",
    "languages": ["en", "fr", "ar"],
    "registration": {
        "opens": "2023-05-01",
        "closes": "2023-06-01T18:00",
        "modes": ["in_person", "online"],
        "capacity": {"in_person": 80, "online": 1},
        "ask": ["party_size", "substitute", "travel", "access"],
    },
    "details": {
        str(topic): {"en": f"More on {topic}.\nSecond line", "ar": f"المزيد عن {topic}"} for topic in MeetingTopic
    },
    "documents": [
        {"title": "Agenda", "url": "https://example.org/a.pdf", "languages": ["en", "fr"]},
        {"title": "List", "url": "https://example.org/b.pdf"},
    ],
    "contact": {"name": "Ana", "email": "ana@example.org", "phone": "+32 2 000 00 00"},
    "source": SOURCE,
}
FORUM = {
    "id": "forum",
    "title": {"en": "Forum", "ar": "المنتدى"},
    "city": "Tbilisi",
    "country": "GE",
    "timezone": "Asia/Tbilisi",
    "starts": "2023-06-14",
    "ends": "2023-06-15",
    "source": SOURCE,
}
PAST = {**FORUM, "id": "past", "starts": "2023-03-30", "ends": "2023-04-01", "format": "in_person", "city": "Amman"}
CALLED_OFF = {**FORUM, "id": "called-off", "status": "cancelled", "format": "online", "link": "https://example.org/x"}
OPEN = {**FORUM, "id": "open", "visibility": "public", "format": "online", "link": "https://example.org/secret"}
del OPEN["city"], OPEN["country"]
LONG = {
    **FORUM,
    "id": "long",
    "starts": "2023-05-19T22:00",
    "ends": "2024-01-02T07:00",
    "languages": ["fr", "it"],
    "format": "hybrid",
    "details": {"visa": "None is needed."},
}


def meeting_of(fields: dict[str, Any], **others: Any) -> Meeting:
    """One meeting, with some of its fields otherwise."""
    return bare(pack(meetings=[{**fields, **others}]).meetings[0])


CHANGED_FROM = (
    meeting_of(WORKSHOP, starts="2023-06-21T10:00", ends="2023-06-21T18:00"),
    meeting_of(WORKSHOP, starts="2023-06-20T14:00", venue=None, format="in_person", link="https://example.org/old"),
    meeting_of(WORKSHOP, starts="2023-06-19", ends="2023-06-20", city="Ghent", format=None),
    meeting_of(WORKSHOP, status="cancelled"),
    meeting_of(WORKSHOP, format="online"),
)
"""The workshop as it was: on another day; at another hour, elsewhere, otherwise; for whole days; cancelled; online."""

RICH = pack(
    organization={
        "name": {"en": "Centres", "ar": "المراكز"},
        "privacy": {"en": "Data is used for meetings only.", "ar": "تُستخدم البيانات للاجتماعات فقط."},
        "controller": {"name": "Data protection officer", "email": "dpo@example.org"},
        "allowed_domains": ["example.org"],
    },
    coordination={
        "contact": {"name": "Coordination desk", "email": "desk@example.org"},
        "hours": "Mon-Fri 09:00-17:00",
    },
    regions=[
        {
            "id": "seee",
            "name": {"en": "South East and Eastern Europe", "ar": "جنوب شرق أوروبا"},
            "secretariat": {
                "city": {"en": "Tbilisi", "ar": "تبليسي"},
                "country": "GE",
                "since": 2013,
                "contact": {"name": "Office", "email": "seee@example.org", "phone": "+995 32 000 00 00"},
                "hours": "Mon-Fri 09:00-18:00",
            },
            "countries": ["AL", "AM", "GE"],
            "note": "Not an official list.",
            "source": SOURCE,
        },
        {"id": "bare", "name": "Bare region"},
        {"id": "seat", "name": "Seat", "secretariat": {"city": "Rabat", "country": "MA"}, "countries": ["GE"]},
    ],
    meetings=[WORKSHOP, FORUM, PAST, CALLED_OFF, OPEN, LONG],
    roadmaps=[
        {
            "id": "plan",
            "title": {"en": "Roadmap 2023–2024", "ar": "خارطة الطريق"},
            "period": [2023, 2024],
            "summary": {"en": "Shows priorities.", "ar": "الأولويات"},
            "strands": [
                {"id": "cooperation", "title": {"en": "Enhancing cooperation", "ar": "تعزيز التعاون"}},
                {"id": "ownership", "title": "Ownership", "description": "What it is for."},
            ],
            "items": [
                {
                    "id": f"item-{status.replace('_', '-')}",
                    "strand": "ownership",
                    "regions": ["seee"],
                    "title": f"Exercise {status}",
                    "description": "What is done",
                    "due": "2023-11-01",
                    "status": status,
                    "owner": "Office",
                }
                for status in ("planned", "in_progress", "done", "delayed", "dropped")
            ],
            "source": SOURCE,
        }
    ],
    faq=[
        {
            "id": "what",
            "title": {"en": "What is it?"},
            "answer": {"en": "An initiative.", "ar": "مبادرة"},
            "source": SOURCE,
        }
    ],
)
"""Every field is used somewhere."""

SPARSE = pack(
    regions=[{"id": "seee", "name": "South East and Eastern Europe"}],
    meetings=[
        {"id": name, "title": "Forum", "timezone": "UTC", "starts": "2023-06-14", "ends": "2023-06-14"}
        for name in ("workshop", "forum")
    ],
    roadmaps=[{"id": "plan", "title": "Roadmap", "strands": [{"id": "cooperation", "title": "Cooperation"}]}],
    faq=[{"id": "what", "title": "What?", "answer": "An initiative."}],
)
"""As little as a pack can say."""

EMPTY = pack()

CROWDED = pack(
    coordination={"contact": {"email": "desk@example.org"}},
    meetings=[
        {
            **FORUM,
            "id": f"forum-{day}",
            "starts": f"2023-05-{day}",
            "ends": f"2024-01-{day}",
            "source": {"title": f"Note {day}"},
        }
        for day in range(10, 31)
    ],
    faq=[{"id": "what", "title": "What?", "answer": {"fr": "Une initiative."}}],
)
"""More meetings than a page holds, across the turn of a year, each with its own source; no regions, and an
answer in French only."""

OWN_ROLES = (
    OwnRole(role=Role.NFP, country="GE", since=NOW - timedelta(days=30), until=NOW + timedelta(days=365)),
    OwnRole(role=Role.SECRETARIAT, region="seee", since=NOW, until=NOW + timedelta(days=30)),
    OwnRole(role=Role.ORGANIZER, meeting="workshop", since=NOW, until=NOW + timedelta(days=30)),
    OwnRole(role=Role.ADMINISTRATOR, since=NOW, until=NOW + timedelta(days=30)),
)

LINK = "https://t.me/nfp_bot?start=iAAAAAAAAAAAAAAAAAAAAAA"
LINKS = (CountryLink(country="GE", link=LINK), CountryLink(country="AL", language="fr", link=LINK))
GRANTS: tuple[dict[str, Any], ...] = (
    {"role": Role.NFP, "country": "GE"},
    {"role": Role.SECRETARIAT, "region": "seee"},
    {"role": Role.SECRETARIAT},
    {"role": Role.ORGANIZER, "meeting": "workshop"},
    {"role": Role.ORGANIZER, "meeting": "gone"},
    {"role": Role.ORGANIZER},
    {"role": Role.TRANSLATOR},
)

SOON = pack(
    meetings=[
        {
            **OPEN,
            "id": "soon",
            "starts": "2023-05-20T14:00",
            "ends": "2023-05-20T15:00",
            "reminder_text": {"en": "Please test your microphone.", "fr": "Merci de tester votre micro."},
        }
    ]
)
"""It begins an hour after NOW."""

CLOSES = datetime(2023, 6, 1, 16, tzinfo=UTC)
"""Until when one may register for the workshop."""

ASKED = Attendance(door=Door.OPEN, until=CLOSES)
ONLINE = Own(answer=Answer.ONLINE, seat=Seat.TAKEN, answered_at=NOW)
REMINDERS: tuple[m.Message, ...] = (
    *(
        m.Reminder(meeting=name, reminder=kind, amount=7, attendance=Attendance(door=Door.OPEN, until=CLOSES))
        for name in ("workshop", "forum", "gone")
        for kind in (*ReminderKind, "chase")
    ),
    *(
        m.Reminder(meeting=name, reminder=ReminderKind.HOURS, amount=1,
                   attendance=Attendance(door=Door.CLOSED, until=CLOSES, own=ONLINE))
        for name in ("workshop", "soon", "open")
    ),
    m.Reminder(meeting="workshop", reminder=ReminderKind.DEADLINE),
    m.ReminderSnoozed(meeting="workshop", until=NOW),
    m.ReminderSnoozed(meeting="gone", until=NOW),
    m.SnoozeTooLate(meeting="workshop"),
    m.SnoozeTooLate(meeting="gone"),
    m.RemindersAhead(),
    m.RemindersAhead(
        ahead=(
            Ahead(meeting="workshop", reminder=ReminderKind.DEADLINE, amount=2, at=NOW),
            Ahead(meeting="workshop", reminder=ReminderKind.DAYS, amount=7, at=NOW),
            Ahead(meeting="workshop", reminder=ReminderKind.HOURS, amount=1, at=NOW),
            Ahead(meeting="workshop", reminder=ReminderKind.DAYS, amount=1, at=NOW, snoozed=True),
            Ahead(meeting="gone", reminder=ReminderKind.DAYS, amount=1, at=NOW),
        ),
        stopped=tuple(Subscription),
        quiet="00-00",
    ),
    m.ChooseQuietHours(quiet="21-08"),
)  # fmt: skip

MESSAGES: tuple[m.Message, ...] = (
    *REMINDERS,
    *ANSWERS,
    m.ChooseLanguage(),
    m.LanguageSet(),
    m.AskCountry(),
    m.ProposeCountries(countries=("GE", "GT", "GR")),
    m.CountryNotRecognized(),
    m.AskZone(country="KZ", zones=("Asia/Almaty", "Asia/Aqtau")),
    m.AskZone(country="US", zones=("America/New_York", "America/Argentina/Buenos_Aires", "Asia/Kathmandu") * 3),
    m.AskZone(country="GE", zones=("Asia/Tbilisi",), first=True),
    m.AskPlace(),
    m.ProposeZones(zones=("Asia/Tbilisi", "America/New_York")),
    m.PlaceNotRecognized(),
    m.Welcome(),
    m.Settings(),
    m.ChooseRegion(),
    m.About(),
    m.Privacy(),
    m.MyData(telegram_id=1001, since=NOW - timedelta(days=9), seen=NOW),
    m.MyData(
        telegram_id=1001,
        name="Nino",
        since=NOW - timedelta(days=400),
        seen=NOW,
        roles=OWN_ROLES,
        requests=tuple(
            OwnRequest(role=Role.NFP, country="GE", asked_at=NOW, state=state)
            for state in ("open", "approved", "refused")
        ),
        questions=(NOW - timedelta(days=3), NOW),
        publications=(NOW,),
        examples=(NOW,),
        answers=(NOW,),
        rounds=2,
        stopped=tuple(Subscription),
        updates=12,
        messages=14,
        file=False,
    ),
    m.MyDataFile(document='{"profile": {"name": "Nino"}}'),
    m.AskForget(),
    m.AskForget(roles=OWN_ROLES, requests=1, questions=2, publications=1, answers=3, rounds=2),
    m.NothingForgotten(),
    m.Forgotten(),
    m.Subscriptions(),
    m.Subscriptions(stopped=(Subscription.NOTICES,)),
    m.Subscriptions(stopped=tuple(Subscription)),
    *(m.InviteAccepted(role=role, country="GE") for role in Role),
    m.InviteAccepted(role=Role.SECRETARIAT, region="seee"),
    m.InviteRefused(),
    m.Help(),
    m.MeetingList(),
    m.MeetingList(page=1),
    m.MeetingList(page=7),
    m.MeetingList(period="past"),
    m.MeetingsFound(meetings=("workshop",)),
    m.MeetingsFound(meetings=("workshop", "forum", "past")),
    m.MeetingsFound(next="forum"),
    m.MeetingsFound(),
    *(m.MeetingCard(meeting=name) for name in ("workshop", "forum", "past", "called-off", "open", "long", "gone")),
    *(
        m.MeetingAnswer(meeting=name, topic=topic)
        for name in ("workshop", "forum", "past", "called-off", "open", "long", "gone")
        for topic in MeetingTopic
    ),
    m.MeetingMap(meeting="workshop"),
    m.MeetingMap(meeting="forum"),
    m.MeetingMap(meeting="gone"),
    *ATTENDANCE_FILES,
    *(m.CalendarFile(meeting=name, sequence=2, changed_at=NOW)
      for name in ("workshop", "forum", "past", "called-off", "open", "long", "gone")),
    m.CalendarFile(meeting="workshop", update=True, sequence=3, changed_at=NOW),
    *(m.MeetingChanged(meeting="workshop", version=2, before=before, answered=answered, attendance=attendance)
      for before in CHANGED_FROM for answered, attendance in ((True, ASKED), (False, ASKED), (False, None))),
    m.MeetingChanged(meeting="called-off", version=2, before=meeting_of(FORUM, id="called-off")),
    m.MeetingChanged(meeting="gone", version=2, before=meeting_of(FORUM)),
    m.ChangeWaits(meeting="workshop", before=CHANGED_FROM[0], people=1, at=NOW),
    m.ChangeWaits(meeting="workshop", before=CHANGED_FROM[1], people=12, at=NOW),
    m.ChangeWaits(meeting="gone", before=CHANGED_FROM[1], people=12, at=NOW),
    m.ChangeTold(meeting="workshop", people=3),
    m.ChangeTold(meeting="workshop", people=None),
    m.ChangeTold(meeting="gone", people=None),
    *(
        m.RegionAnswer(topic=topic, region=region, country=country)
        for topic in ("secretariat", "countries", "of_country")
        for region in ("seee", "bare", "seat", "gone")
        for country in ("GE", "FR", None)
    ),
    m.RegionList(),
    m.RegionUnknown(),
    m.RoadmapList(),
    *(
        m.RoadmapAnswer(topic=topic, target=target)
        for topic in ("overview", "strand", "region", "status")
        for target in ("plan", "cooperation", "ownership", "seee", "bare", "item-done", "gone")
    ),
    m.FaqAnswer(entry="what"),
    m.FaqAnswer(entry="gone"),
    m.AskBack(
        choices=(
            m.Choice(topic="meeting.when", target="workshop"),
            m.Choice(topic="region.countries", target="my-region"),
            m.Choice(topic="faq", target="what"),
        )
    ),
    m.AskBack(choices=(m.Choice(topic="do.rsvp", target="workshop"), m.Choice(topic="do.rsvp", target="gone"))),
    m.AskBack(
        choices=(m.Choice(topic="do.rsvp", target="workshop"), m.Choice(topic="meeting.register", target="workshop"))
    ),
    m.AskBack(
        choices=(
            m.Choice(topic="roadmap.strand", target="cooperation"),
            m.Choice(topic="meeting.list", target="all"),
            m.Choice(topic="region.secretariat", target="seee"),
        )
    ),
    m.AskBack(
        choices=(
            m.Choice(topic="roadmap.status", target="item-done"),
            m.Choice(topic="meeting.visa", target="gone"),
            m.Choice(topic="do.language", target="none"),
        )
    ),
    *(
        m.AskBack(choices=(m.Choice(topic=topic, target=target),))
        for topic, target in (
            ("meeting.when", "gone"),
            ("roadmap.overview", "plan"),
            ("roadmap.region", "seat"),
            ("region.of_country", "seat"),
            ("region.list", "all"),
            ("do.rsvp", "workshop"),
            ("do.calendar", "workshop"),
            ("do.reminders", "none"),
            ("do.feedback", "none"),
            ("handover", "none"),
        )
    ),
    m.SmallTalk(),
    m.SmallTalk(tone="thanks"),
    m.SmallTalk(tone="acknowledge"),
    m.SmallTalk(tone="goodbye"),
    m.Rephrase(),
    m.Handover(),
    m.Handover(leave=False),
    m.Handover(regret=True),
    m.WriteQuestion(),
    m.QuestionDropped(),
    m.QuestionNoted(),
    m.QuestionNoted(about=m.Choice(topic="meeting.visa", target="workshop")),
    m.QuestionNoted(about=m.Choice(topic="meeting.visa", target="gone")),
    m.PublicationNoted(about=m.Choice(topic="roadmap.status", target="cooperation")),
    m.MembersOnly(),
    m.NotAllowed(),
    m.People(members=(
        Member(held=3, role=Role.NFP, country="GE", name="Nino <b>Beridze</b>"),
        Member(held=4, role=Role.SECRETARIAT, region="seee", reachable=False),
        Member(held=5, role=Role.ORGANIZER, meeting="workshop", name="ليلى"),
        Member(held=6, role=Role.ADMINISTRATOR),
    )),
    m.People(),
    m.People(members=tuple(Member(held=n, role=Role.NFP, country="GE", name=f"N {n}") for n in range(1, 45)), page=1),
    m.MemberCard(
        role=Role.NFP, country="GE", held=3, name="Nino", since=NOW, by="Claire", confirm_by=NOW + timedelta(days=395),
        unreachable_since=NOW, others=(Member(held=5, role=Role.ORGANIZER),),
    ),
    m.MemberCard(
        role=Role.SECRETARIAT, held=3, since=NOW, confirm_by=NOW, expires=NOW + timedelta(days=9)
    ),
    m.MemberGone(),
    m.AskTakeAway(role=Role.NFP, country="GE", held=3, name="Nino"),
    m.RoleTaken(role=Role.NFP, country="GE", name="Nino"),
    m.LastAdministrator(),
    m.HandoverLink(role=Role.NFP, country="GE", link=LINK, expires=NOW, own=True, word="secretariat"),
    m.HandoverLink(role=Role.ORGANIZER, link=LINK, expires=NOW, word="administrator"),
    m.HandoverLink(role=Role.NFP, country="GE", link=LINK, expires=NOW),
    m.MyRoles(roles=(Member(held=3, role=Role.NFP, country="GE"), Member(held=5, role=Role.SECRETARIAT))),
    m.MyRole(role=Role.NFP, country="GE", held=3, since=NOW, confirm_by=NOW + timedelta(days=395)),
    m.AskLayDown(role=Role.NFP, country="GE", held=3),
    m.RoleEnded(role=Role.NFP, country="GE", why="revoked"),
    m.RoleEnded(role=Role.NFP, country="GE", why="laid_down"),
    m.RoleEnded(role=Role.NFP, country="GE", why="handed_over"),
    m.RoleEnded(role=Role.NFP, country="GE", why="lapsed"),
    m.RoleEnded(role=Role.ORGANIZER, meeting="workshop", why="expired"),
    m.MemberLeft(role=Role.NFP, country="GE", name="Nino", why="laid_down"),
    m.MemberLeft(role=Role.NFP, country="GE", name="Nino", why="lapsed"),
    m.MemberLeft(role=Role.NFP, country="GE", name="Nino", why="expired"),
    m.MemberLeft(role=Role.NFP, country="GE", why="forgotten"),
    m.MemberUnreachable(role=Role.NFP, country="GE", held=3, name="Nino", since=NOW),
    m.AskStill(roles=(Member(held=3, role=Role.NFP, country="GE"),), until=NOW),
    m.AskStill(roles=(Member(held=3, role=Role.NFP, country="GE"), Member(held=4, role=Role.TRANSLATOR)), until=NOW),
    m.StillConfirmed(until=NOW + timedelta(days=395)),
    m.NotUnderstood(),
    m.NotUnderstood(again=True),
    m.NothingToRead(),
    m.TooLong(),
    *(
        m.CannotRead(what=what)
        for what in ("sticker", "voice", "photo", "video", "document", "location", "contact", "other")
    ),
    m.UnknownCommand(),
    m.ButtonExpired(),
    m.PrivateOnly(),
    m.GroupMeetings(),
    *(m.MeetingCard(meeting=meeting, shared=True, attendance=attendance)
      for meeting in ("workshop", "gone")
      for attendance in (
          None, Attendance(door=Door.OPEN, until=CLOSES), Attendance(door=Door.CLOSED, until=NOW)
      )),
    *(m.NotedInGroup(answer=answer, seat=Seat.TAKEN, told=told) for answer in Answer for told in (True, False)),
    m.NotedInGroup(answer=Answer.ONLINE, seat=Seat.WAITING, position=3),
    *(m.RefusedInGroup(why=why)
      for why in ("not_yet", "closed", "over", "no_such_answer", "no_room", "no_member", "not_theirs",
                  "not_shown_by_them", "in_private")),
    m.StrangerInGroup(bot="nfp_bot"),
    m.TooManyMessages(),
    m.SomethingWentWrong(),
    m.ChooseInviteRole(roles=tuple(Role)),
    m.ChooseInviteRegion(role=Role.NFP, regions=("seee", "seat"), whole=True),
    m.ChooseInviteRegion(role=Role.SECRETARIAT, regions=("seee", "bare"), whole=True),
    m.ChooseInviteRegion(role=Role.NFP, regions=("gone",)),
    m.ChooseInviteCountry(region="seee", taken=("GE",)),
    m.ChooseInviteCountry(region="seee", page=7),
    m.ChooseInviteCountry(region="gone"),
    m.ProposeInviteCountries(countries=("GE", "GT")),
    m.ProposeInviteCountries(),
    m.ChooseInviteMeeting(),
    m.ChooseInviteMeeting(page=1),
    m.ChooseInviteMeeting(page=7),
    m.ChooseInviteLanguage(role=Role.NFP, country="GE"),
    *(m.InviteMade(**grant, language=language, link=LINK, expires=NOW)
      for grant in GRANTS for language in ("ar", None)),
    m.InviteMade(role=Role.ADMINISTRATOR, link=LINK, expires=NOW, second="awaited"),
    m.InviteMade(role=Role.ADMINISTRATOR, link=LINK, expires=NOW, second="missing"),
    m.InviteQr(role=Role.NFP, country="GE", link=LINK, expires=NOW),
    m.InviteWorkbook(region="seee", links=LINKS, expires=NOW),
    m.InviteWorkbook(links=LINKS, expires=NOW),
    m.InviteLinksMade(),
    m.InviteOwn(),
    m.InviteHeld(role=Role.NFP, country="GE"),
    m.InviteWaits(role=Role.ORGANIZER, meeting="workshop"),
    m.InviteWaits(role=Role.SECRETARIAT, nobody=True),
    m.WriteAccess(),
    m.AccessWordsTooLong(most=500),
    m.AccessDropped(),
    m.AccessUnavailable(),
    m.AccessHeld(),
    m.AccessSent(),
    m.AccessSent(regions=("seee", "seat")),
    m.AccessWaiting(asked_at=NOW),
    m.AccessPaused(until=NOW),
    m.AccessGranted(role=Role.NFP, country="GE"),
    *(m.AccessRefused(reason=reason, again=again)
      for reason in ("unknown", "taken", "official", "none") for again in (NOW, None)),
    m.AccessAsked(request=1, role=Role.NFP, country="GE", name="Ana", words="I am Ana,\nof <the> ministry & so on",
                  language="pt", taken=True),
    m.AccessAsked(request=2, role=Role.NFP, country="GE", language="ar", invited=True, successor=True),
    m.AccessAsked(request=3, role=Role.ORGANIZER, language="xx", invited=True, invited_by="Ana"),
    m.ChooseRefusal(request=1, name="Ana"),
    m.ChooseRefusal(request=1),
    m.RequestDecided(state="approved", role=Role.NFP, country="GE", name="Ana", by="Eva"),
    m.RequestDecided(state="refused", role=Role.SECRETARIAT, region="gone"),
    m.RequestGone(),
    m.OpenRequests(),
    m.OpenRequests(
        requests=(OpenRequest(request=1, role=Role.NFP, country="GE", name="Ana"),
                  OpenRequest(request=2, role=Role.TRANSLATOR)),
        more=True,
    ),
    m.AskName(),
    m.NameUnfit(),
    m.NameUnkept(),
    m.NameSet(name="Ana"),
    *ORGANIZING,
    *DRAFTS,
    *SENDING,
    *REPORTS,
    *DECISIONS,
    *AUDIENCES,
    *ROUND_MAKING,
    *ROUND_RESULTS,
    *EXAMPLES,
    *ROUNDS,
)  # fmt: skip
"""Every kind of message, with the parameters that make a difference."""
