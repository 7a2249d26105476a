"""Messages on the results of rounds. What they hold is never stored: it is filled in when they are sent."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.actions_round_results import ALL
from bot.domain.messages_rounds import RoundMessage
from bot.domain.round_results import ResultsShown
from bot.domain.rounds import Terms


class RoundResults(RoundMessage):
    """What was answered, by all or by a group; `note`: why it comes unasked. `shown` is none for whoever may not see
    it."""

    kind: Literal["round_results"] = "round_results"
    group: str = ALL
    note: Literal["closed"] | None = None
    shown: ResultsShown | None = None


class ResultsPicture(RoundMessage):
    """The same as a picture."""

    heavy: ClassVar[bool] = True

    kind: Literal["results_picture"] = "results_picture"
    group: str = ALL
    shown: ResultsShown | None = None


class Line(BaseModel):
    """A line of text; `choice`: the one that it speaks of; `by`: whose it is, in a round with names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    language: str
    choice: str | None = None
    by: str | None = None


class NamedAnswer(BaseModel):
    """Who has answered what (`marks`, as `bot.domain.figures` says), in a round with names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None
    country: str | None
    region: str | None
    language: str
    marks: str


class ResultsWorkbook(RoundMessage):
    """All that this reader may see. `groups`: all first, then each group; none for whoever may not see it. `named`,
    `lines`: for those who look after the round."""

    heavy: ClassVar[bool] = True

    kind: Literal["results_workbook"] = "results_workbook"
    groups: tuple[ResultsShown, ...] = ()
    named: tuple[NamedAnswer, ...] = ()
    lines: tuple[Line, ...] = ()


class RoundLines(RoundMessage):
    """Lines of text in one language (ALL: how many there are in each, `counts`), on one of several pages. `terms` are
    none for whoever may not see them."""

    kind: Literal["round_lines"] = "round_lines"
    language: str = ALL
    page: int = 0
    terms: Terms | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    pages: int = 1
