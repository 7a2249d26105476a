"""Characters that a workbook cannot hold as they are; it has them as `_xFFFE_`, by their number.

What looks like such a number in a text itself has its first “_” written as `_x005F_`.
"""

import re

_LOOKS_LIKE_A_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\ufffe\uffff]")
_NUMBER = re.compile(r"_x(005[Ff]|00[01][0-9A-Fa-f]|[Ff]{3}[EFef])_")
"""Those that are needed; others, such as `_x0041_`, can be a text: a reader of shared texts has undone `_x005F_`."""


def escaped(text: str) -> str:
    """A text as it is put into a cell."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _LOOKS_LIKE_A_NUMBER.sub("_x005F_", text))


def unescaped(text: str) -> str:
    """The text in a cell, with lines ended by “\\n”."""
    return _NUMBER.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
