"""Lists in one cell: short texts with commas between them, or texts one a line.

A separator that belongs to a text has “\\” before it; so has, before a separator and at the end, a “\\” of the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

LINES: Final = "\n"
COMMAS: Final = ",;،\n"
"""What people put between short texts, in Arabic too; the first is what we write."""


def joined(texts: Sequence[str], separators: str) -> str:
    """The content of a cell, from which `parted` reads the same texts (trimmed, and none of them empty)."""
    marks = re.compile(rf"(\\*)([{separators}]|\Z)")
    escaped = (marks.sub(lambda found: found[1] * 2 + (f"\\{found[2]}" if found[2] else ""), text) for text in texts)
    return ("\n" if separators == LINES else f"{separators[0]} ").join(escaped)


def parted(content: str, separators: str) -> list[str]:
    """The texts in a cell, trimmed, without empty ones."""
    return [text for part in _parts(content, separators) if (text := part.strip())]


def _parts(content: str, separators: str) -> Iterator[str]:
    part, start = "", 0
    for found in re.finditer(rf"(\\*)([{separators}]|\Z)", content):
        part += content[start : found.start()]
        start = found.end()
        backslashes, separator = len(found[1]), found[2]
        if not separator:
            # Somebody who did not know of all this may have ended a text with one.
            yield part + "\\" * ((backslashes + 1) // 2)
            return
        part += "\\" * (backslashes // 2)
        if backslashes % 2:
            part += separator
        else:
            yield part
            part = ""
