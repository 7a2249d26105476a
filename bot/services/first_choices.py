"""People hear of it when what they ranked first changes its status, or something under it. Only of rounds in which they
have answered with their names: in others nobody knows what was theirs."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain.content import Pack
from bot.domain.errors import SetupError
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import FirstChoiceMoved
from bot.domain.messages_round_decisions import Moved
from bot.domain.people import Person, Subscription
from bot.domain.policy import access_of, visible
from bot.domain.roadmap import ItemStatus
from bot.domain.rounds import Method, Round, RoundState
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.library import Library

LOOK: Final = 5.0
"""Seconds between looks for newer content."""

_MARK: Final = "first choices"
_BATCH: Final = 500
"""People in one transaction."""


async def tell_first_choices(units: UnitsOfWork, library: Library, now: datetime) -> bool:
    """Queue what is to be told of the newest content; whether anything was. Of the first one that it sees, and of one
    that follows on what this program does not read, nothing is told."""
    newest, pack = library.version, library.pack
    async with units() as uow:
        known = await uow.marks.version(_MARK)
        if known == newest:
            return False
        moved = await _moved(uow, known, pack)
        rounds = await _rounds(uow) if moved else []
    for round_ in rounds:
        if firsts := _by_choice(round_, pack, moved):
            await _tell(units, round_, firsts, newest, now)
    async with units() as uow:
        # Cut off before this, all of it is looked at again, and told to nobody twice.
        await uow.marks.set_version(_MARK, newest)
        await uow.commit()
    return bool(rounds)


async def still_moved(
    uow: UnitOfWork, pack: Pack, message: FirstChoiceMoved, person: Person
) -> FirstChoiceMoved | None:
    """The message with what this person sees of it; none where all of that is as it was before."""
    round_ = await uow.rounds.get(message.round)
    if round_ is None or not person.grants:
        return None
    now = _statuses(visible(pack, access_of(person.grants)))
    moved = tuple(each for each in message.moved if each.item in now and now[each.item] is not each.before)
    return message.model_copy(update={"moved": moved, "terms": round_.terms}) if moved else None


async def _moved(uow: UnitOfWork, known: int, pack: Pack) -> dict[str, ItemStatus]:
    """Item → the status that it had, where that is another one now."""
    try:
        before = await uow.content.get(known) if known else None
    except SetupError:
        before = None
    if before is None:
        return {}
    now = _statuses(pack)
    return {item: status for item, status in _statuses(before).items() if now.get(item, status) is not status}


async def _rounds(uow: UnitOfWork) -> list[Round]:
    """Those in which somebody ranks with their name, the latest in front."""
    found = await uow.rounds.in_states(RoundState.OPEN, RoundState.CLOSED)
    return [each for each in reversed(found) if each.terms.method is Method.RANK and not each.terms.anonymous]


def _by_choice(round_: Round, pack: Pack, moved: Mapping[str, ItemStatus]) -> dict[str, tuple[Moved, ...]]:
    """Key of a choice → what has moved of it."""
    found: dict[str, list[Moved]] = defaultdict(list)
    items = [item for roadmap in pack.roadmaps if roadmap.id == round_.terms.roadmap for item in roadmap.items]
    for choice in round_.terms.choices:
        for item in items:
            if choice.source in (item.id, item.strand) and item.id in moved:
                found[choice.key].append(Moved(item=item.id, before=moved[item.id]))
    return {key: tuple(each) for key, each in found.items()}


async def _tell(
    units: UnitsOfWork, round_: Round, firsts: Mapping[str, tuple[Moved, ...]], version: int, now: datetime
) -> None:
    """Queue it for those who ranked it first; once for each version, as of the last round of which there is something
    to tell them."""
    after: int | None = 0
    while after is not None:
        async with units() as uow:
            found = await uow.round_answers.ranked_first(round_.id, firsts, after=after, limit=_BATCH)
            told = [
                Outgoing(
                    telegram_id,
                    person_id,
                    FirstChoiceMoved(round=round_.id, moved=firsts[key]),
                    Priority.ANNOUNCEMENT,
                    Subscription.FEEDBACK,
                    once=f"first:{version}:{person_id}",
                )
                for person_id, telegram_id, key in found
            ]
            await uow.outbox.add(told, now)
            await uow.commit()
        after = found[-1][0] if len(found) == _BATCH else None


def _statuses(pack: Pack) -> dict[str, ItemStatus]:
    return {item.id: item.status for roadmap in pack.roadmaps for item in roadmap.items}
