"""Buttons with which it is chosen whom an announcement is for; `announcement`: its id."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowAudience:
    """Whom it is for, in a sentence and in numbers."""

    kind: ClassVar[str] = "audience"
    announcement: str


@dataclass(frozen=True)
class ForEveryone:
    """All members."""

    kind: ClassVar[str] = "audall"
    announcement: str


@dataclass(frozen=True)
class OrAlso:
    """Another group beside those that are there."""

    kind: ClassVar[str] = "audor"
    announcement: str


@dataclass(frozen=True)
class ClearAudience:
    """Nobody: begin again."""

    kind: ClassVar[str] = "audclear"
    announcement: str


@dataclass(frozen=True)
class PickFilter:
    """The values of a Filter, for the last group."""

    kind: ClassVar[str] = "audpick"
    announcement: str
    filter: str


@dataclass(frozen=True)
class PickCountries:
    """The countries of a region."""

    kind: ClassVar[str] = "audctry"
    announcement: str
    region: str


@dataclass(frozen=True)
class PickAnswers:
    """What was said to a meeting."""

    kind: ClassVar[str] = "audmeet"
    announcement: str
    meeting: str


@dataclass(frozen=True)
class PickRoundAnswers:
    """Whether a round of feedback was answered."""

    kind: ClassVar[str] = "audround"
    announcement: str
    round: str


@dataclass(frozen=True)
class ToggleValue:
    """Let a value of a Filter be among those of the last group, or not."""

    kind: ClassVar[str] = "audset"
    announcement: str
    filter: str
    value: str


@dataclass(frozen=True)
class ToggleCountry:
    """The same for a country, among those of a region."""

    kind: ClassVar[str] = "audland"
    announcement: str
    region: str
    country: str


@dataclass(frozen=True)
class ToggleAnswer:
    """Let an answer to a meeting be among those of the last group, or not."""

    kind: ClassVar[str] = "audans"
    announcement: str
    meeting: str
    answer: str


@dataclass(frozen=True)
class ToggleRoundAnswer:
    """Let whoever has answered a round, or has not (`RoundAnswer`), be among those of the last group, or not."""

    kind: ClassVar[str] = "audsaid"
    announcement: str
    round: str
    answer: str


@dataclass(frozen=True)
class TurnFilter:
    """Mean all but these, or these again; of a meeting, by its id."""

    kind: ClassVar[str] = "audnot"
    announcement: str
    filter: str


@dataclass(frozen=True)
class TurnRound:
    """The same for those of a round."""

    kind: ClassVar[str] = "audnotsaid"
    announcement: str
    round: str


@dataclass(frozen=True)
class ShowSaved:
    """The audiences that one has saved."""

    kind: ClassVar[str] = "audsaved"
    announcement: str


@dataclass(frozen=True)
class UseSaved:
    kind: ClassVar[str] = "auduse"
    announcement: str
    audience: str


@dataclass(frozen=True)
class DropSaved:
    kind: ClassVar[str] = "auddrop"
    announcement: str
    audience: str


@dataclass(frozen=True)
class SaveAudience:
    """The next text is a name for it."""

    kind: ClassVar[str] = "audsave"
    announcement: str


@dataclass(frozen=True)
class GetUnreached:
    """Those of the audience whom Telegram does not reach, as a workbook."""

    kind: ClassVar[str] = "audxlsx"
    announcement: str
