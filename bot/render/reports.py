"""What has come of an announcement: the numbers, and reader by reader in a workbook."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import assert_never

from markupsafe import Markup

from bot.domain.actions import (
    Action,
    AskAfter,
    GetDeliveries,
    RemindReaders,
    RetryAnnouncement,
    RetryUnknown,
    ShowDraft,
    ShowReport,
    ShowStatus,
    ShowTexts,
    WithdrawAnnouncement,
)
from bot.domain.announcements import PUBLISHED, Reached, State
from bot.domain.exchange import Button, DocumentPart
from bot.domain.messages import AnnouncementReport, AskAfterwards, DeliveriesWorkbook
from bot.domain.messages_reports import After, DeliveryLine, Part
from bot.render.attendance_tables import bare
from bot.render.bidi import marked
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.dates import day_of
from bot.render.spreadsheet import Cell, Table, written

_HEADS = (
    *("country", "name", "language", "reached", "reason", "version"),
    *("sent", "read", "pressed", "reminded"),
)
_WIDTHS = (28, 28, 16, 28, 40, 10, 18, 18, 18, 18)

_MOST_PARTS = 20
"""Regions or languages that are listed; a message takes so much."""


def report(message: AnnouncementReport, context: Context) -> Draft:
    """All numbers, and what can be done."""
    words, progress = context.words, message.progress
    title = words.html("announcement.title", beginning=message.beginning or words.html("desk.untitled"))
    return Draft(
        (
            _done(message, context),
            lines(title, words.html(f"status.{progress.state}")),
            lines(*_numbers(message, context)),
            _reasons(message, context),
            _parts("report.by_region", message.regions, progress.confirm, lambda key: _region(key, context), context),
            _parts("report.by_language", message.languages, progress.confirm, lambda key: _name(key, context), context),
        ),
        rows(_acts(message, context)),
    )


def ask(message: AskAfterwards, context: Context) -> Draft:
    """What would be done, for how many; yes or back."""
    words, number = context.words, str(message.announcement)
    title = words.html("announcement.title", beginning=message.beginning or words.html("desk.untitled"))
    yes = context.button(f"button.report.{message.act}.yes", _act(message.act, number))
    back = context.button("button.draft.report", ShowReport(number))
    return Draft((title, words.html(f"report.ask.{message.act}", n=message.count)), ((yes,), (back,)))


def workbook(message: DeliveriesWorkbook, context: Context) -> DocumentPart | Draft:
    """A line for each reader, by country."""
    words = context.words
    if message.lines is None:
        return context.gone()
    countries = {line.country: context.names.country(line.country) for line in message.lines if line.country}
    place = {name: number for number, name in enumerate(context.names.in_order(set(countries.values())))}
    order = {country: place[name] for country, name in countries.items()}
    ordered = sorted(message.lines, key=lambda line: (order.get(line.country or "", len(order)), line.name or ""))
    came = {each: bare(words.plain(f"reached.{each}")) for each in Reached}
    waiting = bare(words.plain("report.waiting"))
    languages = {line.language: capital(context.names.language(line.language)) for line in ordered if line.language}
    cells = [_row(line, countries, languages, came, waiting) for line in ordered]
    heads = [bare(words.plain(f"deliveries.head.{head}")) for head in _HEADS]
    sheet = Table(bare(words.plain("deliveries.sheet")), heads, _WIDTHS, cells)
    content = written([sheet], context.now, right_to_left=words.right_to_left)
    caption = words.html("deliveries.caption")
    day = day_of(context.now, context.reader.zone or context.pack.timezone)
    name = f"announcement-{message.announcement}-{day}.xlsx"
    return DocumentPart(name, content, marked(caption) if words.right_to_left else str(caption))


def _row(
    line: DeliveryLine,
    countries: dict[str, str],
    languages: dict[str, str],
    came: dict[Reached, str],
    waiting: str,
) -> Sequence[Cell]:
    return (
        countries.get(line.country or ""),
        line.name,
        languages.get(line.language or ""),
        waiting if line.reached is None else came[line.reached],
        line.reason,
        line.version or None,
        *map(_in_utc, (line.sent_at, line.read_at, line.pressed_at, line.reminded_at)),
    )


def _in_utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)


def _done(message: AnnouncementReport, context: Context) -> Markup:
    if message.done is None:
        return Markup()
    if message.count is None:
        return context.words.html("report.not_now")
    if message.done is After.WITHDRAW:
        return context.words.html("report.done.withdraw")
    if not message.count:
        return context.words.html("report.done.nobody")
    return context.words.html(f"report.done.{message.done}", n=message.count)


def _numbers(message: AnnouncementReport, context: Context) -> Iterator[Markup]:
    words, progress = context.words, message.progress
    sent = progress.reached.get(Reached.SENT, 0)
    counts = [(f"reached.{reached}", progress.reached.get(reached, 0)) for reached in Reached]
    counts += [("report.waiting", progress.waiting), ("status.editing", progress.editing)]
    if progress.version > 1:
        counts.append(("status.corrected", progress.current))
    for key, count in counts:
        if count or key == "reached.sent":
            yield words.html("status.line", what=words.html(key), count=str(count))
    if progress.confirm:
        yield words.html("report.read", read=str(progress.read), sent=str(sent), percent=_percent(progress.read, sent))
    if progress.pressed:
        yield words.html("status.line", what=words.html("report.pressed"), count=str(progress.pressed))


def _reasons(message: AnnouncementReport, context: Context) -> Markup:
    if not message.reasons:
        return Markup()
    words = context.words
    told = [words.html("status.line", what=reason, count=str(count)) for reason, count in message.reasons]
    return lines(words.html("report.reasons"), *told)


def _parts(
    head: str, parts: Sequence[Part], confirm: bool, name: Callable[[str | None], Markup], context: Context
) -> Markup:
    words = context.words
    told = []
    for part in parts[:_MOST_PARTS]:
        what, sent, total = name(part.key), str(part.sent), str(part.total)
        if confirm:
            read, percent = str(part.read), _percent(part.read, part.sent)
            told.append(words.html("report.share.read", what=what, sent=sent, total=total, read=read, percent=percent))
        else:
            told.append(words.html("report.share", what=what, sent=sent, total=total))
    return lines(words.html(head), *told) if told else Markup()


def _region(key: str | None, context: Context) -> Markup:
    found = None if key is None else context.pack.region(key)
    return context.words.html("report.no_region") if found is None else context.words.safe(context.title(found.name))


def _name(key: str | None, context: Context) -> Markup:
    if key is None:
        return context.words.html("report.forgotten")
    return context.words.safe(capital(context.names.language(key)))


def _percent(part: int, whole: int) -> str:
    return str(part * 100 // whole) if whole else "0"


def _acts(message: AnnouncementReport, context: Context) -> Iterator[Button]:
    number, state = str(message.announcement), message.progress.state
    over = state in (State.DONE, State.STOPPED)
    possible = {
        After.RETRY: over and message.retriable > 0,
        After.UNKNOWN: over and message.uncertain > 0,
        After.REMIND: state in PUBLISHED and message.remindable > 0,
        After.WITHDRAW: state in PUBLISHED,
    }
    for act, offered in possible.items():
        if offered:
            yield context.button(f"button.report.{act}", AskAfter(number, act))
    if message.own and state in PUBLISHED:
        yield context.button("button.draft.correct", ShowTexts(number))
    yield context.button("button.report.file", GetDeliveries(number))
    yield context.button("button.draft.status", ShowStatus(number))
    yield context.button("button.draft", ShowDraft(number))


def _act(act: After, number: str) -> Action:
    match act:
        case After.RETRY:
            return RetryAnnouncement(number)
        case After.UNKNOWN:
            return RetryUnknown(number)
        case After.REMIND:
            return RemindReaders(number)
        case After.WITHDRAW:
            return WithdrawAnnouncement(number)
        case _:
            assert_never(act)
