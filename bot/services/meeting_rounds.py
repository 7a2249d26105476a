"""Whether those who came to a meeting are asked, the day after, how it was."""

from datetime import datetime
from typing import Final

from bot.domain.audit import Act, Entry
from bot.domain.meetings import Meeting
from bot.domain.messages import AttendanceBoard, ButtonExpired, Message, NotAllowed
from bot.domain.people import Person
from bot.domain.round_terms import after_meeting, can_be_asked_about
from bot.domain.rounds import Round, RoundState, meeting_round_id
from bot.ports import UnitOfWork
from bot.services.organizing import Organizing
from bot.services.round_watch import BOARD

_SWITCH: Final = ("on", "off")


class MeetingRounds:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, organizing: Organizing, now: datetime) -> None:
        self._uow = uow
        self._organizing = organizing
        self._now = now

    async def switch(self, organizer: Person, meeting_id: str, switch: str) -> Message:
        """Plan the round after a meeting ("on"), or drop it ("off"), as long as nobody has been asked."""
        meeting = self._organizing.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        if switch not in _SWITCH:
            return ButtonExpired()
        planned = await self._uow.rounds.get(meeting_round_id(meeting.id))
        if switch == "on" and planned is None and can_be_asked_about(meeting, self._now):
            await self._plan(organizer, meeting)
        elif switch == "off" and planned is not None and planned.state is RoundState.PLANNED:
            await self._uow.rounds.remove(planned.id)
        else:
            return AttendanceBoard(meeting=meeting.id)
        await self._uow.live_messages.outdate(meeting.id, kind=BOARD)
        detail = {"meeting": meeting.id, "switch": switch}
        await self._uow.audit.add(Entry(Act.ROUND_AFTER_MEETING, organizer.pseudonym, detail=detail), self._now)
        return AttendanceBoard(meeting=meeting.id)

    async def _plan(self, organizer: Person, meeting: Meeting) -> None:
        await self._uow.rounds.add(
            Round(
                meeting_round_id(meeting.id),
                RoundState.PLANNED,
                after_meeting(meeting),
                self._now,
                self._now,
                author_id=organizer.id,
            )
        )
