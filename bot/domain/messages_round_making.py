"""Messages to those who make rounds of feedback and look after them.

What they show is filled in when the button is handled, for whoever may see it then; it is kept encrypted until it has
left.
"""

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.content_text import Text
from bot.domain.message_model import MessageModel
from bot.domain.messages_rounds import RoundMessage, RoundShown
from bot.domain.round_making import Blocker, Step, TextProblem
from bot.domain.rounds import RoundState, Terms

ON_A_PAGE: Final = 6
"""Rounds in a list."""

TimeProblem = Literal["unread", "past", "too_far", "skipped", "before", "not_later"]
"""Why a time was not taken: none can be read; it is over, or too far off; the clocks skip it; a round would close
before it opens; or what is extended would close earlier than it does."""


class RoundListed(BaseModel):
    """A round on the desk. `after_meeting`: it asks how the meeting of this title was; `asked`, `answered`: how many it
    asks, and how many of them have answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: Text
    after_meeting: bool = False
    opens: datetime | None = None
    closes: datetime | None = None
    asked: int = 0
    answered: int = 0


class RoundDesk(MessageModel):
    """The rounds that somebody looks after. `counts`: how many in each state; `part`, `page`: which are listed (none:
    there are none); `kept` is false where there is no key, so that none can be made; `dropped`: one was deleted."""

    kind: Literal["round_desk"] = "round_desk"
    kept: bool = True
    counts: dict[RoundState, int] = Field(default_factory=dict)
    part: RoundState | None = None
    page: int = Field(default=0, ge=0)
    listed: tuple[RoundListed, ...] = ()
    dropped: bool = False


class RoundDraft(RoundMessage):
    """One round as whoever looks after it sees it. `scope`: the regions beyond which it asks nobody; `unwritten`: the
    languages in which something is missing; `blockers`: why it cannot open; `own`: made in chat, so that its times are
    set here; `note`: what has just been done, or could not be."""

    kind: Literal["round_draft"] = "round_draft"
    terms: Terms
    state: RoundState = RoundState.DRAFT
    own: bool = True
    scope: tuple[str, ...] | None = None
    asked: int = 0
    answered: int = 0
    unwritten: tuple[str, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    note: Literal["copied", "saved", "opened", "planned", "back", "closed", "extended", "settled"] | None = None
    """`settled`: it is no draft any more, and what was pressed can be done to drafts alone."""


class AskRoundText(MessageModel):
    """What shall be asked? In one message, in this language. `round`: none where it is a new one; `options`: how many
    options are one's own (none: they are those of a roadmap, and not to be written); `there`: the question that is
    written already; `saved`: the language that has just been written. `problem`: why what came was not taken, with
    `number` and `needed` as in `round_making.Odd`."""

    kind: Literal["ask_round_text"] = "ask_round_text"
    round: str | None = None
    language: str
    options: int | None = 0
    there: str | None = None
    saved: str | None = None
    problem: TextProblem | None = None
    number: int = 0
    needed: int = 0


class RoundStep(RoundMessage):
    """What can be set of one step. `zone`: in which times are typed; `regions`: those that can be asked (ids);
    `problem`: why a time was not taken; `typed`: the time that was understood."""

    kind: Literal["round_step"] = "round_step"
    step: Step
    terms: Terms
    state: RoundState = RoundState.DRAFT
    scope: tuple[str, ...] | None = None
    asked: int = 0
    unwritten: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    zone: str = "UTC"
    problem: TimeProblem | None = None
    typed: datetime | None = None


class RoundPreview(RoundMessage):
    """The card as a reader of a language sees it; nothing can be answered. `languages`: those in which it is
    written."""

    kind: Literal["round_preview"] = "round_preview"
    language: str
    languages: tuple[str, ...]
    shown: RoundShown


class AskRoundOpening(RoundMessage):
    """What is going to happen, and shall it?"""

    kind: Literal["ask_round_opening"] = "ask_round_opening"
    terms: Terms
    scope: tuple[str, ...] | None = None
    asked: int = 0
    unwritten: tuple[str, ...] = ()


class AskRoundClosing(RoundMessage):
    """Shall it close now?"""

    kind: Literal["ask_round_closing"] = "ask_round_closing"
    terms: Terms
    asked: int = 0
    answered: int = 0


class AskRoundDropping(RoundMessage):
    """Shall the draft be deleted?"""

    kind: Literal["ask_round_dropping"] = "ask_round_dropping"
    title: Text
