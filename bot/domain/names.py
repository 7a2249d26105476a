"""What people call themselves."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 64
"""Characters of a name."""

_BLANKS: Final = re.compile(r"\s+")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def clean_name(text: str) -> str | None:
    """A name as it may stand in lists: NFC, on one line, without what cannot be seen or steers direction, and cut to
    LONGEST; none where no letter is left. Marks count with the letter that they stand on, of which they follow at most
    two, so that no name grows over its neighbours."""
    spaced = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    marks = 0
    for char in spaced:
        category = unicodedata.category(char)
        marks = marks + 1 if category.startswith("M") else 0
        if category not in _UNSEEN and marks <= 2 and (kept or not marks):
            kept.append(char)
    name = _BLANKS.sub(" ", "".join(kept)).strip()[:LONGEST].strip()
    return name if any(char.isalnum() for char in name) else None
