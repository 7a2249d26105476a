"""What the services need from the outside: a unit of work over the tables, a renderer, a sender."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bot.domain.audit import Anchor, Entry, Row
from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind, EntryState
from bot.domain.exchange import Claimed, Incoming, Outgoing, Part, Priority, Rendered, Stored
from bot.domain.messages import Message
from bot.domain.outcomes import Outcome
from bot.domain.own_data import OwnData
from bot.domain.people import AccessRequest, Dialog, Grant, Held, Invite, Person, Question, Subscription
from bot.domain.policy import Access


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

    async def record(self, row: int, outcome: Outcome, at: datetime, *, retry_at: datetime | None = None) -> None:
        """What came of it. `Later` puts off the whole chat until then. `Unknown` with `retry_at` is tried again then;
        without, it stays unknown."""
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

    async def set_country(self, person_id: int, country: str, zone: str | None) -> None:
        """Their country, and the zone where it has only one (else none, to be asked); a region chosen before is
        forgotten."""
        ...

    async def set_zone(self, person_id: int, zone: str) -> None: ...

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

    async def in_force(self, at: datetime) -> list[Held]:
        """All that are in force at that instant, in the order of people."""
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

    async def send(self, chat_id: int, part: Part, priority: Priority, edits: int | None) -> Outcome:
        """Send one part when the pace allows it, in place of the message `edits` where given; never raises for what
        Telegram answers."""
        ...


class Menus(Protocol):
    """Telegram, as far as menus of commands go."""

    async def show(self, chat_id: int, commands: Commands | None) -> Outcome:
        """Let a person's chat have this menu, or none of its own: then it has the one that all have; never raises for
        what Telegram answers."""
        ...
