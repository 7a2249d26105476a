"""All texts of an announcement in one file of plain text: each beneath a heading that names its language, as
"== Français ==", "[fr]", or the name alone on its line."""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.announcements import LONGEST, plain_length
from bot.domain.messages_drafts import FileProblem
from bot.domain.rich_text import as_html, checked, plain

_BYTE_ORDER: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADING: Final = re.compile(r"\s*(?:={2,}\s*(?P<framed>[^=\n]{1,40}?)\s*={2,}|\[\s*(?P<code>[^\]\n]{1,40}?)\s*\])\s*")

_LONGEST_CODE: Final = 3
"""Letters of the code of a language."""


@dataclass(frozen=True)
class Refused:
    """Why a file is not taken; the fields are those of `messages_drafts.AskAllTexts`."""

    problem: FileProblem
    named: str = ""
    language: str | None = None
    length: int = 0


def decoded(content: bytes) -> str | None:
    """The text of a file: UTF-8, or as its first bytes say. None where it is neither."""
    encoding = next((encoding for mark, encoding in _BYTE_ORDER if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    return None if "\0" in text else text


def texts_in(text: str, languages: Mapping[str, str], *, is_html: bool = False) -> dict[str, str] | Refused:
    """Language → its text in HTML of ours. `languages`: what headings may say (as `known_as` writes it) → language;
    `is_html`: the text has its formatting already."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        seen = plain(line) if is_html else line
        named, framed = _heading(seen)
        language = languages.get(known_as(named))
        if language is None and framed:
            return Refused("unknown_language", named)
        if language is None:
            if current is None:
                if seen.strip():
                    return Refused("before" if _has_headings(text, languages) else "no_headings")
                continue
            current.append(line)
        elif language in found:
            return Refused("twice", named)
        else:
            current = found[language] = []
    if not found:
        return Refused("empty")
    written = {language: _html("\n".join(lines).strip()) for language, lines in found.items()}
    texts = {language: html for language, html in written.items() if plain(html).strip()}
    for language, html in texts.items():
        if (length := plain_length(html)) > LONGEST:
            return Refused("too_long", language=language, length=length)
    return texts or Refused("empty")


def known_as(name: str) -> str:
    """A name of a language as headings are compared by: whatever its case, accents and composition."""
    letters = unicodedata.normalize("NFKD", name.strip().rstrip(":").strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.category(letter).startswith(("M", "C")))


def _heading(line: str) -> tuple[str, bool]:
    """What a line names where it is a heading, and whether it is framed as one and so can be nothing else."""
    # A mark of direction may stand before it where it was copied from a message.
    line = "".join(letter for letter in line if unicodedata.category(letter) != "Cf")
    match = _HEADING.fullmatch(line)
    if match is None:
        return line, False
    # Other words in brackets may be part of a text.
    return match["framed"] or match["code"], bool(match["framed"]) or len(match["code"]) <= _LONGEST_CODE


def _has_headings(text: str, languages: Mapping[str, str]) -> bool:
    return any(known_as(_heading(plain(line))[0]) in languages for line in text.split("\n"))


def _html(text: str) -> str:
    """A text as it was typed: with its tags, where they are of ours, else as it is."""
    read = checked(text)
    return as_html(text) if read is None else read
