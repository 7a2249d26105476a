"""What several screens of those who announce show: what is missing, which buttons there are, when it goes out."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from markupsafe import Markup

from bot.domain.announcements import Timing
from bot.domain.messages_drafts import AnnouncementButtons, AnnouncementDraft, Missing
from bot.render.context import Context, capital, lines


def missing(lacking: Iterable[Missing], context: Context) -> Markup:
    """The languages in which nothing is written, and what their readers get instead."""
    words = context.words
    told = [_missing(each, context) for each in lacking if each.reads]
    return lines(*told, words.html("draft.missing.marked")) if told else Markup()


def _missing(each: Missing, context: Context) -> Markup:
    words, names = context.words, context.names
    language, count = capital(names.language(each.language)), sum(each.reads.values())
    if len(each.reads) == 1:
        reads = context.listed(names.language(read) for read in each.reads)
    else:
        reads = context.listed(
            words.html("draft.missing.share", language=names.language(read), count=str(share))
            for read, share in each.reads.items()
        )
    if not count:
        return words.html("draft.missing.nobody", language=language, reads=reads)
    return words.html("draft.missing", n=count, language=language, reads=reads)


def timing(wanted: Timing, context: Context) -> Iterator[Markup]:
    """When it goes out."""
    words = context.words
    if wanted.kind == "at" and wanted.at is not None:
        yield words.html("when.at", time=moment(wanted.at, context))
    else:
        yield words.html("when.morning" if wanted.kind == "morning" else "when.now")
    if wanted.kind != "morning":
        yield words.html("when.urgent" if wanted.urgent else "when.quiet")


def moment(instant: datetime, context: Context) -> Markup:
    """An instant in the reader's own time."""
    zone = context.reader.zone or context.pack.timezone
    return context.dates.at(instant, zone, context.names.zone(zone))


def labels_of(message: AnnouncementDraft | AnnouncementButtons, context: Context) -> Iterator[Markup]:
    """What the buttons of an announcement say, and where they lead."""
    words = context.words
    if message.confirm:
        yield words.html("button.read")
    if message.meeting is not None:
        found = context.pack.meeting(message.meeting)
        name = context.title(found.title) if found else words.html("buttons.meeting.gone")
        yield words.html("buttons.meeting", meeting=name)
    if message.round is not None:
        title = message.rounds.get(message.round)
        name = context.title(title) if title else words.html("buttons.round.gone")
        yield words.html("buttons.round", round=name)
    if message.link is not None:
        yield words.html("buttons.link", address=message.link)


def name(language: str, context: Context) -> str:
    """A language at the beginning of a line, or on a button."""
    return capital(context.names.language(language))
