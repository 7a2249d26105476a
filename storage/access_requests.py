"""Who wants which role, and what was decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.people import AccessRequest
from storage.cipher import Cipher
from storage.connections import Connection
from storage.grants import columns_of, grant_of
from storage.tables import access_requests as requests


class SqlAccessRequests:
    """`ports.AccessRequests` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def add(self, request: AccessRequest) -> int:
        await self._connection.execute(
            delete(requests).where(requests.c.person_id == request.person_id, requests.c.state == "open")
        )
        added = await self._connection.execute(
            insert(requests)
            .values(
                person_id=request.person_id,
                **columns_of(request.grant),
                words=self._cipher.seal_words(request.words),
                invited_by=request.invited_by,
                replaces=request.replaces,
                until=request.until,
                asked_at=request.asked_at,
                state="open",
            )
            .returning(requests.c.id)
        )
        return int(added.scalar_one())

    async def get(self, request_id: int) -> AccessRequest | None:
        row = (await self._connection.execute(select(requests).where(requests.c.id == request_id))).one_or_none()
        return None if row is None else self._request(row)

    async def open(self) -> list[AccessRequest]:
        rows = await self._connection.execute(
            select(requests).where(requests.c.state == "open").order_by(requests.c.id)
        )
        return [self._request(row) for row in rows]

    async def of(self, person_id: int) -> list[AccessRequest]:
        rows = await self._connection.execute(
            select(requests).where(requests.c.person_id == person_id).order_by(requests.c.id)
        )
        return [self._request(row) for row in rows]

    async def decide(self, request_id: int, *, approved: bool, by: int, at: datetime) -> bool:
        decided = await self._connection.execute(
            update(requests)
            .where(requests.c.id == request_id, requests.c.state == "open")
            .values(state="approved" if approved else "refused", decided_by=by, decided_at=at, words=None)
        )
        return decided.rowcount == 1

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(requests).where(requests.c.asked_at < before))).rowcount

    def _request(self, row: Row[Any]) -> AccessRequest:
        return AccessRequest(
            id=row.id,
            person_id=row.person_id,
            grant=grant_of(row.role, row.country, row.region, row.meeting),
            asked_at=row.asked_at,
            words=self._cipher.open_words(row.words),
            invited_by=row.invited_by,
            replaces=row.replaces,
            until=row.until,
            state=row.state,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
        )
