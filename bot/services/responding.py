"""Answering a round: choosing step by step, by taps or by numbers, until it closes."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.content import Pack
from bot.domain.figures import chosen, first_of, positions
from bot.domain.messages import MembersOnly, Message
from bot.domain.messages_rounds import RoundCard, RoundGone, RoundList, RoundTerms
from bot.domain.people import Person
from bot.domain.round_numbers import Unfit, answer_by, numbers_in
from bot.domain.rounds import HIGHEST, SUBJECT, Answered, Method, Remark, Round, path_of, subject_of
from bot.ports import UnitOfWork
from bot.services.rounds import Rounds


class Responding:
    """Over one transaction, at one instant. Every step says what is to be so, and not what is to change: done twice it
    is the same as once."""

    def __init__(self, uow: UnitOfWork, rounds: Rounds, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._rounds = rounds
        self._pack = pack
        self._now = now

    async def show(self, person: Person, round_id: str, at: str | None = None) -> Message:
        """The card, as this person left it; `at`: the choice to be rated."""
        round_ = await self._rounds.of(person, round_id)
        return RoundGone() if round_ is None else RoundCard(round=round_.id, at=at)

    async def overview(self, person: Person) -> Message:
        """The list of what is there; the one round that waits for an answer at once, where there is nothing else."""
        if not person.grants:
            return MembersOnly()
        listed = await self._rounds.listed(person)
        if len(listed.open) == 1 and not listed.open[0].answered and not listed.closed:
            return RoundCard(round=listed.open[0].id)
        return RoundList()

    async def terms(self, person: Person, round_id: str) -> Message:
        """What is stored, and who sees what."""
        round_ = await self._rounds.of(person, round_id)
        return RoundGone() if round_ is None else RoundTerms(round=round_.id)

    async def pick(self, person: Person, round_id: str, key: str) -> Message:
        """This one too: next in order, where there is an order; instead of another, where there is room for one."""

        def picked(round_: Round, draft: str) -> str | None:
            if round_.terms.method is Method.RATE or key in draft:
                return draft
            if round_.terms.places == 1:
                return key
            if len(chosen(round_.terms, draft)) >= round_.terms.places:
                return None
            return _in_order(round_, draft + key)

        return await self._change(person, round_id, key, picked)

    async def drop(self, person: Person, round_id: str, key: str) -> Message:
        """Not this one; those after it move up."""
        return await self._change(person, round_id, key, lambda round_, draft: _without(round_, draft, key))

    async def undo(self, person: Person, round_id: str, left: int) -> Message:
        """Back to the first so many that were ranked or chosen."""

        def undone(round_: Round, draft: str) -> str:
            return draft if round_.terms.method is Method.RATE else draft[:left]

        return await self._change(person, round_id, None, undone)

    async def rate(self, person: Person, round_id: str, key: str, rating: int) -> Message:
        """This much for this one."""

        def rated(round_: Round, draft: str) -> str:
            if round_.terms.method is not Method.RATE or not 1 <= rating <= HIGHEST:
                return draft
            return _in_order(round_, f"{_without(round_, draft, key)}{key}{rating}")

        return await self._change(person, round_id, key, rated)

    async def by_numbers(self, person: Person, chat_id: int, text: str) -> Message | None:
        """Answer by the numbers of the choices, in the round whose card came last to this chat, else in the only open
        one that waits for an answer; none where the text is something else, or no such round is there. What does not
        fit changes nothing."""
        numbers = numbers_in(text)
        round_ = await self._meant(person, chat_id) if numbers and person.grants else None
        if round_ is None:
            return None
        if not round_.is_open or not await self._rounds.asks(person, round_):
            return RoundCard(round=round_.id, note="closed")
        marks = answer_by(round_.terms, numbers)
        if isinstance(marks, Unfit):
            return RoundCard(round=round_.id, note=marks.problem, numbers=marks.numbers)
        return await self._change(person, round_.id, None, lambda *_: marks)

    async def finish(self, person: Person, round_id: str) -> Message:
        """It counts as it stands."""
        round_ = await self._rounds.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if not round_.is_open or not await self._rounds.asks(person, round_):
            return RoundCard(round=round_.id, note="closed")
        own = await self._uow.round_answers.of(round_.id, person.id)
        if own is None or not chosen(round_.terms, own.draft):
            return RoundCard(round=round_.id)
        await self._keep(person, round_, Answered(own.draft, own.draft))
        return RoundCard(round=round_.id, note="noted")

    async def _meant(self, person: Person, chat_id: int) -> Round | None:
        """The round that numbers without more are for."""
        card = await self._uow.live_messages.newest(chat_id, RoundCard.model_fields["kind"].default)
        shown = None if card is None else await self._rounds.of(person, card.subject.removeprefix(SUBJECT))
        if shown is not None and shown.is_open and await self._rounds.asks(person, shown):
            return shown
        waiting = [
            each
            for each in await self._rounds.open_for(person)
            if not await self._uow.round_answers.has_finished(each.id, person.id)
        ]
        return waiting[0] if len(waiting) == 1 else shown

    async def _change(
        self, person: Person, round_id: str, key: str | None, step: Callable[[Round, str], str | None]
    ) -> Message:
        """Take a step from the answer as it stands; none: there is no room for it."""
        round_ = await self._rounds.of(person, round_id)
        if round_ is None:
            return RoundGone()
        if not round_.is_open or not await self._rounds.asks(person, round_):
            return RoundCard(round=round_.id, note="closed")
        if key is not None and key not in {choice.key for choice in round_.terms.open_choices}:
            return RoundCard(round=round_.id)
        own = await self._uow.round_answers.of(round_.id, person.id) or Answered()
        draft = step(round_, own.draft)
        if draft is None:
            return RoundCard(round=round_.id, note="full")
        if draft == own.draft:
            return RoundCard(round=round_.id)
        complete = is_complete(round_, draft)
        await self._keep(person, round_, Answered(draft, draft if complete else own.given))
        return RoundCard(round=round_.id, note="noted" if complete else None)

    async def _keep(self, person: Person, round_: Round, answer: Answered) -> None:
        terms = round_.terms
        path = path_of(self._pack, person, terms.grouping)
        await self._uow.round_answers.put(round_.id, person.id, answer, path, named=not terms.anonymous)
        if answer.given is not None:
            await self._drop_why(person, round_, answer.given)
        await self._uow.live_messages.outdate(subject_of(round_.id), person_id=person.id)

    async def _drop_why(self, person: Person, round_: Round, given: str) -> None:
        """Why one thing comes first is no reason for another."""
        why = await self._uow.round_answers.remark_of(round_.id, person.id, Remark.WHY)
        if why is not None and why.choice != first_of(round_.terms, given):
            await self._uow.round_answers.drop_remark(round_.id, person.id, Remark.WHY)


def is_complete(round_: Round, draft: str) -> bool:
    """Whether nothing more can be chosen: then it counts without being told so."""
    taken = len(chosen(round_.terms, draft))
    whole = len(round_.terms.open_choices) if round_.terms.method is Method.RATE else round_.terms.places
    return 0 < whole <= taken


def _without(round_: Round, draft: str, key: str) -> str:
    if round_.terms.method is Method.RATE:
        return "".join(f"{each}{place + 1}" for each, place in positions(Method.RATE, draft) if each != key)
    return draft.replace(key, "")


def _in_order(round_: Round, draft: str) -> str:
    """As it is written: in the order of the keys, except where its order is what was said; a choice withdrawn gives its
    place to others."""
    match round_.terms.method:
        case Method.RATE:
            rated = {key: place + 1 for key, place in positions(Method.RATE, draft)}
            return "".join(f"{choice.key}{rated[choice.key]}" for choice in round_.terms.choices if choice.key in rated)
        case Method.CHOOSE:
            return "".join(choice.key for choice in round_.terms.open_choices if choice.key in draft)
        case Method.RANK:
            return "".join(chosen(round_.terms, draft))
