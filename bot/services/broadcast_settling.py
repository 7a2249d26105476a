"""What the row of a reader is to say after something was tried, or was not. Pure functions."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple, assert_never

from bot.domain.announcements import Delivery, Reached, Running, Settled, State, Task
from bot.domain.outcomes import Early, Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.quiet import DEFAULT, Quiet

_AGAIN: Final = timedelta(seconds=30)
"""After which an edit or a deletion is tried again of which nothing is known: it comes to the same however often."""

_LONGEST_REASON: Final = 120
_OVER: Final = frozenset({State.STOPPED, State.WITHDRAWN})


class Done(NamedTuple):
    """What has come of one delivery, and what stands in the chat now: messages, in which version and language."""

    delivery: Delivery
    outcome: Outcome | Early
    message_ids: tuple[int, ...]
    version: int
    language: str | None
    tried: int | None = None
    """The version that it was to become."""


def untried(delivery: Delivery, outcome: Outcome | Early) -> Done:
    """Nothing has changed in the chat."""
    return Done(delivery, outcome, delivery.message_ids, delivery.version, delivery.sent_in)


def held_back(delivery: Delivery, running: Running, now: datetime) -> Gone | Failed | Early | None:
    """Why nothing is sent to this reader (now); none where it is."""
    if delivery.task in (Task.EDIT, Task.DELETE):
        return None
    if not delivery.member:
        return Failed("no role any more")
    if not delivery.reachable:
        return Gone("blocked before")
    if delivery.stopped:
        return Failed(Reached.STOPPED)
    quiet = DEFAULT if delivery.quiet is None else Quiet.read(delivery.quiet)
    until = None if running.timing.urgent else quiet.until(delivery.zone, now)
    return None if until is None else Early(until)


def settled(done: Done, running: Running | None, now: datetime) -> Settled:
    """What is kept, and what is to be done next; `running`: the announcement as it is now, none where nothing else of
    it is to be done."""
    row = _kept(done, running, now)
    return row if running is None else _following(row, done, running, now)


def _kept(done: Done, running: Running | None, now: datetime) -> Settled:
    delivery, outcome = done.delivery, done.outcome
    row = Settled(
        delivery.id,
        delivery.reached,
        delivery.reason,
        done.message_ids,
        done.version,
        done.language,
        delivery.sent_at,
        delivery.reminded_at,
    )
    if isinstance(outcome, Later | Early):
        if delivery.task is Task.SEND and running is not None and running.state in _OVER:
            return row._replace(reached=Reached.WITHHELD)
        return row._replace(task=delivery.task, due_at=outcome.until)
    reason = None if isinstance(outcome, Sent) else outcome.reason[:_LONGEST_REASON]
    match delivery.task:
        case Task.SEND:
            return _sent(row, outcome, reason, now)
        case Task.EDIT | Task.DELETE:
            if isinstance(outcome, Unknown):
                row = row._replace(task=delivery.task, due_at=now + _AGAIN)
            # Why it was not sent stays; why what was sent could not be changed is known as long as that is so.
            return row._replace(reason=reason) if delivery.reached is Reached.SENT else row
        case Task.REMIND:
            return row._replace(reminded_at=now) if isinstance(outcome, Sent | Unknown) else row
        case _:
            assert_never(delivery.task)


def _sent(row: Settled, outcome: Sent | Failed | Gone | Unknown, reason: str | None, now: datetime) -> Settled:
    match outcome:
        case Sent():
            return row._replace(reached=Reached.SENT, reason=None, sent_at=now)
        case Unknown():
            return row._replace(reached=Reached.UNKNOWN, reason=reason, sent_at=now)
        case Gone():
            return row._replace(reached=Reached.GONE, reason=reason)
        case Failed(Reached.STOPPED):
            return row._replace(reached=Reached.STOPPED, reason=None)
        case Failed():
            return row._replace(reached=Reached.FAILED, reason=reason)
        case _:
            assert_never(outcome)


def _following(row: Settled, done: Done, running: Running, now: datetime) -> Settled:
    """What is to follow on messages that stand, where the announcement has changed while this was under way."""
    if not row.message_ids:
        return row
    if running.state is State.WITHDRAWN:
        return row._replace(task=Task.DELETE, due_at=row.due_at if row.task is Task.DELETE else now)
    if row.task is None and row.version < running.version and done.tried != running.version:
        return row._replace(task=Task.EDIT, due_at=running.started_at or now)
    return row
