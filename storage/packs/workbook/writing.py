"""A pack → a workbook that people can look at and edit: all sheets, and a column for each field and language."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.content import Pack
from bot.domain.errors import UsageError
from storage.packs.plain import plain
from storage.packs.workbook.lists import COMMAS, LINES, joined
from storage.packs.workbook.sheets import SHEETS, Column, Kind, Sheet, columns
from storage.packs.workbook.xml_text import escaped

_LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_ROWS_TO_EDIT: Final = 1_000
"""So far down there are lists to choose from."""
_WIDTHS: Final = {Kind.TEXT: 42, Kind.WORDS: 32, Kind.CODES: 22, Kind.STRING: 22, Kind.MOMENT: 18}
_NARROW: Final = 12
_LINE: Final = 15.0
"""The height of a line in points; rows show three of them."""
_HEAD, _TEXT, _FROM_RIGHT, _NUMBER, _DAY, _TIME = (
    f"nfpbot {name}" for name in ("head", "text", "text from the right", "number", "day", "time")
)
"""The names of the styles."""
_LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
_RIGHT: Final = Alignment(horizontal="right", vertical="top", wrap_text=True, readingOrder=2)
_LOOKS: Final = {
    # What is in the format "@" is no number, day or formula, whatever it looks like, also when somebody edits it.
    _TEXT: ("@", _LEFT),
    _FROM_RIGHT: ("@", _RIGHT),
    _NUMBER: ("General", _LEFT),
    _DAY: ("yyyy-mm-dd", _LEFT),
    _TIME: ("yyyy-mm-dd hh:mm", _LEFT),
}
"""Format and alignment by the name of the style."""


def write_workbook(pack: Pack, languages: Sequence[str], right_to_left: Collection[str]) -> bytes:
    """The file of a workbook; reading it gives the same pack. `right_to_left` are those of the languages that run so.

    UsageError where a list is too long for a cell.
    """
    data = plain(pack, languages)
    workbook = Workbook()
    assert workbook.active is not None, "a new workbook has a sheet"
    workbook.remove(workbook.active)
    workbook.properties.creator = "nfpbot"
    for style in _styles():
        workbook.add_named_style(style)
    for sheet in SHEETS:
        _write_sheet(workbook.create_sheet(sheet.name), sheet, data, languages, right_to_left)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_sheet(
    target: Worksheet,
    sheet: Sheet,
    data: Mapping[str, Any],
    languages: Sequence[str],
    right_to_left: Collection[str],
) -> None:
    entries = list(_entries(sheet, data))
    number = 0
    if sheet.owner is not None:
        number = 1
        _write_column(target, 1, sheet.owner, Column((), Kind.STRING), False, [owner for owner, _ in entries])
    for column in columns(sheet):
        for header, language in column.headers(languages):
            number += 1
            steps = column.steps if language is None else (*column.steps, language)
            values = [_dug(entry, steps) for _, entry in entries]
            _write_column(target, number, header, column, language in right_to_left, values)
    target.freeze_panes = "A2" if sheet.single else "B2"
    target.sheet_format.defaultRowHeight = 3 * _LINE
    target.sheet_format.customHeight = True
    target.row_dimensions[1].height = 1.5 * _LINE


def _entries(sheet: Sheet, data: Mapping[str, Any]) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """What is in a sheet, each with the id of the entry that it belongs to."""
    if not sheet.path:
        yield None, data
    elif sheet.single:
        yield from ((None, entry) for entry in [data.get(sheet.path[0])] if entry)
    elif sheet.owner is None:
        yield from ((None, entry) for entry in data.get(sheet.path[0], ()))
    else:
        for owner in data.get(sheet.path[0], ()):
            inner = owner.get(sheet.path[1], ())
            # The options of a round can also be a map, which has columns beside the round.
            yield from ((owner["id"], entry) for entry in inner if isinstance(inner, list))


def _dug(entry: Any, steps: Sequence[str]) -> Any:
    """What stands at the end of these steps; None where they lead nowhere."""
    for step in steps:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return entry


def _write_column(
    target: Worksheet, number: int, header: str, column: Column, runs_left: bool, values: Sequence[Any]
) -> None:
    """`runs_left` is whether its texts run from right to left."""
    head = target.cell(1, number, header)
    head.style = _HEAD
    letter = get_column_letter(number)
    whole = target.column_dimensions[letter]
    whole.width = max(_WIDTHS.get(column.kind, _NARROW), len(header) + 3)
    numeric = column.kind in (Kind.WHOLE, Kind.DECIMAL, Kind.YES_NO)
    style = _NUMBER if numeric else _DAY if column.kind is Kind.MOMENT else _FROM_RIGHT if runs_left else _TEXT
    whole.number_format, whole.alignment = _LOOKS[style]
    choices = ("TRUE", "FALSE") if column.kind is Kind.YES_NO else column.choices
    if choices:
        choice = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}{_ROWS_TO_EDIT}")
        target.add_data_validation(choice)
    for row, value in enumerate(values, 2):
        if value is not None:
            cell = target.cell(row, number)
            cell.style = style
            _fill(cell, value, column.kind)


def _styles() -> Iterator[NamedStyle]:
    head = NamedStyle(_HEAD, font=Font(bold=True, color="FFFFFF"), fill=PatternFill("solid", start_color="1F4E79"))
    head.alignment = Alignment(vertical="center")
    yield head
    for name, (number_format, alignment) in _LOOKS.items():
        yield NamedStyle(name, number_format=number_format, alignment=alignment)


def _fill(cell: Cell | MergedCell, value: Any, kind: Kind) -> None:
    assert isinstance(cell, Cell), "a new workbook has no merged cells"
    if isinstance(value, list):
        value = joined([str(each) for each in value], LINES if kind is Kind.WORDS else COMMAS)
    match value:
        case bool() | int():
            cell.value = value
        case float() if float(f"{value:.16g}") == value:
            cell.value = value
        case datetime() if value == value.replace(second=0, microsecond=0):
            cell.style = _TIME
            cell.value = value
        case date() if not isinstance(value, datetime):
            cell.value = value
        case _:
            text = escaped(value.isoformat() if isinstance(value, datetime) else str(value))
            if len(text) > _LONGEST:
                raise UsageError(
                    f"{cell.parent.title}!{cell.coordinate} would be too long for a cell of a workbook "
                    f"({len(text):,} characters): export to a file that ends in .yaml"
                )
            cell.value = text
            cell.data_type = "s"  # whatever it begins with
