"""A tree of a pack → Pack, or all that is wrong with it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from bot.domain.content import Pack
from bot.domain.content_rules import broken
from storage.packs.countries import known_countries
from storage.packs.mistakes import Mistake, PackError
from storage.packs.phrases import Phrases
from storage.packs.plain import plain
from storage.packs.tree import Node
from storage.packs.wording import mistakes_in


@dataclass(frozen=True)
class Written:
    """A pack as it was written, in `files` (their names, in order) and with `mistakes` told already. `spoilt` are the
    file and path of values that are wrong beyond reading, about which no more is told; `strays` are entries that
    belong to nothing that the pack has, each with its model: they are checked by themselves."""

    root: Node
    files: Sequence[str]
    phrases: Phrases
    mistakes: Sequence[Mistake] = ()
    spoilt: Collection[tuple[str, str]] = ()
    strays: Iterable[tuple[type[BaseModel], Node]] = field(default=())


def validated(written: Written, languages: Sequence[str]) -> Pack:
    """The pack, with nothing in it that says nothing; PackError with all mistakes where there are any.

    `languages` are the codes of those that the program speaks, in its order: texts are kept in it.
    """
    data = written.root.plain()
    if not isinstance(data, dict):
        remedy = "begin with schema: 1 and the other fields of a pack"
        raise PackError([*written.mistakes, written.root.mistake("this is not a pack", remedy)])
    context = _context(data, languages)
    pack: Pack | None = None
    found: list[Mistake] = []
    try:
        pack = Pack.model_validate(data, context=context)
    except ValidationError as error:
        flaws = broken(data)
        told = {flaw.path for flaw in flaws}  # a pack without mistakes in its fields has told its flaws itself
        errors = [each for each in error.errors() if each["loc"] not in told]
        found += mistakes_in(written.root, errors, flaws, written.phrases)
    for model, node in written.strays:
        try:
            model.model_validate(node.plain(), context=context)
        except ValidationError as error:
            found += mistakes_in(node, error.errors(), (), written.phrases)
    mistakes = [*written.mistakes, *(mistake for mistake in found if not _is_spoilt(mistake, written.spoilt))]
    if mistakes or pack is None:
        raise PackError(sorted(mistakes, key=lambda mistake: _order(mistake, written.files)))
    return Pack.model_validate(plain(pack, languages), context=context)


def _order(mistake: Mistake, files: Sequence[str]) -> tuple[int, tuple[int, ...]]:
    return files.index(mistake.file), (() if mistake.place is None else mistake.place.order)


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
