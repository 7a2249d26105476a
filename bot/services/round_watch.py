"""What becomes of rounds as time passes: they are taken over from the content, open, remind, and close.

Who is to be told is found by one mark, an instant up to which this was looked after. A row of the outbox has a key of
round, occasion and person, so that looking at the same hours twice tells nobody twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import AttendanceBoard, Message
from bot.domain.messages_round_decisions import RoundDecided
from bot.domain.messages_round_results import RoundResults
from bot.domain.messages_rounds import RoundCard
from bot.domain.people import Subscription
from bot.domain.round_terms import after_meeting, takes_place, terms_of
from bot.domain.rounds import Round, RoundState, asked_of, subject_of
from bot.ports import UnitOfWork, UnitsOfWork
from bot.services.counting import advance
from bot.services.round_followers import followers_of

LOOK: Final = 6.0
"""Seconds between looks."""

MARK: Final = "rounds"
BOARD: Final[str] = AttendanceBoard.model_fields["kind"].default
"""Which of the messages on a meeting tells of the round that follows it."""

BATCH: Final = 500
"""People in one transaction, so that nobody's answer waits for all of them."""

_UNDER_WAY: Final = timedelta(seconds=6)
"""Who opens or closes a round by hand does so at an instant, and is seen when their transaction has ended, somewhat
later: so far back it is looked once more."""

_CLOSED: Final = "closed"
"""What a round's end is known by: whoever is asked and looks after it as well is told once."""


@dataclass(frozen=True)
class _Occasion:
    """Something to tell those whom a round asks; `silent`: those alone who have not answered."""

    round: Round
    name: str
    message: Message
    silent: bool = False
    priority: Priority = Priority.REMINDER


async def watch(units: UnitsOfWork, pack: Pack, now: datetime) -> bool:
    """Take over, open and close what is due, and queue what is to be told; whether anything was. At the very first, and
    where the clock was set back, nothing is told of what was before."""
    async with units() as uow:
        since = await uow.marks.get(MARK)
        changed = await _take_over(uow, pack, now)
        changed |= await _follow_meetings(uow, pack, now)
        changed |= await _turn(uow, pack, now)
        if since is None or now < since:
            since = now
            await uow.marks.set(MARK, now)
            changed = True
        if changed:
            await uow.commit()
    async with units() as uow:
        occasions = await _occasions(uow, since, now)
        ended = await _ended(uow, since, now)
        for round_ in ended:
            await _tell_followers(uow, pack, round_, now)
        if ended:
            await uow.commit()
    for occasion in occasions:
        await _tell(units, pack, occasion, now)
    if occasions or ended:
        async with units() as uow:
            await uow.marks.set(MARK, max(since, now - _UNDER_WAY))
            await uow.commit()
    return bool(occasions or ended) or changed


async def next_turn(uow: UnitOfWork, now: datetime) -> datetime | None:
    """The next instant at which a round opens, reminds or closes; none where none does."""
    instants = []
    for round_ in await uow.rounds.in_states(RoundState.PLANNED, RoundState.OPEN):
        terms = round_.terms
        instants += [terms.opens, terms.closes, *(terms.reminders().values() if round_.is_open else ())]
    return min((instant for instant in instants if instant is not None and instant > now), default=None)


async def open_(uow: UnitOfWork, round_: Round, now: datetime) -> Round:
    """Begin a round: from now on it can be answered, and those whom it asks are told at the next look."""
    await uow.rounds.make_secret(round_.id)
    opened = replace(round_, state=RoundState.OPEN, opened_at=now, changed_at=now)
    await uow.rounds.put(opened)
    return opened


async def tell_from(uow: UnitOfWork, now: datetime) -> None:
    """Have what happens to rounds from now on told, also where nothing was looked after before, or only what the clock
    has since been set back from."""
    since = await uow.marks.get(MARK)
    if since is None or since >= now:
        await uow.marks.set(MARK, now - timedelta(microseconds=1))


async def close(uow: UnitOfWork, pack: Pack, round_: Round, now: datetime) -> Round:
    """End a round: what was begun counts as it stands, the figures are final, and in an anonymous one nothing leads
    from a person to their answer any more."""
    await uow.round_answers.settle(round_.id)
    await advance(uow, round_, closing=True)
    await uow.rounds.destroy_secret(round_.id)
    await uow.round_answers.unlink(round_.id, round_.terms.shown_from)
    closed = replace(
        round_,
        state=RoundState.CLOSED,
        closed_at=now,
        changed_at=now,
        asked=await uow.asked.count(asked_of(pack, round_), now),
        answered=await uow.round_answers.answers(round_.id),
    )
    await uow.rounds.put(closed)
    await uow.live_messages.outdate(subject_of(round_.id))
    return closed


async def _take_over(uow: UnitOfWork, pack: Pack, now: datetime) -> bool:
    """Have the rounds of the pack stand as it has them; whether anything was different."""
    changed = False
    asked = {each.id: each for each in pack.feedback}
    known = {each.id: each for each in await uow.rounds.in_states(*RoundState) if each.of_pack}
    for round_id, each in asked.items():
        before = known.get(round_id)
        if before is None:
            terms = terms_of(pack, each)
            await uow.rounds.add(Round(round_id, RoundState.PLANNED, terms, now, now))
            changed = True
        elif before.is_open or before.opened_at is None:
            # One that was over before anybody could have answered may have been given a time that is still to come.
            terms = terms_of(pack, each, before.terms, open_=before.is_open)
            if terms != before.terms:
                state = before.state if before.is_open else RoundState.PLANNED
                await uow.rounds.put(replace(before, state=state, terms=terms, closed_at=None, changed_at=now))
                await uow.live_messages.outdate(subject_of(round_id))
                changed = True
    for round_ in known.values():
        # One that people answer goes on: by closing it, a pack that leaves it out by mistake would do for good.
        if round_.id not in asked and round_.state is RoundState.PLANNED:
            await uow.rounds.remove(round_.id)
            changed = True
    return changed


async def _follow_meetings(uow: UnitOfWork, pack: Pack, now: datetime) -> bool:
    """Have those that follow a meeting come the day after it, wherever it was moved to; whether any was different. With
    a meeting that is cancelled or gone, its round goes."""
    changed = False
    for round_ in await uow.rounds.in_states(RoundState.PLANNED, RoundState.OPEN):
        if round_.terms.meeting is None:
            continue
        meeting = pack.meeting(round_.terms.meeting)
        if meeting is not None and takes_place(meeting):
            terms = round_.terms if round_.is_open else after_meeting(meeting)
            if terms == round_.terms:
                continue
            await uow.rounds.put(replace(round_, terms=terms, changed_at=now))
        elif round_.is_open:
            await close(uow, pack, round_, now)
        else:
            await uow.rounds.remove(round_.id)
        await uow.live_messages.outdate(round_.terms.meeting, kind=BOARD)
        changed = True
    return changed


async def _turn(uow: UnitOfWork, pack: Pack, now: datetime) -> bool:
    """Open and close what is due; whether anything was."""
    changed = False
    for round_ in await uow.rounds.in_states(RoundState.PLANNED, RoundState.OPEN):
        terms = round_.terms
        over = terms.closes is not None and terms.closes <= now
        if over and round_.is_open:
            await close(uow, pack, round_, now)
        elif over:
            # It was over before anybody could have answered.
            await uow.rounds.put(replace(round_, state=RoundState.CLOSED, closed_at=now, changed_at=now))
        elif not round_.is_open and (terms.opens is None or terms.opens <= now):
            await open_(uow, round_, now)
        else:
            continue
        if terms.meeting is not None:
            await uow.live_messages.outdate(terms.meeting, kind=BOARD)
        changed = True
    return changed


async def _occasions(uow: UnitOfWork, since: datetime, now: datetime) -> list[_Occasion]:
    found: list[_Occasion] = []
    for round_ in await uow.rounds.in_states(RoundState.OPEN):
        found += _of_open(round_, since, now)
    for round_ in await uow.rounds.in_states(RoundState.CLOSED):
        if round_.decided_at is not None and since < round_.decided_at <= now:
            found.append(_Occasion(round_, "decided", RoundDecided(round=round_.id), priority=Priority.ANNOUNCEMENT))
    for round_ in await _ended(uow, since, now):
        # Where nothing is to be seen there is nothing to tell those who were asked.
        if round_.terms.results != "never" and await uow.rounds.figures(round_.id):
            found.append(_Occasion(round_, _CLOSED, _results(round_), priority=Priority.ANNOUNCEMENT))
    return found


async def _ended(uow: UnitOfWork, since: datetime, now: datetime) -> list[Round]:
    """Those that have closed meanwhile, and that people could answer."""
    closed = await uow.rounds.in_states(RoundState.CLOSED)
    return [each for each in closed if each.opened_at and each.closed_at and since < each.closed_at <= now]


def _of_open(round_: Round, since: datetime, now: datetime) -> Iterator[_Occasion]:
    opened = round_.opened_at
    if opened is not None and since < opened <= now:
        yield _Occasion(round_, "opened", RoundCard(round=round_.id, note="opened"))
    for said, at in round_.terms.reminders().items():
        # Where it has opened after the time of a reminder, the invitation is enough.
        if since < at <= now and (opened is None or opened < at):
            # Where it closes later after all, they are reminded before that as well.
            name = f"{said}:{at:%Y%m%dT%H%M}"
            yield _Occasion(round_, name, RoundCard(round=round_.id, note="reminder"), silent=True)


def _results(round_: Round) -> RoundResults:
    return RoundResults(round=round_.id, note="closed")


async def _tell_followers(uow: UnitOfWork, pack: Pack, round_: Round, now: datetime) -> None:
    """Those who look after it hear that it has closed, also where nobody else does."""
    occasion = _Occasion(round_, _CLOSED, _results(round_))
    followers = await followers_of(uow, pack, round_, now)
    await uow.outbox.add([_outgoing(occasion, each.id, each.telegram_id) for each in followers], now)


async def _tell(units: UnitsOfWork, pack: Pack, occasion: _Occasion, now: datetime) -> None:
    """Queue it for all whom it concerns, one batch of people after the other."""
    asked = asked_of(pack, occasion.round)
    after: int | None = 0
    while after is not None:
        async with units() as uow:
            found = await uow.asked.to_tell(
                asked, occasion.round.id, now, silent=occasion.silent, after=after, limit=BATCH
            )
            await uow.outbox.add([_outgoing(occasion, *each) for each in found], now)
            await uow.commit()
        after = found[-1][0] if len(found) == BATCH else None


def _outgoing(occasion: _Occasion, person_id: int, telegram_id: int) -> Outgoing:
    return Outgoing(
        telegram_id,
        person_id,
        occasion.message,
        occasion.priority,
        Subscription.FEEDBACK,
        once=f"round:{occasion.round.id}:{occasion.name}:{person_id}",
    )
