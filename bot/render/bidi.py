"""Text of two directions: values are isolated, and lines of right-to-left languages begin right to left."""

import re
import unicodedata
from typing import Final, Literal

from markupsafe import escape

FSI: Final = "\u2068"
PDI: Final = "\u2069"
RLM: Final = "\u200f"

_UNWANTED: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLANKS: Final = re.compile(r"[^\S\n\u00a0\u202f]+")


def clean(text: str) -> str:
    """A value from outside as it may stand in a message: NFC, blanks (unless they hold words together) as
    single spaces, and neither control characters
    nor characters that steer direction or cannot be seen; line breaks stay. It begins with no combining mark, which
    would change the letter (or the tag) before it."""
    text = _UNWANTED.sub("", unicodedata.normalize("NFC", text).replace("\t", " "))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    text = unicodedata.normalize("NFC", "\n".join(lines)).strip("\n")
    while text and unicodedata.category(text[0]).startswith("M"):
        text = text[1:].lstrip()
    return text


def direction(text: str) -> Literal["left", "right"] | None:
    """Where the text runs from, by its first letter that has a direction; none where no letter has."""
    for char in text:
        match unicodedata.bidirectional(char):
            case "L":
                return "left"
            case "R" | "AL":
                return "right"
    return None


def isolated(text: str, right_to_left: bool) -> str:
    """The text between U+2068 and U+2069 where its neighbours in a text of the given direction could disorder it."""
    foreign = {"L", "EN", "AN"} if right_to_left else {"R", "AL", "AN"}
    if any(unicodedata.bidirectional(char) in foreign for char in text):
        return f"{FSI}{text}{PDI}"
    return text


def isolated_line(line: str, right_to_left: bool) -> str:
    """A whole line between U+2068 and U+2069 where it runs against a text of the given direction."""
    against = "left" if right_to_left else "right"
    return f"{FSI}{line}{PDI}" if direction(line) == against else line


def marked(html: str) -> str:
    """Telegram HTML of which each line that would begin with a Latin letter or a digit begins with a
    right-to-left mark: clients take a line's direction from its first letter."""
    return "\n".join(RLM + line if _begins_otherwise(line) else line for line in html.split("\n"))


def marked_plain(text: str) -> str:
    """As `marked`, for a text without HTML, in which `<` is but a sign."""
    return "\n".join(RLM + line if _begins_otherwise(str(escape(line))) else line for line in text.split("\n"))


def _begins_otherwise(line: str) -> bool:
    for char in re.sub(r"<[^>]*>|&\w+;|&#\d+;", "", line):
        match unicodedata.bidirectional(char):
            case "R" | "AL":
                return False
            case "L" | "EN" | "AN":
                return True
    return False
