"""Whether somebody comes to a meeting: what follows on their buttons and words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain import messages
from bot.domain.attendance import LARGEST_PARTY, Answer, Arrangement, Door, Seat, days_of, door_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.messages import Message
from bot.domain.messages_answers import RefusalOfAnswer
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.ports import UnitOfWork
from bot.questions.attending import Intention
from bot.services.attending import Attending, Refused

_WHY: Final[dict[Refused, RefusalOfAnswer]] = {
    Refused.NOT_YET: "not_yet",
    Refused.CLOSED: "closed",
    Refused.OVER: "over",
    Refused.NO_SUCH_ANSWER: "no_such_answer",
    Refused.NO_ROOM: "no_room",
}


class Answering:
    """Takes the answers of members, and says what has come of them."""

    def __init__(self, uow: UnitOfWork, attending: Attending, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._attending = attending
        self._pack = pack
        self._now = now

    async def to_words(
        self, person: Person, meeting_id: str, answer: Answer | None, party: int | None, *, sure: bool
    ) -> Sequence[Message]:
        """What follows on an answer in words. `answer` none: they want to answer, and it was not understood what;
        `party`: for how many. It is noted where it is complete and `sure`, else one question is asked."""
        meeting = self._meeting(person, meeting_id)
        if not person.grants:
            return [messages.MembersOnly()]
        if meeting is None:
            return [messages.MeetingCard(meeting=meeting_id)]
        if answer is None and party is not None and await self._comes_to_place(person, meeting):
            answer = Answer.IN_PERSON
        # A "maybe" gives up a place, which others may be waiting for.
        if answer is Answer.UNSURE and await self._holds_place(person, meeting):
            sure = False
        if answer is None or not sure:
            return [messages.AskAnswer(meeting=meeting.id, answer=answer, party=party)]
        return [await self._noted(person, meeting, answer, party)]

    async def intended(self, person: Person, message: Message, said: Intention | None) -> Sequence[Message]:
        """What follows in the place of a message that asks for an answer, or to which meeting, where one was `said`;
        else the message. Where one meeting alone takes answers, it is that one."""
        meeting = message.meeting if isinstance(message, messages.AskAnswer) else None
        if isinstance(message, messages.AskBack) and person.grants:
            meeting = await self._only_open(person, {choice.target for choice in message.choices})
        if said is None or meeting is None:
            return [message]
        return await self.to_words(person, meeting, said.answer, said.party, sure=said.sure)

    async def press(self, person: Person, meeting_id: str, answer: str, party: str | None = None) -> Message:
        """Note the answer of a button; `party`: its number of people."""
        meeting, given = self._meeting(person, meeting_id), answer_named(answer)
        people = None if party is None else party_in(party)
        if given is None or (party is not None and people is None):
            return messages.ButtonExpired()
        if meeting is None:
            return messages.MeetingCard(meeting=meeting_id)
        return await self._noted(person, meeting, given, people)

    async def ask_late(self, person: Person, meeting_id: str, answer: str, party: str) -> Message:
        """Have the organizers asked to allow an answer after the deadline; once, however often it is pressed."""
        meeting, wanted = self._meeting(person, meeting_id), answer_named(answer)
        people = None if party == "0" else party_in(party)
        if wanted is None or (party != "0" and people is None):
            return messages.ButtonExpired()
        if meeting is None:
            return messages.MeetingCard(meeting=meeting_id)
        for waiting in await self._uow.rsvps.late_of(meeting.id, days_of(meeting), person.id):
            if waiting.answer is wanted and people in (None, waiting.party):
                return messages.LateSent(meeting=meeting.id, answer=wanted)
        if await self._attending.ask_late(person, meeting, wanted, people):
            return messages.LateSent(meeting=meeting.id, answer=wanted)
        return messages.AskAnswer(meeting=meeting.id)

    async def decide_late(self, organizer: Person, request: int, answer: str, party: int, *, granted: bool) -> Message:
        """An organizer's word on a late answer, as it was shown to them."""
        asked = await self._uow.rsvps.late(request)
        if asked is None or (asked.answer, asked.party) != (answer, party):
            return messages.LateGone()
        if await self._attending.decide_late(organizer, request, granted=granted) is None:
            return messages.LateGone()
        return messages.LateSettled(
            meeting=asked.meeting,
            granted=granted,
            answer=asked.answer,
            party=asked.party,
            person=asked.person_id,
        )

    async def _noted(self, person: Person, meeting: Meeting, answer: Answer, party: int | None) -> Message:
        taken = await self._attending.answer(person, meeting, answer, party=party)
        if isinstance(taken, Refused):
            return messages.AnswerRefused(meeting=meeting.id, why=_WHY[taken], answer=answer, party=party)
        return messages.AnswerNoted(meeting=meeting.id)

    async def _holds_place(self, person: Person, meeting: Meeting) -> bool:
        current = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id)
        return current is not None and current.seat not in (Seat.NONE, Seat.LAPSED)

    async def _comes_to_place(self, person: Person, meeting: Meeting) -> bool:
        current = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id)
        return current is not None and current.answer is Answer.IN_PERSON

    async def _only_open(self, person: Person, choices: set[str]) -> str | None:
        """The one of these meetings that takes answers, where no other does that the person sees."""
        arrangements = await self._uow.arrangements.all()
        taking = [
            meeting.id
            for meeting in visible(self._pack, access_of(person.grants)).meetings
            if door_of(meeting, arrangements.get(meeting.id, Arrangement()), self._now) is Door.OPEN
        ]
        return taking[0] if len(taking) == 1 and taking[0] in choices else None

    def _meeting(self, person: Person, meeting_id: str) -> Meeting | None:
        """The meeting, where this person sees it."""
        return visible(self._pack, access_of(person.grants)).meeting(meeting_id)


def answer_named(name: str) -> Answer | None:
    """The answer of that name."""
    return Answer(name) if name in set(Answer) else None


def party_in(said: str) -> int | None:
    """A number of people; none where it is none that an answer can stand for."""
    if not said.isdecimal() or len(said) > len(str(LARGEST_PARTY)):
        return None
    return int(said) if 1 <= int(said) <= LARGEST_PARTY else None
