"""Buttons on the results of a round."""

from dataclasses import dataclass
from typing import ClassVar, Final

ALL: Final = "all"
"""Names the group of all, and the lines of all languages."""


@dataclass(frozen=True)
class ShowResults:
    """What was answered; `group`: ALL, or the code of a group (`bot.domain.round_results.code_of`)."""

    kind: ClassVar[str] = "results"
    round: str
    group: str


@dataclass(frozen=True)
class GetResults:
    """Have the results sent; `what`: "png" for a picture of a group, "xlsx" for a workbook of all."""

    kind: ClassVar[str] = "resfile"
    round: str
    group: str
    what: str


@dataclass(frozen=True)
class ShowLines:
    """The lines of text in a language, from a page on; ALL: the languages in which there are some."""

    kind: ClassVar[str] = "reslines"
    round: str
    language: str
    page: str
