"""Links as files: a picture to be scanned, and a workbook for a mail merge."""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import segno
from markupsafe import Markup

from bot.domain.exchange import DocumentPart
from bot.domain.messages import InviteWorkbook
from bot.domain.messages_access import CountryLink
from bot.render.bidi import marked
from bot.render.context import Context, lines
from bot.render.dates import day_of
from bot.render.grants import day

FILE_NAME: Final = "invitation-links.xlsx"
_WIDTHS: Final = (34, 8, 16, 62, 14)
_SCALE: Final = 10
"""Pixels of a module: readable from a screen and on paper."""

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet may take for a formula."""


def qr(link: str) -> bytes:
    """A PNG of the QR code of a link."""
    file = io.BytesIO()
    segno.make_qr(link, error="m").save(file, kind="png", scale=_SCALE)
    return file.getvalue()


def workbook(message: InviteWorkbook, context: Context) -> DocumentPart:
    """A line for each country, with heads and names in the reader's language."""
    words = context.words
    region = context.pack.region(message.region) if message.region else None
    expires = day_of(message.expires, context.reader.zone or context.pack.timezone).isoformat()
    heads = [words.plain(f"workbook.{name}") for name in ("country", "code", "language", "link", "until")]
    # The workbook has a direction of its own; marks of direction would be read as part of a name.
    lines_ = ([_bare(cell) for cell in line] for line in _lines(message.links, expires, context))
    content = table([_bare(head) for head in heads], lines_, right_to_left=words.right_to_left)
    caption = lines(
        words.html("invite.workbook"),
        words.html("welcome.region", region=context.title(region.name)) if region else Markup(),
        words.html("invite.valid", date=day(message.expires, context)),
        words.html("invite.hand_on"),
    )
    return DocumentPart(FILE_NAME, content, str(marked(caption) if words.right_to_left else caption))


def table(heads: Sequence[str], rows: Iterator[list[str]], *, right_to_left: bool) -> bytes:
    """An .xlsx file of one sheet: texts only, which no program takes for formulas."""
    # It takes a fifth of a second to load, which no command should take that writes no workbook.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell.cell import Cell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = "links"
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for number, row in enumerate((heads, *rows), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            assert isinstance(cell, Cell), "no cells are merged here"
            # A quote before it, which is not part of it, marks a text that looks like a formula.
            cell.value = text
            cell.data_type = "s"  # whatever it begins with
            cell.number_format = "@"
            cell.quotePrefix = text.startswith(_FORMULAS)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(links: Sequence[CountryLink], expires: str, context: Context) -> Iterator[list[str]]:
    by_name = {context.names.country(link.country): link for link in links}
    for name in context.names.in_order(by_name):
        link = by_name[name]
        language = context.languages[link.language].name if link.language in context.languages else ""
        yield [name, link.country, language, link.link, expires]


def _bare(text: str) -> str:
    return text.strip("\u200f\u2068\u2069")
