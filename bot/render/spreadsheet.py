"""Tables as files for spreadsheets, in which no text becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may take for a formula."""

_EPOCH: Final = datetime(1899, 12, 30, tzinfo=UTC)
"""Where Excel begins to count days; it knows no zones, and takes what a clock shows."""

_DAY: Final = timedelta(days=1)

_NO_NAME: Final = str.maketrans(":/\\?*[]", "∶∕⧵？＊［］")
"""Characters that Excel takes in no name of a sheet, and those that look like them."""


Cell = str | int | float | datetime | date | None
"""A text, a number, an instant as a clock shows it that the table names, a day, or nothing."""


@dataclass(frozen=True)
class Table:
    """A sheet; `widths`: of its columns, in characters."""

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


def harmless(cell: Cell) -> str | int | float:
    """A cell as it stands in a CSV: a quote before a text that looks like a formula keeps it from being one."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case str():
            return f"'{cell}" if cell.startswith(FORMULAS) else cell
        case _:
            return cell


def written(sheets: Iterable[Table], now: datetime, *, right_to_left: bool) -> bytes:
    """An .xlsx file, whose texts no program takes for formulas."""
    file = io.BytesIO()
    # In memory alone: people's names and words are not to stand in files that nobody has sealed.
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": now.replace(tzinfo=None)})
    styles = _Styles(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name.translate(_NO_NAME)), sheet, styles, right_to_left=right_to_left)
    book.close()
    return file.getvalue()


class _Styles:
    """How cells look. A quote, which is not part of the text, marks one that would become a formula when edited."""

    def __init__(self, book: Workbook) -> None:
        def style(**properties: Any) -> Format:
            return book.add_format({"valign": "top", **properties})

        self.head = style(bold=True, text_wrap=True, bottom=1)
        self.text = style(num_format="@", text_wrap=True)
        self.suspect = style(num_format="@", text_wrap=True, quote_prefix=True)
        self.number = style(num_format="0")
        self.fraction = style(num_format="0.00")
        self.time = style(num_format="yyyy-mm-dd hh:mm")
        self.day = style(num_format="yyyy-mm-dd")


def _write(sheet: Worksheet, table: Table, styles: _Styles, *, right_to_left: bool) -> None:
    if right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, styles.head)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case str():
                    style = styles.suspect if cell.startswith(FORMULAS) else styles.text
                    sheet.write_string(number, column, cell, style)
                case int():
                    sheet.write_number(number, column, cell, styles.number)
                case float():
                    sheet.write_number(number, column, cell, styles.fraction)
                case datetime():
                    sheet.write_number(number, column, (cell.replace(tzinfo=UTC) - _EPOCH) / _DAY, styles.time)
                case date():
                    sheet.write_number(number, column, (cell - _EPOCH.date()).days, styles.day)
