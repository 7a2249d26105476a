"""Stretches of formatted text: how they are put in order, and how they become Telegram's entities.

Inside the simulator positions count code points; only the entities of the API count UTF-16 units.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

MOST_ENTITIES = 100

# Styles may overlap, and are cut where they do; of everything else, only quotes may hold others.
STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM = frozenset({"code", "pre"})
# What these mean is not in the letters, so they stay even around blanks.
HIDDEN = frozenset({"text_link", "text_mention", "custom_emoji", "date_time"})

_ORDER = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 48,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_STYLE_SET = frozenset(STYLES)
_NOTHING: Mapping[str, Any] = {}


class Span(NamedTuple):
    """One stretch `start…end` (code points), its kind, and what else the entity carries."""

    start: int
    end: int
    kind: str
    extra: Mapping[str, Any] = _NOTHING


def _sort_key(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _ORDER.get(span.kind, 50)


def ordered(spans: Iterable[Span]) -> list[Span]:
    """By start, the longer first, then in Telegram's order of kinds."""
    return sorted(spans, key=_sort_key)


def normalise(spans: Iterable[Span], found: Iterable[Span] = ()) -> list[Span]:
    """Sorted spans as Telegram keeps them; `found` are those it detected, which give way to the given ones."""
    given = ordered(span for span in spans if span.start < span.end)
    # Found spans have to be merged even into a well nested list, because styles are cut at their edges.
    found = list(found)
    if not found and _well_nested(given):
        return given
    styles = [span for span in given if span.kind in _STYLE_SET]
    quotes = _without_overlaps([span for span in given if span.kind in QUOTES])
    others = _without_overlaps([s for s in given if s.kind not in _STYLE_SET and s.kind not in QUOTES])
    others += [span for span in found if not any(_overlap(span, other) for other in others)]
    whole = ordered(quotes + [span for span in others if not any(_crosses(span, quote) for quote in quotes)])
    return ordered(whole + _cut(styles, whole))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _crosses(span: Span, quote: Span) -> bool:
    """Whether a span overlaps a quote without lying in it."""
    return _overlap(span, quote) and not (quote.start <= span.start and span.end <= quote.end)


def _without_overlaps(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _well_nested(spans: list[Span]) -> bool:
    """Whether a sorted list already obeys every rule, which is the common case."""
    stack: list[Span] = []
    last_end: dict[str, int] = {}
    for span in spans:
        while stack and span.start >= stack[-1].end:
            stack.pop()
        style = span.kind in _STYLE_SET
        if stack:
            parent = stack[-1]
            if span.end > parent.end or parent.kind in VERBATIM:
                return False
            if span.kind in VERBATIM and parent.kind not in QUOTES:
                return False
            if not style and any(outer.kind not in _STYLE_SET for outer in stack if outer.kind not in QUOTES):
                return False
            if any(outer.kind == span.kind or (outer.kind in QUOTES and span.kind in QUOTES) for outer in stack):
                return False
        if style:
            if last_end.get(span.kind, -1) >= span.start:
                return False
            last_end[span.kind] = span.end
        stack.append(span)
    return True


def _cut(styles: list[Span], whole: list[Span]) -> list[Span]:
    """Styles joined where they touch, cut at the edges of `whole`, and left out within code."""
    result: list[Span] = []
    running: dict[str, list[int]] = {}
    waiting = list(reversed(styles))

    def flush(upto: float) -> None:
        for kind in STYLES:
            stretch = running.get(kind)
            if stretch is None or stretch[0] >= upto:
                continue
            if stretch[1] <= upto:
                result.append(Span(stretch[0], stretch[1], kind))
                del running[kind]
            else:
                result.append(Span(stretch[0], int(upto), kind))
                stretch[0] = int(upto)

    def advance(upto: float) -> None:
        while waiting and waiting[-1].start < upto:
            style = waiting.pop()
            stretch = running.get(style.kind)
            if stretch is not None and style.start <= stretch[1]:
                stretch[1] = max(stretch[1], style.end)
            else:
                flush(style.start)
                running[style.kind] = [style.start, style.end]
        flush(upto)

    stack: list[Span] = []

    def leave(upto: float) -> None:
        while stack and stack[-1].end <= upto:
            before = len(result)
            inner = stack.pop()
            advance(inner.end)
            if inner.kind in VERBATIM:
                del result[before:]
        advance(upto)

    for span in whole:
        leave(span.start)
        stack.append(span)
    leave(float("inf"))
    return result


def to_entities(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Telegram's MessageEntity objects for at most a hundred spans, in UTF-16 units."""
    position = _units(text)
    return [
        {
            "type": span.kind,
            "offset": position(span.start),
            "length": position(span.end) - position(span.start),
            **span.extra,
        }
        for span in list(spans)[:MOST_ENTITIES]
    ]


def _units(text: str) -> Callable[[int], int]:
    """Turns code point positions of one text into UTF-16 positions."""
    wide = [] if text.isascii() else [index for index, letter in enumerate(text) if letter > "\uffff"]
    return lambda position: position + bisect_left(wide, position)


def utf16_positions(text: str) -> dict[int, int]:
    """Which code point position each UTF-16 position is; positions inside a pair are missing."""
    table: dict[int, int] = {}
    unit = 0
    for index, letter in enumerate(text):
        table[unit] = index
        unit += 2 if letter > "\uffff" else 1
    table[unit] = len(text)
    return table
