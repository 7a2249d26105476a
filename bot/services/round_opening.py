"""Opening rounds of feedback, and closing them: each is asked once before it is done."""

from dataclasses import replace
from datetime import datetime

from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.messages import AskRoundClosing, AskRoundOpening, Message, RoundGone
from bot.domain.people import Person
from bot.domain.round_making import blockers, unwritten
from bot.domain.rounds import Round, RoundState
from bot.ports import UnitOfWork
from bot.services import round_watch
from bot.services.round_making import RoundMaking


class RoundOpening:
    """Over one transaction, at one instant; each act asks anew whose the round is, as in `RoundMaking`. What is done
    already is not done again: the round is shown as it is."""

    def __init__(
        self, uow: UnitOfWork, making: RoundMaking, pack: Pack, languages: tuple[str, ...], now: datetime
    ) -> None:
        self._uow = uow
        self._making = making
        self._pack = pack
        self._languages = languages
        self._now = now

    async def ask_open(self, person: Person, round_id: str) -> Message:
        """What is going to happen; or what is missing."""
        round_ = await self._making.editable(person, round_id)
        if round_ is None:
            return await self._making.card(person, round_id)
        asked, _ = await self._making.counted(round_)
        if blockers(round_.terms, asked, self._now):
            return await self._making.card_of(round_)
        return AskRoundOpening(
            round=round_.id,
            terms=round_.terms,
            scope=None if round_.scope is None else tuple(sorted(round_.scope)),
            asked=asked,
            unwritten=unwritten(round_.terms, self._languages),
        )

    async def open(self, person: Person, round_id: str) -> Message:
        """It opens now, or at its time; unless something is missing."""
        round_ = await self._making.editable(person, round_id)
        if round_ is None:
            return await self._making.card(person, round_id)
        asked, _ = await self._making.counted(round_)
        if blockers(round_.terms, asked, self._now):
            return await self._making.card_of(round_)
        await round_watch.tell_from(self._uow, self._now)
        if round_.terms.opens is not None and round_.terms.opens > self._now:
            planned = replace(round_, state=RoundState.PLANNED, changed_at=self._now)
            await self._uow.rounds.put(planned)
            await self._note(Act.ROUND_PLANNED, person, planned, opens=round_.terms.opens.isoformat())
            return await self._making.card_of(planned, note="planned")
        opened = await round_watch.open_(self._uow, round_, self._now)
        await self._note(Act.ROUND_OPENED, person, opened)
        return await self._making.card_of(opened, note="opened")

    async def unplan(self, person: Person, round_id: str) -> Message:
        """One that was made in chat and has not opened is a draft again: of whoever takes it back, where its author is
        another one."""
        round_ = await self._making.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if round_.state is not RoundState.PLANNED or not round_.of_chat or not self._making.keeps:
            return await self._making.card_of(round_)
        draft = replace(round_, state=RoundState.DRAFT, author_id=person.id, changed_at=self._now)
        await self._uow.rounds.put(draft)
        return await self._making.card_of(draft, note="back")

    async def ask_close(self, person: Person, round_id: str) -> Message:
        """Shall it close now?"""
        round_ = await self._making.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if not round_.is_open:
            return await self._making.card_of(round_)
        asked, answered = await self._making.counted(round_)
        return AskRoundClosing(round=round_.id, terms=round_.terms, asked=asked, answered=answered)

    async def close(self, person: Person, round_id: str) -> Message:
        """It closes: nobody can answer any more."""
        round_ = await self._making.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if not round_.is_open:
            return await self._making.card_of(round_)
        closed = await round_watch.close(self._uow, self._pack, round_, self._now)
        await self._note(Act.ROUND_CLOSED, person, closed)
        return await self._making.card_of(closed, note="closed")

    async def _note(self, act: Act, person: Person, round_: Round, **detail: str) -> None:
        await self._uow.audit.add(Entry(act, person.pseudonym, detail={"round": round_.id, **detail}), self._now)
