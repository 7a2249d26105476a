"""What was decided after a round: written by those who look after it, and told to those who were asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal

from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.messages import AskDecision, AskPublishDecision, ButtonExpired, DecisionDraft, Message
from bot.domain.messages_round_decisions import LONGEST_DECISION, Decided, RoundDecided
from bot.domain.messages_rounds import RoundGone
from bot.domain.people import Person
from bot.domain.retention import WRITING_AWAITED
from bot.domain.rounds import Round, RoundState
from bot.ports import UnitOfWork
from bot.services.answers import has_words
from bot.services.rounds import Rounds
from bot.services.standing import Standing

DECISION: Final = "decision"
"""The flow in which the next text is what was decided (`round`, `language`)."""


class RoundDecisions:
    """Over one transaction, at one instant. Each step asks anew whether the round is theirs to look after, and whether
    it has closed."""

    def __init__(
        self, uow: UnitOfWork, rounds: Rounds, standing: Standing, languages: tuple[str, ...], now: datetime
    ) -> None:
        self._uow = uow
        self._rounds = rounds
        self._standing = standing
        self._languages = languages
        self._now = now

    async def show(self, person: Person, round_id: str) -> Message:
        """What is written by now."""
        round_ = await self._closed(person, round_id)
        return RoundGone() if round_ is None else self._draft(round_)

    async def ask(self, person: Person, round_id: str, language: str) -> Message:
        """The next text is what was decided, in this language."""
        round_ = await self._closed(person, round_id)
        if round_ is None:
            return RoundGone()
        if language not in self._languages:
            return ButtonExpired()
        if not self._uow.questions.keeps_words:
            return self._draft(round_)
        await self._standing.put(person.id, DECISION, WRITING_AWAITED, {"round": round_.id, "language": language})
        return _asked(round_, language)

    async def awaits(self, person: Person) -> bool:
        """Whether the next text is one, of somebody who still may write it."""
        return await self._awaited(person) is not None

    async def take(self, person: Person, said: str) -> Message:
        """Keep the text; where it cannot be kept, another is waited for."""
        awaited = await self._awaited(person)
        assert awaited is not None, "only what is awaited is taken"
        round_, language = awaited
        text = said.strip()
        if not has_words(text):
            return _asked(round_, language, problem="no_words")
        if len(text) > LONGEST_DECISION:
            return _asked(round_, language, problem="too_long", length=len(text))
        await self._standing.clear(person.id, DECISION)
        return self._draft(await self._put(round_, {**round_.decision, language: text}), saved=language)

    async def drop(self, person: Person) -> Message:
        """Nothing is written after all."""
        awaited = await self._awaited(person)
        assert awaited is not None, "only what is awaited is dropped"
        await self._standing.clear(person.id, DECISION)
        return self._draft(awaited[0])

    async def remove(self, person: Person, round_id: str, language: str) -> Message:
        """Nothing in this language."""
        round_ = await self._closed(person, round_id)
        if round_ is None:
            return RoundGone()
        if language not in round_.decision:
            return self._draft(round_)
        left = {each: text for each, text in round_.decision.items() if each != language}
        return self._draft(await self._put(round_, left), removed=language)

    async def ask_publish(self, person: Person, round_id: str) -> Message:
        """Shall those who were asked be told? Where they are, or nothing is written: what there is."""
        round_ = await self._closed(person, round_id)
        if round_ is None:
            return RoundGone()
        if not round_.decision or round_.decided_at is not None:
            return self._draft(round_)
        return AskPublishDecision(
            round=round_.id,
            terms=round_.terms,
            texts=dict(round_.decision),
            people=await self._uow.asked.count(self._rounds.asked(round_), self._now),
            missing=tuple(language for language in self._languages if language not in round_.decision),
        )

    async def publish(self, person: Person, round_id: str) -> Message:
        """From now on it is seen; those who were asked are told by whoever watches rounds."""
        round_ = await self._closed(person, round_id)
        if round_ is None:
            return RoundGone()
        if round_.decision and round_.decided_at is None:
            round_ = replace(round_, decided_at=self._now, changed_at=self._now)
            await self._uow.rounds.put(round_)
            await self._uow.audit.add(
                Entry(Act.ROUND_DECIDED, person.pseudonym, detail={"round": round_.id}), self._now
            )
        return self._draft(round_)

    async def _closed(self, person: Person, round_id: str) -> Round | None:
        """The round, where it is theirs to look after, and people have answered it who can be told."""
        round_ = await self._rounds.followed(person, round_id)
        if round_ is None or round_.state is not RoundState.CLOSED or round_.opened_at is None:
            return None
        return round_

    async def _awaited(self, person: Person) -> tuple[Round, str] | None:
        asked = await self._standing.get(person.id, DECISION)
        if asked is None:
            return None
        round_ = await self._closed(person, asked.data["round"])
        return None if round_ is None else (round_, asked.data["language"])

    async def _put(self, round_: Round, decision: Mapping[str, str]) -> Round:
        in_order = {language: decision[language] for language in self._languages if language in decision}
        changed = replace(round_, decision=in_order, changed_at=self._now)
        await self._uow.rounds.put(changed)
        return changed

    def _draft(self, round_: Round, *, saved: str | None = None, removed: str | None = None) -> DecisionDraft:
        return DecisionDraft(
            round=round_.id,
            terms=round_.terms,
            texts=dict(round_.decision),
            published=round_.decided_at,
            saved=saved,
            removed=removed,
            keeps=self._uow.questions.keeps_words,
        )


def decision_of(round_: Round) -> dict[str, str]:
    """What was decided, as far as it is published."""
    return {} if round_.decided_at is None else dict(round_.decision)


async def told(
    uow: UnitOfWork, pack: Pack, message: RoundDecided, person: Person, now: datetime
) -> RoundDecided | None:
    """The message as it is sent; none where there is nothing to tell this person (any more)."""
    rounds = Rounds(uow, pack, now)
    round_ = await rounds.of(person, message.round)
    texts = {} if round_ is None else decision_of(round_)
    if round_ is None or not texts:
        return None
    results = rounds.sees_results(person, round_)
    shown = Decided(terms=round_.terms, closed_at=round_.closed_at, texts=texts, results=results)
    return message.model_copy(update={"shown": shown})


def _asked(
    round_: Round, language: str, *, problem: Literal["too_long", "no_words"] | None = None, length: int = 0
) -> AskDecision:
    return AskDecision(
        round=round_.id,
        language=language,
        there=round_.decision.get(language),
        sent=round_.decided_at is not None,
        problem=problem,
        length=length,
    )
