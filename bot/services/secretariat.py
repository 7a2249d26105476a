"""What people leave for the secretariat, and what they want to be told when it is published."""

from datetime import datetime
from typing import Final, Literal

from bot.domain import messages
from bot.domain.messages import Choice, Message
from bot.domain.people import Person, Question
from bot.domain.retention import MIND_KEPT
from bot.ports import UnitOfWork
from bot.questions.mind import Match
from bot.services.memory import NOT_UNDERSTOOD, Memory
from bot.services.standing import Standing

QUESTION: Final = "question"
"""The flow in which the next text is a question for the secretariat."""


class Secretariat:
    """Keeps questions; who answers them, and when, is for the secretariat to say."""

    def __init__(self, uow: UnitOfWork, standing: Standing, memory: Memory, now: datetime) -> None:
        self._uow = uow
        self._standing = standing
        self._memory = memory
        self._now = now

    async def ask(self, person: Person, about: Choice, message_id: int) -> Message:
        """Keep a question on a topic, with the words in which it was asked where they are still in mind."""
        wording = (await self._memory.recall(person.id)).wording
        if wording is not None and Match(about.topic, about.target) in wording.asked:
            return await self._note(person, about, wording.words, message_id, wording.language)
        return await self._note(person, about, None, message_id)

    async def ask_in_words(self, person: Person, asked_by: int, message_id: int) -> Message | None:
        """Keep the question that was not understood, which came in the message `asked_by`; where its words are not in
        mind any more, they are asked for, as by `invite`."""
        wording = (await self._memory.recall(person.id)).wording
        if wording is not None and wording.message_id == asked_by and NOT_UNDERSTOOD in wording.asked and wording.words:
            return await self._note(person, None, wording.words, message_id, wording.language)
        return await self.invite(person)

    async def invite(self, person: Person) -> Message | None:
        """Ask for the question, once; the next text is taken for it. Without a key no words are kept, and whom to write
        to is said instead."""
        if not self._uow.questions.keeps_words:
            return messages.Handover(leave=False)
        asked_already = await self.awaits(person)
        await self._standing.put(person.id, QUESTION, MIND_KEPT)
        return None if asked_already else messages.WriteQuestion()

    def offer(self, asked_by: int) -> Message:
        """That the question in the message `asked_by` can be passed on, where none of the choices was meant. Without a
        key no words are kept, and whom to write to is said instead."""
        return (
            messages.Rephrase(question=asked_by) if self._uow.questions.keeps_words else messages.Handover(leave=False)
        )

    async def awaits(self, person: Person) -> bool:
        """Whether the person was asked for a question and has not written it."""
        return await self._standing.get(person.id, QUESTION) is not None

    async def take(self, person: Person, words: str, message_id: int) -> Message:
        """Keep the question that was asked for."""
        await self._standing.clear(person.id, QUESTION)
        return await self._note(person, None, words, message_id)

    async def drop(self, person: Person) -> Message:
        """No question after all."""
        await self._standing.clear(person.id, QUESTION)
        return messages.QuestionDropped()

    async def tell(self, person: Person, about: Choice, message_id: int) -> Message:
        """Keep that somebody wants to know when this is published."""
        await self._keep("publication", person, about, None, message_id, person.language)
        return messages.PublicationNoted(about=about)

    async def _note(
        self, person: Person, about: Choice | None, words: str | None, message_id: int, language: str | None = None
    ) -> Message:
        await self._keep("answer", person, about, words, message_id, language or person.language)
        return messages.QuestionNoted(about=about)

    async def _keep(
        self,
        wants: Literal["answer", "publication"],
        person: Person,
        about: Choice | None,
        words: str | None,
        message_id: int,
        language: str,
    ) -> None:
        topic, target = (about.topic, about.target) if about else (NOT_UNDERSTOOD.topic, None)
        question = Question(person.id, wants, topic, target, language, words, message_id)
        await self._uow.questions.add(question, self._now)
