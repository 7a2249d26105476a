"""The screens of those who make rounds of feedback, and what their buttons change."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final, cast

from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.messages import (
    AskRoundDropping,
    ButtonExpired,
    Message,
    RoundDraft,
    RoundGone,
    RoundPreview,
    RoundStep,
)
from bot.domain.messages_round_making import TimeProblem
from bot.domain.messages_rounds import RoundShown
from bot.domain.people import Person
from bot.domain.policy import Right, access_of, may
from bot.domain.round_making import (
    BEGINS_WITH,
    FARTHEST,
    STEPS,
    Step,
    blockers,
    unwritten,
    with_term,
    without_text,
)
from bot.domain.rounds import Round, RoundState, Terms, subject_of
from bot.ports import UnitOfWork
from bot.services.rounds import Rounds
from bot.services.typed_time import Unread, instant

OPENS_AT: Final = time(9)
CLOSES_AT: Final = time(18)
"""Where an author names a day and no time."""

_STEP_OF: Final[dict[str, Step]] = {
    "options": "options",
    "method": "answer",
    "most": "answer",
    "comment": "answer",
    "why": "answer",
    "region": "audience",
    "role": "audience",
    "remind": "remind",
    "anonymous": "privacy",
    "shown": "privacy",
    "group": "privacy",
    "results": "privacy",
}
"""On whose screen a term is set."""


class RoundMaking:
    """Over one transaction, at one instant. Each act asks anew whose the round is; where it cannot be done (any more),
    the round is shown as it is."""

    def __init__(self, uow: UnitOfWork, rounds: Rounds, pack: Pack, languages: tuple[str, ...], now: datetime) -> None:
        self._uow = uow
        self._rounds = rounds
        self._pack = pack
        self._languages = languages
        self._now = now

    @property
    def keeps(self) -> bool:
        """Whether what is written can be kept: not without a key."""
        return self._uow.questions.keeps_words

    def may_begin(self, person: Person) -> bool:
        """Whether they may make rounds at all."""
        return may(access_of(person.grants), Right.ASKING)

    async def of(self, person: Person, round_id: str) -> Round | None:
        """One that this person looks after; of drafts, their own, or one whose author is forgotten."""
        round_ = await self._rounds.followed(person, round_id)
        if round_ is None or (round_.state is RoundState.DRAFT and round_.author_id not in (None, person.id)):
            return None
        return round_

    async def editable(self, person: Person, round_id: str) -> Round | None:
        """A draft of theirs."""
        round_ = await self.of(person, round_id)
        return round_ if round_ is not None and round_.state is RoundState.DRAFT and self.keeps else None

    async def card(self, person: Person, round_id: str) -> Message:
        """One round, to whoever looks after it."""
        round_ = await self.of(person, round_id)
        return RoundGone() if round_ is None else await self.card_of(round_)

    async def settled(self, person: Person, round_id: str) -> Message:
        """As `card`, to somebody who wanted to change what is no draft any more."""
        round_ = await self.of(person, round_id)
        return RoundGone() if round_ is None else await self.card_of(round_, note="settled")

    async def card_of(self, round_: Round, *, note: str | None = None) -> Message:
        """As `card`, of one that they look after; `note`: as RoundDraft has it."""
        asked, answered = await self.counted(round_)
        return RoundDraft.model_validate(
            {
                "round": round_.id,
                "terms": round_.terms,
                "state": round_.state,
                "own": round_.of_chat,
                "scope": _scope(round_),
                "asked": asked,
                "answered": answered,
                "unwritten": unwritten(round_.terms, self._languages),
                "blockers": blockers(round_.terms, asked, self._now) if round_.state is RoundState.DRAFT else (),
                "note": note,
            }
        )

    async def counted(self, round_: Round) -> tuple[int, int]:
        """How many a round asks by now, and how many of them have answered; of a closed one, how many they were."""
        if round_.state is RoundState.CLOSED:
            return round_.asked or 0, round_.answered or 0
        asked = await self._uow.asked.count(self._rounds.asked(round_), self._now)
        return asked, await self._uow.round_answers.finished(round_.id) if round_.is_open else 0

    async def step(self, person: Person, round_id: str, step: str) -> Message:
        """What can be set of one step; of a round that is open, when it closes."""
        round_ = await self.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if step not in STEPS:
            return ButtonExpired()
        if not self.can_set(round_, step):
            return await self.card_of(round_, note="settled")
        return await self.step_of(person, round_, step)

    async def step_of(
        self,
        person: Person,
        round_: Round,
        step: Step,
        *,
        problem: TimeProblem | None = None,
        typed: datetime | None = None,
    ) -> RoundStep:
        """As `step`; `problem`: why a time was not taken; `typed`: the time that was understood."""
        return RoundStep(
            round=round_.id,
            step=step,
            terms=round_.terms,
            state=round_.state,
            scope=_scope(round_),
            asked=(await self.counted(round_))[0] if step == "audience" else 0,
            unwritten=unwritten(round_.terms, self._languages) if step == "texts" else (),
            regions=tuple(each.id for each in self._pack.regions if round_.scope is None or each.id in round_.scope),
            zone=self.zone(person),
            problem=problem,
            typed=typed,
        )

    def can_set(self, round_: Round, step: str) -> bool:
        """Whether a step of a round can be set now: all of a draft; when it closes, of one that was made in chat and is
        open."""
        if not self.keeps:
            return False
        return round_.state is RoundState.DRAFT or (step == "closes" and round_.is_open and round_.of_chat)

    async def set(self, person: Person, round_id: str, term: str, value: str) -> Message:
        """Set a term to what a button says; times as days (2023-05-03)."""
        if term in ("opens", "closes"):
            return await self._set_day(person, round_id, cast(Step, term), value)
        round_ = await self.editable(person, round_id)
        if round_ is None:
            return await self.settled(person, round_id)
        terms = with_term(round_.terms, term, value, self._pack, round_.scope)
        if terms is None:
            return ButtonExpired()
        return await self.step_of(person, await self.put(round_, terms), _STEP_OF[term])

    async def set_time(self, person: Person, round_: Round, step: Step, at: date | datetime | Unread) -> Message:
        """It opens, or closes, then: at an instant, or on a day at the hour that is usual; unless that cannot be."""
        if isinstance(at, date) and not isinstance(at, datetime):
            at = instant(at, OPENS_AT if step == "opens" else CLOSES_AT, self.zone(person))
        if not isinstance(at, datetime):
            return await self.step_of(person, round_, step, problem=at)
        if (problem := self._wrong(round_, step, at)) is not None:
            return await self.step_of(person, round_, step, problem=problem, typed=at)
        extended = round_.is_open and at != round_.terms.closes
        round_ = await self.put(round_, round_.terms.model_copy(update={step: at}))
        if extended:
            detail = {"round": round_.id, "closes": at.isoformat()}
            await self._uow.audit.add(Entry(Act.ROUND_EXTENDED, person.pseudonym, detail=detail), self._now)
            await self._uow.live_messages.outdate(subject_of(round_.id))
        return await self.card_of(round_, note="extended" if round_.is_open else "saved")

    async def erase_text(self, person: Person, round_id: str, language: str) -> Message:
        """Nothing is asked in this language; the last one stays."""
        round_ = await self.editable(person, round_id)
        if round_ is None:
            return await self.settled(person, round_id)
        return await self.step_of(person, await self.put(round_, without_text(round_.terms, language)), "texts")

    async def preview(self, person: Person, round_id: str, language: str) -> Message:
        """The card as readers of a language see it."""
        round_ = await self.of(person, round_id)
        if round_ is None:
            return RoundGone()
        written = tuple(each for each in self._languages if each in round_.terms.title.root)
        shown = RoundShown(terms=round_.terms, state=RoundState.OPEN, keeps=self.keeps)
        return RoundPreview(round=round_.id, language=language, languages=written, shown=shown)

    async def ask_drop(self, person: Person, round_id: str) -> Message:
        """Shall it be deleted?"""
        round_ = await self.editable(person, round_id)
        if round_ is None:
            return await self.settled(person, round_id)
        return AskRoundDropping(round=round_.id, title=round_.terms.title)

    async def put(self, round_: Round, terms: Terms) -> Round:
        """Keep it with these terms."""
        if terms == round_.terms:
            return round_
        changed = replace(round_, terms=terms, changed_at=self._now)
        await self._uow.rounds.put(changed)
        return changed

    def zone(self, person: Person) -> str:
        """In which an author's times are."""
        return person.zone or self._pack.timezone

    def first_closing(self, person: Person) -> datetime:
        """When a new round closes, unless its author says otherwise."""
        at = self._now + BEGINS_WITH
        found = instant(at.date(), CLOSES_AT, self.zone(person))
        return found if isinstance(found, datetime) else at

    async def _set_day(self, person: Person, round_id: str, step: Step, value: str) -> Message:
        round_ = await self.of(person, round_id)
        if round_ is None or not self.can_set(round_, step):
            return await self.settled(person, round_id)
        if step == "opens" and value == "now":
            return await self.card_of(await self.put(round_, round_.terms.model_copy(update={"opens": None})))
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return ButtonExpired()
        return await self.set_time(person, round_, step, day)

    def _wrong(self, round_: Round, step: Step, at: datetime) -> TimeProblem | None:
        terms = round_.terms
        if at <= self._now:
            return "past"
        if at > self._now + FARTHEST:
            return "too_far"
        if step == "closes" and terms.opens is not None and at <= terms.opens:
            return "before"
        if round_.is_open and terms.closes is not None and at < terms.closes - timedelta(minutes=1):
            return "not_later"
        return None


def _scope(round_: Round) -> tuple[str, ...] | None:
    return None if round_.scope is None else tuple(sorted(round_.scope))
