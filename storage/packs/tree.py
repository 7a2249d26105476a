"""A pack as it was written: plain values that remember where they stand."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage.packs.mistakes import Mistake, Place

Path = tuple[str | int, ...]
Scalar = str | int | float | bool | None


class Gap(NamedTuple):
    """Where a field that is missing would stand, and what is to be done there."""

    place: Place
    remedy: str


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place. `key_place` is that of the name it goes by, where it has one; `gaps` are those of the
    fields that a group of fields does not have, where they have a place of their own."""

    value: "Scalar | list[Node] | dict[str, Node]"
    file: str
    place: Place
    path: str
    key_place: Place
    gaps: Mapping[str, Gap] = field(default_factory=dict)

    def plain(self) -> Any:
        """The value alone: maps, lists and scalars."""
        match self.value:
            case dict():
                return {key: node.plain() for key, node in self.value.items()}
            case list():
                return [node.plain() for node in self.value]
            case _:
                return self.value

    def mistake(self, wrong: str, remedy: str) -> Mistake:
        """A mistake in this value."""
        return Mistake(self.file, self.place, self.path, wrong, remedy)

    def child(self, step: str | int) -> "Node | None":
        """What stands under a key or index, if anything."""
        match self.value:
            case dict() if isinstance(step, str):
                return self.value.get(step)
            case list() if isinstance(step, int) and step < len(self.value):
                return self.value[step]
            case _:
                return None


def walk(root: Node, path: Path) -> Iterator[tuple[str | int, Node]]:
    """The steps of `path` that exist, each with what stands there. A step that does not exist is passed over."""
    node = root
    for step in path:
        if (below := node.child(step)) is not None:
            node = below
            yield step, below


def merged(base: Node, over: Node, languages: Collection[str]) -> Node:
    """`base` with what `over` adds or says differently.

    Maps are merged by key, lists of entries by their ids; a text, in however many languages, and any other value is
    replaced as a whole: half a text of each would be nobody's.
    """
    match base.value, over.value:
        case dict(), dict() if not (over.value and all(key in languages for key in over.value)):
            fields = dict(base.value)
            for key, node in over.value.items():
                fields[key] = merged(fields[key], node, languages) if key in fields else node
            return Node(fields, over.file, over.place, over.path, over.key_place)
        case list(), list() if _are_entries(base.value) and _are_entries(over.value):
            entries = {_id(node): node for node in base.value}
            for node in over.value:
                name = _id(node)
                entries[name] = merged(entries[name], node, languages) if name in entries else node
            return Node(list(entries.values()), over.file, over.place, over.path, over.key_place)
        case _:
            return over


def _id(node: Node) -> Any:
    found = node.child("id")
    return found.value if found is not None else None


def _are_entries(nodes: list[Node]) -> bool:
    """Whether every value is a map with an id of its own; then they can be told apart."""
    names = [_id(node) for node in nodes]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
