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
from storage.packs.phrases import Phrases
from storage.packs.tree import Gap, Node, Path, walk

_CLOSE = 70.0


def mistakes_in(
    root: Node, errors: Sequence[ErrorDetails], flaws: Sequence[Flaw], phrases: Phrases
) -> Iterator[Mistake]:
    """One mistake for each error of a field (as pydantic tells them) and for each broken rule."""
    misspelt = dict(_misspelt(errors))
    filled: set[Gap] = set()
    for error in errors:
        if error["type"] == "missing" and error["loc"] in misspelt.values():
            continue  # told as the misspelt field that it is
        is_key = error["loc"][-1] == "[key]"
        steps = list(walk(root, error["loc"]))
        place = steps[-1][1] if steps else root
        path = tuple(step for step, _ in steps)
        if error["type"] == "missing":
            name = error["loc"][-1]
            gap = place.gaps.get(str(name))
            if gap is None:
                yield Mistake(place.file, place.place, _below(place, name), *_missing(path, name, phrases))
            elif gap not in filled:  # a column that is not there is missing once, and not in each row
                filled.add(gap)
                yield Mistake(place.file, gap.place, _below(place, name), f"the field {name} is missing", gap.remedy)
        elif error["type"] == "extra_forbidden":
            *above, name = path
            meant = misspelt.get(error["loc"], (None,))[-1] or suggestion(str(name), fields_at(tuple(above)))
            yield Mistake(place.file, place.key_place, place.path, *_unknown(str(name), meant, tuple(above)))
        else:
            at = place.key_place if is_key else place.place
            yield Mistake(place.file, at, place.path, *_refused(error, place, phrases))
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


def _missing(path: Path, name: str | int, phrases: Phrases) -> tuple[str, str]:
    if isinstance(name, int):
        return "a value is missing from this list", f"write two, like {phrases.pair}"
    return f"the field {name} is missing", f"add {name}: to this entry" if path else f"add {name}: to the pack"


def _unknown(name: str, meant: str | int | None, above: Path) -> tuple[str, str]:
    if meant is not None:
        return f"there is no field {name} here", f"did you mean {meant}?"
    return f"there is no field {name} here", f"use {listed(sorted(fields_at(above)))}, or delete it"


def _own(context: Mapping[str, Any]) -> tuple[str, str]:
    """What our own checks say, with the word that was perhaps meant."""
    meant = suggestion(context["given"], context["known"]) if context.get("given") else None
    remedy = context["remedy"] if meant is None else f"did you mean {meant}? If not, {context['remedy']}"
    return context["wrong"], remedy


def _refused(error: ErrorDetails, place: Node, phrases: Phrases) -> tuple[str, str]:
    context = error.get("ctx", {})
    found = error["input"]
    match error["type"]:
        case "content":
            return _own(context)
        case kind if kind in phrases.expected:
            expected, remedy = phrases.expected[kind]
            return f"{expected} is expected here, this is {kind_of(found)}", remedy
        case "literal_error" if place.path == "schema":
            wrong = f"the pack is in version {found} of the format, which this program does not understand"
            known = str(context["expected"])
            return wrong, f"it understands version {known}: write {phrases.schema.format(known)}"
        case "enum" | "literal_error":
            words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            meant = suggestion(found, words) if isinstance(found, str) else None
            wrong = f"“{found}” is not known here" if isinstance(found, str) else f"this is {kind_of(found)}"
            return wrong, f"did you mean {meant}?" if meant else f"use {listed(words)}"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            limit = 90 if place.path.endswith("latitude") else 180
            return f"{found} is not a place on Earth", f"write degrees from -{limit} to {limit}, like 50.84"
        case "too_long":
            return "there are too many values in this list", f"write {context.get('max_length')}"
        case _:
            return error["msg"], "compare it with the sample pack"


def listed(words: Sequence[str]) -> str:
    """“one of a, b, c”; a single word alone."""
    return f"one of {', '.join(words)}" if len(words) > 1 else "".join(words)
