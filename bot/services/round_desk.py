"""Where rounds of feedback are made: which there are, and what begins as an earlier one."""

import secrets
import string
from datetime import datetime
from typing import Final

from bot.domain.audience import announces_within
from bot.domain.messages import Message, RoundDesk, RoundGone
from bot.domain.messages_round_making import ON_A_PAGE, RoundListed
from bot.domain.people import Person
from bot.domain.round_making import asked_again
from bot.domain.rounds import Round, RoundState, Terms, chat_round_id
from bot.ports import UnitOfWork
from bot.services.round_making import RoundMaking
from bot.services.rounds import Rounds

PARTS: Final = (RoundState.OPEN, RoundState.PLANNED, RoundState.DRAFT, RoundState.CLOSED)

_TOKEN: Final = 8
_LETTERS: Final = string.ascii_lowercase + string.digits


class RoundsDesk:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, rounds: Rounds, making: RoundMaking, now: datetime) -> None:
        self._uow = uow
        self._rounds = rounds
        self._making = making
        self._now = now

    async def show(self, person: Person, part: str | None = None, page: int = 0, *, dropped: bool = False) -> Message:
        """How many there are, and those in a state (where none is named, or none is in that: in the first in which
        there are any)."""
        by_part: dict[RoundState, list[Round]] = {}
        for each in await self._theirs(person):
            by_part.setdefault(each.state, []).append(each)
        there = [each for each in PARTS if each in by_part]
        shown = next((each for each in there if each == part), next(iter(there), None))
        found = by_part[shown][::-1] if shown is not None else []
        page = min(page, max(0, len(found) - 1) // ON_A_PAGE)
        return RoundDesk(
            kept=self._making.keeps,
            counts={each: len(by_part[each]) for each in there},
            part=shown,
            page=page,
            listed=tuple([await self._listed(each) for each in found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]]),
            dropped=dropped,
        )

    async def begin(self, person: Person, terms: Terms) -> Round:
        """A new one of theirs with these terms; the one begun last, where nothing else stands in that."""
        drafts = [each for each in await self._theirs(person) if each.state is RoundState.DRAFT]
        if drafts and drafts[-1].terms == terms:
            return drafts[-1]
        new = Round(
            id=chat_round_id("".join(secrets.choice(_LETTERS) for _ in range(_TOKEN))),
            state=RoundState.DRAFT,
            terms=terms,
            created_at=self._now,
            changed_at=self._now,
            author_id=person.id,
            scope=announces_within(person.grants),
        )
        await self._uow.rounds.add(new)
        return new

    async def copy(self, person: Person, round_id: str) -> Message:
        """A new one that asks the same again; not of those who came to a meeting, who are asked once."""
        earlier = await self._making.of(person, round_id)
        if earlier is None:
            return RoundGone()
        if not self._making.keeps or earlier.state is not RoundState.CLOSED or earlier.terms.meeting is not None:
            return await self._making.card_of(earlier)
        closes = self._making.first_closing(person)
        copy = await self.begin(person, asked_again(earlier.terms, earlier.id, earlier.scope, closes))
        return await self._making.card_of(copy, note="copied")

    async def drop(self, person: Person, round_id: str) -> Message:
        """Delete a draft."""
        round_ = await self._making.editable(person, round_id)
        if round_ is not None:
            await self._uow.rounds.remove(round_.id)
        return await self.show(person, RoundState.DRAFT, dropped=round_ is not None)

    async def _theirs(self, person: Person) -> list[Round]:
        """Those that they look after, the oldest first; of drafts, their own."""
        return [
            each
            for each in await self._uow.rounds.in_states(*RoundState)
            if self._rounds.follows(person, each)
            and (each.state is not RoundState.DRAFT or each.author_id in (None, person.id))
        ]

    async def _listed(self, round_: Round) -> RoundListed:
        asked, answered = await self._making.counted(round_)
        terms = round_.terms
        return RoundListed(
            id=round_.id,
            title=terms.title,
            after_meeting=terms.meeting is not None,
            opens=terms.opens,
            closes=terms.closes,
            asked=asked,
            answered=answered,
        )
