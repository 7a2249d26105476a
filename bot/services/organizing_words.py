"""What organizers type: the country and the name of somebody who is not on Telegram, and numbers of places."""

import re
from typing import Final, Literal, assert_never, cast

from bot.domain.attendance import answers_of
from bot.domain.meetings import Meeting, Mode
from bot.domain.messages import (
    AskEntryAnswer,
    AskEntryCountry,
    AskEntryName,
    AskPlaces,
    AttendanceBoard,
    AttendanceEntry,
    ButtonExpired,
    Message,
    NotAllowed,
)
from bot.domain.names import clean_name
from bot.domain.people import Dialog, Person
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.questions.countries import Countries
from bot.services.organizing import Organizing
from bot.services.standing import Standing

ORGANIZING: Final = "organizing"
"""The flow in which the next text is one of these (`step`: a Step)."""

_ENTERING: Final = "entering"
"""The flow that holds who is to be entered, until their answer is there (`rsvp`: its id)."""

Step = Literal["country", "name", "places"]
_MOST_PLACES: Final = 99_999
_DIGITS: Final = re.compile(r"\d+")


class OrganizingWords:
    """Each step asks the policy anew."""

    def __init__(self, uow: UnitOfWork, standing: Standing, organizing: Organizing, countries: Countries) -> None:
        self._uow = uow
        self._standing = standing
        self._organizing = organizing
        self._countries = countries

    async def begin(self, organizer: Person, meeting_id: str) -> Message:
        """Enter somebody: of which country?"""
        if self._organizing.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        await self._put(organizer, "country", meeting_id)
        return AskEntryCountry(meeting=meeting_id)

    async def country(self, organizer: Person, meeting_id: str, country: str) -> Message:
        """Of this country. What are they called? Where no names are kept: what have they answered?"""
        if self._organizing.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        if not self._countries.knows(country):
            return ButtonExpired()
        if not self._uow.questions.keeps_words:
            await self._enter(organizer, meeting_id, country, None)
            return AskEntryAnswer(meeting=meeting_id, country=country, kept=False)
        await self._put(organizer, "name", meeting_id, country=country)
        return AskEntryName(meeting=meeting_id, country=country)

    async def answer(self, organizer: Person, meeting_id: str, answer: str) -> Message:
        """Enter them with this answer; once, however often it is pressed."""
        meeting = self._organizing.meeting(organizer, meeting_id)
        if meeting is None:
            return NotAllowed()
        wanted = next((each for each in answers_of(meeting) if each == answer), None)
        entering = await self._standing.get(organizer.id, _ENTERING)
        if wanted is None or entering is None or entering.data["meeting"] != meeting.id:
            return ButtonExpired()
        if "rsvp" in entering.data:
            return AttendanceEntry(meeting=meeting.id, rsvp=int(entering.data["rsvp"]))
        rsvp = await self._organizing.add(organizer, meeting, entering.data["country"], entering.words, wanted)
        entered = {"meeting": meeting.id, "rsvp": str(rsvp.id)}
        await self._standing.put(organizer.id, _ENTERING, MIND_KEPT, entered)
        return AttendanceEntry(meeting=meeting.id, rsvp=rsvp.id)

    async def places(self, organizer: Person, meeting_id: str, mode: str) -> Message:
        """For how many is there room?"""
        if self._organizing.meeting(organizer, meeting_id) is None:
            return NotAllowed()
        if mode not in set(Mode):
            return ButtonExpired()
        await self._put(organizer, "places", meeting_id, mode=mode)
        return AskPlaces(meeting=meeting_id, mode=Mode(mode))

    async def awaits(self, organizer: Person) -> Step | None:
        """What was asked for, of somebody who still looks after the meeting."""
        asked = await self._asked(organizer)
        return None if asked is None else cast(Step, asked[1].data["step"])

    def fits(self, step: Step, text: str) -> bool:
        """Whether a text is plainly what was asked for, whatever else it may say."""
        match step:
            case "country":
                return self._countries.names(text)
            case "name":
                return True
            case "places":
                return _DIGITS.search(text) is not None
            case _:
                assert_never(step)

    async def drop(self, organizer: Person) -> Message:
        """Nothing is entered."""
        asked = await self._asked(organizer)
        assert asked is not None, "only what is awaited is dropped"
        await self._standing.clear(organizer.id, ORGANIZING)
        return AttendanceBoard(meeting=asked[0].id)

    async def take(self, organizer: Person, text: str) -> Message:
        """What follows on the text; where it is not what was asked for, it may be typed again."""
        asked = await self._asked(organizer)
        assert asked is not None, "only what is awaited is taken"
        meeting, standing = asked
        match standing.data["step"]:
            case "country":
                return await self._country_typed(organizer, meeting, text)
            case "name":
                return await self._name_typed(organizer, meeting, standing.data["country"], text)
            case _:
                return await self._places_typed(organizer, meeting, Mode(standing.data["mode"]), text)

    async def _country_typed(self, organizer: Person, meeting: Meeting, text: str) -> Message:
        found = tuple(self._countries.propose(text))
        if len(found) == 1 or (found and self._countries.names(text)):
            return await self.country(organizer, meeting.id, found[0])
        return AskEntryCountry(meeting=meeting.id, countries=found, unknown=not found)

    async def _name_typed(self, organizer: Person, meeting: Meeting, country: str, text: str) -> Message:
        name = clean_name(text)
        if name is None:
            return AskEntryName(meeting=meeting.id, country=country, unfit=True)
        await self._enter(organizer, meeting.id, country, name)
        return AskEntryAnswer(meeting=meeting.id, country=country, name=name)

    async def _places_typed(self, organizer: Person, meeting: Meeting, mode: Mode, text: str) -> Message:
        numbers = _DIGITS.findall(text)
        seats = int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) <= len(str(_MOST_PLACES)) else None
        if seats is None:
            return AskPlaces(meeting=meeting.id, mode=mode, unfit=True)
        await self._standing.clear(organizer.id, ORGANIZING)
        return await self._organizing.set_places(organizer, meeting, mode, seats)

    async def _asked(self, organizer: Person) -> tuple[Meeting, Dialog] | None:
        standing = await self._standing.get(organizer.id, ORGANIZING)
        meeting = self._organizing.meeting(organizer, standing.data["meeting"]) if standing else None
        return None if standing is None or meeting is None else (meeting, standing)

    async def _put(self, organizer: Person, step: Step, meeting_id: str, **data: str) -> None:
        await self._standing.put(organizer.id, ORGANIZING, MIND_KEPT, {"step": step, "meeting": meeting_id, **data})

    async def _enter(self, organizer: Person, meeting_id: str, country: str, name: str | None) -> None:
        """What they have answered is asked for, by buttons."""
        await self._standing.clear(organizer.id, ORGANIZING)
        about = {"meeting": meeting_id, "country": country}
        await self._standing.put(organizer.id, _ENTERING, MIND_KEPT, about, name)
