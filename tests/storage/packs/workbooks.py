"""Workbooks as people fill them in."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from bot.domain.content import Pack
from storage.packs.mistakes import Mistake, PackError
from storage.packs.validation import validated
from storage.packs.workbook.tree import read_workbook
from tests.storage.packs.strategies import LANGUAGES

Sheets = Mapping[str, Sequence[Sequence[Any]]]

PACK = (("schema", "default_language", "timezone"), (1, "en", "Europe/Brussels"))


def filled(sheets: Sheets) -> Workbook:
    """A workbook with these rows, whose cells are of the kinds that Excel makes of what is typed."""
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return workbook


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(workbook: Workbook | bytes) -> Pack:
    content = workbook if isinstance(workbook, bytes) else saved(workbook)
    return validated(read_workbook(content, "pack.xlsx", LANGUAGES), LANGUAGES)


def mistakes(workbook: Workbook | bytes) -> tuple[Mistake, ...]:
    with pytest.raises(PackError) as caught:
        read(workbook)
    return caught.value.mistakes


def told(workbook: Workbook | bytes) -> list[tuple[str, str]]:
    """The cell and the path of each mistake."""
    return [("" if found.place is None else found.place.shown, found.path) for found in mistakes(workbook)]
