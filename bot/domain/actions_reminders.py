"""Buttons on reminders: later, and which of them come when."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Snooze:
    """Let this reminder come again later. `what`: what it came for, as a rule is written (`days-7`) or `chase-0`;
    `when`: a `bot.domain.snoozing.Later`."""

    kind: ClassVar[str] = "snooze"
    meeting: str
    what: str
    when: str


@dataclass(frozen=True)
class ShowReminders:
    """What is to come, and what does not come; `where`: "here", in place of the message with the button, or "below"."""

    kind: ClassVar[str] = "reminders"
    where: str


@dataclass(frozen=True)
class SwitchReminders:
    """Let reminders of a kind (`what`: a Subscription) come or not (`to`: "on" or "off")."""

    kind: ClassVar[str] = "remind"
    what: str
    to: str


@dataclass(frozen=True)
class ShowQuietHours:
    """From when to when the bot keeps quiet, to choose."""

    kind: ClassVar[str] = "quiet"


@dataclass(frozen=True)
class SetQuietHours:
    """`hours`: as `bot.domain.quiet.Quiet` writes them; the same hour twice: none."""

    kind: ClassVar[str] = "setquiet"
    hours: str
