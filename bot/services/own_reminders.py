"""What somebody does about their reminders: later, not any more, not at these hours."""

from datetime import datetime

from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import (
    ButtonExpired,
    ChooseQuietHours,
    Message,
    Reminder,
    RemindersAhead,
    ReminderSnoozed,
    SnoozeTooLate,
    Subscriptions,
)
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.domain.quiet import OFFERED
from bot.domain.reminders import SWITCHES, read, subscription_of, written
from bot.domain.snoozing import Later, offered
from bot.ports import UnitOfWork
from bot.services.completing import Completing
from bot.services.rights_subscriptions import Choosing


class OwnReminders:
    """A person's own choices. What comes in from buttons may be forged, or of another day."""

    def __init__(self, uow: UnitOfWork, completing: Completing, choosing: Choosing, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._completing = completing
        self._choosing = choosing
        self._pack = pack
        self._now = now

    async def snooze(self, person: Person, meeting_id: str, what: str, when: str) -> Message:
        """Let a reminder (`what`: as `reminders.written`) come again then, in place of an earlier wish for the same
        one: pressing twice is as pressing once."""
        meeting = visible(self._pack, access_of(person.grants)).meeting(meeting_id)
        occasion = read(what)
        if meeting is None or occasion is None or when not in set(Later):
            return ButtonExpired()
        attendance = await self._completing.attendance(meeting, person)
        kind, amount = occasion
        zone = person.zone or meeting.timezone
        until = offered(meeting, kind, attendance, zone, self._now).get(Later(when)) if attendance else None
        if until is None:
            return SnoozeTooLate(meeting=meeting.id)
        reminder = Reminder(meeting=meeting.id, reminder=kind, amount=amount, snoozed=True)
        for at, waiting in await self._uow.outbox.put_off(person.id, reminder.kind):
            if waiting == reminder:
                await self._uow.outbox.recall(_once(person, reminder, at))
        outgoing = Outgoing(
            person.telegram_id,
            person.id,
            reminder,
            Priority.REMINDER,
            subscription_of(kind),
            once=_once(person, reminder, until),
            not_before=until,
            # They have asked for it at this hour.
            urgent=True,
        )
        await self._uow.outbox.add([outgoing], self._now)
        return ReminderSnoozed(meeting=meeting.id, until=until)

    async def switch(self, person: Person, what: str, to: str) -> Message:
        """Let a kind (`what`: one of SWITCHES) come ("on") or not ("off")."""
        if what not in SWITCHES or to not in ("on", "off"):
            return ButtonExpired()
        choose = self._choosing.resume if to == "on" else self._choosing.stop
        chosen = await choose(person, what)
        return RemindersAhead() if isinstance(chosen, Subscriptions) else chosen

    def choose_quiet(self, person: Person) -> Message:
        return ChooseQuietHours(quiet=str(person.quiet))

    async def set_quiet(self, person: Person, hours: str) -> Message:
        """Keep quiet at these hours, which are one of those offered."""
        chosen = next((each for each in OFFERED if str(each) == hours), None)
        if chosen is None:
            return ButtonExpired()
        await self._uow.people.set_quiet(person.id, chosen)
        return RemindersAhead()


def _once(person: Person, reminder: Reminder, until: datetime) -> str:
    what = written(reminder.reminder, reminder.amount)
    return f"snooze:{person.id}:{reminder.meeting}:{what}:{until:%Y%m%d%H%M}"
