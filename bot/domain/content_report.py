"""A difference between packs in lines for a terminal."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.domain.content_changes import Counts, Difference, FieldChange, Shown, What

_LONGEST: Final = 60
_BEFORE: Final = 15
"""So much of what two texts have in common is shown before that in which they differ."""
_SIGNS: Final = {What.ADDED: "+", What.REMOVED: "-", What.CHANGED: "~"}
_NOTHING: Final = "(nothing)"
_INVISIBLE = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def lines(difference: Difference) -> Iterator[str]:
    """A line for each entry, under one that changes one for each of its fields, and the counts."""
    for change in difference:
        yield f"{_SIGNS[change.what]} {change.key.kind} {change.key.id}".rstrip()
        yield from (f"    {_field(field)}" for field in change.fields)
    yield counted(difference.counts()) + _kinds(difference)


def counted(counts: Counts) -> str:
    """“2 added, 0 removed, 1 changed”."""
    return f"{counts.added} added, {counts.removed} removed, {counts.changed} changed"


def _kinds(difference: Difference) -> str:
    found = Counter((change.key.kind, _SIGNS[change.what]) for change in difference)
    kinds = dict.fromkeys(kind for kind, _ in found)
    told = (
        f"{kind} {' '.join(f'{sign}{found[kind, sign]}' for sign in _SIGNS.values() if found[kind, sign])}"
        for kind in kinds
    )
    return f" ({', '.join(told)})" if kinds else ""


def _field(field: FieldChange) -> str:
    old, new = (_plain(value) for value in (field.old, field.new))
    shorter = min(len(old), len(new))
    common = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    start = max(common - _BEFORE, 0) if len(old) > _LONGEST or len(new) > _LONGEST else 0
    return f"{field.path}: {_shortened(old, start)} → {_shortened(new, start)}"


def _plain(value: Shown | None) -> str:
    """A value in one line, in which everything can be seen."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else ", ".join(value)
    text = text.replace("\n", "⏎").replace("\t", "⇥")
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _shortened(text: str, start: int) -> str:
    if not text:
        return _NOTHING
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
