"""What people type where one line is wanted."""

import unicodedata


def one_line(text: str) -> str:
    """A text on one line, NFC, without what cannot be seen."""
    seen = "".join(char if char.isprintable() or char.isspace() else "" for char in unicodedata.normalize("NFC", text))
    return " ".join(seen.split())
