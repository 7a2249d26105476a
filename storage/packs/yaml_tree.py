"""YAML text → Node. Of YAML it takes maps, lists, texts, numbers, true and false, and nothing that could surprise.

Scalars are read as in YAML 1.2: `NO` is Norway and `09:30` is a text. Dates stay texts, for the models to read.
"""

import re
from collections.abc import Iterator

import yaml

from storage.packs.mistakes import Mistake, Place, at_line
from storage.packs.tree import Node, Scalar

_DEEPEST = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_FLOAT = re.compile(r"[-+]?\d{1,18}\.\d{1,30}(e[-+]\d{1,3})?", re.ASCII)
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class Unreadable(Exception):  # noqa: N818 - it is told as a mistake, never as an error of the program
    """Nothing after this mistake can be understood."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


class Reader:
    """Reads one text. After `read`, `mistakes` are those that the tree itself does not show any more, and `spoilt`
    the paths of values that were told among them and are not to be told again."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._events: Iterator[yaml.Event] = iter(())
        self.mistakes: list[Mistake] = []
        self.spoilt: set[str] = set()

    def read(self) -> Node:
        """The tree of the whole text; Unreadable where it is not YAML, is empty or holds a second document."""
        if found := _FORBIDDEN.search(self._text):
            place = at_line(self._text.count("\n", 0, found.start()) + 1)
            wrong = f"the character U+{ord(found[0]):04X} cannot stand in a text"
            raise Unreadable(Mistake(self._file, place, "", wrong, "delete it"))
        self._events = yaml.parse(self._text, Loader=_LOADER)
        try:
            next(self._events)  # the stream starts
            if isinstance(next(self._events), yaml.StreamEndEvent):
                remedy = "write a pack, beginning with schema: 1"
                raise Unreadable(Mistake(self._file, at_line(1), "", "the file is empty", remedy))
            root = self._node(next(self._events), "", None, 0)
            next(self._events)  # the document ends
            after = next(self._events)
        except yaml.MarkedYAMLError as error:
            raise Unreadable(_not_yaml(error, self._file)) from None
        if not isinstance(after, yaml.StreamEndEvent):
            remedy = "a pack is one document: delete the line --- that begins it"
            raise Unreadable(Mistake(self._file, _place(after), "", "a second document begins here", remedy))
        return root

    def _node(self, event: yaml.Event, path: str, key: Place | None, depth: int) -> Node:
        place = _place(event)
        at = place if key is None else key
        if depth > _DEEPEST:
            remedy = "write fewer levels; a pack needs no more than eight"
            raise Unreadable(Mistake(self._file, place, path[:80], "lists and maps are nested too deep", remedy))
        if isinstance(event, yaml.AliasEvent):
            wrong = f"this refers to something written elsewhere in the file (*{event.anchor})"
            self._spoil(place, path, wrong, "write it out here")
            return Node(None, self._file, place, path, at)
        tag = getattr(event, "tag", None)
        if tag not in _PLAIN_TAGS:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self._spoil(place, path, f"the tag {shown} is not allowed", "delete it, and write the value alone")
        match event:
            case yaml.MappingStartEvent():
                return Node(self._map(path, depth), self._file, place, path, at)
            case yaml.SequenceStartEvent():
                return Node(self._list(path, depth), self._file, place, path, at)
            case yaml.ScalarEvent():
                plain = event.implicit[0]
                return Node(scalar(event.value) if plain else event.value, self._file, place, path, at)
        raise AssertionError(f"YAML has no other values: {event}")

    def _map(self, path: str, depth: int) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                wrong = "the name of a field is expected here, and a list, a map or a reference stands in its place"
                raise Unreadable(Mistake(self._file, place, path, wrong, "write names like title:"))
            key = event.value
            below = f"{path}.{key}" if path else key
            node = self._node(next(self._events), below, place, depth + 1)
            if key in fields:
                first = fields[key].key_place.shown
                wrong = f"the field {key} stands here a second time; the first is in line {first}"
                self.mistakes.append(Mistake(self._file, place, below, wrong, "keep one of the two"))
            else:
                fields[key] = node
        return fields

    def _list(self, path: str, depth: int) -> list[Node]:
        nodes: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            nodes.append(self._node(event, f"{path}[{len(nodes)}]", None, depth + 1))
        return nodes

    def _spoil(self, place: Place, path: str, wrong: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self._file, place, path, wrong, remedy))
        self.spoilt.add(path)


def _place(event: yaml.Event) -> Place:
    assert event.start_mark is not None, "what is read from a text has a place in it"
    return at_line(event.start_mark.line + 1)


def scalar(text: str) -> Scalar:
    """What a text without quotes means."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _not_yaml(error: yaml.MarkedYAMLError, file: str) -> Mistake:
    """What a reader of YAML complains of, in words of one who writes it."""
    mark = error.problem_mark or error.context_mark
    place = None if mark is None else at_line(mark.line + 1)
    problem = error.problem or ""
    context = f"{error.context or ''} {problem}"
    begun = "" if error.context_mark is None else f" (line {error.context_mark.line + 1})"
    if "mapping values are not allowed" in problem:
        wrong, remedy = "a colon stands where none can", "put a text that has “: ” in it into quotes"
    elif "cannot start any token" in problem:
        wrong = "a text begins with a character that means something else in YAML, or the line begins with a tab"
        remedy = "put the text into quotes; indent with spaces"
    elif "quoted scalar" in context:
        wrong, remedy = f"a quotation mark is opened{begun} and not closed", "add the closing one"
    elif "flow" in context:
        wrong, remedy = f"a bracket is opened{begun} and not closed", "add the closing one, and commas between entries"
    elif "block" in context or "simple key" in context:
        wrong = "the indentation does not fit, or a colon is missing after the name of a field"
        remedy = "let fields that belong together begin in the same column, and write name: value"
    else:
        wrong, remedy = "this is not YAML", "compare it with a pack that works; quote texts with special characters"
    return Mistake(file, place, "", wrong, remedy)
