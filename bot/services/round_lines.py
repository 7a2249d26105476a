"""The lines of text of a round, for those who look after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.actions_round_results import ALL
from bot.domain.messages_round_results import Line, RoundLines
from bot.domain.round_lines import arranged, pages
from bot.domain.rounds import Round, Said
from bot.ports import UnitOfWork


@dataclass(frozen=True)
class Lines:
    """Over one transaction, of one round, for somebody who may read them."""

    uow: UnitOfWork
    round: Round

    async def fill(self, message: RoundLines) -> RoundLines:
        """One page in a language; where there is but one language, that one. A page that is not there is the last."""
        counts = await self.uow.round_answers.remark_counts(self.round.id)
        language = next(iter(counts)) if message.language == ALL and len(counts) == 1 else message.language
        found = pages(await self._in(language)) if language in counts else [[]]
        page = min(message.page, len(found) - 1)
        return message.model_copy(
            update={
                "language": language,
                "page": page,
                "pages": len(found),
                "terms": self.round.terms,
                "counts": counts,
                "lines": await self._lines(found[page]),
            }
        )

    async def all(self) -> tuple[Line, ...]:
        """All of them, language by language."""
        counts = await self.uow.round_answers.remark_counts(self.round.id)
        return await self._lines([each for language in sorted(counts) for each in await self._in(language)])

    async def _in(self, language: str) -> list[Said]:
        return arranged(self.round.terms, await self.uow.round_answers.remarks(self.round.id, language))

    async def _lines(self, said: Iterable[Said]) -> tuple[Line, ...]:
        said = tuple(said)
        names = await self.uow.people.names(each.person_id for each in said if each.person_id is not None)
        return tuple(
            Line(words=each.words, language=each.language, choice=each.choice, by=names.get(each.person_id or 0))
            for each in said
        )
