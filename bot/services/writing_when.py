"""When an announcement goes out: at once, in each reader's morning, or at a time that its author says."""

from datetime import date, datetime, time

from bot.domain.announcements import Announcement, Timing
from bot.domain.content import Pack
from bot.domain.messages import AnnouncementWhen, ButtonExpired, Message
from bot.domain.people import Person
from bot.services.announcing import AWAITED
from bot.services.drafting import Drafting
from bot.services.typed_time import instant
from bot.services.writing import Writing


class WritingWhen:
    """Over one transaction, at one instant; each act asks anew whose it is, as in `Writing`."""

    def __init__(self, drafting: Drafting, writing: Writing, pack: Pack, now: datetime) -> None:
        self._drafting = drafting
        self._writing = writing
        self._pack = pack
        self._now = now

    async def set_timing(self, person: Person, announcement_id: int, when: str) -> Message:
        """It goes out at once, or in each reader's morning."""
        announcement = await self._writing.editable(person, announcement_id)
        if announcement is None:
            return await self._writing.card(person, announcement_id)
        timing = announcement.timing
        match when:
            case "now":
                timing = Timing(kind="now", urgent=timing.urgent)
            case "morning":
                timing = Timing(kind="morning")
            case _:
                return ButtonExpired()
        return await self._timed(person, announcement, timing)

    async def set_urgent(self, person: Person, announcement_id: int, switch: str) -> Message:
        """Whether it comes in quiet hours as well."""
        announcement = await self._writing.editable(person, announcement_id)
        if announcement is None:
            return await self._writing.card(person, announcement_id)
        urgent = switch == "on" and announcement.timing.kind != "morning"
        timing = announcement.timing.model_copy(update={"urgent": urgent})
        if timing != announcement.timing:
            announcement = await self._drafting.change(announcement, timing=timing)
        return self.shown(person, announcement)

    async def choose_day(self, person: Person, announcement_id: int, day: str) -> Message:
        """On this day: at what time?"""
        announcement = await self._writing.editable(person, announcement_id)
        if announcement is None:
            return await self._writing.card(person, announcement_id)
        try:
            return self.shown(person, announcement, day=date.fromisoformat(day))
        except ValueError:
            return ButtonExpired()

    async def set_time(self, person: Person, announcement_id: int, at: str) -> Message:
        """It goes out at this time of theirs (2023-05-03T14.30)."""
        announcement = await self._writing.editable(person, announcement_id)
        if announcement is None:
            return await self._writing.card(person, announcement_id)
        try:
            local = datetime.strptime(at, "%Y-%m-%dT%H.%M")  # noqa: DTZ007 - its zone is that of whoever presses
        except ValueError:
            return ButtonExpired()
        found = instant(local.date(), time(local.hour, local.minute), self.zone(person))
        return await self.put(person, announcement, found)

    async def put(self, person: Person, announcement: Announcement, at: datetime | str) -> Message:
        """It goes out at this instant, unless it is over or too far off, or (a text) the clocks skip it."""
        if not isinstance(at, datetime):
            return self.shown(person, announcement, problem="skipped")
        if at <= self._now:
            return self.shown(person, announcement, problem="past", typed=at)
        if at > self._now + AWAITED:
            return self.shown(person, announcement, problem="too_far", typed=at)
        return await self._timed(person, announcement, Timing(kind="at", at=at, urgent=announcement.timing.urgent))

    def shown(
        self,
        person: Person,
        announcement: Announcement,
        *,
        day: date | None = None,
        problem: str | None = None,
        typed: datetime | None = None,
    ) -> Message:
        """When it goes out; `day`: for this day, the hour is asked."""
        return AnnouncementWhen.model_validate(
            {
                "announcement": announcement.id,
                "timing": announcement.timing,
                "zone": self.zone(person),
                "most": AWAITED.days,
                "day": None if day is None else day.isoformat(),
                "problem": problem,
                "typed": typed,
            }
        )

    def zone(self, person: Person) -> str:
        """In which an author's times are."""
        return person.zone or self._pack.timezone

    async def _timed(self, person: Person, announcement: Announcement, timing: Timing) -> Message:
        if timing != announcement.timing:
            announcement = await self._drafting.change(announcement, timing=timing)
        return await self._writing.card_of(person, announcement)
