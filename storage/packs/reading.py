"""Packs from YAML files: valid, or refused with every mistake."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

from pydantic import ValidationError

from bot.domain.content import Pack
from bot.domain.content_rules import broken
from storage.packs.mistakes import Mistake, PackError
from storage.packs.tree import Node, merged, place
from storage.packs.wording import mistake, refused
from storage.packs.yaml_tree import Reader, Unreadable

LARGEST: Final = 5_000_000
"""Bytes; the sample has a hundredth of it."""

_HERE: Final = Path(__file__).parent
BUILT_IN: Final = {
    "sample": (_HERE / "sample.yaml",),
    "demo": (_HERE / "sample.yaml", _HERE / "demonstration.yaml"),
}
"""The packs that come with the program; of several files, each later one is laid over those before."""


def read_pack(name: str, *, languages: Collection[str], countries: Collection[str] | None = None) -> Pack:
    """The pack called `name`: one that comes with the program, else a YAML file.

    `languages` are those a pack may be written in, `countries` the codes (ISO 3166-1 alpha-2) it may name; where they
    are not given, any two capital letters pass. PackError with all mistakes where it is not a good pack.
    """
    mistakes: list[Mistake] = []
    spoilt: set[str] = set()
    root: Node | None = None
    for file in BUILT_IN.get(name, (Path(name),)):
        tree = _tree(file, mistakes, spoilt)
        root = tree if root is None else merged(root, tree, languages)
    assert root is not None, "a pack has at least one file"
    if not isinstance(root.value, dict):
        raise PackError([*mistakes, root.mistake("a pack is a group of fields", "begin it with schema: 1")])
    found = dict.fromkeys(_wrong(root, languages, countries))
    mistakes += [wrong for wrong in found if not _is_within(wrong.path, spoilt)]
    if mistakes:
        raise PackError(sorted(mistakes, key=lambda wrong: (wrong.file, wrong.line or 0)))
    return Pack.model_validate(root.plain(), context=_context(root.plain(), languages, countries))


def _tree(file: Path, mistakes: list[Mistake], spoilt: set[str]) -> Node:
    try:
        reader = Reader(_text(file), str(file))
        root = reader.read()
    except Unreadable as error:
        raise PackError([*mistakes, error.mistake]) from None
    mistakes += reader.mistakes
    spoilt |= reader.spoilt
    return root


def _text(file: Path) -> str:
    """What the file says; Unreadable where it cannot be read as a text."""
    try:
        if file.stat().st_size > LARGEST:
            wrong = f"the file is larger than {LARGEST // 1_000_000} MB"
            raise Unreadable(Mistake(str(file), None, "", wrong, "a pack is a text; leave pictures and the like out"))
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        wrong = f"the file cannot be read ({getattr(error, 'strerror', None) or 'not a file name'})"
        raise Unreadable(Mistake(str(file), None, "", wrong, "name a YAML file, or `sample`")) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(Mistake(str(file), line, "", "this is not UTF-8", "save the file as UTF-8")) from None


def _wrong(root: Node, languages: Collection[str], countries: Collection[str] | None) -> Iterator[Mistake]:
    data = root.plain()
    try:
        Pack.model_validate(data, context=_context(data, languages, countries))
    except ValidationError as error:
        yield from (mistake(root, details) for details in error.errors(include_url=False))
        # Pydantic comes to the rules on the whole only where each field is good; a report is to have both.
        for flaw in broken(data):
            yield refused(place(root, flaw.path), flaw.error.context or {})


def _context(data: dict[str, Any], languages: Collection[str], countries: Collection[str] | None) -> dict[str, Any]:
    default_language, timezone = data.get("default_language"), data.get("timezone")
    context = {
        "languages": languages,
        "default_language": default_language if default_language in languages else "en",
        "timezone": timezone if isinstance(timezone, str) and timezone in available_timezones() else "UTC",
    }
    return context if countries is None else {**context, "countries": countries}


def _is_within(path: str, spoilt: Collection[str]) -> bool:
    return any(path == told or path.startswith((f"{told}.", f"{told}[")) for told in spoilt)
