"""The results of a round, for whoever may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.actions_round_results import ALL
from bot.domain.audit import OPERATOR, Act, Entry
from bot.domain.content import Pack
from bot.domain.disclosure import figures_of, groups_of
from bot.domain.figures import Figures
from bot.domain.messages import ButtonExpired, Message
from bot.domain.messages_round_results import (
    NamedAnswer,
    ResultsPicture,
    ResultsWorkbook,
    RoundLines,
    RoundResults,
)
from bot.domain.messages_rounds import RoundGone
from bot.domain.people import Person
from bot.domain.round_results import Earlier, ResultsShown, earlier_of, group_of, inner_of
from bot.domain.rounds import Path, Round, RoundState, asked_of
from bot.ports import UnitOfWork
from bot.services.counting import advance, of_all
from bot.services.round_decisions import decision_of
from bot.services.round_lines import Lines
from bot.services.rounds import Rounds


@dataclass(frozen=True)
class Results:
    """Over one transaction, at one instant, of the newest pack. A message says no more than its button did; what it
    shows is filled in when it is sent, for whoever may see it then. None in place of a person is the operator, who sees
    what those see who look after a round."""

    uow: UnitOfWork
    pack: Pack
    now: datetime

    async def show(self, person: Person, round_id: str, group: str) -> Message:
        """The results of a group, with whatever can be counted by now."""
        found = await self._asked(person, round_id, group)
        return RoundResults(round=round_id, group=group) if found is None else found

    async def file(self, person: Person, round_id: str, group: str, what: str) -> Message:
        """A picture of a group ("png"), or a workbook of all ("xlsx")."""
        found = await self._asked(person, round_id, group)
        if found is not None:
            return found
        match what:
            case "png":
                return ResultsPicture(round=round_id, group=group)
            case "xlsx":
                await _note_export(self.uow, round_id, what, person.pseudonym, self.now)
                return ResultsWorkbook(round=round_id)
            case _:
                return ButtonExpired()

    async def lines(self, person: Person, round_id: str, language: str, page: int) -> Message:
        """Lines of text in a language, from a page on."""
        round_ = await self._seen(person, round_id)
        if round_ is None or not self._reads_lines(person, round_):
            return RoundGone()
        return RoundLines(round=round_id, language=language, page=page)

    async def fill(
        self, message: RoundResults | ResultsPicture | ResultsWorkbook | RoundLines, person: Person
    ) -> Message | None:
        """The message with what it shows. Without, for whoever may not see it (any more); none where it came unasked
        and there is nothing of it to show."""
        round_ = await self._seen(person, message.round)
        if round_ is None:
            return None if isinstance(message, RoundResults) and message.note else message
        match message:
            case RoundLines():
                reads = self._reads_lines(person, round_)
                return await Lines(self.uow, round_).fill(message) if reads else message
            case ResultsWorkbook():
                return await self._workbook(message, person, round_)
            case RoundResults() | ResultsPicture():
                view = await self._view(person, round_)
                group = group_of(message.group, view.figures)
                return message.model_copy(update={"shown": None if group is None else view.of(group)})

    async def export(self, round_id: str) -> ResultsWorkbook | None:
        """The workbook for the operator; none where no such round has opened."""
        round_ = await self._seen(None, round_id)
        if round_ is None:
            return None
        if round_.is_open:
            await advance(self.uow, round_)
        await _note_export(self.uow, round_id, "xlsx", OPERATOR, self.now)
        return await self._workbook(ResultsWorkbook(round=round_id), None, round_)

    async def _asked(self, person: Person, round_id: str, group: str) -> Message | None:
        """Count what can be counted by now; what is said instead of the results, where there are none to show."""
        round_ = await self._seen(person, round_id)
        if round_ is None:
            return RoundGone()
        if round_.is_open:
            await advance(self.uow, round_)
        if group == ALL:
            return None
        figures, _ = await self._figures(person, round_)
        return ButtonExpired() if group_of(group, figures) is None else None

    async def _seen(self, person: Person | None, round_id: str) -> Round | None:
        """The round, where this person may see its results now."""
        if person is None:
            round_ = await self.uow.rounds.get(round_id)
            return round_ if round_ is not None and round_.state in (RoundState.OPEN, RoundState.CLOSED) else None
        rounds = Rounds(self.uow, self.pack, self.now)
        round_ = await rounds.of(person, round_id)
        return round_ if round_ is not None and rounds.sees_results(person, round_) else None

    def _follows(self, person: Person | None, round_: Round) -> bool:
        return person is None or Rounds(self.uow, self.pack, self.now).follows(person, round_)

    def _reads_lines(self, person: Person | None, round_: Round) -> bool:
        """Whether the lines of text are for them: in an anonymous round, once nothing can tell any more who has written
        just now."""
        return self._follows(person, round_) and not (round_.terms.anonymous and round_.is_open)

    async def _figures(self, person: Person | None, round_: Round) -> tuple[Mapping[Path, Figures], bool]:
        """The figures by group that this person may see, and whether every answer is in them, as for those who see
        names. After years, when answers are deleted, the figures are left that all could see."""
        if not round_.terms.anonymous and self._follows(person, round_):
            every = await of_all(self.uow, round_)
            if every or round_.is_open:
                return every, True
        return await self.uow.rounds.figures(round_.id), False

    async def _view(self, person: Person | None, round_: Round) -> "_View":
        """Everything that this person may see of it."""
        figures, exact = await self._figures(person, round_)
        everyone = figures_of(figures) or Figures()
        asked, answered = round_.asked, round_.answered or 0
        if round_.is_open:
            asked = await self.uow.asked.count(asked_of(self.pack, round_), self.now)
            answered = await self.uow.round_answers.answers(round_.id)
        # In a round with names, whoever is forgotten takes their answer away, but not out of what was counted before.
        answered = everyone.answers if exact else max(answered, everyone.answers)
        reads = self._reads_lines(person, round_)
        basis = ResultsShown(
            terms=round_.terms,
            state=round_.state,
            closed_at=round_.closed_at,
            asked=asked,
            answered=answered,
            hidden=answered - everyone.answers,
            exact=exact,
            follows=self._follows(person, round_),
            decision=decision_of(round_),
            lines=reads and bool(await self.uow.round_answers.remark_counts(round_.id)),
        )
        before = await self._before(round_)
        if before is None or await self._seen(person, before.id) is None:
            return _View(basis, figures)
        return _View(basis, figures, before, (await self._figures(person, before))[0])

    async def _workbook(self, message: ResultsWorkbook, person: Person | None, round_: Round) -> ResultsWorkbook:
        view = await self._view(person, round_)
        lines = await Lines(self.uow, round_).all() if view.basis.lines else ()
        return message.model_copy(
            update={
                "groups": tuple(map(view.of, ((), *groups_of(view.figures)))),
                "named": await self._named(round_) if view.basis.exact else (),
                "lines": lines,
            }
        )

    async def _named(self, round_: Round) -> tuple[NamedAnswer, ...]:
        found = await self.uow.asked.respondents(round_.id)
        names = await self.uow.people.names(each.person_id for each in found)
        return tuple(
            NamedAnswer(
                name=names.get(each.person_id),
                country=each.country,
                region=each.region,
                language=each.language,
                marks=each.marks,
            )
            for each in found
        )

    async def _before(self, round_: Round) -> Round | None:
        """The closed one that the terms name; else, of those on the same roadmap that were answered in the same way,
        the last that had closed before this one opened."""
        terms = round_.terms
        if terms.earlier is not None:
            named = await self.uow.rounds.get(terms.earlier)
            same = named is not None and named.terms.method is terms.method and named.state is RoundState.CLOSED
            return named if same else None
        if terms.roadmap is None:
            return None
        opened = round_.opened_at or self.now
        closed = [
            each
            for each in await self.uow.rounds.in_states(RoundState.CLOSED)
            if each.terms.roadmap == terms.roadmap
            and each.terms.method is terms.method
            and each.closed_at is not None
            and each.closed_at <= opened
        ]
        return max(closed, key=lambda each: (each.closed_at or self.now, each.id), default=None)


@dataclass(frozen=True)
class _View:
    """What one person may see of a round: of all (`basis`), the figures by group, and those of the round with which it
    is compared."""

    basis: ResultsShown
    figures: Mapping[Path, Figures]
    before: Round | None = None
    then: Mapping[Path, Figures] = field(default_factory=dict)

    def of(self, group: Path) -> ResultsShown:
        """The results of a group."""
        shown = {"group": group, "figures": figures_of(self.figures, group), "inner": inner_of(self.figures, group)}
        return self.basis.model_copy(update={**shown, "earlier": self._earlier(group)})

    def _earlier(self, group: Path) -> Earlier | None:
        then = figures_of(self.then, group)
        if self.before is None or then is None:
            return None
        return earlier_of(self.basis.terms, self.before.terms, then, self.before.closed_at)


async def _note_export(uow: UnitOfWork, round_id: str, what: str, actor: str, at: datetime) -> None:
    """Keep in the audit log who has taken the answers to a round away, and in which form."""
    await uow.audit.add(Entry(Act.ANSWERS_EXPORTED, actor, detail={"round": round_id, "file": what}), at)
