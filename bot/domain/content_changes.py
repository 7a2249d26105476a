"""What differs between two packs, entry by entry and field by field."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from bot.domain.content import Pack
from bot.domain.content_text import Text, Words
from bot.domain.roadmap import Roadmap

Shown = str | tuple[str, ...]
"""The value of a field: a text, or a list of them."""


class EntryKind(StrEnum):
    """What people see as one thing, with an id of its own."""

    REGION = "region"
    MEETING = "meeting"
    ROADMAP = "roadmap"
    STRAND = "strand"
    ITEM = "item"
    FAQ = "faq"
    FEEDBACK = "feedback"


class Key(NamedTuple):
    """An entry by kind and id; or `pack`, `organization` or `coordination`, which are there once, with no id."""

    kind: str
    id: str = ""


class EntryState(NamedTuple):
    """How often (`sequence`, from 0) and when last (in which version of the content) an entry changed for those who
    see it; `gone`: it is not in the newest."""

    sequence: int
    version: int
    changed_at: datetime
    gone: bool


class What(StrEnum):
    """What happens to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """A field by its path, with the language of a text: `details.visa:fr`. None where it has no value."""

    path: str
    old: Shown | None
    new: Shown | None


@dataclass(frozen=True)
class Change:
    """What happens to an entry; `fields` are those that change in one that stays."""

    key: Key
    what: What
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether those who look at the entry see it. (To whom it is shown does not count: they see the same.)"""
        return self.what is not What.CHANGED or any(_first(field.path) not in _NOT_SHOWN for field in self.fields)


class Counts(NamedTuple):
    """How many entries are added, removed and changed."""

    added: int
    removed: int
    changed: int


class Difference(tuple[Change, ...]):
    """All changes, in the order of the format; empty where there are none."""

    __slots__ = ()

    def counts(self) -> Counts:
        found = Counter(change.what for change in self)
        return Counts(found[What.ADDED], found[What.REMOVED], found[What.CHANGED])


_NOT_SHOWN: Final = frozenset({"aliases", "questions", "audience", "visibility", "reminders", "remind"})
_LISTS: Final = (
    ("regions", EntryKind.REGION),
    ("meetings", EntryKind.MEETING),
    ("roadmaps", EntryKind.ROADMAP),
    ("faq", EntryKind.FAQ),
    ("feedback", EntryKind.FEEDBACK),
)


def difference(old: Pack | None, new: Pack) -> Difference:
    """What `new` has that `old` has not, and the other way round; without an old one all is added.

    What is absent, empty or says what holds anyway is the same.
    """
    before = {} if old is None else _entries(old)
    after = _entries(new)
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        if key not in before:
            changes.append(Change(key, What.ADDED))
        elif key not in after:
            changes.append(Change(key, What.REMOVED))
        elif fields := tuple(_fields(before[key], after[key])):
            changes.append(Change(key, What.CHANGED, fields))
    order = () if old is None else tuple(_moved(old, new))
    if order:
        head = next((change for change in changes if change.key == Key("pack")), Change(Key("pack"), What.CHANGED))
        moved = Change(head.key, head.what, (*head.fields, *order))
        changes = [moved, *(change for change in changes if change is not head)]
    return Difference(changes)


def entries(pack: Pack) -> set[Key]:
    """The entries of a pack that people see each as one thing."""
    return {key for key in _entries(pack) if key.id}


def _fields(old: dict[str, Shown], new: dict[str, Shown]) -> Iterator[FieldChange]:
    for path in dict.fromkeys((*new, *old)):
        if old.get(path) != new.get(path):
            yield FieldChange(path, old.get(path), new.get(path))


def _moved(old: Pack, new: Pack) -> Iterator[FieldChange]:
    """The lists in which entries that stay follow each other in another order."""
    for name, _ in _LISTS:
        before, after = ([entry.id for entry in getattr(pack, name)] for pack in (old, new))
        stayed = tuple(each for each in before if each in after)
        now = tuple(each for each in after if each in before)
        if stayed != now:
            yield FieldChange(f"order of {name}", stayed, now)


def _entries(pack: Pack) -> dict[Key, dict[str, Shown]]:
    """The values of all fields that have one, by their paths, of each entry."""
    head = {"schema": str(pack.schema_), "default_language": pack.default_language, "timezone": pack.timezone}
    found: dict[Key, dict[str, Shown]] = {Key("pack"): dict(head)}
    for name in ("organization", "coordination"):
        if values := dict(_values(getattr(pack, name), "")):
            found[Key(name)] = values
    for name, kind in _LISTS:
        for entry in getattr(pack, name):
            found[Key(kind, entry.id)] = dict(_values(entry, ""))
            if isinstance(entry, Roadmap):
                for inner, lists in ((EntryKind.STRAND, entry.strands), (EntryKind.ITEM, entry.items)):
                    for each in lists:
                        found[Key(inner, each.id)] = {"roadmap": entry.id, **dict(_values(each, ""))}
    return found


def _values(value: Any, path: str) -> Iterator[tuple[str, Shown]]:
    match value:
        case None | ():
            pass
        case Text() | Words():
            yield from ((f"{path}:{language}", below) for language, below in value.root.items() if below)
        case BaseModel():
            for name in type(value).model_fields:
                yield from _values(getattr(value, name), f"{path}.{name}" if path else name)
        case dict():
            for name, below in value.items():
                yield from _values(below, f"{path}.{name.value}")
        case tuple() if isinstance(value[0], BaseModel):
            yield from _listed(value, path)
        case tuple():
            yield path, tuple(str(each) for each in value)
        case bool():
            yield path, str(value).lower()
        case datetime():
            yield path, value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
        case Enum():
            yield path, str(value.value)
        case _:
            yield path, str(value)


def _listed(parts: tuple[Any, ...], path: str) -> Iterator[tuple[str, Shown]]:
    """A list of parts: those with an id are told by it, and their order counts for itself."""
    if hasattr(parts[0], "id"):
        yield path, tuple(part.id for part in parts)
    if path not in ("strands", "items"):  # these are entries themselves
        for index, part in enumerate(parts):
            yield from _values(part, f"{path}[{getattr(part, 'id', index)}]")


def _first(path: str) -> str:
    """The field of the entry that a path leads into."""
    return re.split(r"[.:\[]", path, maxsplit=1)[0]
