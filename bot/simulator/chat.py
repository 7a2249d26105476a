"""The chats of the bot: a private one with each person, and groups."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.events import EventLog
from bot.simulator.messages import Message
from bot.simulator.people import Person


@dataclass(slots=True, kw_only=True)
class Place(ABC):
    """What private chats and groups have in common; the bot's view and the phone's are both made from it."""

    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    unread: int = 0
    # The person emptied their own history up to this message; the bot's side keeps it.
    cleared: int = 0
    log: EventLog = field(default_factory=EventLog)

    @property
    @abstractmethod
    def id(self) -> int: ...

    @abstractmethod
    def as_api(self) -> dict[str, Any]:
        """The Chat object of the Bot API."""
        ...

    def shown(self) -> list[Message]:
        """The messages that its people see, oldest first."""
        return [message for message in self.messages.values() if message.id > self.cleared]


@dataclass(slots=True)
class Chat(Place):
    """A private chat between one person and the bot."""

    person: Person
    reply_keyboard: dict[str, Any] | None = None

    @property
    def id(self) -> int:
        return self.person.id

    def as_api(self) -> dict[str, Any]:
        return self.person.as_chat()

    def card(self) -> dict[str, Any]:
        """The person's entry in the list of people."""
        return {
            "id": self.person.id,
            "name": self.person.name,
            "about": self.person.about,
            "language_code": self.person.language_code,
            "started": self.started,
            "blocked": self.blocked,
            "unread": self.unread,
        }


@dataclass(slots=True)
class Group(Place):
    """A group in which the bot is, with the ids of the people in it; `number`: its id, which is negative."""

    number: int
    title: str
    members: set[int]

    @property
    def id(self) -> int:
        return self.number

    def as_api(self) -> dict[str, Any]:
        return {"id": self.number, "title": self.title, "type": "group", "all_members_are_administrators": False}
