"""Who comes to which meeting: answers as they stand, what they were before, and those that come too late."""

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.attendance import HOLDING, Answer, Count, LateRequest, Past, Rsvp, Seat, Why
from bot.domain.meetings import Mode
from storage import dialect
from storage.cipher import Cipher
from storage.connections import Connection
from storage.tables import people, rsvp_history, rsvp_requests, rsvps

_SEALED: Final = ("name", "substitute", "travel", "access")
_PLAIN: Final = (
    "meeting",
    "days",
    "person_id",
    "country",
    "answer",
    "seat",
    "party",
    "answered_at",
    "queued_at",
    "confirm_by",
)
_THIS: Final = and_(rsvps.c.meeting == bindparam("meeting"), rsvps.c.days == bindparam("days"))
_IN_LINE: Final = (rsvps.c.queued_at, rsvps.c.id)
_HELD: Final = (
    select(rsvps.c.answer, func.sum(rsvps.c.party))
    .where(_THIS, rsvps.c.answer.in_([mode.value for mode in Mode]), rsvps.c.seat.in_([seat.value for seat in HOLDING]))
    .group_by(rsvps.c.answer)
)
_COUNTS: Final = (
    select(
        rsvps.c.answer,
        rsvps.c.seat,
        rsvps.c.country,
        people.c.region,
        people.c.language,
        func.count(),
        func.sum(rsvps.c.party),
    )
    .outerjoin(people, people.c.id == rsvps.c.person_id)
    .where(_THIS)
    .group_by(rsvps.c.answer, rsvps.c.seat, rsvps.c.country, people.c.region, people.c.language)
)


class SqlRsvps:
    """`ports.Rsvps` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def of(self, meeting: str, days: str, person_id: int) -> Rsvp | None:
        return await self._one(rsvps.c.meeting == meeting, rsvps.c.days == days, rsvps.c.person_id == person_id)

    async def get(self, rsvp_id: int) -> Rsvp | None:
        return await self._one(rsvps.c.id == rsvp_id)

    async def of_person(self, person_id: int) -> list[Rsvp]:
        return await self._all(rsvps.c.person_id == person_id)

    async def put(self, rsvp: Rsvp, over_at: datetime, at: datetime, *, by: int | None, why: Why) -> Rsvp:
        values = {
            **{name: getattr(rsvp, name) for name in _PLAIN},
            **{name: self._cipher.seal_words(getattr(rsvp, name)) for name in _SEALED},
            "over_at": over_at,
        }
        if rsvp.id:
            await self._connection.execute(update(rsvps).where(rsvps.c.id == rsvp.id).values(**values))
            kept = rsvp
        else:
            if rsvp.person_id is not None:
                # One for other days stands in the history.
                await self._connection.execute(
                    delete(rsvps).where(rsvps.c.meeting == rsvp.meeting, rsvps.c.person_id == rsvp.person_id)
                )
            added = await self._connection.execute(insert(rsvps).values(**values).returning(rsvps.c.id))
            kept = replace(rsvp, id=added.scalar_one())
        await self._note(kept, kept.answer, over_at, at, by, why)
        return kept

    async def set_details(self, rsvp: Rsvp) -> None:
        sealed = {name: self._cipher.seal_words(getattr(rsvp, name)) for name in _SEALED}
        await self._connection.execute(update(rsvps).where(rsvps.c.id == rsvp.id).values(**sealed))

    async def remove(self, rsvp: Rsvp, at: datetime, *, by: int | None, why: Why) -> None:
        over_at = await self._connection.scalar(delete(rsvps).where(rsvps.c.id == rsvp.id).returning(rsvps.c.over_at))
        if over_at is not None:
            await self._note(rsvp, None, over_at, at, by, why)

    async def remove_of_other_days(self, meeting: str, days: str, at: datetime) -> int:
        moved = await self._all(rsvps.c.meeting == meeting, rsvps.c.days != days)
        for rsvp in moved:
            await self.remove(rsvp, at, by=None, why=Why.MOVED)
        await self._connection.execute(
            delete(rsvp_requests).where(rsvp_requests.c.meeting == meeting, rsvp_requests.c.days != days)
        )
        return len(moved)

    async def pass_on(self, rsvp: Rsvp, successor_id: int, at: datetime) -> Rsvp:
        passed = replace(rsvp, person_id=successor_id, travel=None, access=None)
        over_at = await self._connection.scalar(select(rsvps.c.over_at).where(rsvps.c.id == rsvp.id))
        assert over_at is not None, "an answer that stands can be passed on"
        # What the successor had answered for other days stands in the history.
        await self._connection.execute(
            delete(rsvps).where(rsvps.c.meeting == rsvp.meeting, rsvps.c.person_id == successor_id)
        )
        # It ends for the predecessor: where the successor is forgotten, nothing is to look as if it still stood.
        await self._note(rsvp, None, over_at, at, None, Why.PASSED_ON)
        return await self.put(passed, over_at, at, by=None, why=Why.PASSED_ON)

    async def held(self, meeting: str, days: str) -> dict[Mode, int]:
        rows = await self._connection.execute(_HELD, {"meeting": meeting, "days": days})
        return {Mode(answer): int(heads) for answer, heads in rows}

    async def in_line(self, meeting: str, days: str, mode: Mode) -> list[Rsvp]:
        return await self._all(
            rsvps.c.meeting == meeting,
            rsvps.c.days == days,
            rsvps.c.answer == mode.value,
            rsvps.c.seat == Seat.WAITING,
            order=_IN_LINE,
        )

    async def position(self, rsvp: Rsvp) -> int:
        before = select(func.count()).where(
            rsvps.c.meeting == rsvp.meeting,
            rsvps.c.days == rsvp.days,
            rsvps.c.answer == rsvp.answer,
            rsvps.c.seat == Seat.WAITING,
            or_(rsvps.c.queued_at < rsvp.queued_at, and_(rsvps.c.queued_at == rsvp.queued_at, rsvps.c.id < rsvp.id)),
        )
        return int(await self._connection.scalar(before)) + 1

    async def offers_passed(self, at: datetime) -> list[Rsvp]:
        # In this order the index is read; in that of ids, SQLite would read all answers.
        order = (rsvps.c.confirm_by, rsvps.c.id)
        return await self._all(rsvps.c.confirm_by <= at, rsvps.c.seat == Seat.OFFERED, order=order)

    async def next_offer_passes(self) -> datetime | None:
        passes: datetime | None = await self._connection.scalar(select(func.min(rsvps.c.confirm_by)))
        return passes

    async def counts(self, meeting: str, days: str) -> list[Count]:
        rows = await self._connection.execute(_COUNTS, {"meeting": meeting, "days": days})
        return [
            Count(Answer(answer), Seat(seat), country, region, language, answers, int(heads))
            for answer, seat, country, region, language, answers, heads in rows
        ]

    async def page(
        self, meeting: str, days: str, answers: Collection[tuple[Answer, Seat]], offset: int, limit: int
    ) -> list[Rsvp]:
        wanted = or_(*(and_(rsvps.c.answer == answer, rsvps.c.seat == seat) for answer, seat in answers))
        rows = await self._connection.execute(
            select(rsvps)
            .where(rsvps.c.meeting == meeting, rsvps.c.days == days, wanted)
            .order_by(rsvps.c.queued_at, rsvps.c.country, rsvps.c.id)
            .offset(offset)
            .limit(limit)
        )
        return [self._rsvp(row) for row in rows.all()]

    async def all(self, meeting: str, days: str) -> list[Rsvp]:
        return await self._all(rsvps.c.meeting == meeting, rsvps.c.days == days)

    async def past(self, rsvp: Rsvp, limit: int) -> list[Past]:
        which = rsvp_history.c.rsvp_id == rsvp.id
        if rsvp.person_id is not None:
            which = or_(which, rsvp_history.c.person_id == rsvp.person_id)
        rows = await self._connection.execute(
            select(rsvp_history)
            .where(rsvp_history.c.meeting == rsvp.meeting, which)
            .order_by(rsvp_history.c.id.desc())
            .limit(limit)
        )
        return [_past(row) for row in rows.all()]

    async def history(self, meeting: str) -> AsyncIterator[Past]:
        rows = await self._connection.execute(
            select(rsvp_history).where(rsvp_history.c.meeting == meeting).order_by(rsvp_history.c.id)
        )
        for row in rows.all():
            yield _past(row)

    async def ask_late(self, request: LateRequest, over_at: datetime) -> LateRequest:
        values = {
            "meeting": request.meeting,
            "days": request.days,
            "person_id": request.person_id,
            "answer": request.answer,
            "party": request.party,
            "asked_at": request.asked_at,
            "over_at": over_at,
        }
        asked = dialect.insert(rsvp_requests).values(**values)
        row = await self._connection.execute(
            asked.on_conflict_do_update(
                index_elements=[rsvp_requests.c.meeting, rsvp_requests.c.person_id],
                set_={name: asked.excluded[name] for name in ("days", "answer", "party", "asked_at", "over_at")},
            ).returning(rsvp_requests.c.id)
        )
        return replace(request, id=row.scalar_one())

    async def late(self, request_id: int) -> LateRequest | None:
        found = await self._late(rsvp_requests.c.id == request_id)
        return found[0] if found else None

    async def late_of(self, meeting: str, days: str, person_id: int | None = None) -> list[LateRequest]:
        which = [rsvp_requests.c.meeting == meeting, rsvp_requests.c.days == days]
        if person_id is not None:
            which.append(rsvp_requests.c.person_id == person_id)
        return await self._late(*which)

    async def decide_late(self, request_id: int) -> bool:
        decided = await self._connection.execute(delete(rsvp_requests).where(rsvp_requests.c.id == request_id))
        return decided.rowcount == 1

    async def tidy(self, details_before: datetime, before: datetime) -> int:
        """Erase what was asked besides of meetings that were over before the first instant, and the answers, and what
        they were, of those that were over before the second; how many rows were touched."""
        told = or_(*(rsvps.c[name].is_not(None) for name in ("substitute", "travel", "access")))
        erased = await self._connection.execute(
            update(rsvps)
            .where(rsvps.c.over_at < details_before, told)
            .values(substitute=None, travel=None, access=None)
        )
        count = erased.rowcount
        for table in (rsvps, rsvp_history, rsvp_requests):
            count += (await self._connection.execute(delete(table).where(table.c.over_at < before))).rowcount
        return count

    async def _note(
        self, rsvp: Rsvp, answer: Answer | None, over_at: datetime, at: datetime, by: int | None, why: Why
    ) -> None:
        await self._connection.execute(
            insert(rsvp_history).values(
                rsvp_id=rsvp.id,
                meeting=rsvp.meeting,
                days=rsvp.days,
                person_id=rsvp.person_id,
                country=rsvp.country,
                answer=answer,
                seat=rsvp.seat,
                party=rsvp.party,
                at=at,
                by=by,
                why=why,
                over_at=over_at,
            )
        )

    async def _one(self, *which: ColumnElement[bool]) -> Rsvp | None:
        row = (await self._connection.execute(select(rsvps).where(*which))).one_or_none()
        return None if row is None else self._rsvp(row)

    async def _all(self, *which: ColumnElement[bool], order: Iterable[Any] = (rsvps.c.id,)) -> list[Rsvp]:
        rows = await self._connection.execute(select(rsvps).where(*which).order_by(*order))
        return [self._rsvp(row) for row in rows.all()]

    async def _late(self, *which: ColumnElement[bool]) -> list[LateRequest]:
        rows = await self._connection.execute(select(rsvp_requests).where(*which).order_by(rsvp_requests.c.id))
        return [
            LateRequest(row.id, row.meeting, row.days, row.person_id, Answer(row.answer), row.party, row.asked_at)
            for row in rows
        ]

    def _rsvp(self, row: Row[Any]) -> Rsvp:
        return Rsvp(
            id=row.id,
            meeting=row.meeting,
            days=row.days,
            person_id=row.person_id,
            answer=Answer(row.answer),
            seat=Seat(row.seat),
            answered_at=row.answered_at,
            country=row.country,
            party=row.party,
            queued_at=row.queued_at,
            confirm_by=row.confirm_by,
            **{name: self._cipher.open_words(getattr(row, name)) for name in _SEALED},
        )


def _past(row: Row[Any]) -> Past:
    return Past(
        row.rsvp_id,
        row.days,
        row.person_id,
        row.country,
        None if row.answer is None else Answer(row.answer),
        Seat(row.seat),
        row.party,
        row.at,
        row.by,
        Why(row.why),
    )
