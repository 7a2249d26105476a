"""Buttons with which somebody looks over what people meant by their questions."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class KeepExample:
    """What its asker tapped is what the question means. `example`: its id."""

    kind: ClassVar[str] = "exkeep"
    example: str


@dataclass(frozen=True)
class DropExample:
    """The question and what was tapped do not belong together, or nobody should learn from it."""

    kind: ClassVar[str] = "exdrop"
    example: str


@dataclass(frozen=True)
class SkipExample:
    """Leave it for later, and show the next one."""

    kind: ClassVar[str] = "exskip"
    example: str
