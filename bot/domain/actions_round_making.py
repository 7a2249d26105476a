"""Buttons of those who make rounds of feedback and look after them; `round`: its id."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowRoundDesk:
    """Which rounds there are, and a new one."""

    kind: ClassVar[str] = "rdesk"


@dataclass(frozen=True)
class ShowRoundDeskPart:
    """Those in one state (`bot.domain.rounds.RoundState`), from a page on."""

    kind: ClassVar[str] = "rdeskpart"
    part: str
    page: str


@dataclass(frozen=True)
class ShowRoundDraft:
    """One as whoever looks after it sees it: what is set, what is missing, and what can be done."""

    kind: ClassVar[str] = "rdraft"
    round: str


@dataclass(frozen=True)
class BeginRound:
    """The next text is the question of a new one, with its options."""

    kind: ClassVar[str] = "rnew"


@dataclass(frozen=True)
class CopyRound:
    """A new one that asks the same again."""

    kind: ClassVar[str] = "ragain"
    round: str


@dataclass(frozen=True)
class AskDropRound:
    """Shall the draft be deleted?"""

    kind: ClassVar[str] = "raskdrop"
    round: str


@dataclass(frozen=True)
class DropRound:
    kind: ClassVar[str] = "rremove"
    round: str


@dataclass(frozen=True)
class WriteRoundText:
    """The next text is the question in this language, with the options that are one's own."""

    kind: ClassVar[str] = "rtext"
    round: str
    language: str


@dataclass(frozen=True)
class EraseRoundText:
    kind: ClassVar[str] = "rnotext"
    round: str
    language: str


@dataclass(frozen=True)
class ShowRoundStep:
    """What can be set of one of `bot.domain.round_making.Step`."""

    kind: ClassVar[str] = "rstep"
    round: str
    step: str


@dataclass(frozen=True)
class SetRoundTerm:
    """`term` is this from now on: one of `bot.domain.round_making.TERMS`."""

    kind: ClassVar[str] = "rset"
    round: str
    term: str
    value: str


@dataclass(frozen=True)
class PreviewRound:
    """The card as a reader of this language sees it."""

    kind: ClassVar[str] = "rpreview"
    round: str
    language: str


@dataclass(frozen=True)
class AskOpenRound:
    """What is going to happen, and shall it?"""

    kind: ClassVar[str] = "raskopen"
    round: str


@dataclass(frozen=True)
class OpenRound:
    """It opens, at once or at its time."""

    kind: ClassVar[str] = "ropen"
    round: str


@dataclass(frozen=True)
class UnplanRound:
    """It does not open; it is a draft again."""

    kind: ClassVar[str] = "rback"
    round: str


@dataclass(frozen=True)
class AskCloseRound:
    """Shall it close now?"""

    kind: ClassVar[str] = "raskclose"
    round: str


@dataclass(frozen=True)
class CloseRound:
    kind: ClassVar[str] = "rclose"
    round: str
