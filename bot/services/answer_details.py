"""What organizers ask besides whether somebody comes, and what people tell of it."""

import re
from dataclasses import replace
from typing import Final

from bot.domain import messages
from bot.domain.attendance import Answer, Detail, Rsvp, days_of, details_of
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.messages import Message
from bot.domain.one_line import one_line
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.services.answering import Answering, party_in
from bot.services.standing import Standing

DETAIL: Final = "answer detail"
"""The flow in which the next text tells what organizers ask besides."""

LONGEST: Final = {Detail.SUBSTITUTE: 100, Detail.TRAVEL: 500, Detail.ACCESS: 500}
"""Characters of each."""

_NUMBER: Final = re.compile(r"\d+")


class AnswerDetails:
    """Asks for them one at a time, keeps them encrypted, changes and erases them. Whatever is told belongs to an answer
    that stands."""

    def __init__(self, uow: UnitOfWork, standing: Standing, answering: Answering, pack: Pack) -> None:
        self._uow = uow
        self._standing = standing
        self._answering = answering
        self._pack = pack

    async def ask(self, person: Person, meeting_id: str, detail: str) -> Message:
        """Ask for one, where it is asked of this person; the next text is taken for it. Without a key no words are
        kept, and whom to write to is said instead."""
        found = await self._asked(person, meeting_id, detail)
        if found is None:
            return messages.AnswerDetails(meeting=meeting_id)
        asked = found[2]
        if asked is not Detail.PARTY_SIZE and not self._uow.questions.keeps_words:
            return messages.DetailUnkept(meeting=meeting_id)
        await self._standing.put(person.id, DETAIL, MIND_KEPT, {"meeting": meeting_id, "detail": asked})
        return messages.AskDetail(meeting=meeting_id, detail=asked)

    async def awaits(self, person: Person) -> Detail | None:
        """What this person was asked for, and still is asked for."""
        waiting = await self._standing.get(person.id, DETAIL)
        if waiting is None:
            return None
        found = await self._asked(person, waiting.data["meeting"], waiting.data["detail"])
        return None if found is None else found[2]

    async def drop(self, person: Person) -> Message:
        """They leave it as it is."""
        waiting = await self._standing.get(person.id, DETAIL)
        assert waiting is not None, "only what is awaited is dropped"
        await self._standing.clear(person.id, DETAIL)
        return messages.AnswerDetails(meeting=waiting.data["meeting"])

    async def take(self, person: Person, text: str) -> Message:
        """Keep what was asked for; where it does not fit, it may be typed again."""
        waiting = await self._standing.get(person.id, DETAIL)
        assert waiting is not None, "only what is awaited is taken"
        found = await self._asked(person, waiting.data["meeting"], waiting.data["detail"])
        assert found is not None, "what is not asked any more is not awaited"
        meeting, rsvp, detail = found
        if detail is Detail.PARTY_SIZE:
            return await self._party(person, meeting, text)
        told = one_line(text)
        if len(told) > LONGEST[detail]:
            return messages.DetailTooLong(meeting=meeting.id, detail=detail, most=LONGEST[detail], length=len(told))
        await self._standing.clear(person.id, DETAIL)
        await self._keep(rsvp, detail, told or None)
        return messages.AnswerDetails(meeting=meeting.id)

    async def erase(self, person: Person, meeting_id: str, detail: str) -> Message:
        """Take back what was told."""
        found = await self._asked(person, meeting_id, detail)
        if found is not None and found[2] is not Detail.PARTY_SIZE:
            await self._keep(found[1], found[2], None)
        return messages.AnswerDetails(meeting=meeting_id)

    async def _party(self, person: Person, meeting: Meeting, text: str) -> Message:
        numbers = _NUMBER.findall(text)
        people = party_in(numbers[0]) if len(numbers) == 1 else None
        if people is None:
            return messages.AskDetail(meeting=meeting.id, detail=Detail.PARTY_SIZE, unfit=True)
        await self._standing.clear(person.id, DETAIL)
        return await self._answering.press(person, meeting.id, Answer.IN_PERSON, str(people))

    async def _keep(self, rsvp: Rsvp, detail: Detail, told: str | None) -> None:
        match detail:
            case Detail.SUBSTITUTE:
                changed = replace(rsvp, substitute=told)
            case Detail.TRAVEL:
                changed = replace(rsvp, travel=told)
            case Detail.ACCESS:
                changed = replace(rsvp, access=told)
            case Detail.PARTY_SIZE:
                raise ValueError("a number of people is part of the answer")
        await self._uow.rsvps.set_details(changed)

    async def _asked(self, person: Person, meeting_id: str, detail: str) -> tuple[Meeting, Rsvp, Detail] | None:
        """The meeting, this person's answer and the detail, where that is asked of whoever answers so."""
        meeting = visible(self._pack, access_of(person.grants)).meeting(meeting_id)
        rsvp = await self._uow.rsvps.of(meeting.id, days_of(meeting), person.id) if meeting else None
        if meeting is None or rsvp is None:
            return None
        asked = [each for each in details_of(meeting, rsvp.answer) if each == detail]
        return (meeting, rsvp, asked[0]) if asked else None
