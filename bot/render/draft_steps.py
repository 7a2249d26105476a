"""The steps of writing an announcement besides its texts: its files and buttons, and when it goes out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    AddFile,
    ChooseDay,
    ChooseMeeting,
    ChooseRound,
    RemoveFile,
    RemoveLink,
    SetConfirm,
    SetMeeting,
    SetRound,
    SetTime,
    SetTiming,
    SetUrgent,
    ShowButtons,
    ShowDraft,
    ShowFiles,
    ShowWhen,
    WriteLink,
)
from bot.domain.actions_drafts import ALL, NO_MEETING, NO_ROUND
from bot.domain.announcements import LARGEST_FILE, MOST_FILES
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import MeetingStatus
from bot.domain.messages_drafts import FileListed
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.draft_parts import labels_of, moment, name, timing
from bot.render.meeting_lists import PAGE, one_each
from bot.render.meetings import over

_DAYS: Final = 6
"""From today on, as buttons."""

_HOURS: Final = (8, 9, 10, 11, 12, 14, 15, 16, 17, 18)
_MEGABYTES: Final = str(LARGEST_FILE // 1024**2)
_EXAMPLE: Final = time(14, 30)


def files(message: m.AnnouncementFiles | m.AskAnnouncementFile, context: Context) -> Draft:
    """The files, and to add one."""
    words, announcement = context.words, str(message.announcement)
    if isinstance(message, m.AskAnnouncementFile):
        return _ask_file(message, context)
    entries = (
        words.html("files.entry", language=capital(_for(each.language, context)), name=_file(each, context))
        for each in message.files
    )
    removing = (
        context.labelled(
            words.plain("button.file.remove", name=_file(each, context)),
            RemoveFile(announcement, each.language or ALL, each.key),
        )
        for each in message.files
    )
    adding = (
        context.labelled(
            words.plain("button.files.language", language=name(language, context)), AddFile(announcement, language)
        )
        for language in context.languages
    )
    return Draft(
        (
            lines(words.html("files.title"), *(entries if message.files else (words.html("files.none"),))),
            words.html("files.hint"),
        ),
        (
            *rows(removing, width=1),
            (context.button("button.files.all", AddFile(announcement, ALL)),),
            *rows(adding),
            (context.button("button.draft", ShowDraft(announcement)),),
        ),
    )


def _ask_file(message: m.AskAnnouncementFile, context: Context) -> Draft:
    words, most = context.words, str(MOST_FILES)
    told = []
    if message.added:
        shown = message.name or words.html("files.photo")
        told.append(words.html("file.added", name=shown, count=str(message.count), most=most))
    if message.caption_left:
        told.append(words.html("file.caption_left"))
    match message.problem:
        case "too_big":
            told.append(words.html("file.too_big", size=_MEGABYTES))
        case "too_many":
            told.append(words.html("file.too_many", most=most))
        case "no_file":
            told.append(words.html("file.no_file"))
        case None:
            pass
        case _:
            assert_never(message.problem)
    asked = words.html("file.ask", language=_for(message.language, context), most=most, size=_MEGABYTES)
    back = context.button("button.draft.files.back", ShowFiles(str(message.announcement)))
    return Draft((lines(*told), asked), ((back,),))


ButtonsMessage = m.AnnouncementButtons | m.ChooseAnnouncedMeeting | m.ChooseAnnouncedRound | m.AskAnnouncedLink


def buttons(message: ButtonsMessage, context: Context) -> Draft:
    """The buttons, and what they do."""
    match message:
        case m.AnnouncementButtons():
            return _buttons(message, context)
        case m.ChooseAnnouncedMeeting():
            return _choose_meeting(message, context)
        case m.ChooseAnnouncedRound():
            return _choose_round(message, context)
        case m.AskAnnouncedLink():
            return _ask_link(message, context)
        case _:
            assert_never(message)


def _buttons(message: m.AnnouncementButtons, context: Context) -> Draft:
    words, announcement = context.words, str(message.announcement)
    there = [words.html("buttons.entry", button=each) for each in labels_of(message, context)]
    switches = (
        context.button("button.confirm.off", SetConfirm(announcement, "off"))
        if message.confirm
        else context.button("button.confirm.on", SetConfirm(announcement, "on")),
        context.button("button.meeting.on", ChooseMeeting(announcement, "0"))
        if message.meeting is None
        else context.button("button.meeting.off", SetMeeting(announcement, NO_MEETING)),
        context.button("button.announced_round.on", ChooseRound(announcement))
        if message.round is None
        else context.button("button.announced_round.off", SetRound(announcement, NO_ROUND)),
        context.button("button.link.on", WriteLink(announcement))
        if message.link is None
        else context.button("button.link.off", RemoveLink(announcement)),
        context.button("button.draft", ShowDraft(announcement)),
    )
    first, *others = switches
    return Draft(
        (lines(words.html("buttons.title"), *(there or (words.html("buttons.none"),))),), ((first,), *rows(others))
    )


def _choose_meeting(message: m.ChooseAnnouncedMeeting, context: Context) -> Draft:
    announcement = str(message.announcement)
    back = (context.button("button.draft.buttons.back", ShowButtons(announcement)),)
    to_come = sorted(
        (
            meeting
            for meeting in context.pack.meetings
            if not over(meeting, context) and meeting.status is MeetingStatus.PUBLISHED
        ),
        key=lambda meeting: (meeting.begins_at(), meeting.id),
    )
    if not to_come:
        return Draft((context.words.html("announced_meeting.none"),), (back,))
    page = min(message.page, (len(to_come) - 1) // PAGE)
    shown = to_come[page * PAGE : (page + 1) * PAGE]
    turns = [
        context.button(key, ChooseMeeting(announcement, str(other)))
        for key, other in (("button.page.before", page - 1), ("button.page.after", page + 1))
        if 0 <= other <= (len(to_come) - 1) // PAGE
    ]
    choices = one_each(shown, context, lambda meeting: SetMeeting(announcement, meeting))
    return Draft((context.words.html("announced_meeting.choose"),), (*choices, *rows(turns), back))


def _choose_round(message: m.ChooseAnnouncedRound, context: Context) -> Draft:
    announcement = str(message.announcement)
    back = (context.button("button.draft.buttons.back", ShowButtons(announcement)),)
    if not message.rounds:
        return Draft((context.words.html("announced_round.none"),), (back,))
    choices = (
        context.labelled(context.words.value(context.title(title)), SetRound(announcement, each))
        for each, title in message.rounds.items()
    )
    return Draft((context.words.html("announced_round.choose"),), (*rows(choices, width=1), back))


def _ask_link(message: m.AskAnnouncedLink, context: Context) -> Draft:
    words = context.words
    back = (context.button("button.draft.buttons.back", ShowButtons(str(message.announcement))),)
    domains = context.pack.organization.allowed_domains if context.pack.organization else ()
    if not domains:
        return Draft((words.html("link.none"),), (back,))
    problem = Markup()
    if message.problem is not None and message.typed:
        problem = words.html(f"link.{message.problem}", typed=message.typed)
    elif message.problem is not None:
        problem = words.html("link.no_text")
    return Draft((problem, words.html("link.ask", domains=context.listed(domains))), (back,))


def when(message: m.AnnouncementWhen, context: Context) -> Draft:
    """When it goes out: days and hours as buttons, or to be typed."""
    words, zone = context.words, context.names.zone(message.zone)
    problem = _problem(message, context)
    today = context.now.astimezone(ZoneInfo(message.zone)).date()
    tomorrow = today + timedelta(days=1)
    example = Markup("{} {}").format(context.dates.day(tomorrow), f"{_EXAMPLE:%H:%M}")
    typed = words.html("when.type", example=example, zone=zone)
    if message.day is not None:
        day = date.fromisoformat(message.day)
        asked = words.html("when.hour", day=capital(context.dates.weekday(day)), zone=zone)
        return Draft((problem, asked, typed), _hours(day, message, context))
    return Draft((problem, lines(*timing(message.timing, context)), typed), _days(today, message, context))


def _problem(message: m.AnnouncementWhen, context: Context) -> Markup:
    if message.problem is None:
        return Markup()
    time_ = moment(message.typed, context) if message.typed else Markup()
    match message.problem:
        case "past":
            return context.words.html("when.past", time=time_)
        case "too_far":
            return context.words.html("when.too_far", time=time_, days=str(message.most))
        case "unread" | "skipped":
            return context.words.html(f"when.{message.problem}")
        case _:
            assert_never(message.problem)


def _days(today: date, message: m.AnnouncementWhen, context: Context) -> Rows:
    announcement, wanted = str(message.announcement), message.timing
    days = (today + timedelta(days=ahead) for ahead in range(_DAYS))

    def last() -> Iterator[Button]:
        if wanted.kind != "morning":
            switched = "off" if wanted.urgent else "on"
            yield context.button(f"button.urgent.{switched}", SetUrgent(announcement, switched))
        yield context.button("button.draft", ShowDraft(announcement))

    return (
        (
            context.button("button.when.now", SetTiming(announcement, "now")),
            context.button("button.when.morning", SetTiming(announcement, "morning")),
        ),
        *rows(
            context.labelled(str(context.dates.short(day)), ChooseDay(announcement, day.isoformat())) for day in days
        ),
        *rows(last()),
    )


def _hours(day: date, message: m.AnnouncementWhen, context: Context) -> Rows:
    announcement, zone = str(message.announcement), ZoneInfo(message.zone)
    to_come = (
        local for hour in _HOURS if (local := datetime.combine(day, time(hour), zone)).astimezone(UTC) > context.now
    )
    hours = (context.labelled(f"{local:%H:%M}", SetTime(announcement, f"{local:%Y-%m-%dT%H.%M}")) for local in to_come)
    return (*rows(hours), (context.button("button.draft.when.back", ShowWhen(announcement)),))


def _for(language: str | None, context: Context) -> str:
    """With the text of which language a file goes."""
    return context.words.html("files.all") if language is None else context.names.language(language)


def _file(each: FileListed, context: Context) -> str:
    if each.name is not None:
        return each.name
    return context.words.html("files.photo" if each.photo else "files.document")
