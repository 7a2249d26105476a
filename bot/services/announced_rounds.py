"""Rounds of feedback, as far as announcements speak of them: in their button, and in whom they are for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain.audience import Filter, Resolved, Selection, resolve
from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.people import Person
from bot.domain.rounds import Round, RoundState, asked_of, may_follow
from bot.ports import UnitOfWork

_MOST: Final = 12
"""So many of the last rounds can be chosen from."""


async def resolved(
    uow: UnitOfWork, pack: Pack, selection: Selection, within: frozenset[str] | None, at: datetime
) -> Resolved:
    """What a selection means by now (`resolve`), with whom its rounds ask."""
    found = await _found(uow, selection.named(Filter.ROUND))
    return resolve(pack, selection, within, at, {each.id: asked_of(pack, each) for each in found})


async def titles_of(uow: UnitOfWork, selections: Iterable[Selection], button: str | None = None) -> dict[str, Text]:
    """The titles of the rounds that selections speak of, and of the one to which a button leads; by id."""
    named = {each for selection in selections for each in selection.named(Filter.ROUND)}
    found = await _found(uow, named | ({button} if button else set()))
    return {each.id: each.terms.title for each in found}


async def offered(uow: UnitOfWork, pack: Pack, person: Person, *states: RoundState) -> dict[str, Text]:
    """The titles of the last rounds in these states that somebody looks after, by id, the newest first."""
    theirs = [each for each in await uow.rounds.in_states(*states) if may_follow(person.grants, each, pack)]
    return {each.id: each.terms.title for each in theirs[-_MOST:][::-1]}


async def chosen(uow: UnitOfWork, pack: Pack, person: Person, round_id: str, *states: RoundState) -> Round | None:
    """A round in one of these states that somebody looks after."""
    round_ = await uow.rounds.get(round_id)
    fits = round_ is not None and round_.state in states and may_follow(person.grants, round_, pack)
    return round_ if fits else None


async def _found(uow: UnitOfWork, ids: Iterable[str]) -> list[Round]:
    return [found for each in sorted(ids) if (found := await uow.rounds.get(each)) is not None]
