"""Messages on what was decided after a round of feedback, and on what has come of somebody's first choice."""

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.message_model import MessageModel
from bot.domain.messages_rounds import RoundMessage
from bot.domain.roadmap import ItemStatus
from bot.domain.rounds import Terms

LONGEST_DECISION: Final = 1500
"""Characters of what was decided, in one language."""


class DecisionDraft(RoundMessage):
    """What was decided, as it is written: language → text. `published`: since when it is seen; `saved`, `removed`: the
    language that was just written or taken away; `keeps`: texts can be kept."""

    kind: Literal["decision_draft"] = "decision_draft"
    terms: Terms
    texts: dict[str, str] = Field(default_factory=dict)
    published: datetime | None = None
    saved: str | None = None
    removed: str | None = None
    keeps: bool = True


class AskDecision(RoundMessage):
    """Please write it in this language. `there`: what is there already; `sent`: it has been published, so that what
    comes is seen at once. `problem`: why what came was not taken; `length`: its characters."""

    kind: Literal["ask_decision"] = "ask_decision"
    language: str
    there: str | None = None
    sent: bool = False
    problem: Literal["too_long", "no_words"] | None = None
    length: int = 0


class AskPublishDecision(RoundMessage):
    """Shall it be published? `people`: so many are told; `missing`: the languages in which nothing is written."""

    kind: Literal["ask_publish_decision"] = "ask_publish_decision"
    terms: Terms
    texts: dict[str, str]
    people: int
    missing: tuple[str, ...] = ()


class Decided(BaseModel):
    """What was decided after a round, as one reader is told. `results`: they may see its results."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: Terms
    closed_at: datetime | None
    texts: dict[str, str]
    results: bool = False


class RoundDecided(RoundMessage):
    """What was decided, to those who were asked. `shown` is filled in when it is sent."""

    kind: Literal["round_decided"] = "round_decided"
    shown: Decided | None = None


class Moved(BaseModel):
    """An item of a roadmap that had this status before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str
    before: ItemStatus


class FirstChoiceMoved(MessageModel):
    """What the reader has ranked first in this round, or something under it, has another status now."""

    kind: Literal["first_choice_moved"] = "first_choice_moved"
    round: str
    moved: tuple[Moved, ...]
    terms: Terms | None = None
