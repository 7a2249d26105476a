"""Lines of text beside an answer to a round: asked for, kept encrypted, and taken back."""

from typing import Final

from bot.domain.figures import chosen, first_of
from bot.domain.messages import Message
from bot.domain.messages_rounds import AskRemark, RemarkUnkept, RoundCard, RoundGone
from bot.domain.one_line import one_line
from bot.domain.people import Person
from bot.domain.retention import MIND_KEPT
from bot.domain.rounds import LONGEST_REMARK, Remark, Round, Said, subject_of
from bot.ports import UnitOfWork
from bot.services.rounds import Rounds
from bot.services.standing import Standing

REMARK: Final = "round remark"
"""The flow in which the next text is a line beside an answer."""


class Remarks:
    """Over one transaction."""

    def __init__(self, uow: UnitOfWork, standing: Standing, rounds: Rounds) -> None:
        self._uow = uow
        self._standing = standing
        self._rounds = rounds

    async def ask(self, person: Person, round_id: str, remark: str) -> Message:
        """Ask for one, where the round asks for it and it can be kept; the next text is taken for it."""
        round_, instead = await self._open(person, round_id, remark)
        if round_ is None:
            return instead
        if not self._uow.questions.keeps_words:
            return RemarkUnkept(round=round_.id, reason="no_key")
        if remark == Remark.WHY and not await self._answer(round_, person):
            return RemarkUnkept(round=round_.id, reason="nothing_first")
        await self._standing.put(person.id, REMARK, MIND_KEPT, {"round": round_.id, "remark": remark})
        return AskRemark(round=round_.id, remark=Remark(remark))

    async def awaits(self, person: Person) -> bool:
        """Whether this person was asked for one."""
        return await self._standing.get(person.id, REMARK) is not None

    async def drop(self, person: Person) -> Message:
        """They leave it as it is."""
        return RoundCard(round=(await self._asked_for(person))[0])

    async def take(self, person: Person, text: str, language: str) -> Message:
        """Keep it; where it is too long, it may be typed again. `language`: in which it is written."""
        waiting = await self._standing.get(person.id, REMARK)
        assert waiting is not None, "only what is awaited is taken"
        round_id, remark = waiting.data["round"], Remark(waiting.data["remark"])
        round_, instead = await self._open(person, round_id, remark)
        answer = "" if round_ is None else await self._answer(round_, person)
        if round_ is None or (remark is Remark.WHY and not answer):
            await self._standing.clear(person.id, REMARK)
            return instead
        words = one_line(text)
        if not 0 < len(words) <= LONGEST_REMARK:
            problem = "long" if words else "empty"
            return AskRemark(round=round_.id, remark=remark, problem=problem, length=len(words))
        await self._standing.clear(person.id, REMARK)
        choice = first_of(round_.terms, answer) if remark is Remark.WHY else None
        said = Said(remark, words, language, choice)
        await self._uow.round_answers.set_remark(round_.id, person.id, said, named=not round_.terms.anonymous)
        await self._uow.live_messages.outdate(subject_of(round_.id), person_id=person.id)
        return RoundCard(round=round_.id, note="line_kept")

    async def erase(self, person: Person, round_id: str, remark: str) -> Message:
        """Take it back."""
        round_, instead = await self._open(person, round_id, remark)
        if round_ is None:
            return instead
        await self._uow.round_answers.drop_remark(round_.id, person.id, Remark(remark))
        await self._uow.live_messages.outdate(subject_of(round_.id), person_id=person.id)
        return RoundCard(round=round_.id, note="line_erased")

    async def _asked_for(self, person: Person) -> tuple[str, Remark]:
        waiting = await self._standing.get(person.id, REMARK)
        assert waiting is not None, "only what is awaited is taken or dropped"
        await self._standing.clear(person.id, REMARK)
        return waiting.data["round"], Remark(waiting.data["remark"])

    async def _open(self, person: Person, round_id: str, remark: str) -> tuple[Round | None, Message]:
        """The round, where it is open to this person and asks for such a line; and what is said where it is not."""
        round_ = await self._rounds.of(person, round_id)
        if round_ is None:
            return None, RoundGone()
        if not round_.is_open or not await self._rounds.asks(person, round_):
            return None, RoundCard(round=round_.id, note="closed")
        return round_ if remark in round_.terms.remarks() else None, RoundCard(round=round_.id)

    async def _answer(self, round_: Round, person: Person) -> str:
        """Their answer; empty, where nothing is chosen that can still be."""
        own = await self._uow.round_answers.of(round_.id, person.id)
        # What counts goes before what stands on the screen.
        marks = "" if own is None else own.given or own.draft
        return marks if chosen(round_.terms, marks) else ""
