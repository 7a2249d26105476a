"""Buttons of those who look after a round that has closed, on what was decided."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowDecision:
    """What was decided, as it is written by now, and the way to each language."""

    kind: ClassVar[str] = "decision"
    round: str


@dataclass(frozen=True)
class WriteDecision:
    """The text in a language is asked for."""

    kind: ClassVar[str] = "decwrite"
    round: str
    language: str


@dataclass(frozen=True)
class RemoveDecision:
    """Nothing in this language."""

    kind: ClassVar[str] = "decremove"
    round: str
    language: str


@dataclass(frozen=True)
class AskPublishDecision:
    """Shall those who were asked be told?"""

    kind: ClassVar[str] = "decask"
    round: str


@dataclass(frozen=True)
class PublishDecision:
    kind: ClassVar[str] = "decpublish"
    round: str
