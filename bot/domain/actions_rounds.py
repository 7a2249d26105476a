"""Buttons of rounds of feedback, for those who answer."""

from dataclasses import dataclass
from typing import ClassVar, Final

FIRST: Final = "first"
"""Of the choices to be rated: the first that is not."""


@dataclass(frozen=True)
class ShowRounds:
    kind: ClassVar[str] = "rounds"


@dataclass(frozen=True)
class ShowRound:
    """The card of a round, for whoever may see it."""

    kind: ClassVar[str] = "round"
    round: str


@dataclass(frozen=True)
class RateNext:
    """Another choice is at hand to be rated: one by its key, or FIRST."""

    kind: ClassVar[str] = "rat"
    round: str
    choice: str


@dataclass(frozen=True)
class PickChoice:
    kind: ClassVar[str] = "rpick"
    round: str
    choice: str


@dataclass(frozen=True)
class DropChoice:
    kind: ClassVar[str] = "rdrop"
    round: str
    choice: str


@dataclass(frozen=True)
class UndoChoice:
    """Back to the first so many."""

    kind: ClassVar[str] = "rundo"
    round: str
    left: str


@dataclass(frozen=True)
class RateChoice:
    kind: ClassVar[str] = "rrate"
    round: str
    choice: str
    rating: str


@dataclass(frozen=True)
class FinishAnswer:
    """It counts as it stands."""

    kind: ClassVar[str] = "rdone"
    round: str


@dataclass(frozen=True)
class ShowRoundTerms:
    """What is stored, and who sees what."""

    kind: ClassVar[str] = "rterms"
    round: str


@dataclass(frozen=True)
class WriteRemark:
    """A line of text beside the answer is asked for; `remark`: one of `bot.domain.rounds.Remark`."""

    kind: ClassVar[str] = "rsay"
    round: str
    remark: str


@dataclass(frozen=True)
class EraseRemark:
    kind: ClassVar[str] = "rerase"
    round: str
    remark: str
