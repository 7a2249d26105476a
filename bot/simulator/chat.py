"""A private chat between one person and the bot."""

from dataclasses import dataclass, field
from typing import Any

from bot.simulator.events import EventLog
from bot.simulator.messages import Message
from bot.simulator.people import Person


@dataclass(slots=True)
class Chat:
    """All that is known of one person's chat; the bot's view and the phone's are both made from it."""

    person: Person
    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    unread: int = 0
    # The person emptied their own history up to this message; the bot's side keeps it.
    cleared: int = 0
    reply_keyboard: dict[str, Any] | None = None
    log: EventLog = field(default_factory=EventLog)

    def shown(self) -> list[Message]:
        """The messages that the person sees, oldest first."""
        return [message for message in self.messages.values() if message.id > self.cleared]

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
