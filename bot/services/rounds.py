"""Rounds of feedback: which there are for somebody, and what they may see of them."""

from datetime import datetime

from bot.domain.attendance import Asked
from bot.domain.content import Pack
from bot.domain.messages_rounds import RoundLine, RoundList, RoundShown
from bot.domain.people import Person
from bot.domain.policy import concerned_by
from bot.domain.rounds import Remark, Round, RoundState, asked_of, may_follow
from bot.ports import UnitOfWork

_SHOWN = (RoundState.OPEN, RoundState.CLOSED)
_LISTED = 10
"""Closed rounds in a list: older ones are found through what was made of them."""


class Rounds:
    """Over one transaction, at one instant. Each act asks anew whether a round is for whoever acts; what is not there
    and what is not for them is answered alike."""

    def __init__(self, uow: UnitOfWork, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._pack = pack
        self._now = now

    async def of(self, person: Person, round_id: str) -> Round | None:
        """An open or closed round that asks this person, or that they look after, or have answered."""
        round_ = await self._uow.rounds.get(round_id)
        if round_ is None or round_.state not in _SHOWN or not person.grants:
            return None
        seen = (
            self.follows(person, round_)
            or await self.asks(person, round_)
            or await self._uow.round_answers.has_finished(round_.id, person.id)
        )
        return round_ if seen else None

    async def followed(self, person: Person, round_id: str) -> Round | None:
        """One in any state that this person looks after."""
        round_ = await self._uow.rounds.get(round_id)
        return round_ if round_ is not None and self.follows(person, round_) else None

    async def open_for(self, person: Person) -> list[Round]:
        """The open ones that ask this person, the one that closes first in front."""
        found = [each for each in await self._uow.rounds.in_states(RoundState.OPEN) if await self.asks(person, each)]
        return sorted(found, key=lambda each: (each.terms.closes is None, each.terms.closes, each.id))

    async def closed_for(self, person: Person) -> list[Round]:
        """The closed ones whose results this person may see, the one that closed last in front."""
        closed = await self._uow.rounds.in_states(RoundState.CLOSED)
        found = [
            each
            for each in sorted(closed, key=lambda each: each.closed_at or each.changed_at, reverse=True)
            if self.sees_results(person, each) and await self.of(person, each.id) is not None
        ]
        return found[:_LISTED]

    async def asks(self, person: Person, round_: Round) -> bool:
        """Whether the round is for this person to answer."""
        asked = asked_of(self._pack, round_)
        if not concerned_by(asked.circle, person.grants):
            return False
        return asked.meeting is None or await self._uow.asked.has(asked, person.id, self._now)

    def follows(self, person: Person, round_: Round) -> bool:
        """Whether this person looks after the round, and sees its results from the beginning."""
        return may_follow(person.grants, round_, self._pack)

    def sees_results(self, person: Person, round_: Round) -> bool:
        """Whether somebody whom `of` lets see the round may see its results now."""
        if self.follows(person, round_):
            return round_.state in _SHOWN
        match round_.terms.results:
            case "never":
                return False
            case "after_closing":
                return round_.state is RoundState.CLOSED
            case "live":
                return round_.state in _SHOWN

    async def shown(self, person: Person, round_: Round) -> RoundShown:
        """The round with this person's own answer, as far as anything leads to it."""
        answers = self._uow.round_answers
        own = await answers.of(round_.id, person.id)
        said = {each: await answers.remark_of(round_.id, person.id, each) for each in round_.terms.remarks()}
        return RoundShown(
            terms=round_.terms,
            state=round_.state,
            draft=own.draft if own else "",
            given=own.given if own else None,
            answered=await answers.has_finished(round_.id, person.id),
            asked=await self.asks(person, round_),
            remarks={remark: line.words for remark, line in said.items() if line is not None},
            why_of=why.choice if (why := said.get(Remark.WHY)) is not None else None,
            keeps=self._uow.questions.keeps_words,
            results=self.sees_results(person, round_),
            closed_at=round_.closed_at,
        )

    async def listed(self, person: Person) -> RoundList:
        """All that there is for this person: what asks them, and results that they may see."""
        there = [await self._line(person, each) for each in await self.open_for(person)]
        closed = [await self._line(person, each) for each in await self.closed_for(person)]
        return RoundList(open=tuple(there), closed=tuple(closed))

    async def _line(self, person: Person, round_: Round) -> RoundLine:
        own = await self._uow.round_answers.of(round_.id, person.id)
        return RoundLine(
            id=round_.id,
            title=round_.terms.title,
            after_meeting=round_.terms.meeting is not None,
            closes=round_.terms.closes,
            closed_at=round_.closed_at,
            answered=await self._uow.round_answers.has_finished(round_.id, person.id),
            begun=own is not None and bool(own.draft),
        )

    def asked(self, round_: Round) -> Asked:
        """Whom the round asks by now."""
        return asked_of(self._pack, round_)
