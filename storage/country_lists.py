"""Lists of countries that people make: a text file with one a line, or a workbook with one a row."""

from pathlib import Path
from typing import Final

from bot.domain.errors import UsageError
from storage.packs.limits import LARGEST

_ZIP: Final = b"PK\x03\x04"


def read_country_list(path: Path) -> list[tuple[str, str]]:
    """What stands in each line that is not empty, or in each cell of the first column of a workbook's first sheet, and
    where that is: `file:3`, `file:Sheet1!A3`. UsageError where the file cannot be read, is empty or too big."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): name a text file or a workbook") from None
    if len(content) > LARGEST:
        raise UsageError(f"{path} is too big for a list of countries")
    found = _cells(content, str(path)) if content.startswith(_ZIP) else _lines(content, str(path))
    if not found:
        raise UsageError(f"{path} names no country: write one a line, by its name or its two letters")
    return found


def _lines(content: bytes, file: str) -> list[tuple[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not text in UTF-8: save it as such, or as a workbook (.xlsx)") from None
    return [(f"{file}:{number}", line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _cells(content: bytes, file: str) -> list[tuple[str, str]]:
    # What it needs takes a fifth of a second to load, at the start of every command.
    from storage.packs.workbook.grid import Trouble, read_grids  # noqa: PLC0415

    first = read_grids(content, file)[0]
    found = []
    for (row, column), value in sorted(first.cells.items(), key=lambda item: item[0]):
        if column == 1:
            place = f"{file}:{first.place(row, column).shown}"
            if isinstance(value, Trouble):
                raise UsageError(f"{place}: {value.wrong or 'merged cells'}; {value.remedy or 'unmerge them'}")
            found.append((place, str(value)))
    return found
