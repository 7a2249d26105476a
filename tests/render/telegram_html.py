"""Telegram's HTML as its server takes it: anything else is an error."""

import re
from dataclasses import dataclass

_TAGS = {
    "b": {}, "i": {}, "u": {}, "s": {}, "code": {}, "pre": {}, "tg-spoiler": {},
    "blockquote": {"expandable": ""},
    "a": {"href": r"https?://[^\s\"<>]+"},
    "tg-time": {"unix": r"[1-9]\d*", "format": r"r|w?[dD]?[tT]?"},
}  # fmt: skip
_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-z-]+)(?P<attributes>(?: [a-z]+(?:=\"[^\"]*\")?)*)>|&(?P<entity>[^;]*);|(?P<other>.)",
    re.DOTALL,
)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True)
class Parsed:
    """What arrives: the text, and the tags with their attributes in order."""

    text: str
    tags: tuple[tuple[str, dict[str, str]], ...]

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """Of each tag of this name."""
        return [attributes for name, attributes in self.tags if name == tag]


def parse(html: str) -> Parsed:
    """The text and tags of a message. ValueError where Telegram would refuse it."""
    assert len(html.encode()) <= 32_768, "too many bytes"
    text = ""
    tags: list[tuple[str, dict[str, str]]] = []
    opened: list[str] = []
    for token in _TOKEN.finditer(html):
        if token["entity"] is not None:
            text += _entity(token["entity"])
        elif token["other"] is not None:
            if token["other"] in "<>&":
                raise ValueError(f"not escaped: {html[token.start() :][:40]!r}")
            text += token["other"]
        elif token["end"]:
            if not opened or opened.pop() != token["tag"]:
                raise ValueError(f"closes nothing: {token[0]}")
        else:
            attributes = dict(re.findall(r" ([a-z]+)(?:=\"([^\"]*)\")?", token["attributes"]))
            known = _TAGS.get(token["tag"])
            plain_quote = token["tag"] == "blockquote" and not attributes
            if known is None or (attributes.keys() != known.keys() and not plain_quote):
                raise ValueError(f"no such tag: {token[0]}")
            for name, value in attributes.items():
                if not re.fullmatch(known[name], value):
                    raise ValueError(f"no such attribute: {token[0]}")
            opened.append(token["tag"])
            tags.append((token["tag"], attributes))
    if opened:
        raise ValueError(f"not closed: {opened}")
    return Parsed(text, tuple(tags))


def _entity(name: str) -> str:
    if name in _ENTITIES:
        return _ENTITIES[name]
    if re.fullmatch(r"#\d+", name):
        return chr(int(name[1:]))
    raise ValueError(f"no such entity: &{name};")
