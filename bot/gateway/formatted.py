"""What people have formatted in their app, as the HTML that announcements are kept in."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from telegram import MessageEntity
from telegram.constants import MessageEntityType

from bot.domain.rich_text import as_html, is_address, opening

_STYLES: Final = {
    MessageEntityType.BOLD: "b",
    MessageEntityType.ITALIC: "i",
    MessageEntityType.UNDERLINE: "u",
    MessageEntityType.STRIKETHROUGH: "s",
    MessageEntityType.CODE: "code",
    MessageEntityType.PRE: "pre",
    MessageEntityType.BLOCKQUOTE: "blockquote",
    MessageEntityType.EXPANDABLE_BLOCKQUOTE: "blockquote",
    MessageEntityType.SPOILER: "tg-spoiler",
}


class _Span(NamedTuple):
    start: int
    end: int
    tag: str
    address: str | None


def formatted(text: str, entities: Sequence[MessageEntity]) -> str | None:
    """A message's text as HTML with its formatting; none where it has none that is kept. Positions in `entities` count
    units of UTF-16."""
    spans = [span for entity in entities if (span := _span(entity)) is not None]
    if not spans:
        return None
    units = text.encode("utf-16-le", "surrogatepass")
    ends = (0, len(units) // 2, *(place for span in spans for place in (span.start, span.end)))
    places = sorted({min(max(place, 0), len(units) // 2) for place in ends})
    written: list[str] = []
    opened: list[_Span] = []
    for start, end in pairwise(places):
        wanted = _wanted(spans, start, end)
        keep = 0
        while keep < min(len(opened), len(wanted)) and opened[keep] == wanted[keep]:
            keep += 1
        written.extend(f"</{span.tag}>" for span in reversed(opened[keep:]))
        written.extend(opening(span.tag, span.address) for span in wanted[keep:])
        written.append(as_html(units[2 * start : 2 * end].decode("utf-16-le", "replace")))
        opened = wanted
    written.extend(f"</{span.tag}>" for span in reversed(opened))
    return "".join(written)


def _span(entity: MessageEntity) -> _Span | None:
    start, end = entity.offset, entity.offset + entity.length
    if entity.type == MessageEntityType.TEXT_LINK:
        safe = entity.url is not None and is_address(entity.url)
        return _Span(start, end, "a", entity.url) if safe else None
    tag = next((tag for style, tag in _STYLES.items() if style == entity.type), None)
    return None if tag is None else _Span(start, end, tag, None)


def _wanted(spans: Sequence[_Span], start: int, end: int) -> list[_Span]:
    """Those that the text from `start` to `end` stands in, the widest first, each tag once; within code nothing else is
    formatted."""
    around = sorted(
        (span for span in spans if span.start <= start and end <= span.end),
        key=lambda span: (span.tag != "blockquote", span.start, -span.end, span.tag),
    )
    found: dict[str, _Span] = {}
    for span in around:
        found.setdefault(span.tag, span)
    code = found.get("pre") or found.get("code")
    return [code] if code is not None else list(found.values())
