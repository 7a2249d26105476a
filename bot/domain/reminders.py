"""Reminders: which there are, when each is due for somebody in a zone, and until when it has a point.

Nothing is planned ahead for anybody: an instant follows from the meeting, the rule and the zone, whenever it is asked
for. Days count from the date at the venue, and go out at nine o'clock of the reader's own zone; hours count back from
the instant at which it begins.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, Literal, assert_never
from zoneinfo import ZoneInfo

from bot.domain.attendance import Answer, Seat, first_day
from bot.domain.content_fields import Moment
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Subscription

MORNING: Final = time(9)
"""When what counts in days goes out, by the reader's clock."""

LATE: Final = timedelta(hours=24)
"""A reminder that is later than this has lost its point: the next one is near, or what it would say is known."""

_WIDEST: Final = timedelta(hours=14)
"""No zone is further than that from UTC."""


class ReminderKind(StrEnum):
    DAYS = "days"
    """Before it begins."""
    HOURS = "hours"
    """Just before it begins."""
    DEADLINE = "deadline"
    """Before answers are due."""
    OPENING = "opening"
    """From today answers are taken: the first question whether one comes."""


CHASE: Final = "chase"

Occasion = ReminderKind | Literal["chase"]
"""What a reminder comes for: a rule of the meeting's, or an organizer who wants those asked who have not answered."""

SUBSCRIPTIONS: Final = {
    ReminderKind.DAYS: Subscription.REMINDERS,
    ReminderKind.HOURS: Subscription.HOURS,
    ReminderKind.DEADLINE: Subscription.ANSWERS,
    ReminderKind.OPENING: Subscription.ANSWERS,
}
"""What one stops to get no more of a kind."""

SWITCHES: Final = (*dict.fromkeys(SUBSCRIPTIONS.values()), Subscription.CHANGES)
"""What concerns meetings, and is switched where reminders are."""


@dataclass(frozen=True)
class Rule:
    """A kind, and how long before: days, or hours for HOURS; 0 for OPENING."""

    kind: ReminderKind
    amount: int = 0

    def __str__(self) -> str:
        return f"{self.kind}-{self.amount}"


_BEFORE: Final = (
    Rule(ReminderKind.DAYS, 30),
    Rule(ReminderKind.DAYS, 7),
    Rule(ReminderKind.DAYS, 1),
    Rule(ReminderKind.HOURS, 1),
)
"""Where the pack names none."""

_ANSWERING: Final = (
    Rule(ReminderKind.OPENING),
    Rule(ReminderKind.DEADLINE, 7),
    Rule(ReminderKind.DEADLINE, 2),
)


def rules_of(meeting: Meeting) -> tuple[Rule, ...]:
    """The rules that hold for a meeting; none for one that is cancelled or a draft. What counts in hours is for
    meetings that begin at an hour."""
    if meeting.status is not MeetingStatus.PUBLISHED:
        return ()
    before = tuple(map(_rule, meeting.reminders)) or _BEFORE
    timed = isinstance(meeting.starts, datetime)
    known = tuple(
        rule for rule in dict.fromkeys((*before, *_ANSWERING)) if timed or rule.kind is not ReminderKind.HOURS
    )
    return tuple(rule for rule in known if _counts_from(meeting, rule) is not None)


def due_at(meeting: Meeting, rule: Rule, zone: str | None) -> datetime:
    """When it is due (UTC) for somebody whose clock shows the time of `zone` (none: that of the meeting), by a rule of
    the meeting's."""
    if rule.kind is ReminderKind.HOURS:
        return meeting.begins_at() - timedelta(hours=rule.amount)
    day = _counts_from(meeting, rule)
    assert day is not None, "a rule of this meeting has a day to count from"
    morning = datetime.combine(day - timedelta(days=rule.amount), MORNING, _clocks(zone or meeting.timezone))
    opens = meeting.registration_opens_at() if rule.kind is ReminderKind.OPENING else None
    # Where it is nine o'clock earlier than at the venue, or answers are taken from a later hour: not before that.
    return max(morning.astimezone(UTC), opens) if opens is not None else morning.astimezone(UTC)


@cache
def _clocks(zone: str) -> ZoneInfo:
    """Those of a zone, read once: of all that people live in, `ZoneInfo` keeps eight."""
    return ZoneInfo(zone)


def pointless_at(meeting: Meeting, rule: Rule, due: datetime) -> datetime:
    """From when on one that was due at `due` is not sent any more: a day later, or when what it tells of is there."""
    ends = {meeting.begins_at(), due + LATE}
    if rule.kind in (ReminderKind.DEADLINE, ReminderKind.OPENING):
        closes = meeting.registration_closes_at()
        ends |= {closes} if closes is not None else set()
    return min(ends)


def span_of(meeting: Meeting, rule: Rule) -> tuple[datetime, datetime]:
    """The instants before and after which it is due nowhere in the world."""
    if rule.kind is ReminderKind.HOURS:
        instant = due_at(meeting, rule, None)
        return instant, instant
    at_utc = due_at(meeting, rule, "UTC")
    return at_utc - _WIDEST, at_utc + _WIDEST


def may_be_due(meeting: Meeting, rule: Rule, after: datetime, until: datetime) -> bool:
    """Whether it can be due anywhere in the world within (`after`, `until`]."""
    first, last = span_of(meeting, rule)
    return after < last and first <= until if first != last else after < first <= until


def concerns(occasion: Occasion, answer: Answer | None, seat: Seat) -> bool:
    """Whether it is for somebody who has answered so."""
    match occasion:
        case ReminderKind.DAYS:
            return answer is not Answer.NO
        case ReminderKind.HOURS:
            return seat is Seat.TAKEN
        case ReminderKind.DEADLINE:
            return answer in (None, Answer.UNSURE)
        case ReminderKind.OPENING | "chase":
            return answer is None
        case _:
            assert_never(occasion)


def asks(occasion: Occasion) -> bool:
    """Whether it comes to have an answer, and so has no point once answers are not taken any more."""
    return occasion not in (ReminderKind.DAYS, ReminderKind.HOURS)


def subscription_of(occasion: Occasion) -> Subscription:
    """What one stops to get no more of these."""
    return Subscription.ANSWERS if occasion == CHASE else SUBSCRIPTIONS[ReminderKind(occasion)]


def breaks_quiet(occasion: Occasion, answer: Answer | None) -> bool:
    """Whether it comes in quiet hours too: just before it begins, to those who have only to open a link."""
    return occasion is ReminderKind.HOURS and answer is Answer.ONLINE


def written(occasion: Occasion, amount: int) -> str:
    """What a reminder comes for, as it stands in buttons: `days-7`, `chase-0`."""
    return f"{occasion}-{amount}"


def read(said: str) -> tuple[Occasion, int] | None:
    """What `written` wrote; none for anything else."""
    kind, _, amount = said.partition("-")
    if not (amount.isascii() and amount.isdigit() and len(amount) <= 3):
        return None
    if kind == CHASE:
        return CHASE, int(amount)
    return (ReminderKind(kind), int(amount)) if kind in set(ReminderKind) else None


def _rule(said: str) -> Rule:
    kind = ReminderKind.HOURS if said.endswith("h") else ReminderKind.DAYS
    return Rule(kind, int(said[:-1]))


def _counts_from(meeting: Meeting, rule: Rule) -> date | None:
    """The day at the venue from which a rule counts back; none where the meeting has none."""
    match rule.kind:
        case ReminderKind.DAYS | ReminderKind.HOURS:
            return first_day(meeting)
        case ReminderKind.DEADLINE:
            return _day(meeting.registration.closes if meeting.registration else None, meeting.timezone)
        case ReminderKind.OPENING:
            return _day(meeting.registration.opens if meeting.registration else None, meeting.timezone)


def _day(moment: Moment | None, zone: str) -> date | None:
    return moment.astimezone(ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment
