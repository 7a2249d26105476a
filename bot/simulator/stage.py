"""The simulated Telegram's state, and what a bot's calls do to it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from bot.clock import Clock, MovableClock, SystemClock
from bot.simulator.callbacks import Presses
from bot.simulator.chat import Chat, Group, Place
from bot.simulator.errors import PhoneError
from bot.simulator.faults import Faults
from bot.simulator.files import FileStore
from bot.simulator.flood import FloodLimits
from bot.simulator.messages import Message
from bot.simulator.people import PEOPLE, Person
from bot.simulator.profile import Profile, in_language, two_letters
from bot.simulator.signals import Signal
from bot.simulator.updates import UpdateQueue

TOKEN = re.compile(r"[0-9]{1,16}:[A-Za-z0-9_-]{35}")
READY_SECONDS = 70
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

NextDue = Callable[[], Awaitable[datetime | None]]
"""The next instant (aware) at which the bot has something to do; None where there is none."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the server answered: accepted, or refused with `error` (its status and description)."""

    method: str
    params: Mapping[str, str]
    at: datetime
    result: Any = None
    error: str | None = None


class Stage:
    """Chats, updates, files, limits and faults of one bot, all in memory and used from one event loop.

    `tokens` None lets every well-formed token in; those in `revoked` never. A `MovableClock` can be moved from the
    page, to what `next_due` says too.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        people: Iterable[Person] = PEOPLE,
        tokens: set[str] | None = None,
        next_due: NextDue | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.tokens = tokens
        self.revoked: set[str] = set()
        self.profile = Profile()
        self.chats = {person.id: Chat(person) for person in people}
        self.groups: dict[int, Group] = {}
        self.updates = UpdateQueue(self.clock)
        self.presses = Presses(self.clock)
        self.files = FileStore()
        self.limits = FloodLimits(self.clock)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.refused: list[Call] = []
        self.people_version = 0
        self.directory = Signal()
        self.changed = Signal()
        self.clock_version = 0
        self._next_due = next_due
        self._last_message = 0
        self._bot_seen: float | None = None

    def unix_time(self) -> int:
        """Now, in whole seconds."""
        return int(self.clock.now().timestamp())

    def revoke_token(self, new_token: str) -> None:
        """The bot's owner has its token renewed: from now on only the new one is let in, and open polls end.

        ValueError for what is no token.
        """
        if not TOKEN.fullmatch(new_token):
            raise ValueError("a token is the bot's id, a colon, and 35 letters")
        self.tokens = {new_token}
        self.revoked.discard(new_token)
        self.updates.end_poll()

    def clock_card(self) -> dict[str, Any]:
        """What time it is (UTC), and whether the page may move it."""
        now = self.clock.now().astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00")
        return {"now": f"{now}Z", "movable": isinstance(self.clock, MovableClock)}

    def move_clock(self, instant: datetime) -> None:
        """Let it be that (aware) instant. PhoneError where the clock cannot be moved, or not so far."""
        clock = self._movable()
        if not _EARLIEST <= instant < _LATEST:
            raise PhoneError("The clock goes from the year 2000 to the end of 2099.")
        ready, before = self.ready(), clock.monotonic()
        clock.move_to(instant)
        # In a leap of time nobody could fetch an update, or poll: neither counts as old or as silent for it.
        self.updates.wait_longer(clock.monotonic() - before)
        if ready:
            self._bot_seen = clock.monotonic()
        self.clock_version += 1
        self.directory.fire()
        self.changed.fire()

    async def move_to_next(self) -> bool:
        """Move the clock to what is due next; False where nothing is. PhoneError as for `move_clock`."""
        self._movable()
        due = await self._next_due() if self._next_due else None
        if due is None:
            return False
        # It may have come while it was looked up.
        self.move_clock(max(due, self.clock.now()))
        return True

    def _movable(self) -> MovableClock:
        if not isinstance(self.clock, MovableClock):
            raise PhoneError("This clock goes by itself; it cannot be moved.")
        return self.clock

    def next_message_id(self) -> int:
        """Private chats and groups of one bot share one count."""
        self._last_message += 1
        return self._last_message

    def bot_was_seen(self) -> None:
        """A bot polled or introduced itself."""
        was_ready = self.ready()
        self._bot_seen = self.clock.monotonic()
        self.changed.fire()
        if not was_ready:
            self.directory.fire()

    def ready(self) -> bool:
        """Whether a bot is at work."""
        return self._bot_seen is not None and self.clock.monotonic() - self._bot_seen < READY_SECONDS

    def bot_card(self, language: str = "") -> dict[str, Any]:
        """What the page shows of the bot."""
        return {
            "name": self.profile.name(language),
            "username": self.profile.username,
            "description": in_language(self.profile.descriptions, language),
            "short_description": in_language(self.profile.short_descriptions, language),
            "ready": self.ready(),
        }

    def people_cards(self) -> list[dict[str, Any]]:
        """The list of people."""
        return [chat.card() for chat in self.chats.values()]

    def chat_card(self, chat: Chat) -> dict[str, Any]:
        """A chat without its messages."""
        person = chat.person
        return {
            "person": chat.card(),
            "reply_keyboard": chat.reply_keyboard,
            "commands": self.profile.commands_for(person.id, two_letters(person.language_code)),
            "menu_button": "commands" if self.profile.menu_button_for(person.id)["type"] == "commands" else "default",
        }

    def as_api(self, message: Message, with_reply: bool = True) -> dict[str, Any]:
        """The Message object of the Bot API."""
        chat = self.place(message.chat_id)
        writer = self.chats.get(message.chat_id if message.sender is None else message.sender)
        sender = self.profile.as_user() if message.from_bot or writer is None else writer.person.as_user()
        fields: dict[str, Any] = {
            "message_id": message.id,
            "from": sender,
            "chat": chat.as_api(),
            "date": message.date,
        }
        if message.edited is not None:
            fields["edit_date"] = message.edited
        if with_reply and message.reply_to is not None and message.reply_to in chat.messages:
            fields["reply_to_message"] = self.as_api(chat.messages[message.reply_to], with_reply=False)
        fields.update(message.content())
        return fields

    def place(self, chat_id: int) -> Place:
        """The chat or group with this id. KeyError where there is none."""
        return self.groups[chat_id] if chat_id in self.groups else self.chats[chat_id]

    def add_message(self, chat: Place, message: Message) -> None:
        """Put a message into its chat and show it."""
        chat.messages[message.id] = message
        if message.from_bot and not chat.log.watchers:
            chat.unread += 1
        chat.log.push("message", message.as_phone)
        self.touch_people()

    def change_message(self, chat: Place, message: Message) -> None:
        """Show that a message was edited."""
        if message.id > chat.cleared:
            chat.log.push("edit", message.as_phone)
        self.changed.fire()

    def remove_message(self, chat: Place, message_id: int) -> None:
        """Take a message away on both sides."""
        del chat.messages[message_id]
        chat.log.push("delete", lambda: {"id": message_id})
        self.touch_people()

    def change_chat(self, chat: Chat) -> None:
        """Show that a chat's keyboard, commands or block changed."""
        chat.log.push("chat", lambda: self.chat_card(chat))
        self.changed.fire()

    def touch_people(self) -> None:
        """Show that the list of people changed."""
        self.people_version += 1
        self.directory.fire()
        self.changed.fire()

    def mark_read(self, chat: Chat) -> None:
        """The person looks at the chat."""
        if chat.unread:
            chat.unread = 0
            self.touch_people()

    async def wait_until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        """Return once the condition holds, looked at after every change; TimeoutError otherwise.

        The limit counts the machine's seconds: it guards a test, also one whose own clock stands still.
        """
        async with asyncio.timeout(seconds):
            while not condition():
                await self.changed.wait(self.clock, 3600)
