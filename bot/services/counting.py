"""Counting answers to a round, in steps that give nobody away (`bot.domain.disclosure`)."""

from collections.abc import Mapping

from bot.domain.disclosure import released, steps
from bot.domain.figures import Figures, tally
from bot.domain.rounds import Path, Round
from bot.ports import UnitOfWork


async def advance(uow: UnitOfWork, round_: Round, *, closing: bool = False) -> Mapping[Path, Figures]:
    """The figures by group that may be shown now, with whatever answers can be counted by now; `closing`: nothing more
    can come."""
    terms = round_.terms
    before = await uow.rounds.figures(round_.id)
    waiting = await uow.round_answers.waiting(round_.id)
    taken = steps(terms.method, waiting, terms.shown_from, closing=closing)
    if not taken:
        return before
    after = released(before, taken)
    await uow.rounds.set_figures(round_.id, after)
    if not closing:
        await uow.round_answers.count(round_.id, [path for step in taken for path in step.of])
    return after


async def of_all(uow: UnitOfWork, round_: Round) -> Mapping[Path, Figures]:
    """The figures by group of all answers, for those who may see each of them by name."""
    by_path: dict[Path, list[tuple[str, int]]] = {}
    for path, given, people in await uow.round_answers.given(round_.id):
        by_path.setdefault(path, []).append((given, people))
    return {path: tally(round_.terms.method, answers) for path, answers in by_path.items()}
