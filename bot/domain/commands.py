"""The commands that exist, for help and for the menus that Telegram shows.

A menu is a convenience and protects nothing: what is sent all the same is refused by the right that `handlers.routes`
names, and a test compares the two tables.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.policy import Access, Right, may

COMMANDS: Final[Mapping[str, Right]] = {
    "start": Right.PUBLIC,
    "meetings": Right.PUBLIC,
    "roadmap": Right.PUBLIC,
    "regions": Right.PUBLIC,
    "settings": Right.PUBLIC,
    "language": Right.PUBLIC,
    "about": Right.PUBLIC,
    "privacy": Right.PUBLIC,
    "mydata": Right.PUBLIC,
    "news": Right.MEMBERSHIP,
    "feedback": Right.MEMBERSHIP,
    "reminders": Right.MEMBERSHIP,
    "stop": Right.PUBLIC,
    "forget": Right.PUBLIC,
    "access": Right.PUBLIC,
    "invite": Right.ACCESS,
    "requests": Right.ACCESS,
    "people": Right.ACCESS,
    "attendance": Right.ORGANIZING,
    "announce": Right.ANNOUNCING,
    "examples": Right.REVIEWING,
    "help": Right.PUBLIC,
}
"""Command → the right that it needs, in the order in which they are shown."""

IN_GROUPS: Final = ("meetings",)
"""Those that work in groups too."""


def commands_for(access: Access) -> tuple[str, ...]:
    """The commands that somebody may use, in order."""
    return tuple(name for name, right in COMMANDS.items() if may(access, right))
