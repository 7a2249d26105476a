"""Cards and counts that stand in chats, and show the truth also when it is another than when they were sent."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.domain.announcements import STARTED
from bot.domain.content import Pack
from bot.domain.errors import SetupError
from bot.domain.exchange import LiveMessage, Outgoing, Priority
from bot.domain.meetings import Meeting
from bot.domain.messages import AnnouncementStatus, AnswerNoted, AttendanceBoard, MeetingCard, Message
from bot.domain.messages_announcements import SUBJECT, subject_of
from bot.domain.messages_rounds import RoundCard
from bot.domain.rounds import SUBJECT as ROUND
from bot.domain.rounds import RoundState
from bot.domain.rounds import subject_of as subject_of_round
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.library import Library

LOOK: Final = 2.0
"""Seconds between looks for messages that are out of date."""

FOLLOWED: Final = timedelta(days=7)
"""How long after its end a meeting's messages are kept up to date, those on an announcement after it was changed last,
and those on a round after it closed."""

_AT_ONCE: Final = 20
"""Messages that wait to be brought up to date: more would only grow old in the outbox."""

_MARK: Final = "cards"
_FORGOTTEN: Final = "cards forgotten"
_FORGET_EVERY: Final = timedelta(days=1)


async def refresh(units: UnitsOfWork, library: Library, now: datetime) -> bool:
    """Bring some of those that are out of date up to date; whether there were any."""
    async with units() as uow:
        await _notice_import(uow, library)
        await _notice_time(uow, library.pack, now)
        room = _AT_ONCE - await uow.outbox.refreshing()
        taken = await uow.live_messages.take_outdated(room) if room > 0 else []
        if not taken and room == _AT_ONCE:
            await _forget_some(uow, library.pack, now)
        await uow.outbox.add([_outgoing(live) for live in taken], now)
        await uow.commit()
    return bool(taken)


def _outgoing(live: LiveMessage) -> Outgoing:
    return Outgoing(
        live.chat_id,
        live.person_id,
        _message(live),
        Priority.ANNOUNCEMENT,
        edits=live.message_id,
        refreshes=True,
    )


def _message(live: LiveMessage) -> Message:
    """What stands there, to be completed once more. Chats with many people have ids below 0."""
    if live.subject.startswith(SUBJECT):
        return AnnouncementStatus(announcement=int(live.subject.removeprefix(SUBJECT)))
    if live.subject.startswith(ROUND):
        return RoundCard(round=live.subject.removeprefix(ROUND))
    match live.kind:
        case "attendance_board":
            return AttendanceBoard(meeting=live.subject)
        case "answer_noted":
            return AnswerNoted(meeting=live.subject)
        case _:
            return MeetingCard(meeting=live.subject, shared=live.chat_id < 0)


async def _notice_import(uow: UnitOfWork, library: Library) -> None:
    """Whatever a new pack says otherwise of a meeting, its messages may show."""
    known = await uow.marks.version(_MARK)
    if known == library.version:
        return
    try:
        pack = await uow.content.get(known)
    except SetupError:
        pack = None
    before = {meeting.id: meeting for meeting in pack.meetings} if pack else {}
    after = {meeting.id: meeting for meeting in library.pack.meetings}
    for meeting in before.keys() | after.keys():
        if before.get(meeting) != after.get(meeting):
            await uow.live_messages.outdate(meeting)
    await uow.marks.set_version(_MARK, library.version)


async def _notice_time(uow: UnitOfWork, pack: Pack, now: datetime) -> None:
    """Registration opens and closes, meetings begin and are over of their own accord."""
    since = await uow.marks.get(_MARK)
    if since is None or since > now:
        await uow.marks.set(_MARK, now)
        return
    passed = [
        meeting for meeting in pack.meetings if any(since < instant <= now for instant in _turning_points(meeting))
    ]
    for meeting in passed:
        await uow.live_messages.outdate(meeting.id)
    if passed:
        await uow.marks.set(_MARK, now)


def _turning_points(meeting: Meeting) -> Collection[datetime]:
    """The instants at which what its messages show changes by itself."""
    instants = (
        meeting.registration_opens_at(),
        meeting.registration_closes_at(),
        meeting.begins_at(),
        meeting.over_at(),
    )
    return [instant for instant in instants if instant is not None]


async def _forget_some(uow: UnitOfWork, pack: Pack, now: datetime) -> None:
    """Once a day: messages and calendars are not followed any more for meetings that are long over, or gone."""
    last = await uow.marks.get(_FORGOTTEN)
    if last is not None and last <= now < last + _FORGET_EVERY:
        return
    followed = [meeting.id for meeting in pack.meetings if now < meeting.over_at() + FOLLOWED]
    announced = [
        subject_of(each.id)
        for each in await uow.announcements.in_states(tuple(STARTED))
        if each.active or each.changed_at > now - FOLLOWED
    ]
    asked = [
        subject_of_round(each.id)
        for each in await uow.rounds.in_states(RoundState.OPEN, RoundState.CLOSED)
        if each.closed_at is None or each.closed_at > now - FOLLOWED
    ]
    await uow.live_messages.keep_only([*followed, *announced, *asked])
    await uow.calendar_copies.keep_only(followed)
    await uow.marks.set(_FORGOTTEN, now)
