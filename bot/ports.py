"""What the services need from the outside: a unit of work over the tables, a renderer, a sender."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from bot.domain.announcements import (
    Announcement,
    Delivery,
    Reached,
    Running,
    Settled,
    Share,
    State,
    Tally,
    Task,
    Timing,
)
from bot.domain.attendance import (
    Addressee,
    Answer,
    Arrangement,
    Asked,
    Circle,
    Count,
    Invited,
    LateRequest,
    Past,
    Rsvp,
    Seat,
    Why,
)
from bot.domain.audience import ReaderCount, Resolved, Selection, Unreached
from bot.domain.audit import Anchor, Entry, Row
from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind, EntryState
from bot.domain.disclosure import Waiting
from bot.domain.examples import Example, Meant, Unreviewed
from bot.domain.exchange import Claimed, Incoming, LiveMessage, Outgoing, Part, Priority, Rendered, Stored
from bot.domain.figures import Figures
from bot.domain.meetings import Mode
from bot.domain.messages import Message
from bot.domain.outcomes import Early, Outcome
from bot.domain.own_data import OwnData
from bot.domain.people import AccessRequest, Dialog, Grant, Held, Invite, Person, Question, Role, Subscription
from bot.domain.policy import Access
from bot.domain.quiet import Quiet
from bot.domain.rounds import Answered, Path, Remark, Respondent, Round, RoundState, Said


class Inbox(Protocol):
    """Updates as they came, each once (by its update_id), until they are handled."""

    async def store(self, updates: Sequence[Incoming]) -> list[Stored]:
        """Keep those not seen before, encrypted; what was kept, in the order in which it came."""
        ...

    async def pending(self, after: int, limit: int) -> list[Stored]:
        """The oldest unhandled ones with a sequence above `after`, in the order in which they came."""
        ...

    async def done(self, update_id: int, at: datetime) -> bool:
        """Handled: its content is erased. False where it does not wait (any more), so that the transaction that is to
        handle it begins with this."""
        ...

    async def failed(self, update_id: int) -> int:
        """An attempt failed; how often it was tried now."""
        ...

    async def set_aside(self, update_id: int, error: str, at: datetime) -> None:
        """Given up, with what went wrong (without what people wrote); it holds back nobody."""
        ...

    async def forget(self, telegram_id: int, at: datetime) -> None:
        """Nothing of this person is left: what waits is not handled any more, and of what has come only its number is
        known."""
        ...

    async def disown(self, update_id: int) -> None:
        """As `forget`, for one that is not to be handled, or is set aside."""
        ...

    async def tidy(self, aside_before: datetime, done_before: datetime) -> int:
        """Erase the content of those set aside before the first instant, and the rows of those handled (or set
        aside) before the second; how many rows were touched."""
        ...

    async def count_aside(self) -> int:
        """How many are set aside."""
        ...


class Outbox(Protocol):
    """What is to be sent, and what came of it."""

    async def add(self, outgoing: Sequence[Outgoing], at: datetime) -> None:
        """Queue them in this order; one whose `once` key was used before is left out."""
        ...

    async def claim(
        self,
        now: datetime,
        lease_until: datetime,
        limit: int,
        busy: Collection[int],
        up_to: Priority = Priority.GUEST,
    ) -> list[Claimed]:
        """Take the rows to send next: by priority (down to the one given), then age; one a chat, none of a chat that
        is busy, has a row under a lease, or waits until later."""
        ...

    async def part_sent(self, row: int, message_id: int | None) -> None:
        """One part of a longer message has left; a later attempt goes on after it."""
        ...

    async def record(
        self, row: int, outcome: Outcome | Early, at: datetime, *, retry_at: datetime | None = None
    ) -> None:
        """What came of it. `Later` puts off the whole chat until then, `Early` this one alone. `Unknown` with
        `retry_at` is tried again then; without, it stays unknown."""
        ...

    async def release(
        self, at: datetime, *, retry_at: Callable[[int], datetime], resend_up_to: Callable[[Priority], int]
    ) -> int:
        """After a crash: rows under a lease were claimed and have no outcome. Each counts as an unknown attempt, and is
        queued again for when `retry_at` says by the number of attempts so far, unless it was tried as often as its
        priority allows; how many rows there were."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest instant at which a waiting row may be claimed; none where nothing waits."""
        ...

    async def put_off(self, person_id: int, kind: str) -> list[tuple[datetime, Message]]:
        """The messages of a kind that wait for their time to be sent to this person, with that time."""
        ...

    async def queued_since(self, once: Collection[str], after: datetime) -> set[int]:
        """The people for whom a message was queued since then whose `once` key begins with one of these."""
        ...

    async def recall(self, once: str) -> bool:
        """Take back the message with this `once` key, where it still waits; whether it did."""
        ...

    async def refreshing(self) -> int:
        """How many wait that only bring a message up to date."""
        ...

    async def ready(self, at: datetime) -> None:
        """Let whatever waits until later than this be claimed from this instant on."""
        ...

    async def forget(self, person_id: int) -> None:
        """Delete what was sent to this person or waits for them; what is being sent goes when it has an outcome."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete rows that had their outcome before then; how many."""
        ...


class People(Protocol):
    """Who has written, with the grants that are in force at an instant."""

    async def find(self, person_id: int, at: datetime) -> Person | None: ...

    async def by_telegram(self, telegram_id: int, at: datetime) -> Person | None: ...

    async def members(self, among: Collection[int], at: datetime) -> set[int]:
        """Those of these Telegram ids whose holders have a role at that instant."""
        ...

    async def add(self, telegram_id: int, language: str, at: datetime, *, menu_due: bool = False) -> Person:
        """A new guest, in the language that their Telegram suggests; `menu_due`: their chat may have a menu of commands
        of before."""
        ...

    async def choose_language(self, person_id: int, language: str) -> None: ...

    async def set_second_language(self, person_id: int, language: str | None) -> None:
        """In which they read what is not there in their own; none: in English."""
        ...

    async def set_country(self, person_id: int, country: str, zone: str | None, at: datetime) -> None:
        """Their country, and the zone where it has only one (else none, to be asked); a region chosen before is
        forgotten."""
        ...

    async def set_zone(self, person_id: int, zone: str, at: datetime) -> None: ...

    async def zones(self) -> list[str | None]:
        """The zones of all people, each once; none where there are some whose zone is not known."""
        ...

    async def zone_set_since(self, after: datetime) -> list[int]:
        """The ids of those whose zone was set since then."""
        ...

    async def set_quiet(self, person_id: int, quiet: Quiet) -> None:
        """When they are sent nothing that they have not asked for."""
        ...

    async def set_region(self, person_id: int, region: str) -> None:
        """Which of the regions of their country they call theirs."""
        ...

    async def set_name(self, person_id: int, name: str | None) -> None:
        """What they are called, as `bot.domain.names` cleans it; kept encrypted, and not at all without a key."""
        ...

    async def tidy_names(self) -> int:
        """Erase the names of those who hold nothing and ask for nothing; how many."""
        ...

    async def names(self, person_ids: Iterable[int]) -> dict[int, str]:
        """What people are called, as far as that is known."""
        ...

    async def who_stopped(self, subscription: Subscription) -> set[int]:
        """The ids of those who do not want to be sent these."""
        ...

    async def set_stopped(self, person_id: int, stopped: Iterable[Subscription]) -> None:
        """What they do not want to be sent: these, and no others."""
        ...

    async def set_unreachable(self, person_id: int, since: datetime | None) -> None:
        """Since when they cannot be written to, where that was not known before; none: they can, and their menu of
        commands is set anew."""
        ...

    async def unreachable_untold(self, before: datetime) -> list[int]:
        """The ids of those who hold something, cannot be written to since then, and of whom that was not told."""
        ...

    async def note_unreachable_told(self, person_id: int) -> None:
        """It was told, for as long as it is so."""
        ...

    async def seen(self, person_id: int, at: datetime) -> None:
        """They have written, at that instant; kept to the day."""
        ...

    async def idle_guests(self, before: datetime, limit: int) -> list[int]:
        """The ids of some who hold nothing and have not written since then."""
        ...

    async def menus_due(self, limit: int, besides: Collection[int]) -> list[int]:
        """The ids of some whose menu of commands is to be set, and who can be written to, other than these."""
        ...

    async def menu_set(self, person_id: int) -> None:
        """Their menu is as it should be."""
        ...

    async def all_menus_due(self, told: str) -> bool:
        """Let the menus of all be set anew who may have one, where `told`, which stands for all that menus can say, is
        not what it was the last time; whether that was so."""
        ...


class Grants(Protocol):
    """Roles in people's hands. Whatever changes them lets the person's menu of commands be set anew."""

    async def give(
        self,
        person_id: int,
        grant: Grant,
        at: datetime,
        *,
        by: int | None,
        confirm_by: datetime,
        expires_at: datetime | None = None,
    ) -> Held:
        """Give a role, or give it anew where they hold it; `by`: who gave it, none for the command line."""
        ...

    async def get(self, grant_id: int) -> Held | None: ...

    async def of(self, person_id: int) -> list[Held]:
        """All that a person holds, the oldest first, whether in force or just ended."""
        ...

    async def in_force(self, at: datetime, roles: Collection[Role] | None = None) -> list[Held]:
        """All (of these roles) that are in force at that instant, in the order of people."""
        ...

    async def ended(self, at: datetime) -> list[Held]:
        """All that are not in force any more, and not taken yet."""
        ...

    async def to_confirm(self, before: datetime, asked_up_to: int) -> list[Held]:
        """Those that end unless confirmed before then, and of whose holders nobody was asked more often than that; in
        the order of people."""
        ...

    async def note_asked(self, grant_ids: Iterable[int], asked: int) -> None:
        """How often their holders were asked now."""
        ...

    async def confirm(self, grant_id: int, confirm_by: datetime) -> None:
        """Its holder still is what it says; they are to confirm that again by then."""
        ...

    async def take(self, grant_id: int) -> Held | None:
        """Take it away; what it was, none where it was gone already."""
        ...


class Invites(Protocol):
    """Invite links; only a hash of their secret is kept."""

    async def add(self, digest: bytes, invite: Invite, at: datetime) -> None: ...

    async def find(self, digest: bytes, at: datetime) -> Invite | None:
        """What it would bring; none where it is unknown, used or expired."""
        ...

    async def use(self, digest: bytes, person_id: int, at: datetime) -> Invite | None:
        """Consume it for this person: once, by one, before it expires; none otherwise."""
        ...

    async def withdraw(self, replaces: int) -> None:
        """Delete those not used by which this grant would pass over."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete those that expired before then; how many."""
        ...


class AccessRequests(Protocol):
    """Who wants which role, and what was decided. Words are kept encrypted, until the decision, and not at all where
    there is no key."""

    async def add(self, request: AccessRequest) -> int:
        """Keep an open request (whatever its `id`), in place of an open one of the same person; its id."""
        ...

    async def get(self, request_id: int) -> AccessRequest | None: ...

    async def open(self) -> list[AccessRequest]:
        """Those on which nobody has decided, the oldest first."""
        ...

    async def of(self, person_id: int) -> list[AccessRequest]:
        """What a person has asked for, the oldest first."""
        ...

    async def decide(self, request_id: int, *, approved: bool, by: int, at: datetime) -> bool:
        """Keep the decision and erase the words; false where it is decided already: of two at once, one decides."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete those that were asked before then; how many."""
        ...


class Audit(Protocol):
    """Who did what, for good. It is written in the transaction that does it."""

    async def add(self, entry: Entry, at: datetime) -> None: ...

    async def head(self) -> Anchor | None:
        """The last row, as the log itself knows it; none where there is no row."""
        ...

    def rows(self) -> AsyncIterator[Row]:
        """All rows, in the order of their numbers."""
        ...


class OwnRecords(Protocol):
    """What stands about one person in all tables."""

    async def of(self, person_id: int) -> OwnData | None:
        """All of it; none where there is no such person."""
        ...

    async def erase(self, person_id: int) -> None:
        """Delete the person with all that is theirs, and have others' rows name them no more. `Outbox.forget` and
        `Inbox.forget` come before it."""
        ...


class Forgotten(Protocol):
    """Whom the bot has forgotten at their own wish, by a keyed hash of their Telegram id."""

    async def note(self, telegram_id: int, at: datetime) -> None: ...

    async def has(self, telegram_id: int) -> bool: ...

    async def lift(self, telegram_id: int) -> None:
        """They have come back."""
        ...


class Dialogs(Protocol):
    """Where each person stands in conversations of several steps, once for each flow. Words are kept encrypted, and not
    at all where there is no key."""

    async def of(self, person_id: int, at: datetime) -> list[Dialog]:
        """Those that have not expired at that instant."""
        ...

    async def put(self, person_id: int, dialog: Dialog) -> None:
        """In place of the one of the same flow."""
        ...

    async def clear(self, person_id: int, flow: str) -> None: ...

    async def tidy(self, before: datetime) -> int:
        """Delete those that expired before then; how many."""
        ...


class Questions(Protocol):
    """What people want to have answered, or to be told. Words are kept encrypted, and not at all where there is no
    key."""

    @property
    def keeps_words(self) -> bool:
        """Whether there is a key."""
        ...

    async def add(self, question: Question, at: datetime) -> bool:
        """Keep it; false where this person has asked the same by the same message before, or waits for the same to be
        published."""
        ...

    async def of(self, person_id: int) -> list[Question]:
        """What a person has asked, the oldest first."""
        ...

    async def pass_on_waits(self, person_id: int, successor_id: int) -> None:
        """What one person waits to see published another one waits for from now on."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete those asked before then; how many."""
        ...


class Examples(Protocol):
    """What people meant by questions that were asked back. It is kept encrypted, and not at all without a key."""

    async def add(self, meant: Meant, at: datetime) -> bool:
        """Keep it; false where there is no key, or what this person meant by this message is known."""
        ...

    async def waiting(self) -> list[Unreviewed]:
        """Those that nobody has looked at yet, the oldest first."""
        ...

    async def get(self, example_id: int) -> Example | None:
        """One that nobody has looked at yet."""
        ...

    async def keep(self, example_id: int) -> bool:
        """It may be learned from: from now on it is nobody's, and of a day. False where it does not wait any more."""
        ...

    async def drop(self, example_id: int) -> bool:
        """Delete one; false where it does not wait any more."""
        ...

    async def kept(self) -> list[Example]:
        """Those that may be learned from, the oldest first."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete those tapped before then, looked at or not; how many."""
        ...


class Rsvps(Protocol):
    """Who comes to which meeting. Names and details are kept encrypted, and not at all where there is no key.

    Answers are given for certain days (`bot.domain.attendance.days_of`), and looked at for these.
    """

    async def of(self, meeting: str, days: str, person_id: int) -> Rsvp | None: ...

    async def get(self, rsvp_id: int) -> Rsvp | None: ...

    async def of_person(self, person_id: int) -> list[Rsvp]:
        """All answers of a person, whatever the days."""
        ...

    async def put(self, rsvp: Rsvp, over_at: datetime, at: datetime, *, by: int | None, why: Why) -> Rsvp:
        """Keep an answer, a new one where its id is 0, and note it in the history; `over_at`: when the meeting is over;
        `by`: who did it, none for the bot."""
        ...

    async def set_details(self, rsvp: Rsvp) -> None:
        """Keep what was asked besides, as it stands in this one."""
        ...

    async def remove(self, rsvp: Rsvp, at: datetime, *, by: int | None, why: Why) -> None:
        """Take an answer away; it stays in the history."""
        ...

    async def remove_of_other_days(self, meeting: str, days: str, at: datetime) -> int:
        """Take away the answers that were given for other days; how many."""
        ...

    async def pass_on(self, rsvp: Rsvp, successor_id: int, at: datetime) -> Rsvp:
        """Let it be the successor's, without what concerns the person of the predecessor (travel, access)."""
        ...

    async def held(self, meeting: str, days: str) -> dict[Mode, int]:
        """How many people have a place, or are offered one."""
        ...

    async def in_line(self, meeting: str, days: str, mode: Mode) -> list[Rsvp]:
        """Those who wait for a place, in order."""
        ...

    async def position(self, rsvp: Rsvp) -> int:
        """The place in line of one that waits, from 1."""
        ...

    async def offers_passed(self, at: datetime) -> list[Rsvp]:
        """Those who have not confirmed by then the place that they were offered."""
        ...

    async def next_offer_passes(self) -> datetime | None:
        """The earliest instant by which an offered place is to be confirmed."""
        ...

    async def counts(self, meeting: str, days: str) -> list[Count]: ...

    async def page(
        self, meeting: str, days: str, answers: Collection[tuple[Answer, Seat]], offset: int, limit: int
    ) -> list[Rsvp]:
        """Some of those who answered so, the first in line first, else by country."""
        ...

    async def all(self, meeting: str, days: str) -> list[Rsvp]: ...

    async def past(self, rsvp: Rsvp, limit: int) -> list[Past]:
        """What one answer was, with its person's for other days, the newest first."""
        ...

    def history(self, meeting: str) -> AsyncIterator[Past]:
        """What answers were, of all days, the oldest first."""
        ...

    async def ask_late(self, request: LateRequest, over_at: datetime) -> LateRequest:
        """Keep the wish to answer after the deadline, in place of an earlier one of the same person."""
        ...

    async def late(self, request_id: int) -> LateRequest | None: ...

    async def late_of(self, meeting: str, days: str, person_id: int | None = None) -> list[LateRequest]:
        """Those of a meeting (and a person) that are not decided, the oldest first."""
        ...

    async def decide_late(self, request_id: int) -> bool:
        """It is decided: of two at once, one decides."""
        ...

    async def tidy(self, details_before: datetime, before: datetime) -> int:
        """Erase the details of meetings that were over before the first instant, and everything of those that were
        over before the second; how many rows were touched."""
        ...


class InvitedPeople(Protocol):
    """Those whom a meeting concerns, in the order of their ids."""

    async def silent_counts(self, circle: Circle, meeting: str, days: str, at: datetime) -> list[Count]:
        """How many of the circle have not answered."""
        ...

    async def silent(
        self, circle: Circle, meeting: str, days: str, at: datetime, *, after: int = 0, limit: int | None = None
    ) -> list[Invited]:
        """Those of the circle who have not answered, with an id above `after`."""
        ...

    async def unreachable_count(self, circle: Circle, meeting: str, days: str, at: datetime) -> int:
        """How many of those who have not answered cannot be written to."""
        ...

    async def silent_page(
        self, circle: Circle, meeting: str, days: str, at: datetime, *, reachable: bool, offset: int, limit: int
    ) -> list[Invited]:
        """Some of those who have not answered and can be written to, or cannot, by country."""
        ...

    async def to_tell(
        self,
        circle: Circle,
        meeting: str,
        days: str,
        at: datetime,
        *,
        zones: Sequence[str | None] | None = None,
        among: Collection[int] | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Addressee]:
        """Those of the circle, and whoever else has answered without declining, who can be reached, with what they have
        answered; of these zones (none: whose zone is not known) and among these ids alone, where given."""
        ...

    async def countries(self, circle: Circle, at: datetime) -> set[str]:
        """The countries for which those in the circle hold their grants."""
        ...

    async def answered(self, meeting: str, days: str) -> list[Invited]:
        """Those on Telegram who have answered, within the circle or not."""
        ...


class Arrangements(Protocol):
    """What organizers have set for meetings."""

    async def get(self, meeting: str) -> Arrangement: ...

    async def all(self) -> dict[str, Arrangement]:
        """Of all meetings for which something was set or told."""
        ...

    async def set_open(self, meeting: str, *, is_open: bool | None) -> None:
        """Open or close it whatever the pack says; none: as the pack says."""
        ...

    async def set_capacity(self, meeting: str, mode: Mode, seats: int | None) -> None:
        """How many there is room for; none: as the pack says."""
        ...

    async def set_told(self, meeting: str, version: int) -> None:
        """Of which version of the content those concerned were told."""
        ...

    async def add_missed(self, meeting: str, count: int) -> None:
        """So many more reminders were missed."""
        ...


class LiveMessages(Protocol):
    """Messages in chats that are kept up to date where they stand."""

    async def note(self, live: LiveMessage) -> None:
        """It stands there; one that did not is up to date."""
        ...

    async def get(self, chat_id: int, message_id: int) -> LiveMessage | None:
        """What stands there, where it is one of these."""
        ...

    async def newest(self, chat_id: int, kind: str) -> LiveMessage | None:
        """The one of this kind that came last to a chat."""
        ...

    async def drop(self, chat_id: int, message_id: int) -> None:
        """It is gone, or has become something else."""
        ...

    async def freshen(self, chat_id: int, message_id: int) -> None:
        """It is being brought up to date: what changes from now on outdates it again."""
        ...

    async def outdate(self, subject: str, *, kind: str | None = None, person_id: int | None = None) -> None:
        """Something has changed about this subject: those on it (of a kind, of a person) are to be brought up to
        date."""
        ...

    async def outdate_of(self, person_id: int) -> None:
        """Those of this person are to be brought up to date."""
        ...

    async def take_outdated(self, limit: int) -> list[LiveMessage]:
        """Some that are to be brought up to date, which is the caller's to do from now on."""
        ...

    async def keep_only(self, subjects: Collection[str]) -> int:
        """Forget those on other subjects; how many."""
        ...


class CalendarCopies(Protocol):
    """Who has which meeting in their calendar by a file of ours."""

    async def note(self, person_id: int, meeting: str, sequence: int) -> None:
        """They were given the file with this SEQUENCE."""
        ...

    async def of(self, meeting: str) -> dict[int, int]:
        """Person id → SEQUENCE of the file that they have."""
        ...

    async def keep_only(self, meetings: Collection[str]) -> int:
        """Forget those of other meetings; how many."""
        ...


class Announcements(Protocol):
    """What is announced. It is kept encrypted, and so not at all without a key."""

    async def add(self, new: Announcement) -> Announcement:
        """Keep a new one (whatever its `id`); the same with its id."""
        ...

    async def get(self, announcement_id: int) -> Announcement | None: ...

    async def put(self, announcement: Announcement) -> None:
        """Keep it as it is now."""
        ...

    async def remove(self, announcement_id: int) -> None:
        """Delete one that was never sent."""
        ...

    async def in_states(self, states: Collection[State], limit: int | None = None) -> list[Announcement]:
        """The newest first."""
        ...

    async def running(self) -> list[Running]:
        """Those of which something is still to be done for some reader, the oldest first."""
        ...

    async def note_pace(self, announcement_id: int, pace: int | None) -> None:
        """So many messages leave in a minute."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete what was never sent and was changed last before then; how many."""
        ...

    async def save_audience(self, person_id: int, name: str, selection: Selection, at: datetime) -> None:
        """Keep whom somebody announces to under a name, in place of an earlier one of that name, and of the oldest
        where there are as many as one keeps (`MOST_SAVED`)."""
        ...

    async def audiences(self, person_id: int) -> list[tuple[int, str, Selection]]:
        """Id, name and selection of what they have saved, the oldest first."""
        ...

    async def drop_audience(self, person_id: int, audience_id: int) -> None: ...


class Readers(Protocol):
    """Members by a selection."""

    async def counts(self, chosen: Resolved) -> list[ReaderCount]: ...

    async def first(self, chosen: Resolved, limit: int) -> list[int]:
        """The ids of some who will get it, by country."""
        ...

    async def not_reached(self, chosen: Resolved) -> list[Unreached]:
        """Those who will not: they cannot be written to, or have stopped announcements; by country."""
        ...

    async def has(self, chosen: Resolved, person_id: int) -> bool:
        """Whether somebody is meant."""
        ...


class Deliveries(Protocol):
    """What each reader of an announcement got, and what is still to be done for them: one row a reader."""

    async def fill(self, announcement_id: int, chosen: Resolved, timing: Timing, now: datetime, place: str) -> int:
        """A row for everybody who is meant and has none: it waits until it is their turn (`due_for`), or says why they
        do not get it; how many are new."""
        ...

    async def claim(self, announcement_id: int, now: datetime, limit: int) -> list[Delivery]:
        """Take some of what is due."""
        ...

    async def settle(self, settled: Sequence[Settled]) -> None:
        """Record what has come of what was claimed, and what is to be done next. Nothing changes for whoever was
        forgotten meanwhile."""
        ...

    async def release(self, now: datetime) -> int:
        """After a crash: what was being sent is unknown, an edit or a deletion is made again; how many there were. To
        whom a reminder was under way, the message is edited: it may have missed a correction."""
        ...

    async def ready(self, announcement_id: int, now: datetime, until: datetime | None) -> None:
        """The clock was set back: what was to wait until then, or (none) whatever waits, is due now."""
        ...

    async def left(self, announcement_id: int) -> bool:
        """Whether something waits or is being done."""
        ...

    async def next_due(self, announcement_id: int) -> datetime | None:
        """The earliest instant at which something that waits is due."""
        ...

    async def withhold(self, announcement_id: int) -> int:
        """Whoever waits does not get it; how many."""
        ...

    async def drop_tasks(self, announcement_id: int, task: Task) -> None:
        """Whatever waits of this is not done."""
        ...

    async def renew(self, announcement_id: int, version: int, due_at: datetime) -> int:
        """Have edited what was sent in an older version; for how many."""
        ...

    async def delete(self, announcement_id: int, now: datetime) -> int:
        """Have deleted what was sent; for how many."""
        ...

    async def remind(self, announcement_id: int, now: datetime) -> int:
        """Have those reminded who got it, can be written to, and have not confirmed, nor been reminded within
        `REMINDED_AGAIN`; how many."""
        ...

    async def remindable(self, announcement_id: int, now: datetime) -> int:
        """How many `remind` would have reminded."""
        ...

    async def retry(self, announcement_id: int, reached: Collection[Reached], now: datetime) -> int:
        """Have it sent once more to those of whom this came and who can be written to now; how many."""
        ...

    async def retriable(self, announcement_id: int, reached: Collection[Reached], now: datetime) -> int:
        """To how many `retry` would send it."""
        ...

    async def of(self, announcement_id: int, person_id: int) -> tuple[Reached | None, datetime | None] | None:
        """What came of it for one reader, and when they have confirmed it; none for whoever is no reader of it."""
        ...

    async def note_read(self, announcement_id: int, person_id: int, at: datetime) -> bool:
        """They confirm that they have read it; false where they are no reader of it, or have confirmed before."""
        ...

    async def note_pressed(self, announcement_id: int, person_id: int, at: datetime) -> bool:
        """They have used another button of it; false as for `note_read`."""
        ...

    async def tally(self, announcement_id: int, version: int, now: datetime) -> Tally: ...

    async def shares(self, announcement_id: int) -> list[Share]: ...

    def rows(self, announcement_id: int) -> AsyncIterator[dict[str, Any]]:
        """All readers with what stands in their rows, the country and the language (`reads`) that they have now."""
        ...

    async def got(self, person_id: int) -> set[int]:
        """The ids of the announcements that somebody was sent."""
        ...

    async def tidy(self, before: datetime) -> int:
        """Delete what was sent before then; how many."""
        ...


class Rounds(Protocol):
    """Rounds of feedback, drafts among them."""

    async def add(self, new: Round) -> None: ...

    async def get(self, round_id: str) -> Round | None: ...

    async def put(self, round_: Round) -> None:
        """Have it stand as it is given here, by its id."""
        ...

    async def remove(self, round_id: str) -> None:
        """With all that was answered."""
        ...

    async def in_states(self, *states: RoundState) -> list[Round]:
        """Those in these states, the oldest first."""
        ...

    async def make_secret(self, round_id: str) -> None:
        """From now on answers can be stored."""
        ...

    async def destroy_secret(self, round_id: str) -> None:
        """From now on nothing leads from a person to an anonymous answer."""
        ...

    async def figures(self, round_id: str) -> dict[Path, Figures]:
        """What was counted so far, by group."""
        ...

    async def set_figures(self, round_id: str, figures: Mapping[Path, Figures]) -> None: ...

    async def tidy(self, drafts_before: datetime, closed_before: datetime) -> int:
        """Delete drafts that were changed last before the first instant, and whatever was answered in rounds that
        closed before the second; how many rows. The figures stay."""
        ...


class RoundAnswers(Protocol):
    """What was answered, and that somebody has answered. Writing needs the round's secret; without it, nobody's own
    answer is found any more in an anonymous round."""

    async def of(self, round_id: str, person_id: int) -> Answered | None: ...

    async def put(self, round_id: str, person_id: int, answer: Answered, path: Path, *, named: bool) -> None:
        """Store it as theirs; with their name where the round is `named`. The group that they belonged to at first
        stays. Where nothing is chosen, and nothing was given before, nothing is kept."""
        ...

    async def has_finished(self, round_id: str, person_id: int) -> bool: ...

    async def finished(self, round_id: str) -> int:
        """How many have answered."""
        ...

    async def answers(self, round_id: str) -> int:
        """How many answers count, those of people who are forgotten among them."""
        ...

    async def waiting(self, round_id: str) -> list[Waiting]:
        """The answers that are not counted as they are."""
        ...

    async def count(self, round_id: str, paths: Iterable[Path]) -> None:
        """Those of these groups are counted as they are."""
        ...

    async def given(self, round_id: str) -> list[tuple[Path, str, int]]:
        """All answers by group, each with how many gave it; counted or not."""
        ...

    async def ranked_first(
        self, round_id: str, choices: Iterable[str], *, after: int, limit: int
    ) -> list[tuple[int, int, str]]:
        """Those who can be reached, with ids above `after`, and have ranked one of these first with their name: person
        and Telegram id, and the key of the choice; by person."""
        ...

    async def set_remark(self, round_id: str, person_id: int, said: Said, *, named: bool) -> None: ...

    async def remark_of(self, round_id: str, person_id: int, remark: Remark) -> Said | None: ...

    async def drop_remark(self, round_id: str, person_id: int, remark: Remark) -> None: ...

    async def remarks(self, round_id: str, language: str | None = None) -> list[Said]:
        """All of them, or those in a language, in an order that tells nothing."""
        ...

    async def remark_counts(self, round_id: str) -> dict[str, int]:
        """How many lines there are in each language."""
        ...

    async def settle(self, round_id: str) -> None:
        """What was begun counts as it stands; where nothing is chosen there is no answer."""
        ...

    async def unlink(self, round_id: str, fewest: int) -> None:
        """Replace what links answers and lines to people by something random, and write them anew in random order. Of
        an answer without a name nothing is left but what was said; of a line, its language, and the choice that it
        speaks of where at least `fewest` in that language speak of it."""
        ...


class AskedPeople(Protocol):
    """Those whom a round asks."""

    async def count(self, asked: Asked, at: datetime) -> int: ...

    async def has(self, asked: Asked, person_id: int, at: datetime) -> bool: ...

    async def to_tell(
        self, asked: Asked, round_id: str, at: datetime, *, silent: bool, after: int, limit: int
    ) -> Sequence[tuple[int, int]]:
        """Those who can be reached, with ids above `after`, as person and Telegram id; `silent`: who have not
        answered."""
        ...

    async def respondents(self, round_id: str) -> list[Respondent]:
        """Those who have answered, with what they have answered, in a round with names."""
        ...


class Marks(Protocol):
    """Up to which instant what is due has been looked after, or up to which version of the content."""

    async def get(self, name: str) -> datetime | None: ...

    async def set(self, name: str, at: datetime) -> None: ...

    async def version(self, name: str) -> int:
        """0 where none was looked after."""
        ...

    async def set_version(self, name: str, version: int) -> None: ...


class ContentStore(Protocol):
    """The packs that were imported; the newest is the one in force."""

    async def version(self) -> int:
        """The number of the newest pack; 0 where none was imported."""
        ...

    async def load(self) -> tuple[int, Pack] | None:
        """The newest pack and its number. SetupError where this version of the program does not read it."""
        ...

    async def get(self, version: int) -> Pack | None:
        """The pack of this number; none where there is none. SetupError as for `load`."""
        ...

    async def versions(self) -> list[tuple[int, datetime]]:
        """The numbers of all packs and when they were imported, the oldest first."""
        ...

    async def add(self, pack: Pack, at: datetime) -> int:
        """Keep a pack as the newest, and count what people will see changed; its number."""
        ...

    async def state(self, kind: EntryKind, entry_id: str) -> EntryState | None:
        """How often an entry changed, and when last; none where no pack had it."""
        ...


class UnitOfWork(Protocol):
    """One transaction; what is not committed when the block ends is rolled back."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def people(self) -> People: ...
    @property
    def grants(self) -> Grants: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def requests(self) -> AccessRequests: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def own_data(self) -> OwnRecords: ...
    @property
    def forgotten(self) -> Forgotten: ...
    @property
    def dialogs(self) -> Dialogs: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def examples(self) -> Examples: ...
    @property
    def rsvps(self) -> Rsvps: ...
    @property
    def invited(self) -> InvitedPeople: ...
    @property
    def arrangements(self) -> Arrangements: ...
    @property
    def live_messages(self) -> LiveMessages: ...
    @property
    def calendar_copies(self) -> CalendarCopies: ...
    @property
    def announcements(self) -> Announcements: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def readers(self) -> Readers: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def round_answers(self) -> RoundAnswers: ...
    @property
    def asked(self) -> AskedPeople: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def content(self) -> ContentStore: ...

    async def commit(self) -> None: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


UnitsOfWork = Callable[[], UnitOfWork]
"""Each call begins a transaction when its block is entered."""


@dataclass(frozen=True)
class Reader:
    """For whom a message is rendered: language (a code of locales/languages.toml), IANA zone (none: not known),
    country, what they may see, which of the several regions of their country they call theirs, and what they hold."""

    language: str
    zone: str | None
    country: str | None
    access: Access
    region: str | None = None
    grants: tuple[Grant, ...] = ()
    second_language: str | None = None
    """In which they read what is not there in their own."""


class Renderer(Protocol):
    """Puts messages into words."""

    def render(self, message: Message, reader: Reader, pack: Pack, now: datetime) -> Rendered:
        """The message for this reader, from the whole pack of which it shows only what the reader may see, at the
        instant `now`."""
        ...


Commands = tuple[tuple[str, str], ...]
"""Name and description of each, in the order of a menu."""


class Sender(Protocol):
    """Telegram, as far as sending goes."""

    def pause(self) -> float:
        """Seconds for which nobody may be written to; 0 where that is not so."""
        ...

    def resting(self) -> dict[int, float]:
        """The chats that may not be written to yet, and in how many seconds they may."""
        ...

    def recall(self, priority: Priority) -> None:
        """Whatever of this priority waits for its turn does not leave: it is `Later`, and may be sent at once."""
        ...

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        """Send one part when the pace allows it, in place of the message `edits` where given (where that cannot be
        edited any more, below, unless `or_anew` is false); never raises for what Telegram answers."""
        ...

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        """Delete 1 to 100 messages of a chat when the pace allows it: `Sent(None)` where they are gone now, `Failed`
        (and all still there) where one of them is older than 48 hours."""
        ...


class Menus(Protocol):
    """Telegram, as far as menus of commands go."""

    async def show(self, chat_id: int, commands: Commands | None) -> Outcome:
        """Let a person's chat have this menu, or none of its own: then it has the one that all have; never raises for
        what Telegram answers."""
        ...
