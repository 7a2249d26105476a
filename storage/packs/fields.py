"""Which fields the format has in a place: what its models say of themselves."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, RootModel

from bot.domain.content import Pack


def fields_at(path: tuple[str | int, ...]) -> frozenset[str]:
    """The names of the fields that the map at `path` may have; empty where no map of fields stands there."""
    models: tuple[type[BaseModel], ...] = (Pack,)
    for step in path:
        if isinstance(step, str):  # an index leads from a list to its entries, which are of the same models
            models = tuple(
                inner
                for model in models
                for name, field in model.model_fields.items()
                if step in (name, field.alias)
                for inner in _models(field.annotation)
            )
    return frozenset(
        field.alias or name
        for model in models
        if not issubclass(model, RootModel)
        for name, field in model.model_fields.items()
    )


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models somewhere in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
