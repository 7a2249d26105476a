"""The cells of a workbook → Node: each row becomes the entry that it would be in YAML."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from storage.packs import phrases
from storage.packs.mistakes import Mistake, Place
from storage.packs.tree import Node
from storage.packs.validation import Written
from storage.packs.wording import listed, suggestion
from storage.packs.workbook.grid import Grid, Trouble, read_grids
from storage.packs.workbook.heads import Head, Heads
from storage.packs.workbook.lists import COMMAS, LINES, parted
from storage.packs.workbook.sheets import SHEETS, Kind, Sheet
from storage.packs.workbook.values import Raw, text_of, value_of


def read_workbook(content: bytes, file: str, languages: Sequence[str]) -> Written:
    """What stands in a workbook, with all that is wrong with its sheets and columns; `file` is its name in mistakes.

    PackError where it is no workbook.
    """
    return _Reader(file, languages).read(read_grids(content, file))


class _Reader:
    def __init__(self, file: str, languages: Sequence[str]) -> None:
        self._file = file
        self._languages = languages
        self._mistakes: list[Mistake] = []
        self._spoilt: set[tuple[str, str]] = set()
        self._strays: list[tuple[type[BaseModel], Node]] = []
        self._fields: dict[str, Node] = {}

    def read(self, grids: Sequence[Grid]) -> Written:
        found = self._sheets(grids)
        root = self._head(found)
        for sheet in SHEETS[1:]:
            if sheet.name in found:
                self._sheet(sheet, found[sheet.name])
        return Written(root, [self._file], phrases.WORKBOOK, self._mistakes, self._spoilt, self._strays)

    def _sheets(self, grids: Sequence[Grid]) -> dict[str, Grid]:
        """The sheets of the format that there are, by their names."""
        names = [sheet.name for sheet in SHEETS]
        found = {name: grid for grid in grids if (name := grid.name.strip().casefold()) in names}
        for grid in grids:
            if grid not in found.values() and grid.cells:  # Excel makes empty sheets by itself
                meant = suggestion(grid.name, [name for name in names if name not in found])
                remedy = f"did you mean {meant}?" if meant else f"use {listed(names)}, or delete the sheet"
                wrong = f"there is no sheet {grid.name} in the format"
                self._mistakes.append(Mistake(self._file, grid.place(1, 1), "", wrong, remedy))
                if meant:
                    found[meant] = grid
        return found

    def _head(self, found: Mapping[str, Grid]) -> Node:
        """The pack itself, into which all sheets are put."""
        sheet = SHEETS[0]
        if sheet.name not in found:
            remedy = "add it, with the columns schema, default_language and timezone"
            self._mistakes.append(Mistake(self._file, None, "", f"the sheet {sheet.name} is missing", remedy))
            self._spoilt |= {(self._file, "default_language"), (self._file, "timezone")}
            nowhere = Place((), "")
            return Node(self._fields, self._file, nowhere, "", nowhere)
        grid = found[sheet.name]
        heads = self._heads(sheet, grid)
        first = next(iter(self._rows(sheet, grid, heads)), 2)
        head = self._entry(grid, heads, first, "")
        assert isinstance(head.value, dict), "an entry is a group of fields"
        self._fields = head.value
        return head

    def _heads(self, sheet: Sheet, grid: Grid) -> Heads:
        heads = Heads(sheet, grid, self._file, self._languages)
        self._mistakes += heads.mistakes
        return heads

    def _sheet(self, sheet: Sheet, grid: Grid) -> None:
        heads = self._heads(sheet, grid)
        rows = list(self._rows(sheet, grid, heads))
        (name, *_), place = sheet.path, grid.place(1, 1)
        if sheet.single:
            for row in rows:
                self._fields[name] = self._entry(grid, heads, row, name)
        elif sheet.owner is None:
            entries = [self._entry(grid, heads, row, f"{name}[{index}]") for index, row in enumerate(rows)]
            self._fields[name] = Node(entries, self._file, place, name, place)
        else:
            for row in rows:
                self._owned(sheet, grid, heads, row)

    def _rows(self, sheet: Sheet, grid: Grid, heads: Heads) -> Iterator[int]:
        """The rows with an entry; where the sheet has one entry, the first."""
        rows = sorted(
            {
                row
                for (row, number), cell in grid.cells.items()
                if row > 1 and number in heads.by_number and not (isinstance(cell, Trouble) and not cell.told)
            }
        )
        for index, row in enumerate(rows):
            if index and sheet.single:
                wrong = "this sheet has one entry, and here is another"
                self._mistakes.append(Mistake(self._file, grid.place(row, 1), "", wrong, "delete this row"))
            else:
                yield row

    def _owned(self, sheet: Sheet, grid: Grid, heads: Heads, row: int) -> None:
        """Read an entry and put it into the one that it belongs to."""
        *_, kind, name = sheet.path
        owners = self._fields[kind].value if kind in self._fields else []
        assert isinstance(owners, list), "these were read as a list"
        owner = self._owner(sheet, grid, heads, row, owners)
        if owner is None:
            self._strays.append((sheet.model, self._entry(grid, heads, row, f"{kind}[].{name}[]")))
            return
        assert isinstance(owner.value, dict), "an entry is a group of fields"
        place = grid.place(row, 1)
        entries = owner.value.setdefault(name, Node([], self._file, place, f"{owner.path}.{name}", place))
        if isinstance(entries.value, list):
            entries.value.append(self._entry(grid, heads, row, f"{entries.path}[{len(entries.value)}]"))
        else:
            wrong = f"{owner.path} has its {name} from elsewhere: {entries.place.shown}"
            self._mistakes.append(Mistake(self._file, place, entries.path, wrong, "keep one of the two"))
            self._strays.append((sheet.model, self._entry(grid, heads, row, f"{entries.path}[]")))

    def _owner(self, sheet: Sheet, grid: Grid, heads: Heads, row: int, owners: Sequence[Node]) -> Node | None:
        column = heads.owner()
        if column is None:
            place, raw = grid.place(1, max(heads.by_number, default=0) + 1), None
        else:
            place, raw = grid.place(row, column), grid.cells.get((row, column))
        ids = {str(found.value): entry for entry in reversed(owners) if (found := entry.child("id")) is not None}
        if isinstance(raw, Trouble):
            wrong, remedy = raw.wrong, raw.remedy
        elif raw is None:
            wrong = f"it is not said to which {sheet.owner} this belongs"
            remedy = f"add a column {sheet.owner}" if column is None else "write its id here"
        elif (name := text_of(raw)) in ids:
            return ids[name]
        else:
            meant = suggestion(name, list(ids))
            wrong = f"there is no {sheet.owner} “{name}”"
            remedy = f"did you mean {meant}?" if meant else f"use an id of the sheet {sheet.path[0]}"
        mistake = Mistake(self._file, place, f"{sheet.path[0]}[].{sheet.path[1]}[]", wrong, remedy)
        hidden = isinstance(raw, Trouble) and not raw.told
        if not hidden and mistake not in self._mistakes:
            self._mistakes.append(mistake)
        return None

    def _entry(self, grid: Grid, heads: Heads, row: int, path: str) -> Node:
        """The entry in a row."""
        draft: dict[str, Any] = {}
        for number, head in heads.by_number.items():
            raw = grid.cells.get((row, number))
            if head.column is not None and raw is not None:
                group = draft
                for step in head.steps[:-1]:
                    group = group.setdefault(step, {})
                where = ".".join((path, *head.steps) if path else head.steps)
                group[head.steps[-1]] = self._value(raw, head, grid.place(row, number), where)
        return self._group(draft, heads, row, (), path, grid.place(row, 1))

    def _group(
        self, draft: Mapping[str, Any], heads: Heads, row: int, steps: tuple[str, ...], path: str, place: Place
    ) -> Node:
        fields: dict[str, Node] = {}
        for name, below in draft.items():
            if isinstance(below, Node):
                fields[name] = below
            else:
                where = f"{path}.{name}" if path else name
                fields[name] = self._group(below, heads, row, (*steps, name), where, place)
        if steps:
            place = min(node.place for node in fields.values())
        return Node(fields, self._file, place, path, place, heads.gaps(row, steps))

    def _value(self, raw: Raw | Trouble, head: Head, place: Place, path: str) -> Node:
        assert head.column is not None, "the owner's column is no field"
        if isinstance(raw, Trouble):
            if raw.told:
                self._mistakes.append(Mistake(self._file, place, path, raw.wrong, raw.remedy))
            self._spoilt.add((self._file, path))
            return Node(None, self._file, place, path, place)
        kind = head.column.kind
        if kind not in (Kind.WORDS, Kind.CODES, Kind.NUMBERS):
            return Node(value_of(raw, kind), self._file, place, path, place)
        parts = parted(text_of(raw), LINES if kind is Kind.WORDS else COMMAS)
        entries = [
            Node(value_of(part, kind), self._file, place, f"{path}[{index}]", place) for index, part in enumerate(parts)
        ]
        return Node(entries, self._file, place, path, place)
