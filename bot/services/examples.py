"""What people meant by questions that were asked back: remembered at the tap, and looked over by somebody."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.content import Pack
from bot.domain.examples import Example, Meant
from bot.domain.messages import Message
from bot.domain.messages_examples import ExampleToReview, NoExamples
from bot.domain.people import Person
from bot.domain.policy import may_review
from bot.ports import UnitOfWork
from bot.questions.mind import Match
from bot.services.memory import Memory

MOST: Final = 300
"""Characters: of a longer question, one topic would tell too little to be learned from."""

STYLE: Final = "asked"
"""Of words that somebody has asked the bot with, and nobody has made up."""

_ROUND: Final = str.maketrans("[]{}", "()()")


class Examples:
    """Over one transaction, at one instant."""

    def __init__(self, uow: UnitOfWork, memory: Memory, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._memory = memory
        self._pack = pack
        self._now = now

    async def note(self, person: Person, topic: str, target: str) -> None:
        """Remember what was tapped, where it is one of the choices that the last question was asked back with."""
        wording = (await self._memory.recall(person.id)).wording
        choices = wording.choices if wording else ()
        chosen = next((choice for choice in choices if (choice.topic, choice.target or "all") == (topic, target)), None)
        if chosen is not None:
            await self._remember(person, chosen)

    async def note_other(self, person: Person, asked_by: int) -> None:
        """Remember that none of the choices was meant by the question in the message `asked_by`."""
        wording = (await self._memory.recall(person.id)).wording
        if wording is not None and wording.choices and wording.message_id == asked_by:
            await self._remember(person, None)

    async def first(self, person: Person) -> Message:
        """The first that waits for this reader: those in their own languages come before others, and then older ones
        before newer ones."""
        return self._shown(await self._order(person), 0)

    async def after(self, person: Person, example_id: int) -> Message:
        """The one that follows on this one, which is left for later."""
        order = await self._order(person)
        return self._shown(order, order.index(example_id) + 1 if example_id in order else 0)

    async def decide(self, person: Person, example_id: int, *, right: bool) -> Message:
        """Keep one to be learned from, or delete it, and go on to the next; where it is decided on by now, or not
        theirs to decide on, only that."""
        order = await self._order(person)
        if example_id not in order:
            return self._shown(order, 0)
        at = order.index(example_id)
        await (self._uow.examples.keep(example_id) if right else self._uow.examples.drop(example_id))
        return self._shown([*order[:at], *order[at + 1 :]], at)

    async def _remember(self, person: Person, chosen: Match | None) -> None:
        """Once for each question: the choices are out of mind then."""
        before = await self._memory.recall(person.id)
        wording = before.wording
        assert wording is not None, "the choices stand beside the words"
        if wording.words and len(wording.words) <= MOST:
            topic, target = (chosen.topic, chosen.target) if chosen else (None, None)
            meant = Meant(person.id, wording.message_id, wording.words, wording.language, topic, target)
            await self._uow.examples.add(meant, self._now)
        await self._memory.keep(person.id, replace(before, wording=replace(wording, choices=())))

    async def _order(self, person: Person) -> list[int]:
        """The ids of those that wait for this reader."""
        own = (person.language, person.second_language)
        waiting = [
            each for each in await self._uow.examples.waiting() if may_review(person.grants, each.country, self._pack)
        ]
        waiting.sort(key=lambda each: (own.index(each.language) if each.language in own else len(own), each.id))
        return [each.id for each in waiting]

    def _shown(self, order: list[int], at: int) -> Message:
        if at < len(order):
            return ExampleToReview(example=order[at], left=len(order))
        return NoExamples(later=len(order), kept=self._uow.questions.keeps_words)


def as_lines(examples: Iterable[Example]) -> str:
    """A JSON object a line, in the form of `locales/<language>/examples`. The topic is null where none of the choices
    was meant: it is for somebody to name. Brackets mark what is named there, so those that were typed become round."""
    lines = (
        {
            "language": example.language,
            "topic": example.topic,
            "text": " ".join(example.words.translate(_ROUND).split()),
            "style": STYLE,
        }
        for example in examples
        if example.words
    )
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
