"""What a roadmap's readers are shown of what was said about it in rounds of feedback, and of what was decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain.content import Pack
from bot.domain.disclosure import figures_of
from bot.domain.figures import standing
from bot.domain.messages import RoadmapAnswer
from bot.domain.people import Person
from bot.domain.policy import access_of, visible
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_said import RoundSaid
from bot.domain.rounds import Round, RoundState
from bot.ports import UnitOfWork
from bot.services.round_decisions import decision_of
from bot.services.rounds import Rounds

_MOST: Final = 3
"""Rounds of which one answer tells."""


async def sighted(uow: UnitOfWork, pack: Pack, message: RoadmapAnswer, person: Person, now: datetime) -> RoadmapAnswer:
    """The answer with what this person may see of closed rounds on what it is about, the latest in front: the last one
    on strands and the last one on items, and earlier ones after which something was decided."""
    about = _about(message, visible(pack, access_of(person.grants)).roadmaps) if person.grants else {}
    if not about:
        return message
    rounds = Rounds(uow, pack, now)
    told: list[RoundSaid] = []
    kinds: set[tuple[str, bool]] = set()
    for round_ in await _closed(uow, about):
        of_strands = _of_strands(round_, pack)
        kind = (round_.terms.roadmap or "", of_strands)
        decided = decision_of(round_)
        if (kind in kinds and not decided) or await rounds.of(person, round_.id) is None:
            continue
        said = await _said(uow, round_, about, results=rounds.sees_results(person, round_))
        if said is not None and len(told) < _MOST:
            told.append(said)
            kinds.add(kind)
    return message.model_copy(update={"said": tuple(told)})


def _about(message: RoadmapAnswer, roadmaps: Iterable[Roadmap]) -> dict[str, frozenset[str]]:
    """Roadmap → its strands and items that an answer is about."""
    found: dict[str, frozenset[str]] = {}
    for roadmap in roadmaps:
        everything = {*(strand.id for strand in roadmap.strands), *(item.id for item in roadmap.items)}
        if message.target == roadmap.id:
            found[roadmap.id] = frozenset(everything)
            continue
        under = {item.id for item in roadmap.items if message.target in (item.strand, item.id, *item.regions)}
        if within := everything & {message.target} | under:
            found[roadmap.id] = frozenset(within)
    return found


async def _closed(uow: UnitOfWork, about: Iterable[str]) -> list[Round]:
    """Those on these roadmaps, the one that closed last in front."""
    roadmaps = set(about)
    closed = await uow.rounds.in_states(RoundState.CLOSED)
    found = [(each.closed_at, each) for each in closed if each.closed_at and each.terms.roadmap in roadmaps]
    return [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


def _of_strands(round_: Round, pack: Pack) -> bool:
    strands = {strand.id for roadmap in pack.roadmaps for strand in roadmap.strands}
    return any(choice.source in strands for choice in round_.terms.choices)


async def _said(uow: UnitOfWork, round_: Round, about: dict[str, frozenset[str]], *, results: bool) -> RoundSaid | None:
    """What a round said of it; none where it said nothing that this reader may see."""
    terms = round_.terms
    wanted = about[terms.roadmap or ""]
    if not any(choice.source in wanted for choice in terms.open_choices):
        return None
    # Also for those who see each answer of a round with names: here stands what all may see.
    figures = figures_of(await uow.rounds.figures(round_.id)) if results else None
    places = () if figures is None else standing(terms, figures)
    decision = decision_of(round_)
    if (not places and not decision) or round_.closed_at is None:
        return None
    return RoundSaid(
        round=round_.id,
        terms=terms,
        closed_at=round_.closed_at,
        answers=0 if figures is None else figures.answers,
        of=len(places),
        places=tuple(place for place in places if place.choice.source in wanted),
        decision=decision,
    )
