"""Which fields the pack's format has at a place."""

from collections.abc import Iterator
from typing import Any, get_args

from bot.domain.content import Pack, Part


def fields_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names of the fields of what stands at `path`, as a pack has them; none where it has no fields."""
    models: list[type[Part]] = [Pack]
    for step in path:
        inner = [found for model in models for name, kind in _fields(model) if name == step for found in _models(kind)]
        # An index, or the name of one of several kinds of value, leads no further down.
        models = inner or models
    return tuple(dict.fromkeys(name for model in models for name, _ in _fields(model)))


def _fields(model: type[Part]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


def _models(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
