"""The first row of a sheet: what stands in which column."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from storage.packs.mistakes import Mistake
from storage.packs.tree import Gap
from storage.packs.wording import listed, suggestion
from storage.packs.workbook.grid import Grid, Trouble
from storage.packs.workbook.sheets import Column, Kind, Sheet, columns, lists_elsewhere
from storage.packs.workbook.values import text_of

_FROM_EXPORT = "take the names from a workbook that `nfpbot content export` wrote, or delete the column"


@dataclass(frozen=True)
class Head:
    """What stands in a column: a field (in a language, where it has one), or else the owner of the entry."""

    column: Column | None
    language: str | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The way from an entry to what is written in this column."""
        steps = () if self.column is None else self.column.steps
        return steps if self.language is None else (*steps, self.language)


class Heads:
    """The heads of a sheet by their columns' numbers, and `mistakes` in them.

    What can be guessed is read as what was probably meant, so that no more is told of it than the mistake itself.
    """

    def __init__(self, sheet: Sheet, grid: Grid, file: str, languages: Sequence[str]) -> None:
        self._sheet, self._grid, self._file, self._languages = sheet, grid, file, languages
        self._known = {
            header: Head(column, language)
            for column in columns(sheet)
            for header, language in column.headers(languages)
        }
        if sheet.owner is not None:
            self._known[sheet.owner] = Head(None)
        self.mistakes: list[Mistake] = []
        self.by_number: dict[int, Head] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._read()

    def owner(self) -> int | None:
        """The column that names the owner, if there is one."""
        return next((number for number, head in self.by_number.items() if head.column is None), None)

    def gaps(self, row: int, steps: tuple[str, ...]) -> dict[str, Gap]:
        """The gaps of a group of fields (the entry itself: no steps) in a row."""
        beside = self._grid.place(1, max(self.by_number, default=0) + 1)
        gaps: dict[str, Gap] = {}
        for column in columns(self._sheet):
            field = column.steps[len(steps) :][:1]
            if column.steps[: len(steps)] == steps and field and field[0] not in gaps:
                if number := self._numbers.get(column.steps):
                    gaps[field[0]] = Gap(self._grid.place(row, number), "fill in this cell")
                else:
                    gaps[field[0]] = Gap(beside, f"add a column {column.headers(self._languages)[0][0]}")
        for name, sheet in lists_elsewhere(self._sheet).items() if not steps else ():
            place = gaps[name].place if name in gaps else self._grid.place(row, 1)
            also = [".".join(column.steps) for column in columns(self._sheet) if column.steps[0] == name]
            remedy = f"add rows for it to the sheet {sheet}"
            gaps[name] = Gap(place, f"{remedy}, or fill in {listed(also)}" if also else remedy)
        return gaps

    def _read(self) -> None:
        taken: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        for number in sorted({column for _, column in self._grid.cells}):
            match self._grid.cells.get((1, number)):
                case None:
                    self._tell(number, "", "this column has no name", "write one into row 1, or delete the column")
                case Trouble() as trouble:
                    if trouble.told:
                        self._tell(number, "", trouble.wrong, trouble.remedy)
                case raw:
                    name = re.sub(r"\s", "", text_of(raw)).casefold()
                    if name not in self._known:
                        unknown.append((number, name))
                    elif name in taken:
                        first = self._grid.place(1, taken[name]).shown
                        wrong = f"the column {name} stands here a second time; the first is {first}"
                        self._tell(number, name, wrong, "keep one of the two")
                    else:
                        taken[name] = number
        for number, name in unknown:
            meant, wrong, remedy = self._meant(name, taken)
            self._tell(number, name, wrong, remedy)
            if meant is not None and meant not in taken:
                taken[meant] = number
        self.by_number = {number: self._known[name] for name, number in sorted(taken.items(), key=lambda each: each[1])}
        for number, head in reversed(self.by_number.items()):
            if head.column is not None:
                self._numbers[head.column.steps] = number

    def _meant(self, name: str, taken: Collection[str]) -> tuple[str | None, str, str]:
        """What a name that is not known probably means, what is wrong with it, and what to do."""
        field, _, language = name.partition(":")
        kind = next((column.kind for column in columns(self._sheet) if ".".join(column.steps) == field), None)
        if kind in (Kind.TEXT, Kind.WORDS):
            first = f"{field}:{self._languages[0]}"
            if not language:
                return first, f"the language of {field} is missing", f"write it after a colon, like {first}"
            meant = suggestion(language, self._languages)
            remedy = f"did you mean {field}:{meant}?" if meant else f"use {listed(self._languages)}"
            return None, f"“{language}” is not a language of this program", remedy
        if kind is not None:
            return field, f"{field} is the same in every language", f"write {field}"
        free = [header for header in self._known if header not in taken]
        meant = suggestion(name, free) or suggestion(name, list(self._known))
        return meant, f"there is no column {name} in this sheet", f"did you mean {meant}?" if meant else _FROM_EXPORT

    def _tell(self, number: int, name: str, wrong: str, remedy: str) -> None:
        path = "".join(_above(self._sheet)) + name if name else ""
        self.mistakes.append(Mistake(self._file, self._grid.place(1, number), path, wrong, remedy))


def _above(sheet: Sheet) -> Iterator[str]:
    """The path of a field that stands in every entry of a sheet, without the field."""
    for step in sheet.path:
        yield f"{step}." if sheet.single else f"{step}[]."
