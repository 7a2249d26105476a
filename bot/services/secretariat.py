"""What people leave for the secretariat, and what they want to be told when it is published."""

from datetime import datetime, timedelta
from typing import Final, Literal

from bot.domain import messages
from bot.domain.messages import Choice, Message
from bot.domain.people import Person, Question
from bot.ports import UnitOfWork
from bot.questions.mind import Match
from bot.services.memory import Memory
from bot.services.standing import Standing

_QUESTION: Final = "question"
"""The dialog in which the next text is a question for the secretariat."""

_PATIENCE: Final = timedelta(minutes=30)
_UNKNOWN: Final = "none"
"""The topic of a question that was not understood."""


class Secretariat:
    """Keeps questions; who answers them, and when, is for the secretariat to say."""

    def __init__(self, uow: UnitOfWork, standing: Standing, memory: Memory, now: datetime) -> None:
        self._uow = uow
        self._standing = standing
        self._memory = memory
        self._now = now

    async def ask(self, person: Person, about: Choice, message_id: int) -> Message | None:
        """Keep the question that a button under it passes on, with its words where they are still in mind; where
        neither topic nor words are known, they are asked for, as by `invite`."""
        recollection = await self._memory.recall(person.id)
        last = recollection.mind.last
        if about.topic == _UNKNOWN:
            words = recollection.words if recollection.missed else None
            return await self._note(person, None, words, message_id) if words else await self.invite(person)
        same = last is not None and last == Match(about.topic, about.target)
        return await self._note(person, about, recollection.words if same else None, message_id)

    async def invite(self, person: Person) -> Message | None:
        """Ask for the question, once; the next text is taken for it. Without a key no words are kept, and whom to write
        to is said instead."""
        if not self._uow.questions.keeps_words:
            return messages.Handover()
        if await self.awaits(person):
            return None
        await self._standing.put(person.id, _QUESTION, _PATIENCE)
        return messages.WriteQuestion()

    async def awaits(self, person: Person) -> bool:
        """Whether the person was asked for a question and has not written it."""
        dialog = await self._standing.get(person.id)
        return dialog is not None and dialog.flow == _QUESTION

    async def take(self, person: Person, words: str, message_id: int) -> Message:
        """Keep the question that was asked for."""
        await self._standing.clear(person.id)
        return await self._note(person, None, words, message_id)

    async def drop(self, person: Person) -> Message:
        """No question after all."""
        if await self.awaits(person):
            await self._standing.clear(person.id)
        return messages.QuestionDropped()

    async def tell(self, person: Person, about: Choice, message_id: int) -> Message:
        """Keep that somebody wants to know when this is published."""
        await self._keep("publication", person, about, None, message_id)
        return messages.PublicationNoted(about=about)

    async def _note(self, person: Person, about: Choice | None, words: str | None, message_id: int) -> Message:
        await self._keep("answer", person, about, words, message_id)
        return messages.QuestionNoted(about=about)

    async def _keep(
        self,
        wants: Literal["answer", "publication"],
        person: Person,
        about: Choice | None,
        words: str | None,
        message_id: int,
    ) -> None:
        topic, target = (about.topic, about.target) if about else (_UNKNOWN, None)
        question = Question(person.id, wants, topic, target, person.language, words, message_id)
        await self._uow.questions.add(question, self._now)
