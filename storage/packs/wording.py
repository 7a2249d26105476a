"""What the models refuse → mistakes, in words for people who write packs."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.domain.content_fields import kind_of
from bot.domain.content_rules import Flaw
from storage.packs.fields import fields_at
from storage.packs.mistakes import Mistake
from storage.packs.tree import Node, Path, walk

_CLOSE = 70.0
_FIELDS = ("a group of fields", "write fields and values, like name: value")
_EXPECTED = {
    "tuple_type": ("a list", "write it in square brackets, like [a, b], or one to a line with “- ”"),
    "dict_type": _FIELDS,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "int_type": ("a whole number", "write a number without quotes, like 3"),
    "float_type": ("a number", "write a number with a point and without quotes, like 50.84"),
    "bool_type": ("a yes or no", "write true or false"),
    "bool_parsing": ("a yes or no", "write true or false"),
}


def mistakes_in(root: Node, errors: Sequence[ErrorDetails], flaws: Sequence[Flaw]) -> Iterator[Mistake]:
    """One mistake for each error of a field (as pydantic tells them) and for each broken rule."""
    misspelt = dict(_misspelt(errors))
    for error in errors:
        if error["type"] == "missing" and error["loc"] in misspelt.values():
            continue  # told as the misspelt field that it is
        is_key = error["loc"][-1] == "[key]"
        steps = list(walk(root, error["loc"]))
        place = steps[-1][1] if steps else root
        path = tuple(step for step, _ in steps)
        if error["type"] == "missing":
            name = error["loc"][-1]
            yield Mistake(place.file, place.line, _below(place, name), *_missing(path, name))
        elif error["type"] == "extra_forbidden":
            *above, name = path
            meant = misspelt.get(error["loc"], (None,))[-1] or suggestion(str(name), fields_at(tuple(above)))
            yield Mistake(place.file, place.key_line, place.path, *_unknown(str(name), meant, tuple(above)))
        else:
            line = place.key_line if is_key else place.line
            yield Mistake(place.file, line, place.path, *_refused(error, place))
    for flaw in flaws:
        steps = list(walk(root, flaw.path))
        place = steps[-1][1] if steps else root
        yield place.mistake(*_own(flaw.error.context or {}))


def suggestion(given: str, known: Collection[str]) -> str | None:
    """The known word that was perhaps meant."""
    found = process.extractOne(given, known, processor=str.casefold, score_cutoff=_CLOSE)
    return None if found is None else found[0]


def _misspelt(errors: Sequence[ErrorDetails]) -> Iterator[tuple[Path, Path]]:
    """Unknown fields, each with the missing one beside it that was probably meant."""
    missing = [error["loc"] for error in errors if error["type"] == "missing"]
    for error in errors:
        if error["type"] == "extra_forbidden":
            beside = {str(path[-1]): path for path in missing if path[:-1] == error["loc"][:-1]}
            meant = suggestion(str(error["loc"][-1]), beside.keys())
            if meant is not None:
                yield error["loc"], beside.pop(meant)


def _below(node: Node, step: str | int) -> str:
    if isinstance(step, int):
        return f"{node.path}[{step}]"
    return f"{node.path}.{step}" if node.path else step


def _missing(path: Path, name: str | int) -> tuple[str, str]:
    if isinstance(name, int):
        return "a value is missing from this list", "write two, like [2023, 2024]"
    return f"the field {name} is missing", f"add {name}: to this entry" if path else f"add {name}: to the pack"


def _unknown(name: str, meant: str | int | None, above: Path) -> tuple[str, str]:
    if meant is not None:
        return f"there is no field {name} here", f"did you mean {meant}?"
    return f"there is no field {name} here", f"use {_listed(sorted(fields_at(above)))}, or delete it"


def _own(context: Mapping[str, Any]) -> tuple[str, str]:
    """What our own checks say, with the word that was perhaps meant."""
    meant = suggestion(context["given"], context["known"]) if context.get("given") else None
    remedy = context["remedy"] if meant is None else f"did you mean {meant}? If not, {context['remedy']}"
    return context["wrong"], remedy


def _refused(error: ErrorDetails, place: Node) -> tuple[str, str]:
    context = error.get("ctx", {})
    found = error["input"]
    match error["type"]:
        case "content":
            return _own(context)
        case kind if kind in _EXPECTED:
            expected, remedy = _EXPECTED[kind]
            return f"{expected} is expected here, this is {kind_of(found)}", remedy
        case "literal_error" if place.path == "schema":
            wrong = f"the pack is in version {found} of the format, which this program does not understand"
            return wrong, f"it understands version {context['expected']}: write schema: {context['expected']}"
        case "enum" | "literal_error":
            known = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            meant = suggestion(found, known) if isinstance(found, str) else None
            wrong = f"“{found}” is not known here" if isinstance(found, str) else f"this is {kind_of(found)}"
            return wrong, f"did you mean {meant}?" if meant else f"use {_listed(known)}"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            limit = 90 if place.path.endswith("latitude") else 180
            return f"{found} is not a place on Earth", f"write degrees from -{limit} to {limit}, like 50.84"
        case "too_long":
            return "there are too many values in this list", f"write {context.get('max_length')}"
        case _:
            return error["msg"], "compare it with the sample pack"


def _listed(words: Sequence[str]) -> str:
    return f"one of {', '.join(words)}" if len(words) > 1 else "".join(words)
