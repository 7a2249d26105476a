"""What stands where in a workbook: its sheets, and the columns that the models of the format have in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from bot.domain.content import Coordination, FaqEntry, Organization, Pack, Region
from bot.domain.content_text import Text, Words
from bot.domain.feedback import FeedbackRound, Option
from bot.domain.meetings import Document, Meeting
from bot.domain.roadmap import Item, Roadmap, Strand


@dataclass(frozen=True)
class Sheet:
    """A sheet: the path of its entries in the pack, their model, and for entries in an entry the name of the column
    that says in which. Without a list at the path there is one entry."""

    name: str
    path: tuple[str, ...]
    model: type[BaseModel]
    owner: str | None = None
    single: bool = False


SHEETS: Final = (
    Sheet("pack", (), Pack, single=True),
    Sheet("organization", ("organization",), Organization, single=True),
    Sheet("coordination", ("coordination",), Coordination, single=True),
    Sheet("regions", ("regions",), Region),
    Sheet("meetings", ("meetings",), Meeting),
    Sheet("documents", ("meetings", "documents"), Document, owner="meeting"),
    Sheet("roadmaps", ("roadmaps",), Roadmap),
    Sheet("strands", ("roadmaps", "strands"), Strand, owner="roadmap"),
    Sheet("items", ("roadmaps", "items"), Item, owner="roadmap"),
    Sheet("faq", ("faq",), FaqEntry),
    Sheet("feedback", ("feedback",), FeedbackRound),
    Sheet("options", ("feedback", "options"), Option, owner="feedback"),
)
"""In this order they are written; what belongs to something comes after it."""


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    """A text; a column for each language."""
    WORDS = auto()
    """Texts, one a line; a column for each language."""
    CODES = auto()
    """Short texts, with commas between them."""
    NUMBERS = auto()
    """Whole numbers, with commas between them."""
    STRING = auto()
    WHOLE = auto()
    DECIMAL = auto()
    YES_NO = auto()
    MOMENT = auto()
    """A day, or a time."""


@dataclass(frozen=True)
class Column:
    """A field of an entry: the steps that lead to it, what it holds, and the words that it may hold (if they are
    known)."""

    steps: tuple[str, ...]
    kind: Kind
    choices: tuple[str, ...] = ()

    def headers(self, languages: Sequence[str]) -> list[tuple[str, str | None]]:
        """The names that stand above it, each with its language."""
        name = ".".join(self.steps)
        if self.kind in (Kind.TEXT, Kind.WORDS):
            return [(f"{name}:{language}", language) for language in languages]
        return [(name, None)]


@cache
def columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of a sheet in the order of the format, without the one that names an entry's owner."""
    elsewhere = {other.path[0] for other in SHEETS if other.path}
    found = _columns_of(sheet.model, ())
    return tuple(column for column in found if sheet.path or column.steps[0] not in elsewhere)


def lists_elsewhere(sheet: Sheet) -> dict[str, str]:
    """The fields of a sheet's entries that have a sheet of their own, with its name."""
    return {other.path[-1]: other.name for other in SHEETS if other.owner and other.path[:-1] == sheet.path}


def _columns_of(model: type[BaseModel], steps: tuple[str, ...]) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        yield from _columns((*steps, field.alias or name), field.annotation)


def _columns(steps: tuple[str, ...], annotation: Any) -> Iterator[Column]:
    alternatives = list(_alternatives(annotation))
    for kind in alternatives:
        match get_origin(kind) or kind:
            case origin if origin is tuple:
                inner = [each for argument in get_args(kind) for each in _alternatives(argument)]
                if not any(isinstance(each, type) and issubclass(each, BaseModel) for each in inner):
                    yield Column(steps, Kind.NUMBERS if int in inner else Kind.CODES)
                # A list of entries has a sheet of its own.
            case origin if origin is dict:
                keys, values = get_args(kind)
                for key in keys:
                    yield from _columns((*steps, key.value), values)
            case origin if origin is Text:
                yield Column(steps, Kind.TEXT)
            case origin if origin is Words:
                yield Column(steps, Kind.WORDS)
            case type() as origin if issubclass(origin, BaseModel):
                yield from _columns_of(origin, steps)
            case _ if kind is alternatives[0]:
                yield _scalar(steps, kind)


def _scalar(steps: tuple[str, ...], kind: Any) -> Column:
    if get_origin(kind) is Literal:
        words = get_args(kind)
        return Column(steps, Kind.WHOLE) if int in map(type, words) else Column(steps, Kind.STRING, words)
    if issubclass(kind, StrEnum):
        return Column(steps, Kind.STRING, tuple(word.value for word in kind))
    kinds = {bool: Kind.YES_NO, int: Kind.WHOLE, float: Kind.DECIMAL, date: Kind.MOMENT}
    return Column(steps, kinds.get(kind, Kind.STRING))


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a field may have, but none."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _alternatives(argument)
    elif annotation is not type(None):
        yield annotation
