"""What people meant by questions that were asked back."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from bot.domain.examples import Example, Meant, Unreviewed
from storage.cipher import Cipher
from storage.connections import Connection
from storage.tables import examples, people


class SqlExamples:
    """`ports.Examples` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def add(self, meant: Meant, at: datetime) -> bool:
        words = self._cipher.seal_words(meant.words)
        same = (examples.c.person_id == meant.person_id, examples.c.message_id == meant.message_id)
        known = await self._connection.scalar(select(examples.c.id).where(*same))
        if words is None or known is not None:
            return False
        await self._connection.execute(
            insert(examples).values(
                person_id=meant.person_id,
                message_id=meant.message_id,
                language=meant.language,
                topic=meant.topic,
                target=meant.target,
                words=words,
                tapped_at=at,
                kept=False,
            )
        )
        return True

    async def waiting(self) -> list[Unreviewed]:
        found = await self._connection.execute(
            select(examples.c.id, examples.c.language, people.c.country)
            .join(people, examples.c.person_id == people.c.id)
            .where(examples.c.kept.is_(False))
            .order_by(examples.c.id)
        )
        return [Unreviewed(row.id, row.language, row.country) for row in found]

    async def get(self, example_id: int) -> Example | None:
        known = _WITH_COUNTRY.where(examples.c.id == example_id, examples.c.kept.is_(False))
        row = (await self._connection.execute(known)).one_or_none()
        return None if row is None else self._example(row)

    async def keep(self, example_id: int) -> bool:
        this = (examples.c.id == example_id, examples.c.kept.is_(False))
        tapped: datetime | None = await self._connection.scalar(select(examples.c.tapped_at).where(*this))
        if tapped is None:
            return False
        # To the second, it would still tell whose message it was.
        day = datetime.combine(tapped, time(), tapped.tzinfo)
        nobodys = {"person_id": None, "message_id": None, "tapped_at": day, "kept": True}
        await self._connection.execute(update(examples).where(*this).values(**nobodys))
        return True

    async def drop(self, example_id: int) -> bool:
        this = (examples.c.id == example_id, examples.c.kept.is_(False))
        return (await self._connection.execute(delete(examples).where(*this))).rowcount == 1

    async def kept(self) -> list[Example]:
        rows = await self._connection.execute(select(examples).where(examples.c.kept.is_(True)).order_by(examples.c.id))
        return [self._example(row) for row in rows]

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(examples).where(examples.c.tapped_at < before))).rowcount

    def _example(self, row: Row[Any]) -> Example:
        words = self._cipher.open_words(row.words)
        country = None if row.kept else row.country
        return Example(row.id, words or "", row.language, row.topic, row.target, country)


_WITH_COUNTRY: Select[Any] = select(examples, people.c.country).join(people, examples.c.person_id == people.c.id)
