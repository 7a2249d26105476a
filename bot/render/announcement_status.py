"""How far an announcement has come, for those who follow it."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.actions import (
    AskStop,
    PauseAnnouncement,
    ResumeAnnouncement,
    ShowDraft,
    ShowReport,
    ShowStatus,
    UnscheduleAnnouncement,
)
from bot.domain.announcements import Reached, State
from bot.domain.exchange import Button
from bot.domain.messages import AnnouncementFinished, AnnouncementHalted, AnnouncementStatus
from bot.domain.messages_announcements import Progress
from bot.render.context import Context, Draft, lines, rows
from bot.render.draft_parts import moment

_CELLS = 10
_FULL, _EMPTY = "▰", "▱"


def status(message: AnnouncementStatus | AnnouncementHalted | AnnouncementFinished, context: Context) -> Draft:
    """The numbers, and what can be done; nothing to whoever may not follow it (any more)."""
    progress = message.progress
    if progress is None:
        return context.gone()
    words, number = context.words, str(message.announcement)
    title = words.html("announcement.title", beginning=message.beginning or words.html("desk.untitled"))
    match message:
        case AnnouncementHalted():
            halted = words.html("status.halted", reason=message.reason)
            to_status = (context.button("button.draft.status", ShowStatus(number)),)
            return Draft((title, halted, lines(*_numbers(progress, context))), (to_status,))
        case AnnouncementFinished():
            to_report = (context.button("button.draft.report", ShowReport(number)),)
            return Draft((title, words.html("status.done"), lines(*_numbers(progress, context))), (to_report,))
        case _:
            told = (title, *_where(progress, context), lines(*_numbers(progress, context)))
            return Draft(told, rows(_acts(number, progress, context)))


def _where(progress: Progress, context: Context) -> Iterator[Markup]:
    words = context.words
    yield words.html(f"status.{progress.state}")
    if progress.state is State.SCHEDULED and progress.at is not None:
        yield words.html("when.at", time=moment(progress.at, context))
    if progress.state is State.PAUSED and progress.halted is not None:
        yield words.html("status.halted", reason=progress.halted)
    if progress.state not in (State.SENDING, State.PAUSED):
        return
    yield _bar(progress, context)
    now = progress.waiting - progress.later
    parts = []
    if progress.state is State.SENDING and now and progress.pace:
        parts.append(words.html("status.pace", n=progress.pace))
        parts.append(words.html("status.left", n=-(-now // progress.pace)))
    elif progress.state is State.SENDING and now:
        parts.append(words.html("status.pace.unknown"))
    if progress.later and progress.last_due is not None:
        parts.append(words.html("status.later", n=progress.later, time=moment(progress.last_due, context)))
    yield lines(*parts)


def _bar(progress: Progress, context: Context) -> Markup:
    done = progress.total - progress.waiting
    full = done * _CELLS // progress.total if progress.total else _CELLS
    bar = _FULL * full + _EMPTY * (_CELLS - full)
    percent = done * 100 // progress.total if progress.total else 100
    return context.words.html("status.bar", bar=bar, percent=str(percent), done=str(done), total=str(progress.total))


def _numbers(progress: Progress, context: Context) -> Iterator[Markup]:
    words = context.words
    for reached in Reached:
        if count := progress.reached.get(reached, 0):
            yield words.html("status.line", what=words.html(f"reached.{reached}"), count=str(count))
    if progress.version > 1:
        corrected = words.html("status.corrected")
        yield words.html("status.line", what=corrected, count=str(progress.current))
    if progress.editing:
        yield words.html("status.line", what=words.html("status.editing"), count=str(progress.editing))
    if progress.confirm:
        yield words.html("status.line", what=words.html("status.read"), count=str(progress.read))


def _acts(number: str, progress: Progress, context: Context) -> Iterator[Button]:
    match progress.state:
        case State.SCHEDULED:
            yield context.button("button.unschedule", UnscheduleAnnouncement(number))
        case State.SENDING:
            yield context.button("button.announcement.pause", PauseAnnouncement(number))
            yield context.button("button.announcement.stop", AskStop(number))
        case State.PAUSED:
            yield context.button("button.announcement.resume", ResumeAnnouncement(number))
            yield context.button("button.announcement.stop", AskStop(number))
        case State.DRAFT:
            yield context.button("button.draft", ShowDraft(number))
        case _:
            pass
    if progress.state not in (State.DRAFT, State.SCHEDULED):
        yield context.button("button.draft.report", ShowReport(number))
