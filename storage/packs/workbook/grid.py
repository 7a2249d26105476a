"""The file of a workbook → what stands in its cells."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from storage.packs.limits import too_big
from storage.packs.mistakes import Mistake, PackError, Place
from storage.packs.workbook.package import checked
from storage.packs.workbook.values import Raw
from storage.packs.workbook.xml_text import unescaped

_LAST_ROW: Final = 1_048_576
_WIDEST: Final = 2_000
_MOST_MERGED: Final = 100_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_NO_FORMAT_OF_TIME = re.compile(r'"[^"]*"|\[\$[^\]]*\]|\\.')

Position = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True)
class Trouble:
    """A cell that cannot be read; one that is hidden beneath others is not worth telling."""

    wrong: str
    remedy: str
    told: bool = True


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, its number from 1, and the cells that hold something."""

    name: str
    number: int
    cells: dict[Position, Raw | Trouble]

    def place(self, row: int, column: int) -> Place:
        """Where a cell is: `meetings!C5`."""
        return Place((self.number, row, column), f"{self.name}!{get_column_letter(column)}{row}")


_FORMULA: Final = Trouble("a formula stands here", "copy the cell and paste it as a value")
_ERROR: Final = Trouble("this cell shows an error", "write the value itself")
_HIDDEN: Final = Trouble("", "", told=False)


def read_grids(content: bytes, file: str) -> list[Grid]:
    """The sheets in their order. PackError where the file is no workbook, or one that is too big."""
    checked(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of what it leaves out, such as a colour
            return list(_grids(content, file))
    except PackError:
        raise
    except Exception as error:
        # In a file that is not what it says it is the library can stumble over anything.
        wrong = f"the workbook cannot be read ({type(error).__name__})"
        raise PackError([Mistake(file, None, "", wrong, "open it in Excel and save it again as .xlsx")]) from None


def _grids(content: bytes, file: str) -> Iterator[Grid]:
    workbook: Any = load_workbook(io.BytesIO(content), read_only=True)
    size = 0
    for number, sheet in enumerate(workbook.worksheets, 1):
        sheet.reset_dimensions()  # they may lie
        grid = Grid(sheet.title, number, {})
        for row, cells in enumerate(sheet.rows, 1):
            if row > _LAST_ROW or len(cells) > _WIDEST:
                place = grid.place(row, max(len(cells), 1))
                wrong, remedy = "this cell stands too far out", "delete it, and the empty columns before it"
                raise PackError([Mistake(file, place, "", wrong, remedy)])
            for column, cell in enumerate(cells, 1):
                if (value := _content(cell)) is not None:
                    grid.cells[row, column] = value
                    size += len(value) if isinstance(value, str) else 0
            if mistake := too_big(file, size):
                raise PackError([mistake])
        # Where it reads cell by cell, the library does not tell which are merged.
        _mark_merged(grid, workbook._archive.read(sheet._worksheet_path), file)
        yield grid


def _mark_merged(grid: Grid, xml: bytes, file: str) -> None:
    """Put trouble into merged cells, as far as the content reaches."""
    rows, columns = ({position[axis] for position in grid.cells} for axis in (0, 1))
    marked = 0
    for found in _MERGED.finditer(xml):
        ref = found[1].decode()
        left, top, right, bottom = (bound or 1 for bound in range_boundaries(ref))
        hidden_rows = [row for row in rows if top <= row <= bottom]
        hidden_columns = [column for column in columns if left <= column <= right]
        marked += 1 + len(hidden_rows) * len(hidden_columns)
        if marked > _MOST_MERGED:
            wrong, remedy = "too many cells are merged", "select the whole sheet, and unmerge its cells"
            raise PackError([Mistake(file, grid.place(top, left), "", wrong, remedy)])
        if hidden_rows and hidden_columns:
            grid.cells.update({(row, column): _HIDDEN for row in hidden_rows for column in hidden_columns})
            remedy = "unmerge them, and write into each what belongs there"
            grid.cells[top, left] = Trouble(f"the cells {ref} are merged", remedy)


def _content(cell: Any) -> Raw | Trouble | None:
    """What a cell of the library holds; None where it holds nothing."""
    value = cell.value
    if cell.data_type == "f":
        return _FORMULA
    if cell.data_type == "e":
        return _ERROR
    match value:
        case None:
            return None
        case str():
            return unescaped(value).strip() or None
        case datetime():
            return _moment(value, cell.number_format)
        case bool() | int() | float() | time() | timedelta():
            return value
        case _:
            return _ERROR


def _moment(value: datetime, number_format: str) -> Raw:
    """A day, unless its time is shown; Excel keeps a time as a fraction that is not exact."""
    moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    shows_time = "h" in _NO_FORMAT_OF_TIME.sub("", number_format).lower()
    return moment if shows_time or moment.time() != time() else moment.date()
