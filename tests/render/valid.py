"""What holds for everything that is rendered."""

import io
import re
import unicodedata

from openpyxl import load_workbook
from PIL import Image

from bot.domain.actions import parse as parse_action
from bot.domain.exchange import DocumentPart, PhotoPart, Rendered, TextPart, VenuePart
from tests.render.telegram_html import parse

_EMBEDDINGS = set("\u202a\u202b\u202c\u202d\u202e")


def check(rendered: Rendered, language: str, *, braces: bool = True) -> str:
    """Telegram takes each part; the text of all of them, with the labels of the buttons. `braces`: none may be left
    over, the pack has none."""
    assert rendered.parts
    said = []
    for part in rendered.parts:
        if isinstance(part, VenuePart):
            assert part.title.strip()
            assert part.address.strip()
            said += [part.title, part.address]
            continue
        text = parse(part.html).text
        assert 1 <= len(text) <= (4096 if isinstance(part, TextPart) else 1024)
        _check_text(text, language)
        assert not braces or not re.search(r"\{\w*\}|&\w+;", text), text
        said.append(text)
        if isinstance(part, DocumentPart) and part.name.endswith(".xlsx"):
            said += _cells(part.content)
        if isinstance(part, DocumentPart) and part.name.endswith(".ics"):
            # Its long lines are folded.
            said.append(part.content.decode().replace("\r\n ", ""))
        if isinstance(part, PhotoPart):
            # What a picture says stands in it in words, too, where it says something.
            said.append(Image.open(io.BytesIO(part.content)).info.get("Description", ""))
        if isinstance(part, TextPart):
            said += _check_buttons(part, language)
    *before, _ = rendered.parts
    assert not any(isinstance(part, TextPart) and part.buttons for part in before), "buttons before the last part"
    return "\n".join(said)


def _cells(content: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    # No name of a sheet has a colon.
    names = [sheet.title.replace("∶", ":") for sheet in book]
    return [*names, *(str(cell) for row in rows for cell in row if cell is not None)]


def _check_text(text: str, language: str) -> None:
    assert text.strip()
    assert unicodedata.is_normalized("NFC", text)
    assert not _EMBEDDINGS & set(text)
    _check_isolates(text)
    if language == "ar":
        for line in text.split("\n"):
            assert begins_right(line), line


def _check_isolates(text: str) -> None:
    depth = 0
    for letter in text:
        depth += (letter in "\u2066\u2067\u2068") - (letter == "\u2069")
        assert depth >= 0
    assert depth == 0


def begins_right(line: str) -> bool:
    """Whether the first letter with a direction runs from right to left; so does a line without any."""
    for letter in line:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return True
        if kind in {"L", "EN", "AN"}:
            return False
    return True


def _check_buttons(part: TextPart, language: str) -> list[str]:
    buttons = [button for row in part.buttons for button in row]
    assert len(buttons) <= 100
    assert all(1 <= len(row) <= (5 if all(len(button.label) < 5 for button in row) else 3) for row in part.buttons)
    for button in buttons:
        assert button.data is not None
        assert len(button.data.encode()) <= 64
        parse_action(button.data)
        assert 1 <= len(button.label.strip("\u2068\u2069\u200f ")) <= 40
        assert len(button.label) <= 44
        _check_isolates(button.label)
        if language == "ar":
            assert begins_right(button.label)
    return [button.label for button in buttons]
