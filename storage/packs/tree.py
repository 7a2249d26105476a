"""A pack as it was written: plain values that remember where they stand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from storage.packs.mistakes import Mistake

Path = tuple[str | int, ...]
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place. `key_line` is the line of the name it goes by, where it has one."""

    value: "Scalar | list[Node] | dict[str, Node]"
    file: str
    line: int
    path: str
    key_line: int

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
        return Mistake(self.file, self.line, self.path, wrong, remedy)

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
            return Node(fields, over.file, over.line, over.path, over.key_line)
        case list(), list() if _are_entries(base.value) and _are_entries(over.value):
            entries = {_id(node): node for node in base.value}
            for node in over.value:
                name = _id(node)
                entries[name] = merged(entries[name], node, languages) if name in entries else node
            return Node(list(entries.values()), over.file, over.line, over.path, over.key_line)
        case _:
            return over


def _id(node: Node) -> Any:
    found = node.child("id")
    return found.value if found is not None else None


def _are_entries(nodes: list[Node]) -> bool:
    """Whether every value is a map with an id of its own; then they can be told apart."""
    names = [_id(node) for node in nodes]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
