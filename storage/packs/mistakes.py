"""What is wrong with a pack, told so that whoever wrote it can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.errors import UsageError


class Place(NamedTuple):
    """Where in a file something stands: `order` sorts the places of one file, `shown` is what people are told."""

    order: tuple[int, ...]
    shown: str


def at_line(number: int) -> Place:
    """The place of a line of text; lines count from 1."""
    return Place((number,), str(number))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where it stands, what is wrong there, and what would be right.

    `place` is None where the mistake is the file itself; `path` is like `meetings[1].starts`, and empty where the
    mistake is not in a field.
    """

    file: str
    place: Place | None
    path: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.place is None else f"{self.file}:{self.place.shown}"
        return ": ".join(part for part in (place, self.path, f"{self.wrong}; {self.remedy}") if part)


class PackError(UsageError):
    """A pack was refused; `mistakes` are all that is wrong with it, in the order of the file, at least one."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
