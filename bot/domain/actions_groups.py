"""Buttons that stand in groups alone."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowInGroup:
    """Show the meeting's card before all, where the list stands."""

    kind: ClassVar[str] = "group"
    meeting: str
