"""Announcements as their readers get them."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.actions_announcements import ConfirmRead, ShowAnnouncedMeeting, ShowAnnouncedRound
from bot.domain.announcements import LONGEST_CAPTION, Attachment, beginning_of, plain_length
from bot.domain.exchange import Button, DocumentPart, Part, PhotoPart, Rows, TextPart
from bot.domain.messages import Announced, AnnouncementReminder, AnnouncementWithdrawn, RoundToCome
from bot.domain.messages_announcements import Shown
from bot.render.bidi import marked
from bot.render.context import Context, Draft, lines
from bot.render.draft_parts import moment


def announced(message: Announced, context: Context) -> Draft | tuple[Part, ...]:
    """The text with its buttons, under the first picture where it is short enough, and its other files after it."""
    shown = message.shown
    if shown is None:
        return context.gone()
    html, rows = _html(shown, context), _rows(message.announcement, shown, context)
    first, *others = shown.files or (None,)
    beneath = first is not None and first.kind == "photo" and plain_length(shown.html) <= LONGEST_CAPTION
    if first is not None and beneath:
        return (PhotoPart(b"", html, rows, first.file_id), *map(_file, others))
    return (TextPart(html, rows), *map(_file, shown.files))


def reminder(message: AnnouncementReminder, context: Context) -> Draft:
    """That it waits to be confirmed."""
    if message.shown is None:
        return context.gone()
    asked = context.words.html("announced.remind", beginning=beginning_of(message.shown.html))
    return Draft((asked,), ((context.button("button.read", ConfirmRead(str(message.announcement))),),))


def withdrawn(message: AnnouncementWithdrawn, context: Context) -> Draft:
    """What stands in its place."""
    return Draft((context.words.html("announced.withdrawn"),))


def round_to_come(message: RoundToCome, context: Context) -> Draft:
    """That the round of its button has not opened yet."""
    words, title = context.words, context.title(message.title)
    if message.opens is None or message.opens <= context.now:
        said = words.html("announced_round.soon", round=title)
    else:
        said = words.html("announced_round.to_come", round=title, time=moment(message.opens, context))
    return Draft((said,), (context.menu(),))


def _html(shown: Shown, context: Context) -> str:
    words = context.words
    # The gateway made it of Telegram's own entities, and no other tags are in it.
    said = Markup(shown.html)  # nosec B704
    right_to_left = context.languages[shown.language].right_to_left
    text = Markup(marked(said)) if right_to_left else said  # nosec B704
    note = Markup()
    if shown.language != words.language:
        note = words.html("content.in_language", language=context.names.language(shown.language))
    corrected = Markup()
    if shown.corrected_at is not None:
        corrected = words.html("announced.corrected", date=context.dates.day(shown.corrected_at.date()))
    html = Markup("\n\n").join(filter(None, (lines(note, text), corrected)))
    return marked(html) if words.right_to_left and shown.language == words.language else str(html)


def _rows(announcement: int, shown: Shown, context: Context) -> Rows:
    return tuple((button,) for button in _buttons(announcement, shown, context))


def _buttons(announcement: int, shown: Shown, context: Context) -> Iterator[Button]:
    if shown.confirm:
        key = "button.read.done" if shown.read else "button.read"
        yield context.button(key, ConfirmRead(str(announcement)))
    if shown.meeting is not None:
        yield context.button("button.announced_meeting", ShowAnnouncedMeeting(str(announcement)))
    if shown.round is not None:
        yield context.button("button.announced_round", ShowAnnouncedRound(str(announcement)))
    if shown.link is not None:
        # The address itself: nobody opens what they cannot see.
        yield Button(context.label(shown.link.removeprefix("https://").rstrip("/")), url=shown.link)


def _file(file: Attachment) -> Part:
    if file.kind == "photo":
        return PhotoPart(b"", file_id=file.file_id)
    return DocumentPart(file.name or "", b"", file_id=file.file_id)
