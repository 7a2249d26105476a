"""Meetings in groups: who may show one before all, and how each member answers there for themselves."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import messages
from bot.domain.attendance import Rsvp, Seat, days_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.people import Person
from bot.domain.policy import access_of, may_show, shown_in_groups, visible
from bot.ports import UnitOfWork
from bot.services.answering import Answering


@dataclass(frozen=True)
class SaidInGroup:
    """What follows on a press: `over`, for a glance over the chat, and what comes to their private chat besides."""

    over: messages.NotedInGroup | messages.RefusedInGroup
    privately: messages.Message | None = None


@dataclass(frozen=True)
class Groups:
    uow: UnitOfWork
    answering: Answering
    pack: Pack
    now: datetime

    def may_show_any(self, person: Person) -> bool:
        """Whether there is a meeting to come that they may show in a group."""
        return bool(shown_in_groups(visible(self.pack, access_of(person.grants)), person.grants, self.now))

    def may_show(self, person: Person, meeting_id: str) -> bool:
        meeting = self._meeting(person, meeting_id)
        return meeting is not None and may_show(person.grants, meeting)

    async def answer(self, person: Person, meeting_id: str, answer: str) -> SaidInGroup:
        """Note a member's answer. The receipt goes to their private chat where something has changed and they can be
        reached there."""
        meeting = self._meeting(person, meeting_id)
        if meeting is None:
            return SaidInGroup(messages.RefusedInGroup(why="not_theirs"))
        before = await self._own(person, meeting)
        said = await self.answering.press(person, meeting_id, answer)
        if isinstance(said, messages.AnswerRefused):
            return SaidInGroup(messages.RefusedInGroup(why=said.why))
        own = await self._own(person, meeting)
        if own is None or not isinstance(said, messages.AnswerNoted):
            return SaidInGroup(messages.RefusedInGroup(why="no_such_answer"))
        noted = messages.NotedInGroup(
            answer=own.answer,
            seat=own.seat,
            position=await self.uow.rsvps.position(own) if own.seat is Seat.WAITING else None,
            told=person.reachable,
        )
        return SaidInGroup(noted, said if person.reachable and own != before else None)

    def _meeting(self, person: Person, meeting_id: str) -> Meeting | None:
        """The meeting, where this person sees it."""
        return visible(self.pack, access_of(person.grants)).meeting(meeting_id)

    async def _own(self, person: Person, meeting: Meeting) -> Rsvp | None:
        return await self.uow.rsvps.of(meeting.id, days_of(meeting), person.id)
