"""Rounds of feedback: their terms, their secret, and what was counted so far."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.figures import Figures
from bot.domain.rounds import Path, Round, RoundState, Terms, path_from, path_text
from storage.cipher import Cipher, Sealed
from storage.connections import Connection
from storage.tables import round_answers, round_people, round_remarks, rounds

_SECRET_BYTES: Final = 32


class SqlRounds:
    """`ports.Rounds` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def add(self, new: Round) -> None:
        await self._connection.execute(
            insert(rounds).values(
                id=new.id, created_at=new.created_at, secret_encrypted=False, figures="{}", **self._values(new)
            )
        )

    async def get(self, round_id: str) -> Round | None:
        row = (await self._connection.execute(select(rounds).where(rounds.c.id == round_id))).one_or_none()
        return None if row is None else self._round(row)

    async def put(self, round_: Round) -> None:
        await self._connection.execute(update(rounds).where(rounds.c.id == round_.id).values(**self._values(round_)))

    async def remove(self, round_id: str) -> None:
        for table in (round_answers, round_people, round_remarks):
            await self._connection.execute(delete(table).where(table.c.round_id == round_id))
        await self._connection.execute(delete(rounds).where(rounds.c.id == round_id))

    async def in_states(self, *states: RoundState) -> list[Round]:
        rows = await self._connection.execute(
            select(rounds)
            .where(rounds.c.state.in_([state.value for state in states]))
            .order_by(rounds.c.created_at, rounds.c.id)
        )
        return [self._round(row) for row in rows.all()]

    async def make_secret(self, round_id: str) -> None:
        sealed = self._cipher.seal(secrets.token_bytes(_SECRET_BYTES))
        await self._connection.execute(
            update(rounds)
            .where(rounds.c.id == round_id)
            .values(secret=sealed.content, secret_encrypted=sealed.encrypted)
        )

    async def destroy_secret(self, round_id: str) -> None:
        await self._connection.execute(update(rounds).where(rounds.c.id == round_id).values(secret=None))

    async def figures(self, round_id: str) -> dict[Path, Figures]:
        stored = await self._connection.scalar(select(rounds.c.figures).where(rounds.c.id == round_id))
        return {
            path_from(path): Figures(answers, {key: tuple(counts) for key, counts in marks.items()})
            for path, (answers, marks) in json.loads(stored or "{}").items()
        }

    async def set_figures(self, round_id: str, figures: Mapping[Path, Figures]) -> None:
        stored = {path_text(path): (each.answers, dict(each.marks)) for path, each in figures.items()}
        await self._connection.execute(
            update(rounds).where(rounds.c.id == round_id).values(figures=json.dumps(stored, sort_keys=True))
        )

    async def tidy(self, drafts_before: datetime, closed_before: datetime) -> int:
        draft = rounds.c.state == RoundState.DRAFT.value
        dropped = await self._connection.execute(delete(rounds).where(draft, rounds.c.changed_at < drafts_before))
        old = select(rounds.c.id).where(rounds.c.closed_at < closed_before)
        gone = dropped.rowcount
        for table in (round_answers, round_people, round_remarks):
            gone += (await self._connection.execute(delete(table).where(table.c.round_id.in_(old)))).rowcount
        return gone

    def _values(self, round_: Round) -> dict[str, Any]:
        sealed = self._cipher.seal(round_.terms.model_dump_json().encode())
        decision = json.dumps(dict(round_.decision), ensure_ascii=False) if round_.decision else None
        return {
            "state": round_.state.value,
            "terms": sealed.content,
            "encrypted": sealed.encrypted,
            "author_id": round_.author_id,
            "scope": None if round_.scope is None else json.dumps(sorted(round_.scope)),
            "decision": self._cipher.seal_words(decision),
            "changed_at": round_.changed_at,
            "opened_at": round_.opened_at,
            "closed_at": round_.closed_at,
            "decided_at": round_.decided_at,
            "asked": round_.asked,
            "answered": round_.answered,
        }

    def _round(self, row: Row[Any]) -> Round:
        decision = self._cipher.open_words(row.decision)
        return Round(
            id=row.id,
            state=RoundState(row.state),
            terms=Terms.model_validate_json(self._cipher.open(Sealed(row.terms, row.encrypted))),
            created_at=row.created_at,
            changed_at=row.changed_at,
            author_id=row.author_id,
            scope=None if row.scope is None else frozenset(json.loads(row.scope)),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            asked=row.asked,
            answered=row.answered,
            decision={} if decision is None else json.loads(decision),
            decided_at=row.decided_at,
        )
