"""Who comes to a meeting, for those who look after it: in numbers, and the meetings to choose from."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from markupsafe import Markup, escape

from bot.domain import messages as m
from bot.domain.actions import (
    AddSomebody,
    AskCapacity,
    AskChase,
    GetAttendanceFile,
    SetAfterwards,
    SetDoor,
    ShowBoard,
    ShowBoards,
    ShowNames,
)
from bot.domain.actions_round_results import ALL, ShowResults
from bot.domain.attendance import Door, modes_of
from bot.domain.exchange import Button
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Attendance
from bot.domain.messages_organizing import Afterwards
from bot.domain.policy import may_organize
from bot.domain.rounds import RoundState, meeting_round_id
from bot.domain.tallies import Group, Heads, Places, Share, Tally
from bot.render import organizing_chase, organizing_names
from bot.render.attendance import moment
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.conversation import text_with_menu
from bot.render.meetings import all_about, dates, heading, label

OrganizingMessage = (
    m.AttendanceBoard
    | m.AttendanceNames
    | m.AttendanceEntry
    | m.AskEntryCountry
    | m.AskEntryName
    | m.AskEntryAnswer
    | m.AskPlaces
    | m.ChasePreview
    | m.ChaseSent
)

_MOST_MEETINGS = 20


def boards(context: Context) -> Draft:
    """The meetings that the reader looks after: those to come, then those that are over, the nearest first."""
    theirs = [meeting for meeting in context.pack.meetings if may_organize(context.reader.grants, meeting)]
    to_come = [meeting for meeting in theirs if meeting.over_at() > context.now]
    over = [meeting for meeting in theirs if meeting.over_at() <= context.now]
    ordered = [
        *sorted(to_come, key=lambda meeting: (meeting.begins_at(), meeting.id)),
        *sorted(over, key=lambda meeting: (meeting.over_at(), meeting.id), reverse=True),
    ]
    if not ordered:
        return text_with_menu("boards.none", context)
    buttons = (context.labelled(label(each, context), ShowBoard(each.id)) for each in ordered[:_MOST_MEETINGS])
    return Draft((context.words.html("boards.title"),), (*rows(buttons, width=1), context.menu()))


def organizing(message: OrganizingMessage, context: Context) -> Draft:
    """What those see who look after the meeting; nothing of it for whoever does not any more."""
    meeting, attendance = context.pack.meeting(message.meeting), message.attendance
    if meeting is None or attendance is None or not message.allowed:
        return text_with_menu("not_allowed", context)
    match message:
        case m.AttendanceBoard():
            return _board(message, meeting, attendance, context)
        case m.AttendanceNames():
            return organizing_names.names(message, meeting, context)
        case m.AttendanceEntry():
            return organizing_names.entry(message, meeting, context)
        case m.AskEntryCountry() | m.AskEntryName() | m.AskEntryAnswer():
            return organizing_names.adding(message, meeting, context)
        case m.AskPlaces():
            now = _places(message.mode, message.places, context) if message.places else Markup()
            return organizing_chase.ask_places(message, meeting, now, context)
        case m.ChasePreview():
            return organizing_chase.preview(message, meeting, attendance, context)
        case m.ChaseSent():
            return organizing_chase.sent(message, meeting, context)
        case _:
            assert_never(message)


def _board(message: m.AttendanceBoard, meeting: Meeting, attendance: Attendance, context: Context) -> Draft:
    words, tally = context.words, message.tally or Tally()
    counts = (_count(f"group.{group}", heads, context) for group, heads in tally.groups.items())
    return Draft(
        (
            lines(heading(meeting, context), dates(meeting, context)),
            _door(meeting, attendance, context),
            lines(words.html("board.answers", count=str(tally.answers)), *counts),
            lines(*(_places(mode, places, context) for mode, places in tally.places.items())),
            _shares("board.regions", tally.regions, context),
            _shares("board.languages", tally.languages, context),
            lines(
                words.html("board.absent", count=str(len(tally.absent))) if tally.absent else Markup(),
                words.html("board.missed", count=str(tally.missed)) if tally.missed else Markup(),
            ),
            _afterwards(message.afterwards, meeting, context),
        ),
        (
            *rows(_groups(tally, meeting, context)),
            *rows((*_acts(tally, meeting, attendance, context), *_asking(message.afterwards, meeting, context))),
            tuple(
                context.button(f"button.attendance.{what}", GetAttendanceFile(meeting.id, what))
                for what in ("xlsx", "csv", "png")
            ),
            (all_about(meeting, context), context.button("button.boards", ShowBoards())),
        ),
    )


def _groups(tally: Tally, meeting: Meeting, context: Context) -> Iterator[Button]:
    for group in Group:
        if group in tally.groups or (group is Group.UNREACHABLE and tally.absent):
            yield context.button(f"group.{group}", ShowNames(meeting.id, group, "0"))


def _acts(tally: Tally, meeting: Meeting, attendance: Attendance, context: Context) -> Iterator[Button]:
    """What can be done now; nothing once it is over."""
    if attendance.door is Door.OVER:
        return
    if attendance.door is Door.OPEN and Group.SILENT in tally.groups:
        yield context.button("button.chase", AskChase(meeting.id))
    yield context.button("button.add", AddSomebody(meeting.id))
    for mode in modes_of(meeting):
        yield context.button(f"button.places.{mode}", AskCapacity(meeting.id, mode))
    turned = "closed" if attendance.door is Door.OPEN else "open"
    yield context.button(f"button.door.{turned}", SetDoor(meeting.id, turned))
    if tally.opened is not None:
        yield context.button("button.door.pack", SetDoor(meeting.id, "pack"))


def _asking(afterwards: Afterwards | None, meeting: Meeting, context: Context) -> Iterator[Button]:
    """Whether those who come are asked how it was, and what they have said."""
    if afterwards is None:
        return
    match afterwards.state:
        case None:
            yield context.button("button.afterwards.on", SetAfterwards(meeting.id, "on"))
        case RoundState.DRAFT | RoundState.PLANNED:
            yield context.button("button.afterwards.off", SetAfterwards(meeting.id, "off"))
        case RoundState.OPEN | RoundState.CLOSED:
            yield context.button("button.afterwards.results", ShowResults(meeting_round_id(meeting.id), ALL))
        case _:
            assert_never(afterwards.state)


def _afterwards(afterwards: Afterwards | None, meeting: Meeting, context: Context) -> Markup:
    if afterwards is None or afterwards.state is None:
        return Markup()
    if afterwards.state is RoundState.PLANNED and afterwards.opens is not None:
        return context.words.html("board.afterwards.planned", time=moment(afterwards.opens, meeting, context))
    return context.words.html(
        "board.afterwards.closed" if afterwards.state is RoundState.CLOSED else "board.afterwards.open"
    )


def _door(meeting: Meeting, attendance: Attendance, context: Context) -> Markup:
    match attendance.door:
        case Door.OPEN:
            if attendance.until == meeting.begins_at():
                return context.words.html("board.open.begin")
            return context.words.html("board.open", time=moment(attendance.until, meeting, context))
        case Door.NOT_YET:
            opens = meeting.registration_opens_at() or meeting.begins_at()
            return context.words.html("board.not_yet", time=moment(opens, meeting, context))
        case Door.CLOSED:
            return context.words.html("board.closed")
        case Door.OVER:
            return context.words.html("board.over")
        case _:
            assert_never(attendance.door)


def _count(key: str, heads: Heads, context: Context) -> Markup:
    """How many answers, and where it is another number, how many people."""
    words = context.words
    count = escape(heads.answers)
    if heads.people != heads.answers:
        count = words.html("board.heads", n=heads.people, answers=str(heads.answers))
    return words.html("board.line", what=words.html(key), count=count)


def _places(mode: str, places: Places, context: Context) -> Markup:
    if places.over:
        return context.words.html(f"board.places.{mode}.over", room=str(places.room), over=str(places.over))
    return context.words.html(f"board.places.{mode}", room=str(places.room), left=str(places.left))


def _shares(title: str, shares: Iterable[Share], context: Context) -> Markup:
    told = [_share(title, share, context) for share in shares]
    return lines(context.words.html(title), *told) if told else Markup()


def _share(title: str, share: Share, context: Context) -> Markup:
    if share.key is None:
        name = context.words.html(f"{title}.none").striptags()
    elif title == "board.languages":
        name = capital(context.names.language(share.key))
    else:
        region = context.pack.region(share.key)
        name = context.title(region.name) if region else share.key
    coming, answers, silent = map(str, (share.coming, share.answers, share.silent))
    return context.words.html("board.share", name=name, coming=coming, answers=answers, silent=silent)
