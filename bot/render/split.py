"""Long HTML in several messages: each within Telegram's limits, each well-formed."""

import re
from collections.abc import Sequence
from typing import Final

from bot.render.bidi import FSI, PDI

LIMIT: Final = 4096
"""Code points of one message after parsing."""
RAW_LIMIT: Final = 32_000
"""Bytes of one message before parsing; Telegram refuses more than 32,768."""

_TOKEN: Final = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_BREAKS: Final = ("\n\n", "\n", " ")


def split(html: str, limit: int = LIMIT, raw_limit: int = RAW_LIMIT) -> list[str]:
    """The HTML in pieces of at most `limit` characters after parsing and `raw_limit` bytes; at paragraphs, else lines,
    else words, else anywhere. What is open at a break, a tag or an isolate, is closed and opened again after it."""
    tokens = _TOKEN.findall(html)
    if len(tokens) <= limit and len(html.encode()) <= raw_limit and not _open_after(tokens, []):
        # Nearly everything fits as it is, and counting what is open at each character takes long.
        return [html.strip()] if _shows(html) else []
    pieces: list[str] = []
    opened: list[str] = []
    start = 0
    while start < len(tokens):
        end = _fit(tokens, start, opened, limit, raw_limit)
        cut = end if end == len(tokens) else _cut(tokens, start, end)
        before, opened = opened, _open_after(tokens[start:cut], opened)
        piece = "".join(before) + "".join(tokens[start:cut]).strip() + _closing(opened)
        if _shows(piece):
            pieces.append(piece)
        start = cut
        while start < len(tokens) and tokens[start] in {" ", "\n"}:
            start += 1
    return pieces


def _shows(html: str) -> bool:
    """Whether there is anything to be seen."""
    return bool(_TAG.sub("", html).strip(f"{FSI}{PDI} \n"))


def _fit(tokens: Sequence[str], start: int, opened: list[str], limit: int, raw_limit: int) -> int:
    """Up to which token a piece can go."""
    stack = list(opened)
    width = sum(map(_width, stack))
    size = len("".join(stack).encode())
    for index in range(start, len(tokens)):
        token = tokens[index]
        width += _width(token)
        size += len(token.encode())
        stack = _open_after((token,), stack)
        closing = _closing(stack)
        over = width + closing.count(PDI) > limit or size + len(closing.encode()) > raw_limit
        if over and index > start:
            return index
    return len(tokens)


def _cut(tokens: Sequence[str], start: int, end: int) -> int:
    """The best place to break before `end`: in the second half if any, so that no piece is needlessly short."""
    for mark in _BREAKS:
        for index in range(end, start + (end - start) // 2, -1):
            if "".join(tokens[index : index + len(mark)]) == mark:
                return index
    return end


def _width(token: str) -> int:
    return 0 if token.startswith("<") and len(token) > 1 else 1


def _open_after(tokens: Sequence[str], opened: list[str]) -> list[str]:
    stack = list(opened)
    for token in tokens:
        if token == PDI or token.startswith("</"):
            if stack:
                stack.pop()
        elif token == FSI or (token.startswith("<") and len(token) > 1):
            stack.append(token)
    return stack


def _closing(opened: Sequence[str]) -> str:
    return "".join(PDI if token == FSI else f"</{_name(token)}>" for token in reversed(opened))


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]
