"""Messages on rounds of feedback to those who answer.

What is asked, and what somebody has answered, is not stored with a message; it is filled in when that is sent.
"""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.content_text import Text
from bot.domain.message_model import FollowedMessage, MessageModel
from bot.domain.rounds import Remark, RoundState, Terms, subject_of

RoundNote = Literal[
    "opened",
    "reminder",
    "full",
    "closed",
    "noted",
    "unknown",
    "twice",
    "many",
    "few",
    "rating",
    "withdrawn",
    "line_kept",
    "line_erased",
]
"""Why a card comes, or what was odd about the last step. From `unknown` to `withdrawn`, why an answer by numbers was
not taken: there is no such number, one was named twice, there were more than may be chosen, not as many as are to be
rated, one was no rating, or one is withdrawn."""


class RoundShown(BaseModel):
    """A round as one reader sees it. `draft`: their answer as it stands on the screen, `given`: as it counts (none:
    they have given none, or nothing leads to it any more); `answered`: they have given one; `remarks`: their lines of
    text; `keeps`: lines of text can be kept; `results`: this reader may see the results now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: Terms
    state: RoundState
    draft: str = ""
    given: str | None = None
    answered: bool = False
    asked: bool = True
    """Whether this reader is among those whom the round asks."""
    remarks: dict[Remark, str] = {}
    why_of: str | None = None
    """The choice of which they have said why it comes first."""
    keeps: bool = True
    results: bool = False
    closed_at: datetime | None = None


class RoundMessage(FollowedMessage):
    """A message on one round."""

    round: str

    @property
    def subject(self) -> str:
        return subject_of(self.round)


class RoundCard(RoundMessage):
    """What is asked, and the answer as it fills itself in. `at`: the choice that is being rated (none: the first that
    is not)."""

    live: ClassVar[bool] = True

    kind: Literal["round_card"] = "round_card"
    note: RoundNote | None = None
    numbers: tuple[int, ...] = ()
    """Of an answer by numbers: those that did not fit, or how many there were."""
    at: str | None = None
    shown: RoundShown | None = None


class RoundLine(BaseModel):
    """A round as it stands in a list. `after_meeting`: it asks how the meeting of this title was; `answered`, `begun`:
    how far this reader has come with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: Text
    after_meeting: bool = False
    closes: datetime | None = None
    closed_at: datetime | None = None
    answered: bool = False
    begun: bool = False


class RoundList(MessageModel):
    """The rounds that there are for somebody: `open` ones, and `closed` ones whose results they may see."""

    kind: Literal["round_list"] = "round_list"
    open: tuple[RoundLine, ...] = ()
    closed: tuple[RoundLine, ...] = ()


class RoundTerms(RoundMessage):
    """What is stored of an answer, and who sees what of it."""

    kind: Literal["round_terms"] = "round_terms"
    shown: RoundShown | None = None


class AskRemark(RoundMessage):
    """A line of text is asked for. `problem`: what was wrong with the last one; `length`: its characters."""

    kind: Literal["ask_remark"] = "ask_remark"
    remark: Remark
    problem: Literal["long", "empty"] | None = None
    length: int = 0
    shown: RoundShown | None = None


class RemarkUnkept(RoundMessage):
    """No line is taken: without a key none can be kept, or nothing is chosen yet that it could speak of."""

    kind: Literal["remark_unkept"] = "remark_unkept"
    reason: Literal["no_key", "nothing_first"]


class RoundGone(MessageModel):
    """The round that a button speaks of is not there, or not for them."""

    kind: Literal["round_gone"] = "round_gone"
