"""What people call themselves."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 64
"""Characters of a name."""

_LONGEST_ENDING: Final = 5
"""Characters of what stands after the last dot of a file's name."""

_MOST_MARKS: Final = 2
"""On one letter, so that no name grows over its neighbours."""

_BLANKS: Final = re.compile(r"[\s\u115f\u1160\u2800\u3164\uffa0]+")
"""Also those that Unicode counts as letters or symbols, and that look like nothing."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def clean_name(text: str) -> str | None:
    """A name as it may stand in lists: NFC, on one line, without what cannot be seen or steers direction, and cut to
    LONGEST; none where no letter is left."""
    kept: list[str] = []
    marks = 0
    for char in _BLANKS.sub(" ", unicodedata.normalize("NFC", text)):
        category = unicodedata.category(char)
        if category in _UNSEEN:
            continue
        marks = marks + 1 if category.startswith("M") else 0
        if marks and (marks > _MOST_MARKS or not kept or kept[-1] == " "):
            continue
        kept.append(char)
    # What was left out may have stood between a letter and its mark.
    joined = unicodedata.normalize("NFC", "".join(kept))
    name = _BLANKS.sub(" ", joined).strip()[:LONGEST].strip()
    return name if any(char.isalnum() for char in name) else None


def clean_file_name(text: str) -> str | None:
    """The name of a file as it may stand in lists: as `clean_name`, with its ending where it is cut."""
    name, dot, ending = text.rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > _LONGEST_ENDING:
        return clean_name(text)
    cleaned = clean_name(name)
    return None if cleaned is None else f"{cleaned[: LONGEST - len(ending) - 1].rstrip()}.{ending}"
