"""What the models refuse → mistakes, in words for people who write packs."""

from collections.abc import Collection
from typing import Any

from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.domain.content_fields import kind_of
from storage.packs.fields import fields_at
from storage.packs.mistakes import Mistake
from storage.packs.tree import Node, Path, place

_CLOSE = 70.0
_GROUP = ("a group of fields", "write fields and values, like name: value")
_EXPECTED = {
    "tuple_type": ("a list", "write it in square brackets, like [a, b], or one to a line with “- ”"),
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "int_type": ("a whole number", "write a number without quotes, like 3"),
    "int_from_float": ("a whole number", "write a number without decimals, like 3"),
    "float_type": ("a number", "write a number with a point and without quotes, like 50.84"),
    "float_parsing": ("a number", "write a number with a point and without quotes, like 50.84"),
    "bool_type": ("a yes or no", "write true or false"),
    "bool_parsing": ("a yes or no", "write true or false"),
}
_LIMITS = {
    "greater_than_equal": ("ge", "too small", "write a number of at least {}"),
    "less_than_equal": ("le", "too large", "write a number of at most {}"),
}


def mistake(root: Node, error: ErrorDetails) -> Mistake:
    """What pydantic reports of a pack read as `root`, told for people, at the place where it stands."""
    path, context = error["loc"], error.get("ctx", {})
    node = place(root, path)
    match error["type"]:
        case "content":
            return refused(node, context)
        case "missing" if isinstance(path[-1], str):
            wrong = f"the field {path[-1]} is missing"
            return Mistake(node.file, node.line, _below(node, path[-1]), wrong, f"add it, like {path[-1]}: …")
        case "missing" | "too_long" | "too_short":
            return node.mistake("this list has too few or too many entries", "write two, like [2023, 2024]")
        case "extra_forbidden":
            return _unknown_field(node, path)
        case "literal_error" | "enum" if path == ("schema",):
            return node.mistake(f"this program does not understand schema {node.plain()}", "write schema: 1")
        case "literal_error" | "enum":
            allowed = _allowed(error)
            wrong = f"{_shown(node.plain())} is not possible here"
            return node.mistake(wrong, _advice(f"use one of {', '.join(allowed)}", node.plain(), allowed))
        case kind if kind in _EXPECTED:
            expected, remedy = _EXPECTED[kind]
            return node.mistake(f"{expected} is expected here, this is {kind_of(node.plain())}", remedy)
        case kind if kind in _LIMITS:
            name, wrong, remedy = _LIMITS[kind]
            return node.mistake(f"{node.plain()} is {wrong}", remedy.format(f"{context[name]:g}"))
        case _:
            return node.mistake(f"{_shown(node.plain())} cannot stand here", "compare it with a pack that works")


def refused(node: Node, context: dict[str, Any]) -> Mistake:
    """A refusal (`content_fields.refusal`) told at a place, with what was perhaps meant."""
    return node.mistake(context["wrong"], _advice(context["remedy"], context["given"], context["known"]))


def _below(node: Node, name: str) -> str:
    return f"{node.path}.{name}" if node.path else name


def _unknown_field(node: Node, path: Path) -> Mistake:
    known = fields_at(path[:-1])
    remedy = _advice(f"the fields here are {', '.join(known)}", path[-1], known)
    return Mistake(node.file, node.key_line, node.path, f"there is no field {_shown(path[-1])} here", remedy)


def _advice(remedy: str, given: Any, known: Collection[str]) -> str:
    meant = suggestion(given, known) if isinstance(given, str) else None
    return f"did you mean {meant}? Else {remedy}" if meant else remedy


def suggestion(given: str, known: Collection[str]) -> str | None:
    """The known word that was perhaps meant."""
    found = process.extractOne(given.casefold(), {word: word.casefold() for word in known}, score_cutoff=_CLOSE)
    return None if found is None else found[2]


def _allowed(error: ErrorDetails) -> list[str]:
    expected: str = error["ctx"]["expected"]
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]


def _shown(value: Any) -> str:
    if isinstance(value, str | int | float):
        return f"“{str(value)[:60]}”"
    return f"this ({kind_of(value)})"
