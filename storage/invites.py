"""Invite links, by the hash of their secret."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.people import Invite
from storage.connections import Connection
from storage.grants import columns_of, grant_of
from storage.tables import invites


class SqlInvites:
    """`ports.Invites` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, digest: bytes, invite: Invite, at: datetime) -> None:
        await self._connection.execute(
            insert(invites).values(
                digest=digest,
                **columns_of(invite.grant),
                language=invite.language,
                made_by=invite.made_by,
                replaces=invite.replaces,
                until=invite.until,
                added_at=at,
                expires_at=invite.expires_at,
            )
        )

    async def find(self, digest: bytes, at: datetime) -> Invite | None:
        row = (
            await self._connection.execute(
                select(invites).where(
                    invites.c.digest == digest, invites.c.used_at.is_(None), invites.c.expires_at > at
                )
            )
        ).one_or_none()
        return None if row is None else _invite(row)

    async def use(self, digest: bytes, person_id: int, at: datetime) -> Invite | None:
        # One statement that both asks and takes: of two at the same instant, one finds it used.
        row = (
            await self._connection.execute(
                update(invites)
                .where(invites.c.digest == digest, invites.c.used_at.is_(None), invites.c.expires_at > at)
                .values(used_at=at, used_by=person_id)
                .returning(invites)
            )
        ).one_or_none()
        return None if row is None else _invite(row)

    async def withdraw(self, replaces: int) -> None:
        await self._connection.execute(
            delete(invites).where(invites.c.replaces == replaces, invites.c.used_at.is_(None))
        )

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(invites).where(invites.c.expires_at < before))).rowcount


def _invite(row: Row[Any]) -> Invite:
    return Invite(
        grant_of(row.role, row.country, row.region, row.meeting),
        row.language,
        row.expires_at,
        made_by=row.made_by,
        replaces=row.replaces,
        until=row.until,
    )
