"""YAML packs → Pack: all of it, or all that is wrong with it."""

from collections.abc import Collection
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.domain.content import Pack
from bot.domain.content_rules import broken
from storage.packs.countries import known_countries
from storage.packs.mistakes import Mistake, PackError
from storage.packs.tree import Node, merged
from storage.packs.wording import mistakes_in
from storage.packs.yaml_tree import Reader, Unreadable

LARGEST = 5_000_000
"""Bytes that a pack may have."""

BUILT_IN = {"sample": ("sample.yaml",), "demo": ("sample.yaml", "demonstration.yaml")}
"""Packs that come with the program: files here, each laid over those before it."""


def read_pack(source: str | Path, *, languages: Collection[str]) -> Pack:
    """The pack in a YAML file, or a built-in one by its name (`sample`, `demo`).

    `languages` are the codes of those that the program speaks. PackError tells all mistakes where there are any.
    """
    names = BUILT_IN.get(str(source))
    if names is not None:
        here = files("storage.packs")
        return parse_pack([(name, here.joinpath(name).read_bytes()) for name in names], languages=languages)
    path = Path(source)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        remedy = f"name a YAML file, or one of the built-in packs: {', '.join(BUILT_IN)}"
        wrong = f"the file cannot be read ({error.strerror})"
        raise PackError([Mistake(str(source), None, "", wrong, remedy)]) from None
    return parse_pack([(str(source), content)], languages=languages)


def parse_pack(layers: Collection[tuple[str, bytes]], *, languages: Collection[str]) -> Pack:
    """The pack made of YAML texts, each with the name by which mistakes tell it, laid over those before it.

    An entry with an id that the layers below have is merged into it field by field; other entries are added.
    PackError tells all mistakes where there are any.
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
    pack, more = _validated(root, languages)
    mistakes += (mistake for mistake in more if not _is_spoilt(mistake, spoilt))
    if mistakes or pack is None:
        order = [name for name, _ in layers]
        raise PackError(sorted(mistakes, key=lambda mistake: (order.index(mistake.file), mistake.line or 0)))
    return pack


def _decoded(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        wrong, remedy = (
            "the file is too big",
            f"a pack has at most {LARGEST // 1_000_000} MB; long papers are better linked",
        )
        raise PackError([Mistake(name, None, "", wrong, remedy)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = "the file is not in UTF-8 from this line on"
        raise PackError([Mistake(name, line, "", wrong, "save it again with the encoding UTF-8")]) from None


def _validated(root: Node, languages: Collection[str]) -> tuple[Pack | None, list[Mistake]]:
    data = root.plain()
    if not isinstance(data, dict):
        return None, [root.mistake("this is not a pack", "begin with schema: 1 and the other fields of a pack")]
    try:
        return Pack.model_validate(data, context=_context(data, languages)), []
    except ValidationError as error:
        flaws = broken(data)
        told = {flaw.path for flaw in flaws}  # a pack without mistakes in its fields has told its flaws itself
        return None, list(mistakes_in(root, [e for e in error.errors() if e["loc"] not in told], flaws))


def _context(data: dict[str, Any], languages: Collection[str]) -> dict[str, Any]:
    """What validation needs to know; where the head of the pack is itself wrong, what lets the rest be read."""
    language, zone = data.get("default_language"), data.get("timezone")
    return {
        "languages": frozenset(languages),
        "countries": known_countries(),
        "default_language": language if language in languages else min(languages),
        "timezone": zone if _is_zone(zone) else "UTC",
    }


def _is_zone(name: Any) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, TypeError, ValueError, OSError, AttributeError):
        return False
    return True


def _is_spoilt(mistake: Mistake, spoilt: Collection[tuple[str, str]]) -> bool:
    """Whether it is about a value, or part of one, that was told already."""
    return any(
        mistake.file == file and (mistake.path == path or mistake.path.startswith((f"{path}.", f"{path}[")))
        for file, path in spoilt
    )
