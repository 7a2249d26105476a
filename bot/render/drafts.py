"""Where announcements are written: the desk, one announcement as its author sees it, and how it is deleted."""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    AskDrop,
    BeginAnnouncement,
    CopyAnnouncement,
    DropAnnouncement,
    ShowAudience,
    ShowButtons,
    ShowCheck,
    ShowDesk,
    ShowDeskPart,
    ShowDraft,
    ShowEarlier,
    ShowFiles,
    ShowReport,
    ShowStatus,
    ShowTexts,
    ShowWhen,
)
from bot.domain.announcements import PUBLISHED, STARTED, State
from bot.domain.exchange import Button, Rows
from bot.domain.messages_drafts import ON_A_PAGE, Listed
from bot.render import draft_steps, draft_texts
from bot.render.audience_sentence import sentence
from bot.render.context import Context, Draft, lines, rows
from bot.render.dates import day_of
from bot.render.draft_parts import labels_of, missing, timing

_BETWEEN: Final = Markup(" · ")

DraftMessage = (
    m.AnnouncementDesk
    | m.EarlierAnnouncements
    | m.AnnouncementDraft
    | m.AnnouncementTexts
    | m.AskAnnouncementText
    | m.AskAllTexts
    | m.AnnouncementFiles
    | m.AskAnnouncementFile
    | m.AnnouncementButtons
    | m.ChooseAnnouncedMeeting
    | m.ChooseAnnouncedRound
    | m.AskAnnouncedLink
    | m.AnnouncementWhen
    | m.AskDropAnnouncement
)


def drafts(message: DraftMessage, context: Context) -> Draft:
    """What those see who write announcements."""
    match message:
        case m.AnnouncementDesk():
            return _desk(message, context)
        case m.EarlierAnnouncements():
            return _earlier(message, context)
        case m.AnnouncementDraft():
            return _card(message, context)
        case m.AnnouncementTexts() | m.AskAnnouncementText() | m.AskAllTexts():
            return draft_texts.texts(message, context)
        case m.AnnouncementFiles() | m.AskAnnouncementFile():
            return draft_steps.files(message, context)
        case m.AnnouncementButtons() | m.ChooseAnnouncedMeeting() | m.ChooseAnnouncedRound() | m.AskAnnouncedLink():
            return draft_steps.buttons(message, context)
        case m.AnnouncementWhen():
            return draft_steps.when(message, context)
        case m.AskDropAnnouncement():
            return _ask_drop(message, context)
        case _:
            assert_never(message)


def _desk(message: m.AnnouncementDesk, context: Context) -> Draft:
    words = context.words
    if not message.kept:
        return Draft((lines(words.html("desk.title"), words.html("desk.unkept")),), (context.menu(),))
    done = words.html("desk.dropped") if message.dropped else Markup()
    new = (
        context.button("button.announcement.new", BeginAnnouncement()),
        context.button("button.announcement.earlier", ShowEarlier("0")),
    )
    others = rows(
        context.labelled(words.plain(f"button.desk.{part}", count=str(count)), ShowDeskPart(part, "0"))
        for part, count in message.counts.items()
        if part != message.part
    )
    if message.part is None:
        return Draft((done, lines(words.html("desk.title"), words.html("desk.hint"))), (*others, new))
    title = Markup("<b>{}</b>").format(words.html(f"desk.part.{message.part}"))
    pages = _pages(
        message.page,
        message.counts.get(message.part, 0),
        {each: ShowDeskPart(message.part, str(each)) for each in (message.page - 1, message.page + 1) if each >= 0},
        context,
    )
    return Draft((done, title), (*_entries(message.listed, ShowDraft, context), *pages, *others, new))


def _earlier(message: m.EarlierAnnouncements, context: Context) -> Draft:
    back = (context.button("button.desk", ShowDesk()),)
    if not message.listed:
        return Draft((context.words.html("earlier.none"),), (back,))
    turns = {each: ShowEarlier(str(each)) for each in (message.page - 1, message.page + 1) if each >= 0}
    pages = _pages(message.page, message.total, turns, context)
    listed = _entries(message.listed, CopyAnnouncement, context)
    return Draft((context.words.html("earlier.title"),), (*listed, *pages, back))


def _entries(listed: Iterable[Listed], action: type[ShowDraft] | type[CopyAnnouncement], context: Context) -> Rows:
    zone = context.reader.zone or context.pack.timezone
    return tuple(
        (
            context.labelled(
                context.words.plain(
                    "desk.entry",
                    date=context.dates.short(day_of(each.at, zone)),
                    beginning=each.beginning or context.words.html("desk.untitled"),
                ),
                action(str(each.announcement)),
            ),
        )
        for each in listed
    )


def _pages(page: int, total: int, turns: dict[int, ShowDeskPart] | dict[int, ShowEarlier], context: Context) -> Rows:
    last = max(0, total - 1) // ON_A_PAGE
    return rows(
        context.button("button.page.before" if each < page else "button.page.after", action)
        for each, action in turns.items()
        if each <= last
    )


def _card(message: m.AnnouncementDraft, context: Context) -> Draft:
    words = context.words
    if message.correction:
        title = words.html("draft.title.correction", beginning=message.beginning)
    elif message.beginning:
        title = words.html("announcement.title", beginning=message.beginning)
    else:
        title = words.html("draft.title.new")
    names = [context.names.language(language) for language in message.written]
    written = words.html("draft.texts", languages=context.listed(names)) if names else words.html("draft.texts.none")
    shown = list(labels_of(message, context))
    return Draft(
        (
            words.html("draft.copied") if message.copied else Markup(),
            lines(title, *_standing(message, context)),
            lines(written, missing(message.missing, context) if message.written else Markup()),
            lines(
                words.html("draft.files", count=message.files) if message.files else Markup(),
                words.html("draft.buttons", buttons=_BETWEEN.join(shown)) if shown else Markup(),
            ),
            Markup() if message.state in STARTED else lines(*_readers(message, context)),
            Markup() if message.state in STARTED else lines(*timing(message.timing, context)),
        ),
        (*rows(_steps(message, context)), (context.button("button.desk", ShowDesk()),)),
    )


def _standing(message: m.AnnouncementDraft, context: Context) -> Iterator[Markup]:
    words = context.words
    if message.state is State.WITHDRAWN:
        yield words.html("draft.withdrawn")
    elif message.state in STARTED and not message.correction:
        yield words.html("draft.sent")
    elif message.state is State.SCHEDULED:
        yield words.html("draft.scheduled")
    elif message.asked:
        yield words.html("draft.asked")
    elif message.approved:
        yield words.html("draft.approved")
    elif message.refusal is not None:
        yield words.html("draft.refused", reason=message.refusal)


def _readers(message: m.AnnouncementDraft, context: Context) -> Iterator[Markup]:
    words = context.words
    if not message.selection.groups:
        yield words.html("draft.to.nobody")
        return
    yield words.html("draft.to", audience=sentence(message.selection, message.scope, message.rounds, context))
    yield words.html("draft.readers", n=message.readers)


def _steps(message: m.AnnouncementDraft, context: Context) -> Iterator[Button]:
    announcement, sent = str(message.announcement), message.state in STARTED
    if message.own and not sent:
        yield context.button("button.draft.texts", ShowTexts(announcement))
        yield context.button("button.draft.files", ShowFiles(announcement))
        yield context.button("button.draft.buttons", ShowButtons(announcement))
        yield context.button("button.draft.readers", ShowAudience(announcement))
        yield context.button("button.draft.when", ShowWhen(announcement))
    if message.own and message.state in PUBLISHED:
        key = "button.draft.texts" if message.correction else "button.draft.correct"
        yield context.button(key, ShowTexts(announcement))
    if (message.own and not sent) or message.correction or message.asked:
        yield context.button("button.draft.check", ShowCheck(announcement))
    if sent:
        yield context.button("button.draft.status", ShowStatus(announcement))
        yield context.button("button.draft.report", ShowReport(announcement))
    if message.own and (message.correction or not sent):
        key = "button.draft.drop_correction" if sent else "button.draft.drop"
        yield context.button(key, AskDrop(announcement))
    if sent:
        yield context.button("button.draft.copy", CopyAnnouncement(announcement))


def _ask_drop(message: m.AskDropAnnouncement, context: Context) -> Draft:
    announcement = str(message.announcement)
    beginning = message.beginning or context.words.html("desk.untitled")
    key = "drop.ask.correction" if message.correction else "drop.ask"
    return Draft(
        (context.words.html(key, beginning=beginning),),
        (
            (
                context.button("button.drop.yes", DropAnnouncement(announcement)),
                context.button("button.draft", ShowDraft(announcement)),
            ),
        ),
    )
