"""What people want to have answered, or to be told."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.people import Question
from storage.cipher import Cipher
from storage.connections import Connection
from storage.tables import questions


class SqlQuestions:
    """`ports.Questions` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    @property
    def keeps_words(self) -> bool:
        return self._cipher.has_key

    async def add(self, question: Question, at: datetime) -> bool:
        same = [
            questions.c.person_id == question.person_id,
            questions.c.wants == question.wants,
            questions.c.topic == question.topic,
            questions.c.target.is_not_distinct_from(question.target),
        ]
        if question.wants == "answer":
            same.append(questions.c.message_id == question.message_id)
        known = await self._connection.scalar(select(questions.c.id).where(*same).limit(1))
        if known is not None:
            return False
        await self._connection.execute(
            insert(questions).values(
                person_id=question.person_id,
                wants=question.wants,
                topic=question.topic,
                target=question.target,
                language=question.language,
                words=self._cipher.seal_words(question.words),
                message_id=question.message_id,
                asked_at=at,
            )
        )
        return True

    async def of(self, person_id: int) -> list[Question]:
        rows = await self._connection.execute(
            select(questions).where(questions.c.person_id == person_id).order_by(questions.c.id)
        )
        return [
            Question(
                row.person_id,
                row.wants,
                row.topic,
                row.target,
                row.language,
                self._cipher.open_words(row.words),
                row.message_id,
            )
            for row in rows
        ]

    async def pass_on_waits(self, person_id: int, successor_id: int) -> None:
        waits = questions.c.wants == "publication"
        known = {
            (question.topic, question.target)
            for question in await self.of(successor_id)
            if question.wants == "publication"
        }
        rows = await self._connection.execute(select(questions).where(questions.c.person_id == person_id, waits))
        for row in rows.all():
            this = questions.c.id == row.id
            if (row.topic, row.target) in known:
                await self._connection.execute(delete(questions).where(this))
            else:
                await self._connection.execute(update(questions).where(this).values(person_id=successor_id))

    async def tidy(self, before: datetime) -> int:
        return (await self._connection.execute(delete(questions).where(questions.c.asked_at < before))).rowcount
