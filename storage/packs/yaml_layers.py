"""YAML texts → one tree: each is laid over those before it."""

from collections.abc import Collection

from storage.packs import phrases
from storage.packs.limits import too_big
from storage.packs.mistakes import Mistake, PackError, at_line
from storage.packs.tree import Node, merged
from storage.packs.validation import Written
from storage.packs.yaml_tree import Reader, Unreadable


def read_layers(layers: Collection[tuple[str, bytes]], languages: Collection[str]) -> Written:
    """What stands in YAML texts, each with the name by which mistakes tell it; at least one.

    An entry with an id that the layers below have is merged into it field by field; other entries are added.
    PackError where one is no YAML.
    """
    mistakes: list[Mistake] = []
    spoilt: set[tuple[str, str]] = set()
    root: Node | None = None
    for name, content in layers:
        reader = Reader(_decoded(name, content), name)
        try:
            node = reader.read()
        except Unreadable as unreadable:
            raise PackError([*mistakes, *reader.mistakes, unreadable.mistake]) from None
        mistakes += reader.mistakes
        spoilt |= {(name, path) for path in reader.spoilt}
        root = node if root is None else merged(root, node, languages)
    assert root is not None, "a pack has at least one layer"
    return Written(root, [name for name, _ in layers], phrases.YAML, mistakes, spoilt)


def _decoded(name: str, content: bytes) -> str:
    if mistake := too_big(name, len(content)):
        raise PackError([mistake])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = at_line(content.count(b"\n", 0, error.start) + 1)
        wrong = "the file is not in UTF-8 from this line on"
        raise PackError([Mistake(name, place, "", wrong, "save it again with the encoding UTF-8")]) from None
